//! From a position in a text to the place it has in the document.
//!
//! A parser that fails knows how many bytes it had read. Walking the text once
//! more, and only then, costs nothing while documents are right, and no code
//! for each type that can be read.

/// A step from a container to what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// The entry of an object.
    Key(String),
    /// The item of a list, counted from 0.
    Index(usize),
}

/// A container that is open, and where in it the reader is.
enum Open {
    /// The name of the entry; `None` before the first and behind a comma.
    Object(Option<String>),
    /// The number of the item; `None` before the first.
    List(Option<usize>),
}

/// The way to the value in which the first `offset` bytes of `text` end.
///
/// Behind the brace that opens a container, and behind the last byte of a
/// value, that is the container or the value itself.
pub fn place_at(text: &[u8], offset: usize) -> Vec<Segment> {
    let text = &text[..offset.min(text.len())];
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'{' => {
                begin_item(&mut open);
                open.push(Open::Object(None));
            }
            b'[' => {
                begin_item(&mut open);
                open.push(Open::List(None));
            }
            b'}' | b']' => {
                open.pop();
            }
            b',' => match open.last_mut() {
                Some(Open::Object(key)) => *key = None,
                Some(Open::List(Some(index))) => *index += 1,
                _ => {}
            },
            b'"' => {
                let end = string_end(text, at);
                match open.last_mut() {
                    Some(Open::Object(key @ None)) => {
                        *key = Some(serde_json::from_slice(&text[at..end]).unwrap_or_default());
                    }
                    _ => begin_item(&mut open),
                }
                at = end;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b':' => {}
            _ => begin_item(&mut open),
        }
        at += 1;
    }
    open.into_iter()
        .filter_map(|open| match open {
            Open::Object(key) => key.map(Segment::Key),
            Open::List(index) => index.map(Segment::Index),
        })
        .collect()
}

/// The first byte of a value makes the first item of a list exist.
fn begin_item(open: &mut [Open]) {
    if let Some(Open::List(index @ None)) = open.last_mut() {
        *index = Some(0);
    }
}

/// The place behind the string that starts at `at`.
fn string_end(text: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < text.len() {
        match text[end] {
            b'\\' => end += 2,
            b'"' => return end + 1,
            _ => end += 1,
        }
    }
    text.len()
}

/// The byte behind `line` and `column` as `serde_json` counts them: lines from
/// 1, and in the line the bytes read.
pub fn offset_of(text: &[u8], line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    (before + column).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> String {
        let segment = |segment: &Segment| match segment {
            Segment::Key(key) => format!(".{key}"),
            Segment::Index(index) => format!("[{index}]"),
        };
        place_at(text.as_bytes(), text.len()).iter().map(segment).collect()
    }

    #[test]
    fn the_end_of_a_text_has_a_place() {
        for (text, expected) in [
            ("", ""),
            ("3", ""),
            ("{", ""),
            (r#"{"a":"#, ".a"),
            (r#"{"a": 1"#, ".a"),
            (r#"{"a":1,"b":"x"#, ".b"),
            (r#"{"a":{"b":[1,2"#, ".a.b[1]"),
            (r#"{"a":[1,2]"#, ".a"),
            (r#"[{"a":1},{"a":"#, "[1].a"),
            (r#"{"a\"b,{":tr"#, r#".a"b,{"#),
            (r#"{"a":"x,{[","b":[["y"]"#, ".b[0]"),
            ("]]}", ""),
        ] {
            assert_eq!(place(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_and_a_column_are_a_byte() {
        let text = b"ab\ncd\n";
        assert_eq!(offset_of(text, 1, 1), 1);
        assert_eq!(offset_of(text, 2, 2), 5);
        assert_eq!(offset_of(text, 9, 9), 6);
    }
}
