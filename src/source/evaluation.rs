//! What Azure ML's `log_accuracy_table`, `log_residuals` and `log_predictions`
//! leave: `{"schema_type", "schema_version", "data"}`. Some write the data
//! alone; then the kind of the metric tells what it is.

use super::json::{self, Object, Place, Value, items, repaired, wrong};
use super::{SourceError, scalar};
use crate::model::evaluation::{AccuracyTable, Counts, Evaluation, Predictions, Residuals};

/// The words for what can be read, as kinds of metrics and as `schema_type`.
const WORDS: [&str; 3] = ["accuracy_table", "residuals", "predictions"];

/// Whether a metric of this kind is worth a look by [`evaluation`].
pub fn is_evaluation(kind: &str) -> bool {
    WORDS.contains(&kind)
}

/// The evaluation that stands in `text`, a metric of `kind`; `None` where the
/// document says that it is something else, or has a shape of which there is
/// no picture yet (residuals by horizon).
///
/// # Errors
/// When it is no JSON, or not of the shape that its kind has; the place is said.
#[inline(never)]
pub fn evaluation(text: &str, kind: &str) -> Result<Option<Evaluation>, SourceError> {
    let read = |body: &[u8]| -> Result<Result<Option<Evaluation>, SourceError>, SourceError> {
        let document = json::document(body, "")?;
        Ok(of_document(document.value(), kind))
    };
    match (read(text.as_bytes()), repaired(text.as_bytes())) {
        (Ok(read), _) => read,
        // Python writes NaN and Infinity.
        (Err(error), Some(body)) => read(&body).map_err(|_| error)?,
        (Err(error), None) => Err(error),
    }
}

fn of_document(value: Value<'_>, kind: &str) -> Result<Option<Evaluation>, SourceError> {
    let root = Object::of(value, &Place::Document, "", "an object")?;
    let said = root.text("schema_type").or_else(|| root.text("kind"));
    let version = root.text("schema_version").unwrap_or_default();
    root.check()?;
    let kind = said.as_deref().unwrap_or(kind);
    if !is_evaluation(kind) {
        return Ok(None);
    }
    if !version.is_empty() && version != "1" && !version.starts_with("1.") {
        return Err(SourceError::Version {
            url: String::new(),
            found: version,
        });
    }
    let place = Place::Field(root.place, "data");
    let (data, place) = match root.optional("data") {
        Some(data) => (data, &place),
        None => (value, root.place),
    };
    let data = Object::of(data, place, "", "an object")?;
    match kind {
        "accuracy_table" => accuracy(&data).map(Evaluation::Accuracy).map(Some),
        "residuals" if data.optional("bin_edges").is_none() && is_by_horizon(&data) => Ok(None),
        "residuals" => residuals(&data).map(Evaluation::Residuals).map(Some),
        _ => predictions(&data).map(Evaluation::Predictions).map(Some),
    }
}

/// Whether these are the residuals of a forecast, horizon by horizon.
fn is_by_horizon(data: &Object<'_>) -> bool {
    let mut entries = data.entries().peekable();
    entries.peek().is_some() && entries.all(|(_, entry)| entry.first() == b'{')
}

fn accuracy(data: &Object<'_>) -> Result<AccuracyTable, SourceError> {
    let thresholds = finite(data, "probability_thresholds")?;
    let labels_place = Place::Field(data.place, "class_labels");
    let labels = items(data.required("class_labels")?, &labels_place, data.url, scalar::text)?;
    data.required("probability_tables")?;
    let tables_place = Place::Field(data.place, "probability_tables");
    let mut tables = Vec::new();
    for (class, table) in data.list("probability_tables").enumerate() {
        let place = Place::Item(&tables_place, class);
        tables.push(items(table, &place, data.url, counts)?);
    }
    data.check()?;
    AccuracyTable::new(labels, &thresholds, &tables)
        .map_err(|fault| SourceError::malformed(data.url, tables_place, fault.to_string()))
}

/// A row `[TP, FP, TN, FN]`.
fn counts(value: Value<'_>) -> Result<Counts, String> {
    const EXPECTED: &str = "four counts [TP, FP, TN, FN]";
    let mut numbers = [0.0; 4];
    let mut cells = value.children();
    if value.first() != b'[' {
        return Err(wrong(value, EXPECTED));
    }
    for number in &mut numbers {
        let cell = cells
            .next()
            .ok_or_else(|| format!("expected {EXPECTED}, found fewer"))?;
        *number = at_least_0(cell)?;
    }
    if cells.next().is_some() {
        return Err(format!("expected {EXPECTED}, found more"));
    }
    let [true_pos, false_pos, true_neg, false_neg] = numbers;
    Ok(Counts {
        true_pos,
        false_pos,
        true_neg,
        false_neg,
    })
}

fn residuals(data: &Object<'_>) -> Result<Residuals, SourceError> {
    let edges = edges(data)?;
    let counts = numbers(data, "bin_counts", edges.len() - 1, count_or_nan)?;
    let [mean, stddev, total] =
        ["mean", "stddev", "res_count"].map(|name| data.number(name).filter(|number| number.is_finite()));
    data.finish(Residuals {
        edges,
        counts,
        mean,
        stddev,
        total,
    })
}

fn predictions(data: &Object<'_>) -> Result<Predictions, SourceError> {
    let edges = edges(data)?;
    let bins = edges.len() - 1;
    Ok(Predictions {
        averages: numbers(data, "bin_averages", bins, scalar::number)?,
        errors: numbers(data, "bin_errors", bins, scalar::number)?,
        counts: numbers(data, "bin_counts", bins, count_or_nan)?,
        edges,
    })
}

/// The edges of at least one bin.
fn edges(data: &Object<'_>) -> Result<Vec<f64>, SourceError> {
    let place = Place::Field(data.place, "bin_edges");
    let edges = items(data.required("bin_edges")?, &place, data.url, edge)?;
    let wrong = |reason: &str| Err(SourceError::malformed(data.url, place, reason));
    if edges.len() < 2 {
        return wrong("expected at least two edges");
    }
    match edges.windows(2).position(|pair| pair[1] < pair[0]) {
        Some(at) => Err(SourceError::malformed(
            data.url,
            Place::Item(&place, at + 1),
            "expected an edge that is not below the one before",
        )),
        None => Ok(edges),
    }
}

/// An edge, which may be infinite.
fn edge(value: Value<'_>) -> Result<f64, String> {
    let number = scalar::number(value)?;
    (!number.is_nan())
        .then_some(number)
        .ok_or_else(|| wrong(value, "an edge"))
}

/// A list of as many numbers as there are bins.
fn numbers(data: &Object<'_>, name: &str, bins: usize, read: json::Read<f64>) -> Result<Vec<f64>, SourceError> {
    let place = Place::Field(data.place, name);
    let numbers = items(data.required(name)?, &place, data.url, read)?;
    if numbers.len() != bins {
        let reason = format!("{} entries, where there are {bins} bins", numbers.len());
        return Err(SourceError::malformed(data.url, place, reason));
    }
    Ok(numbers)
}

fn finite(data: &Object<'_>, name: &str) -> Result<Vec<f64>, SourceError> {
    let place = Place::Field(data.place, name);
    items(data.required(name)?, &place, data.url, |value| {
        let number = scalar::number(value)?;
        number
            .is_finite()
            .then_some(number)
            .ok_or_else(|| wrong(value, "a finite number"))
    })
}

fn at_least_0(value: Value<'_>) -> Result<f64, String> {
    let number = scalar::number(value)?;
    let is_count = number >= 0.0 && number.is_finite();
    is_count.then_some(number).ok_or_else(|| wrong(value, "a count"))
}

/// A count; not a number where there is none.
fn count_or_nan(value: Value<'_>) -> Result<f64, String> {
    match scalar::number(value) {
        Ok(number) if number.is_nan() => Ok(number),
        _ => at_least_0(value),
    }
}

#[cfg(test)]
mod tests;
