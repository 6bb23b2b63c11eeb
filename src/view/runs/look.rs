//! How the numbers of the table look: their format, their colour, and what
//! they are compared with.

use super::delta::use_baseline;
use crate::chart::format;
use crate::model::Run;
use crate::query::{Column, NumberFormat, Shade};
use crate::state::{NumberLook, Runs, use_app};
use crate::view::widget::CloseMenu;
use leptos::prelude::*;
use std::sync::Arc;

/// How the numbers of the table look.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The run that the others are compared with.
    pub baseline: Option<Arc<Run>>,
    chosen: NumberLook,
    shades: Vec<(Column, Shade)>,
}

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        let is_one = match (&self.baseline, &other.baseline) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        is_one && self.chosen == other.chosen && self.shades == other.shades
    }
}

impl Look {
    /// A number as text.
    pub fn text(&self, column: &Column, number: f64) -> String {
        let chosen = self.chosen.format(column).and_then(|format| format.text(number));
        chosen.unwrap_or_else(|| format::value(number))
    }

    /// Whether somebody chose how the numbers of a column are written.
    pub fn is_chosen(&self, column: &Column) -> bool {
        self.chosen.format(column).is_some()
    }

    /// How deep the colour of a cell is, from 0 to 1; `None` where it has none.
    pub fn level(&self, column: &Column, number: f64) -> Option<f64> {
        let shade = self.shades.iter().find(|(of, _)| of == column);
        shade.and_then(|(_, shade)| shade.level(number))
    }
}

/// How the numbers of `rows` look; `all` has the run that they are compared with.
pub fn use_look(rows: Memo<Runs>, all: Memo<Runs>) -> Memo<Look> {
    let app = use_app();
    let baseline = use_baseline(all);
    let chosen = app.part(|workspace| workspace.numbers.clone());
    let shades = Memo::new(move |_| {
        let columns = chosen.with(|chosen| chosen.shaded().to_vec());
        let shades = columns.into_iter().filter_map(|column| {
            let shade = rows.with(|rows| Shade::of(&rows.0, &column, app.now()))?;
            Some((column, shade))
        });
        shades.collect::<Vec<_>>()
    });
    Memo::new(move |_| Look {
        baseline: baseline.get(),
        chosen: chosen.get(),
        shades: shades.get(),
    })
}

/// What the menu of a column of numbers says of their look.
#[component]
pub fn LookItems(
    /// Which column.
    column: Column,
    /// Closes the menu.
    close: CloseMenu,
) -> impl IntoView {
    let app = use_app();
    let (format, is_shaded) = app.workspace().with_untracked(|workspace| {
        let look = &workspace.numbers;
        (look.format(&column), look.shaded().contains(&column))
    });
    // A link may hold a format that the menu does not offer.
    let other = format.filter(|format| NumberFormat::OFFERED.iter().all(|(offered, _)| offered != format));
    let offered = NumberFormat::OFFERED.into_iter().map(|(offered, label)| {
        view! { <option value=offered.code() selected=format == Some(offered)>{label}</option> }
    });
    let of = column.clone();
    view! {
        <button class="menu-item" on:click=move |_| {
            app.adjust(|workspace| workspace.numbers.toggle_shade(&of));
            close.0.run(());
        }>
            {if is_shaded { "No colours" } else { "Colour by number" }}
        </button>
        <label class="field menu-field">
            <span>"Write as"</span>
            <select on:change:target=move |event| {
                let format = NumberFormat::parse(&event.target().value());
                app.adjust(|workspace| workspace.numbers.set_format(&column, format));
            }>
                <option value="" selected=format.is_none()>"Usual"</option>
                {offered.collect_view()}
                {other.map(|format| view! { <option value=format.code() selected=true>{format.code()}</option> })}
            </select>
        </label>
    }
}
