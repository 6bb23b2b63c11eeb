//! Parts that any page may use.

mod file_view;
mod icon;
mod link;
mod load;
mod menu;
mod message;
mod run_name;
mod sign_in;
mod split;
mod status;
mod suggest_box;

pub use file_view::FileView;
pub use icon::Icon;
pub use link::WorkspaceLink;
pub use load::load_view;
pub use menu::Menu;
pub use message::{Empty, Fault, Skeleton, Warnings};
pub use run_name::{RunName, Swatch};
pub use sign_in::SignIn;
pub use split::Split;
pub use status::Status;
pub use suggest_box::{Suggest, SuggestBox};
