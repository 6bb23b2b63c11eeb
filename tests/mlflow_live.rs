//! MLflow as it really answers: what the real client logged, value by value.
//!
//! `tests/mlflow/server.py` starts the server, logs, and says in the
//! environment where both are; without it these tests have nothing to compare
//! and end at once.
#![cfg(not(target_arch = "wasm32"))]

#[path = "mlflow_live/artifacts.rs"]
mod artifacts;
#[path = "mlflow_live/filters.rs"]
mod filters;
#[path = "mlflow_live/http.rs"]
mod http;
#[path = "mlflow_live/live.rs"]
mod live;
#[path = "filter_language/reference.rs"]
mod reference;
#[path = "mlflow_live/runs.rs"]
mod runs;
#[path = "mlflow_live/series.rs"]
mod series;
#[path = "mlflow_live/written.rs"]
mod written;
