//! Where a metric is.

use crate::model::{MetricKey, MetricSummary};
use serde_json::json;
use std::sync::Arc;

/// Where a metric is: in which interface, and under which names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// Whether it is kept by the interface of old.
    pub is_old: bool,
    /// Names of two namespaces may be the same.
    pub namespace: String,
    /// Its name in the service.
    pub name: String,
    /// The way in which it was logged.
    pub way: String,
}

impl Locator {
    /// That of a metric of the interface of old.
    pub fn old(name: &str, way: &str) -> Self {
        Self {
            is_old: true,
            namespace: String::new(),
            name: name.to_owned(),
            way: way.to_owned(),
        }
    }

    /// As a summary carries it.
    pub fn text(&self) -> Arc<str> {
        let version = if self.is_old { "1" } else { "2" };
        Arc::from([version, &self.namespace, &self.way, &self.name].join("\n"))
    }

    /// Of a summary; a metric without one goes by its key.
    pub fn of(summary: &MetricSummary, key: &MetricKey) -> Self {
        let mut parts = summary.locator.as_deref().unwrap_or_default().splitn(4, '\n');
        let mut part = || parts.next().unwrap_or_default().to_owned();
        let (version, namespace, way, name) = (part(), part(), part(), part());
        Self {
            is_old: version == "1",
            namespace,
            name: if name.is_empty() { key.to_string() } else { name },
            way,
        }
    }

    /// The question for it, at a token.
    pub fn question(&self, token: Option<&str>) -> serde_json::Value {
        let mut question = json!({"metricName": self.name});
        if let Some(fields) = question.as_object_mut() {
            if !self.namespace.is_empty() {
                fields.insert("metricNamespace".to_owned(), self.namespace.as_str().into());
            }
            if let Some(token) = token {
                fields.insert("continuationToken".to_owned(), token.into());
            }
        }
        question
    }
}
