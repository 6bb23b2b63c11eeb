//! Files: their first part, then as much more as somebody wants.

use super::Catalog;
use crate::model::FileRef;
use crate::source::RunSource;
use crate::state::Watched;
use std::sync::Arc;

/// The first bytes of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileStart {
    /// What has been read of it, from its beginning.
    pub bytes: Arc<Vec<u8>>,
    /// How long it is in all, when that is known.
    pub total: Option<u64>,
}

impl FileStart {
    /// Bytes of the first part; a log of gigabytes must not fill the memory.
    pub const FIRST: u64 = 1_000_000;
    /// The most that is read at once when more is wanted.
    pub const MORE: u64 = 16_000_000;

    /// How many bytes stand behind what has been read; 0 when that is not known.
    pub fn rest(&self) -> u64 {
        self.total.unwrap_or(0).saturating_sub(self.bytes.len() as u64)
    }

    /// What has been read as text, up to the last whole letter; what is no UTF-8 is replaced.
    pub fn text(&self) -> Arc<str> {
        let mut bytes = self.bytes.as_slice();
        if let Err(error) = std::str::from_utf8(bytes)
            && error.error_len().is_none()
            && self.rest() > 0
        {
            bytes = &bytes[..error.valid_up_to()];
        }
        Arc::from(String::from_utf8_lossy(bytes))
    }
}

impl Catalog {
    /// A file up to `length` bytes, of which `before` need not be read again.
    pub fn file_start(&self, file: &FileRef, before: FileStart, length: u64) -> Watched<FileStart> {
        let source = self.0.source.clone();
        let (url, size) = (file.url.clone(), file.size);
        self.0.starts.watch((file.url.clone(), length), move |_| {
            let (source, url, before) = (source.clone(), url.clone(), before.clone());
            let from = before.bytes.len() as u64;
            let known = before.total.or(size);
            // Some hosts refuse ranges, so a short file is asked for as a whole.
            let is_part = from > 0 || known.is_some_and(|size| size > length);
            let range = is_part.then_some((from, Some(length.saturating_sub(1))));
            async move {
                let answer = source.bytes(&url, range).await?;
                let mut bytes = before.bytes;
                match from {
                    0 => bytes = Arc::new(answer.body),
                    _ => Arc::make_mut(&mut bytes).extend(answer.body),
                }
                let has = bytes.len() as u64;
                let is_over = !is_part || has < length;
                let said = answer.total.or(known).filter(|_| !is_over);
                let total = said.unwrap_or(has).max(has);
                // A host may send more than was asked for, or than it said there is.
                if has > length {
                    Arc::make_mut(&mut bytes).truncate(usize::try_from(length).unwrap_or(usize::MAX));
                }
                Ok(FileStart {
                    bytes,
                    total: Some(total),
                })
            }
        })
    }

    /// All bytes of a file, kept while somebody watches.
    pub fn bytes(&self, url: &str) -> Watched<Arc<Vec<u8>>> {
        let source = self.0.source.clone();
        let asked = url.to_owned();
        self.0.bytes.watch(url.to_owned(), move |_| {
            let (source, url) = (source.clone(), asked.clone());
            async move { Ok(Arc::new(source.bytes(&url, None).await?.body)) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(bytes: &[u8], total: u64) -> FileStart {
        FileStart {
            bytes: Arc::new(bytes.to_vec()),
            total: Some(total),
        }
    }

    #[test]
    fn a_letter_that_is_cut_in_two_is_left_for_later() {
        assert_eq!(&*start("aé".as_bytes(), 3).text(), "aé");
        assert_eq!(&*start(&"aé".as_bytes()[..2], 3).text(), "a");
        assert_eq!(&*start(&"aé".as_bytes()[..2], 2).text(), "a\u{fffd}");
        assert_eq!(&*start(b"a\xffb", 9).text(), "a\u{fffd}b");
        assert_eq!(start(b"ab", 5).rest(), 3);
        assert_eq!(FileStart::default().rest(), 0);
    }
}
