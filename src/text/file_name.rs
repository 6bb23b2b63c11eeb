//! Names of files that the user keeps.

/// Longer names are cut; file systems take about twice as many bytes.
const MOST_LETTERS: usize = 100;

/// A file name made of what something is called: letters, digits, `.`, `_` and
/// single `-` for everything else, never empty and never hidden. The ending is
/// added by the caller.
pub fn file_name(called: &str) -> String {
    let mut name = String::new();
    for letter in called.chars() {
        if letter.is_alphanumeric() || matches!(letter, '.' | '_') {
            name.push(letter);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let cut: String = name.trim_matches(['-', '.']).chars().take(MOST_LETTERS).collect();
    if cut.is_empty() { "chart".to_owned() } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_safe_on_every_system() {
        for (called, name) in [
            ("val/loss", "val-loss"),
            ("Cosine Wave", "Cosine-Wave"),
            ("../../etc/passwd", "etc-passwd"),
            (".hidden", "hidden"),
            ("loss (%) : \"a\"", "loss-a"),
            ("損失", "損失"),
            ("///", "chart"),
            ("", "chart"),
        ] {
            assert_eq!(file_name(called), name);
        }
        assert_eq!(file_name(&"é".repeat(500)).chars().count(), 100);
    }
}
