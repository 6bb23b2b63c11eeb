//! Many whole numbers into order, without comparing any two of them.

/// Fewer than this are put into order one by one.
const FEW: usize = 48;
/// Values of one digit.
const DIGITS: usize = 256;
/// Digits of a key.
const PASSES: usize = 8;

/// A key, and the place that it stands for.
pub(super) type Keyed = (u64, u32);

/// Puts the pairs in the order of their keys; equal keys keep theirs. `spare`
/// is room to work in, of any content. The time grows with the number of pairs
/// alone, and a digit that is the same in all of them costs next to nothing.
pub(super) fn order(pairs: &mut Vec<Keyed>, spare: &mut Vec<Keyed>) {
    if pairs.len() < FEW {
        for end in 1..pairs.len() {
            let mut at = end;
            while at > 0 && pairs[at - 1].0 > pairs[at].0 {
                pairs.swap(at - 1, at);
                at -= 1;
            }
        }
        return;
    }
    let mut counts = vec![[0_u32; DIGITS]; PASSES];
    for (key, _) in pairs.iter() {
        for (pass, digit) in key.to_le_bytes().into_iter().enumerate() {
            counts[pass][usize::from(digit)] += 1;
        }
    }
    let total = pairs.len();
    for (pass, counts) in counts.iter_mut().enumerate() {
        let digit = |key: u64| usize::from(key.to_le_bytes()[pass]);
        // The casts are of numbers of pairs, which have places of 32 bits.
        if counts[digit(pairs[0].0)] as usize == total {
            continue;
        }
        let mut start = 0;
        for count in counts.iter_mut() {
            start += std::mem::replace(count, start);
        }
        spare.clear();
        spare.resize(total, (0, 0));
        for pair in pairs.iter() {
            let next = &mut counts[digit(pair.0)];
            spare[*next as usize] = *pair;
            *next += 1;
        }
        std::mem::swap(pairs, spare);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(
            keys in proptest::collection::vec(prop_oneof![any::<u64>(), 0..9_u64, (0..9_u64).prop_map(|k| k << 40)], 0..200),
        ) {
            let mut pairs: Vec<Keyed> = keys.into_iter().zip(0..).collect();
            let mut expected = pairs.clone();
            expected.sort_by_key(|pair| pair.0);
            order(&mut pairs, &mut Vec::new());
            prop_assert_eq!(pairs, expected);
        }
    }
}
