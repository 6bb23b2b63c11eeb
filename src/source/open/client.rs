//! Which address answers which question.

use super::OpenSource;
use super::decode::{self, ReadItem};
use super::walk::Walk;
use crate::model::{Experiment, Run, RunId};
use crate::source::json;
use crate::source::transport::ask;
use crate::source::{ByteRange, Cursor, Page, Partial, Request, Response, RunSource, SourceError, Transport, link};

/// The index with its links resolved.
#[derive(Clone, Debug)]
pub struct Index {
    /// The display name of the source.
    pub name: String,
    /// What the source holds.
    pub description: String,
    /// The list of experiments.
    pub experiments: String,
    /// The template of a run's document, relative to the index.
    pub run: Option<String>,
    /// The list of compute targets.
    pub compute_targets: Option<String>,
}

/// The address of the index: the base itself when it names a JSON file, else
/// `index.json` within it. A query or fragment belongs to no folder.
pub fn index_url(base_url: &str) -> String {
    let base = link::without_fragment(base_url);
    let base = base.split_once('?').map_or(base, |(path, _)| path);
    if base.ends_with(".json") {
        return base.to_owned();
    }
    let slash = if base.ends_with('/') { "" } else { "/" };
    format!("{base}{slash}index.json")
}

impl<T: Transport> OpenSource<T> {
    /// The index, asked for once. A failure is not remembered.
    pub(super) async fn index(&self) -> Result<&Index, SourceError> {
        self.index.get_or_try_init(|| self.load_index()).await
    }

    async fn load_index(&self) -> Result<Index, SourceError> {
        let url = &self.index_url;
        let body = self.document(url).await?;
        read_index(&body, url)
    }

    /// The bytes of a document.
    pub(super) async fn document(&self, url: &str) -> Result<Vec<u8>, SourceError> {
        body(ask(&self.transport, Request::new(url)).await?, url)
    }

    /// The page of a list that `cursor` stands for; the page at `first`
    /// without one, and an empty one when there is no such list.
    pub(super) async fn list<I>(
        &self,
        first: Option<&str>,
        cursor: Option<&Cursor>,
        read_item: ReadItem<I>,
    ) -> Result<Page<I>, SourceError> {
        let Some(url) = cursor.map(Cursor::as_str).or(first) else {
            return Ok(Page::default());
        };
        let body = self.document(url).await?;
        decode::list(&json::document(&body, url)?, url, read_item)
    }

    /// A part of a file. A server that knows no ranges sends all of it, of
    /// which the part is then cut out.
    pub(super) async fn part_of_file(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        let request = Request {
            range,
            ..Request::new(url)
        };
        let response = ask(&self.transport, request).await?;
        match response.status {
            200..=299 => Ok(response.into_part(range)),
            416 if range.is_some() => Ok(response.into_part(range)),
            status => Err(SourceError::status(status, url)),
        }
    }

    /// The run of `id` by the template of the index.
    pub(super) async fn run_by_template(&self, template: &str, id: &RunId) -> Result<Partial<Run>, SourceError> {
        let missing = || SourceError::MissingRun(id.clone());
        let written = template.replace("{run_id}", &link::segment(id.as_str()));
        let url = link::resolve(&self.index_url, &written)?;
        let body = self.document(&url).await.map_err(|error| match error {
            SourceError::Status { status: 404 | 410, .. } => missing(),
            other => other,
        })?;
        let run = read_run(&body, &url)?;
        // An id such as `..` is a step in the path and may lead to another run.
        if run.id == *id { Ok(run) } else { Err(missing()) }
    }

    /// The run of `id` in the lists of the experiments. A list that cannot be
    /// read matters only when no other has the run.
    pub(super) async fn run_by_walk(&self, id: &RunId) -> Result<Partial<Run>, SourceError> {
        let mut walk = Walk::default();
        let mut experiments_walk = Walk::default();
        let mut failure = None;
        let mut cursor = None;
        loop {
            let experiments = self.experiments(cursor.as_ref()).await?;
            for experiment in &experiments.items {
                match self.run_in(experiment, id, &mut walk).await {
                    Ok(Some(run)) => return Ok(run),
                    Ok(None) => {}
                    Err(error) => failure = failure.or(Some(error)),
                }
            }
            cursor = experiments_walk.step(experiments.next);
            if cursor.is_none() {
                return Err(failure.unwrap_or_else(|| SourceError::MissingRun(id.clone())));
            }
        }
    }

    async fn run_in(
        &self,
        experiment: &Experiment,
        id: &RunId,
        walk: &mut Walk,
    ) -> Result<Option<Partial<Run>>, SourceError> {
        let mut cursor = None;
        loop {
            let first = experiment.locator.as_deref();
            let runs = self.list(first, cursor.as_ref(), decode::run_with_warnings).await?;
            if let Some(run) = runs.items.into_iter().find(|run| run.id == *id) {
                return Ok(Some(run));
            }
            cursor = walk.step(runs.next);
            if cursor.is_none() {
                return Ok(None);
            }
        }
    }
}

fn body(response: Response, url: &str) -> Result<Vec<u8>, SourceError> {
    match response.status {
        200..=299 => Ok(response.body),
        status => Err(SourceError::status(status, url)),
    }
}

#[inline(never)]
fn read_index(body: &[u8], url: &str) -> Result<Index, SourceError> {
    let document = json::document(body, url)?;
    let object = decode::versioned(&document, url, "an object with a version")?;
    let (experiments, compute_targets) = (object.required_link("experiments"), object.link("compute_targets"));
    let index = Index {
        name: object.text_or_empty("name"),
        description: object.text_or_empty("description"),
        experiments: String::new(),
        run: object.link("run"),
        compute_targets: None,
    };
    object.check()?;
    let resolve = |written: String| link::resolve(url, &written);
    Ok(Index {
        compute_targets: compute_targets.map(resolve).transpose()?,
        experiments: resolve(experiments)?,
        ..index
    })
}

#[inline(never)]
fn read_run(body: &[u8], url: &str) -> Result<Partial<Run>, SourceError> {
    let document = json::document(body, url)?;
    let object = decode::versioned(&document, url, "a run")?;
    let mut reader = decode::Reader::new(url);
    Ok(Partial {
        value: decode::run_of_object(&mut reader, &object)?,
        warnings: reader.warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_in_the_folder_unless_it_is_named() {
        for (base, expected) in [
            ("https://a.example/runs", "https://a.example/runs/index.json"),
            ("https://a.example/runs/", "https://a.example/runs/index.json"),
            ("https://a.example/runs?x=1#y", "https://a.example/runs/index.json"),
            ("https://a.example/runs/main.json", "https://a.example/runs/main.json"),
        ] {
            assert_eq!(index_url(base), expected);
        }
    }
}
