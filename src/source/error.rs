//! Why a source could not answer.
//!
//! A message is a sentence for people; the address stands beside it as a
//! field, so that a view can show or fold it. Addresses pass through
//! [`shown`](super::link::shown) on their way in: what a query string carries
//! may be a secret, and an error is copied into reports.

use super::Refusal;
use super::link::shown;
use crate::browser::chunk::MissingChunk;
use crate::model::{ExperimentId, MetricKey, RunId};

/// Why a source could not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// No answer came: no network, no such host, or the browser forbids it.
    #[error("The server cannot be reached")]
    Unreachable {
        /// What was asked for.
        url: String,
    },
    /// An answer came, and it says no.
    #[error("{}", status_message(*.status))]
    Status {
        /// The HTTP status.
        status: u16,
        /// What was asked for.
        url: String,
    },
    /// It wants to know who asks: it says so, or shows or leads to a sign-in page.
    #[error("The server wants a sign-in")]
    NeedsSignIn {
        /// What was asked for.
        url: String,
    },
    /// It knows enough of who asks to say no.
    #[error("The server refuses access: {reason}")]
    Forbidden {
        /// What was asked for.
        url: String,
        /// Why.
        reason: Refusal,
    },
    /// The server says in words of its own what is wrong.
    #[error("The server says: {message}")]
    Reported {
        /// What was asked for.
        url: String,
        /// Its name for the mistake, such as `INVALID_PARAMETER_VALUE`.
        code: String,
        /// Its words.
        message: String,
    },
    /// The answer is not JSON.
    #[error("The answer is not JSON: {reason}")]
    NotJson {
        /// What was asked for.
        url: String,
        /// What it is instead, or where it breaks off.
        reason: String,
    },
    /// The answer is JSON, but not of the shape that was agreed on.
    #[error("The answer cannot be read at {place}: {reason}")]
    Malformed {
        /// What was asked for.
        url: String,
        /// Where in the document, such as `items[3].metrics."loss".last`.
        place: String,
        /// What was expected there, and what was found.
        reason: String,
    },
    /// The document is of a version that this reader does not know.
    #[error("{}", version_message(.found))]
    Version {
        /// What was asked for.
        url: String,
        /// The version as it stands there; `none` when it is absent.
        found: String,
    },
    /// The source has no such run.
    #[error("No run has the id {0}")]
    MissingRun(RunId),
    /// The source has no such experiment.
    #[error("No experiment has the id {0}")]
    MissingExperiment(ExperimentId),
    /// The run has no such metric.
    #[error("The run {run} has no metric named {key}")]
    MissingMetric {
        /// The run.
        run: RunId,
        /// The name that was asked for.
        key: MetricKey,
    },
    /// A link in a document leads nowhere.
    #[error("The link “{link}” is not one that can be followed")]
    BadLink {
        /// The document it stands in.
        url: String,
        /// The link as written.
        link: String,
    },
    /// The source cannot do what was asked.
    #[error("This source does not offer {what}")]
    Unsupported {
        /// What was asked, as a noun.
        what: String,
    },
    /// So much of a long list was read, and no more, for each item costs questions of its own.
    #[error("Only the first {read} of {total} {items} were read with {what}")]
    Limited {
        /// What they were read with, such as "the values of their metrics".
        what: &'static str,
        /// What the list holds, as a plural.
        items: &'static str,
        /// Of how many it was read.
        read: usize,
        /// How many there are.
        total: usize,
    },
    /// The part of this program that reads such a source did not arrive.
    #[error("{0}")]
    MissingChunk(#[from] MissingChunk),
    /// Nobody waits for the answer any more.
    #[error("The request was cancelled")]
    Cancelled,
}

impl SourceError {
    /// The server at `url` gave no answer.
    pub fn unreachable(url: &str) -> Self {
        Self::Unreachable { url: shown(url) }
    }

    /// The server answered `url` with `status`.
    pub fn status(status: u16, url: &str) -> Self {
        let url = shown(url);
        match status {
            401 => Self::NeedsSignIn { url },
            403 => Self::Forbidden {
                url,
                reason: Refusal::Unsaid,
            },
            _ => Self::Status { status, url },
        }
    }

    /// The server wants to know who asks for `url`.
    pub fn needs_sign_in(url: &str) -> Self {
        Self::NeedsSignIn { url: shown(url) }
    }

    /// The document at `url` is of the wrong shape at `place`.
    pub fn malformed(url: &str, place: impl ToString, reason: impl Into<String>) -> Self {
        Self::Malformed {
            url: shown(url),
            place: place.to_string(),
            reason: reason.into(),
        }
    }

    /// Whether asking again later may succeed.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::MissingChunk(_) => true,
            Self::Status { status, .. } => is_transient_status(*status),
            Self::Reported { code, .. } => matches!(code.as_str(), "INTERNAL_ERROR" | "TEMPORARILY_UNAVAILABLE"),
            Self::NeedsSignIn { .. }
            | Self::Forbidden { .. }
            | Self::NotJson { .. }
            | Self::Malformed { .. }
            | Self::Version { .. }
            | Self::MissingRun(_)
            | Self::MissingExperiment(_)
            | Self::MissingMetric { .. }
            | Self::BadLink { .. }
            | Self::Unsupported { .. }
            | Self::Limited { .. }
            | Self::Cancelled => false,
        }
    }

    /// What a person can do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => {
                "Check the network and the address, and that the server allows this page to read it (Access-Control-Allow-Origin)."
            }
            Self::NeedsSignIn { .. } => {
                "Connect again with a token, or with a user and password where the source takes them."
            }
            Self::Forbidden { reason, .. } => reason.advice(),
            Self::Reported { .. } => "Correct what was asked for, or look into the log of the server.",
            Self::Status { status: 404 | 410, .. } => {
                "Check the address of the source, and that the file was not moved or deleted."
            }
            Self::Status { status, .. } if is_transient_status(*status) => "Try again in a moment.",
            Self::Status { .. } => "Open the address in a tab of its own to see what the server says.",
            Self::NotJson { .. } => {
                "Check that the address is the folder of a source, and that its files are complete."
            }
            Self::Malformed { .. } => "Correct that place where the file is written.",
            Self::Version { .. } => "Use a Runlens that knows this version, or write the files in version 1.",
            Self::MissingRun(_) | Self::MissingExperiment(_) | Self::MissingMetric { .. } => {
                "Check the link: it may belong to another source, or what it names was deleted."
            }
            Self::BadLink { .. } => "Write the link relative to its document, or as an address with http or https.",
            Self::MissingChunk(_) => "Try again; then reload the page, which may have been replaced by a newer one.",
            Self::Unsupported { .. } => "Use a source that offers it.",
            Self::Limited { .. } => "Narrow the list with a filter, or open the one you look for: its page reads all.",
            Self::Cancelled => "Ask again.",
        }
    }

    /// The address the error is about; where an error has none, nothing was asked for.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Unreachable { url }
            | Self::Status { url, .. }
            | Self::NeedsSignIn { url }
            | Self::Forbidden { url, .. }
            | Self::Reported { url, .. }
            | Self::NotJson { url, .. }
            | Self::Malformed { url, .. }
            | Self::Version { url, .. }
            | Self::BadLink { url, .. } => Some(url),
            Self::MissingRun(_)
            | Self::MissingExperiment(_)
            | Self::MissingMetric { .. }
            | Self::Unsupported { .. }
            | Self::Limited { .. }
            | Self::MissingChunk(_)
            | Self::Cancelled => None,
        }
    }
}

/// Whether a server that answers so may answer otherwise in a moment.
pub(crate) fn is_transient_status(status: u16) -> bool {
    matches!(status, 408 | 429) || status >= 500
}

fn status_message(status: u16) -> String {
    match status {
        0 => "The server points elsewhere, and was not followed".to_owned(),
        404 | 410 => format!("There is nothing at this address (status {status})"),
        429 => "The server asks for fewer requests (status 429)".to_owned(),
        500.. => format!("The server failed (status {status})"),
        _ => format!("The server answered with status {status}"),
    }
}

fn version_message(found: &str) -> String {
    if found == "none" {
        "The document names no version; it must say \"version\": 1".to_owned()
    } else {
        format!("The document is of version {found}; this page reads version 1")
    }
}

#[cfg(test)]
mod tests;
