//! Names along an axis, at 0, 1, 2 …

use super::{Along, Room};
use crate::chart::layout::{Font, cut};
use crate::chart::scale::Scale;
use crate::chart::scene::Tick;

/// Ticks nearer to each other than this, in CSS pixels, would be a smear.
const LEAST_PX: f64 = 3.0;

/// A tick at each name. Where they are dense, some names are left out, evenly, and long
/// ones are cut: to the room between two along x, to `longest_px` along y.
pub(in crate::chart) fn name_ticks(names: &[String], scale: &Scale, room: &Room, longest_px: f64) -> Vec<Tick> {
    let step = scale.range_px.span().abs() / names.len().max(1) as f64;
    if step.is_nan() || step <= 0.0 {
        return Vec::new();
    }
    let wanted = match room.along {
        Along::X => 4.0 * room.font_px,
        Along::Y => 1.3 * room.font_px,
    };
    let every = (wanted / step).ceil().max(1.0) as usize;
    let widest = match room.along {
        Along::X => step * every as f64 - room.gap_px() / 2.0,
        Along::Y => longest_px,
    };
    let font = Font {
        px: room.font_px,
        text: room.text,
    };
    let tick = |(place, name): (usize, &String)| {
        let is_named = place.is_multiple_of(every);
        if !is_named && step < LEAST_PX {
            return None;
        }
        let at = scale.px_from_value(place as f64)?;
        let label = is_named.then(|| cut(name, &font, widest)).flatten().unwrap_or_default();
        let half = match room.along {
            Along::X => font.width(&label) / 2.0,
            Along::Y => room.font_px / 2.0,
        };
        let limit = room.limit_px;
        Some(Tick {
            value: place as f64,
            at,
            label,
            label_at: at.max(limit.lo + half).min(limit.hi - half),
        })
    };
    names.iter().enumerate().filter_map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{EstimatedText, Extent};

    fn labels(count: usize, along: Along, px: f64) -> Vec<String> {
        let names: Vec<String> = (0..count).map(|place| format!("name {place}")).collect();
        let scale = Scale::linear(Extent::new(-0.5, count as f64 - 0.5), Extent::new(0.0, px));
        let room = Room {
            along,
            limit_px: Extent::new(0.0, px),
            font_px: 11.0,
            text: &EstimatedText,
        };
        let ticks = name_ticks(&names, &scale, &room, 40.0);
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn each_name_stands_where_there_is_room() {
        assert_eq!(labels(3, Along::X, 400.0), ["name 0", "name 1", "name 2"]);
        assert_eq!(labels(2, Along::Y, 100.0), ["nam…", "nam…"]);
        assert_eq!(labels(0, Along::X, 400.0), [""; 0]);
        assert_eq!(labels(3, Along::X, 0.0), [""; 0]);
    }

    #[test]
    fn dense_names_are_left_out_evenly() {
        let shown = labels(100, Along::X, 1000.0);
        assert_eq!(shown.len(), 100);
        let named: Vec<usize> = (0..100).filter(|&place| !shown[place].is_empty()).collect();
        assert!(named.windows(2).all(|pair| pair[1] - pair[0] == 5), "{named:?}");
        assert!(labels(10_000, Along::X, 1000.0).len() <= 250);
    }
}
