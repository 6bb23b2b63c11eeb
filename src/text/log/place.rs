//! Which lines of a long log are on the screen.
//!
//! A browser knows no element that is high enough for millions of lines, and lines that
//! wrap are of unknown height. So only the share of the way counts that is scrolled: at
//! the share `p`, the line at `p` of all lines stands at `p` of the height of the view.
//! Where all lines are of one height, that is what scrolling does anyway.

use std::ops::Range;

/// The highest that an element is made, in CSS pixels; browsers know 17 million and more.
const MOST_PX: f64 = 12_000_000.0;
/// Lines that are drawn above and below those in the view.
const SPARE: usize = 4;

/// The size of a view of lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogFrame {
    /// How many lines there are.
    pub lines: usize,
    /// The height of a line, in CSS pixels; of one that wraps, on average.
    pub line: f64,
    /// The height of the view, in CSS pixels.
    pub view: f64,
}

/// A line, and where it stands in the view.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct LogPlace {
    /// The line, from 0; with a share of its height.
    pub line: f64,
    /// How far it stands below the upper edge of the view, in CSS pixels.
    pub y: f64,
}

impl LogFrame {
    /// The height of what is scrolled, in CSS pixels.
    pub fn height(&self) -> f64 {
        (self.lines as f64 * self.line).min(MOST_PX.max(self.view))
    }

    /// How far it can be scrolled, in CSS pixels.
    pub fn way(&self) -> f64 {
        (self.height() - self.view).max(0.0)
    }

    /// What is in the view when it is scrolled so far.
    pub fn place(&self, scrolled: f64) -> LogPlace {
        let way = self.way();
        let share = if way > 0.0 {
            (scrolled / way).clamp(0.0, 1.0)
        } else {
            0.0
        };
        LogPlace {
            line: share * self.lines as f64,
            y: share * self.view,
        }
    }

    /// How far it is scrolled when a line stands there, where no line wraps.
    pub fn scrolled(&self, place: LogPlace) -> f64 {
        let top = place.line - place.y / self.line;
        let last_top = self.lines as f64 - self.view / self.line;
        let share = if last_top > 0.0 {
            (top / last_top).clamp(0.0, 1.0)
        } else {
            0.0
        };
        share * self.way()
    }

    /// The lines that are drawn.
    pub fn drawn(&self, place: LogPlace) -> Range<usize> {
        let line = place.line.max(0.0) as usize;
        let above = (place.y.max(0.0) / self.line).ceil() as usize + SPARE;
        let below = ((self.view - place.y).max(0.0) / self.line).ceil() as usize + 1 + SPARE;
        let end = line.saturating_add(below).min(self.lines);
        line.saturating_sub(above).min(end)..end
    }

    /// How far the upper edge of the line `first` stands above the view, in CSS pixels,
    /// where no line wraps.
    pub fn above(&self, place: LogPlace, first: usize) -> f64 {
        (place.line - first as f64) * self.line - place.y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(lines: usize) -> LogFrame {
        LogFrame {
            lines,
            line: 20.0,
            view: 400.0,
        }
    }

    #[test]
    fn where_lines_are_of_one_height_a_pixel_is_a_pixel() {
        let frame = frame(1000);
        for scrolled in [0.0, 10.0, 1234.0, frame.way()] {
            let place = frame.place(scrolled);
            let first = frame.drawn(place).start;
            let top = first as f64 * 20.0 + frame.above(place, first);
            assert!((top - scrolled).abs() < 1e-6, "{scrolled}: {top}");
            assert!((frame.scrolled(place) - scrolled).abs() < 1e-6);
        }
    }

    #[test]
    fn the_first_and_the_last_of_millions_of_lines_are_reached() {
        let frame = frame(5_000_000);
        assert!(frame.height() < 17_000_000.0);
        assert_eq!(frame.drawn(frame.place(0.0)).start, 0);
        let place = frame.place(frame.way());
        let drawn = frame.drawn(place);
        assert_eq!(drawn.end, 5_000_000);
        assert!(drawn.len() < 40);
        let below = drawn.len() as f64 * 20.0 - frame.above(place, drawn.start);
        assert!((below - 400.0).abs() < 1e-6, "the last line stands at the lower edge");
    }

    #[test]
    fn lines_that_come_before_move_nothing() {
        let old = frame(1000);
        let place = old.place(300.0);
        let (moved, new) = (
            LogPlace {
                line: place.line + 500.0,
                ..place
            },
            frame(1500),
        );
        let place = new.place(new.scrolled(moved));
        assert!((new.above(place, 500) - old.above(old.place(300.0), 0)).abs() < 1e-6);
    }

    #[test]
    fn few_lines_are_all_drawn_and_nothing_scrolls() {
        let frame = frame(3);
        assert_eq!((frame.way(), frame.drawn(frame.place(99.0))), (0.0, 0..3));
        assert_eq!(frame.place(99.0), LogPlace::default());
        let none = LogFrame { lines: 0, ..frame };
        assert_eq!(none.drawn(none.place(0.0)), 0..0);
    }
}
