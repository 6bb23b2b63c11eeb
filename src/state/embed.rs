//! Whether the page stands in a frame of another page, and shows one thing only.

/// The key in a link.
const KEY: &str = "embed";

/// What a page within another page shows, without what surrounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Embed {
    /// The page stands for itself.
    #[default]
    None,
    /// One run, as high as it is.
    Run,
    /// One chart, as large as its frame.
    Chart,
}

impl Embed {
    /// All of them.
    const ALL: [Self; 3] = [Self::None, Self::Run, Self::Chart];

    /// The word in a link; empty for the page itself.
    fn word(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Run => "run",
            Self::Chart => "chart",
        }
    }

    /// Takes what a link says, if the key is ours; nonsense leaves the default.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        if key == KEY {
            *self = Self::ALL
                .into_iter()
                .find(|embed| embed.word() == value)
                .unwrap_or_default();
        }
        key == KEY
    }

    /// Says what differs from the default.
    pub fn write(self, put: &mut dyn FnMut(&str, String)) {
        if self != Self::None {
            put(KEY, self.word().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_survives_its_own_link_and_nonsense_leaves_the_default() {
        for embed in Embed::ALL {
            let mut read = Embed::default();
            embed.write(&mut |key, value| assert!(read.read(key, &value)));
            assert_eq!(read, embed);
        }
        let mut embed = Embed::Run;
        assert!(embed.read("embed", "cake") && embed == Embed::None);
        assert!(!embed.read("embedded", "run"));
    }
}
