//! Walking a list to its end, which a source may have made unreachable.

use crate::source::Cursor;
use std::collections::BTreeSet;

/// A list that is still going on after so many pages is not walked to its end.
const MAX_PAGES: usize = 10_000;

/// A way through pages that ends even where the pages lead in a circle.
#[derive(Debug, Default)]
pub struct Walk {
    seen: BTreeSet<Cursor>,
}

impl Walk {
    /// The next page; `None` at the end, at a page that was seen, and after too many.
    pub fn step(&mut self, next: Option<Cursor>) -> Option<Cursor> {
        let next = next?;
        let is_new = self.seen.len() < MAX_PAGES && self.seen.insert(next.clone());
        is_new.then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_ends_at_a_page_it_has_seen_and_after_too_many() {
        let mut walk = Walk::default();
        let page = |number: usize| Some(Cursor::new(number.to_string()));
        assert_eq!(walk.step(page(1)), page(1));
        assert_eq!(walk.step(page(2)), page(2));
        assert_eq!(walk.step(page(1)), None);
        assert_eq!(walk.step(None), None);
        let steps = (3..).take_while(|number| walk.step(page(*number)).is_some()).count();
        assert_eq!(steps, MAX_PAGES - 2);
    }
}
