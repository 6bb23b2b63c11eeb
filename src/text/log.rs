//! What has been read of a log: whole lines of one span of the file.

mod part;
mod place;
mod search;

use part::LogPart;
pub use place::{LogFrame, LogPlace};
pub use search::{LogFinds, LogPattern};
use std::sync::Arc;

/// Bytes of a part that is added to while a log grows; a larger one is left alone.
const PART_BYTES: usize = 2_000_000;

/// What has been read of a log: one span of its bytes, cut at line ends. Cheap to
/// clone: the bytes are shared. It takes the bytes and 4 more for each line.
#[derive(Clone, Debug, Default)]
pub struct LogText {
    parts: Vec<Arc<LogPart>>,
    /// How many lines stand before each part.
    before: Vec<usize>,
    lines: usize,
    from: u64,
    to: u64,
}

/// A line of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogLine<'a> {
    /// The byte of the file at which it begins.
    pub at: u64,
    /// What stands in it, without the line end.
    pub bytes: &'a [u8],
}

impl PartialEq for LogText {
    fn eq(&self, other: &Self) -> bool {
        let mut parts = self.parts.iter().zip(&other.parts);
        (self.from, self.to, self.parts.len()) == (other.from, other.to, other.parts.len())
            && parts.all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl LogText {
    /// The lines among these bytes, of which the first stands at the byte `from` of the
    /// file. A line that began before is left out, and, unless it `is_end` of the file,
    /// one that ends later.
    pub fn new(from: u64, mut bytes: Vec<u8>, is_end: bool) -> Self {
        if !is_end {
            bytes.truncate(end_of_lines(&bytes));
        }
        let cut = if from > 0 { start_of_lines(&bytes) } else { 0 };
        bytes.drain(..cut);
        let from = from + cut as u64;
        Self::of(vec![Arc::new(LogPart::new(from, bytes))], from)
    }

    fn of(mut parts: Vec<Arc<LogPart>>, from: u64) -> Self {
        parts.retain(|part| part.len() > 0);
        let mut lines = 0;
        let before = parts.iter().map(|part| {
            lines += part.lines();
            lines - part.lines()
        });
        let before = before.collect();
        let to = parts.last().map_or(from, |part| part.to());
        Self {
            parts,
            before,
            lines,
            from,
            to,
        }
    }

    /// The first byte of the file that has been read.
    pub fn from(&self) -> u64 {
        self.from
    }

    /// The byte behind the last one that has been read.
    pub fn to(&self) -> u64 {
        self.to
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// The bytes of the longest line, as far as a terminal would show it.
    pub fn longest(&self) -> usize {
        self.parts.iter().map(|part| part.longest()).max().unwrap_or(0)
    }

    /// The line at that place, from 0.
    pub fn line(&self, place: usize) -> Option<LogLine<'_>> {
        let number = self.before.partition_point(|before| *before <= place).checked_sub(1)?;
        self.parts.get(number)?.line(place - self.before.get(number)?)
    }

    /// The place of the line that holds the byte `at` of the file, or of the nearest one.
    pub fn place_of(&self, at: u64) -> usize {
        let number = self.parts.partition_point(|part| part.from() <= at).saturating_sub(1);
        match (self.parts.get(number), self.before.get(number)) {
            (Some(part), Some(before)) => before + part.place_of(at),
            _ => 0,
        }
    }

    /// The last bytes, at most `length` of them.
    pub fn tail(&self, length: usize) -> Vec<u8> {
        let mut tail = Vec::new();
        for part in self.parts.iter().rev() {
            let wanted = length - tail.len();
            let bytes = part.bytes();
            tail.splice(0..0, bytes[bytes.len().saturating_sub(wanted)..].iter().copied());
            if tail.len() >= length {
                break;
            }
        }
        tail
    }

    /// Whether there is a zero byte, which no text has, in the last of what was read.
    pub fn has_zero(&self) -> bool {
        self.parts.last().is_some_and(|part| part.bytes().contains(&0))
    }

    /// With what stands in the file before it, from the byte `from` on; as it is when
    /// those bytes do not lead up to it.
    pub fn with_before(&self, from: u64, bytes: Vec<u8>) -> Self {
        if from + bytes.len() as u64 != self.from {
            return self.clone();
        }
        let earlier = Self::new(from, bytes, true);
        let (mut parts, mut rest) = (earlier.parts, self.parts.clone());
        // A line that was cut, for it was long, becomes whole.
        if let Some(last) = parts.last().filter(|last| !last.ends_line()).cloned() {
            parts.pop();
            let next = (!rest.is_empty()).then(|| rest.remove(0));
            let next = next.iter().flat_map(|next| next.bytes());
            let bytes = last.bytes().iter().chain(next).copied().collect();
            parts.push(Arc::new(LogPart::new(last.from(), bytes)));
        }
        parts.extend(rest);
        Self::of(parts, earlier.from)
    }

    /// With what stands in the file behind it.
    pub fn with_after(&self, bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return self.clone();
        }
        let mut parts = self.parts.clone();
        let mut last = match parts.pop() {
            Some(last) if last.ends_line() && last.len() + bytes.len() > PART_BYTES => {
                let to = last.to();
                parts.push(last);
                LogPart::new(to, Vec::new())
            }
            Some(last) if !last.ends_line() && last.len() > PART_BYTES => {
                let (head, tail) = last.parted_at_last_line();
                parts.push(Arc::new(head));
                tail
            }
            Some(last) => Arc::unwrap_or_clone(last),
            None => LogPart::new(self.from, Vec::new()),
        };
        last.extend(bytes);
        parts.push(Arc::new(last));
        Self::of(parts, self.from)
    }
}

/// Where the first line begins that begins among these bytes. In a line without an end
/// it is the first whole letter.
fn start_of_lines(bytes: &[u8]) -> usize {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) if end + 1 < bytes.len() => end + 1,
        _ => bytes.iter().take(3).take_while(|byte| **byte & 0xC0 == 0x80).count(),
    }
}

/// Where the last line that ends among these bytes ends. In a line without an end it is
/// behind the last whole letter.
fn end_of_lines(bytes: &[u8]) -> usize {
    if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
        return end + 1;
    }
    let tail = bytes.len().saturating_sub(3);
    match bytes[tail..].iter().rposition(|byte| *byte >= 0xC0) {
        Some(start) => tail + start,
        None => bytes.len(),
    }
}

#[cfg(test)]
mod tests;
