//! Cells as whole numbers whose order is the order of the cells, so that a
//! column is compared once and not at every step of a sort.

use super::Cell;
use super::radix::{Keyed, order};
use std::ops::Range;

/// The rank of a run without a value.
const MISSING: u64 = u64::MAX;
/// The rank of NaN.
const NAN: u64 = u64::MAX - 1;
/// Instants and lengths of time beyond this many milliseconds count as this
/// many: 146 million years.
const MOST_MS: i64 = 1 << 62;

/// The ranks of the cells of a column: numbers by size, texts behind them, by
/// their letters without regard to case and then with it. NaN stands behind
/// all values and a missing one behind NaN, also where the order is `turned`.
pub(super) fn ranks(cells: &[Cell<'_>], turned: bool) -> Vec<u64> {
    let first_text = of_number(f64::INFINITY) + 1;
    let mut texts = Vec::new();
    let mut ranks: Vec<u64> = cells
        .iter()
        .enumerate()
        .map(|(place, cell)| match *cell {
            Cell::Missing => MISSING,
            Cell::Number(value) if value.is_nan() => NAN,
            Cell::Number(value) => of_number(value),
            Cell::Instant(at) => of_whole(at.0),
            Cell::Duration(ms) => of_whole(ms),
            Cell::Text(text) => {
                texts.push((place, text));
                first_text
            }
        })
        .collect();
    for ((place, _), rank) in texts.iter().zip(of_texts(&texts)) {
        ranks[*place] += u64::from(rank);
    }
    if turned {
        for rank in ranks.iter_mut().filter(|rank| **rank < NAN) {
            *rank = !*rank;
        }
    }
    ranks
}

/// The bits of a number that is not NaN, in the order of numbers (the total
/// order of IEEE 754, but for the two zeros, which are equal).
pub(super) fn of_number(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    match bits >> 63 {
        0 => bits | 1 << 63,
        _ => !bits,
    }
}

/// Above zero by at least 2, so that no turned rank is that of NaN.
fn of_whole(ms: i64) -> u64 {
    // In this range the sum is positive and the cast exact.
    (ms.clamp(2 - MOST_MS, MOST_MS - 2) + MOST_MS) as u64
}

/// The places of the texts in their order, counted from 0; equal texts have
/// the same.
fn of_texts(texts: &[(usize, &str)]) -> Vec<u32> {
    let letters = Letters::of(texts);
    let places = letters.in_order();
    let mut ranks = vec![0; texts.len()];
    let mut rank = 0;
    for (at, &place) in places.iter().enumerate() {
        if at > 0 && letters.text(places[at - 1]) != letters.text(place) {
            rank += 1;
        }
        ranks[place as usize] = rank;
    }
    ranks
}

/// Texts one behind the other, each in small letters, then as it is.
struct Letters {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Letters {
    fn of(texts: &[(usize, &str)]) -> Self {
        let mut bytes = Vec::with_capacity(texts.iter().map(|(_, text)| 2 * text.len() + 1).sum());
        let mut ends = Vec::with_capacity(texts.len());
        for (_, text) in texts {
            if text.is_ascii() {
                bytes.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
            } else {
                bytes.extend(text.to_lowercase().bytes());
            }
            bytes.push(0);
            bytes.extend(text.bytes());
            ends.push(bytes.len());
        }
        Self { bytes, ends }
    }

    fn range(&self, place: u32) -> Range<usize> {
        let place = place as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[place]
    }

    fn text(&self, place: u32) -> &[u8] {
        &self.bytes[self.range(place)]
    }

    /// Eight bytes from the byte `from` on as a number; nothing counts as zero.
    fn piece(&self, place: u32, from: usize) -> u64 {
        let text = self.text(place);
        let mut piece = [0; 8];
        for (to, byte) in piece.iter_mut().zip(text.get(from..).unwrap_or_default()) {
            *to = *byte;
        }
        u64::from_be_bytes(piece)
    }

    /// The places in the order of the texts: eight bytes after the other, each
    /// eight only where those before them are the same.
    fn in_order(&self) -> Vec<u32> {
        // A table has fewer rows than 32 bits can count.
        let mut places: Vec<u32> = (0..self.ends.len() as u32).collect();
        let (mut pairs, mut spare) = (Vec::new(), Vec::new());
        let mut waiting = vec![(0..places.len(), 0)];
        while let Some((range, from)) = waiting.pop() {
            pairs.clear();
            pairs.extend(
                places[range.clone()]
                    .iter()
                    .map(|&place| (self.piece(place, from), place)),
            );
            order(&mut pairs, &mut spare);
            for (to, (_, place)) in places[range.clone()].iter_mut().zip(&pairs) {
                *to = *place;
            }
            let mut start = 0;
            for group in pairs.chunk_by(|a: &Keyed, b| a.0 == b.0) {
                let goes_on = |(_, place): &Keyed| self.range(*place).len() > from + 8;
                if group.len() > 1 && group.iter().any(goes_on) {
                    let first = range.start + start;
                    waiting.push((first..first + group.len(), from + 8));
                }
                start += group.len();
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    /// The order as it is meant, cell by cell.
    fn compare(a: &Cell<'_>, b: &Cell<'_>) -> Ordering {
        match (a, b) {
            (Cell::Number(a), Cell::Number(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            (Cell::Instant(a), Cell::Instant(b)) => a.cmp(b),
            (Cell::Duration(a), Cell::Duration(b)) => a.cmp(b),
            (Cell::Text(a), Cell::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| a.cmp(b)),
            (Cell::Number(_), _) => Ordering::Less,
            (_, Cell::Number(_)) => Ordering::Greater,
            _ => Ordering::Equal,
        }
    }

    fn agrees(cells: &[Cell<'_>]) {
        let (up, down) = (ranks(cells, false), ranks(cells, true));
        for (a, cell) in cells.iter().enumerate() {
            for (b, other) in cells.iter().enumerate() {
                assert_eq!(up[a].cmp(&up[b]), compare(cell, other), "{cell:?} {other:?}");
                assert_eq!(down[a].cmp(&down[b]), compare(other, cell), "{cell:?} {other:?}");
            }
        }
    }

    #[test]
    fn numbers_stand_before_texts_and_the_zeros_are_equal() {
        agrees(&[
            Cell::Number(0.0),
            Cell::Number(-0.0),
            Cell::Number(f64::INFINITY),
            Cell::Number(f64::NEG_INFINITY),
            Cell::Number(f64::MIN_POSITIVE),
            Cell::Number(-1e300),
            Cell::Text(""),
            Cell::Text("Adam"),
            Cell::Text("adam"),
            Cell::Text("adamw, a long name"),
            Cell::Text("adamw, a long name of another end"),
            Cell::Text("ADAMW, a long name"),
            Cell::Text("Ärger"),
            Cell::Text("執行"),
        ]);
    }

    #[test]
    fn instants_keep_their_order_to_the_millisecond_and_before_1970() {
        agrees(&[-(1 << 61), -1, 0, 1, 1_700_000_000_001, 1_700_000_000_000].map(|ms| Cell::Instant(Timestamp(ms))));
        agrees(&[-5, 0, 7].map(Cell::Duration));
        let far = [i64::MIN, i64::MAX].map(Cell::Duration);
        for turned in [false, true] {
            assert!(ranks(&far, turned).iter().all(|rank| *rank < NAN));
        }
    }

    #[test]
    fn nan_and_nothing_stand_last_both_ways() {
        let cells = [
            Cell::Missing,
            Cell::Number(f64::NAN),
            Cell::Text("zz"),
            Cell::Number(f64::NEG_INFINITY),
        ];
        for turned in [false, true] {
            let ranks = ranks(&cells, turned);
            assert!(ranks[0] > ranks[1] && ranks[1] > ranks[2].max(ranks[3]));
        }
    }

    proptest! {
        #[test]
        fn texts_are_ordered_as_two_of_them_are_compared(
            texts in proptest::collection::vec("[abAB=執é ]{0,20}", 0..70),
            numbers in proptest::collection::vec(any::<f64>().prop_filter("a number", |x| !x.is_nan()), 0..9),
        ) {
            let mut cells: Vec<Cell<'_>> = texts.iter().map(|text| Cell::Text(text)).collect();
            cells.extend(numbers.into_iter().map(Cell::Number));
            agrees(&cells);
        }
    }
}
