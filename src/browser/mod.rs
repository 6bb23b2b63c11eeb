//! Every contact with the browser, behind plain Rust types.

pub mod address;
pub mod canvas;
pub mod clock;
pub mod fetch;
pub mod frame;
pub mod page;
pub mod pixel_ratio;
pub mod storage;
