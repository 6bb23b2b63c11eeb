//! Where a column of pixels is cut so that thinning loses nothing a pen would draw.
//!
//! A pixel is inked when its middle is under the pen, so what stands in a column is
//! drawn by the part of the line that is half a pen's width to the left and right of
//! its middle. Cells end where such a part does, and where a column does: then the
//! extremes of each part are among the extremes of its cells.

/// The cells of the columns of device pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cells {
    /// Where cells end within a column, as shares of it, in order; the last is 1.
    ends: [f64; 3],
    ratio: f64,
}

impl Cells {
    /// The cells for a pen of `width` CSS pixels at that device pixel ratio.
    pub fn of(width: f64, ratio: f64) -> Self {
        let half = width * ratio / 2.0;
        let (from, to) = ((0.5 - half).rem_euclid(1.0), (0.5 + half).rem_euclid(1.0));
        // Odd widths are no reason to stop: the ends of columns remain.
        let inner = |end: f64| if end > 0.01 && end < 0.99 { end } else { 1.0 };
        Self {
            ends: [inner(from.min(to)), inner(from.max(to)), 1.0],
            ratio,
        }
    }

    /// The ends of all cells from the column of `left` to that of `right`, in CSS pixels; those of
    /// the first column may lie before `left`, and some may be there twice.
    pub fn ends(&self, left: f64, right: f64) -> impl Iterator<Item = f64> + '_ {
        let column = |x: f64| (x * self.ratio).floor() as i64;
        let ends = |column: i64| self.ends.map(|end| (column as f64 + end) / self.ratio);
        (column(left)..=column(right)).flat_map(ends)
    }

    /// The end of the cell in which the CSS pixel `x` lies; beyond `x`.
    pub fn end(&self, x: f64) -> f64 {
        let device = x * self.ratio;
        let column = device.floor();
        let share = device - column;
        let end = self.ends.into_iter().find(|&end| share < end).unwrap_or(1.0);
        (column + end) / self.ratio
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pen_of_whole_pixels_cuts_columns_at_their_edge_or_in_their_middle() {
        for width in [1.0, 3.0] {
            assert_eq!(Cells::of(width, 1.0).end(7.4), 8.0);
        }
        let cells = Cells::of(2.0, 1.0);
        assert_eq!((cells.end(7.4), cells.end(7.5), cells.end(8.0)), (7.5, 8.0, 8.5));
    }

    #[test]
    fn the_cells_of_a_plot_rise_and_reach_beyond_it() {
        for ratio in [1.0, 1.1, 1.25, 1.5, 2.0, 3.0] {
            let ends: Vec<f64> = Cells::of(1.5, ratio).ends(40.4, 400.0).collect();
            assert!(ends.windows(2).all(|pair| pair[0] <= pair[1]), "{ratio}");
            assert!(ends.last().is_some_and(|last| *last > 400.0), "{ratio}");
        }
        assert_eq!(Cells::of(1.0, 1.0).ends(5.0, 3.0).count(), 0);
    }

    #[test]
    fn any_other_pen_cuts_them_into_three() {
        let cells = Cells::of(1.5, 1.0);
        let ends: Vec<f64> = [0.0, 0.25, 0.7, 0.75].map(|x| cells.end(x)).into();
        assert_eq!(ends, [0.25, 0.75, 0.75, 1.0]);
    }

    #[test]
    fn a_width_that_is_no_number_leaves_the_columns() {
        assert_eq!(Cells::of(f64::NAN, 2.0).end(1.2), 1.5);
    }
}
