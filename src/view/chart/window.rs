//! Tells the catalog which steps the charts show.

use crate::state::{Catalog, XAxis, use_app};
use leptos::prelude::*;

/// Tells the catalog which steps the charts show, now and whenever they become
/// others, so that it asks for those first.
pub fn tell_window(catalog: Catalog) {
    let zoomed = use_app().part(|workspace| match workspace.x {
        XAxis::Step => workspace.ranges.x,
        _ => None,
    });
    let catalog = StoredValue::new_local(catalog);
    Effect::new(move || {
        // The casts saturate, as an axis beyond the steps that exist should.
        let window = zoomed
            .get()
            .map(|range| (range.lo.floor() as i64, range.hi.ceil() as i64));
        catalog.with_value(|catalog| catalog.look_at(window));
    });
}
