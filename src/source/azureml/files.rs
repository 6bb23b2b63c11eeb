//! The files of a run: outputs, logs, code; and the bytes of each.
//!
//! A file is fetched through the service, which asks no leave of the storage
//! account. Some are known by a signed link only; links end after some hours,
//! so such a file has the address of the answer that holds its link, with its
//! path as the fragment, and the link is asked for when the file is wanted.

use super::answer::{Answer, is_missing, is_unknown_question};
use super::artifact::ORIGIN;
use super::client::Client;
use super::place::path;
use super::tree::leaves;
use crate::model::{FileRef, Run, Timestamp};
use crate::source::json::{Object, Place, Value};
use crate::source::{Cursor, FileList, Page, SourceError, Transport};
use futures_util::future::{join, join_all};

const ARTIFACTS: &str = "artifact/v2.0";
/// Where the bytes of an artifact are.
pub const CONTENT: &str = "/artifacts/content/";
/// Where a snapshot is packed.
pub const ZIP: &str = "/zip";
/// The whole snapshot, in the list of its files.
const ZIP_NAME: &str = "snapshot.zip";
/// Where runs log to, newest layout first; the best log of each is named first.
const LOG_FOLDERS: [(&str, &str); 4] = [
    ("user_logs", "user_logs/std_log"),
    ("azureml-logs", "azureml-logs/70_"),
    ("logs", "logs/azureml/executionlogs"),
    ("system_logs", ""),
];
/// Pages of one folder after which the rest is left out.
const MOST_PAGES: usize = 20;

impl<T: Transport> Client<T> {
    /// Files of a run.
    pub async fn files(
        &self,
        run: &Run,
        list: FileList,
        cursor: Option<&Cursor>,
    ) -> Result<Page<FileRef>, SourceError> {
        match list {
            FileList::Artifacts => self.artifacts(run, cursor).await,
            FileList::Logs => self.logs(run).await,
            FileList::Snapshot => self.snapshot(run).await,
        }
    }

    /// Where the bytes of an artifact are, by its encoded place.
    pub async fn content_address(&self, place: &str) -> Result<String, SourceError> {
        self.address(ARTIFACTS, &format!("{CONTENT}{place}")).await
    }

    async fn artifacts(&self, run: &Run, cursor: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        let Some(container) = run.artifacts.as_deref() else {
            return Ok(Page::default());
        };
        let rest = format!(
            "/artifacts/{ORIGIN}/{}{}",
            path(container),
            query(cursor.map(Cursor::as_str))
        );
        let answer = match self.get(ARTIFACTS, rest).await {
            Err(error) if is_missing(&error) => return Ok(Page::default()),
            answer => answer?,
        };
        let content = self.content_address(&format!("{ORIGIN}/{}/", path(container))).await?;
        let (page, token) = super::run::page(&answer, &|value, place, url| artifact(value, place, url, &content))?;
        Ok(Page {
            next: token.map(Cursor::new),
            ..page
        })
    }

    /// The logs: what is in the folders of them, and what the details of the
    /// run name besides. Older runs know theirs only there.
    async fn logs(&self, run: &Run) -> Result<Page<FileRef>, SourceError> {
        let details_path = format!("/runs/{}/details", path(run.id.as_str()));
        let details_url = self.address("history/v1.0", &details_path).await?;
        let folders = LOG_FOLDERS.iter().map(|(folder, _)| self.folder(run, folder));
        let (details, folders) = join(self.get("history/v1.0", details_path), join_all(folders)).await;
        let mut page = Page::default();
        let mut errors = Vec::new();
        for folder in folders {
            match folder {
                Ok(files) => page.items.extend(files),
                Err(error) => errors.push(error),
            }
        }
        match details.and_then(|answer| log_names(&answer)) {
            Ok(names) => {
                for name in names {
                    if !page.items.iter().any(|file: &FileRef| file.path == name) {
                        page.items.push(file(format!("{details_url}#{}", path(&name)), name));
                    }
                }
            }
            // A run that is not kept with details has none to name.
            Err(error) if is_missing(&error) => {}
            Err(error) => errors.insert(0, error),
        }
        if page.items.is_empty()
            && let Some(error) = errors.first()
        {
            return Err(error.clone());
        }
        page.warnings = errors;
        page.items = crate::model::in_order(page.items, |a, b| log_order(&a.path).cmp(&log_order(&b.path)));
        Ok(page)
    }

    /// The files in a folder of a run; none when there is no such folder.
    async fn folder(&self, run: &Run, folder: &str) -> Result<Vec<FileRef>, SourceError> {
        let Some(container) = run.logs.as_deref() else {
            return Ok(Vec::new());
        };
        let content = self.content_address(&format!("{ORIGIN}/{}/", path(container))).await?;
        let mut files = Vec::new();
        let mut token: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let rest = format!(
                "/artifacts/prefix/contentinfo/{ORIGIN}/{}/{folder}{}",
                path(container),
                query(token.as_deref())
            );
            let answer = match self.get(ARTIFACTS, rest).await {
                Err(error) if is_missing(&error) => return Ok(files),
                answer => answer?,
            };
            let (page, next) = super::run::page(&answer, &|value, place, url| artifact(value, place, url, &content))?;
            files.extend(page.items);
            if next.is_none() || next == token {
                break;
            }
            token = next;
        }
        Ok(files)
    }

    /// The code of a run, and all of it in one piece.
    async fn snapshot(&self, run: &Run) -> Result<Page<FileRef>, SourceError> {
        let Some(id) = run.snapshot.as_deref() else {
            return Ok(Page::default());
        };
        let rest = format!("/snapshots/{}", path(id));
        let tree_url = self.address("content/v1.0", &format!("{rest}/sas")).await?;
        let zip = self.address("content/v2.0", &format!("{rest}{ZIP}")).await?;
        let answer = match self.get("content/v1.0", format!("{rest}/sas")).await {
            // The tree without links is another question, for whom the first is refused.
            Err(error) if is_unknown_question(&error) => self.get("content/v1.0", format!("{rest}/metadata")).await?,
            answer => answer?,
        };
        let mut page = Page::default();
        for (path_of_file, node) in leaves(&answer)? {
            page.items.push(FileRef {
                size: node.size,
                modified: node.modified,
                ..file(format!("{tree_url}#{}", path(&path_of_file)), path_of_file)
            });
        }
        if !page.items.is_empty() {
            page.items.push(FileRef {
                media_type: Some("application/zip".to_owned()),
                ..file(zip, ZIP_NAME.to_owned())
            });
        }
        Ok(page)
    }
}

fn file(url: String, path: String) -> FileRef {
    FileRef {
        path,
        url,
        size: None,
        media_type: None,
        modified: None,
    }
}

fn query(token: Option<&str>) -> String {
    token
        .map(|token| format!("?continuationToken={}", crate::source::link::segment(token)))
        .unwrap_or_default()
}

/// An item of a list of artifacts. Its bytes are below `content`.
fn artifact(value: Value<'_>, place: &Place<'_>, url: &str, content: &str) -> Result<FileRef, SourceError> {
    let object = Object::of(value, place, url, "an artifact")?;
    let name = object.required_text("path");
    let created = object
        .optional("createdTime")
        .and_then(|value| Timestamp::parse(&value.letters()?));
    let address = format!("{content}{}", path(&name));
    object.finish(FileRef {
        modified: created,
        ..file(address, name)
    })
}

/// The names of the logs in the details of a run.
fn log_names(answer: &Answer) -> Result<Vec<String>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "the details of a run")?;
    let names = object.data("logFiles").map(|(name, _)| name.into_owned()).collect();
    object.finish(names)
}

/// What a person wants to read first stands first: what the script printed,
/// the oldest layout last, and behind all what the system wrote.
fn log_order(path: &str) -> (usize, bool, &str) {
    let folder = |(folder, _): &(&str, &str)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let place = LOG_FOLDERS.iter().position(folder).unwrap_or(LOG_FOLDERS.len());
    let is_best = LOG_FOLDERS
        .get(place)
        .is_some_and(|(_, best)| !best.is_empty() && path.starts_with(best));
    (place, !is_best, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_printed_stands_before_what_the_system_wrote() {
        let mut paths = vec![
            "system_logs/cs_capability/a.log",
            "logs/x.txt",
            "azureml-logs/60_control_log.txt",
            "azureml-logs/70_driver_log.txt",
            "user_logs/a.txt",
            "user_logs/std_log.txt",
            "user_logs_of_mine.txt",
        ];
        paths.sort_by(|a, b| log_order(a).cmp(&log_order(b)));
        assert_eq!(
            paths,
            [
                "user_logs/std_log.txt",
                "user_logs/a.txt",
                "azureml-logs/70_driver_log.txt",
                "azureml-logs/60_control_log.txt",
                "logs/x.txt",
                "system_logs/cs_capability/a.log",
                "user_logs_of_mine.txt",
            ]
        );
    }
}
