//! Sorting and filtering the runs of a table, natively: `cargo bench --bench table`.
//! What a person waits for is measured in the page (`benches/page/table.py`).

use runlens::model::{
    Aggregate, ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, Run, RunId, Timestamp,
};
use runlens::query::{
    Census, Column, Direction, Filter, GroupKey, PlainText, SortKey, Stat, TableRows, gather, sorted,
};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const REPEATS: usize = 7;

fn runs(count: usize) -> Vec<Arc<Run>> {
    let mut seed = 1_u64;
    let mut random = move || {
        // Knuth's MMIX generator: any even spread will do.
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let made = (0..count).map(|n| {
        let mut run = Run::new(RunId::new(format!("{n:032x}")), ExperimentId::new("1"));
        run.name = format!("sweep {} {n}", ["adam", "sgd", "lion"][n % 3]);
        run.start_time = Some(Timestamp(1_700_000_000_000 + (random() * 1e9) as i64));
        run.end_time = run.start_time.map(|start| Timestamp(start.0 + 60_000));
        for param in 0..10 {
            let value = if param % 3 == 0 {
                ["cosine", "linear", "constant"][(random() * 3.0) as usize].to_owned()
            } else {
                (random() * 1000.0).round().to_string()
            };
            run.params.insert(format!("param_{param}"), ParamValue::new(value));
        }
        for metric in 0..10 {
            let mut summary = MetricSummary::new(MetricKind::Series);
            summary.last = Some(if n % 50 == 0 { f64::NAN } else { random() });
            run.metrics.insert(MetricKey::new(format!("metric_{metric}")), summary);
        }
        Arc::new(run)
    });
    made.collect()
}

/// Median milliseconds.
fn time<T>(what: impl Fn() -> T) -> f64 {
    let mut times: Vec<f64> = (0..REPEATS)
        .map(|_| {
            let start = Instant::now();
            black_box(what());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[REPEATS / 2]
}

fn main() {
    let now = Timestamp(0);
    println!("\nThe table of runs, natively, 20 columns, ms: median of {REPEATS}");
    for count in [1_000, 10_000, 100_000] {
        let runs = runs(count);
        println!("  {count} runs");
        let key = |column| SortKey {
            column,
            direction: Direction::Descending,
        };
        let metric = || key(Column::Metric(MetricKey::new("metric_3"), Aggregate::Last));
        let word = || key(Column::Param("param_3".to_owned()));
        for (name, keys) in [
            ("a metric", vec![metric()]),
            ("a param of three words", vec![word()]),
            ("the name", vec![key(Column::Name)]),
            ("the id", vec![key(Column::Id)]),
            ("a param, then a metric", vec![word(), metric()]),
        ] {
            println!("    {:>8.2}  sort by {name}", time(|| sorted(&runs, &keys, now)));
        }
        for text in [
            "metrics.metric_3 < 0.5",
            "params.param_1 < 500 AND metrics.metric_3 < 0.5",
            "params.param_3 = 'cosine' OR name LIKE '%adam%'",
            "name =~ 'adam 9'",
        ] {
            let filter = Filter::parse(text).filter;
            let ask = || runs.iter().filter(|run| filter.matches(run, now)).count();
            println!("    {:>8.2}  filter by {text}", time(ask));
        }
        for text in ["lion", "cosine", "nothing like this"] {
            let words = PlainText::new(text);
            let ask = || runs.iter().filter(|run| words.matches(run)).count();
            println!("    {:>8.2}  search for {text}", time(ask));
        }
        for code in ["params.param_3", "params.param_1", "name~[a-z]+ [a-z]+"] {
            let keys: Vec<GroupKey> = GroupKey::parse(code).into_iter().collect();
            for stat in [Stat::Mean, Stat::Median] {
                let groups = || gather(&runs, &keys, &[metric()], stat, false, now);
                let (count, word) = (groups().len(), stat.word());
                println!(
                    "    {:>8.2}  {count} groups by {code}, sorted by the {word} of a metric",
                    time(groups)
                );
            }
            let groups = Arc::new(gather(&runs, &keys, &[metric()], Stat::Mean, false, now));
            let columns: Vec<Column> = Census::of(&runs).available().into_iter().take(10).collect();
            let heading = || {
                let cell = |column: &Column| groups[0].pooled(column, Stat::Mean, now);
                columns.iter().map(cell).collect::<Vec<_>>()
            };
            let (count, shown) = (groups[0].runs.len(), columns.len());
            println!(
                "    {:>8.2}  the {shown} cells of a heading of {count} runs, seen again",
                time(heading)
            );
            let open = || TableRows::of_groups(groups.clone(), |_| true).slice(500..560);
            println!("    {:>8.2}  open all of them", time(open));
        }
        println!("    {:>8.2}  count what the runs have", time(|| Census::of(&runs)));
    }
}
