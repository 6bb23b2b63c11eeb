//! MLflow, read from recorded traffic and from servers that get it wrong.
#![cfg(not(target_arch = "wasm32"))]

#[path = "source_mlflow/fake.rs"]
mod fake;
#[path = "source_mlflow/files.rs"]
mod files;
#[path = "source_mlflow/odd_answers.rs"]
mod odd_answers;
#[path = "source_mlflow/pages.rs"]
mod pages;
#[path = "source_mlflow/recorded.rs"]
mod recorded;
#[path = "source_mlflow/secrets.rs"]
mod secrets;
#[path = "source_mlflow/series.rs"]
mod series;
