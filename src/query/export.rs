//! The table of runs as a file: CSV for spreadsheets, JSON for programs.

use super::{Cell, Column};
use crate::model::{Run, Timestamp};
use std::fmt::Write;
use std::sync::Arc;

/// The runs as CSV (RFC 4180) with a line of column codes above. Instants are
/// RFC 3339, lengths of time seconds. A text that a spreadsheet would take for
/// a formula gets an apostrophe in front.
pub fn to_csv(runs: &[Arc<Run>], columns: &[Column], now: Timestamp) -> String {
    let mut csv = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                csv.push(',');
            }
            csv.push_str(&cell);
        }
        csv.push_str("\r\n");
    };
    line(&mut columns.iter().map(|column| csv_text(&column.code())));
    for run in runs {
        line(&mut columns.iter().map(|column| match column.cell(run, now) {
            Cell::Text(text) => csv_text(text),
            // As it was logged, with the digits it was logged with.
            Cell::Number(value) => logged(column, run).map_or_else(|| value.to_string(), csv_text),
            cell => plain(&cell).unwrap_or_default(),
        }));
    }
    csv
}

/// The runs as a JSON array of objects by column code. What a run does not
/// have is left out; a number that JSON has no word for is a text.
pub fn to_json(runs: &[Arc<Run>], columns: &[Column], now: Timestamp) -> String {
    let names: Vec<String> = columns.iter().map(|column| json_text(&column.code())).collect();
    let mut json = String::from("[");
    for (place, run) in runs.iter().enumerate() {
        json.push_str(if place > 0 { ",\n{" } else { "\n{" });
        let mut mark = "";
        for (column, name) in columns.iter().zip(&names) {
            let value = match column.cell(run, now) {
                Cell::Missing => continue,
                Cell::Text(text) => json_text(text),
                Cell::Number(value) if value.is_nan() => json_text("NaN"),
                Cell::Number(value) if value.is_infinite() => {
                    json_text(if value > 0.0 { "Infinity" } else { "-Infinity" })
                }
                Cell::Instant(at) => json_text(&at.to_rfc3339()),
                cell => plain(&cell).unwrap_or_default(),
            };
            json.push_str(mark);
            json.push_str(name);
            json.push(':');
            json.push_str(&value);
            mark = ",";
        }
        json.push('}');
    }
    json.push_str("\n]\n");
    json
}

/// A number, an instant or a length of time.
fn plain(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Missing | Cell::Text(_) => None,
        Cell::Number(value) => Some(value.to_string()),
        Cell::Instant(at) => Some(at.to_rfc3339()),
        Cell::Duration(ms) => Some((*ms as f64 / 1000.0).to_string()),
    }
}

fn logged<'a>(column: &Column, run: &'a Run) -> Option<&'a str> {
    match column {
        Column::Param(name) => run.params.get(name).map(|value| value.as_str()),
        _ => None,
    }
}

fn csv_text(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.trim().parse::<f64>().is_err();
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

fn json_text(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            control if control < ' ' => {
                // Writing to a text cannot fail.
                let _ = write!(json, "\\u{:04x}", u32::from(control));
            }
            letter => json.push(letter),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, RunId};

    fn run() -> Arc<Run> {
        let mut run = Run::new(RunId::new("a1"), ExperimentId::new("e"));
        run.name = "=HYPERLINK(\"x\"),\nb".to_owned();
        run.start_time = Some(Timestamp(0));
        run.end_time = Some(Timestamp(1500));
        for (name, value) in [("lr", "-0.10"), ("opt", "-adam"), ("tab", "\tx")] {
            run.params.insert(name.to_owned(), ParamValue::new(value));
        }
        let mut loss = MetricSummary::new(MetricKind::Series);
        (loss.last, loss.max) = (Some(f64::NAN), Some(f64::INFINITY));
        run.metrics.insert(MetricKey::new("loss"), loss);
        Arc::new(run)
    }

    fn columns() -> Vec<Column> {
        let codes = [
            "name",
            "start",
            "duration",
            "params.lr",
            "params.opt",
            "params.tab",
            "metrics.loss",
            "max(metrics.loss)",
            "mean(metrics.loss)",
        ];
        codes.iter().filter_map(|code| Column::parse(code)).collect()
    }

    #[test]
    fn a_spreadsheet_gets_no_formula_and_every_digit() {
        let csv = to_csv(&[run()], &columns(), Timestamp(0));
        let (head, line) = csv.split_once("\r\n").expect("two lines");
        assert_eq!(
            head,
            "name,start,duration,params.lr,params.opt,params.tab,metrics.loss,max(metrics.loss),mean(metrics.loss)"
        );
        let name = "\"'=HYPERLINK(\"\"x\"\"),\nb\"";
        let start = Timestamp(0).to_rfc3339();
        assert_eq!(line, format!("{name},{start},1.5,-0.10,'-adam,'\tx,NaN,inf,\r\n"));
    }

    #[test]
    fn json_is_read_back_and_names_what_it_has_no_number_for() {
        let json = to_json(&[run(), run()], &columns(), Timestamp(0));
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let first = &read[1];
        assert_eq!(first["name"], "=HYPERLINK(\"x\"),\nb");
        assert_eq!(first["params.tab"], "\tx");
        assert_eq!(first["params.lr"], -0.1);
        assert_eq!(
            (&first["metrics.loss"], &first["max(metrics.loss)"]),
            (&"NaN".into(), &"Infinity".into())
        );
        assert!(first.get("mean(metrics.loss)").is_none());
        assert_eq!(first["duration"], 1.5);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&to_json(&[], &columns(), Timestamp(0))).expect("JSON"),
            serde_json::json!([])
        );
    }
}
