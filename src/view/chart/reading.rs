//! What of a reading is told, and in which colour.

use crate::chart::hit::{Direction, Reading, Row, next_x, readings, readings_at};
use crate::chart::{Line, Rgba, Scene};
use leptos::prelude::*;
use std::sync::Arc;

/// An arrow key moves the crosshair to the next point, but at least this part
/// of the width, so that a line of a million points can be walked.
const KEY_STEPS: f64 = 100.0;

/// Reads the lines of a chart, for pointers and for keys. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Reader {
    /// What is seen.
    pub scene: StoredValue<Option<Arc<Scene>>>,
    /// What it was made of.
    pub lines: Signal<Arc<Vec<Line>>>,
    /// How many of the first lines are not read.
    pub shadows: Signal<usize>,
    /// What the lines say.
    pub reading: RwSignal<Option<Reading>>,
    /// Whether that stays while the pointer goes on.
    pub is_pinned: RwSignal<bool>,
    /// The pointer's y, in CSS pixels of the chart.
    pub y: StoredValue<f64>,
}

impl Reader {
    /// Reads where a pointer is.
    pub fn at(self, x: f64, y: f64) {
        if self.is_pinned.get_untracked() {
            return;
        }
        let read = self.scene.with_value(|scene| {
            let scene = scene.as_ref()?;
            self.lines.with_untracked(|lines| readings(scene, lines, x, y))
        });
        self.tell(read, y);
    }

    /// Goes on to the next point; at the end of the line the crosshair stays where it is.
    pub fn walk(self, direction: Direction) {
        self.is_pinned.set(false);
        let here = self
            .reading
            .with_untracked(|reading| reading.as_ref().map(|reading| reading.x));
        let read = self.scene.with_value(|scene| {
            let scene = scene.as_ref()?;
            self.lines.with_untracked(|lines| {
                let next = match here {
                    Some(x) => next_x(scene, lines, x, direction, scene.plot.width() / KEY_STEPS)?,
                    None => match direction {
                        Direction::Left => scene.x_scale.domain.hi,
                        Direction::Right => scene.x_scale.domain.lo,
                    },
                };
                readings_at(scene, lines, next)
            })
        });
        if read.is_some() {
            let middle = read
                .as_ref()
                .and_then(|read| read.rows.first())
                .map_or(0.0, |row| row.px.1);
            self.tell(read, middle);
        }
    }

    /// Reads at the same x in another scene.
    pub fn again(self) {
        let Some(here) = self.reading.get_untracked() else {
            return;
        };
        let read = self.scene.with_value(|scene| {
            let scene = scene.as_ref()?;
            self.lines.with_untracked(|lines| readings_at(scene, lines, here.x))
        });
        let read = read.map(|read| Reading {
            nearest: here.nearest,
            ..read
        });
        if read.is_none() {
            self.is_pinned.set(false);
        }
        self.tell(read, self.y.get_value());
    }

    /// Lets what is read stay; or go, where it stays already.
    pub fn turn_pin(self) {
        let is_pinned = !self.is_pinned.get_untracked() && self.reading.with_untracked(Option::is_some);
        self.is_pinned.set(is_pinned);
    }

    /// The pointer left; what is pinned stays. A chart that is being taken away loses
    /// the focus when nothing of it is left.
    pub fn leave(self) {
        if self.is_pinned.try_get_untracked() == Some(false) {
            let _ = self.reading.try_set(None);
        }
    }

    /// Ends reading; whether there was anything to end.
    pub fn close(self) -> bool {
        let _ = self.is_pinned.try_set(false);
        let was = self.reading.try_with_untracked(Option::is_some);
        let _ = self.reading.try_set(None);
        was == Some(true)
    }

    fn tell(self, read: Option<Reading>, y: f64) {
        self.y.set_value(y);
        self.reading
            .set(read.map(|read| without_shadows(read, self.shadows.get_untracked(), y)));
    }
}

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
