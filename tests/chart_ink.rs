//! What a chart inks, against a drawing of every point through the same backend.
//!
//! The backend is a raster of our own: it covers samples, so that nothing is left
//! to how a browser blends. A pixel is inked when half of its samples are covered.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt;
use std::rc::Rc;

use plotters::prelude::IntoDrawingArea;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use runlens::chart::{
    ChartSpec, EstimatedText, Extent, Line, MarkerRule, Rgba, Scene, Size, Stroke, Summary, Theme, UNITS_PER_PX, build,
    paint,
};

/// Samples along the side of a pixel.
const FINE: i32 = 4;

#[derive(Debug)]
struct Never(Infallible);

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {}
    }
}

impl std::error::Error for Never {}

/// Samples that have been covered with one colour.
struct Raster {
    width: i32,
    height: i32,
    color: (u8, u8, u8),
    covered: Rc<RefCell<Vec<bool>>>,
}

impl Raster {
    fn of(size: Size, color: Rgba) -> Self {
        let device = |px: f64| (px * size.ratio).round() as i32;
        let (width, height) = (device(size.width), device(size.height));
        Self {
            width,
            height,
            color: (color.r, color.g, color.b),
            covered: Rc::new(RefCell::new(vec![false; (width * height * FINE * FINE) as usize])),
        }
    }

    /// Covers the samples between two corners, in device pixels, for which `inside` holds.
    fn cover(&self, corners: [(f64, f64); 2], inside: impl Fn(f64, f64) -> bool) {
        let sample = |px: f64| (px * f64::from(FINE) - 0.5).ceil() as i32;
        let mut covered = self.covered.borrow_mut();
        for row in sample(corners[0].1).max(0)..sample(corners[1].1).min(self.height * FINE) {
            for column in sample(corners[0].0).max(0)..sample(corners[1].0).min(self.width * FINE) {
                let middle = |at: i32| (f64::from(at) + 0.5) / f64::from(FINE);
                if inside(middle(column), middle(row)) {
                    covered[(row * self.width * FINE + column) as usize] = true;
                }
            }
        }
    }

    /// A stroke with round joins and ends; device pixels.
    fn stroke(&self, points: &[(f64, f64)], width: f64) {
        let radius = width / 2.0;
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let length = (dx * dx + dy * dy).max(1e-12);
            let corners = [
                (a.0.min(b.0) - radius, a.1.min(b.1) - radius),
                (a.0.max(b.0) + radius, a.1.max(b.1) + radius),
            ];
            self.cover(corners, |x, y| {
                let along = (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0);
                (x - a.0 - along * dx).hypot(y - a.1 - along * dy) <= radius
            });
        }
    }

    fn is_mine(&self, color: BackendColor) -> bool {
        color.rgb == self.color
    }

    /// Whether half of a pixel is covered.
    fn is_inked(&self, column: i32, row: i32) -> bool {
        self.samples(column, row) * 2 >= FINE * FINE
    }

    /// Whether so much is covered that nothing but ink will do.
    fn is_solid(&self, column: i32, row: i32) -> bool {
        self.samples(column, row) * 8 >= FINE * FINE * 5
    }

    /// Whether enough is covered to be seen: half, but for the rounding to whole units.
    fn is_seen(&self, column: i32, row: i32) -> bool {
        self.samples(column, row) * 4 >= FINE * FINE
    }

    /// How many samples of a pixel are covered.
    fn samples(&self, column: i32, row: i32) -> i32 {
        if !(0..self.height).contains(&row) {
            return 0;
        }
        let covered = self.covered.borrow();
        let samples = (0..FINE * FINE).filter(|at| {
            let (x, y) = (column * FINE + at % FINE, row * FINE + at / FINE);
            covered[(y * self.width * FINE + x) as usize]
        });
        samples.count() as i32
    }
}

fn device(unit: i32) -> f64 {
    f64::from(unit) / f64::from(UNITS_PER_PX)
}

impl DrawingBackend for &Raster {
    type ErrorType = Never;

    fn get_size(&self) -> (u32, u32) {
        (self.width.unsigned_abs(), self.height.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Never>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Never>> {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Result<(), DrawingErrorKind<Never>> {
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<Never>> {
        if self.is_mine(style.color()) {
            let corners = [(device(from.0), device(from.1)), (device(to.0), device(to.1))];
            self.cover(corners, |_, _| true);
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        _: &str,
        _: &S,
        _: BackendCoord,
    ) -> Result<(), DrawingErrorKind<Never>> {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Never>> {
        if self.is_mine(style.color()) {
            let points: Vec<_> = path.into_iter().map(|(x, y)| (device(x), device(y))).collect();
            self.stroke(&points, device(style.stroke_width() as i32));
        }
        Ok(())
    }
}

/// Numbers that are the same on every machine.
struct Noise(u32);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0 >> 8) / f64::from(1 << 24) - 0.5
    }
}

/// Series of several tempers, over even and uneven steps.
fn series(kind: u32, count: u32) -> Vec<(f64, f64)> {
    let mut noise = Noise(kind + 1);
    let (mut x, mut y) = (0.0, 0.0);
    let points = (0..count).map(|at| {
        let share = f64::from(at) / f64::from(count);
        x += if kind.is_multiple_of(2) {
            1.0
        } else {
            (1.0 + 2.0 * noise.next()).powi(3)
        };
        y = 0.9 * y + noise.next();
        let y = match kind % 4 {
            0 => y,
            1 => (share * 40.0).sin() * 3.0,
            2 if at % 997 == 500 => 8.0,
            2 => 0.02 * y + share,
            _ => y * (1.0 - share),
        };
        (x, y)
    });
    points.collect()
}

struct Compared {
    inked: usize,
    differ: usize,
    /// Pixels that are inked, though all points leave nothing to be seen there or in the rows beside.
    made_up: usize,
    /// Pixels that all points cover, with nothing to be seen there or in the rows beside.
    lost: usize,
}

fn compare(points: &[(f64, f64)], window: Option<Extent>, width: f64, ratio: f64) -> Compared {
    let color = Rgba::rgb(1, 2, 3);
    let line = Line {
        id: String::new(),
        label: String::new(),
        stroke: Stroke {
            color,
            width,
            ..Stroke::default()
        },
        x: points.iter().map(|point| point.0).collect(),
        y: points.iter().map(|point| point.1).collect(),
        steps: None,
        summary: Summary::default(),
    };
    let mut spec = ChartSpec {
        markers: MarkerRule::Isolated,
        ..ChartSpec::default()
    };
    spec.x.range = window;
    let size = Size {
        width: 240.0,
        height: 160.0,
        ratio,
    };
    let scene = build(&spec, &[line], size, &Theme::light(), &EstimatedText);
    let ours = Raster::of(size, color);
    paint(&scene, &(&ours).into_drawing_area()).expect("a raster takes everything");
    let all = Raster::of(size, color);
    all.stroke(&every_point(&scene, points), width * ratio);

    let mut found = Compared {
        inked: 0,
        differ: 0,
        made_up: 0,
        lost: 0,
    };
    // At the very edges, ends are cut by one and not by the other.
    let columns = (scene.plot.left * ratio) as i32 + 2..(scene.plot.right * ratio) as i32 - 2;
    for column in columns {
        for row in 0..ours.height {
            let (here, there) = (ours.is_inked(column, row), all.is_inked(column, row));
            found.inked += usize::from(there);
            found.differ += usize::from(here != there);
            let near = |raster: &Raster| (row - 1..=row + 1).any(|row| raster.is_seen(column, row));
            found.made_up += usize::from(here && !near(&all));
            found.lost += usize::from(all.is_solid(column, row) && !near(&ours));
        }
    }
    found
}

/// Where every point is drawn, in device pixels.
fn every_point(scene: &Scene, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let ratio = scene.size.ratio;
    let px = |&(x, y): &(f64, f64)| {
        let x = scene.x_scale.px_from_value(x).expect("x is finite");
        let y = scene.y_scale.px_from_value(y).expect("y is finite");
        (x * ratio, y * ratio)
    };
    points.iter().map(px).collect()
}

#[test]
fn every_column_has_the_ink_of_all_points_and_none_is_made_up() {
    let (mut inked, mut differ, mut lost) = (0, 0, 0);
    for kind in 0..8 {
        for (at, count) in [300, 900, 6_000].into_iter().enumerate() {
            let points = series(kind, count);
            let end = points[points.len() - 1].0;
            let windows = [None, Some(Extent::new(end * 0.2, end * 0.5))];
            let pens = [(1.0, 1.0), (1.5, 1.0), (1.5, 2.0), (2.25, 1.0)];
            let (width, ratio) = pens[(kind as usize + at) % pens.len()];
            for window in windows {
                let found = compare(&points, window, width, ratio);
                let case = format!("series {kind} of {count}, {window:?}, pen {width} at {ratio}");
                assert!(found.inked > 100, "{case}: nothing is drawn");
                assert_eq!(found.made_up, 0, "{case}: ink that is not in the data");
                lost += found.lost;
                inked += found.inked;
                differ += found.differ;
            }
        }
    }
    let percent = |count: usize| count as f64 / inked as f64 * 100.0;
    println!(
        "{inked} inked: {:.2} % differ, {:.2} % are lost",
        percent(differ),
        percent(lost)
    );
    // Bars are solid or not: where two strokes each cover a little of a column without its
    // middle, a drawing of all points is darker. Nearly all other differences are pixels
    // that are covered by about half.
    assert!(percent(differ) < 5.0 && percent(lost) < 0.3);
}
