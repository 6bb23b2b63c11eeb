//! The one value everything else starts from: workspace, sources, catalogs.

use super::catalog::Catalog;
use super::config::{self, NamedSource};
use super::embed::Embed;
use super::link;
use super::vault::Vault;
use super::workspace::Workspace;
use crate::browser::fetch::sleep;
use crate::browser::{address, clock, storage};
use crate::model::{Run, Timestamp};
use crate::source::{
    BrowserTransport, Cause, Credentials, Request, SourceAddress, SourceError, Transport, WORKSPACE_KEY,
    azureml_causes, causes, token_expiry,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;

/// Milliseconds in which changes of the workspace are gathered for the address bar.
const WRITE_PAUSE_MS: u64 = 150;
const ADDED_SOURCES: &str = "runlens.sources";

/// Workspace, sources and catalogs. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct App {
    workspace: RwSignal<Workspace>,
    offered: RwSignal<Option<Vec<NamedSource>>>,
    added: RwSignal<Vec<String>>,
    config_fault: RwSignal<Option<String>>,
    source: Memo<Option<String>>,
    catalogs: StoredValue<HashMap<String, Catalog>, LocalStorage>,
    vault: StoredValue<Vault, LocalStorage>,
    /// Whether the address bar is about to follow the workspace.
    writes_soon: StoredValue<bool>,
    /// Rises when a catalog is made anew, for the map itself is not a signal.
    sign_ins: RwSignal<usize>,
    /// When what is on the screen was brought up to date, in milliseconds since 1970.
    seen: RwSignal<f64>,
}

impl App {
    /// What the user arranged.
    pub fn workspace(&self) -> ReadSignal<Workspace> {
        self.workspace.read_only()
    }

    /// One part of what the user arranged; changes only when it does.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        &self,
        part: impl Fn(&Workspace) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let workspace = self.workspace;
        Memo::new(move |_| workspace.with(&part))
    }

    /// Goes somewhere: the back button returns.
    pub fn go(&self, workspace: Workspace) {
        if self.workspace.with_untracked(|here| *here == workspace) {
            return;
        }
        // The entry that is left must hold what was arranged to the last moment.
        if self.writes_soon.get_value() {
            address::replace(&self.workspace.with_untracked(link::encode));
        }
        address::push(&link::encode(&workspace));
        self.workspace.set(workspace);
    }

    /// Arranges something in place: the back button does not stop at it.
    pub fn adjust(&self, change: impl FnOnce(&mut Workspace)) {
        let mut workspace = self.workspace.get_untracked();
        change(&mut workspace);
        if self.workspace.with_untracked(|here| *here == workspace) {
            return;
        }
        self.workspace.set(workspace);
        // Browsers refuse the address bar to those who write at every key.
        if self.writes_soon.try_update_value(|soon| std::mem::replace(soon, true)) == Some(false) {
            let app = *self;
            spawn_local(async move {
                sleep(WRITE_PAUSE_MS).await;
                app.writes_soon.set_value(false);
                address::replace(&app.workspace.with_untracked(link::encode));
            });
        }
    }

    /// Whether the page stands in a frame of another page; it stays so.
    pub fn is_embedded(&self) -> bool {
        self.workspace.with_untracked(|here| here.embed != Embed::None)
    }

    /// Whether there is nothing on the page but one chart; it stays so.
    pub fn is_chart_alone(&self) -> bool {
        self.workspace.with_untracked(|here| here.embed == Embed::Chart)
    }

    /// The link to what is shown, as an absolute URL.
    pub fn share_url(&self) -> String {
        address::with_query(&self.workspace.with_untracked(link::encode))
    }

    /// The sources to choose from: the deployment's, then the user's own.
    pub fn sources(&self) -> Vec<NamedSource> {
        let mut sources = self.offered.get().unwrap_or_default();
        for source in self.added.get() {
            if !sources.iter().any(|offered| offered.source == source) {
                let name = name_of(&source);
                sources.push(NamedSource { name, source });
            }
        }
        sources
    }

    /// What is wrong with the deployment's configuration, if anything.
    pub fn config_fault(&self) -> Option<String> {
        self.config_fault.get()
    }

    /// Adds a source to the user's own and goes there.
    pub fn open_source(&self, source: String) {
        let is_offered = self
            .offered
            .with_untracked(|offered| offered.iter().flatten().any(|named| named.source == source));
        if !is_offered {
            self.added.update(|added| {
                if !added.contains(&source) {
                    added.push(source.clone());
                }
            });
            storage::write(ADDED_SOURCES, &self.added.get_untracked().join("\n"));
        }
        let is_default = self.offered.with_untracked(|offered| {
            offered
                .iter()
                .flatten()
                .next()
                .is_some_and(|first| first.source == source)
        });
        let workspace = self
            .workspace
            .get_untracked()
            .at_source((!is_default).then_some(source));
        self.go(workspace);
    }

    /// The address of the source in force; `None` until it is known.
    pub fn source(&self) -> Memo<Option<String>> {
        self.source
    }

    /// The name of the source in force.
    pub fn source_name(&self) -> String {
        let Some(source) = self.source.get() else {
            return String::new();
        };
        self.sources()
            .into_iter()
            .find(|named| named.source == source)
            .map_or_else(|| name_of(&source), |named| named.name)
    }

    /// The catalog of the source in force; `None` until the source is known.
    ///
    /// # Errors
    /// When the link names a source that cannot be one: a sentence that says why.
    pub fn catalog(&self) -> Option<Result<Catalog, String>> {
        self.sign_ins.track();
        let source = self.source.get()?;
        if let Some(catalog) = self.catalogs.with_value(|catalogs| catalogs.get(&source).cloned()) {
            return Some(Ok(catalog));
        }
        let made = SourceAddress::parse(&source)
            .map_err(|error| error.to_string())
            .and_then(|parsed| {
                let credentials = self.vault.with_value(|vault| vault.get(&source));
                Catalog::new(&parsed, &address::base(), credentials).map_err(|error| error.to_string())
            });
        if let Ok(catalog) = &made {
            self.catalogs.update_value(|catalogs| {
                catalogs.insert(source, catalog.clone());
            });
        }
        Some(made)
    }

    /// Asks the source in force anew, with what the user entered for it.
    pub fn sign_in(&self, credentials: Credentials, keep: bool) {
        let Some(source) = self.source.get_untracked() else {
            return;
        };
        self.vault.update_value(|vault| vault.put(&source, credentials, keep));
        self.catalogs.update_value(|catalogs| {
            catalogs.remove(&source);
        });
        self.sign_ins.update(|count| *count += 1);
    }

    /// Goes to a source with what proves who asks, so that it need not ask first.
    pub fn open_with(&self, source: String, credentials: Credentials, keep: bool) {
        self.vault.update_value(|vault| vault.put(&source, credentials, keep));
        self.catalogs.update_value(|catalogs| {
            catalogs.remove(&source);
        });
        self.open_source(source);
        self.sign_ins.update(|count| *count += 1);
    }

    /// When the token ends that was entered for the source in force; `None`
    /// when there is none, or it does not say.
    pub fn token_expiry(&self) -> Option<Timestamp> {
        self.sign_ins.track();
        let source = self.source.get()?;
        match self.vault.with_value(|vault| vault.get(&source)) {
            Credentials::Bearer(token) => token_expiry(&token),
            _ => None,
        }
    }

    /// Whether the source in force is a workspace of Azure Machine Learning,
    /// which takes nothing but a token.
    pub fn is_azureml(&self) -> bool {
        self.source
            .with(|source| source.as_deref().is_some_and(|source| source.starts_with("azureml:")))
    }

    /// Why the source in force may have failed so, the likeliest first; empty
    /// when the error says it all.
    pub fn causes(&self, error: &SourceError) -> Vec<Cause> {
        let source = self.source.get_untracked().unwrap_or_default();
        match SourceAddress::parse(&source) {
            Ok(SourceAddress::Mlflow(url)) => causes(error, &address::base(), &url),
            Ok(SourceAddress::Azureml(url)) => {
                let url = url.split(WORKSPACE_KEY).next().unwrap_or(&url);
                let has_ended = self.token_expiry().is_some_and(|end| end <= self.now());
                // The address may be one of the page's own origin.
                let page = address::base();
                let server = SourceAddress::Open(url.to_owned())
                    .absolute_url(&page)
                    .unwrap_or_default();
                azureml_causes(error, &page, &server, has_ended)
            }
            _ => Vec::new(),
        }
    }

    /// Tracks when the source in force is asked anew, with other credentials.
    pub(super) fn track_sign_ins(&self) {
        self.sign_ins.track();
    }

    /// Says that what is on the screen was brought up to date.
    pub(super) fn set_seen(&self, at_ms: f64) {
        self.seen.set(at_ms);
    }

    /// The time as of which the page shows how long a run has been running: that of
    /// the last update. Tracked for a run that has not ended.
    pub fn time_for(&self, run: &Run) -> Timestamp {
        if run.status.is_live() {
            self.seen.track();
        }
        self.now()
    }

    /// The time now; not tracked.
    pub fn now(&self) -> Timestamp {
        Timestamp(clock::now_ms() as i64)
    }

    async fn read_config(self) {
        let url = address::base();
        let url = url.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned() + "/config.json";
        let request = Request::new(url);
        match BrowserTransport.get(request).await {
            Ok(response) if response.status == 200 => match config::parse(&response.body) {
                Ok(sources) => self.offered.set(Some(sources)),
                Err(fault) => {
                    self.config_fault.set(Some(fault));
                    self.offered.set(Some(config::demo_only()));
                }
            },
            // No file is the usual case, not a fault.
            _ => self.offered.set(Some(config::demo_only())),
        }
    }
}

/// What a source is called that nobody gave a name: by its address, and a
/// workspace by its own name.
fn name_of(source: &str) -> String {
    let url = source.split_once(':').map_or(source, |(_, url)| url);
    let workspace = url
        .split_once(WORKSPACE_KEY)
        .and_then(|(_, name)| name.rsplit('/').next());
    workspace.filter(|name| !name.is_empty()).unwrap_or(url).to_owned()
}

/// Makes the state known to everything below, and starts it from the link.
pub fn provide_app() {
    let workspace = RwSignal::new(link::decode(&address::query()));
    let offered = RwSignal::new(None::<Vec<NamedSource>>);
    let added = storage::read(ADDED_SOURCES)
        .map(|text| text.lines().map(str::to_owned).collect())
        .unwrap_or_default();
    let source = Memo::new(move |_| {
        workspace
            .with(|workspace| workspace.source.clone())
            .or_else(|| offered.with(|offered| Some(offered.as_ref()?.first()?.source.clone())))
    });
    let app = App {
        workspace,
        offered,
        added: RwSignal::new(added),
        config_fault: RwSignal::new(None),
        source,
        catalogs: StoredValue::new_local(HashMap::new()),
        vault: StoredValue::new_local(Vault::default()),
        writes_soon: StoredValue::new(false),
        sign_ins: RwSignal::new(0),
        seen: RwSignal::new(clock::now_ms()),
    };
    address::on_travel(move |query| workspace.set(link::decode(&query)));
    spawn_local(app.read_config());
    provide_context(app);
}

/// The state of the page.
pub fn use_app() -> App {
    expect_context()
}
