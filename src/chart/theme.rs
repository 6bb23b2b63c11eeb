//! The colours and the font of a chart, for light and dark pages.

use super::palette::Rgba;

/// Colours and font of everything that is not data.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Axis titles.
    pub text: Rgba,
    /// Tick labels.
    pub muted: Rgba,
    /// Grid lines.
    pub grid: Rgba,
    /// The base line and its ticks.
    pub axis: Rgba,
    /// Behind everything; transparent leaves the page's own.
    pub background: Rgba,
    /// A CSS list of font families.
    pub font_family: String,
    /// The size of labels in CSS pixels.
    pub font_px: f64,
}

/// The system's sans-serif, with faces for Chinese where it has none.
const SANS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif";

impl Theme {
    /// Dark on white.
    pub fn light() -> Self {
        Self {
            text: Rgba::rgb(0x1f, 0x23, 0x28),
            muted: Rgba::rgb(0x65, 0x6d, 0x76),
            grid: Rgba::rgb(0xec, 0xee, 0xf0),
            axis: Rgba::rgb(0xc4, 0xc9, 0xcf),
            background: Rgba::rgb(0xff, 0xff, 0xff),
            font_family: SANS.to_owned(),
            font_px: 11.0,
        }
    }

    /// Light on near black.
    pub fn dark() -> Self {
        Self {
            text: Rgba::rgb(0xe6, 0xe8, 0xeb),
            muted: Rgba::rgb(0x93, 0x9a, 0xa3),
            grid: Rgba::rgb(0x25, 0x28, 0x2d),
            axis: Rgba::rgb(0x47, 0x4c, 0x54),
            background: Rgba::rgb(0x15, 0x17, 0x1a),
            font_family: SANS.to_owned(),
            font_px: 11.0,
        }
    }

    /// The label size, kept to what can be laid out.
    pub(super) fn label_px(&self) -> f64 {
        if self.font_px.is_nan() {
            11.0
        } else {
            self.font_px.clamp(6.0, 48.0)
        }
    }

    /// The size of a title that stands above a chart, in CSS pixels.
    pub(super) fn heading_px(&self) -> f64 {
        self.label_px() + 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_can_be_read_on_both_backgrounds() {
        for theme in [Theme::light(), Theme::dark()] {
            assert!(theme.muted.contrast(theme.background) >= 4.5);
            assert!(theme.text.contrast(theme.background) >= 7.0);
        }
    }
}
