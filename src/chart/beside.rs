//! Where the words about a crosshair go.

use super::scene::Rect;

/// Between the crosshair and the words, in CSS pixels.
const GAP_PX: f64 = 12.0;
/// Between the words and the edge of what is seen, in CSS pixels.
const EDGE_PX: f64 = 4.0;
/// The widest they get, in CSS pixels.
const WIDEST_PX: f64 = 360.0;
/// The highest they get, in CSS pixels.
const HIGHEST_PX: f64 = 340.0;
/// Words that would have less than this below the top of the chart stand at the
/// lower end of what is seen, in CSS pixels.
const LOW_PX: f64 = 220.0;

/// A place for words, in CSS pixels. Each edge is the distance from the same edge
/// of the chart, inwards; exactly one of `left` and `right`, and of `top` and
/// `bottom`, is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    /// The left edge, of words at the right of the crosshair.
    pub left: Option<f64>,
    /// The right edge, of words at the left of it.
    pub right: Option<f64>,
    /// The upper edge.
    pub top: Option<f64>,
    /// The lower edge.
    pub bottom: Option<f64>,
    /// They may be as wide as this.
    pub max_width: f64,
    /// They may be as high as this.
    pub max_height: f64,
}

/// The place for words about a crosshair at `x`, of a chart of that width and
/// height, of which and around which `seen` is seen; both in CSS pixels from the
/// corner of the chart. They lie at the right of the crosshair where there is room,
/// else where there is more, and never on it.
pub fn beside(x: f64, (width, height): (f64, f64), seen: Rect) -> Beside {
    let at_right = seen.right - EDGE_PX - (x + GAP_PX);
    let at_left = (x - GAP_PX) - (seen.left + EDGE_PX);
    let is_right = at_right >= WIDEST_PX || at_right >= at_left;
    let room = if is_right { at_right } else { at_left };
    let top = (seen.top + EDGE_PX).max(0.0);
    let below = seen.bottom - EDGE_PX - top;
    let whole = seen.height() - 2.0 * EDGE_PX;
    let is_low = below < LOW_PX.min(whole);
    Beside {
        left: is_right.then_some(x + GAP_PX),
        right: (!is_right).then_some(width - x + GAP_PX),
        top: (!is_low).then_some(top),
        bottom: is_low.then_some(height - seen.bottom + EDGE_PX),
        max_width: room.clamp(0.0, WIDEST_PX),
        max_height: if is_low { whole } else { below }.clamp(0.0, HIGHEST_PX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (f64, f64) = (350.0, 200.0);

    /// The largest box that the words may fill.
    fn filled(place: Beside) -> Rect {
        let left = place
            .left
            .unwrap_or_else(|| SIZE.0 - place.right.unwrap_or(0.0) - place.max_width);
        let top = place
            .top
            .unwrap_or_else(|| SIZE.1 - place.bottom.unwrap_or(0.0) - place.max_height);
        Rect {
            left,
            top,
            right: left + place.max_width,
            bottom: top + place.max_height,
        }
    }

    #[test]
    fn words_never_lie_on_the_crosshair_nor_leave_what_is_seen() {
        // A phone: the chart fills its width; scrolled up and down; and a wide window.
        for (left, right) in [(-20.0, 370.0), (-700.0, 370.0), (-20.0, 900.0)] {
            for shift in [-900.0, -700.0, -400.0, -150.0, 0.0] {
                let seen = Rect {
                    left,
                    right,
                    top: shift,
                    bottom: shift + 844.0,
                };
                for x in 0..=350 {
                    let x = f64::from(x);
                    let place = beside(x, SIZE, seen);
                    let words = filled(place);
                    assert!(words.left >= x + GAP_PX || words.right <= x - GAP_PX, "{x} {words:?}");
                    assert!(seen.left <= words.left && words.right <= seen.right, "{x} {words:?}");
                    let is_above_or_below = seen.bottom < 0.0 || seen.top > SIZE.1;
                    assert!(
                        is_above_or_below || (seen.top <= words.top && words.bottom <= seen.bottom),
                        "{shift} {words:?}"
                    );
                    assert!(place.max_width >= 150.0, "{x}: {place:?}");
                    assert_eq!(
                        (place.left.is_some(), place.top.is_some()),
                        (place.right.is_none(), place.bottom.is_none())
                    );
                }
            }
        }
    }

    #[test]
    fn where_there_is_room_they_stand_at_the_right_and_at_the_top() {
        let seen = Rect {
            left: -500.0,
            right: 900.0,
            top: -100.0,
            bottom: 700.0,
        };
        let place = beside(300.0, SIZE, seen);
        assert_eq!((place.left, place.top), (Some(312.0), Some(0.0)));
        assert_eq!((place.max_width, place.max_height), (WIDEST_PX, HIGHEST_PX));
    }
}
