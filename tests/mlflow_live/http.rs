//! HTTP/1.1 over a socket, as little as a server on this machine needs.

use runlens::source::{Method, Request, Response, SourceError, Transport};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Asks and waits; one request a connection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Http;

impl Transport for Http {
    async fn get(&self, request: Request) -> Result<Response, SourceError> {
        ask(&request).map_err(|error| {
            eprintln!("{}: {error}", request.url);
            SourceError::unreachable(&request.url)
        })
    }

    async fn sleep(&self, ms: u64) {
        std::thread::sleep(Duration::from_millis(ms));
    }

    fn random(&self) -> f64 {
        0.5
    }
}

fn ask(request: &Request) -> io::Result<Response> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let rest = request.url.strip_prefix("http://").ok_or_else(|| bad("not http"))?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (verb, body): (&str, &[u8]) = match &request.method {
        Method::Get => ("GET", &[]),
        Method::Post(json) => ("POST", json),
    };
    let mut head = format!("{verb} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    if verb == "POST" {
        head.push_str(&format!(
            "Content-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        ));
    }
    if let Some((from, to)) = request.range {
        let to = to.map(|to| to.to_string()).unwrap_or_default();
        head.push_str(&format!("Range: bytes={from}-{to}\r\n"));
    }
    for header in &request.headers {
        head.push_str(&format!("{}: {}\r\n", header.name, header.value));
    }
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    parsed(&answer).ok_or_else(|| bad("not an answer"))
}

fn parsed(answer: &[u8]) -> Option<Response> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim()))
        .collect();
    let header = |name: &str| headers.iter().find(|(own, _)| own == name).map(|(_, value)| *value);
    let body = &answer[end + 4..];
    let body = match header("transfer-encoding") {
        Some("chunked") => unchunked(body)?,
        _ => match header("content-length") {
            Some(length) => body.get(..length.parse().ok()?)?.to_vec(),
            None => body.to_vec(),
        },
    };
    Some(Response {
        status,
        body,
        content_type: header("content-type").map(str::to_owned),
        total: header("content-range").and_then(|range| range.rsplit_once('/')?.1.parse().ok()),
        ..Response::default()
    })
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..line]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        let start = line + 2;
        body.extend_from_slice(rest.get(start..start + size)?);
        rest = rest.get(start + size + 2..)?;
        if size == 0 {
            return Some(body);
        }
    }
}

#[test]
fn an_answer_in_pieces_is_put_together() {
    let pieces = b"HTTP/1.1 206 Partial\r\nTransfer-Encoding: chunked\r\nContent-Range: bytes 0-4/9\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    let answer = parsed(pieces).expect("an answer");
    assert_eq!(
        (answer.status, answer.body.as_slice(), answer.total),
        (206, &b"abcde"[..], Some(9))
    );
    assert_eq!(
        parsed(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
        None,
        "cut short"
    );
}
