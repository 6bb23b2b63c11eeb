//! What a terminal would show of a log.

mod styled;

pub use styled::{Style, StyledText, marked, styled_line};

/// The lines of a log, without colour codes, and with a progress bar that was
/// redrawn over and over (by carriage returns) as its last state.
pub fn plain_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.split('\n').map(plain_line).collect();
    // A file that ends with a line break has no further line.
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// A line of a log as [`plain_lines`] shows it.
pub fn plain_line(line: &str) -> String {
    without_escapes(last_state(line))
}

/// What was written last of a line that was redrawn by carriage returns.
fn last_state(line: &str) -> &str {
    let line = line.strip_suffix('\r').unwrap_or(line);
    line.rsplit('\r').find(|part| !part.is_empty()).unwrap_or("")
}

/// What a terminal is told.
enum Told<'a> {
    /// To show a letter, or a tab.
    Letter(char),
    /// To let the letters look otherwise: the parameters of a sequence that ends with `m`.
    Look(&'a str),
}

/// Follows a text as a terminal does: control sequences of ECMA-48 (`ESC [ parameters
/// letter`) and control characters other than the tab show nothing.
fn follow<'a>(text: &'a str, mut on: impl FnMut(Told<'a>)) {
    let mut chars = text.char_indices().peekable();
    while let Some((_, char)) = chars.next() {
        if char == '\u{1b}' {
            if let Some((bracket, _)) = chars.next_if(|(_, next)| *next == '[') {
                while chars.next_if(|(_, next)| !('@'..='~').contains(next)).is_some() {}
                if let Some((end, 'm')) = chars.next() {
                    on(Told::Look(&text[bracket + 1..end]));
                }
            }
        } else if !char.is_control() || char == '\t' {
            on(Told::Letter(char));
        }
    }
}

fn without_escapes(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    follow(text, |told| {
        if let Told::Letter(letter) = told {
            shown.push(letter);
        }
    });
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_progress_bar_is_shown_in_its_last_state() {
        assert_eq!(plain_lines("start\n 10%\r 50%\r100%\nend\n"), ["start", "100%", "end"]);
        assert_eq!(plain_lines("a\r\nb\r\n"), ["a", "b"]);
    }

    #[test]
    fn colours_are_dropped() {
        assert_eq!(plain_lines("\u{1b}[1;31merror\u{1b}[0m: no\tluck"), ["error: no\tluck"]);
        assert_eq!(plain_lines("cut \u{1b}["), ["cut "]);
    }

    #[test]
    fn an_empty_log_has_no_line() {
        assert!(plain_lines("").is_empty());
    }
}
