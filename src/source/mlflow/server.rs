//! The addresses of a server.

use crate::model::RunId;

/// Where the questions are asked: behind the prefix that a server may have,
/// which holds for this spelling of the interface in every version.
const API: &str = "ajax-api/2.0/mlflow";

/// The addresses of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The address of its own page, without a slash at its end.
    base: String,
}

impl Server {
    /// The server whose own page is at `base_url`.
    pub fn new(base_url: &str) -> Self {
        // What is copied from the bar of a browser ends in the state of that page.
        let base = base_url.split(['?', '#']).next().unwrap_or(base_url);
        Self {
            base: base.trim_end_matches('/').to_owned(),
        }
    }

    /// Whether it is this server that `url` asks.
    pub fn has(&self, url: &str) -> bool {
        origin(url).is_some_and(|asked| Some(asked) == origin(&self.base))
    }

    /// What it says of its version.
    pub fn version(&self) -> String {
        format!("{}/version", self.base)
    }

    /// A question of its interface.
    pub fn question(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        self.address(&format!("{API}/{path}"), pairs)
    }

    /// The bytes of an artifact.
    pub fn artifact(&self, run: &RunId, path: &str) -> String {
        self.address("get-artifact", &[("run_uuid", run.as_str()), ("path", path)])
    }

    /// The list of the artifacts of a run.
    pub fn artifacts(&self, run: &RunId) -> String {
        self.question("artifacts/list", &[("run_id", run.as_str())])
    }

    fn address(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        if pairs.is_empty() {
            return format!("{}/{path}", self.base);
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        format!("{}/{path}?{}", self.base, query.extend_pairs(pairs).finish())
    }
}

/// Scheme, host and port as written, in small letters.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    Some(format!("{scheme}://{authority}").to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_shows_of_the_server_is_its_address() {
        for url in [
            "http://127.0.0.1:5000",
            "http://127.0.0.1:5000/",
            "http://127.0.0.1:5000/#/experiments/1?x=1",
        ] {
            assert_eq!(
                Server::new(url).question("runs/get", &[("run_id", "a&b c")]),
                "http://127.0.0.1:5000/ajax-api/2.0/mlflow/runs/get?run_id=a%26b+c"
            );
        }
        assert_eq!(
            Server::new("https://a.example/tools/mlflow/").artifact(&RunId::new("r"), "plots/é.png"),
            "https://a.example/tools/mlflow/get-artifact?run_uuid=r&path=plots%2F%C3%A9.png"
        );
    }

    #[test]
    fn only_its_own_origin_is_the_server() {
        let server = Server::new("https://a.example/mlflow");
        assert!(server.has("https://A.example/other"));
        for url in [
            "http://a.example/mlflow",
            "https://a.example.org/",
            "https://a.example:444/",
            "https://u@a.example/",
            "https://b.example/https://a.example/",
            "https://b.example\\@a.example/",
            "/mlflow",
        ] {
            assert!(!server.has(url), "{url}");
        }
    }
}
