//! Who is told what proves who asks.

use crate::fake::{Fake, HOST, html, json};
use pollster::block_on;
use runlens::source::{
    AnySource, BrowserTransport, Credentials, MlflowSource, Response, RunSource, SourceAddress, SourceError,
};

fn with_token(fake: &Fake) -> MlflowSource<Fake> {
    MlflowSource::new(HOST, Credentials::Bearer("hunter2".to_owned()), fake.clone())
}

#[test]
fn a_secret_goes_to_its_own_origin_and_nowhere_else() {
    let fake = Fake::recorded();
    let source = with_token(&fake);
    block_on(source.experiments(None)).expect("experiments");
    for url in [
        "http://127.0.0.1:5000/get-artifact?path=a",
        "http://127.0.0.1:5001/x",
        "https://a.example/x",
    ] {
        let _ = block_on(source.bytes(url, None));
    }
    let sent: Vec<usize> = fake.asked().iter().map(|request| request.headers.len()).collect();
    assert_eq!(sent, [1, 1, 0, 0]);
    assert_eq!(fake.asked()[0].headers[0].value, "Bearer hunter2");
    let debugged = MlflowSource::new(HOST, Credentials::Bearer("hunter2".to_owned()), BrowserTransport);
    assert!(!format!("{debugged:?} {:?}", fake.asked()).contains("hunter2"));
    assert!(fake.asked().iter().all(|request| !request.url.contains("hunter2")));
}

#[test]
fn a_redirect_of_a_request_with_a_secret_is_not_followed_and_asks_for_a_sign_in() {
    let fake = Fake::default();
    fake.tell("experiments/search", Ok(Response::default()));
    let error = block_on(with_token(&fake).experiments(None)).expect_err("a redirect");
    assert_eq!(
        error,
        SourceError::needs_sign_in(&format!("{HOST}/ajax-api/2.0/mlflow/experiments/search"))
    );
}

#[test]
fn an_error_shows_no_secret() {
    let fake = Fake::default();
    fake.tell("runs/get", Ok(json(401, "no")));
    let error = block_on(with_token(&fake).run(&runlens::model::RunId::new("a"))).expect_err("401");
    assert_eq!(error.to_string(), "The server wants a sign-in");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[test]
fn an_address_becomes_a_source_of_its_kind_under_any_path() {
    for (address, expected) in [
        (
            "mlflow:https://a.example/tools/mlflow/#/experiments/0",
            "https://a.example/tools/mlflow",
        ),
        ("mlflow:/mlflow", "https://page.example/mlflow"),
        ("mlflow:http://127.0.0.1:5000", HOST),
    ] {
        let fake = Fake::default();
        let address = SourceAddress::parse(address).expect(address);
        let page = "https://page.example/runlens/index.html";
        let url = address.absolute_url(page).expect("an address");
        let source = AnySource::of(MlflowSource::new(&url, Credentials::None, fake.clone()));
        fake.tell("experiments/search", Ok(json(200, "{}")));
        fake.tell("version", Ok(html(200, "2.14.0\n")));
        let info = block_on(source.info()).expect("info");
        assert_eq!(info.name, "MLflow 2.14.0");
        let urls: Vec<String> = fake.asked().into_iter().map(|request| request.url).collect();
        assert_eq!(
            urls,
            [
                format!("{expected}/version"),
                format!("{expected}/ajax-api/2.0/mlflow/experiments/search")
            ]
        );
    }
}
