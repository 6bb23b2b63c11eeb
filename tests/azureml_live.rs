//! Azure Machine Learning as its real SDK writes it, value by value.
//!
//! `tests/azureml_live/with_double.py` starts the stand-in for the service, has
//! the SDK log, and says in the environment where both are; without it these
//! tests have nothing to compare and end at once.
#![cfg(not(target_arch = "wasm32"))]

#[path = "azureml_live/files.rs"]
mod files;
#[path = "mlflow_live/http.rs"]
mod http;
#[path = "azureml_live/live.rs"]
mod live;
#[path = "azureml_live/metrics.rs"]
mod metrics;
#[path = "azureml_live/runs.rs"]
mod runs;
