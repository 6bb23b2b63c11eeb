//! Parts that any page may use.

mod copy;
mod file;
mod group_by;
mod icon;
mod later;
mod link;
mod load;
pub mod markdown;
mod menu;
mod message;
mod picture;
mod run_name;
mod run_notes;
mod sign_in;
mod split;
mod status;
mod suggest_box;
mod token;

pub use copy::CopyButton;
pub use file::FileView;
pub use group_by::{GroupBy, group_label};
pub use icon::Icon;
pub use later::later;
pub use link::WorkspaceLink;
pub use load::load_view;
pub use menu::{CloseMenu, Menu};
pub use message::{Empty, Fault, Skeleton, Warnings};
pub use picture::Picture;
pub use run_name::{RunName, Swatch};
pub use run_notes::{RunDocuments, RunNotes};
pub use sign_in::SignIn;
pub use split::Split;
pub use status::{Status, StatusCount};
pub use suggest_box::{Suggest, SuggestBox};
pub use token::{TokenHelp, said_of_refused};
