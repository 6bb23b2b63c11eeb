//! What the parallel coordinates of a comparison show.

use super::workspace::AxisScale;
use crate::chart::Extent;
use crate::query::Column;

/// The keys of a link that this part of the workspace has.
const AXES: &str = "axes";
const COLOR: &str = "axescolor";
const BRUSH: &str = "brush";

/// No value, as a brush.
const MISSING: &str = "none";

/// One axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisChoice {
    /// What it shows.
    pub column: Column,
    /// How it is spaced.
    pub scale: AxisScale,
    /// Whether the largest is at the lower end.
    pub is_reversed: bool,
}

impl AxisChoice {
    /// An axis as it is when nobody changed it.
    pub fn of(column: Column) -> Self {
        Self {
            column,
            scale: AxisScale::Linear,
            is_reversed: false,
        }
    }

    /// As it is written in a link: `params.lr`, `-metrics.loss`, `log:params.lr`, `-log:params.lr`.
    fn code(&self) -> String {
        let sign = if self.is_reversed { "-" } else { "" };
        match self.scale {
            AxisScale::Linear => format!("{sign}{}", self.column.code()),
            scale => format!("{sign}{}:{}", scale.word(), self.column.code()),
        }
    }

    fn parse(code: &str) -> Option<Self> {
        let (is_reversed, code) = match code.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, code),
        };
        let scaled = AxisScale::ALL.into_iter().find_map(|scale| {
            let rest = code.strip_prefix(scale.word())?.strip_prefix(':')?;
            Some((scale, rest))
        });
        let (scale, code) = scaled.unwrap_or((AxisScale::Linear, code));
        Some(Self {
            column: Column::parse(code)?,
            scale,
            is_reversed,
        })
    }
}

/// Which values of an axis runs must have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Brush {
    /// Those in a range, ends included; of names their places.
    Within(Extent),
    /// None at all.
    Missing,
}

impl Brush {
    /// Whether a value passes; not a number is no value.
    pub fn passes(self, value: Option<f64>) -> bool {
        match (self, value.filter(|value| value.is_finite())) {
            (Self::Within(range), Some(value)) => range.contains(value),
            (Self::Missing, None) => true,
            _ => false,
        }
    }
}

/// What the parallel coordinates of a comparison show.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Parallel {
    /// The axes from the left; none is chosen by the page.
    pub axes: Option<Vec<AxisChoice>>,
    /// What the colour tells; none is the last metric among the axes.
    pub color: Option<Column>,
    /// What runs must have, all at once.
    pub brushes: Vec<(Column, Brush)>,
}

impl Parallel {
    /// Takes what a link says under a key; `false` when the key is of another
    /// part. `list` takes a list apart.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        match key {
            AXES => {
                let axes: Vec<AxisChoice> = list(value).iter().filter_map(|code| AxisChoice::parse(code)).collect();
                self.axes = (!axes.is_empty()).then_some(axes);
            }
            COLOR => self.color = Column::parse(value),
            BRUSH => {
                self.brushes.clear();
                for item in list(value) {
                    // The range comes first, for a name may hold anything.
                    let (range, code) = item.split_once('@').unwrap_or_default();
                    if let (Some(brush), Some(column)) = (brush_of(range), Column::parse(code)) {
                        self.set_brush(&column, Some(brush));
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default under its key; `joined` makes a list.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
        if let Some(axes) = &self.axes {
            let codes: Vec<String> = axes.iter().map(AxisChoice::code).collect();
            put(AXES, joined(&codes));
        }
        if let Some(column) = &self.color {
            put(COLOR, column.code());
        }
        if !self.brushes.is_empty() {
            let item = |(column, brush): &(Column, Brush)| match brush {
                Brush::Within(range) => format!("{}..{}@{}", range.lo, range.hi, column.code()),
                Brush::Missing => format!("{MISSING}@{}", column.code()),
            };
            let items: Vec<String> = self.brushes.iter().map(item).collect();
            put(BRUSH, joined(&items));
        }
    }

    /// The brush on the axis of a column.
    pub fn brush(&self, column: &Column) -> Option<Brush> {
        let found = self.brushes.iter().find(|(of, _)| of == column);
        found.map(|(_, brush)| *brush)
    }

    /// Brushes the axis of a column, or no longer.
    pub fn set_brush(&mut self, column: &Column, brush: Option<Brush>) {
        self.brushes.retain(|(of, _)| of != column);
        self.brushes.extend(brush.map(|brush| (column.clone(), brush)));
    }
}

fn brush_of(text: &str) -> Option<Brush> {
    if text == MISSING {
        return Some(Brush::Missing);
    }
    let (lo, hi) = text.split_once("..")?;
    let range = Extent::new(lo.parse().ok()?, hi.parse().ok()?);
    (range.lo.is_finite() && range.lo <= range.hi && range.hi.is_finite()).then_some(Brush::Within(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn parallel_coordinates_survive_a_link() {
        let mut parallel = Parallel::default();
        parallel.write(|_| String::new(), |key, _| panic!("the default writes {key}"));
        let link = [
            (AXES, "params.lr|-log:min(metrics.val/loss)|symlog:params.a@b"),
            (COLOR, "metrics.acc"),
            (BRUSH, "0.01..0.1@params.lr|none@params.a@b"),
        ];
        assert!(link.iter().all(|(key, value)| parallel.read(key, value, list)));
        let mut written = Vec::new();
        parallel.write(
            |items| items.join("|"),
            |key, value| written.push((key.to_owned(), value)),
        );
        assert_eq!(written, link.map(|(key, value)| (key.to_owned(), value.to_owned())));
        let axes = parallel.axes.unwrap_or_default();
        assert!(axes[1].is_reversed && axes[1].scale == AxisScale::Log && !axes[2].is_reversed);
    }

    #[test]
    fn nonsense_leaves_the_default() {
        let mut parallel = Parallel::default();
        for (key, value) in [
            (AXES, "nonsense|log:"),
            (COLOR, "?"),
            (BRUSH, "1..x@params.lr|2..1@params.lr|NaN..1@params.lr|0..1|0..1@lr|@"),
        ] {
            assert!(parallel.read(key, value, list));
        }
        assert!(!parallel.read("x", "1", list));
        assert_eq!(parallel, Parallel::default());
    }

    #[test]
    fn a_brush_lets_values_of_its_range_pass() {
        let within = Brush::Within(Extent::new(1.0, 2.0));
        let values = [Some(1.0), Some(2.5), Some(f64::NAN), None];
        assert_eq!(values.map(|value| within.passes(value)), [true, false, false, false]);
        assert_eq!(
            values.map(|value| Brush::Missing.passes(value)),
            [false, false, true, true]
        );
    }
}
