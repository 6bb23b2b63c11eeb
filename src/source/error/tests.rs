use super::*;

#[test]
fn only_a_busy_or_silent_server_is_worth_asking_again() {
    for (status, transient) in [
        (408, true),
        (429, true),
        (500, true),
        (503, true),
        (400, false),
        (404, false),
    ] {
        assert_eq!(SourceError::status(status, "u").is_transient(), transient, "{status}");
    }
    assert!(SourceError::unreachable("u").is_transient());
    assert!(!SourceError::Cancelled.is_transient());
}

#[test]
fn a_refusal_is_told_from_a_wish_for_a_sign_in_and_neither_is_asked_again() {
    let (sign_in, forbidden) = (SourceError::status(401, "u?token=x"), SourceError::status(403, "u"));
    assert_eq!(sign_in, SourceError::needs_sign_in("u?token=x"));
    assert_eq!(
        [sign_in.to_string(), forbidden.to_string()],
        [
            "The server wants a sign-in",
            "The server refuses access: it does not say why"
        ]
    );
    assert!(!sign_in.is_transient() && !forbidden.is_transient());
}

#[test]
fn an_error_shows_no_value_of_a_query() {
    let error = SourceError::status(500, "https://a.example/b?sig=secret&v=1");
    assert_eq!(error.url(), Some("https://a.example/b?sig=…&v=…"));
    assert!(!format!("{error} {error:?}").contains("secret"));
}
