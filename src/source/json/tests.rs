use super::*;
use crate::source::scalar::{number, step};

/// An object with an id, and lists of steps by names that are data.
fn read(body: &[u8]) -> Result<(), SourceError> {
    let document = document(body, "u")?;
    let object = Object::of(document.value(), &Place::Document, "u", "a sample")?;
    let tags_place = Place::Field(&Place::Document, "tags");
    for (name, list) in object.data("tags") {
        object.adopt(items(list, &Place::Entry(&tags_place, &name), "u", step));
    }
    object.required_link("id");
    object.check()
}

fn error_of(body: &str) -> SourceError {
    read(body.as_bytes()).expect_err(body)
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
            r#"expected a whole number of 64 bits, found the text "x""#,
        ),
        (r#"{"tags":[]}"#, "tags", "expected an object, found a list"),
        (r#"{"tags":{}}"#, "the document", r#"the field "id" is missing"#),
        (
            r#"{"id":"a","id":"b"}"#,
            "the document",
            r#"the field "id" stands twice"#,
        ),
        ("3", "the document", "expected a sample, found the number 3"),
        ("[]", "the document", "expected a sample, found a list"),
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

fn numbers(body: &[u8]) -> Result<Vec<f64>, SourceError> {
    items(document(body, "u")?.value(), &Place::Document, "u", number)
}

#[test]
fn a_number_beyond_the_floats_is_a_wrong_value_and_not_bad_json() {
    let error = numbers(b"[1, 1e999]").expect_err("out of range");
    assert_eq!(error, SourceError::malformed("u", "[1]", "number out of range"));
}

#[test]
fn a_byte_order_mark_and_space_around_are_ignored() {
    assert_eq!(numbers(b"\xEF\xBB\xBF[1]"), Ok(vec![1.0]));
    assert_eq!(numbers(b" \n[ 1 ] \n"), Ok(vec![1.0]));
}

#[test]
fn a_long_text_is_not_quoted_to_its_end() {
    let body = format!("[\"{}\"]", "é".repeat(5000));
    let error = numbers(body.as_bytes()).expect_err("text");
    assert!(error.to_string().chars().count() < 200, "{error}");
}
