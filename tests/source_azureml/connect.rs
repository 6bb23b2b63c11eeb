//! From what a person has of a workspace to the services that answer.

use crate::fake::{Fake, HOST, SCOPE, WORKSPACE, json};
use pollster::block_on;
use runlens::source::{AnySource, AzuremlSource, Credentials, RunSource, SourceAddress, SourceError};

const EMPTY: &str = r#"{"value":[],"continuationToken":null}"#;

fn urls(fake: &Fake) -> Vec<String> {
    fake.asked().into_iter().map(|request| request.url).collect()
}

#[test]
fn a_discovery_says_where_the_services_are_and_is_asked_once_without_a_token() {
    let fake = Fake::recorded();
    let source = fake.source_at(&format!("{HOST}/discovery"), "hunter2");
    fake.tell_json("experiments:query", EMPTY);
    fake.tell_json("experiments:query", EMPTY);
    let info = block_on(source.info()).expect("info");
    block_on(source.experiments(None)).expect("experiments");
    assert_eq!(
        (info.name.as_str(), info.capabilities.compute_targets),
        ("Azure ML ws", true)
    );
    let query = format!("{HOST}/history/v1.0{SCOPE}/experiments:query");
    assert_eq!(urls(&fake), [format!("{HOST}/discovery"), query.clone(), query]);
    let headers: Vec<usize> = fake.asked().iter().map(|request| request.headers.len()).collect();
    assert_eq!(headers, [0, 1, 1]);
}

#[test]
fn a_workspace_alone_is_looked_up_at_the_resource_manager() {
    let fake = Fake::default();
    let source = fake.source_at("https://management.azure.com", "hunter2");
    fake.tell_json(
        "/workspaces/ws",
        r#"{"properties":{"discoveryUrl":"https://eastus.workspace.api.azureml.ms/discovery/workspaces/1"}}"#,
    );
    fake.tell_json(
        "/discovery/workspaces/1",
        r#"{"api":"https://eastus.api.azureml.ms","history":"https://eastus.experiments.azureml.net/"}"#,
    );
    fake.tell_json("experiments:query", EMPTY);
    block_on(source.info()).expect("info");
    fake.tell_json("/computes", r#"{"value":[]}"#);
    block_on(source.compute_targets(None)).expect("targets");
    assert_eq!(
        urls(&fake),
        [
            format!("https://management.azure.com{SCOPE}?api-version=2022-05-01"),
            "https://eastus.workspace.api.azureml.ms/discovery/workspaces/1".to_owned(),
            format!("https://eastus.experiments.azureml.net/history/v1.0{SCOPE}/experiments:query"),
            format!("https://management.azure.com{SCOPE}/computes?api-version=2022-05-01"),
        ]
    );
    let headers: Vec<usize> = fake.asked().iter().map(|request| request.headers.len()).collect();
    assert_eq!(headers, [1, 0, 1, 1]);
}

#[test]
fn a_discovery_cannot_send_a_token_to_somebody_else() {
    let fake = Fake::default();
    fake.tell_json(
        "/discovery",
        r#"{"history":"https://evil.example","api":"https://evil.example"}"#,
    );
    let error = block_on(fake.source_at(&format!("{HOST}/discovery"), "hunter2").info()).expect_err("evil");
    assert_eq!(
        error.to_string(),
        "The link “https://evil.example” is not one that can be followed"
    );
    assert_eq!(fake.asked().len(), 1);
}

#[test]
fn azure_is_not_asked_without_a_token() {
    let fake = Fake::default();
    let error = block_on(fake.source_at("https://eastus.api.azureml.ms", "").info()).expect_err("no token");
    assert_eq!(error, SourceError::needs_sign_in("https://eastus.api.azureml.ms"));
    assert_eq!(fake.asked().len(), 0);
    // What forwards to it may add one.
    fake.tell_json("experiments:query", EMPTY);
    block_on(fake.source().info()).expect("info");
}

#[test]
fn an_address_becomes_a_source_of_its_kind() {
    let fake = Fake::default();
    let address = SourceAddress::parse(&format!("azureml:/azureml/{WORKSPACE}")).expect("an address");
    let page = "https://page.example/runlens/index.html";
    let source = AnySource::of(
        AzuremlSource::connect(
            &address.absolute_url(page).expect("an address"),
            Credentials::None,
            fake.clone(),
        )
        .expect("a source"),
    );
    fake.tell("experiments:query", Ok(json(200, EMPTY)));
    block_on(source.info()).expect("info");
    assert_eq!(
        urls(&fake),
        [format!(
            "https://page.example/azureml/history/v1.0{SCOPE}/experiments:query"
        )]
    );
}
