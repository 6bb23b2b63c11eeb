//! Filters that the server evaluates.
//!
//! [`matches`] is where a filter of ours is compared with the answer of the
//! server: it takes the text that was pushed down and what we would keep.

use crate::live::Live;
use crate::reference::{self, NOW};
use crate::written::{Dice, Pool};
use pollster::block_on;
use runlens::model::{Experiment, MetricKey, Run, RunId, RunStatus};
use runlens::query::{Filter, to_mlflow};
use runlens::source::{RunQuery, RunSource, SourceError};
use std::collections::{BTreeMap, BTreeSet};

/// Whether the server finds for `filter` the runs that `keeps` says yes to.
pub fn matches(live: &Live, filter: &str, keeps: impl Fn(&Run) -> bool) {
    let experiment = live.experiment("many");
    let all: Vec<Run> = live
        .pages(&experiment, &RunQuery::default())
        .into_iter()
        .flatten()
        .collect();
    let query = RunQuery {
        filter: Some(filter.to_owned()),
        ..RunQuery::default()
    };
    let found: Vec<Run> = live.pages(&experiment, &query).into_iter().flatten().collect();
    let ids = |runs: &mut dyn Iterator<Item = &Run>| runs.map(|run| run.id.clone()).collect::<BTreeSet<_>>();
    let kept = ids(&mut all.iter().filter(|run| keeps(run)));
    assert_eq!(ids(&mut found.iter()), kept, "{filter}");
    assert!(
        !kept.is_empty() && kept.len() < all.len(),
        "{filter} tells nothing apart"
    );
}

#[test]
fn a_filter_of_mlflow_is_pushed_down() {
    let Some(live) = Live::find() else { return };
    let acc = MetricKey::new("acc");
    matches(&live, "params.model = 'mlp'", |run| {
        run.params["model"].as_str() == "mlp"
    });
    matches(&live, "metrics.acc > 0.3 and attributes.status = 'FINISHED'", |run| {
        run.metrics[&acc].last > Some(0.3) && run.status == RunStatus::Finished
    });
    matches(&live, "attributes.run_name LIKE 'many-1%'", |run| {
        run.name.starts_with("many-1")
    });
}

#[test]
fn the_order_is_that_of_the_question() {
    let Some(live) = Live::find() else { return };
    let query = RunQuery {
        order_by: vec!["metrics.acc ASC".to_owned()],
        ..RunQuery::default()
    };
    let runs: Vec<Run> = live
        .pages(&live.experiment("many"), &query)
        .into_iter()
        .flatten()
        .collect();
    let acc = MetricKey::new("acc");
    assert!(runs.is_sorted_by(|a, b| a.metrics[&acc].last <= b.metrics[&acc].last));
}

#[test]
fn a_filter_the_server_does_not_take_is_answered_in_its_words() {
    let Some(live) = Live::find() else { return };
    let query = RunQuery {
        filter: Some("metrics.acc > 0.3 or params.model = 'mlp'".to_owned()),
        ..RunQuery::default()
    };
    let answer = block_on(live.source.runs_matching(&live.experiment("many"), &query, None));
    let Err(SourceError::Reported { code, message, .. }) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(code, "INVALID_PARAMETER_VALUE");
    assert!(message.contains("Invalid clause"), "{message}");
}

/// How many filters are made of each sort.
const MADE: usize = 250;

/// The runs of an experiment, and what the server finds among them.
struct Searched<'a> {
    live: &'a Live,
    experiment: Experiment,
    all: Vec<Run>,
    known: BTreeMap<String, BTreeSet<RunId>>,
}

impl<'a> Searched<'a> {
    fn new(live: &'a Live) -> Self {
        let experiment = live.experiment("varied");
        let pages = live.pages(&experiment, &RunQuery::default());
        Self {
            live,
            experiment,
            all: pages.into_iter().flatten().collect(),
            known: BTreeMap::new(),
        }
    }

    /// The runs that the server finds.
    fn found(&mut self, filter: Option<&str>) -> &BTreeSet<RunId> {
        let text = filter.unwrap_or_default();
        if !self.known.contains_key(text) {
            let query = RunQuery {
                filter: filter.map(str::to_owned),
                ..RunQuery::default()
            };
            let pages = self.live.pages(&self.experiment, &query);
            let ids = pages.into_iter().flatten().map(|run| run.id).collect();
            self.known.insert(text.to_owned(), ids);
        }
        &self.known[text]
    }

    /// Evaluates a filter in each way; the runs that all of them agree upon,
    /// and whether the server alone gave them.
    fn agreed(&mut self, filter: &Filter) -> (BTreeSet<RunId>, bool) {
        let kept = |run: &&Run| filter.matches(run, NOW);
        let here: BTreeSet<RunId> = self.all.iter().filter(kept).map(|run| run.id.clone()).collect();
        let plainly = self.all.iter().filter(|run| reference::accepts(filter.expr(), run));
        assert_eq!(
            here,
            plainly.map(|run| run.id.clone()).collect(),
            "by the plain evaluator: {}",
            filter.text()
        );
        let pushed = to_mlflow(filter.expr());
        let sent = pushed.filter.clone().unwrap_or_default();
        let there = self.found(pushed.filter.as_deref()).clone();
        let both = here.intersection(&there).cloned().collect::<BTreeSet<_>>();
        assert_eq!(both, here, "{} was sent as {sent}", filter.text());
        if pushed.is_exact {
            assert_eq!(there, here, "{} is said to be exactly {sent}", filter.text());
        }
        (here, pushed.is_exact && pushed.filter.is_some())
    }
}

/// The grammar of MLflow means here what it means to MLflow.
#[test]
fn a_made_filter_of_mlflow_finds_here_what_the_server_finds() {
    let Some(live) = Live::find() else { return };
    let mut searched = Searched::new(&live);
    let pool = Pool::of(&searched.all);
    let mut dice = Dice::new(53);
    let (mut exact, mut telling) = (0, 0);
    for _ in 0..MADE {
        let text = pool.mlflow_text(&mut dice);
        let parsed = Filter::parse(&text);
        assert_eq!(parsed.problems, [], "{text}");
        let (here, is_exact) = searched.agreed(&parsed.filter);
        assert_eq!(searched.found(Some(&text)), &here, "{text}");
        exact += usize::from(is_exact);
        telling += usize::from(!here.is_empty() && here.len() < searched.all.len());
    }
    assert!(exact > MADE / 2, "{exact} of {MADE} were left to the server");
    assert!(telling > MADE / 3, "{telling} of {MADE} tell runs apart");
}

/// Whoever evaluates a filter, the server or the page, the runs are the same.
#[test]
fn a_made_tree_finds_the_same_runs_pushed_down_and_here() {
    let Some(live) = Live::find() else { return };
    let mut searched = Searched::new(&live);
    let pool = Pool::of(&searched.all);
    let mut dice = Dice::new(1);
    let (mut pushed, mut telling) = (0, 0);
    for _ in 0..MADE {
        let filter = Filter::from(pool.tree(&mut dice, 3));
        let again = Filter::parse(filter.text());
        assert_eq!(
            (again.problems, again.filter.expr()),
            (vec![], filter.expr()),
            "{}",
            filter.text()
        );
        let (here, _) = searched.agreed(&filter);
        pushed += usize::from(to_mlflow(filter.expr()).filter.is_some());
        telling += usize::from(!here.is_empty() && here.len() < searched.all.len());
    }
    assert!(pushed > MADE / 5, "of {pushed} of {MADE} a part was pushed down");
    assert!(telling > MADE / 3, "{telling} of {MADE} tell runs apart");
}
