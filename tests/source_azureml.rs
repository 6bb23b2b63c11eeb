//! Azure Machine Learning, read from the traffic of its SDK and from services
//! that get it wrong.
#![cfg(not(target_arch = "wasm32"))]

#[path = "source_azureml/connect.rs"]
mod connect;
#[path = "source_azureml/fake.rs"]
mod fake;
#[path = "source_azureml/faults.rs"]
mod faults;
#[path = "source_azureml/files.rs"]
mod files;
#[path = "source_azureml/metrics.rs"]
mod metrics;
#[path = "source_azureml/runs.rs"]
mod runs;
#[path = "source_azureml/secrets.rs"]
mod secrets;
