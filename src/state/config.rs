//! `config.json` beside the page: the sources that a deployment offers.

use serde::Deserialize;

/// The demo that ships with the page, for a deployment that names no source.
pub const DEMO: &str = "open:demo/";

/// A source that a person can choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NamedSource {
    /// What it is called in the menu.
    pub name: String,
    /// Its address, as written in a link.
    pub source: String,
}

#[derive(Deserialize)]
struct Config {
    version: u32,
    #[serde(default)]
    sources: Vec<NamedSource>,
}

/// The sources of a deployment without a configuration.
pub fn demo_only() -> Vec<NamedSource> {
    vec![NamedSource {
        name: "Demo runs".to_owned(),
        source: DEMO.to_owned(),
    }]
}

/// Reads the configuration.
///
/// # Errors
/// A sentence for the person who wrote the file.
pub fn parse(bytes: &[u8]) -> Result<Vec<NamedSource>, String> {
    let config: Config = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if config.version != 1 {
        return Err(format!(
            "its version is {}, and this page reads version 1",
            config.version
        ));
    }
    if config.sources.is_empty() {
        return Err("it lists no source".to_owned());
    }
    Ok(config.sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_are_read_in_order() {
        let text = br#"{"version":1,"sources":[{"name":"Team","source":"open:https://example.org/"}],"more":1}"#;
        let sources = parse(text).expect("a good file");
        assert_eq!(sources[0].name, "Team");
    }

    #[test]
    fn a_bad_file_says_what_is_wrong() {
        for (text, part) in [
            (r#"{"version":2,"sources":[]}"#, "version is 2"),
            (r#"{"version":1}"#, "no source"),
            (r#"{"version":1,"sou"#, "EOF"),
        ] {
            let error = parse(text.as_bytes()).expect_err(text);
            assert!(error.contains(part), "{error}");
        }
    }
}
