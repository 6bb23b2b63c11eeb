//! Words that Python writes and JSON does not know.

use std::borrow::Cow;

/// The text with the bare words `NaN`, `Infinity` and `-Infinity` made texts;
/// `None` without any.
pub fn repaired(body: &[u8]) -> Option<Vec<u8>> {
    const WORDS: [&[u8]; 3] = [b"NaN", b"-Infinity", b"Infinity"];
    let mut out = Cow::Borrowed(&body[..0]);
    let (mut copied, mut at) = (0, 0);
    while at < body.len() {
        match body[at] {
            b'"' => at = end_of_text(body, at),
            b'N' | b'I' | b'-' => match WORDS.iter().find(|word| body[at..].starts_with(word)) {
                Some(word) => {
                    let out = out.to_mut();
                    out.extend_from_slice(&body[copied..at]);
                    out.push(b'"');
                    out.extend_from_slice(word);
                    out.push(b'"');
                    at += word.len();
                    copied = at;
                }
                None => at += 1,
            },
            _ => at += 1,
        }
    }
    match out {
        Cow::Borrowed(_) => None,
        Cow::Owned(mut out) => {
            out.extend_from_slice(&body[copied..]);
            Some(out)
        }
    }
}

/// The place behind the text that begins at `start`.
fn end_of_text(body: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(letter) = body.get(at) {
        match letter {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_word_becomes_a_text_and_a_text_stays_as_it_is() {
        let body = br#"{"a":NaN,"b":[-Infinity,Infinity,-1],"c":"NaN \" NaN","NaN":1}"#;
        let expected = br#"{"a":"NaN","b":["-Infinity","Infinity",-1],"c":"NaN \" NaN","NaN":1}"#;
        assert_eq!(repaired(body).as_deref(), Some(&expected[..]));
        assert_eq!(repaired(br#"{"a":"NaN"}"#), None);
        assert_eq!(repaired(br#"{"a":"NaN\"#), None);
    }
}
