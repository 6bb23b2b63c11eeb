//! The addresses of a service.

use crate::source::address::WORKSPACE_KEY;
use crate::source::link::segment;
use crate::source::{SourceError, WorkspaceName};

/// Where the resource manager of each cloud is, by the domain of its services.
const CLOUDS: [(&str, &str); 5] = [
    (".azureml.ms", "https://management.azure.com"),
    (".azureml.net", "https://management.azure.com"),
    (".azure.com", "https://management.azure.com"),
    (".azureml.cn", "https://management.chinacloudapi.cn"),
    (".azureml.us", "https://management.usgovcloudapi.net"),
];

/// What the user entered, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The address in front of the workspace, without a slash at its end.
    pub url: String,
    /// The path of the workspace in every interface.
    pub scope: String,
    /// The name of the workspace.
    pub name: String,
}

/// Where to begin, by the form of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It answers with the addresses of the services.
    Discovery,
    /// It is the resource manager, which knows the address of the discovery.
    Manager,
    /// It is the service itself, or what forwards to it.
    Service,
}

/// Where the services are; each without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services {
    /// Runs, metrics, artifacts and snapshots.
    pub history: String,
    /// The resource manager, which knows the compute targets.
    pub manager: String,
}

impl Entered {
    /// Takes apart `https://…?workspace=<subscription>/<group>/<name>`.
    pub fn of(address: &str) -> Result<Self, SourceError> {
        let (url, workspace) = address.split_once(WORKSPACE_KEY).unwrap_or((address, ""));
        let workspace = percent_encoding::percent_decode_str(workspace).decode_utf8_lossy();
        let name = WorkspaceName::parse(&workspace).ok_or_else(|| SourceError::BadLink {
            url: url.to_owned(),
            link: workspace.to_string(),
        })?;
        Ok(Self {
            url: url
                .split(['?', '#'])
                .next()
                .unwrap_or(url)
                .trim_end_matches('/')
                .to_owned(),
            scope: name.path(),
            name: name.name,
        })
    }

    /// Where to begin.
    pub fn start(&self) -> Start {
        let path = self.url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        let is_discovery = path.is_some_and(|(_, path)| path.split('/').any(|part| part == "discovery"));
        match host(&self.url) {
            _ if is_discovery => Start::Discovery,
            Some(host) if host.starts_with("management.") => Start::Manager,
            _ => Start::Service,
        }
    }

    /// The services, when `history` answers for runs. The resource manager is
    /// known by the cloud; what forwards to a service forwards to it too.
    pub fn services(&self, history: &str) -> Services {
        let history = history.trim_end_matches('/').to_owned();
        let manager = match self.start() {
            Start::Manager => self.url.clone(),
            _ => manager_of(&history).map_or_else(|| history.clone(), str::to_owned),
        };
        Services { history, manager }
    }

    /// Whether a service that this address names may be told who asks: it is
    /// of the same origin, or one of Azure's.
    pub fn may_name(&self, service: &str) -> bool {
        origin(service).is_some_and(|named| Some(named) == origin(&self.url))
            || (service.starts_with("https://") && manager_of(service).is_some())
    }

    /// Whether nobody is answered here who does not say who asks.
    pub fn is_azure(&self) -> bool {
        manager_of(&self.url).is_some() || self.start() == Start::Manager
    }
}

impl Services {
    /// Whether it is one of these that `url` asks.
    pub fn has(&self, url: &str) -> bool {
        let asked = origin(url);
        asked.is_some() && (asked == origin(&self.history) || asked == origin(&self.manager))
    }
}

/// The resource manager of the cloud that a service belongs to.
fn manager_of(url: &str) -> Option<&'static str> {
    let host = host(url)?;
    let (_, manager) = CLOUDS.into_iter().find(|(domain, _)| host.ends_with(domain))?;
    Some(manager)
}

/// A path of segments, each encoded.
pub fn path(text: &str) -> String {
    text.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// The host in small letters, without a port.
fn host(url: &str) -> Option<String> {
    let origin = origin(url)?;
    let (_, authority) = origin.split_once("://")?;
    Some(
        authority
            .rsplit_once(':')
            .map_or(authority, |(host, _)| host)
            .to_owned(),
    )
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

    fn entered(url: &str) -> Entered {
        Entered::of(&format!("{url}?workspace=0-0/rg/ws")).expect(url)
    }

    #[test]
    fn the_form_of_an_address_says_where_to_begin() {
        for (url, start, manager) in [
            (
                "https://eastus.api.azureml.ms/",
                Start::Service,
                "https://management.azure.com",
            ),
            (
                "https://eastus.workspace.api.azureml.ms/discovery/workspaces/1",
                Start::Discovery,
                "https://management.azure.com",
            ),
            (
                "https://management.azure.com",
                Start::Manager,
                "https://management.azure.com",
            ),
            (
                "http://127.0.0.1:8080/discovery",
                Start::Discovery,
                "http://127.0.0.1:8080",
            ),
            (
                "https://a.example/discovery-lab/",
                Start::Service,
                "https://a.example/discovery-lab",
            ),
        ] {
            let entered = entered(url);
            assert_eq!(entered.start(), start, "{url}");
            let history = match start {
                Start::Service => &entered.url,
                _ if url.contains("127.0.0.1") => "http://127.0.0.1:8080/",
                _ => "https://eastus.experiments.azureml.net",
            };
            assert_eq!(entered.services(history).manager, manager, "{url}");
        }
    }

    #[test]
    fn a_secret_goes_to_the_services_of_azure_and_to_where_it_was_entered_for() {
        let discovery = entered("https://a.example/discovery");
        for (service, expected) in [
            ("https://a.example/x", true),
            ("https://eastus.api.azureml.ms", true),
            ("http://eastus.api.azureml.ms", false),
            ("https://b.example", false),
            ("https://eastus.api.azureml.ms.b.example", false),
            ("https://u@b.example/.azureml.ms", false),
        ] {
            assert_eq!(discovery.may_name(service), expected, "{service}");
        }
        let services = entered("https://eastus.api.azureml.ms").services("https://eastus.api.azureml.ms");
        for (url, expected) in [
            ("https://eastus.api.azureml.ms/history/v1.0/x", true),
            ("https://MANAGEMENT.azure.com/subscriptions", true),
            ("https://acct.blob.core.windows.net/x?sig=1", false),
            ("https://eastus.api.azureml.ms@b.example/", false),
            ("/relative", false),
        ] {
            assert_eq!(services.has(url), expected, "{url}");
        }
    }

    #[test]
    fn an_address_without_a_workspace_is_none() {
        assert!(Entered::of("https://a.example").is_err());
        let entered = entered("https://a.example/?x=1");
        assert_eq!(entered.url, "https://a.example");
        assert!(entered.scope.ends_with("/workspaces/ws"));
    }
}
