//! What a link says about where its runs come from.

use super::{SourceError, WorkspaceName, link};
use std::fmt;
use std::str::FromStr;

/// The kinds of source, as written in front of an address.
const KNOWN: &str = "open:, mlflow:, azureml:";

/// Where a source is, as the key `source` of a link holds it: `open:https://a.example/runs/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceAddress {
    /// A folder or program that answers the open run API; its address may be
    /// relative to the page.
    Open(String),
    /// An MLflow tracking server, by the address its own page has.
    Mlflow(String),
    /// A workspace of Azure Machine Learning, by the address of its service,
    /// with the key `workspace` behind it.
    Azureml(String),
}

/// What stands between the address of a service and the name of a workspace.
pub const WORKSPACE_KEY: &str = "?workspace=";

/// Why a text is not the address of a source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It starts with a word that names no kind of source.
    #[error("“{0}” is not a kind of source; known are: {KNOWN}")]
    UnknownKind(String),
    /// There is nothing behind the kind.
    #[error("The address of the source is missing")]
    Empty,
    /// Only the web can be read.
    #[error("A source is read by http or https, not by “{0}”")]
    Scheme(String),
    /// A link is passed on; what is secret does not belong into it.
    #[error("A user name or password does not belong into the address of a source")]
    Secret,
    /// A browser would drop such letters and read something else.
    #[error("The address of the source contains a space or a control character")]
    Letters,
    /// A service has many workspaces.
    #[error("An Azure ML source needs workspace=<subscription>/<resource group>/<workspace>")]
    Workspace,
}

impl SourceAddress {
    /// Reads a kind, a colon and an address.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let (kind, url) = text
            .split_once(':')
            .ok_or_else(|| AddressError::UnknownKind(text.to_owned()))?;
        match kind {
            "open" => Ok(Self::Open(checked(url.trim())?.to_owned())),
            "mlflow" => Ok(Self::Mlflow(checked(url.trim())?.to_owned())),
            "azureml" => {
                let url = checked(url.trim())?;
                let (base, workspace) = url.split_once(WORKSPACE_KEY).unwrap_or((url, ""));
                if base.is_empty() {
                    return Err(AddressError::Empty);
                }
                WorkspaceName::parse(workspace).ok_or(AddressError::Workspace)?;
                Ok(Self::Azureml(url.to_owned()))
            }
            _ => Err(AddressError::UnknownKind(kind.to_owned())),
        }
    }

    /// The absolute address of the source for a page at `page_url`.
    pub fn absolute_url(&self, page_url: &str) -> Result<String, SourceError> {
        match self {
            Self::Open(url) | Self::Mlflow(url) | Self::Azureml(url) => link::resolve(page_url, url),
        }
    }
}

impl fmt::Display for SourceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(url) => write!(f, "open:{url}"),
            Self::Mlflow(url) => write!(f, "mlflow:{url}"),
            Self::Azureml(url) => write!(f, "azureml:{url}"),
        }
    }
}

impl FromStr for SourceAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        Self::parse(text)
    }
}

fn checked(url: &str) -> Result<&str, AddressError> {
    if url.is_empty() {
        return Err(AddressError::Empty);
    }
    if url.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(AddressError::Letters);
    }
    if let Some(scheme) = scheme(url)
        && !scheme.eq_ignore_ascii_case("http")
        && !scheme.eq_ignore_ascii_case("https")
    {
        return Err(AddressError::Scheme(scheme.to_owned()));
    }
    if let Some((_, rest)) = url.split_once("//") {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        if authority.contains('@') {
            return Err(AddressError::Secret);
        }
    }
    Ok(url)
}

/// What stands before the first colon, unless a path has begun before it.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    (!scheme.contains(['/', '?', '#'])).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_its_text() {
        for text in [
            "open:https://a.example/runs/",
            "open:demo/",
            "open:../x",
            "open:/runs/a:b/",
            "open:http://[::1]:80/",
            "mlflow:http://127.0.0.1:5000",
            "mlflow:https://a.example/tools/mlflow",
            "azureml:https://eastus.api.azureml.ms?workspace=0-0/rg/ws",
            "azureml:/azureml/?workspace=0-0/rg/ws",
        ] {
            let address = SourceAddress::parse(text).expect(text);
            assert_eq!(address.to_string(), text);
        }
    }

    #[test]
    fn an_unknown_kind_is_answered_with_the_known_ones() {
        let error = SourceAddress::parse("ftp://a.example/").expect_err("ftp is no kind");
        assert_eq!(
            error.to_string(),
            "“ftp” is not a kind of source; known are: open:, mlflow:, azureml:"
        );
        assert!(SourceAddress::parse("nothing").is_err());
    }

    #[test]
    fn an_azureml_source_names_its_workspace() {
        for text in [
            "azureml:https://a.example",
            "azureml:https://a.example?workspace=",
            "azureml:https://a.example?workspace=a/b",
            "azureml:https://a.example?workspace=a//b",
            "azureml:https://a.example?workspace=a/b/c/d",
        ] {
            assert_eq!(SourceAddress::parse(text), Err(AddressError::Workspace), "{text}");
        }
        assert_eq!(
            SourceAddress::parse("azureml:?workspace=a/b/c"),
            Err(AddressError::Empty)
        );
    }

    #[test]
    fn only_the_web_is_read() {
        for text in [
            "open:javascript:alert(1)",
            "open:data:x",
            "open:file:///etc",
            "open: java\tscript:x",
            "open:JAVASCRIPT:x",
        ] {
            assert!(SourceAddress::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_password_is_refused() {
        assert_eq!(
            SourceAddress::parse("open:https://u:p@a.example/"),
            Err(AddressError::Secret)
        );
        assert_eq!(
            SourceAddress::parse("mlflow:http://u:p@127.0.0.1:5000"),
            Err(AddressError::Secret)
        );
        assert_eq!(SourceAddress::parse("open://u@a.example/"), Err(AddressError::Secret));
        assert!(SourceAddress::parse("open:https://a.example/@b/").is_ok());
    }

    #[test]
    fn a_relative_address_belongs_to_the_page() {
        let address = SourceAddress::parse("open:demo/").expect("relative");
        assert_eq!(
            address
                .absolute_url("https://a.example/app/index.html?x=1#y")
                .as_deref(),
            Ok("https://a.example/app/demo/")
        );
        assert!(address.absolute_url("file:///home/index.html").is_err());
    }
}
