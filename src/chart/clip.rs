//! Cuts lines at the edge of the plot, because neither a canvas path nor plotters does.

use super::scene::{Point, Rect};

/// The pieces of `points` inside `rect`, in order. A piece has at least two points.
///
/// Each segment is cut by the method of Liang and Barsky (1984).
pub(super) fn clip_polyline(points: Vec<Point>, rect: Rect) -> Vec<Vec<Point>> {
    if points.iter().all(|&point| rect.contains(point)) {
        return if points.len() > 1 { vec![points] } else { Vec::new() };
    }
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = Vec::new();
    for pair in points.windows(2) {
        let Some((from, to)) = clip_segment(pair[0], pair[1], rect) else {
            finish(&mut piece, &mut pieces);
            continue;
        };
        if piece.last() != Some(&from) {
            finish(&mut piece, &mut pieces);
            piece.push(from);
        }
        piece.push(to);
    }
    finish(&mut piece, &mut pieces);
    pieces
}

fn finish(piece: &mut Vec<Point>, pieces: &mut Vec<Vec<Point>>) {
    if piece.len() > 1 {
        pieces.push(std::mem::take(piece));
    } else {
        piece.clear();
    }
}

/// The part of the segment inside `rect`; end points that lie inside come back bit for bit.
fn clip_segment(a: Point, b: Point, rect: Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let edges = [
        (-dx, a.0 - rect.left),
        (dx, rect.right - a.0),
        (-dy, a.1 - rect.top),
        (dy, rect.bottom - a.1),
    ];
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (towards, room) in edges {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enter = enter.max(room / towards);
        } else {
            leave = leave.min(room / towards);
        }
    }
    if enter > leave {
        return None;
    }
    let at = |t: f64| (a.0 + t * dx, a.1 + t * dy);
    let from = if enter > 0.0 { at(enter) } else { a };
    let to = if leave < 1.0 { at(leave) } else { b };
    // The share itself may round to an end that is a hair outside, when the other end is very far.
    Some((rect.nearest(from), rect.nearest(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 10.0,
    };

    #[test]
    fn a_line_inside_is_left_alone() {
        let line = vec![(1.0, 1.0), (5.0, 9.0), (9.0, 2.0)];
        assert_eq!(clip_polyline(line.clone(), PLOT), vec![line]);
    }

    #[test]
    fn a_line_through_the_plot_runs_from_edge_to_edge() {
        let pieces = clip_polyline(vec![(-10.0, 5.0), (20.0, 5.0)], PLOT);
        assert_eq!(pieces, vec![vec![(0.0, 5.0), (10.0, 5.0)]]);
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_pieces() {
        let pieces = clip_polyline(vec![(2.0, 5.0), (4.0, -5.0), (6.0, 5.0)], PLOT);
        assert_eq!(pieces, vec![vec![(2.0, 5.0), (3.0, 0.0)], vec![(5.0, 0.0), (6.0, 5.0)]]);
    }

    #[test]
    fn a_line_that_passes_by_is_not_drawn() {
        assert!(clip_polyline(vec![(-5.0, 5.0), (5.0, -6.0)], PLOT).is_empty());
        assert!(clip_polyline(vec![(1.0, 1.0)], PLOT).is_empty());
        assert!(clip_polyline(vec![], PLOT).is_empty());
    }
}
