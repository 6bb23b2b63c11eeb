//! Every contact with the browser, behind plain Rust types.

pub mod address;
pub mod blob;
pub mod canvas;
pub mod chunk;
pub mod clock;
pub mod embed;
pub mod fetch;
pub mod file;
pub mod frame;
pub mod notify;
pub mod page;
pub mod pixel_ratio;
pub mod storage;
