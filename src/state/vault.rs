//! What the user entered to be let in: in memory, and in the storage of the
//! tab when the user asks for it. Never in a link, never in what outlives the tab.

use crate::browser::storage;
use crate::source::Credentials;
use std::collections::HashMap;

const KEY: &str = "runlens.sign-in.";

/// Credentials by the source they were entered for. They go to no other.
#[derive(Default)]
pub struct Vault(HashMap<String, Credentials>);

impl Vault {
    /// What was entered for that source.
    pub fn get(&self, source: &str) -> Credentials {
        self.0
            .get(source)
            .cloned()
            .or_else(|| read(&storage::read_tab(&format!("{KEY}{source}"))?))
            .unwrap_or_default()
    }

    /// Remembers what was entered for a source, until the page is left, or
    /// until the tab is closed when it is to be kept.
    pub fn put(&mut self, source: &str, credentials: Credentials, keep: bool) {
        let key = format!("{KEY}{source}");
        match write(&credentials).filter(|_| keep) {
            Some(text) => storage::write_tab(&key, &text),
            None => storage::remove_tab(&key),
        }
        self.0.insert(source.to_owned(), credentials);
    }
}

fn write(credentials: &Credentials) -> Option<String> {
    let fields: Vec<&str> = match credentials {
        Credentials::None => return None,
        Credentials::Basic { user, password } => vec!["basic", user, password],
        Credentials::Bearer(token) => vec!["bearer", token],
    };
    serde_json::to_string(&fields).ok()
}

fn read(text: &str) -> Option<Credentials> {
    let fields: Vec<String> = serde_json::from_str(text).ok()?;
    match fields.as_slice() {
        [kind, user, password] if kind == "basic" => Some(Credentials::Basic {
            user: user.clone(),
            password: password.clone(),
        }),
        [kind, token] if kind == "bearer" => Some(Credentials::Bearer(token.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_survive_their_text() {
        for credentials in [
            Credentials::Basic {
                user: "ada".to_owned(),
                password: "a\"b,c".to_owned(),
            },
            Credentials::Bearer("t".to_owned()),
        ] {
            let text = write(&credentials).expect("something to write");
            assert!(read(&text) == Some(credentials));
        }
        assert!(write(&Credentials::None).is_none());
        assert!(read("[]").is_none() && read("nonsense").is_none());
    }
}
