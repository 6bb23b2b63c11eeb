//! The filter language: what a query wants, how it is printed, and laws that
//! hold for any text.

#[path = "filter_language/reference.rs"]
mod reference;

use proptest::prelude::*;
use reference::NOW;
use runlens::model::{
    Aggregate, ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, Run, RunId, RunStatus, Timestamp,
};
use runlens::query::{Attribute, Clause, Comparator, Expr, Field, Filter, Letters, PlainText, Sense, Test, Value};

const HOUR_MS: i64 = 3_600_000;

fn metric(last: f64, min: f64) -> MetricSummary {
    let mut summary = MetricSummary::new(MetricKind::Series);
    (summary.last, summary.min) = (Some(last), Some(min));
    summary
}

/// Three runs that differ in everything.
fn runs() -> Vec<Run> {
    let mut owl = Run::new(RunId::new("a1"), ExperimentId::new("e"));
    owl.name = "quiet-owl".to_owned();
    owl.status = RunStatus::Finished;
    owl.start_time = Some(Timestamp(NOW.0 - 48 * HOUR_MS));
    owl.end_time = Some(Timestamp(NOW.0 - 46 * HOUR_MS));
    owl.user = Some("Ada".to_owned());
    owl.params.insert("lr".to_owned(), ParamValue::new("1e-3"));
    owl.params.insert("model".to_owned(), ParamValue::new("resnet50"));
    owl.tags.insert("team mate".to_owned(), "it's".to_owned());
    owl.metrics.insert(MetricKey::new("val/loss"), metric(0.5, 0.25));

    let mut elk = Run::new(RunId::new("b2"), ExperimentId::new("e"));
    elk.name = "loud elk".to_owned();
    elk.status = RunStatus::Running;
    elk.start_time = Some(Timestamp(NOW.0 - HOUR_MS / 12));
    elk.params.insert("lr".to_owned(), ParamValue::new("auto"));
    elk.params.insert("model".to_owned(), ParamValue::new("ResNet18"));
    elk.metrics.insert(MetricKey::new("val/loss"), metric(f64::NAN, 0.75));

    let mut gnu = Run::new(RunId::new("c3"), ExperimentId::new("e"));
    gnu.status = RunStatus::Canceled;
    gnu.params.insert("lr".to_owned(), ParamValue::new("0.1"));
    gnu.tags.insert("baseline".to_owned(), String::new());
    gnu.metrics
        .insert(MetricKey::new("val/loss"), metric(f64::INFINITY, 2.0));
    gnu.metrics
        .insert(MetricKey::new("picture"), MetricSummary::new(MetricKind::Image));
    vec![owl, elk, gnu]
}

/// The ids of the runs that a filter wants, as one text.
fn wanted(filter: &Filter) -> String {
    let runs = runs();
    let ids = runs
        .iter()
        .filter(|run| filter.matches(run, NOW))
        .map(|run| run.id.as_str());
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_query_wants_these_runs_and_prints_like_this() {
    for (query, ids, printed) in [
        // Words.
        ("", "a1 b2 c3", ""),
        ("OWL", "a1", "OWL"),
        ("resnet loud", "b2", "resnet AND loud"),
        ("\"loud elk\"", "b2", "\"loud elk\""),
        ("-owl -elk", "c3", "NOT owl AND NOT elk"),
        ("owl or elk", "a1 b2", "owl OR elk"),
        ("work in progress", "", "work AND in AND progress"),
        ("canceled", "c3", "canceled"),
        // MLflow as it stands.
        ("metrics.`val/loss` < 1", "a1", "metrics.val/loss < 1"),
        (
            "metric.\"val/loss\" >= 0.5 AND params.lr = '1e-3'",
            "a1",
            "metrics.val/loss >= 0.5 AND params.lr = '1e-3'",
        ),
        ("metrics.val/loss != 0.5", "b2 c3", "metrics.val/loss != 0.5"),
        ("params.model LIKE 'res%'", "a1", "params.model LIKE 'res%'"),
        ("params.model ilike \"RES%\"", "a1 b2", "params.model ILIKE 'RES%'"),
        ("parameter.model != 'resnet50'", "b2", "params.model != 'resnet50'"),
        ("tag.`team mate` = \"it's\"", "a1", "tags.`team mate` = \"it's\""),
        ("tags.baseline IS NOT NULL", "c3", "tags.baseline IS NOT NULL"),
        ("params.model IS NULL", "c3", "params.model IS NULL"),
        ("attributes.status = 'KILLED'", "c3", "status = 'KILLED'"),
        ("status = 'killed'", "", "status = 'killed'"),
        ("status != 'FINISHED'", "b2 c3", "status != 'FINISHED'"),
        ("run_id IN ('a1', 'c3')", "a1 c3", "run_id IN ('a1', 'c3')"),
        ("attr.run_id NOT IN ('a1')", "b2 c3", "run_id NOT IN ('a1')"),
        ("run.`Run name` = 'quiet-owl'", "a1", "run_name = 'quiet-owl'"),
        ("user_id != 'Bob'", "a1", "user_id != 'Bob'"),
        ("Created > 1769731200000", "b2", "start_time > 2026-01-30T00:00:00Z"),
        ("end_time <= 1769817600000", "a1", "end_time <= 2026-01-31T00:00:00Z"),
        ("artifact_uri LIKE '%'", "", "artifact_uri LIKE '%'"),
        ("lifecycle_stage = 'active'", "a1 b2 c3", "lifecycle_stage = 'active'"),
        // More than MLflow.
        (
            "(owl OR elk) AND NOT status = running",
            "a1",
            "(owl OR elk) AND NOT status = 'running'",
        ),
        (
            "owl OR elk status = running",
            "a1 b2",
            "owl OR (elk AND status = 'running')",
        ),
        ("params.lr > 0.0001", "a1 c3", "params.lr > 0.0001"),
        ("params.lr = 0.001", "a1", "params.lr = 0.001"),
        ("params.lr != 0.001", "b2 c3", "params.lr != 0.001"),
        ("params.lr >= '0.1'", "c3", "params.lr >= 0.1"),
        ("params.lr IN (0.1, 'auto')", "b2 c3", "params.lr IN (0.1, 'auto')"),
        (
            "params.lr BETWEEN 0.01 AND 1 AND gnu OR c3",
            "c3",
            "(params.lr BETWEEN 0.01 AND 1 AND gnu) OR c3",
        ),
        (
            "params.lr not between 0.01 and 1",
            "a1 b2",
            "params.lr NOT BETWEEN 0.01 AND 1",
        ),
        (
            "params.model =~ '(?i)^RESNET\\d+$'",
            "a1 b2",
            "params.model =~ '(?i)^RESNET\\d+$'",
        ),
        ("params.model MATCHES '[N]'", "b2", "params.model =~ '[N]'"),
        ("params.model !~ 50", "b2", "params.model !~ '50'"),
        ("params.model NOT ILIKE '%50'", "b2", "params.model NOT ILIKE '%50'"),
        ("min(metrics.val/loss) < 0.5", "a1", "min(metrics.val/loss) < 0.5"),
        ("MIN(val/loss) > 0.5", "b2 c3", "min(metrics.val/loss) > 0.5"),
        ("last(metrics.val/loss) = inf", "c3", "metrics.val/loss = inf"),
        ("metrics.val/loss = nan", "b2", "metrics.val/loss = nan"),
        ("metrics.val/loss != NaN", "a1 c3", "metrics.val/loss != nan"),
        ("start_time > -7d", "a1 b2", "start_time > -7d"),
        ("start > now - 3h", "b2", "start_time > -3h"),
        (
            "start_time BETWEEN 2026-01-29 AND '2026-01-30 12:00'",
            "a1",
            "start_time BETWEEN 2026-01-29T00:00:00Z AND 2026-01-30T12:00:00Z",
        ),
        ("duration > 10m", "a1", "duration > 10m"),
        ("duration <= 300", "b2", "duration <= 5m"),
        ("end_time IS NULL", "b2 c3", "end_time IS NULL"),
        ("has:baseline", "c3", "has:baseline"),
        ("-has:params.model", "c3", "NOT params.model IS NOT NULL"),
        ("has:picture has:\"val/loss\"", "c3", "has:picture AND has:val/loss"),
    ] {
        let parsed = Filter::parse(query);
        assert_eq!(parsed.problems, [], "{query}");
        assert_eq!(parsed.filter.expr().to_string(), printed, "{query}");
        assert_eq!(wanted(&parsed.filter), ids, "{query}");
    }
}

#[test]
fn a_problem_is_marked_where_it_stands() {
    for (query, marked, message) in [
        ("metrics.loss <", "", "A value is missing here"),
        ("lr = 0.1", "lr", "No run has an attribute lr"),
        ("val.loss < 1", "val.loss", "The name does not say what it is of"),
        ("owl AND (elk", "(", "The bracket is not closed"),
        ("owl)", ")", "This bracket closes nothing"),
        ("owl AND", "", "Something is missing here"),
        ("OR owl", "OR", "Something is missing before this word"),
        ("params.a = 'é", "'é", "The quote is not closed"),
        ("params.a =~ '('", "'('", "This is not a regular expression"),
        ("datasets.name = 'x'", "datasets.name", "Datasets are not known here"),
        (
            "params.'a' = 'x'",
            "params.'a'",
            "A name does not stand in single quotes",
        ),
        ("metrics.a > b", "b", "A metric is compared with a number"),
        (
            "status > 'RUNNING'",
            "'RUNNING'",
            "A state is not larger or smaller than another",
        ),
        (
            "start_time > soon",
            "soon",
            "A time is a date such as 2026-01-31, or counted from now such as -7d",
        ),
        ("params.a IN ()", ")", "A value is missing here"),
        ("params.a IN ('x'", "", "The list is not closed"),
        ("params.a IS 3", "3", "Only NULL stands behind IS"),
        ("max(params.a) > 1", "params.a", "Only a metric has more than one value"),
        ("= 3", "=", "A comparison needs a field before it"),
    ] {
        let parsed = Filter::parse(query);
        assert_eq!(parsed.problems.len(), 1, "{query}");
        assert_eq!(&query[parsed.problems[0].span.clone()], marked, "{query}");
        assert_eq!(parsed.problems[0].message, message, "{query}");
        for run in runs() {
            let expected = PlainText::new(query).matches(&run);
            assert_eq!(parsed.filter.matches(&run, NOW), expected, "{query}");
        }
    }
}

#[test]
fn brackets_without_end_are_a_problem_and_no_crash() {
    for text in ["(".repeat(100_000), "NOT ".repeat(100_000), "-".repeat(100_000)] {
        assert_eq!(Filter::parse(&text).problems.len(), 1);
    }
}

// ---- Laws -------------------------------------------------------------

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["lr", "val/loss", "a b", "a.b", "x`y", "é", "status"]).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["", "0.1", "auto", "Auto", "a%", "it's", "\"", "a=0.1", "lr=", "or", "-x", "now"]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        prop::sample::select(vec![
            0.0,
            0.1,
            1.0,
            -3.5,
            1e-9,
            1e300,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY
        ]),
        any::<f64>(),
    ]
}

fn comparator() -> impl Strategy<Value = Comparator> {
    prop::sample::select(Comparator::ALL.to_vec())
}

fn sense() -> impl Strategy<Value = Sense> {
    prop::sample::select(vec![Sense::Is, Sense::IsNot])
}

fn number_field() -> impl Strategy<Value = Field> {
    prop_oneof![
        (name(), prop::sample::select(Aggregate::ALL.to_vec()))
            .prop_map(|(name, aggregate)| Field::Metric(MetricKey::new(name), aggregate)),
        name().prop_map(Field::Param),
        name().prop_map(Field::Tag),
        prop::sample::select(vec![Attribute::StartTime, Attribute::EndTime, Attribute::Duration])
            .prop_map(Field::Attribute),
    ]
}

fn text_field() -> impl Strategy<Value = Field> {
    prop_oneof![
        name().prop_map(Field::Param),
        name().prop_map(Field::Tag),
        prop::sample::select(vec![
            Attribute::RunName,
            Attribute::Status,
            Attribute::UserId,
            Attribute::ParentId
        ])
        .prop_map(Field::Attribute),
    ]
}

fn clause() -> impl Strategy<Value = Clause> {
    let value = || number().prop_map(Value::Number);
    let texts = || text().prop_map(Value::Text);
    let letters = prop::sample::select(vec![Letters::Exact, Letters::AnyCase]);
    let numbers = prop_oneof![
        (comparator(), value()).prop_map(|(comparator, value)| Test::Compare(comparator, value)),
        (sense(), value(), value()).prop_map(|(sense, low, high)| Test::Between(sense, low, high)),
        (sense(), prop::collection::vec(value(), 1..4)).prop_map(|(sense, values)| Test::OneOf(sense, values)),
        Just(Test::Present),
        Just(Test::Absent),
    ];
    let words = prop_oneof![
        texts().prop_map(|value| Test::Compare(Comparator::Equal, value)),
        texts().prop_map(|value| Test::Compare(Comparator::NotEqual, value)),
        (sense(), prop::collection::vec(texts(), 1..4)).prop_map(|(sense, values)| Test::OneOf(sense, values)),
        (sense(), letters, text()).prop_map(|(sense, letters, pattern)| Test::Like(sense, letters, pattern)),
        (sense(), prop::sample::select(vec!["a", "^A", "[0-9]", "o$|'"]))
            .prop_map(|(sense, pattern)| Test::Regex(sense, pattern.to_owned())),
    ];
    let ago = (comparator(), -10_000_000_i64..10_000_000).prop_map(|(comparator, ms)| Clause {
        field: Field::Attribute(Attribute::StartTime),
        test: Test::Compare(comparator, Value::FromNow(ms)),
    });
    prop_oneof![
        (number_field(), numbers).prop_map(|(field, test)| Clause { field, test }),
        (text_field(), words).prop_map(|(field, test)| Clause { field, test }),
        ago,
        name().prop_map(|name| Clause {
            field: Field::Any(name),
            test: Test::Present
        }),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![3 => clause().prop_map(Expr::Clause), 1 => text().prop_map(Expr::Text)];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}

fn run() -> impl Strategy<Value = Run> {
    let metrics = prop::collection::btree_map(name(), (prop::option::of(number()), prop::option::of(number())), 0..3);
    let pairs = || prop::collection::btree_map(name(), text(), 0..3);
    let status = prop::sample::select(vec!["queued", "running", "finished", "failed", "canceled", "odd", ""]);
    let times = (
        prop::option::of(-5_000_000_i64..5_000_000),
        prop::option::of(-5_000_000_i64..5_000_000),
    );
    (
        text(),
        prop::option::of(text()),
        status,
        pairs(),
        pairs(),
        metrics,
        times,
    )
        .prop_map(|(name, user, status, params, tags, metrics, (start, end))| {
            let mut run = Run::new(RunId::new("r"), ExperimentId::new("e"));
            run.name = name;
            run.user = user;
            run.status = RunStatus::parse(status);
            run.params = params
                .into_iter()
                .map(|(name, value)| (name, ParamValue::new(value)))
                .collect();
            run.tags = tags;
            for (name, (last, min)) in metrics {
                let mut summary = MetricSummary::new(MetricKind::Series);
                (summary.last, summary.min, summary.mean) = (last, min, min);
                run.metrics.insert(MetricKey::new(name), summary);
            }
            run.start_time = start.map(|ms| Timestamp(NOW.0 + ms));
            run.end_time = end.map(|ms| Timestamp(NOW.0 + ms));
            run
        })
}

/// Pieces of the grammar in any order: likelier to go wrong than any letters.
fn rubble() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "metrics.",
        "params.lr",
        "run.status",
        "`",
        "'",
        "\"",
        "=",
        "!",
        "~",
        "<",
        "(",
        ")",
        ",",
        "-",
        " ",
        " ",
        " AND ",
        " OR ",
        "NOT ",
        " IN ",
        " IS ",
        "NULL",
        "LIKE",
        "BETWEEN",
        "min(",
        "has:",
        "now",
        "7d",
        "é",
        "0.1",
        ".",
        "start_time>",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_filter_whose_print_reads_back(text in prop_oneof![any::<String>(), rubble()], run in run()) {
        let parsed = Filter::parse(&text);
        for problem in &parsed.problems {
            prop_assert!(text.get(problem.span.clone()).is_some());
        }
        let printed = parsed.filter.expr().to_string();
        let again = Filter::parse(&printed);
        prop_assert_eq!(&again.problems, &[]);
        prop_assert_eq!(again.filter.expr(), parsed.filter.expr(), "{}", printed);
        prop_assert_eq!(parsed.filter.matches(&run, NOW), reference::accepts(parsed.filter.expr(), &run));
        for cursor in 0..=text.len() {
            runlens::query::suggest(&text, cursor, &runlens::query::Fields::of(&[]));
        }
    }

    #[test]
    fn any_tree_reads_back_from_its_print(expr in expr()) {
        let printed = expr.to_string();
        let parsed = Filter::parse(&printed);
        prop_assert_eq!(&parsed.problems, &[], "{}", printed);
        prop_assert_eq!(parsed.filter.expr(), &expr, "{}", printed);
    }

    #[test]
    fn a_filter_agrees_with_the_slow_and_plain_evaluator(expr in expr(), run in run()) {
        let expected = reference::accepts(&expr, &run);
        prop_assert_eq!(Filter::from(expr).matches(&run, NOW), expected);
    }
}
