//! The server and what was logged to it.

use crate::http::Http;
use pollster::block_on;
use runlens::model::{Experiment, ExperimentId, Run, RunId};
use runlens::source::{Credentials, MlflowSource, Polite, RunQuery, RunSource};
use serde_json::Value;
use std::collections::BTreeMap;

pub struct Live {
    pub url: String,
    pub source: MlflowSource<Polite<Http>>,
    /// What the client logged, as it wrote it down itself.
    pub truth: Value,
}

impl Live {
    /// `None`, and a word why, when no server was started.
    pub fn find() -> Option<Self> {
        let Ok(url) = std::env::var("MLFLOW_URL") else {
            eprintln!("MLFLOW_URL is not set: nothing to compare with");
            return None;
        };
        let truth = std::env::var("MLFLOW_TRUTH").expect("MLFLOW_TRUTH beside MLFLOW_URL");
        let truth = std::fs::read(truth).expect("the file of what was logged");
        Some(Self {
            source: MlflowSource::new(&url, Credentials::None, Polite::new(Http)),
            truth: serde_json::from_slice(&truth).expect("JSON"),
            url,
        })
    }

    /// The experiment that the truth calls `name`.
    pub fn experiment(&self, name: &str) -> Experiment {
        let id = ExperimentId::new(text(&self.truth[name]["id"]));
        block_on(self.source.experiment(&id)).expect("the experiment")
    }

    /// The pages of runs, in order.
    pub fn pages(&self, experiment: &Experiment, query: &RunQuery) -> Vec<Vec<Run>> {
        let mut pages = Vec::new();
        let mut cursor = None;
        loop {
            let page = block_on(self.source.runs_matching(experiment, query, cursor.as_ref())).expect("runs");
            assert_eq!(page.warnings, []);
            pages.push(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return pages;
            }
        }
    }

    /// The run of the truth at `truth`, and the run that the source gives.
    pub fn run(&self, truth: &Value) -> Run {
        block_on(self.source.run(&RunId::new(text(&truth["id"]))))
            .expect("the run")
            .value
    }

    /// A run of the first experiment, by its name.
    pub fn named(&self, name: &str) -> &Value {
        let runs = self.truth["runs"].as_array().expect("runs");
        runs.iter().find(|run| run["name"] == name).expect(name)
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}"))
}

/// A number of the truth, of which JSON knows only the finite ones.
pub fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some(word) => word.parse().expect("NaN or Infinity"),
        None => value.as_f64().unwrap_or_else(|| panic!("a number: {value}")),
    }
}

pub fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().expect("a list").iter().map(read).collect()
}

pub fn texts(value: &Value) -> BTreeMap<String, String> {
    let entries = value.as_object().expect("an object").iter();
    entries
        .map(|(name, value)| (name.clone(), text(value).to_owned()))
        .collect()
}

/// Whether two numbers are the same to the last bit, any NaN being NaN.
pub fn is_same(a: f64, b: f64) -> bool {
    (a.is_nan() && b.is_nan()) || a.to_bits() == b.to_bits()
}
