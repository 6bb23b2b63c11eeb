//! A server that is a folder, which counts what it is asked and fails when told to.

use runlens::source::{OpenSource, Polite, Request, Response, SourceError, Transport};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::task::Poll;

/// Where the folder seems to be.
pub const HOST: &str = "https://host.test/";

/// What one address answers instead of the file.
pub type Answer = Result<Response, SourceError>;

#[derive(Clone, Default)]
pub struct Fake(Rc<Inner>);

#[derive(Default)]
struct Inner {
    folder: Option<PathBuf>,
    files: RefCell<BTreeMap<String, Vec<u8>>>,
    faults: RefCell<BTreeMap<String, VecDeque<Answer>>>,
    asked: RefCell<Vec<String>>,
    slept: RefCell<Vec<u64>>,
    in_flight: Cell<usize>,
    most_in_flight: Cell<usize>,
}

impl Fake {
    /// The folder of fixtures.
    pub fn fixtures() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/open");
        Self(Rc::new(Inner {
            folder: Some(folder),
            ..Inner::default()
        }))
    }

    /// A folder of these files, with an index and a list of one experiment,
    /// `toy`, whose runs are in `runs.json`.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let fake = Self::default();
        fake.put("index.json", r#"{"version":1,"experiments":"experiments.json"}"#);
        fake.put(
            "experiments.json",
            r#"{"version":1,"items":[{"id":"toy","name":"Toy","runs":"runs.json"}]}"#,
        );
        for (path, text) in files {
            fake.put(path, text);
        }
        fake
    }

    pub fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        self.0
            .files
            .borrow_mut()
            .insert(path.to_owned(), text.as_ref().to_vec());
    }

    /// Answers the next request for `path` like this, once.
    pub fn fail(&self, path: &str, answer: Answer) {
        self.0
            .faults
            .borrow_mut()
            .entry(path.to_owned())
            .or_default()
            .push_back(answer);
    }

    /// A source over this server that asks once and does not wait.
    pub fn source(&self) -> OpenSource<Self> {
        OpenSource::new(HOST, self.clone())
    }

    /// A source as a page has it.
    pub fn polite_source(&self) -> OpenSource<Polite<Self>> {
        OpenSource::new(HOST, Polite::new(self.clone()))
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.0.asked.borrow().clone()
    }

    /// The waits, in milliseconds.
    pub fn slept(&self) -> Vec<u64> {
        self.0.slept.borrow().clone()
    }

    pub fn most_in_flight(&self) -> usize {
        self.0.most_in_flight.get()
    }

    fn answer(&self, path: &str) -> Answer {
        let fault = self.0.faults.borrow_mut().get_mut(path).and_then(VecDeque::pop_front);
        if let Some(fault) = fault {
            return fault;
        }
        let file = self.0.files.borrow().get(path).cloned();
        let from_folder = || std::fs::read(self.0.folder.as_ref()?.join(path)).ok();
        let body = file.or_else(from_folder);
        Ok(status(if body.is_some() { 200 } else { 404 }, body.unwrap_or_default()))
    }
}

impl Transport for Fake {
    async fn get(&self, request: Request) -> Answer {
        let path = request.url.strip_prefix(HOST).unwrap_or(&request.url).to_owned();
        self.0.asked.borrow_mut().push(path.clone());
        self.0.in_flight.set(self.0.in_flight.get() + 1);
        self.0
            .most_in_flight
            .set(self.0.most_in_flight.get().max(self.0.in_flight.get()));
        // Others get their turn while this request is under way.
        let mut turns = 3;
        std::future::poll_fn(|context| {
            turns -= 1;
            context.waker().wake_by_ref();
            if turns == 0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        self.0.in_flight.set(self.0.in_flight.get() - 1);
        self.answer(&path)
    }

    async fn sleep(&self, ms: u64) {
        self.0.slept.borrow_mut().push(ms);
    }

    fn random(&self) -> f64 {
        0.5
    }
}

/// An answer of this status.
pub fn status(status: u16, body: impl Into<Vec<u8>>) -> Response {
    Response {
        status,
        body: body.into(),
        ..Response::default()
    }
}
