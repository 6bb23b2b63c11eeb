//! Colours of a terminal.

use super::{Told, follow, last_state};

/// How letters look, as far as a page follows what a terminal was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Style {
    /// One of the eight colours, from black to white.
    pub colour: Option<u8>,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are faint.
    pub dim: bool,
    /// Whether they are slanted.
    pub italic: bool,
    /// Whether they are underlined.
    pub underline: bool,
}

/// Letters that look the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StyledText {
    /// How they look.
    pub style: Style,
    /// The letters.
    pub text: String,
}

impl Style {
    /// The classes of the style sheet for it, with a space between them.
    pub fn classes(&self) -> String {
        const COLOURS: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
        let colour = self.colour.and_then(|colour| COLOURS.get(usize::from(colour)));
        let mut classes: Vec<String> = colour.map(|colour| format!("ansi-{colour}")).into_iter().collect();
        let flags = [
            (self.bold, "ansi-bold"),
            (self.dim, "ansi-dim"),
            (self.italic, "ansi-italic"),
            (self.underline, "ansi-underline"),
        ];
        classes.extend(
            flags
                .into_iter()
                .filter(|(is_set, _)| *is_set)
                .map(|(_, class)| class.to_owned()),
        );
        classes.join(" ")
    }

    /// Follows the parameters of a sequence that ends with `m` (ECMA-48, SGR). Colours of
    /// the ground are left out: what stands on them could not be read for sure.
    fn follow(&mut self, parameters: &str) {
        let mut numbers = parameters
            .split([';', ':'])
            .map(|number| number.parse::<u16>().unwrap_or(0));
        while let Some(number) = numbers.next() {
            match number {
                0 => *self = Self::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                4 => self.underline = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                30..=37 => self.colour = Some((number - 30) as u8),
                90..=97 => self.colour = Some((number - 90) as u8),
                39 => self.colour = None,
                38 | 48 => {
                    let colour = match numbers.next() {
                        Some(5) => numbers.next().and_then(of_256),
                        Some(2) => {
                            let mut part = || numbers.next().unwrap_or(0);
                            nearest(part(), part(), part())
                        }
                        _ => None,
                    };
                    if number == 38 {
                        self.colour = colour;
                    }
                }
                _ => {}
            }
        }
    }
}

/// The nearest of the eight colours to one of the 256 of xterm; `None` for greys.
fn of_256(number: u16) -> Option<u8> {
    match number {
        0..=15 => Some((number % 8) as u8),
        16..=231 => {
            let cube = number - 16;
            nearest(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51)
        }
        _ => None,
    }
}

/// The nearest of the eight colours by its hue; `None` for what has nearly none.
fn nearest(red: u16, green: u16, blue: u16) -> Option<u8> {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most < least + 40 {
        return None;
    }
    let half = (most + least) / 2;
    let bit = |part: u16, value: u8| if part > half { value } else { 0 };
    Some(bit(red, 1) | bit(green, 2) | bit(blue, 4))
}

/// A line of a log as a terminal would show it: what was redrawn in its last state, in
/// pieces that look the same. Other control characters but the tab are left out.
pub fn styled_line(line: &str) -> Vec<StyledText> {
    let mut pieces: Vec<StyledText> = Vec::new();
    let mut style = Style::default();
    follow(last_state(line), |told| match told {
        Told::Look(parameters) => style.follow(parameters),
        Told::Letter(letter) => match pieces.last_mut().filter(|piece| piece.style == style) {
            Some(piece) => piece.text.push(letter),
            None => pieces.push(StyledText {
                style,
                text: letter.into(),
            }),
        },
    });
    pieces
}

/// Pieces, cut where ranges of the bytes of all their letters begin and end, each with
/// whether it is in one of them. The ranges stand in order.
pub fn marked(pieces: Vec<StyledText>, ranges: &[std::ops::Range<usize>]) -> Vec<(StyledText, bool)> {
    let mut cut = Vec::new();
    let mut before = 0;
    for StyledText { style, text } in pieces {
        let mut at = 0;
        while at < text.len() {
            let place = before + at;
            let range = ranges.iter().find(|range| range.end > place);
            let (until, is_marked) = match range {
                Some(range) if range.start <= place => (range.end, true),
                Some(range) => (range.start, false),
                None => (usize::MAX, false),
            };
            let end = until.saturating_sub(before).min(text.len());
            // A range that ends within a letter ends with the piece.
            let part = text.get(at..end).unwrap_or(&text[at..]);
            at += part.len().max(1);
            let text = part.to_owned();
            cut.push((StyledText { style, text }, is_marked));
        }
        before += text.len();
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Vec<(String, String)> {
        let pieces = styled_line(line).into_iter();
        pieces.map(|piece| (piece.style.classes(), piece.text)).collect()
    }

    fn piece(classes: &str, text: &str) -> (String, String) {
        (classes.to_owned(), text.to_owned())
    }

    #[test]
    fn colours_and_weights_begin_and_end() {
        assert_eq!(
            shown("a\u{1b}[1;31mb\u{1b}[22mc\u{1b}[0m\u{1b}[4;94md\u{1b}[24;39me\u{1b}[m"),
            [
                piece("", "a"),
                piece("ansi-red ansi-bold", "b"),
                piece("ansi-red", "c"),
                piece("ansi-blue ansi-underline", "d"),
                piece("", "e")
            ]
        );
    }

    #[test]
    fn many_colours_become_the_nearest_of_eight() {
        assert_eq!(
            shown("\u{1b}[38;5;196ma\u{1b}[38;2;10;200;20mb"),
            [piece("ansi-red", "a"), piece("ansi-green", "b")]
        );
        assert_eq!(
            shown("\u{1b}[38;5;244ma\u{1b}[48;5;196mb"),
            [piece("", "ab")],
            "greys and grounds are left out"
        );
        assert_eq!(shown("\u{1b}[38;5;208mx"), [piece("ansi-red", "x")]);
    }

    #[test]
    fn what_was_found_is_marked_across_colours() {
        let pieces = styled_line("ab\u{1b}[31mcdé\u{1b}[0mf");
        let cut = marked(pieces, &[1..3, 4..6]).into_iter();
        let cut: Vec<(String, bool)> = cut.map(|(piece, is_marked)| (piece.text, is_marked)).collect();
        let piece = |text: &str, is_marked| (text.to_owned(), is_marked);
        let (no, yes) = (false, true);
        assert_eq!(
            cut,
            [
                piece("a", no),
                piece("b", yes),
                piece("c", yes),
                piece("d", no),
                piece("é", yes),
                piece("f", no)
            ]
        );
    }

    #[test]
    fn what_is_no_colour_is_left_out() {
        assert_eq!(shown("10%\r\u{1b}[K100%\u{7}\u{1b}["), [piece("", "100%")]);
        assert_eq!(shown(""), []);
        assert_eq!(shown("\u{1b}[38m\u{1b}[38;9;9mx\u{1b}[99999999m"), [piece("", "x")]);
    }
}
