//! What the scatter chart of a comparison shows.

use super::workspace::AxisScale;
use crate::query::Column;

/// The keys of a link that this part of the workspace has.
const X: &str = "scatterx";
const Y: &str = "scattery";
const COLOR: &str = "scattercolor";
const X_SCALE: &str = "scatterxscale";
const Y_SCALE: &str = "scatteryscale";

/// What the scatter chart of a comparison shows.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Scatter {
    /// What is along x; none is chosen by the page.
    pub x: Option<Column>,
    /// What is along y; none is chosen by the page.
    pub y: Option<Column>,
    /// What the colour tells; none is the run.
    pub color: Option<Column>,
    /// How x is spaced.
    pub x_scale: AxisScale,
    /// How y is spaced.
    pub y_scale: AxisScale,
}

impl Scatter {
    /// Takes what a link says under a key; `false` when the key is of another part.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        match key {
            X => self.x = Column::parse(value),
            Y => self.y = Column::parse(value),
            COLOR => self.color = Column::parse(value),
            X_SCALE => self.x_scale = scale_of(value),
            Y_SCALE => self.y_scale = scale_of(value),
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default under its key.
    pub fn write(&self, mut put: impl FnMut(&str, String)) {
        for (key, column) in [(X, &self.x), (Y, &self.y), (COLOR, &self.color)] {
            if let Some(column) = column {
                put(key, column.code());
            }
        }
        for (key, scale) in [(X_SCALE, self.x_scale), (Y_SCALE, self.y_scale)] {
            if scale != AxisScale::default() {
                put(key, scale.word().to_owned());
            }
        }
    }
}

fn scale_of(word: &str) -> AxisScale {
    let mut scales = AxisScale::ALL.into_iter();
    scales.find(|scale| scale.word() == word).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scatter_survives_a_link() {
        let mut scatter = Scatter::default();
        scatter.write(|key, _| panic!("the default writes {key}"));
        let link = [
            (X, "params.lr"),
            (Y, "min(metrics.val/loss)"),
            (COLOR, "status"),
            (X_SCALE, "log"),
            (Y_SCALE, "symlog"),
        ];
        assert!(link.iter().all(|(key, value)| scatter.read(key, value)));
        let mut written = Vec::new();
        scatter.write(|key, value| written.push((key.to_owned(), value)));
        assert_eq!(written, link.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn nonsense_leaves_the_default() {
        let mut scatter = Scatter::default();
        assert!(scatter.read(X, "nonsense") && scatter.read(Y_SCALE, "sqrt"));
        assert!(!scatter.read("x", "step"));
        assert_eq!(scatter, Scatter::default());
    }
}
