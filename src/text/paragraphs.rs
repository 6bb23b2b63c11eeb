//! A description as plain paragraphs.

/// The paragraphs of a text: parted at empty lines, white space folded.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\nb\n\n\n c "), ["a b", "c"]);
        assert!(paragraphs(" \n\n ").is_empty());
    }
}
