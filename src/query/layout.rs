//! Where the columns of the run table stand, in CSS pixels.

use super::Column;
use std::ops::Range;

/// Up to this many columns all of them exist; of more, those near the screen.
const MOST_WHOLE: usize = 24;
/// Columns that exist on either side of the visible ones, and the step in
/// which they change, so that scrolling does not draw at every column.
const SPARE: usize = 4;

impl Column {
    /// Its width when nobody chose one, in CSS pixels.
    pub fn default_width(&self) -> f64 {
        match self {
            Self::Name => 214.0,
            Self::Status => 102.0,
            Self::Start => 106.0,
            Self::Duration => 92.0,
            Self::User | Self::Compute => 84.0,
            Self::Id => 200.0,
            Self::Param(_) => 96.0,
            Self::Tag(_) => 120.0,
            Self::Metric(..) => 168.0,
        }
    }
}

/// A column in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Which one.
    pub column: Column,
    /// Where it begins when nothing is scrolled.
    pub left: f64,
    /// How wide it is.
    pub width: f64,
}

/// The columns of a table in their places, those that never scroll away first.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Layout {
    columns: Vec<Placed>,
    /// How many of them never scroll away.
    pinned: usize,
}

impl Layout {
    /// The columns one beside the other. The first `pinned` never scroll away.
    pub fn new(columns: Vec<Column>, pinned: usize, width: impl Fn(&Column) -> f64) -> Self {
        let mut left = 0.0;
        let placed = columns.into_iter().map(|column| {
            let width = width(&column);
            let placed = Placed { column, left, width };
            left += width;
            placed
        });
        Self {
            columns: placed.collect(),
            pinned,
        }
    }

    /// The columns that never scroll away.
    pub fn pinned(&self) -> &[Placed] {
        &self.columns[..self.pinned.min(self.columns.len())]
    }

    /// The columns that scroll.
    pub fn scrolling(&self) -> &[Placed] {
        &self.columns[self.pinned.min(self.columns.len())..]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The width of all of them.
    pub fn width(&self) -> f64 {
        self.columns.last().map_or(0.0, |last| last.left + last.width)
    }

    /// Whether only those near the screen exist.
    pub fn is_cut(&self) -> bool {
        self.columns.len() > MOST_WHOLE
    }

    /// Which of the [`scrolling`](Self::scrolling) columns exist when the
    /// table is scrolled by `scrolled` in a viewport of that width.
    pub fn window(&self, scrolled: f64, viewport: f64) -> Range<usize> {
        let scrolling = self.scrolling();
        if !self.is_cut() {
            return 0..scrolling.len();
        }
        let start = scrolling.partition_point(|placed| {
            let first = self.columns[self.pinned].left;
            placed.left + placed.width - first <= scrolled
        });
        let end = scrolling.partition_point(|placed| placed.left < scrolled + viewport);
        let step = |place: usize| place / SPARE * SPARE;
        let start = step(start.saturating_sub(SPARE));
        let end = (step(end + 2 * SPARE)).min(scrolling.len());
        start.min(end)..end
    }

    /// The width of the scrolling columns before the place `at`.
    pub fn before(&self, at: usize) -> f64 {
        let scrolling = self.scrolling();
        let first = scrolling.first().map_or(0.0, |placed| placed.left);
        scrolling.get(at).map_or_else(|| self.width(), |placed| placed.left) - first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(count: usize) -> Layout {
        let params = (0..count).map(|n| Column::Param(n.to_string()));
        let columns = std::iter::once(Column::Name).chain(params).collect();
        Layout::new(columns, 1, Column::default_width)
    }

    #[test]
    fn columns_stand_beside_each_other() {
        let layout = layout(3);
        let lefts: Vec<f64> = layout.scrolling().iter().map(|placed| placed.left).collect();
        assert_eq!(lefts, [214.0, 310.0, 406.0]);
        assert_eq!((layout.width(), layout.pinned().len()), (502.0, 1));
        assert_eq!(
            (layout.before(0), layout.before(2), layout.before(3)),
            (0.0, 192.0, 288.0)
        );
    }

    #[test]
    fn few_columns_all_exist() {
        assert_eq!(layout(20).window(5000.0, 100.0), 0..20);
        assert_eq!(layout(0).window(0.0, 100.0), 0..0);
    }

    #[test]
    fn of_many_columns_all_visible_ones_exist_and_few_others() {
        let layout = layout(2000);
        for scrolled in [0.0, 1.0, 95.0, 96.0, 12_345.6, 2000.0 * 96.0 - 700.0, 1e9] {
            let window = layout.window(scrolled, 700.0);
            assert!(window.len() <= 24 && window.end <= 2000, "{scrolled}: {window:?}");
            for (at, placed) in layout.scrolling().iter().enumerate() {
                // Behind the pinned name begins what scrolls.
                let left = placed.left - scrolled;
                let is_seen = left + placed.width > 214.0 && left < 700.0;
                assert!(!is_seen || window.contains(&at), "{scrolled}: {at} of {window:?}");
            }
        }
    }
}
