use super::*;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(expecting = "a sample")]
struct Sample {
    #[serde(default)]
    #[expect(dead_code, reason = "only its errors are looked at")]
    tags: BTreeMap<String, Vec<u8>>,
    #[expect(dead_code, reason = "only its errors are looked at")]
    id: String,
}

fn error_of(body: &str) -> SourceError {
    document::<Sample>(body.as_bytes(), "u").expect_err(body)
}

#[test]
fn a_wrong_value_is_named_by_its_place_and_both_words() {
    for (body, place, reason) in [
        (r#"{"id":3}"#, "id", "expected a text, found the number 3"),
        (r#"{"id":null}"#, "id", "expected a text, found null"),
        (r#"{"id":true}"#, "id", "expected a text, found true"),
        (
            r#"{"tags":{"a.b":[1,"x"]}}"#,
            r#"tags."a.b"[1]"#,
            r#"expected u8, found the text "x""#,
        ),
        (r#"{"tags":[]}"#, "tags", "expected an object, found a list"),
        (r#"{"tags":{}}"#, "the document", r#"the field "id" is missing"#),
        (
            r#"{"id":"a","id":"b"}"#,
            "the document",
            r#"the field "id" stands twice"#,
        ),
        ("3", "the document", "expected a sample, found the number 3"),
    ] {
        assert_eq!(error_of(body), SourceError::malformed("u", place, reason), "{body}");
    }
}

#[test]
fn what_is_not_json_says_what_it_is() {
    for (body, reason) in [
        ("", "it is empty"),
        ("  <!doctype html><p>404", "it is a web page (HTML)"),
        (r#"{"id":"#, "the text ends early at line 1, column 6"),
        (r#"{"id" 3}"#, "it breaks off at line 1, column 7"),
        (r#"{"id":"a"} x"#, "something follows its end at line 1, column 12"),
    ] {
        let expected = SourceError::NotJson {
            url: "u".to_owned(),
            reason: reason.to_owned(),
        };
        assert_eq!(error_of(body), expected, "{body}");
    }
}

#[test]
fn a_number_beyond_the_floats_is_a_wrong_value_and_not_bad_json() {
    let error = document::<Vec<f64>>(b"[1, 1e999]", "u").expect_err("out of range");
    assert_eq!(error, SourceError::malformed("u", "[1]", "number out of range"));
}

#[test]
fn a_byte_order_mark_is_ignored() {
    assert_eq!(document::<Vec<u8>>(b"\xEF\xBB\xBF[1]", "u"), Ok(vec![1]));
}

#[test]
fn a_long_text_is_not_quoted_to_its_end() {
    let body = format!("[\"{}\"]", "é".repeat(5000));
    let error = document::<Vec<u8>>(body.as_bytes(), "u").expect_err("text");
    assert!(error.to_string().chars().count() < 200, "{error}");
}
