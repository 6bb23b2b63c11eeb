//! Patterns of `LIKE` and `ILIKE`, and the search for a word in any case.
//! Neither allocates for the texts that are common.

use super::ast::Letters;
use crate::model::Run;

/// A compiled pattern: `%` is any letters, line breaks too, `_` is one letter,
/// and there is no escape, as in MLflow's SQLite store.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LikePattern {
    pieces: Vec<Piece>,
    letters: Letters,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece {
    Letter(char),
    One,
    Any,
}

impl LikePattern {
    pub(super) fn new(pattern: &str, letters: Letters) -> Self {
        let mut pieces: Vec<Piece> = pattern
            .chars()
            .map(|letter| match (letter, letters) {
                ('%', _) => Piece::Any,
                ('_', _) => Piece::One,
                (_, Letters::Exact) => Piece::Letter(letter),
                (_, Letters::AnyCase) => Piece::Letter(fold(letter)),
            })
            .collect();
        pieces.dedup_by(|a, b| *a == Piece::Any && *b == Piece::Any);
        Self { pieces, letters }
    }

    /// Whether the pattern is that of all the text.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut rest = text.chars();
        let mut at = 0;
        // Where the last `%` can take one letter more: only the last one ever has to.
        let mut retry = None;
        loop {
            let is_fit = match self.pieces.get(at) {
                None => rest.as_str().is_empty(),
                Some(Piece::Any) => {
                    retry = Some((at + 1, rest.clone()));
                    true
                }
                Some(piece) => match rest.next() {
                    Some(letter) => self.fits(*piece, letter),
                    None => return false,
                },
            };
            match (is_fit, self.pieces.get(at), &mut retry) {
                (true, None, _) => return true,
                (true, Some(_), _) => at += 1,
                (false, _, Some((place, from))) => {
                    if from.next().is_none() {
                        return false;
                    }
                    (at, rest) = (*place, from.clone());
                }
                (false, _, None) => return false,
            }
        }
    }

    fn fits(&self, piece: Piece, letter: char) -> bool {
        match (piece, self.letters) {
            (Piece::Letter(wanted), Letters::Exact) => wanted == letter,
            (Piece::Letter(wanted), Letters::AnyCase) => wanted == fold(letter),
            (Piece::One | Piece::Any, _) => true,
        }
    }
}

/// The small letter. One outside ASCII never becomes one inside: the Kelvin
/// sign is no `k` to SQLite, so a pattern in ASCII means the same to both.
fn fold(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) if !small.is_ascii() => small,
        _ => letter,
    }
}

/// A text to be found inside others in any case, just as
/// [`super::PlainText`] finds it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Needle {
    small: String,
    /// Where an `=` stands in it.
    equals: Vec<usize>,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let small = text.to_lowercase();
        let equals = small.match_indices('=').map(|(at, _)| at).collect();
        Self { small, equals }
    }

    /// Whether it stands in the text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        // Most texts are short values. A small letter is at most half as long
        // again as its capital, so a text of less than half the length is out.
        if text.len() * 2 < self.small.len() {
            return false;
        }
        match (text.is_ascii(), self.small.is_ascii()) {
            (true, true) => contains_ascii(text.as_bytes(), self.small.as_bytes()),
            (true, false) => false,
            (false, _) => text.to_lowercase().contains(&self.small),
        }
    }

    /// Whether it stands in the run's name, id, state, user, compute target,
    /// description, tags, or in a param written `name=value`.
    pub(super) fn is_in_run(&self, run: &Run) -> bool {
        let optional = [run.user.as_deref(), run.compute_target.as_deref()];
        self.is_in(&run.name)
            || self.is_in(run.id.as_str())
            || self.is_in(run.status.label())
            || self.is_in(&run.description)
            || optional.into_iter().flatten().any(|text| self.is_in(text))
            || run
                .params
                .iter()
                .any(|(name, value)| self.is_in_pair(name, value.as_str()))
            || run.tags.iter().any(|(name, value)| self.is_in_pair(name, value))
    }

    /// Whether it stands in `name=value`.
    pub(super) fn is_in_pair(&self, name: &str, value: &str) -> bool {
        self.is_in(name) || self.is_in(value) || self.spans(name, value)
    }

    /// Whether it begins in the name and ends in the value.
    fn spans(&self, name: &str, value: &str) -> bool {
        if self.equals.is_empty() {
            return false;
        }
        let mut cuts = self.equals.iter().map(|&at| (&self.small[..at], &self.small[at + 1..]));
        if name.is_ascii() && value.is_ascii() {
            let (name, value) = (name.as_bytes(), value.as_bytes());
            return cuts.any(|(head, tail)| {
                let end = name.len().checked_sub(head.len()).map(|from| &name[from..]);
                end.is_some_and(|end| end.eq_ignore_ascii_case(head.as_bytes()))
                    && value
                        .get(..tail.len())
                        .is_some_and(|start| start.eq_ignore_ascii_case(tail.as_bytes()))
            });
        }
        let (name, value) = (name.to_lowercase(), value.to_lowercase());
        cuts.any(|(head, tail)| name.ends_with(head) && value.starts_with(tail))
    }
}

fn contains_ascii(text: &[u8], small: &[u8]) -> bool {
    let Some((&first, rest)) = small.split_first() else {
        return true;
    };
    let Some(last) = text.len().checked_sub(small.len()) else {
        return false;
    };
    let capital = first.to_ascii_uppercase();
    (0..=last).any(|at| {
        (text[at] == first || text[at] == capital) && text[at + 1..=at + rest.len()].eq_ignore_ascii_case(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_all_of_a_text() {
        for (pattern, text, exact, any_case) in [
            ("res%", "resnet", true, true),
            ("res", "resnet", false, false),
            ("%NET", "resnet", false, true),
            ("r_s%t", "resnet", true, true),
            ("%a%b%c", "xxaxbxbxc", true, true),
            ("%%", "", true, true),
            ("", "", true, true),
            ("", "a", false, false),
            ("_", "é", true, true),
            ("É%", "été", false, true),
            ("a.c", "abc", false, false),
            ("a%z", "a\nz", true, true),
            ("k", "\u{212a}", false, false),
            ("a\\%", "a\\b", true, true),
        ] {
            assert_eq!(
                LikePattern::new(pattern, Letters::Exact).matches(text),
                exact,
                "{pattern} {text}"
            );
            assert_eq!(
                LikePattern::new(pattern, Letters::AnyCase).matches(text),
                any_case,
                "{pattern} {text}"
            );
        }
    }

    #[test]
    fn a_word_is_found_across_name_and_value() {
        for (word, expected) in [
            ("LR=0", true),
            ("lr=0.1", true),
            ("r=", true),
            ("=0.1", true),
            ("=", true),
            ("r=1", false),
            ("base_lr", true),
            ("0.1", true),
            ("é", false),
        ] {
            assert_eq!(Needle::new(word).is_in_pair("base_lr", "0.1"), expected, "{word}");
        }
        assert!(Needle::new("straße").is_in("STRAßE 1"));
    }
}
