//! A colour for a number between the least and the largest.

use super::palette::{Ground, Rgba};

/// The colours from the least to the largest; those between are mixed.
///
/// A part of matplotlib's "plasma" (Smith and van der Walt 2015), whose lightness only
/// rises, so that every kind of colour vision sees the order: the dark part on white, the
/// light part on black, so that all of it stands out from its background.
pub fn ramp_stops(ground: Ground) -> &'static [Rgba] {
    const LIGHT: [Rgba; 7] = [
        Rgba::rgb(0x0d, 0x08, 0x87),
        Rgba::rgb(0x41, 0x04, 0x9d),
        Rgba::rgb(0x6a, 0x00, 0xa8),
        Rgba::rgb(0x8f, 0x0d, 0xa4),
        Rgba::rgb(0xb1, 0x2a, 0x90),
        Rgba::rgb(0xcc, 0x47, 0x78),
        Rgba::rgb(0xe1, 0x64, 0x62),
    ];
    const DARK: [Rgba; 6] = [
        Rgba::rgb(0xcc, 0x47, 0x78),
        Rgba::rgb(0xe1, 0x64, 0x62),
        Rgba::rgb(0xf2, 0x84, 0x4b),
        Rgba::rgb(0xfc, 0xa6, 0x36),
        Rgba::rgb(0xfc, 0xce, 0x25),
        Rgba::rgb(0xf0, 0xf9, 0x21),
    ];
    match ground {
        Ground::Light => &LIGHT,
        Ground::Dark => &DARK,
    }
}

/// The colour at a share of the way from the least, 0, to the largest, 1.
pub fn ramp(share: f64, ground: Ground) -> Rgba {
    let stops = ramp_stops(ground);
    let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    let at = share * (stops.len() - 1) as f64;
    let below = (at.floor() as usize).min(stops.len() - 2);
    let part = at - below as f64;
    let (a, b) = (stops[below], stops[below + 1]);
    // A mix of two bytes is a byte.
    let mix = |a: u8, b: u8| (f64::from(a) * (1.0 - part) + f64::from(b) * part).round() as u8;
    Rgba::rgb(mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_stands_out_and_lightness_only_rises() {
        let white = Rgba::rgb(0xff, 0xff, 0xff);
        let grounds = [(Ground::Light, white), (Ground::Dark, Rgba::rgb(0x15, 0x17, 0x1a))];
        for (ground, background) in grounds {
            let colors: Vec<Rgba> = (0..=60).map(|n| ramp(f64::from(n) / 60.0, ground)).collect();
            for color in &colors {
                assert!(color.contrast(background) >= 3.0, "{}", color.css());
            }
            // Against white the contrast falls as the colour becomes lighter.
            for pair in colors.windows(2) {
                assert!(pair[0].contrast(white) > pair[1].contrast(white), "{ground:?}");
            }
        }
    }

    #[test]
    fn what_is_no_share_has_a_colour_too() {
        for ground in [Ground::Light, Ground::Dark] {
            let stops = ramp_stops(ground);
            assert_eq!(ramp(f64::NAN, ground), stops[0]);
            assert_eq!(ramp(-3.0, ground), stops[0]);
            assert_eq!(ramp(7.0, ground), stops[stops.len() - 1]);
        }
    }
}
