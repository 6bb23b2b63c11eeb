//! Where on the network an address is, as far as its text tells.

use fluent_uri::Uri;

/// How far away; the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// This machine.
    Loopback,
    /// The network around it.
    Private,
    /// Anywhere.
    Public,
}

/// A place on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The whole address, without a slash at its end.
    pub url: String,
    /// Scheme, host and, unless it is the usual one, port.
    pub origin: String,
    /// Host and, unless it is the usual one, port: what a `Host` header holds.
    pub authority: String,
    /// The host, an IPv6 address in brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether it is reached over https.
    pub is_https: bool,
    /// How far away it is.
    pub reach: Reach,
}

impl Place {
    /// The place of `url`; `None` when it is not one of the web.
    pub fn of(url: &str) -> Option<Self> {
        let url = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
        let parsed = Uri::parse(url).ok()?;
        let scheme = parsed.scheme().as_str().to_ascii_lowercase();
        let usual_port = match scheme.as_str() {
            "http" => 80,
            "https" => 443,
            _ => return None,
        };
        let authority = parsed.authority()?;
        let host = authority.host().to_ascii_lowercase();
        if host.is_empty() {
            return None;
        }
        let port = match authority.port().map(|port| port.as_str()) {
            None | Some("") => usual_port,
            Some(port) => port.parse().ok()?,
        };
        let authority = match port == usual_port {
            true => host.clone(),
            false => format!("{host}:{port}"),
        };
        Some(Self {
            url: url.to_owned(),
            origin: format!("{scheme}://{authority}"),
            reach: reach(&host),
            is_https: scheme == "https",
            authority,
            host,
            port,
        })
    }

    /// What a server must listen on to be found here.
    pub fn host_to_listen_on(&self) -> &'static str {
        match self.reach {
            Reach::Loopback => "127.0.0.1",
            Reach::Private | Reach::Public => "0.0.0.0",
        }
    }
}

fn reach(host: &str) -> Reach {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return match address.parse::<std::net::Ipv6Addr>() {
            Ok(address) if address.is_loopback() => Reach::Loopback,
            Ok(address) if address.is_unique_local() || address.is_unicast_link_local() => Reach::Private,
            _ => Reach::Public,
        };
    }
    if let Ok(address) = host.parse::<std::net::Ipv4Addr>() {
        return match () {
            () if address.is_loopback() || address.is_unspecified() => Reach::Loopback,
            () if address.is_private() || address.is_link_local() => Reach::Private,
            () => Reach::Public,
        };
    }
    let host = host.trim_end_matches('.');
    if host == "localhost" || host.ends_with(".localhost") {
        return Reach::Loopback;
    }
    // A name without a dot is found only by the network one is in.
    match !host.contains('.') || host.ends_with(".local") || host.ends_with(".internal") || host.ends_with(".lan") {
        true => Reach::Private,
        false => Reach::Public,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_usual_port_and_no_path() {
        for (url, origin) in [
            ("HTTPS://A.example:443/x?y#z", "https://a.example"),
            ("http://127.0.0.1:5000/", "http://127.0.0.1:5000"),
            ("http://[::1]:80/mlflow", "http://[::1]"),
        ] {
            assert_eq!(
                Place::of(url).map(|place| place.origin).as_deref(),
                Some(origin),
                "{url}"
            );
        }
        for url in ["null", "file:///x", "ftp://a.example", "a.example", "http://"] {
            assert_eq!(Place::of(url), None, "{url}");
        }
    }

    #[test]
    fn nearness_is_read_from_the_host() {
        use Reach::{Loopback, Private, Public};
        for (host, expected) in [
            ("localhost", Loopback),
            ("app.localhost", Loopback),
            ("127.8.0.1", Loopback),
            ("[::1]", Loopback),
            ("10.0.0.3", Private),
            ("172.31.0.1", Private),
            ("172.32.0.1", Public),
            ("192.168.1.1", Private),
            ("[fd00::1]", Private),
            ("gpu-box", Private),
            ("gpu.local", Private),
            ("1.1.1.1", Public),
            ("user.github.io", Public),
            ("[2606::1]", Public),
        ] {
            assert_eq!(reach(host), expected, "{host}");
        }
    }
}
