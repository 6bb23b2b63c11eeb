//! One sort for all: the standard library makes a new copy of its sort for
//! every type and every comparison, and each is several kilobytes of page.

use std::cmp::Ordering;

/// The places from 0 to `len` in the order of `compare`; equal ones keep theirs.
pub fn places_in_order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

/// The items in the order of `compare`; equal ones keep theirs.
pub fn in_order<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = places_in_order(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items[place].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let items = vec![("b", 1), ("a", 2), ("b", 3), ("a", 4)];
        assert_eq!(
            in_order(items, |a, b| a.0.cmp(b.0)),
            [("a", 2), ("a", 4), ("b", 1), ("b", 3)]
        );
        assert!(in_order(Vec::<u8>::new(), Ord::cmp).is_empty());
    }
}
