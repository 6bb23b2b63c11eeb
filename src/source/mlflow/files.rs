//! The files of a run, folder by folder.

use super::answer::Answer;
use super::client::Client;
use super::scalar::whole;
use crate::model::{FileRef, RunId};
use crate::source::json::{Object, Place};
use crate::source::{Cursor, Page, SourceError, Transport, scalar};
use futures_util::future::join_all;

/// Files after which a walk ends; a model saved piece by piece may have more.
const MOST_FILES: usize = 2_000;
/// Folders that are asked for together.
const FOLDERS_AT_ONCE: usize = 6;
/// Pages of one folder after which the rest is left out.
const MOST_PAGES: usize = 20;
/// Where logs are, by custom; MLflow itself keeps none.
const LOGS: &str = "logs";

/// A walk through folders, the nearest first; the folders still to be looked
/// into travel in the cursor.
#[derive(Clone, Debug)]
pub struct Walk {
    folders: Vec<String>,
    files_before: usize,
    only: fn(&str) -> bool,
}

impl Walk {
    /// Through all files.
    pub fn of_all(cursor: Option<&Cursor>) -> Self {
        Self::of(cursor, "", |_| true)
    }

    /// Through the logs.
    pub fn of_logs(cursor: Option<&Cursor>) -> Self {
        Self::of(cursor, LOGS, |path| path.ends_with(".log") || path.ends_with(".txt"))
    }

    fn of(cursor: Option<&Cursor>, root: &str, only: fn(&str) -> bool) -> Self {
        let read = cursor.and_then(|cursor| serde_json::from_str(cursor.as_str()).ok());
        let (files_before, folders) = read.unwrap_or_else(|| (0, vec![root.to_owned()]));
        Self {
            folders,
            files_before,
            only,
        }
    }

    fn cursor(&self) -> Option<Cursor> {
        let is_over = self.folders.is_empty() || self.files_before >= MOST_FILES;
        let text = serde_json::to_string(&(self.files_before, &self.folders)).ok()?;
        (!is_over).then(|| Cursor::new(text))
    }
}

/// A file or folder.
pub struct Entry {
    /// Its path from the root.
    pub path: String,
    /// Whether it is a folder.
    pub is_dir: bool,
    size: Option<i64>,
}

/// What stands in a folder.
pub struct Folder {
    /// Files and folders.
    pub files: Vec<Entry>,
    is_whole: bool,
}

impl<T: Transport> Client<T> {
    /// The next files of a walk. A folder that cannot be read is left out and
    /// reported beside them; when none can, that is the answer.
    pub async fn files(&self, run: &RunId, mut walk: Walk) -> Result<Page<FileRef>, SourceError> {
        let rest = walk.folders.split_off(walk.folders.len().min(FOLDERS_AT_ONCE));
        let folders = std::mem::replace(&mut walk.folders, rest);
        let answers = join_all(folders.iter().map(|folder| self.folder(run, folder))).await;
        if answers.iter().all(Result::is_err)
            && let Some(Err(error)) = answers.first()
        {
            return Err(error.clone());
        }
        let mut page = Page::default();
        for (folder, answer) in folders.iter().zip(answers) {
            match answer {
                Ok(answer) => self.add(run, folder, answer, &mut walk, &mut page),
                Err(error) => page.warnings.push(error),
            }
        }
        page.items.sort_by(|a: &FileRef, b| a.path.cmp(&b.path));
        let room = MOST_FILES.saturating_sub(walk.files_before);
        walk.files_before += page.items.len();
        page.next = walk.cursor();
        if page.items.len() > room || (page.next.is_none() && !walk.folders.is_empty()) {
            page.items.truncate(room);
            page.warnings
                .push(left_out(&format!("more than {MOST_FILES} files of a run")));
        }
        Ok(page)
    }

    fn add(&self, run: &RunId, folder: &str, answer: Folder, walk: &mut Walk, page: &mut Page<FileRef>) {
        if !answer.is_whole {
            page.warnings
                .push(left_out(&format!("all files of the folder {folder:?}")));
        }
        for file in answer.files {
            let path = file.path;
            // A walk goes down only, or it might go round.
            let is_below = folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            if file.is_dir && is_below && path.len() > folder.len() {
                walk.folders.push(path);
            } else if !file.is_dir && (walk.only)(&path) {
                page.items.push(FileRef {
                    url: self.server.artifact(run, &path),
                    path,
                    size: file.size.and_then(|size| u64::try_from(size).ok()),
                    media_type: None,
                    modified: None,
                });
            }
        }
    }

    /// What stands in a folder of a run; nothing when there is no such folder.
    pub async fn folder(&self, run: &RunId, path: &str) -> Result<Folder, SourceError> {
        let mut files = Vec::new();
        let mut token: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let mut question = vec![("run_id", run.as_str())];
            if !path.is_empty() {
                question.push(("path", path));
            }
            question.extend(token.as_deref().map(|token| ("page_token", token)));
            let answer = self.get("artifacts/list", &question).await?;
            let next = read(&answer, &mut files)?;
            if next.is_none() || next == token {
                return Ok(Folder { files, is_whole: true });
            }
            token = next;
        }
        Ok(Folder { files, is_whole: false })
    }
}

/// Adds what the answer holds, and says at which token it goes on.
#[inline(never)]
fn read(answer: &Answer, files: &mut Vec<Entry>) -> Result<Option<String>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with files")?;
    let list = object.list("files");
    let next = object.text("next_page_token").filter(|token| !token.is_empty());
    object.check()?;
    let list_place = Place::Field(object.place, "files");
    for (index, value) in list.enumerate() {
        let place = Place::Item(&list_place, index);
        let file = Object::of(value, &place, object.url, "a file")?;
        let entry = Entry {
            path: file.required_text("path"),
            is_dir: file.read("is_dir", scalar::truth).unwrap_or_default(),
            size: file.read("file_size", whole),
        };
        files.push(file.finish(entry)?);
    }
    Ok(next)
}

fn left_out(what: &str) -> SourceError {
    SourceError::Unsupported { what: what.to_owned() }
}
