//! All points of a metric over several runs, as CSV and as JSON.

use super::csv_write::{CsvCell, exact, write_record};
use crate::model::{Cells, Metric, MetricTable, Run, Timestamp};
use std::sync::Arc;
use time::OffsetDateTime;

/// What one run logged under the name of a metric.
pub type RunPoints = (Arc<Run>, Metric);

/// One record a point, after one of names: `run_id`, `run`, then `step`, `time`
/// (RFC 3339, where any run has times) and `value` of series, or the columns of
/// tables. Metrics of other kinds have no points and are left out.
pub fn points_csv(all: &[RunPoints]) -> String {
    let has_series = all.iter().any(|(_, metric)| matches!(metric, Metric::Series(_)));
    let has_times = (all.iter()).any(|(_, metric)| matches!(metric, Metric::Series(series) if series.times.is_some()));
    let columns = table_columns(all);
    let mut out = String::new();
    let names = ["run_id", "run"]
        .into_iter()
        .chain(has_series.then_some("step"))
        .chain(has_times.then_some("time"))
        .chain(has_series.then_some("value"))
        .chain(columns.iter().copied());
    write_record(&mut out, names.map(CsvCell::Text));
    for (run, metric) in all {
        let ids = [CsvCell::Text(run.id.as_str()), CsvCell::Text(&run.name)];
        match metric {
            Metric::Series(series) => {
                for (at, value) in series.values.iter().enumerate() {
                    let step = series
                        .steps
                        .get(at)
                        .map_or(CsvCell::Empty, |step| CsvCell::Whole(*step));
                    let time = series
                        .times
                        .as_ref()
                        .and_then(|times| times.get(at))
                        .map(|ms| rfc3339(*ms));
                    let time = has_times.then(|| time.as_deref().map_or(CsvCell::Empty, CsvCell::Text));
                    let empty = columns.iter().map(|_| CsvCell::Empty);
                    let cells = ids.into_iter().chain([step]).chain(time);
                    write_record(&mut out, cells.chain([CsvCell::Number(*value)]).chain(empty));
                }
            }
            Metric::Table(table) => {
                let empty = usize::from(has_series) * 2 + usize::from(has_times);
                for row in 0..table.row_count() {
                    let cells = ids.into_iter().chain(vec![CsvCell::Empty; empty]);
                    write_record(&mut out, cells.chain(columns.iter().map(|name| cell(table, name, row))));
                }
            }
            _ => {}
        }
    }
    out
}

/// An object with the name of the metric and, for each run, its id, its name and
/// its columns: `step`, `time` (milliseconds since 1970 UTC) and `value`, or
/// `columns` with a name and values each. What is no number in JSON is a word,
/// as in the open run API.
pub fn points_json(metric: &str, all: &[RunPoints]) -> String {
    let runs = all.iter().filter_map(|(run, metric)| {
        let points = match metric {
            Metric::Series(series) => {
                let steps = list(series.steps.iter().map(i64::to_string));
                let times = series.times.as_ref();
                let times = times.map(|times| format!(",\n \"time\": {}", list(times.iter().map(|ms| number(*ms)))));
                let values = list(series.values.iter().map(|value| number(*value)));
                format!("\"step\": {steps}{},\n \"value\": {values}", times.unwrap_or_default())
            }
            Metric::Table(table) => {
                let columns = table.columns.iter().map(|column| {
                    let values = match &column.cells {
                        Cells::Numbers(cells) => list(cells.iter().map(|cell| cell.map_or_else(null, number))),
                        Cells::Texts(cells) => list(cells.iter().map(|cell| cell.as_deref().map_or_else(null, string))),
                        Cells::Booleans(cells) => {
                            list(cells.iter().map(|cell| cell.map_or_else(null, |yes| yes.to_string())))
                        }
                    };
                    format!("{{\"name\": {}, \"values\": {values}}}", string(&column.name))
                });
                format!("\"columns\": {}", list(columns))
            }
            _ => return None,
        };
        let (id, name) = (string(run.id.as_str()), string(&run.name));
        Some(format!("\n{{\"id\": {id}, \"name\": {name},\n {points}}}"))
    });
    format!("{{\"metric\": {}, \"runs\": {}}}\n", string(metric), list(runs))
}

/// The names of all columns of all tables, each once.
fn table_columns(all: &[RunPoints]) -> Vec<&str> {
    let mut names = Vec::new();
    for (_, metric) in all {
        let Metric::Table(table) = metric else {
            continue;
        };
        for column in &table.columns {
            if !names.contains(&column.name.as_str()) {
                names.push(&column.name);
            }
        }
    }
    names
}

fn cell<'a>(table: &'a MetricTable, name: &str, row: usize) -> CsvCell<'a> {
    let column = table.columns.iter().find(|column| column.name == name);
    let found = column.and_then(|column| match &column.cells {
        Cells::Numbers(cells) => cells.get(row)?.map(CsvCell::Number),
        Cells::Texts(cells) => cells.get(row)?.as_deref().map(CsvCell::Text),
        Cells::Booleans(cells) => cells
            .get(row)?
            .map(|yes| CsvCell::Text(if yes { "true" } else { "false" })),
    });
    found.unwrap_or(CsvCell::Empty)
}

/// An instant in milliseconds since 1970 as `2026-01-05T09:00:00.250Z`; outside
/// the years 0 to 9999 the milliseconds as they are.
fn rfc3339(ms: f64) -> String {
    let whole = Timestamp(ms.round() as i64);
    let instant = OffsetDateTime::from_unix_timestamp(whole.0.div_euclid(1000));
    let Some(at) = instant
        .ok()
        .filter(|at| ms.is_finite() && (0..10_000).contains(&at.year()))
    else {
        return exact(ms);
    };
    let date = format!("{:04}-{:02}-{:02}", at.year(), u8::from(at.month()), at.day());
    let clock = format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second());
    format!("{date}T{clock}.{:03}Z", whole.0.rem_euclid(1000))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let mut out = "[".to_owned();
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push(',');
        }
        out.push_str(&item);
    }
    out.push(']');
    out
}

fn number(number: f64) -> String {
    if number.is_finite() {
        exact(number)
    } else {
        format!("\"{}\"", exact(number))
    }
}

fn null() -> String {
    "null".to_owned()
}

fn string(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| null())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricSeries, RunId, TableColumn};

    fn run(id: &str, name: &str) -> Arc<Run> {
        Arc::new(Run {
            name: name.to_owned(),
            ..Run::new(RunId::new(id), ExperimentId::new("e"))
        })
    }

    fn series(times: Option<Vec<f64>>) -> Metric {
        Metric::Series(Arc::new(MetricSeries {
            steps: vec![0, i64::MAX],
            times,
            values: vec![0.1 + 0.2, f64::NAN],
        }))
    }

    fn table() -> Metric {
        let column = |name: &str, cells| TableColumn {
            name: name.to_owned(),
            cells,
        };
        Metric::Table(Arc::new(MetricTable {
            columns: vec![
                column("angle", Cells::Numbers(vec![Some(0.0), None])),
                column("word", Cells::Texts(vec![Some("=A1".into()), Some("b".into())])),
                column("good", Cells::Booleans(vec![Some(true), None])),
            ],
        }))
    }

    #[test]
    fn a_csv_has_a_record_for_each_point() {
        let times = Some(vec![1_767_603_600_250.0, 1e18]);
        let all = [(run("a", "first, run"), series(times)), (run("b", "-b"), series(None))];
        assert_eq!(
            points_csv(&all),
            "run_id,run,step,time,value\r\n\
             a,\"first, run\",0,2026-01-05T09:00:00.250Z,0.30000000000000004\r\n\
             a,\"first, run\",9223372036854775807,1e18,NaN\r\n\
             b,'-b,0,,0.30000000000000004\r\n\
             b,'-b,9223372036854775807,,NaN\r\n"
        );
    }

    #[test]
    fn without_times_there_is_no_column_for_them() {
        assert!(points_csv(&[(run("a", "a"), series(None))]).starts_with("run_id,run,step,value\r\na,a,0,"));
        assert_eq!(points_csv(&[]), "run_id,run\r\n");
    }

    #[test]
    fn tables_have_their_own_columns() {
        assert_eq!(
            points_csv(&[(run("a", "a"), table())]),
            "run_id,run,angle,word,good\r\na,a,0,'=A1,true\r\na,a,,b,\r\n"
        );
        let both = points_csv(&[(run("a", "a"), table()), (run("b", "b"), series(None))]);
        assert!(both.starts_with("run_id,run,step,value,angle,word,good\r\na,a,,,0,'=A1,true\r\n"));
        assert!(both.contains("\r\nb,b,0,0.30000000000000004,,,\r\n"));
    }

    #[test]
    fn json_is_json_and_holds_every_digit() {
        let all = [
            (run("a", "say \"x\""), series(Some(vec![1.5, -2.0]))),
            (run("b", "b"), table()),
            (run("c", "c"), Metric::Text("no points".into())),
        ];
        let read: serde_json::Value = serde_json::from_str(&points_json("loss", &all)).expect("it is JSON");
        let expected = serde_json::json!({"metric": "loss", "runs": [
            {"id": "a", "name": "say \"x\"", "step": [0, i64::MAX], "time": [1.5, -2], "value": [0.1 + 0.2, "NaN"]},
            {"id": "b", "name": "b", "columns": [
                {"name": "angle", "values": [0, null]},
                {"name": "word", "values": ["=A1", "b"]},
                {"name": "good", "values": [true, null]},
            ]},
        ]});
        assert_eq!(read, expected);
    }
}
