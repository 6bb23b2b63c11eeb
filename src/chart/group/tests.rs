use super::*;

fn member(points: &[(f64, f64)]) -> Member {
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    (x.into(), y.into())
}

#[test]
fn the_mean_and_the_deviation_of_equal_grids() {
    let members = [
        member(&[(0.0, 1.0), (1.0, 4.0)]),
        member(&[(0.0, 3.0), (1.0, 4.0)]),
        member(&[(0.0, 8.0), (1.0, f64::NAN)]),
    ];
    let made = group(&members, Grid::Exact, Center::Mean, Spread::Deviation);
    assert_eq!(
        (made.x, made.center, made.n),
        (vec![0.0, 1.0], vec![4.0, 4.0], vec![3, 2])
    );
    // numpy.std([1, 3, 8], ddof=1) is 3.605551275463989.
    assert!((made.hi[0] - 7.605_551_275_463_989).abs() < 1e-12 && (made.lo[0] - 0.394_448_724_536_011).abs() < 1e-12);
    assert_eq!((made.lo[1], made.hi[1]), (4.0, 4.0));
    let error = group(&members, Grid::Exact, Center::Mean, Spread::Error);
    // scipy.stats.sem([1, 3, 8]) is 2.0816659994661326.
    assert!((error.hi[0] - 6.081_665_999_466_133).abs() < 1e-12);
}

#[test]
fn the_median_and_the_quartiles_are_those_of_numpy() {
    let members: Vec<Member> = [1.0, 2.0, 4.0, 8.0].iter().map(|&y| member(&[(0.0, y)])).collect();
    let made = group(&members, Grid::Interpolated, Center::Median, Spread::Quartiles);
    // numpy.quantile([1, 2, 4, 8], [0.25, 0.5, 0.75]) is [1.75, 3, 5].
    assert_eq!((made.lo[0], made.center[0], made.hi[0]), (1.75, 3.0, 5.0));
    let range = group(&members, Grid::Interpolated, Center::Mean, Spread::Range);
    assert_eq!((range.lo[0], range.center[0], range.hi[0]), (1.0, 3.75, 8.0));
}

#[test]
fn grids_that_differ_are_matched_as_chosen() {
    let members = [
        member(&[(0.0, 0.0), (2.0, 2.0), (4.0, 4.0)]),
        member(&[(1.0, 3.0), (3.0, 5.0)]),
    ];
    let between = group(&members, Grid::Interpolated, Center::Mean, Spread::None);
    assert_eq!(between.x, [0.0, 1.0, 2.0, 3.0, 4.0]);
    assert_eq!(between.n, [1, 2, 2, 2, 1]);
    assert_eq!(between.center, [0.0, 2.0, 3.0, 4.0, 4.0]);
    let exact = group(&members, Grid::Exact, Center::Mean, Spread::None);
    assert_eq!((exact.n, exact.center), (vec![1; 5], vec![0.0, 3.0, 2.0, 5.0, 4.0]));
    let parts = group(&members, Grid::Parts, Center::Mean, Spread::None);
    assert_eq!(parts.n, [1; 5]);
    assert_eq!(parts.center, [0.0, 3.0, 2.0, 5.0, 4.0]);
}

#[test]
fn a_value_that_is_not_finite_interrupts_the_line() {
    let members = [
        member(&[(0.0, 0.0), (1.0, f64::NAN), (2.0, 2.0), (4.0, 4.0)]),
        member(&[(0.5, 1.0), (3.0, 1.0)]),
    ];
    let made = group(&members, Grid::Interpolated, Center::Mean, Spread::None);
    assert_eq!(made.x, [0.0, 0.5, 2.0, 3.0, 4.0]);
    assert_eq!(made.n, [1, 1, 2, 2, 1]);
}

#[test]
fn odd_input_gives_a_group_and_no_panic() {
    assert_eq!(
        group(&[], Grid::Parts, Center::Mean, Spread::Deviation),
        Group::default()
    );
    let odd = [
        member(&[(f64::NAN, 1.0), (f64::INFINITY, 2.0)]),
        member(&[(3.0, f64::MAX), (1.0, f64::MAX), (1.0, 7.0)]),
        member(&[(1.0, f64::MAX)]),
    ];
    for grid in Grid::ALL {
        for center in Center::ALL {
            for spread in Spread::ALL {
                let made = group(&odd, grid, center, spread);
                assert!(made.x.windows(2).all(|pair| pair[0] < pair[1]), "{made:?}");
                assert!(made.center.iter().all(|value| value.is_finite()), "{made:?}");
            }
        }
    }
    let last = group(&odd[1..2], Grid::Exact, Center::Mean, Spread::None);
    assert_eq!(last.center, [7.0, f64::MAX], "of two at one x the last counts");
}
