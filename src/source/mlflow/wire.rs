//! The documents of MLflow's REST interface as they stand in JSON.
//!
//! The server leaves out lists and objects that are empty. What is one of many
//! is kept as raw text and read on its own, so that a mistake in it costs
//! nothing else. Fields that are not listed are ignored.

use super::scalar::{Value, Whole};
use crate::source::scalar::Text;
use serde::Deserialize;
use serde_json::value::RawValue;

/// `experiments/search`.
#[derive(Deserialize)]
#[serde(expecting = "an object with experiments")]
pub struct ExperimentsWire {
    pub experiments: Option<Vec<Box<RawValue>>>,
    pub next_page_token: Option<Text>,
}

/// `experiments/get`.
#[derive(Deserialize)]
#[serde(expecting = "an object with an experiment")]
pub struct OneExperimentWire {
    pub experiment: ExperimentWire,
}

#[derive(Deserialize)]
#[serde(expecting = "an experiment")]
pub struct ExperimentWire {
    pub experiment_id: Text,
    pub name: Option<Text>,
    pub creation_time: Option<Whole>,
    pub tags: Option<Vec<EntryWire>>,
}

/// `runs/search`.
#[derive(Deserialize)]
#[serde(expecting = "an object with runs")]
pub struct RunsWire {
    pub runs: Option<Vec<Box<RawValue>>>,
    pub next_page_token: Option<Text>,
}

/// `runs/get`.
#[derive(Deserialize)]
#[serde(expecting = "an object with a run")]
pub struct OneRunWire {
    pub run: RunWire,
}

#[derive(Deserialize)]
#[serde(expecting = "a run")]
pub struct RunWire {
    pub info: InfoWire,
    pub data: Option<DataWire>,
    pub inputs: Option<InputsWire>,
}

#[derive(Deserialize)]
#[serde(expecting = "the info of a run")]
pub struct InfoWire {
    pub run_id: Option<Text>,
    /// The name that `run_id` had.
    pub run_uuid: Option<Text>,
    pub experiment_id: Text,
    pub run_name: Option<Text>,
    pub user_id: Option<Text>,
    pub status: Option<Text>,
    pub start_time: Option<Whole>,
    pub end_time: Option<Whole>,
    pub artifact_uri: Option<Text>,
    pub lifecycle_stage: Option<Text>,
}

#[derive(Deserialize, Default)]
#[serde(expecting = "the data of a run")]
pub struct DataWire {
    pub metrics: Option<Vec<LatestWire>>,
    pub params: Option<Vec<EntryWire>>,
    pub tags: Option<Vec<EntryWire>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a param or tag")]
pub struct EntryWire {
    pub key: Text,
    pub value: Option<Text>,
}

/// The latest value of a metric, which is the one of the highest step.
#[derive(Deserialize)]
#[serde(expecting = "a metric")]
pub struct LatestWire {
    pub key: Text,
    #[serde(default)]
    pub value: Value,
    pub step: Option<Whole>,
}

#[derive(Deserialize)]
#[serde(expecting = "the inputs of a run")]
pub struct InputsWire {
    pub dataset_inputs: Option<Vec<DatasetInputWire>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a dataset")]
pub struct DatasetInputWire {
    pub tags: Option<Vec<EntryWire>>,
    pub dataset: DatasetWire,
}

#[derive(Deserialize)]
#[serde(expecting = "a dataset")]
pub struct DatasetWire {
    pub name: Text,
    pub digest: Option<Text>,
    pub source_type: Option<Text>,
}

/// `metrics/get-history` and its kin.
#[derive(Deserialize)]
#[serde(expecting = "an object with metrics")]
pub struct HistoryWire {
    pub metrics: Option<Vec<PointWire>>,
    pub next_page_token: Option<Text>,
}

#[derive(Deserialize)]
#[serde(expecting = "a point")]
pub struct PointWire {
    #[serde(default)]
    pub value: Value,
    pub timestamp: Option<Whole>,
    pub step: Option<Whole>,
    /// Only where several runs were asked for.
    pub run_id: Option<Text>,
}

impl PointWire {
    /// A step that is not written is 0, which is what the server takes it for.
    pub fn step(&self) -> i64 {
        self.step.map_or(0, |Whole(step)| step)
    }
}

/// `artifacts/list`.
#[derive(Deserialize)]
#[serde(expecting = "an object with files")]
pub struct FilesWire {
    pub files: Option<Vec<FileWire>>,
    pub next_page_token: Option<Text>,
}

#[derive(Deserialize)]
#[serde(expecting = "a file")]
pub struct FileWire {
    pub path: Text,
    #[serde(default)]
    pub is_dir: bool,
    pub file_size: Option<Whole>,
}

/// An artifact of `log_table`.
#[derive(Deserialize)]
#[serde(expecting = "an object with columns and data")]
pub struct TableWire {
    pub columns: Vec<Box<RawValue>>,
    pub data: Vec<Vec<serde_json::Value>>,
}

/// An item of the list in the tag `mlflow.loggedArtifacts`.
#[derive(Deserialize)]
pub struct LoggedArtifactWire {
    pub path: Text,
    #[serde(rename = "type")]
    pub artifact_type: Option<Text>,
}
