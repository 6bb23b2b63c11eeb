//! Cuts a polyline into dashes, since plotters draws paths without them.

use super::palette::Dash;
use super::scene::Point;

/// Lengths drawn and left out, in turn, in CSS pixels for a line of 1.5 px.
pub fn dash_pattern(dash: Dash) -> &'static [f64] {
    match dash {
        Dash::Solid => &[],
        Dash::Dash => &[6.0, 4.0],
        Dash::Dot => &[2.0, 3.0],
        Dash::DashDot => &[8.0, 3.0, 2.0, 3.0],
    }
}

/// The drawn pieces of `points`; the line itself when it is solid.
///
/// The pattern runs on around corners, so the dashes of a bent line are as long as those of a straight one.
pub(super) fn dashes(points: &[Point], dash: Dash) -> Vec<Vec<Point>> {
    let pattern = dash_pattern(dash);
    let Some(&start) = points.first() else {
        return Vec::new();
    };
    if pattern.is_empty() {
        return vec![points.to_vec()];
    }
    let mut pieces = Vec::new();
    let mut piece = vec![start];
    let (mut slot, mut left) = (0, pattern[0]);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut length = (to.0 - from.0).hypot(to.1 - from.1);
        while length > left {
            let share = left / length;
            from = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            length -= left;
            if slot % 2 == 0 {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece.push(from);
            }
            slot = (slot + 1) % pattern.len();
            left = pattern[slot];
        }
        left -= length;
        if slot % 2 == 0 {
            piece.push(to);
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solid_line_is_one_piece() {
        let line = [(0.0, 0.0), (5.0, 0.0)];
        assert_eq!(dashes(&line, Dash::Solid), vec![line.to_vec()]);
    }

    #[test]
    fn a_straight_line_is_cut_into_equal_dashes() {
        let pieces = dashes(&[(0.0, 0.0), (16.0, 0.0)], Dash::Dash);
        assert_eq!(
            pieces,
            vec![vec![(0.0, 0.0), (6.0, 0.0)], vec![(10.0, 0.0), (16.0, 0.0)]]
        );
    }

    #[test]
    fn a_dash_goes_around_a_corner() {
        let pieces = dashes(&[(0.0, 0.0), (4.0, 0.0), (4.0, 9.0)], Dash::Dash);
        assert_eq!(pieces[0], vec![(0.0, 0.0), (4.0, 0.0), (4.0, 2.0)]);
        assert_eq!(pieces[1], vec![(4.0, 6.0), (4.0, 9.0)]);
    }
}
