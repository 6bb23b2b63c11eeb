//! The bytes of files.

use super::answer::Answer;
use super::client::Client;
use super::files::{CONTENT, ZIP};
use super::tree::leaves;
use crate::source::{ByteRange, Request, Response, SourceError, Transport};

/// How often it is asked whether a snapshot has been packed, and how long is
/// waited between two questions.
const ZIP_QUESTIONS: u32 = 24;
const ZIP_WAIT_MS: u64 = 2_500;

impl<T: Transport> Client<T> {
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

fn named_link(answer: &Answer, name: &str) -> Result<Option<String>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "the details of a run")?;
    let found = object.data("logFiles").find(|(known, _)| known == name);
    let link = found.and_then(|(_, link)| link.letters().map(String::from));
    object.finish(link)
}
