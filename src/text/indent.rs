//! JSON as a person reads it.

/// The text of a JSON document with a line for each value, indented by two
/// spaces a level. What is no JSON comes out with other space and nothing else.
pub fn indented_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                out.push(letter);
                let mut is_escaped = false;
                for inner in letters.by_ref() {
                    out.push(inner);
                    match inner {
                        '"' if !is_escaped => break,
                        _ => is_escaped = inner == '\\' && !is_escaped,
                    }
                }
            }
            '{' | '[' => {
                out.push(letter);
                while letters.next_if(|next| next.is_whitespace()).is_some() {}
                // What holds nothing stays on its line.
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                    continue;
                }
                depth += 1;
                break_line(&mut out, depth);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                break_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ if letter.is_whitespace() => {}
            _ => out.push(letter),
        }
    }
    out
}

fn break_line(out: &mut String, depth: usize) {
    const DEEPEST: usize = 40;
    out.push('\n');
    for _ in 0..depth.min(DEEPEST) {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_a_line_for_each_value() {
        assert_eq!(
            indented_json(r#" {"a":[1, {"b":"x, \"{y}\\"}],"c":{ },"d":[]}"#),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x, \\\"{y}\\\\\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}"
        );
        assert_eq!(indented_json("}}["), "\n}\n}[\n  ");
    }
}
