//! Other parts of a log.

use super::{LogLimit, LogRead, read};
use crate::source::{ByteRange, Response, SourceError};
use std::future::Future;

/// More of a log: what stands before what is known, or behind it.
///
/// # Errors
/// As the source says.
pub async fn more<F>(
    ask: &impl Fn(Option<ByteRange>) -> F,
    known: LogRead,
    is_before: bool,
) -> Result<More, SourceError>
where
    F: Future<Output = Result<Response, SourceError>>,
{
    let length = known.next_length();
    let (from, to) = match is_before {
        true => (known.text.from().saturating_sub(length), known.text.from()),
        false => (known.text.to(), known.text.to() + length),
    };
    let mut answer = read(ask, from, to).await?;
    answer.body.truncate(usize::try_from(to - from).unwrap_or(usize::MAX));
    let is_whole = answer.status == 200;
    Ok(More {
        from,
        bytes: answer.body,
        total: answer.total,
        is_whole,
    })
}

/// Bytes that stand before or behind what is known.
pub struct More {
    from: u64,
    bytes: Vec<u8>,
    total: Option<u64>,
    is_whole: bool,
}

impl More {
    /// What is known now, with this; what does not fit to it any more is left out.
    pub fn joined(self, mut known: LogRead, is_before: bool) -> LogRead {
        if is_before {
            known.text = known.text.with_before(self.from, self.bytes);
        } else if self.from == known.text.to() {
            let has = self.from + self.bytes.len() as u64;
            let total = self.total.or(known.total);
            let is_end = total.is_none_or(|total| has >= total);
            let cut = match is_end {
                true => self.bytes.len(),
                false => self
                    .bytes
                    .iter()
                    .rposition(|byte| *byte == b'\n')
                    .map_or(self.bytes.len(), |end| end + 1),
            };
            known.text = known.text.with_after(&self.bytes[..cut]);
            known.total = total.map(|total| total.max(has));
        }
        if self.is_whole {
            known.limit = Some(LogLimit::OnlyWhole);
        }
        known
    }
}
