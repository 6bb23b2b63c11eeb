//! What surrounds every page: navigation, breadcrumb, messages.

mod connect;
mod connect_azureml;
mod crumbs;
mod parts;
mod root;
mod side;

pub use root::Root;
