//! The words of the grammar.

/// A word of the grammar, in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    Like,
    Ilike,
    In,
    Is,
    Between,
    Matches,
    Null,
}

impl Keyword {
    /// The keyword of that word.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let known = [
            ("AND", Self::And),
            ("OR", Self::Or),
            ("NOT", Self::Not),
            ("LIKE", Self::Like),
            ("ILIKE", Self::Ilike),
            ("IN", Self::In),
            ("IS", Self::Is),
            ("BETWEEN", Self::Between),
            ("MATCHES", Self::Matches),
            ("NULL", Self::Null),
        ];
        known
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map(|(_, keyword)| keyword)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_is_known_in_any_case() {
        assert_eq!(Keyword::parse("iLike"), Some(Keyword::Ilike));
        assert_eq!(Keyword::parse("likes"), None);
    }
}
