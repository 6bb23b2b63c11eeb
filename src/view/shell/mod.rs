//! What surrounds every page: navigation, breadcrumb, messages.

mod connect;
mod connect_azureml;
mod crumbs;
mod embedded;
mod live;
mod parts;
mod root;
mod side;

pub use live::LiveMenu;
pub use root::Root;
