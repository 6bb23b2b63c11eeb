//! What proves to a server who asks.
//!
//! It lives in memory, goes to the one origin it was entered for, and is never
//! written: neither into an address nor into an error or a debugging text.

use super::Header;
use std::fmt;

/// What proves to a server who asks.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Credentials {
    /// Nothing: anybody may ask.
    #[default]
    None,
    /// A name and a password.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// A token.
    Bearer(String),
}

impl Credentials {
    /// The header that carries it.
    pub fn header(&self) -> Option<Header> {
        let value = match self {
            Self::None => return None,
            Self::Basic { user, password } => format!("Basic {}", base64(format!("{user}:{password}").as_bytes())),
            // A header holds visible ASCII; a line end that was pasted along would stop the request.
            Self::Bearer(token) => format!(
                "Bearer {}",
                token.chars().filter(char::is_ascii_graphic).collect::<String>()
            ),
        };
        Some(Header::new("Authorization", value))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Basic { .. } => "Basic(…)",
            Self::Bearer(_) => "Bearer(…)",
        })
    }
}

/// RFC 4648, with padding.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group
            .iter()
            .enumerate()
            .fold(0_u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= group.len() { letter as char } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("ü:€\u{ff}", "w7w64oKsw78="),
        ] {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_secret_is_not_shown() {
        let basic = Credentials::Basic {
            user: "ana".to_owned(),
            password: "hunter2".to_owned(),
        };
        let bearer = Credentials::Bearer("hunter2".to_owned());
        let shown = format!("{basic:?} {bearer:?} {:?} {:?}", basic.header(), bearer.header());
        assert_eq!(
            shown,
            "Basic(…) Bearer(…) Some(Header(Authorization)) Some(Header(Authorization))"
        );
    }

    #[test]
    fn what_was_pasted_around_a_token_is_dropped() {
        let token = Credentials::Bearer(" dapi123\u{200b}\n".to_owned());
        assert_eq!(token.header(), Some(Header::new("Authorization", "Bearer dapi123")));
        assert_eq!(Credentials::None.header(), None);
    }
}
