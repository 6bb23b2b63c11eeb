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
use crate::model::{FileRef, Run, Timestamp};
use crate::source::json::{Object, Place, Value};
use crate::source::{ByteRange, Cursor, FileList, Page, Request, Response, SourceError, Transport};
use futures_util::future::{join, join_all};
use std::collections::BTreeMap;

const ARTIFACTS: &str = "artifact/v2.0";
const CONTENT: &str = "/artifacts/content/";
const ZIP: &str = "/zip";
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
/// Folders in folders; a tree that is deeper goes round.
const DEEPEST: usize = 64;
/// How often it is asked whether a snapshot has been packed, and how long is
/// waited between two questions.
const ZIP_QUESTIONS: u32 = 24;
const ZIP_WAIT_MS: u64 = 2_500;

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

    /// The bytes at an address that stood in an answer of this source.
    pub async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        self.services().await?;
        if let Some((document, file)) = url.split_once('#') {
            return self.linked(document, file, range).await;
        }
        match url.ends_with(ZIP) && url.contains("/content/v2.0/") {
            true => self.zip(url).await,
            false => self.artifact(url, range).await,
        }
    }

    /// The bytes of an artifact. A service that sends to the storage account
    /// instead is asked for a signed link, which wants no token.
    pub async fn artifact(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        let request = Request {
            range,
            ..Request::new(url)
        };
        let response = self.send(request).await?;
        let is_elsewhere = response.status == 0 || matches!(response.status, 405 | 501);
        if !(is_elsewhere && url.contains(CONTENT)) {
            return self.accept_file(response, range, url);
        }
        let question = url.replacen(CONTENT, "/artifacts/contentinfo/", 1);
        let answer = self.asked(Request::new(question)).await?;
        let document = answer.read()?;
        let object = answer.object(&document, "the place of an artifact")?;
        let link = object.required_link("contentUri");
        object.check()?;
        self.file(&link, range).await
    }

    /// The bytes behind a signed link that stands in a document.
    async fn linked(&self, document: &str, file: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        let wanted = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
        let answer = self.asked(Request::new(document)).await?;
        let link = match document.ends_with("/details") {
            true => named_link(&answer, &wanted)?,
            false => leaves(&answer)?.remove(&*wanted).map(|node| node.link),
        };
        match link.filter(|link| !link.is_empty()) {
            Some(link) => self.file(&link, range).await,
            None => Err(SourceError::status(404, document)),
        }
    }

    /// A snapshot in one piece. It is packed when it is asked for.
    async fn zip(&self, url: &str) -> Result<Response, SourceError> {
        let mut answer = self.asked(Request::post(url, "{}")).await?;
        for _ in 0..ZIP_QUESTIONS {
            let place = {
                let document = answer.read()?;
                let object = answer.object(&document, "the place of a snapshot")?;
                let (link, place) = (object.link("zipSasUri"), object.link("location"));
                object.check()?;
                if let Some(link) = link {
                    return self.file(&link, None).await;
                }
                place
            };
            self.transport.sleep(ZIP_WAIT_MS).await;
            // Where it names no other place, the same one is asked again.
            answer = match place.and_then(|place| crate::source::link::resolve(url, &place).ok()) {
                Some(place) => self.asked(Request::new(place)).await?,
                None => self.asked(Request::post(url, "{}")).await?,
            };
        }
        Err(SourceError::Unsupported {
            what: "this snapshot within a minute; its files can be read one by one".to_owned(),
        })
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

fn named_link(answer: &Answer, name: &str) -> Result<Option<String>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "the details of a run")?;
    let found = object.data("logFiles").find(|(known, _)| known == name);
    let link = found.and_then(|(_, link)| link.letters().map(String::from));
    object.finish(link)
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

/// A file of a snapshot.
struct Node {
    link: String,
    size: Option<u64>,
    modified: Option<Timestamp>,
}

/// The files of a tree by their paths.
#[inline(never)]
fn leaves(answer: &Answer) -> Result<BTreeMap<String, Node>, SourceError> {
    let document = answer.read()?;
    let root = answer.object(&document, "a tree of files")?;
    let mut files = BTreeMap::new();
    // One interface wraps the tree, the other does not.
    let tree = root.optional("root").unwrap_or(document.value());
    add_leaves(tree, "", 0, &answer.url, &mut files)?;
    Ok(files)
}

fn add_leaves(
    value: Value<'_>,
    path: &str,
    depth: usize,
    url: &str,
    files: &mut BTreeMap<String, Node>,
) -> Result<(), SourceError> {
    let object = Object::of(value, &Place::Document, url, "a file or folder")?;
    let is_file = object.text_or_empty("type").eq_ignore_ascii_case("file");
    if is_file {
        let node = Node {
            link: object.text_or_empty("sasUrl"),
            size: object
                .optional("sizeBytes")
                .and_then(|size| crate::source::scalar::count(size).ok()),
            modified: object
                .optional("timestamp")
                .and_then(|time| Timestamp::parse(&time.letters()?)),
        };
        files.insert(path.to_owned(), node);
    } else if depth < DEEPEST {
        for (name, child) in object.data("children") {
            let below = if path.is_empty() {
                name.into_owned()
            } else {
                format!("{path}/{name}")
            };
            add_leaves(child, &below, depth + 1, url, files)?;
        }
    }
    object.check()
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
