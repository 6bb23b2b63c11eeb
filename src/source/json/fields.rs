//! An object whose fields are wanted as texts.

use super::document;
use std::collections::BTreeMap;

/// The fields of the object in a text, texts without their quotes and all else as it
/// stands; `None` when the text holds no object.
pub fn json_fields(text: &str) -> Option<BTreeMap<String, String>> {
    let document = document(text.as_bytes(), "").ok()?;
    let value = document.value();
    if value.first() != b'{' {
        return None;
    }
    let text = |value: super::Value<'_>| {
        value
            .letters()
            .map_or_else(|| value.text().to_owned(), |text| text.to_string())
    };
    Some(
        value
            .entries()
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_texts() {
        let fields = json_fields(r#"{"a":"x\n","b":1.50,"c":[1]}"#).expect("an object");
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(fields, [("a", "x\n"), ("b", "1.50"), ("c", "[1]")]);
        for text in ["", "[]", "3", "{", "null"] {
            assert_eq!(json_fields(text), None, "{text}");
        }
    }
}
