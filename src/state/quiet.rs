//! Which early warnings are told.

use crate::query::AlarmKind;

/// The key in a link.
const KEY: &str = "quiet";

/// Which early warnings are not told.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Quiet(Vec<AlarmKind>);

impl Quiet {
    /// Takes what a link says, if the key is ours; words that are none are left out.
    pub fn read(&mut self, key: &str, value: &str, list: fn(&str) -> Vec<String>) -> bool {
        if key == KEY {
            let words = list(value);
            self.0 = AlarmKind::ALL
                .into_iter()
                .filter(|kind| words.iter().any(|word| word == kind.word()))
                .collect();
        }
        key == KEY
    }

    /// Says what differs from the default.
    pub fn write(&self, put: &mut dyn FnMut(&str, String)) {
        if !self.0.is_empty() {
            let words: Vec<&str> = self.0.iter().map(|kind| kind.word()).collect();
            put(KEY, words.join(","));
        }
    }

    /// Whether warnings of that kind are told.
    pub fn tells(&self, kind: AlarmKind) -> bool {
        !self.0.contains(&kind)
    }

    /// Tells warnings of that kind, or does so no more.
    pub fn set(&mut self, kind: AlarmKind, tells: bool) {
        let is_quiet = |one: &AlarmKind| match *one == kind {
            true => !tells,
            false => self.0.contains(one),
        };
        self.0 = AlarmKind::ALL.into_iter().filter(is_quiet).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn it_survives_its_link_and_words_that_are_none_are_left_out() {
        let mut quiet = Quiet::default();
        assert!(quiet.read("quiet", "silent,cake,nan", list));
        assert!(!quiet.tells(AlarmKind::Silent) && !quiet.tells(AlarmKind::NotFinite));
        assert!(quiet.tells(AlarmKind::Diverging));
        quiet.set(AlarmKind::Silent, true);
        quiet.set(AlarmKind::Diverging, false);
        quiet.set(AlarmKind::Diverging, false);
        let mut written = String::new();
        quiet.write(&mut |_, value| written = value);
        assert_eq!(written, "nan,diverging");
        assert!(!quiet.read("quite", "", list));
    }
}
