//! Links between documents.
//!
//! A link is resolved against the document it stands in. Whatever comes out
//! is http or https: a source may be anybody's, and a `javascript:` address
//! must not reach an anchor of this page.

use super::SourceError;
use fluent_uri::{Uri, UriRef};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;

/// What may not stand in a URI, yet stands in file names.
const FORBIDDEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

const FORBIDDEN_IN_PATH: &AsciiSet = &FORBIDDEN.add(b'[').add(b']');

/// What may stand in one segment of a path without being read as anything else.
const SEGMENT: &AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The absolute address of `link`, which stands in the document at `base`.
pub fn resolve(base: &str, link: &str) -> Result<String, SourceError> {
    let bad = || SourceError::BadLink {
        url: shown(base),
        link: shown(link),
    };
    let base_text = tidy(without_fragment(base));
    let base_uri = Uri::parse(base_text.as_ref()).map_err(|_| bad())?;
    let link_text = tidy(link.trim());
    let resolved = UriRef::parse(link_text.as_ref())
        .map_err(|_| bad())?
        .resolve_against(&base_uri)
        .map_err(|_| bad())?;
    let scheme = resolved.scheme().as_str();
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = resolved
        .authority()
        .is_some_and(|authority| !authority.host().is_empty());
    let has_user = resolved.authority().is_some_and(|authority| authority.has_userinfo());
    // A browser refuses to fetch an address with a password in it; saying so here names the link.
    if !is_web || !has_host || has_user {
        return Err(bad());
    }
    Ok(resolved.into_string())
}

/// `text` as one segment of a path.
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// `url` without its fragment.
pub fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(document, _)| document)
}

/// `url` as an error may show it: without a password, and with the names but
/// not the values of its query, for a value may be a signature.
pub fn shown(url: &str) -> String {
    let url = without_fragment(url);
    let (path, query) = match url.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (url, None),
    };
    let mut out = without_user(path);
    if let Some(query) = query {
        let names: Vec<String> = query
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, _)) => format!("{name}=…"),
                None => "…".to_owned(),
            })
            .collect();
        out.push('?');
        out.push_str(&names.join("&"));
    }
    out
}

fn without_user(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

/// Encodes what a hand-written link may contain and a URI may not, as a
/// browser does: spaces, letters beyond ASCII, a `%` that encodes nothing.
/// Brackets are encoded behind the host only, for an IPv6 host has them.
fn tidy(link: &str) -> Cow<'_, str> {
    let is_tidy = |letter: u8| letter.is_ascii_alphanumeric() || b"-._~/:?&=@+,;!".contains(&letter);
    if link.bytes().all(is_tidy) {
        return Cow::Borrowed(link);
    }
    let host = link.find("//").map_or(0, |slashes| slashes + 2);
    let path = match host {
        0 => 0,
        _ => link[host..]
            .find(['/', '?', '#'])
            .map_or(link.len(), |length| host + length),
    };
    let (head, tail) = link.split_at(path);
    let head = utf8_percent_encode(head, FORBIDDEN);
    let tail = utf8_percent_encode(tail, FORBIDDEN_IN_PATH);
    let encoded = format!("{head}{tail}");
    if !encoded.contains('%') {
        return Cow::Owned(encoded);
    }
    let bytes = encoded.as_bytes();
    let mut out = String::with_capacity(encoded.len());
    for (at, letter) in encoded.char_indices() {
        out.push(letter);
        let is_code = bytes
            .get(at + 1..at + 3)
            .is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
        if letter == '%' && !is_code {
            out.push_str("25");
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://a.example/runs/toy/runs.json?page=2";

    #[test]
    fn a_link_is_relative_to_its_document() {
        for (link, expected) in [
            ("loss.json", "https://a.example/runs/toy/loss.json"),
            ("../index.json", "https://a.example/runs/index.json"),
            ("./a/./b.json", "https://a.example/runs/toy/a/b.json"),
            ("/x.json", "https://a.example/x.json"),
            ("//b.example/x", "https://b.example/x"),
            ("?page=3", "https://a.example/runs/toy/runs.json?page=3"),
            ("http://c.example:81/", "http://c.example:81/"),
            ("http://[::1]:81/[a]", "http://[::1]:81/%5Ba%5D"),
        ] {
            assert_eq!(resolve(BASE, link).as_deref(), Ok(expected), "{link}");
        }
    }

    #[test]
    fn a_name_that_a_uri_forbids_is_encoded_once() {
        for (link, expected) in [
            ("my file.txt", "my%20file.txt"),
            ("損失.json", "%E6%90%8D%E5%A4%B1.json"),
            ("100%.txt", "100%25.txt"),
            ("a%20b", "a%20b"),
            ("a{b}\\c", "a%7Bb%7D%5Cc"),
            ("loss[0].json", "loss%5B0%5D.json"),
        ] {
            let expected = format!("https://a.example/runs/toy/{expected}");
            assert_eq!(resolve(BASE, link), Ok(expected), "{link}");
        }
    }

    #[test]
    fn a_link_that_leads_out_of_the_web_is_refused() {
        for link in [
            "javascript:alert(1)",
            "JavaScript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://u:p@b.example/",
            "http:x",
        ] {
            assert!(
                matches!(resolve(BASE, link), Err(SourceError::BadLink { .. })),
                "{link}"
            );
        }
        assert!(resolve("not absolute", "a").is_err());
    }

    #[test]
    fn a_segment_holds_no_separator() {
        assert_eq!(segment("a/b?c#d %é~"), "a%2Fb%3Fc%23d%20%25%C3%A9~");
    }

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(shown("https://u:p@a.example/b@c#t"), "https://a.example/b@c");
    }
}
