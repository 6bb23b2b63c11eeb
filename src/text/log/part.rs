//! A part of a log.

/// Some bytes of a log and where its lines begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPart {
    from: u64,
    bytes: Vec<u8>,
    /// Where each line begins among the bytes.
    starts: Vec<u32>,
    longest: usize,
}

impl LogPart {
    /// The lines among these bytes, of which the first is the byte `from` of the file.
    pub fn new(from: u64, bytes: Vec<u8>) -> Self {
        let mut part = Self {
            from,
            bytes: Vec::new(),
            starts: Vec::new(),
            longest: 0,
        };
        part.take(bytes);
        part
    }

    fn take(&mut self, bytes: Vec<u8>) {
        self.bytes = bytes;
        self.index(0);
    }

    /// Finds the lines from the byte `start` on, at which one begins.
    fn index(&mut self, mut start: usize) {
        while start < self.bytes.len() {
            // A part is far smaller than 4 GB.
            self.starts.push(start as u32);
            let rest = &self.bytes[start..];
            let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            self.longest = self.longest.max(shown_length(&rest[..length]));
            start += length + 1;
        }
    }

    /// Adds what stands behind it.
    pub fn extend(&mut self, bytes: &[u8]) {
        let last = match self.ends_line() {
            true => self.bytes.len(),
            false => self.starts.pop().map_or(0, |start| start as usize),
        };
        self.bytes.extend(bytes);
        self.index(last);
    }

    /// All but the last line, and the last line.
    pub fn parted_at_last_line(&self) -> (Self, Self) {
        let start = self.starts.last().map_or(0, |start| *start as usize);
        let (head, tail) = self.bytes.split_at(start);
        (
            Self::new(self.from, head.to_vec()),
            Self::new(self.from + start as u64, tail.to_vec()),
        )
    }

    /// The first byte.
    pub fn from(&self) -> u64 {
        self.from
    }

    /// The byte behind the last one.
    pub fn to(&self) -> u64 {
        self.from + self.bytes.len() as u64
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of the longest line, as far as a terminal would show it.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether the last line has its end; so it is where there is none.
    pub fn ends_line(&self) -> bool {
        self.bytes.last().is_none_or(|byte| *byte == b'\n')
    }

    /// The line at that place of this part, from 0.
    pub fn line(&self, place: usize) -> Option<super::LogLine<'_>> {
        let start = *self.starts.get(place)? as usize;
        let end = self.starts.get(place + 1).map_or(self.bytes.len(), |end| *end as usize);
        let bytes = self.bytes.get(start..end)?;
        Some(super::LogLine {
            at: self.from + start as u64,
            bytes: bytes.strip_suffix(b"\n").unwrap_or(bytes),
        })
    }

    /// The place of the line that holds the byte `at` of the file, or of the nearest one.
    pub fn place_of(&self, at: u64) -> usize {
        let within = at.saturating_sub(self.from);
        self.starts
            .partition_point(|start| u64::from(*start) <= within)
            .saturating_sub(1)
    }
}

/// How many bytes of a line stand behind its last carriage return that something follows.
fn shown_length(line: &[u8]) -> usize {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let parts = line.rsplit(|byte| *byte == b'\r');
    parts.map(<[u8]>::len).find(|length| *length > 0).unwrap_or(0)
}
