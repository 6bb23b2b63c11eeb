//! What of a reading is told, and in which colour.

use crate::chart::hit::{Reading, Row};
use crate::chart::{Line, Rgba};

/// The reading of the lines that are meant to be read; `y` is the pointer's.
pub fn without_shadows(mut reading: Reading, shadows: usize, y: f64) -> Reading {
    reading.rows.retain(|row| row.line >= shadows);
    if reading.nearest.is_some_and(|line| line < shadows) {
        let distance = |row: &&Row| (row.px.1 - y).abs();
        let nearest = reading.rows.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        reading.nearest = nearest.map(|row| row.line);
    }
    reading
}

/// The colour of a line; a reading may be one frame older than the lines.
pub fn color_of(lines: &[Line], line: usize) -> Rgba {
    lines.get(line).map(|line| line.stroke.color).unwrap_or_default()
}
