//! Logs: their end first, then as much more as somebody wants.

mod more;

use super::Catalog;
use crate::model::{FileRef, Run};
use crate::source::{ByteRange, MOST_OPEN, Response, RunSource, SourceError};
use crate::state::Watched;
use crate::text::LogText;
use more::more;
use std::future::Future;

/// Bytes that are asked for at first; a log of gigabytes must not fill the memory.
const FIRST: u64 = MOST_OPEN;
/// The most that is asked for at once.
const MOST: u64 = 16_000_000;
/// Bytes at the end of what is known that are asked for again, to see that nothing else
/// stands there now.
const OVERLAP: usize = 256;
/// How often it is asked for the end of a file that grows while it is read.
const TRIES: u32 = 3;

/// What has been read of a log.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct LogRead {
    /// The lines.
    pub text: LogText,
    /// How long the file is in all, in bytes, when that is known.
    pub total: Option<u64>,
    /// Why more of it cannot be asked for as usual.
    pub limit: Option<LogLimit>,
    /// Whether the run had not ended when it was read, so that more may come.
    pub(in crate::state::catalog) is_open: bool,
}

/// What a server does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLimit {
    /// It sends files only as a whole, so that each part costs all of it.
    OnlyWhole,
    /// It does not say how long the file is.
    NoLength,
}

/// Which part of a log is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogWish {
    /// The last part, in place of what has been read.
    End,
    /// The first part, in place of what has been read.
    Start,
    /// What stands before what has been read.
    Earlier,
    /// What stands behind it.
    Later,
    /// The part about this byte, in place of what has been read.
    At(u64),
}

impl LogRead {
    /// How many bytes come with the next part before it, or behind it.
    pub fn next_length(&self) -> u64 {
        (self.text.to() - self.text.from()).clamp(FIRST, MOST)
    }

    /// Whether it reaches the end of the file, as far as that is known.
    pub fn is_at_end(&self) -> bool {
        self.total.is_none_or(|total| self.text.to() >= total)
    }

    /// The answer to a question for the bytes from `from` on, up to `to`, without it.
    fn new(answer: Response, (from, to): (u64, u64), known: Option<u64>) -> Self {
        let mut bytes = answer.body;
        // A host may send more than was asked for.
        bytes.truncate(usize::try_from(to - from).unwrap_or(usize::MAX));
        let has = from + bytes.len() as u64;
        let is_short = has < to;
        let total = answer
            .total
            .or(known.filter(|_| !is_short))
            .or(is_short.then_some(has))
            .map(|total| total.max(has));
        let is_end = total.is_some_and(|total| has >= total);
        let limit = match (answer.status, total) {
            (200, _) if from > 0 || !is_end => Some(LogLimit::OnlyWhole),
            (_, None) => Some(LogLimit::NoLength),
            _ => None,
        };
        Self {
            text: LogText::new(from, bytes, is_end),
            total,
            limit,
            is_open: false,
        }
    }

    /// Whether it is asked for what comes behind it: not where the start alone is shown,
    /// and not at the price of a long file.
    fn is_followed(&self) -> bool {
        let is_dear = self.limit == Some(LogLimit::OnlyWhole) && self.total.is_none_or(|total| total > FIRST);
        self.is_at_end() && !is_dear && self.limit != Some(LogLimit::NoLength)
    }
}

/// The bytes of a file, asked for by a range.
async fn read<F>(ask: &impl Fn(Option<ByteRange>) -> F, from: u64, to: u64) -> Result<Response, SourceError>
where
    F: Future<Output = Result<Response, SourceError>>,
{
    ask(Some((from, Some(to.saturating_sub(1).max(from))))).await
}

/// The first part of a log.
async fn start<F>(ask: &impl Fn(Option<ByteRange>) -> F, size: Option<u64>) -> Result<LogRead, SourceError>
where
    F: Future<Output = Result<Response, SourceError>>,
{
    // Some hosts refuse ranges, so a short file is asked for as a whole.
    if size.is_some_and(|size| size <= FIRST) {
        return whole(ask).await;
    }
    Ok(LogRead::new(read(ask, 0, FIRST).await?, (0, FIRST), size))
}

/// The part of a log about a byte.
async fn about<F>(ask: &impl Fn(Option<ByteRange>) -> F, at: u64, size: Option<u64>) -> Result<LogRead, SourceError>
where
    F: Future<Output = Result<Response, SourceError>>,
{
    // Behind the end nothing is: a log that was written anew is shown at its end.
    if size.is_some_and(|size| at >= size || size <= FIRST) {
        return end(ask, size).await;
    }
    let span = (at.saturating_sub(FIRST / 2), at + FIRST / 2);
    let answer = read(ask, span.0, span.1).await?;
    match answer.status {
        // A server that knows no ranges sent all of it.
        200 => Ok(LogRead::new(answer, (0, u64::MAX), size)),
        _ => Ok(LogRead::new(answer, span, size)),
    }
}

async fn whole<F>(ask: &impl Fn(Option<ByteRange>) -> F) -> Result<LogRead, SourceError>
where
    F: Future<Output = Result<Response, SourceError>>,
{
    let body = ask(None).await?.body;
    let total = Some(body.len() as u64);
    Ok(LogRead {
        text: LogText::new(0, body, true),
        total,
        ..LogRead::default()
    })
}

/// The last part of a log, whose length may be known.
///
/// A range is asked for by its first byte, for not every server knows ranges that count
/// from the end. Where the length is known from nowhere, it is learnt by asking for all;
/// of a long file nothing but the length is read then.
async fn end<F>(ask: &impl Fn(Option<ByteRange>) -> F, size: Option<u64>) -> Result<LogRead, SourceError>
where
    F: Future<Output = Result<Response, SourceError>>,
{
    if size.is_some_and(|size| size <= FIRST) {
        return whole(ask).await;
    }
    let mut size = size;
    let mut found = None;
    for _ in 0..TRIES {
        let Some(length) = size else {
            let answer = ask(Some((0, None))).await?;
            match (answer.is_unread, answer.status, answer.total) {
                (false, ..) => return Ok(LogRead::new(answer, (0, u64::MAX), None)),
                (true, 206, Some(total)) => size = Some(total),
                (true, _, total) => return start(ask, total).await,
            }
            continue;
        };
        let span = (length.saturating_sub(FIRST), length + MOST);
        let answer = read(ask, span.0, span.1).await?;
        if answer.body.is_empty() {
            // It is shorter than was said.
            size = answer.total.filter(|total| *total < length && *total > 0);
            continue;
        }
        let read = LogRead::new(answer, span, None);
        if read.is_at_end() {
            return Ok(read);
        }
        size = read.total;
        found = Some(read);
    }
    match found {
        Some(found) => Ok(found),
        None => start(ask, None).await,
    }
}

/// What is known of a log, with what came behind it; as it is when nothing came. A file
/// that is shorter now, or holds something else, is read anew.
///
/// # Errors
/// As the source says.
pub(in crate::state::catalog) async fn follow<F>(
    ask: &impl Fn(Option<ByteRange>) -> F,
    mut known: LogRead,
) -> Result<LogRead, SourceError>
where
    F: Future<Output = Result<Response, SourceError>>,
{
    if !known.is_followed() {
        return Ok(known);
    }
    let to = known.text.to();
    if to == 0 {
        // Nothing is in a range of an empty file.
        return whole(ask).await;
    }
    let overlap = known.text.tail(OVERLAP);
    let from = to - overlap.len() as u64;
    let answer = read(ask, from, to + MOST).await?;
    let Some(more) = answer.body.strip_prefix(overlap.as_slice()) else {
        return end(ask, answer.total.filter(|total| *total > 0)).await;
    };
    let has = to + more.len() as u64;
    known.text = known.text.with_after(more);
    known.total = Some(answer.total.map_or(has, |total| total.max(has)));
    if answer.status == 200 && has > FIRST {
        known.limit = Some(LogLimit::OnlyWhole);
    }
    Ok(known)
}

impl Catalog {
    /// A log, at first its end; it is kept while somebody watches.
    pub fn log(&self, run: &Run, file: &FileRef) -> Watched<LogRead> {
        let source = self.0.source.clone();
        let (url, size, is_open) = (file.url.clone(), file.size, run.status.is_live());
        self.0.logs.watch((run.id.clone(), file.url.clone()), move |_| {
            let (source, url) = (source.clone(), url.clone());
            async move {
                let read = end(&|range| source.bytes(&url, range), size).await?;
                Ok(LogRead { is_open, ..read })
            }
        })
    }

    /// Reads another part of a log that somebody watches; `on_come` is called just before
    /// it is there.
    ///
    /// # Errors
    /// As the source says. What is shown stays.
    pub async fn read_log(
        &self,
        run: &Run,
        file: &FileRef,
        wish: LogWish,
        on_come: impl FnOnce(),
    ) -> Result<(), SourceError> {
        let key = (run.id.clone(), file.url.clone());
        let Some(known) = self.0.logs.get(&key) else {
            return Ok(());
        };
        let ask = |range| self.0.source.bytes(&file.url, range);
        let read = match wish {
            LogWish::End => end(&ask, known.total.or(file.size)).await?,
            LogWish::Start => start(&ask, known.total.or(file.size)).await?,
            LogWish::At(at) => about(&ask, at, known.total.or(file.size)).await?,
            LogWish::Earlier | LogWish::Later => {
                let is_before = wish == LogWish::Earlier;
                let more = more(&ask, known, is_before).await?;
                // It may have grown meanwhile.
                match self.0.logs.get(&key) {
                    Some(known) => more.joined(known, is_before),
                    None => return Ok(()),
                }
            }
        };
        on_come();
        let is_open = run.status.is_live();
        self.0.logs.put(&key, LogRead { is_open, ..read });
        Ok(())
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
