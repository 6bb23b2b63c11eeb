//! Why a server says no to somebody it knows.

use std::fmt;

/// Why a server says no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Pages of this origin may not write, and to MLflow a search is a write.
    Origin,
    /// It was reached by a name it does not know as its own.
    Host,
    /// In its own words.
    Said(String),
    /// It says nothing.
    Unsaid,
}

impl Refusal {
    /// Reads the body of an answer with the status 403.
    pub fn of_text(text: &str) -> Self {
        const SHOWN_LETTERS: usize = 200;
        let text = text.trim();
        if text.contains("Invalid Host header") {
            return Self::Host;
        }
        if text.contains("Cross-origin request blocked") {
            return Self::Origin;
        }
        // A page of HTML is for a browser to show, not for a sentence of ours.
        if text.is_empty() || text.starts_with('<') {
            return Self::Unsaid;
        }
        Self::Said(text.chars().take(SHOWN_LETTERS).collect())
    }

    /// What a person can do about it; [`causes`](super::causes) says it with the exact values.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Origin => "Start the server with --cors-allowed-origins and the origin of this page.",
            Self::Host => "Start the server with --allowed-hosts and the name it is reached by.",
            Self::Said(_) | Self::Unsaid => "Ask its owner for access, or connect as somebody who has it.",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Origin => "it does not let pages of this origin ask",
            Self::Host => "it does not know itself by this name",
            Self::Said(words) => words,
            Self::Unsaid => "it does not say why",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_mlflow_are_known() {
        for (text, expected) in [
            (
                "Invalid Host header - possible DNS rebinding attack detected",
                Refusal::Host,
            ),
            ("Cross-origin request blocked", Refusal::Origin),
            ("Permission denied", Refusal::Said("Permission denied".to_owned())),
            ("<html><h1>403</h1>", Refusal::Unsaid),
            (" ", Refusal::Unsaid),
        ] {
            assert_eq!(Refusal::of_text(text), expected, "{text}");
        }
    }
}
