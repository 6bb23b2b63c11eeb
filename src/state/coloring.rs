//! By what runs are coloured.

use crate::chart::{Ground, Rgba, palette};
use crate::query::Column;
use std::collections::BTreeMap;

/// The keys of a link that this part of the workspace has.
const BY: &str = "color";
const BY_HAND: &str = "paint";

/// What people call the colours of the palette, in its order.
pub const COLOR_NAMES: [&str; 10] = [
    "blue", "orange", "green", "purple", "sand", "pink", "cyan", "plum", "olive", "indigo",
];

/// A colour that somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandColor {
    /// One of the palette, by its place; it looks well on a light and on a dark page.
    Named(u8),
    /// Any other: red, green and blue, the same on both.
    Own(u8, u8, u8),
}

impl HandColor {
    /// As it is written in a link: `blue`, or `4b6ee9`.
    pub fn word(self) -> String {
        match self {
            Self::Named(place) => COLOR_NAMES[usize::from(place) % COLOR_NAMES.len()].to_owned(),
            Self::Own(r, g, b) => format!("{r:02x}{g:02x}{b:02x}"),
        }
    }

    /// The colour of that word; `None` when it is not one.
    pub fn parse(word: &str) -> Option<Self> {
        if let Some(place) = COLOR_NAMES.iter().position(|name| *name == word) {
            return u8::try_from(place).ok().map(Self::Named);
        }
        let digits = word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let channel = |at: usize| u8::from_str_radix(word.get(at..at + 2)?, 16).ok();
        match digits {
            true => Some(Self::Own(channel(0)?, channel(2)?, channel(4)?)),
            false => None,
        }
    }

    /// How it looks on a ground.
    pub fn on(self, ground: Ground) -> Rgba {
        match self {
            Self::Named(place) => palette(ground)[usize::from(place) % COLOR_NAMES.len()],
            Self::Own(r, g, b) => Rgba::rgb(r, g, b),
        }
    }
}

/// By what runs are coloured; by their ids unless said otherwise.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Coloring {
    /// A column whose values tell the colour.
    pub by: Option<Column>,
    /// Colours that were chosen for single lines, by the ids of these: a run, or a group by its name.
    pub by_hand: BTreeMap<String, HandColor>,
}

impl Coloring {
    /// Takes what a link says under a key; `false` when the key is of another part. `list` takes
    /// a list apart.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        match key {
            BY => self.by = Column::parse(value),
            BY_HAND => {
                let read = |item: String| {
                    // The colour comes first, for an id may hold anything.
                    let (word, id) = item.split_once('@')?;
                    Some((id.to_owned(), HandColor::parse(word)?))
                };
                self.by_hand = list(value).into_iter().filter_map(read).collect();
            }
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default under its keys; `joined` makes a list.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
        if let Some(by) = &self.by {
            put(BY, by.code());
        }
        if !self.by_hand.is_empty() {
            let items = self.by_hand.iter().map(|(id, color)| format!("{}@{id}", color.word()));
            put(BY_HAND, joined(&items.collect::<Vec<_>>()));
        }
    }

    /// Gives a line a colour, or takes it away.
    pub fn paint(&mut self, id: &str, color: Option<HandColor>) {
        match color {
            Some(color) => self.by_hand.insert(id.to_owned(), color),
            None => self.by_hand.remove(id),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_a_name_or_six_digits() {
        for word in ["blue", "indigo", "00ff7f"] {
            assert_eq!(HandColor::parse(word).map(HandColor::word).as_deref(), Some(word));
        }
        for word in ["", "red", "fff", "00ff7g", "+0ff7f", "0é0f7", "0000000"] {
            assert_eq!(HandColor::parse(word), None, "{word}");
        }
        let dark = HandColor::Named(1).on(Ground::Dark);
        assert_eq!(dark, palette(Ground::Dark)[1]);
        assert_eq!(HandColor::Own(1, 2, 3).on(Ground::Dark).css(), "#010203");
    }

    #[test]
    fn a_colour_is_given_and_taken_away() {
        let mut coloring = Coloring::default();
        coloring.paint("a", Some(HandColor::Named(3)));
        coloring.paint("a", Some(HandColor::Named(4)));
        assert_eq!(coloring.by_hand["a"], HandColor::Named(4));
        coloring.paint("a", None);
        assert_eq!(coloring, Coloring::default());
    }
}
