//! Ticks of logarithmic and symmetric logarithmic axes.

use super::super::extent::Extent;
use super::super::format;
use super::super::scale::{Scale, ScaleKind};
use super::super::spec::AxisKind;
use super::number::{self, power_of_ten};
use super::{Labelled, elapsed};

/// How many powers of ten lie between two ticks, from dense to sparse.
const STRIDES: [i32; 9] = [1, 2, 3, 5, 10, 20, 50, 100, 200];

/// The powers of ten a number can have.
const EXPONENTS: std::ops::RangeInclusive<i32> = -307..=307;

/// Levels for axes that are not even.
pub(super) fn levels(axis: AxisKind, scale: &Scale, least: f64) -> Box<dyn Iterator<Item = Vec<Labelled>> + '_> {
    let fine = fine_values(scale);
    if fine.len() < 3 {
        // Less than about a decade: even steps read better, and they thin out like any other level.
        return match axis {
            AxisKind::Integer => Box::new(number::integer_levels(scale.domain, least)),
            AxisKind::Elapsed => Box::new(elapsed::levels(scale.domain, least)),
            _ => Box::new(number::levels(scale.domain, least)),
        };
    }
    // Where a symlog axis turns, the first power crowds zero; each level is also offered without it.
    let bends: &[f64] = match scale.kind {
        ScaleKind::Symlog => &[1.0, 10.0],
        _ => &[1.0],
    };
    let coarse = STRIDES.into_iter().flat_map(move |stride| {
        bends
            .iter()
            .map(move |bend| powers(scale, stride, bend * scale.linear_within))
    });
    Box::new(
        std::iter::once(fine)
            .chain(coarse)
            .map(move |values| labelled(axis, values)),
    )
}

/// 1, 2 and 5 times each power of ten.
fn fine_values(scale: &Scale) -> Vec<f64> {
    if scale.kind == ScaleKind::Symlog {
        return powers(scale, 1, scale.linear_within);
    }
    let in_domain = |value: &f64| scale.domain.contains(*value);
    EXPONENTS
        .filter(|&exponent| near(scale.domain, exponent))
        .flat_map(|exponent| [1.0, 2.0, 5.0].map(|factor| factor * power_of_ten(exponent.into())))
        .filter(in_domain)
        .collect()
}

/// Every `stride`-th power of ten; on a symlog axis zero, and those not below `from` on both sides of it.
fn powers(scale: &Scale, stride: i32, from: f64) -> Vec<f64> {
    let in_domain = |value: &f64| scale.domain.contains(*value);
    let powers = || {
        EXPONENTS
            .filter(move |exponent| exponent.rem_euclid(stride) == 0)
            .map(|exponent| power_of_ten(exponent.into()))
    };
    if scale.kind != ScaleKind::Symlog {
        return powers().filter(in_domain).collect();
    }
    // A hair of tolerance, since the threshold is itself a computed power of ten.
    let from = from * (1.0 - 1e-9);
    let upper: Vec<f64> = powers().filter(|&power| power >= from).collect();
    let lower = upper.iter().rev().map(|power| -power);
    lower
        .chain(std::iter::once(0.0))
        .chain(upper.iter().copied())
        .filter(in_domain)
        .collect()
}

/// Whether a decade can have a part inside the domain, to spare parsing three hundred of them.
fn near(domain: Extent, exponent: i32) -> bool {
    let exponent = f64::from(exponent);
    exponent >= domain.lo.log10() - 1.0 && exponent <= domain.hi.log10() + 1.0
}

/// All labels plain when every value is easily read so, else all with an exponent.
fn labelled(axis: AxisKind, values: Vec<f64>) -> Vec<Labelled> {
    let readable = values.iter().all(|&x| x == 0.0 || (1e-4..1e6).contains(&x.abs()));
    values
        .into_iter()
        .map(|x| {
            let label = match axis {
                AxisKind::Elapsed => number::with_minus(format::duration(x)),
                AxisKind::Integer if x == 0.0 || x.abs() >= 1.0 => number::alone(x, true),
                _ if readable => number::alone(x, false),
                _ => number::scientific(x),
            };
            (x, label)
        })
        .collect()
}
