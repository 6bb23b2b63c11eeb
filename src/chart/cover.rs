//! Leaves out of the bars of lines what other lines will cover.
//!
//! A hundred dense lines lie on top of each other; most of what is filled is never
//! seen. From the topmost line down, each column remembers which whole pixels are
//! solid already, and only the rest of a bar below is drawn.

use super::columns::{Bar, Part, Pen, parts};
use super::scene::Polyline;

/// The solid rows of each column, in whole device pixels: apart, from the top down.
#[derive(Debug, Default)]
struct Cover {
    columns: Vec<Vec<(i32, i32)>>,
}

impl Cover {
    /// The parts of the bars that nothing covers.
    pub fn visible(&self, bars: &[Bar]) -> Vec<Bar> {
        let mut visible = Vec::with_capacity(bars.len());
        for &bar in bars {
            let Some(solid) = usize::try_from(bar.column).ok().and_then(|at| self.columns.get(at)) else {
                visible.push(bar);
                continue;
            };
            let mut top = bar.top;
            for &(from, to) in solid {
                let (from, to) = (f64::from(from), f64::from(to));
                if from >= bar.bottom {
                    break;
                }
                if top < from {
                    visible.push(Bar {
                        top,
                        bottom: from,
                        ..bar
                    });
                }
                top = top.max(to);
            }
            if top < bar.bottom {
                visible.push(Bar { top, ..bar });
            }
        }
        visible
    }

    /// What is drawn now covers all that is drawn below.
    pub fn add(&mut self, bars: &[Bar]) {
        for bar in bars {
            // Pixels that are only touched shine through.
            let (from, to) = (bar.top.ceil() as i32, bar.bottom.floor() as i32);
            let Ok(at) = usize::try_from(bar.column) else {
                continue;
            };
            if from < to {
                if self.columns.len() <= at {
                    self.columns.resize_with(at + 1, Vec::new);
                }
                join(&mut self.columns[at], (from, to));
            }
        }
    }
}

/// Adds an interval to sorted ones that are apart, and keeps them so.
fn join(solid: &mut Vec<(i32, i32)>, (mut from, mut to): (i32, i32)) {
    let first = solid.partition_point(|&(_, end)| end < from);
    let last = solid.partition_point(|&(start, _)| start <= to);
    if first < last {
        from = from.min(solid[first].0);
        to = to.max(solid[last - 1].1);
    }
    solid.splice(first..last, [(from, to)]);
}

/// The parts of each line, without what lines above them cover.
pub(super) fn seen(polylines: &[Polyline], ratio: f64) -> Vec<Vec<Part<'_>>> {
    let mut cover = Cover::default();
    let from_the_top = polylines.iter().rev().map(|polyline| {
        let pen = Pen {
            width: polyline.stroke.width,
            ratio,
            opaque: polyline.stroke.color.a >= 1.0,
        };
        let mut parts = parts(&polyline.points, pen);
        for part in &mut parts {
            let Part::Dense(bars) = part else {
                continue;
            };
            let visible = cover.visible(bars);
            if pen.opaque {
                cover.add(bars);
            }
            *bars = visible;
        }
        parts
    });
    let mut seen: Vec<_> = from_the_top.collect();
    seen.reverse();
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(top: f64, bottom: f64) -> Bar {
        Bar { column: 3, top, bottom }
    }

    #[test]
    fn what_lies_below_another_bar_is_not_drawn() {
        let mut cover = Cover::default();
        cover.add(&[bar(9.5, 20.5)]);
        assert_eq!(cover.visible(&[bar(10.0, 20.0)]), []);
        assert_eq!(cover.visible(&[bar(5.0, 15.0)]), [bar(5.0, 10.0)]);
        assert_eq!(cover.visible(&[bar(5.0, 25.0)]), [bar(5.0, 10.0), bar(20.0, 25.0)]);
        assert_eq!(cover.visible(&[bar(30.0, 31.0)]), [bar(30.0, 31.0)]);
        let beside = Bar {
            column: 4,
            ..bar(10.0, 20.0)
        };
        assert_eq!(cover.visible(&[beside]), [beside]);
    }

    #[test]
    fn pixels_that_are_covered_in_part_shine_through() {
        let mut cover = Cover::default();
        cover.add(&[bar(9.5, 9.9), bar(12.25, 14.75)]);
        assert_eq!(cover.visible(&[bar(12.0, 15.0)]), [bar(12.0, 13.0), bar(14.0, 15.0)]);
    }

    #[test]
    fn a_pixel_is_seen_after_the_cover_exactly_if_no_bar_covers_it() {
        let mut state = 5_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((state >> 8) % below)
        };
        for _ in 0..200 {
            let mut cover = Cover::default();
            let mut solid = [false; 64];
            for _ in 0..8 {
                let (top, length) = (next(50), next(12));
                cover.add(&[bar(top, top + length)]);
                (top as usize..(top + length) as usize).for_each(|row| solid[row] = true);
            }
            let mut seen = [false; 64];
            for bar in cover.visible(&[bar(0.0, 64.0)]) {
                (bar.top as usize..bar.bottom as usize).for_each(|row| seen[row] = true);
            }
            assert!(solid.iter().zip(&seen).all(|(solid, seen)| solid != seen));
        }
    }
}
