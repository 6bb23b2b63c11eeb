//! Which workspace of Azure Machine Learning.

use super::json::{Object, Place, document};
use super::link::segment;
use std::fmt;

/// A workspace by the three names that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceName {
    /// The id of the subscription.
    pub subscription: String,
    /// The resource group.
    pub group: String,
    /// The workspace.
    pub name: String,
}

impl WorkspaceName {
    /// Reads `<subscription>/<resource group>/<workspace>`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/').map(|part| part.trim().to_owned());
        let (subscription, group, name) = (parts.next()?, parts.next()?, parts.next()?);
        let is_whole = parts.next().is_none() && ![&subscription, &group, &name].iter().any(|part| part.is_empty());
        is_whole.then_some(Self {
            subscription,
            group,
            name,
        })
    }

    /// Finds a workspace in what a person has of it: the file `config.json`
    /// that the studio offers, a resource id, or an address of the studio.
    pub fn find(text: &str) -> Option<Self> {
        of_config(text.trim())
            .or_else(|| of_path(text))
            .or_else(|| Self::parse(text.trim()))
    }

    /// The path of it in all interfaces of the service, with a slash in front.
    pub fn path(&self) -> String {
        let [subscription, group, name] = [&self.subscription, &self.group, &self.name].map(|part| segment(part));
        format!(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.MachineLearningServices\
             /workspaces/{name}"
        )
    }
}

impl fmt::Display for WorkspaceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.subscription, self.group, self.name)
    }
}

fn of_config(text: &str) -> Option<WorkspaceName> {
    let document = document(text.as_bytes(), "").ok()?;
    let object = Object::of(document.value(), &Place::Document, "", "").ok()?;
    let field = |name: &str| object.text(name).filter(|text| !text.is_empty() && !text.contains('/'));
    // Older versions of the SDK wrote the resource id in one piece.
    let whole = ["Id", "Scope", "id"]
        .into_iter()
        .find_map(|name| of_path(&object.text(name)?));
    whole.or_else(|| {
        Some(WorkspaceName {
            subscription: field("subscription_id")?,
            group: field("resource_group")?,
            name: field("workspace_name")?,
        })
    })
}

/// The names in a resource id, wherever it stands in the text.
fn of_path(text: &str) -> Option<WorkspaceName> {
    let text = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
    let part = |word: &str| {
        let at = text.to_ascii_lowercase().find(word)? + word.len();
        let part: String = text
            .get(at..)?
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || "-_.()".contains(*letter))
            .collect();
        (!part.is_empty()).then_some(part)
    };
    Some(WorkspaceName {
        subscription: part("/subscriptions/")?,
        group: part("/resourcegroups/")?,
        name: part("/workspaces/")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_found_in_what_the_studio_offers() {
        let config = r#"{"subscription_id":"0-1","resource_group":"rg","workspace_name":"ws"}"#;
        let id = "/subscriptions/0-1/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws";
        let studio = format!("https://ml.azure.com/runs/r?wsid={}&tid=t", id.to_lowercase());
        let escaped = studio.replace('/', "%2F");
        let old = format!(r#"{{"Id":null,"Scope":"{id}"}}"#);
        for text in [config, id, &studio, &escaped, &old, " 0-1/rg/ws\n"] {
            let found = WorkspaceName::find(text).expect(text);
            assert_eq!(
                (found.to_string().as_str(), found.path().as_str()),
                ("0-1/rg/ws", id),
                "{text}"
            );
        }
        for text in ["", "{}", r#"{"subscription_id":"a"}"#, "a/b", "https://ml.azure.com/"] {
            assert_eq!(WorkspaceName::find(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_cannot_leave_its_place_in_the_path() {
        let name = WorkspaceName::parse("a?b/c#d/..").expect("three parts");
        assert!(name.path().starts_with("/subscriptions/a%3Fb/resourceGroups/c%23d/"));
    }
}
