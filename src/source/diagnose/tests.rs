use super::*;

const LOCAL: &str = "http://127.0.0.1:5000";

fn titles(page: &str, server: &str) -> Vec<String> {
    diagnose(page, server).into_iter().map(|cause| cause.title).collect()
}

#[test]
fn a_page_of_the_web_and_a_server_of_this_machine_need_the_browser_and_the_server_to_agree() {
    assert_eq!(
        titles("https://user.github.io", LOCAL),
        [
            "The browser has not been allowed to reach this machine from https://user.github.io",
            "The server does not let pages of https://user.github.io read it",
            "Nothing answers at http://127.0.0.1:5000",
        ]
    );
}

#[test]
fn a_secure_page_cannot_read_an_insecure_server_elsewhere() {
    let causes = diagnose("https://user.github.io", "http://gpu-box:5001/mlflow/");
    assert_eq!(causes[0].title, "A page over https may not read a server over http");
    assert!(causes[0].what_to_do.contains("ssh -L 5001:127.0.0.1:5001 gpu-box"));
    assert!(causes[1].title.contains("the local network"));
    assert_eq!(causes.len(), 4);
}

#[test]
fn the_flag_names_the_origin_of_the_page_exactly() {
    let causes = diagnose("https://user.github.io", LOCAL);
    assert_eq!(
        causes[1].command.as_deref(),
        Some("mlflow server --host 127.0.0.1 --port 5000 --cors-allowed-origins https://user.github.io")
    );
    assert!(
        causes[1]
            .what_to_do
            .contains("MLFLOW_SERVER_CORS_ALLOWED_ORIGINS=https://user.github.io")
    );
    let far = diagnose("http://192.168.1.9:8080", "https://mlflow.example.org");
    assert_eq!(
        far[0].command.as_deref(),
        Some("mlflow server --host 0.0.0.0 --port 443 --cors-allowed-origins http://192.168.1.9:8080")
    );
}

#[test]
fn pages_of_the_same_machine_need_no_flag_over_http_but_do_over_https() {
    assert_eq!(
        titles("http://localhost:8080", LOCAL),
        [
            "Nothing answers at http://127.0.0.1:5000",
            "The server, or a proxy in front of it, does not let other pages read it",
        ]
    );
    assert_eq!(
        titles("https://localhost:8080", LOCAL)[0],
        "The server does not let pages of https://localhost:8080 read it"
    );
}

#[test]
fn a_page_of_the_server_itself_can_only_find_it_gone() {
    assert_eq!(
        titles("http://127.0.0.1:5000", "http://127.0.0.1:5000/"),
        ["Nothing answers at http://127.0.0.1:5000"]
    );
}

#[test]
fn a_page_that_is_a_file_must_be_served() {
    assert!(titles("null", LOCAL)[0].contains("opened as a file"));
    assert!(diagnose("null", LOCAL)[0].command.is_some());
}

#[test]
fn an_address_that_is_none_is_said_so() {
    assert!(titles("http://localhost:8080", "127.0.0.1:5000")[0].contains("not one of the web"));
}

#[test]
fn a_refusal_names_the_flag_that_lifts_it() {
    let page = "https://user.github.io/runlens/index.html?x#y";
    let refused = |reason| SourceError::Forbidden {
        url: LOCAL.to_owned(),
        reason,
    };
    let origin = causes(&refused(Refusal::Origin), page, LOCAL);
    assert_eq!(
        origin,
        [cors("https://user.github.io", &Place::of(LOCAL).expect("url"))]
    );
    let host = causes(&refused(Refusal::Host), page, "http://ml.example.org:5000");
    assert!(
        host[0]
            .what_to_do
            .contains("--allowed-hosts ml.example.org:5000, or set MLFLOW_SERVER_ALLOWED_HOSTS=")
    );
    assert_eq!(causes(&refused(Refusal::Unsaid), page, LOCAL), []);
    assert_eq!(causes(&SourceError::Cancelled, page, LOCAL), []);
    assert_eq!(
        causes(&SourceError::unreachable(LOCAL), page, LOCAL),
        diagnose("https://user.github.io", LOCAL)
    );
}
