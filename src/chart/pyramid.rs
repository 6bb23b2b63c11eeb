//! Where the extremes of a column of numbers are, for any part of it.
//!
//! The column is cut into blocks of 64, those into blocks of 8 blocks, and so
//! on; each block knows its extremes, where they are, and what kinds of numbers it has.
//! Then a part of a million points is asked with a few hundred steps, and points
//! that come later only touch the blocks at the end.

use std::ops::Range;

/// Points in a block of the lowest level.
const BASE: usize = 64;

/// Blocks in a block of the next level.
const FACTOR: usize = 8;

/// No point of that kind.
const NOWHERE: u32 = u32::MAX;

/// The kinds of numbers, as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    /// Finite and above zero.
    pub const POSITIVE: Self = Self(1);
    /// Finite, zero or below.
    pub const OTHER_FINITE: Self = Self(2);
    /// Finite.
    pub const FINITE: Self = Self(3);

    /// The kind of a number.
    pub fn of(value: f64) -> Self {
        if value.is_nan() {
            Self(4)
        } else if value == f64::INFINITY {
            Self(8)
        } else if value == f64::NEG_INFINITY {
            Self(16)
        } else if value > 0.0 {
            Self::POSITIVE
        } else {
            Self::OTHER_FINITE
        }
    }

    /// Whether there is none that `other` has not.
    pub fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

/// A number of the column and its index.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    // Kept here although the column has it: looking it up there would leave the cache.
    value: f64,
    index: u32,
}

/// What is known of consecutive points.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Block {
    /// The first of the lowest finite ones.
    lowest: Entry,
    /// The first of the highest finite ones.
    highest: Entry,
    /// The first of the lowest ones above zero.
    least_positive: Entry,
    kinds: Kinds,
}

impl Block {
    const EMPTY: Self = Self {
        lowest: Entry {
            value: f64::INFINITY,
            index: NOWHERE,
        },
        highest: Entry {
            value: f64::NEG_INFINITY,
            index: NOWHERE,
        },
        least_positive: Entry {
            value: f64::INFINITY,
            index: NOWHERE,
        },
        kinds: Kinds(0),
    };

    /// Takes in what follows; ties go to what came first.
    fn follow(&mut self, next: &Self) {
        if next.lowest.value < self.lowest.value {
            self.lowest = next.lowest;
        }
        if next.highest.value > self.highest.value {
            self.highest = next.highest;
        }
        if next.least_positive.value < self.least_positive.value {
            self.least_positive = next.least_positive;
        }
        self.kinds.0 |= next.kinds.0;
    }

    /// Takes in the points of `range`, each of them read.
    fn read(&mut self, values: &[f64], range: Range<usize>) {
        for (index, &value) in (range.start as u32..).zip(&values[range]) {
            let kind = Kinds::of(value);
            self.kinds.0 |= kind.0;
            if !kind.within(Kinds::FINITE) {
                continue;
            }
            let entry = Entry { value, index };
            if value < self.lowest.value {
                self.lowest = entry;
            }
            if value > self.highest.value {
                self.highest = entry;
            }
            if value > 0.0 && value < self.least_positive.value {
                self.least_positive = entry;
            }
        }
    }
}

/// The extremes of a part, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extremes {
    /// The first of the lowest.
    pub lowest: usize,
    /// The first of the highest.
    pub highest: usize,
}

/// The blocks of a column. It does not hold the column: each question brings it along.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pyramid {
    levels: Vec<Vec<Block>>,
    len: usize,
}

impl Pyramid {
    /// Takes in what `values` has beyond the points that are known already.
    /// Indices are of 32 bits; points beyond are not summed up, only read.
    pub fn extend(&mut self, values: &[f64]) {
        let values = &values[..values.len().min(NOWHERE as usize)];
        let mut size = BASE;
        let mut level = 0;
        while values.len() > size || (level == 0 && !values.is_empty()) {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let (below, this) = self.levels.split_at_mut(level);
            let blocks = &mut this[0];
            // The last block may have been cut short.
            blocks.truncate(self.len / size);
            for at in blocks.len()..values.len().div_ceil(size) {
                let mut block = Block::EMPTY;
                match below.last() {
                    None => block.read(values, at * size..((at + 1) * size).min(values.len())),
                    Some(below) => {
                        let parts = &below[at * FACTOR..((at + 1) * FACTOR).min(below.len())];
                        parts.iter().for_each(|part| block.follow(part));
                    }
                }
                blocks.push(block);
            }
            size *= FACTOR;
            level += 1;
        }
        self.len = values.len();
    }

    /// The extremes among the points of `range` that are of these kinds, which are
    /// [`Kinds::FINITE`] or [`Kinds::POSITIVE`]; `None` when there are none.
    pub fn extremes(&self, values: &[f64], range: Range<usize>, kinds: Kinds) -> Option<Extremes> {
        let mut found = Block::EMPTY;
        let mut at = range.start;
        while at < range.end {
            let (block, end) = self.part(at, range.end, usize::MAX);
            match block {
                Some((_, block)) => found.follow(block),
                None => found.read(values, at..end),
            }
            at = end;
        }
        let lowest = if kinds == Kinds::POSITIVE {
            found.least_positive
        } else {
            found.lowest
        };
        (lowest.index != NOWHERE).then_some(Extremes {
            lowest: lowest.index as usize,
            highest: found.highest.index as usize,
        })
    }

    /// The first point of `range` that is not of these kinds, or its end.
    pub fn end_of_run(&self, values: &[f64], range: Range<usize>, kinds: Kinds) -> usize {
        let mut at = range.start;
        let mut most_levels = usize::MAX;
        while at < range.end {
            let (block, end) = self.part(at, range.end, most_levels);
            match block {
                Some((_, block)) if block.kinds.within(kinds) => at = end,
                // The first other one is in here: looked for on finer levels.
                Some((level, _)) => most_levels = level,
                None => match (at..end).find(|&at| !Kinds::of(values[at]).within(kinds)) {
                    Some(other) => return other,
                    None => at = end,
                },
            }
        }
        range.end
    }

    /// The largest block that begins at `at` and does not reach beyond `end`, with its level,
    /// below `most_levels`; without one, the points up to where the next block begins. And its end.
    fn part(&self, at: usize, end: usize, most_levels: usize) -> (Option<(usize, &Block)>, usize) {
        let mut found = None;
        let mut size = BASE;
        let known = end.min(self.len);
        for (level, blocks) in self.levels.iter().enumerate().take(most_levels) {
            let to = (at + size).min(self.len);
            if !at.is_multiple_of(size) || at >= known || to > known {
                break;
            }
            found = Some(((level, &blocks[at / size]), to));
            size *= FACTOR;
        }
        match found {
            Some((block, to)) => (Some(block), to),
            None => {
                let next = (at / BASE + 1) * BASE;
                (None, if at < self.len { next.min(end) } else { end })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Pyramid {
        fn of(values: &[f64]) -> Self {
            let mut pyramid = Self::default();
            pyramid.extend(values);
            pyramid
        }
    }

    /// A column with everything in it, the same on every machine.
    fn column(len: usize) -> Vec<f64> {
        let mut state = 7_u32;
        let mut value = 0.0;
        let numbers = (0..len).map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            value = 0.9 * value + f64::from(state >> 8) / f64::from(1 << 24) - 0.5;
            match state >> 20 {
                0..=3 => f64::NAN,
                4 => f64::INFINITY,
                5 => f64::NEG_INFINITY,
                6..=20 => 0.0,
                // Long stretches without a gap, and one that is nothing but gaps.
                _ if at % 4_000 > 3_000 => f64::NAN,
                _ => value,
            }
        });
        numbers.collect()
    }

    fn ranges(len: usize) -> impl Iterator<Item = Range<usize>> {
        let mut state = 1_usize;
        (0..2_000).map(move |_| {
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 33) % (len + 1)
            };
            let (a, b) = (next(), next());
            a.min(b)..a.max(b)
        })
    }

    fn slow_extremes(values: &[f64], range: Range<usize>, kinds: Kinds) -> Option<Extremes> {
        let mut found: Option<Extremes> = None;
        for at in range.filter(|&at| Kinds::of(values[at]).within(kinds)) {
            let known = found.get_or_insert(Extremes {
                lowest: at,
                highest: at,
            });
            if values[at] < values[known.lowest] {
                known.lowest = at;
            }
            if values[at] > values[known.highest] {
                known.highest = at;
            }
        }
        found
    }

    fn assert_equals_brute_force(pyramid: &Pyramid, values: &[f64]) {
        for range in ranges(values.len()) {
            for kinds in [Kinds::FINITE, Kinds::POSITIVE] {
                let slow = slow_extremes(values, range.clone(), kinds);
                assert_eq!(pyramid.extremes(values, range.clone(), kinds), slow, "{range:?}");
                let end = range.clone().find(|&at| !Kinds::of(values[at]).within(kinds));
                let end = end.unwrap_or(range.end);
                assert_eq!(pyramid.end_of_run(values, range.clone(), kinds), end, "{range:?}");
            }
        }
    }

    #[test]
    fn every_part_is_answered_as_if_all_points_were_read() {
        for len in [0, 1, 63, 64, 65, 511, 512, 513, 8_192, 20_011] {
            let values = column(len);
            assert_equals_brute_force(&Pyramid::of(&values), &values);
        }
    }

    #[test]
    fn points_that_come_later_give_the_same_blocks_as_all_at_once() {
        let values = column(20_011);
        let mut pyramid = Pyramid::default();
        for len in [0, 1, 5, 64, 70, 512, 513, 9_000, 9_001, 20_011] {
            pyramid.extend(&values[..len]);
            assert_eq!(pyramid, Pyramid::of(&values[..len]), "{len}");
        }
    }

    #[test]
    fn gaps_alone_have_no_extremes() {
        let values = [f64::NAN; 100];
        assert_eq!(Pyramid::of(&values).extremes(&values, 0..100, Kinds::FINITE), None);
    }
}
