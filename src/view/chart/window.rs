//! Tells the catalog which steps the charts show.

use crate::state::{Catalog, Workspace, use_app};
use leptos::prelude::*;

/// Tells the catalog which steps the charts show, now and whenever they become
/// others, so that it asks for those first.
pub fn tell_window(catalog: Catalog) {
    let shown = use_app().part(Workspace::steps_shown);
    let catalog = StoredValue::new_local(catalog);
    Effect::new(move || catalog.with_value(|catalog| catalog.look_at(shown.get())));
}
