//! What of a reading is told, and in which colour.

use crate::chart::hit::{Reading, Row};
use crate::chart::{Line, Rgba};
use std::sync::Arc;

/// The lines by their places, of the first `shadows` nothing but those: a
/// crosshair stands where a line has a point that is meant to be read.
pub fn to_be_read(lines: &Arc<Vec<Line>>, shadows: usize) -> Arc<Vec<Line>> {
    if shadows == 0 {
        return lines.clone();
    }
    let emptied = |(place, line): (usize, &Line)| match place < shadows {
        true => Line {
            x: Arc::from([]),
            y: Arc::from([]),
            steps: None,
            ..line.clone()
        },
        false => line.clone(),
    };
    Arc::new(lines.iter().enumerate().map(emptied).collect())
}

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

/// The colour of a line, also where the line itself is not to be seen; a reading
/// may be one frame older than the lines.
pub fn color_of(lines: &[Line], line: usize) -> Rgba {
    let color = lines.get(line).map(|line| line.stroke.color);
    color.unwrap_or_default().with_alpha(1.0)
}
