//! Every kind of metric, value by value.

use crate::live::{Live, is_same, number, shown};
use runlens::model::{Cells, Metric, MetricKey, MetricKind, MetricTable, Run};
use serde_json::Value;

const EVERY: &str = "every kind";

/// The logged values by name, of one of the ways to log.
fn logged<'a>(live: &'a Live, run: &str, way: &str) -> Vec<(&'a str, &'a Value)> {
    let metrics = live.truth["runs"][run]["metrics"][way].as_object().expect(way);
    metrics.iter().map(|(name, value)| (name.as_str(), value)).collect()
}

fn is_series(live: &Live, run: &Run, name: &str, values: &[Value]) {
    let wanted: Vec<f64> = values.iter().map(|value| number(value).unwrap_or(f64::NAN)).collect();
    let (mut found, mut steps) = (Vec::new(), Vec::new());
    for part in live.parts(run, name) {
        let Metric::Series(part) = part else {
            panic!("{name}: {part:?}")
        };
        assert_eq!(part.times.as_ref().map(Vec::len), Some(part.len()));
        found.extend_from_slice(&part.values);
        steps.extend_from_slice(&part.steps);
    }
    assert_eq!(found.len(), wanted.len(), "{name}");
    assert!(
        found.iter().zip(&wanted).all(|(a, b)| is_same(*a, *b)),
        "{name}: {found:?}"
    );
    let given = live.truth["runs"][EVERY]["metrics"]["steps"][name].as_array();
    let given = given
        .filter(|_| !live.is_old)
        .map(|steps| steps.iter().filter_map(Value::as_i64).collect());
    assert_eq!(
        steps,
        given.unwrap_or_else(|| (0..found.len() as i64).collect::<Vec<i64>>()),
        "{name}"
    );
    let summary = &run.metrics[&MetricKey::new(name)];
    assert_eq!(summary.kind, MetricKind::Series, "{name}");
    // A long one is not summed up by one question; what is said of it is true.
    if let Some(count) = summary.count {
        assert_eq!(count, found.len() as u64, "{name}");
        assert!(
            is_same(summary.last.expect("a last value"), wanted[wanted.len() - 1]),
            "{name}"
        );
    } else {
        assert!(found.len() > 100, "{name}");
    }
}

fn is_text(live: &Live, run: &Run, name: &str, values: &[Value]) {
    let lines: Vec<String> = values.iter().map(shown).collect();
    let found = live.parts(run, name);
    assert_eq!(found, [Metric::Text(lines.join("\n").into())], "{name}");
    assert_eq!(
        run.metrics[&MetricKey::new(name)].text.as_deref(),
        Some(lines.join("\n").as_str()),
        "{name}"
    );
}

fn is_logged(live: &Live, run: &Run, name: &str, values: &[Value]) {
    match values.iter().all(|value| number(value).is_some()) {
        true => is_series(live, run, name, values),
        false => is_text(live, run, name, values),
    }
}

#[test]
fn single_values_texts_series_and_lists_are_what_was_logged() {
    let Some(live) = Live::find() else { return };
    let run = live.run(EVERY);
    for (name, value) in logged(&live, EVERY, "scalars")
        .into_iter()
        .chain(logged(&live, EVERY, "texts"))
    {
        is_logged(&live, &run, name, std::slice::from_ref(value));
    }
    for (name, values) in logged(&live, EVERY, "series")
        .into_iter()
        .chain(logged(&live, EVERY, "lists"))
    {
        is_logged(&live, &run, name, values.as_array().expect(name));
    }
}

fn is_table(live: &Live, run: &Run, name: &str, rows: &[Value]) {
    let mut table = MetricTable::default();
    for part in live.parts(run, name) {
        let Metric::Table(part) = part else {
            panic!("{name}: {part:?}")
        };
        table.append(MetricTable::clone(&part));
    }
    assert_eq!(table.row_count(), rows.len(), "{name}");
    let names: std::collections::BTreeSet<&String> = rows
        .iter()
        .flat_map(|row| row.as_object().expect("a row").keys())
        .collect();
    assert_eq!(table.columns.len(), names.len(), "{name}");
    for column in &table.columns {
        for (at, row) in rows.iter().enumerate() {
            let wanted = row.get(&column.name);
            let is_equal = match &column.cells {
                Cells::Numbers(cells) => match (cells[at], wanted.and_then(number)) {
                    (Some(found), Some(wanted)) => is_same(found, wanted),
                    (found, wanted) => found.is_none() && wanted.is_none(),
                },
                Cells::Texts(cells) => cells[at].as_deref() == wanted.and_then(Value::as_str),
                Cells::Booleans(cells) => cells[at] == wanted.and_then(Value::as_bool),
            };
            assert!(is_equal, "{name}, {} of row {at}", column.name);
        }
    }
}

#[test]
fn rows_and_tables_are_what_was_logged() {
    let Some(live) = Live::find() else { return };
    let run = live.run(EVERY);
    for (name, rows) in logged(&live, EVERY, "tables") {
        is_table(&live, &run, name, rows.as_array().expect(name));
    }
    // The interface of old has no rows, only columns: a hole is closed in it.
    if !live.is_old {
        let run = live.run("holes");
        for (name, rows) in logged(&live, "holes", "tables") {
            is_table(&live, &run, name, rows.as_array().expect(name));
        }
    }
}

#[test]
fn charts_and_images_are_what_was_logged() {
    let Some(live) = Live::find() else { return };
    let run = live.run(EVERY);
    for (name, document) in logged(&live, EVERY, "charts") {
        let document: Value = match document {
            Value::String(encoded) => serde_json::from_slice(&crate::files::decoded(encoded)).expect(name),
            other => other["base64"].as_str().map_or_else(
                || other.clone(),
                |encoded| serde_json::from_slice(&crate::files::decoded(encoded)).expect(name),
            ),
        };
        match &live.parts(&run, name)[0] {
            Metric::ConfusionMatrix(matrix) => {
                let labels: Vec<Value> = matrix.labels.iter().map(|label| label.as_str().into()).collect();
                assert_eq!(document["data"]["class_labels"], Value::from(labels));
                let rows: Vec<Vec<f64>> = serde_json::from_value(document["data"]["matrix"].clone()).expect("numbers");
                assert_eq!(matrix.matrix, rows);
            }
            Metric::Raw(text) => assert_eq!(serde_json::from_str::<Value>(text).expect(name), document, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    for (name, _) in logged(&live, EVERY, "images") {
        assert_eq!(run.metrics[&MetricKey::new(name)].kind, MetricKind::Image);
        let Metric::Images(images) = &live.parts(&run, name)[0] else {
            panic!("{name}")
        };
        let bytes =
            pollster::block_on(runlens::source::RunSource::bytes(&live.source, &images[0].url, None)).expect(name);
        assert!(bytes.body.starts_with(b"\x89PNG"), "{name}");
    }
}
