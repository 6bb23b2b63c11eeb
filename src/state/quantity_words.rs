//! Columns and their values in words, where they stand beside a picture.

use super::workspace::AxisScale;
use crate::chart::{AxisKind, AxisSpec, ScaleKind, format};
use crate::model::{Aggregate, Run, Timestamp};
use crate::query::{Cell, Column, QuantityKind};
use crate::text::instant;

/// A column as the title of an axis: `val/loss (min)`.
pub fn column_text(column: &Column) -> String {
    match column {
        Column::Metric(key, aggregate) if *aggregate != Aggregate::Last => format!("{key} ({})", aggregate.word()),
        column => column.title(),
    }
}

/// What a run has in a column, in words.
pub fn cell_text(column: &Column, run: &Run, now: Timestamp, utc_offset_minutes: i32) -> String {
    match column.cell(run, now) {
        Cell::Missing => "none".to_owned(),
        Cell::Number(value) => format::value(value),
        Cell::Text(text) => text.to_owned(),
        Cell::Instant(at) => instant(at, utc_offset_minutes),
        Cell::Duration(ms) => format::duration(ms as f64),
    }
}

/// A value in words. Of names it is the name.
pub fn value_text(kind: &QuantityKind, value: f64, utc_offset_minutes: i32) -> String {
    match kind {
        QuantityKind::Number => format::value(value),
        QuantityKind::Duration => format::duration(value),
        // The cast saturates: no instant is so far away.
        QuantityKind::Instant => instant(Timestamp(value as i64), utc_offset_minutes),
        QuantityKind::Names(names) => {
            let name = (value >= 0.0).then(|| names.get(value as usize)).flatten();
            name.cloned().unwrap_or_default()
        }
    }
}

/// What the numbers of an axis mean.
fn axis_kind_of(kind: &QuantityKind, utc_offset_minutes: i32) -> AxisKind {
    match kind {
        QuantityKind::Number | QuantityKind::Names(_) => AxisKind::Number,
        QuantityKind::Duration => AxisKind::Elapsed,
        QuantityKind::Instant => AxisKind::WallTime { utc_offset_minutes },
    }
}

/// An axis of a column.
pub fn axis_of(column: &Column, scale: AxisScale, kind: &QuantityKind, utc_offset_minutes: i32) -> AxisSpec {
    let names = match kind {
        QuantityKind::Names(names) => Some(names.clone()),
        _ => None,
    };
    let scale = match scale {
        // Neither names nor the clock have a logarithm.
        _ if matches!(kind, QuantityKind::Names(_) | QuantityKind::Instant) => ScaleKind::Linear,
        AxisScale::Linear => ScaleKind::Linear,
        AxisScale::Log => ScaleKind::Log10,
        AxisScale::Symlog => ScaleKind::Symlog,
    };
    AxisSpec {
        kind: axis_kind_of(kind, utc_offset_minutes),
        scale,
        title: Some(column_text(column)),
        range: None,
        names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statistic_is_told_unless_it_is_the_usual_one() {
        let text = |code: &str| Column::parse(code).map(|column| column_text(&column));
        assert_eq!(text("min(metrics.val/loss)").as_deref(), Some("val/loss (min)"));
        assert_eq!(text("metrics.val/loss").as_deref(), Some("val/loss"));
        assert_eq!(text("start").as_deref(), Some("Started"));
    }

    #[test]
    fn a_place_among_names_is_the_name() {
        let kind = QuantityKind::Names(["a".to_owned(), "b".to_owned()].into());
        let texts = [1.0, 7.0, -1.0, f64::NAN].map(|value| value_text(&kind, value, 0));
        assert_eq!(texts, ["b", "", "", ""]);
        assert_eq!(
            value_text(&QuantityKind::Duration, 90_000.0, 0),
            format::duration(90_000.0)
        );
    }
}
