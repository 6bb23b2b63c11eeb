//! CSS pixels to the whole numbers that plotters draws with.

use super::scene::Point;
use super::spec::Size;

/// How many units of [`paint`](super::paint()) make a device pixel.
pub const UNITS_PER_PX: i32 = 8;

/// CSS pixels to units.
#[derive(Clone, Copy)]
pub(super) struct Units {
    size: Size,
}

impl Units {
    /// The units of a chart of that size.
    pub fn of(size: Size) -> Self {
        Self { size: size.sane() }
    }

    fn in_a_css_px(self) -> f64 {
        self.size.ratio * f64::from(UNITS_PER_PX)
    }

    /// Width and height of the chart.
    pub fn size(self) -> (i32, i32) {
        (self.length(self.size.width), self.length(self.size.height))
    }

    /// A length or a coordinate. The cast saturates, so no pixel is too far.
    pub fn length(self, px: f64) -> i32 {
        (px * self.in_a_css_px()).round() as i32
    }

    /// A point, to the nearest unit.
    pub fn point(self, (x, y): Point) -> (i32, i32) {
        (self.length(x), self.length(y))
    }

    /// The width of a stroke: at least one unit, as a width of zero would be drawn as one pixel or not at all.
    pub fn width(self, px: f64) -> u32 {
        self.length(px).max(1).unsigned_abs()
    }

    /// A font size.
    pub fn font(self, px: f64) -> f64 {
        px * self.in_a_css_px()
    }

    /// Whole device pixels that make about one CSS pixel.
    pub fn hairline_px(self) -> i32 {
        (self.size.ratio.floor() as i32).max(1)
    }

    /// The middle of the hairline nearest to `px` that covers whole device pixels.
    pub fn crisp(self, px: f64) -> i32 {
        let width = self.hairline_px();
        let from = (px * self.size.ratio - f64::from(width) / 2.0).round() as i32;
        from.saturating_mul(UNITS_PER_PX) + width * UNITS_PER_PX / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(ratio: f64) -> Units {
        Units::of(Size {
            width: 100.0,
            height: 50.0,
            ratio,
        })
    }

    #[test]
    fn a_css_pixel_is_eight_units_for_each_device_pixel() {
        assert_eq!(units(1.0).size(), (800, 400));
        assert_eq!(units(1.5).point((1.0, 2.0)), (12, 24));
        assert_eq!(units(2.0).length(1.0 / 16.0), 1);
    }

    #[test]
    fn a_hairline_covers_whole_device_pixels_at_every_ratio() {
        for ratio in [0.5, 1.0, 1.25, 1.5, 2.0, 2.625, 3.0] {
            let units = units(ratio);
            let half = units.hairline_px() * UNITS_PER_PX / 2;
            for step in 0..200 {
                let px = f64::from(step) * 0.37;
                let middle = units.crisp(px);
                assert_eq!((middle - half).rem_euclid(UNITS_PER_PX), 0, "{px} at {ratio}");
                assert!((middle - units.length(px)).abs() <= UNITS_PER_PX, "{px} at {ratio}");
            }
        }
    }

    #[test]
    fn no_stroke_vanishes() {
        assert_eq!(units(1.0).width(0.0), 1);
        assert_eq!(units(1.0).width(f64::NAN), 1);
    }
}
