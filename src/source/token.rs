//! What a bearer token says of itself. It is read, never checked: that is for
//! the server that takes it.

use super::json::{Object, Place, document};
use crate::model::Timestamp;

/// When the token ends; `None` when it is none that says so (a JWT with `exp`).
pub fn token_expiry(token: &str) -> Option<Timestamp> {
    let claims = base64url(token.trim().split('.').nth(1)?)?;
    let document = document(&claims, "").ok()?;
    let object = Object::of(document.value(), &Place::Document, "", "").ok()?;
    let seconds = object.number("exp").filter(|seconds| seconds.is_finite())?;
    Some(Timestamp((seconds * 1000.0) as i64))
}

/// RFC 4648, the alphabet for addresses, with or without padding.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_token_is_read_from_its_claims() {
        // {"alg":"none"} and {"exp":1795480000,"aud":"é"}
        let token = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU0ODAwMDAsImF1ZCI6IsOpIn0.c2ln";
        assert_eq!(token_expiry(token), Some(Timestamp(1_795_480_000_000)));
        assert_eq!(token_expiry(&format!(" {token}\n")), Some(Timestamp(1_795_480_000_000)));
    }

    #[test]
    fn what_is_no_such_token_says_nothing() {
        for token in ["", "secret", "a.b.c", "a.e30.c", "a.eyJleHAiOiJ4In0.c", "..", "a.é.b"] {
            assert_eq!(token_expiry(token), None, "{token}");
        }
    }

    #[test]
    fn all_letters_of_the_alphabet_count() {
        assert_eq!(base64url("-_-_").as_deref(), Some(&[0xfb, 0xff, 0xbf][..]));
        assert_eq!(base64url("Zm8=").as_deref(), Some(&b"fo"[..]));
        assert_eq!(base64url("Zg").as_deref(), Some(&b"f"[..]));
    }
}
