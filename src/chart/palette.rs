//! The colours and dashes of runs: the same run looks the same in every view.

use crate::model::places_in_order;

/// A colour with opacity; black by default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rgba {
    /// Red, sRGB.
    pub r: u8,
    /// Green, sRGB.
    pub g: u8,
    /// Blue, sRGB.
    pub b: u8,
    /// Opacity, 0 to 1.
    pub a: f64,
}

impl Default for Rgba {
    fn default() -> Self {
        Self::rgb(0, 0, 0)
    }
}

impl Rgba {
    /// An opaque colour.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 1.0 }
    }

    /// The same colour with another opacity.
    pub const fn with_alpha(self, a: f64) -> Self {
        Self { a, ..self }
    }

    /// As CSS: `#4b6ee9`, or `rgba(75, 110, 233, 0.25)` when it is not opaque.
    pub fn css(self) -> String {
        let Self { r, g, b, a } = self;
        if a >= 1.0 {
            format!("#{r:02x}{g:02x}{b:02x}")
        } else {
            format!("rgba({r}, {g}, {b}, {a})")
        }
    }

    /// The contrast ratio of two opaque colours, 1 to 21, as WCAG 2.2 defines it.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance, 0 to 1, as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }
}

/// How a line is broken up: a second channel beside colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// Long dashes.
    Dash,
    /// Dots.
    Dot,
    /// A dash and a dot in turn.
    DashDot,
}

/// How a line is drawn; solid, black and [`LINE_WIDTH`] wide by default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Rgba,
    /// Its width in CSS pixels.
    pub width: f64,
    /// Its dashes.
    pub dash: Dash,
}

impl Default for Stroke {
    fn default() -> Self {
        Self {
            color: Rgba::default(),
            width: LINE_WIDTH,
            dash: Dash::Solid,
        }
    }
}

/// The background that colours are chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// White.
    Light,
    /// `#15171a`.
    Dark,
}

/// Ten colours, at least 3:1 against their background (WCAG 2.2, 1.4.11).
///
/// They were found by annealing in OKLab: hues keep to the names given, and the
/// least distance of any two, as seen with full colour vision and with
/// protanopia, deuteranopia and tritanopia (simulated after Machado, Oliveira
/// and Fernandes 2009), is as large as it gets. Lightness varies as much as hue,
/// because it is what every eye can tell apart.
pub fn palette(ground: Ground) -> [Rgba; 10] {
    match ground {
        Ground::Light => [
            Rgba::rgb(0x4b, 0x6e, 0xe9), // blue
            Rgba::rgb(0xc6, 0x51, 0x07), // orange
            Rgba::rgb(0x00, 0x74, 0x5c), // green
            Rgba::rgb(0x97, 0x4e, 0xac), // purple
            Rgba::rgb(0x99, 0x8c, 0x5a), // sand
            Rgba::rgb(0xed, 0x60, 0xad), // pink
            Rgba::rgb(0x15, 0xa1, 0xbd), // cyan
            Rgba::rgb(0x8b, 0x02, 0x6d), // plum
            Rgba::rgb(0x59, 0x51, 0x00), // olive
            Rgba::rgb(0x41, 0x3d, 0xa6), // indigo
        ],
        Ground::Dark => [
            Rgba::rgb(0xb2, 0xc2, 0xfd),
            Rgba::rgb(0xf2, 0x9e, 0x74),
            Rgba::rgb(0x45, 0xd9, 0xb5),
            Rgba::rgb(0xc6, 0x7d, 0xfd),
            Rgba::rgb(0x84, 0x84, 0x18),
            Rgba::rgb(0xfb, 0x62, 0x93),
            Rgba::rgb(0x60, 0xa3, 0xbb),
            Rgba::rgb(0xaf, 0x55, 0x7b),
            Rgba::rgb(0xdd, 0xcf, 0x24),
            Rgba::rgb(0x60, 0x64, 0xe4),
        ],
    }
}

/// The dashes in the order in which they are used.
const DASHES: [Dash; 4] = [Dash::Solid, Dash::Dash, Dash::Dot, Dash::DashDot];

/// The width of a line in CSS pixels.
pub const LINE_WIDTH: f64 = 1.5;

/// The look of a run, from nothing but its id.
///
/// The hash chooses one of ten colours; further bits of it choose the dash.
/// Five runs in eight are solid and the others share three patterns, so that two
/// runs that happen to share a colour differ in their dashes more often than not,
/// while a chart of many lines stays calm.
pub fn run_style(id: &str, ground: Ground) -> Stroke {
    let hash = fnv_1a(id);
    let colors = palette(ground);
    let color = colors[(hash % colors.len() as u64) as usize];
    let dash = match (hash >> 32) % 8 {
        0..=4 => Dash::Solid,
        5 => Dash::Dash,
        6 => Dash::Dot,
        _ => Dash::DashDot,
    };
    Stroke {
        color,
        width: LINE_WIDTH,
        dash,
    }
}

/// The looks of runs that are drawn together: each keeps the colour of [`run_style`], and is
/// solid unless a run before it (in the order of hashes, not of `ids`) has the same colour.
///
/// So a chart of few runs has no dashes at all, and up to four runs of one colour differ. The
/// price is that the dash, unlike the colour, depends on which other runs are shown.
pub fn run_styles(ids: &[&str], ground: Ground) -> Vec<Stroke> {
    let colors = palette(ground);
    let key = |at: usize| (fnv_1a(ids[at]), ids[at]);
    let order = places_in_order(ids.len(), &|a, b| key(a).cmp(&key(b)));
    let mut used = [0_usize; 10];
    let mut styles = vec![Stroke::default(); ids.len()];
    for at in order {
        let place = (fnv_1a(ids[at]) % colors.len() as u64) as usize;
        styles[at] = Stroke {
            color: colors[place],
            width: LINE_WIDTH,
            dash: DASHES[used[place] % DASHES.len()],
        };
        used[place] += 1;
    }
    styles
}

/// The look of what is known by its place and not by an id: each colour once, then each once more
/// in another dash. Of several `kinds` at one place each has a dash of its own.
pub fn place_style(place: usize, kind: usize, ground: Ground) -> Stroke {
    let colors = palette(ground);
    Stroke {
        color: colors[place % colors.len()],
        width: LINE_WIDTH,
        dash: DASHES[(place / colors.len() + kind) % DASHES.len()],
    }
}

/// Any number does; this one spreads the runs of the demo over all ten colours.
const SALT: u64 = 45_251;

/// The 64-bit FNV-1a hash: short, and the same on every machine.
/// Source: Fowler, Noll, Vo, with the offset basis and prime of draft-eastlake-fnv.
///
/// The last steps are the finaliser of MurmurHash3, since ids that differ in their last
/// character alone would otherwise differ in few of the high bits.
fn fnv_1a(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SALT, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_colour_stands_out_from_its_background() {
        let grounds = [
            (Ground::Light, Rgba::rgb(0xff, 0xff, 0xff)),
            (Ground::Dark, Rgba::rgb(0x15, 0x17, 0x1a)),
        ];
        for (ground, background) in grounds {
            for color in palette(ground) {
                assert!(color.contrast(background) >= 3.0, "{}", color.css());
            }
        }
    }

    #[test]
    fn black_on_white_has_the_contrast_the_standard_says() {
        let contrast = Rgba::rgb(0, 0, 0).contrast(Rgba::rgb(255, 255, 255));
        assert!((contrast - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_run_keeps_its_dash_and_its_place_in_both_palettes() {
        for id in ["a", "b", "run-17", "", "跑"] {
            let (light, dark) = (run_style(id, Ground::Light), run_style(id, Ground::Dark));
            assert_eq!(light.dash, dark.dash);
            let place = |ground, stroke: Stroke| palette(ground).iter().position(|&color| color == stroke.color);
            assert_eq!(place(Ground::Light, light), place(Ground::Dark, dark));
        }
    }

    #[test]
    fn similar_ids_spread_over_all_colours_and_dashes() {
        let styles = (0..1000).map(|n| run_style(&format!("run-{n}"), Ground::Light));
        let looks: BTreeSet<_> = styles.map(|stroke| (stroke.color.css(), stroke.dash as u8)).collect();
        assert_eq!(looks.len(), 40);
    }

    #[test]
    fn runs_drawn_together_are_dashed_only_to_tell_equal_colours_apart() {
        let ids: Vec<String> = (0..12).map(|n| format!("run-{n}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let styles = run_styles(&ids, Ground::Light);
        let looks: BTreeSet<_> = styles
            .iter()
            .map(|stroke| (stroke.color.css(), stroke.dash as u8))
            .collect();
        assert_eq!(looks.len(), ids.len());
        for (id, style) in ids.iter().zip(&styles) {
            assert_eq!(style.color, run_style(id, Ground::Light).color);
        }
        let alone = run_styles(&ids[..1], Ground::Light);
        assert_eq!(alone[0].dash, Dash::Solid);
    }

    #[test]
    fn each_place_has_a_look_of_its_own() {
        let looks = (0..40).map(|place| place_style(place, 0, Ground::Light));
        let looks: BTreeSet<_> = looks.map(|stroke| (stroke.color.css(), stroke.dash as u8)).collect();
        assert_eq!(looks.len(), 40);
        let kinds = (0..4).map(|kind| place_style(3, kind, Ground::Dark));
        let dashes: BTreeSet<_> = kinds.map(|stroke| (stroke.color.css(), stroke.dash as u8)).collect();
        assert_eq!(dashes.len(), 4);
    }

    #[test]
    fn css_names_a_colour() {
        assert_eq!(Rgba::rgb(75, 110, 233).css(), "#4b6ee9");
        let pale = Rgba::rgb(1, 2, 3).with_alpha(0.25);
        assert_eq!(pale.css(), "rgba(1, 2, 3, 0.25)");
    }
}
