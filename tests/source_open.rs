//! The open run API, read from a folder of fixtures and from faulty servers.
#![cfg(not(target_arch = "wasm32"))]

#[path = "source_open/documents.rs"]
mod documents;
#[path = "source_open/fake.rs"]
mod fake;
#[path = "source_open/faults.rs"]
mod faults;
#[path = "source_open/kinds.rs"]
mod kinds;
#[path = "source_open/manners.rs"]
mod manners;
#[path = "source_open/metrics.rs"]
mod metrics;
