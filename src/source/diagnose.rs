//! Why a server seems silent, and what to do about it.
//!
//! A browser tells a page only that no answer came. What it can know is where
//! it stands itself and where the server is; the likely causes follow from
//! that. Everything here is a guess in order of likelihood, with the exact
//! values to try.

mod azureml;
mod place;

use super::{Refusal, SourceError};
pub use azureml::{GET_TOKEN, azureml_causes};
use place::{Place, Reach};

/// A likely cause, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The cause, as a sentence without a full stop.
    pub title: String,
    /// What to do, as sentences.
    pub what_to_do: String,
    /// The command to start the server with, to be copied.
    pub command: Option<String>,
}

/// The likely causes of `error` for a page at `page_url` that reads the MLflow
/// server at `server_url`; empty when the error says it all.
pub fn causes(error: &SourceError, page_url: &str, server_url: &str) -> Vec<Cause> {
    let page_origin = Place::of(page_url).map_or_else(|| "null".to_owned(), |page| page.origin);
    let server = Place::of(server_url);
    match (error, server) {
        (SourceError::Unreachable { .. }, _) => diagnose(&page_origin, server_url),
        (
            SourceError::Forbidden {
                reason: Refusal::Origin,
                ..
            },
            Some(server),
        ) => vec![cors(&page_origin, &server)],
        (
            SourceError::Forbidden {
                reason: Refusal::Host, ..
            },
            Some(server),
        ) => vec![host(&server)],
        _ => Vec::new(),
    }
}

/// Why no answer may have come from `server_url` to a page of `page_origin`
/// (`null` for a page that is a file), the likeliest first.
pub fn diagnose(page_origin: &str, server_url: &str) -> Vec<Cause> {
    let Some(server) = Place::of(server_url) else {
        return vec![Cause {
            title: "The address of the server is not one of the web".to_owned(),
            what_to_do: "Write it with http or https, such as http://127.0.0.1:5000.".to_owned(),
            command: None,
        }];
    };
    let Some(page) = Place::of(page_origin) else {
        return vec![file_page(), down(&server)];
    };
    if page.origin == server.origin {
        return vec![down(&server)];
    }
    let mut causes = Vec::new();
    if page.is_https && !server.is_https && server.reach != Reach::Loopback {
        causes.push(mixed_content(&server));
    }
    if server.reach < page.reach {
        causes.push(local_network(&page, &server));
    }
    // MLflow lets in pages of the same machine by itself, but only over http
    // and under these two names.
    match !page.is_https && matches!(page.host.as_str(), "localhost" | "127.0.0.1") {
        true => causes.extend([down(&server), no_cors_at_all(&page.origin)]),
        false => causes.extend([cors(&page.origin, &server), down(&server)]),
    }
    causes
}

fn mixed_content(server: &Place) -> Cause {
    Cause {
        title: "A page over https may not read a server over http".to_owned(),
        what_to_do: format!(
            "Serve MLflow over https as well, or open this page over http, or forward the server to this machine \
             (ssh -L {port}:127.0.0.1:{port} {host}) and connect to http://127.0.0.1:{port}.",
            port = server.port,
            host = server.host
        ),
        command: None,
    }
}

fn local_network(page: &Place, server: &Place) -> Cause {
    let whose = match server.reach {
        Reach::Loopback => "this machine",
        _ => "the local network",
    };
    Cause {
        title: format!("The browser has not been allowed to reach {whose} from {}", page.origin),
        what_to_do: format!(
            "Allow “local network access” when the browser asks, or in the settings it keeps for {} (the icon left of \
             the address); then try again. A browser that does not ask may refuse: then serve this page from \
             {whose} as well.",
            page.origin
        ),
        command: None,
    }
}

fn cors(page_origin: &str, server: &Place) -> Cause {
    if page_origin == "null" {
        return file_page();
    }
    Cause {
        title: format!("The server does not let pages of {page_origin} read it"),
        what_to_do: format!(
            "Start it with --cors-allowed-origins {page_origin}, or set MLFLOW_SERVER_CORS_ALLOWED_ORIGINS={page_origin}. \
             Name the origin exactly: with a pattern the browser still refuses. MLflow before 3.5 does not know the \
             flag: let a proxy in front of it add Access-Control-Allow-Origin."
        ),
        command: Some(format!(
            "mlflow server --host {} --port {} --cors-allowed-origins {page_origin}",
            server.host_to_listen_on(),
            server.port
        )),
    }
}

fn no_cors_at_all(page_origin: &str) -> Cause {
    Cause {
        title: "The server, or a proxy in front of it, does not let other pages read it".to_owned(),
        what_to_do: format!(
            "MLflow from 3.5 on lets in pages such as {page_origin} by itself. Before an older one, let a proxy add \
             Access-Control-Allow-Origin: {page_origin}."
        ),
        command: None,
    }
}

fn host(server: &Place) -> Cause {
    Cause {
        title: format!("The server does not know itself by the name {}", server.authority),
        what_to_do: format!(
            "Start it with --allowed-hosts {name}, or set MLFLOW_SERVER_ALLOWED_HOSTS={name}; the list replaces the \
             default, so add every other name it is reached by.",
            name = server.authority
        ),
        command: Some(format!(
            "mlflow server --host 0.0.0.0 --port {} --allowed-hosts {}",
            server.port, server.authority
        )),
    }
}

fn file_page() -> Cause {
    Cause {
        title: "This page was opened as a file, and no server lets a file read it".to_owned(),
        what_to_do: "Serve the folder of this page over http, for instance on 127.0.0.1, and open it there.".to_owned(),
        command: Some("python3 -m http.server 8080 --bind 127.0.0.1".to_owned()),
    }
}

fn down(server: &Place) -> Cause {
    Cause {
        title: format!("Nothing answers at {}", server.origin),
        what_to_do: format!(
            "Check the address by opening {}/version in a tab of its own, and start the server if nothing comes.",
            server.url
        ),
        command: (server.reach == Reach::Loopback && !server.is_https)
            .then(|| format!("mlflow server --host 127.0.0.1 --port {}", server.port)),
    }
}

#[cfg(test)]
mod tests;
