//! The service and what was logged to it.

use crate::http::Http;
use pollster::block_on;
use runlens::model::{Experiment, Metric, MetricKey, Run, RunId};
use runlens::source::{AzuremlSource, Credentials, Cursor, Polite, RunQuery, RunSource};
use serde_json::Value;

pub const WORKSPACE: &str = "?workspace=00000000-0000-0000-0000-000000000000/rg/ws";

pub struct Live {
    pub source: AzuremlSource<Polite<Http>>,
    pub url: String,
    pub token: String,
    /// What was logged, as the program that logged it wrote it down itself.
    pub truth: Value,
    /// Whether the metrics are kept by the interface of old.
    pub is_old: bool,
}

impl Live {
    /// `None`, and a word why, when no service was started.
    pub fn find() -> Option<Self> {
        let Ok(url) = std::env::var("AZUREML_URL") else {
            eprintln!("AZUREML_URL is not set: nothing to compare with");
            return None;
        };
        let variable = |name: &str| std::env::var(name).expect(name);
        let truth = std::fs::read(variable("AZUREML_TRUTH")).expect("the file of what was logged");
        let token = variable("AZUREML_TOKEN");
        Some(Self {
            source: source(&url, &token),
            truth: serde_json::from_slice(&truth).expect("JSON"),
            is_old: variable("AZUREML_API") == "v1",
            url,
            token,
        })
    }

    pub fn experiment(&self) -> Experiment {
        let page = block_on(self.source.experiments(None)).expect("experiments");
        let name = text(&self.truth["experiment"]);
        page.items
            .into_iter()
            .find(|experiment| experiment.name == name)
            .expect("the experiment")
    }

    /// The run that the truth has under this name.
    pub fn run(&self, name: &str) -> Run {
        let id = text(&self.truth["runs"][name]["id"]);
        let run = block_on(self.source.run(&RunId::new(id))).expect(name).value;
        assert_eq!(run.warnings, Vec::<String>::new());
        run
    }

    /// All runs that a query wants, the later of two under one id.
    pub fn runs(&self, query: &RunQuery) -> Vec<Run> {
        let experiment = self.experiment();
        let mut runs: Vec<Run> = Vec::new();
        let mut cursor: Option<Cursor> = None;
        loop {
            let page = block_on(self.source.runs_matching(&experiment, query, cursor.as_ref())).expect("runs");
            assert_eq!(page.warnings, []);
            for run in page.items {
                match runs.iter_mut().find(|known| known.id == run.id) {
                    Some(known) => *known = run,
                    None => runs.push(run),
                }
            }
            cursor = page.next;
            if cursor.is_none() {
                return runs;
            }
        }
    }

    /// Every part of a metric, in order.
    pub fn parts(&self, run: &Run, key: &str) -> Vec<Metric> {
        let (mut parts, mut cursor) = (Vec::new(), None);
        loop {
            let part = block_on(self.source.metric(run, &MetricKey::new(key), cursor.as_ref())).expect(key);
            parts.push(part.metric);
            cursor = part.next;
            if cursor.is_none() {
                return parts;
            }
        }
    }
}

pub fn source(url: &str, token: &str) -> AzuremlSource<Polite<Http>> {
    let credentials = Credentials::Bearer(token.to_owned());
    AzuremlSource::connect(&format!("{url}{WORKSPACE}"), credentials, Polite::new(Http)).expect("a source")
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}"))
}

/// A number of the truth, of which JSON knows only the finite ones.
pub fn number(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        _ => value.as_f64(),
    }
}

/// A value that is no number, as a person reads it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether two numbers are the same to the last bit, any NaN being NaN.
pub fn is_same(a: f64, b: f64) -> bool {
    (a.is_nan() && b.is_nan()) || a.to_bits() == b.to_bits()
}
