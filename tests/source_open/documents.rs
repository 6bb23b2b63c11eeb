//! Lists and runs, as they ought to be.

use crate::fake::{Fake, HOST};
use pollster::block_on;
use runlens::model::{Experiment, ExperimentId, Metric, MetricKey, MetricKind, RunId, RunStatus, Timestamp};
use runlens::source::{AnySource, FileList, RunSource, SourceError};

/// The folder that the page about the API shows.
fn folder_of_the_readme() -> Fake {
    let fake = Fake::default();
    let readme = include_str!("../../api/README.md");
    let blocks: Vec<&str> = readme.split("```json\n").collect();
    for (before, block) in blocks.iter().zip(&blocks[1..]) {
        let path = before.trim_end().lines().last().unwrap_or_default();
        let (json, _) = block.split_once("```").expect("a block ends");
        fake.put(path.trim_matches('`'), json);
    }
    fake
}

fn experiment(source: &impl RunSource, id: &str) -> Experiment {
    block_on(source.experiment(&ExperimentId::new(id))).expect(id)
}

#[test]
fn the_example_of_the_readme_is_a_source() {
    let source = AnySource::of(folder_of_the_readme().source());
    let info = block_on(source.info()).expect("index");
    assert_eq!(
        (info.name.as_str(), info.capabilities.compute_targets),
        ("My runs", false)
    );

    let runs = block_on(source.runs(&experiment(&source, "toy"), None)).expect("runs");
    assert_eq!(runs.warnings, []);
    let [run] = runs.items.as_slice() else {
        panic!("one run: {runs:?}")
    };
    assert_eq!((run.name.as_str(), &run.status), ("first try", &RunStatus::Finished));
    assert_eq!(run.duration_ms(Timestamp(0)), Some(270_000));
    assert_eq!(run.params["lr"].as_number(), Some(0.1));
    assert_eq!(run.params["optimizer"].as_str(), "sgd");

    let loss = MetricKey::new("loss");
    let summary = &run.metrics[&loss];
    assert_eq!(
        (summary.count, summary.min, summary.min_step),
        (Some(3), Some(0.4), Some(1))
    );
    assert!(summary.last.is_some_and(f64::is_nan));

    let part = block_on(source.metric(run, &loss, None)).expect("loss");
    let Metric::Series(series) = part.metric else {
        panic!("a series")
    };
    assert_eq!((part.total, part.next), (Some(3), None));
    assert_eq!(series.steps, [0, 1, 2]);
    assert_eq!(series.values[..2], [0.9, 0.4]);
    assert!(series.values[2].is_nan());

    let found = block_on(source.run(&run.id)).expect("in the lists");
    assert_eq!((&found.id, &found.params), (&run.id, &run.params));
    let missing = RunId::new("other");
    assert_eq!(block_on(source.run(&missing)), Err(SourceError::MissingRun(missing)));
    assert_eq!(
        block_on(source.compute_targets(None)).map(|page| page.items),
        Ok(vec![])
    );
    assert_eq!(
        block_on(source.files(run, FileList::Logs, None)).map(|page| page.items),
        Ok(vec![])
    );
}

#[test]
fn a_list_comes_in_pages() {
    let source = Fake::fixtures().source();
    let first = block_on(source.experiments(None)).expect("first page");
    let second = block_on(source.experiments(first.next.as_ref())).expect("second page");
    let names = |page: &[Experiment]| page.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&first.items), ["Toy", "Nothing yet"]);
    assert_eq!(names(&second.items), ["3"], "an id stands in for a name");
    assert_eq!((first.total, second.total, second.next), (Some(3), Some(3), None));
    assert_eq!(experiment(&source, "3").id, ExperimentId::new("3"));
}

#[test]
fn an_experiment_keeps_all_that_is_said_of_it() {
    let source = Fake::fixtures().source();
    let toy = experiment(&source, "toy");
    assert_eq!((toy.description.as_str(), toy.run_count), ("Small.", Some(3)));
    assert_eq!(toy.last_activity, Timestamp::parse("2026-01-05T10:00:00Z"));
    assert_eq!(toy.created, Timestamp::parse("2026-01-03T23:00:00Z"));
    assert_eq!(toy.tags["__proto__"], "plain");
    assert_eq!(toy.locator.as_deref(), Some("https://host.test/toy/runs.json"));
}

#[test]
fn an_experiment_without_runs_is_empty_and_no_error() {
    let source = Fake::fixtures().source();
    let runs = block_on(source.runs(&experiment(&source, "empty"), None)).expect("empty");
    assert_eq!((runs.items, runs.warnings, runs.next), (vec![], vec![], None));
}

#[test]
fn an_experiment_that_is_not_listed_is_missing() {
    let id = ExperimentId::new("other");
    let answer = block_on(Fake::fixtures().source().experiment(&id));
    assert_eq!(answer, Err(SourceError::MissingExperiment(id)));
}

#[test]
fn a_run_has_a_document_of_its_own_whose_links_are_relative_to_it() {
    let fake = Fake::fixtures();
    let source = fake.source();
    let run = block_on(source.run(&RunId::new("toy-1"))).expect("run").value;
    assert_eq!(fake.asked(), ["index.json", "runs/toy-1/run.json"]);
    assert_eq!(
        run.artifacts.as_deref(),
        Some("https://host.test/files/toy-1/artifacts.json")
    );
    assert_eq!(run.logs.as_deref(), Some("https://host.test/runs/toy-1/logs.json"));
    assert_eq!(run.snapshot.as_deref(), Some("https://host.test/elsewhere/code.json"));
    let loss = &run.metrics[&MetricKey::new("loss")];
    assert_eq!(loss.locator.as_deref(), Some("https://host.test/runs/toy-1/long.json"));
    assert_eq!((loss.last, loss.nonfinite), (Some(f64::INFINITY), Some(1)));
    let shap = &run.metrics[&MetricKey::new("shap")];
    assert_eq!(shap.kind, MetricKind::Other("beeswarm".into()));
    let failure = run.failure.expect("failed");
    assert_eq!(
        (failure.message.as_str(), failure.detail.as_str()),
        ("out of memory", "line 1\nline 2")
    );
    assert_eq!(
        (run.user.as_deref(), run.parent_id),
        (Some("ada"), Some(RunId::new("toy-0")))
    );
}

#[test]
fn an_id_is_one_segment_of_an_address_and_must_be_the_one_that_was_asked_for() {
    let fake = Fake::fixtures();
    let source = fake.source();
    for id in ["../toy-1", "a/b c?", "."] {
        let id = RunId::new(id);
        assert_eq!(block_on(source.run(&id)), Err(SourceError::MissingRun(id)));
    }
    assert_eq!(
        fake.asked()[1..3],
        ["runs/..%2Ftoy-1/run.json", "runs/a%2Fb%20c%3F/run.json"]
    );
    fake.put("runs/b/run.json", r#"{"version":1,"id":"c","experiment_id":"toy"}"#);
    assert!(block_on(source.run(&RunId::new("b"))).is_err());
}

#[test]
fn files_have_addresses_and_a_part_of_one_can_be_read() {
    let source = Fake::fixtures().source();
    let run = block_on(source.run(&RunId::new("toy-1"))).expect("run");
    let files = block_on(source.files(&run, FileList::Artifacts, None)).expect("artifacts");
    assert_eq!(files.items.len(), 1, "a link out of the web is left out");
    assert!(matches!(files.warnings.as_slice(), [SourceError::BadLink { link, .. }] if link == "javascript:alert(1)"));
    let weights = &files.items[0];
    assert_eq!((weights.name(), weights.size), ("weights.bin", Some(10)));
    let part = block_on(source.bytes(&weights.url, Some((2, Some(4))))).expect("bytes");
    assert_eq!((part.body.as_slice(), part.total), (b"234".as_slice(), Some(10)));
    let logs = block_on(source.files(&run, FileList::Logs, None)).expect("logs");
    assert_eq!(logs.items[0].url, format!("{HOST}runs/toy-1/std_log.txt"));
}

#[test]
fn compute_targets_know_their_runs() {
    let source = Fake::fixtures().source();
    assert!(block_on(source.info()).expect("info").capabilities.compute_targets);
    let targets = block_on(source.compute_targets(None)).expect("targets").items;
    assert_eq!((targets[0].size.as_str(), targets[0].nodes["idle"]), ("A100", 2));
    assert_eq!(
        block_on(source.runs_of_target(&targets[0], None)).map(|page| page.items.len()),
        Ok(2)
    );
    assert_eq!(
        block_on(source.runs_of_target(&targets[1], None)).map(|page| page.items.len()),
        Ok(0)
    );
}
