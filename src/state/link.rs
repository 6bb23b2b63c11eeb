//! The workspace as a query string, and back.
//!
//! Only what differs from the default is written, so links stay short and a
//! better default reaches old links too. A value that makes no sense leaves
//! the default, a key that is not known survives. The keys are a public
//! contract: the README lists them, and old links must keep opening.

use super::custom;
use super::hidden::Hidden;
use super::table_view::sort_of_link;
use super::thresholds::Thresholds;
use super::workspace::{AxisScale, Page, RunTab, Workspace, XAxis};
use crate::chart::{Extent, RowOrder, Smoother};
use crate::model::{ExperimentId, RunId};
use crate::query::{Column, SortKey};
use crate::source::WORKSPACE_KEY;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What is escaped in the query string. Unlike the form encoding it leaves
/// `/`, `:`, `,`, `(` and `)` readable, which the URL standard allows there.
const IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'=')
    .add(b'\'')
    .add(b'`');

/// What is escaped inside an item of a list, before the list is escaped.
const IN_LIST: &AsciiSet = &CONTROLS.add(b',').add(b'%');

/// The kind of source whose address has two keys.
const AZUREML: &str = "azureml:";

/// The query string of a workspace, with its `?`; empty for the default.
pub fn encode(workspace: &Workspace) -> String {
    let mut query = String::new();
    for (key, value) in pairs(workspace) {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.extend(utf8_percent_encode(&key, IN_QUERY));
        query.push('=');
        query.extend(utf8_percent_encode(&value, IN_QUERY));
    }
    query
}

/// Reads a query string, with or without its `?`.
pub fn decode(query: &str) -> Workspace {
    let mut workspace = Workspace::default();
    let (mut page, mut of_source) = (None, None);
    let query = query.strip_prefix('?').unwrap_or(query);
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = value.into_owned();
        if workspace.one_chart.read(&key, &value) {
            continue;
        }
        match key.as_ref() {
            "source" => workspace.source = Some(value),
            "workspace" => of_source = Some(value),
            "page" => page = Page::ALL.into_iter().find(|page| page.word() == value),
            "experiment" => workspace.experiment = Some(ExperimentId::new(value)),
            "run" => workspace.run = Some(RunId::new(value)),
            "runs" => workspace.runs = list(&value).into_iter().map(RunId::new).collect(),
            "q" => workspace.filter = value,
            "deleted" => workspace.deleted = value == "1",
            "sort" => (workspace.sort, workspace.table.then_by) = sort_of_link(&value, list),
            "columns" => {
                workspace.columns = Some(list(&value).iter().filter_map(|code| Column::parse(code)).collect());
            }
            "x" => {
                workspace.x = XAxis::ALL.into_iter().find(|x| x.word() == value).unwrap_or_default();
            }
            "xscale" => workspace.x_scale = axis_scale(&value),
            "y" => workspace.y_scale = axis_scale(&value),
            "xrange" => workspace.ranges.x = range(&value),
            "yrange" => workspace.ranges.y = range(&value),
            "zoom" => {
                // The range comes first, for a name may hold anything.
                let zooms = list(&value).into_iter().filter_map(|item| {
                    let (text, metric) = item.split_once('@')?;
                    Some((metric.to_owned(), range(text)?))
                });
                workspace.ranges.y_of = zooms.collect();
            }
            "outliers" => workspace.ignore_outliers = value == "0",
            "smooth" => workspace.smoothing = thousandths(&value).unwrap_or_default(),
            "smoother" => {
                workspace.smoother = Smoother::ALL
                    .into_iter()
                    .find(|smoother| smoother.word() == value)
                    .unwrap_or_default();
            }
            "tab" => {
                workspace.tab = RunTab::ALL
                    .into_iter()
                    .find(|tab| tab.word() == value)
                    .unwrap_or_default();
            }
            "file" => workspace.file = Some(value),
            "line" => workspace.line = value.parse().ok(),
            "tooltip" => {
                let mut orders = RowOrder::ALL.into_iter();
                workspace.tooltip = orders.find(|order| order.word() == value).unwrap_or_default();
            }
            "lines" => workspace.thresholds = Thresholds::read(&list(&value)),
            "hide" => workspace.hidden = Hidden::of(list(&value).into_iter().map(RunId::new)),
            "diff" => workspace.differences_only = value == "1",
            key if workspace.every.read(key, &value) => {}
            key if workspace.embed.read(key, &value) => {}
            key if workspace.sweep.read(key, &value) => {}
            key if workspace.quiet.read(key, &value, list) => {}
            key if workspace.baseline.read(key, &value) => {}
            key if workspace.scatter.read(key, &value) => {}
            key if workspace.parallel.read(key, &value, list) => {}
            key if workspace.numbers.read(key, &value, list) => {}
            key if workspace.table.read(key, &value, list) => {}
            key if custom::read(&mut workspace.charts, key, &value, list) => {}
            key if workspace.grouping.read(key, &value, list) => {}
            key if workspace.tables.read(key, &value, list) => {}
            key if workspace.coloring.read(key, &value, list) => {}
            key if workspace.sections.read(key, &value, list) => {}
            key if workspace.groups.read(key, &value, list) => {}
            _ => workspace.unknown.push((key.into_owned(), value)),
        }
    }
    // A workspace belongs to the source before it; without such a one the key means nothing to us.
    match (&mut workspace.source, of_source) {
        (Some(source), Some(name)) if source.starts_with(AZUREML) && !source.contains(WORKSPACE_KEY) => {
            source.push_str(WORKSPACE_KEY);
            source.push_str(&name);
        }
        (_, Some(name)) => workspace.unknown.push(("workspace".to_owned(), name)),
        _ => {}
    }
    // A link that names a run or an experiment need not also name the page.
    workspace.page = page.unwrap_or(match (&workspace.run, &workspace.experiment) {
        (Some(_), _) => Page::Run,
        (None, Some(_)) => Page::Runs,
        (None, None) => Page::Experiments,
    });
    workspace
}

fn pairs(workspace: &Workspace) -> Vec<(String, String)> {
    let default = Workspace::default();
    let mut pairs = Vec::new();
    let mut put = |key: &str, value: String| pairs.push((key.to_owned(), value));
    if let Some(source) = &workspace.source {
        let workspace = source.split_once(WORKSPACE_KEY).filter(|_| source.starts_with(AZUREML));
        put(
            "source",
            workspace.map_or_else(|| source.clone(), |(url, _)| url.to_owned()),
        );
        if let Some((_, name)) = workspace {
            put("workspace", name.to_owned());
        }
    }
    // `page` says everything, even where it could be guessed, so that a link
    // reads well; only the start page goes without.
    if workspace.page != default.page || workspace.experiment.is_some() || workspace.run.is_some() {
        put("page", workspace.page.word().to_owned());
    }
    if let Some(experiment) = &workspace.experiment {
        put("experiment", experiment.to_string());
    }
    if let Some(run) = &workspace.run {
        put("run", run.to_string());
    }
    if !workspace.runs.is_empty() {
        put("runs", joined(workspace.runs.iter().map(RunId::as_str)));
    }
    if !workspace.filter.is_empty() {
        put("q", workspace.filter.clone());
    }
    if workspace.deleted {
        put("deleted", "1".to_owned());
    }
    if !workspace.shows_tree() {
        let codes: Vec<String> = workspace.sort_keys().iter().map(SortKey::code).collect();
        put("sort", joined(codes.iter().map(String::as_str)));
    }
    workspace
        .table
        .write(|items| joined(items.iter().map(String::as_str)), &mut put);
    if let Some(columns) = &workspace.columns {
        let codes: Vec<String> = columns.iter().map(Column::code).collect();
        put("columns", joined(codes.iter().map(String::as_str)));
    }
    if workspace.x != default.x {
        put("x", workspace.x.word().to_owned());
    }
    if workspace.x_scale != default.x_scale {
        put("xscale", workspace.x_scale.word().to_owned());
    }
    if workspace.y_scale != default.y_scale {
        put("y", workspace.y_scale.word().to_owned());
    }
    if let Some(range) = workspace.ranges.x {
        put("xrange", range_text(range));
    }
    if let Some(range) = workspace.ranges.y {
        put("yrange", range_text(range));
    }
    let zooms = workspace.ranges.y_of.iter();
    let zooms: Vec<String> = zooms.map(|(metric, range)| range_text(*range) + "@" + metric).collect();
    if !zooms.is_empty() {
        put("zoom", joined(zooms.iter().map(String::as_str)));
    }
    if workspace.ignore_outliers {
        put("outliers", "0".to_owned());
    }
    if workspace.smoother != default.smoother {
        put("smoother", workspace.smoother.word().to_owned());
    }
    if workspace.smoothing != default.smoothing {
        put("smooth", (f64::from(workspace.smoothing) / 1000.0).to_string());
    }
    let joined_texts = |items: &[String]| joined(items.iter().map(String::as_str));
    custom::write(&workspace.charts, joined_texts, &mut put);
    workspace.grouping.write(joined_texts, &mut put);
    workspace.tables.write(joined_texts, &mut put);
    workspace.coloring.write(joined_texts, &mut put);
    workspace.sections.write(joined_texts, &mut put);
    workspace.groups.write(joined_texts, &mut put);
    if workspace.tab != default.tab {
        put("tab", workspace.tab.word().to_owned());
    }
    if let Some(file) = &workspace.file {
        put("file", file.clone());
    }
    if let Some(line) = workspace.line {
        put("line", line.to_string());
    }
    if workspace.differences_only {
        put("diff", "1".to_owned());
    }
    if workspace.tooltip != default.tooltip {
        put("tooltip", workspace.tooltip.word().to_owned());
    }
    let lines = workspace.thresholds.items();
    if !lines.is_empty() {
        put("lines", joined(lines.iter().map(String::as_str)));
    }
    if !workspace.hidden.is_empty() {
        put("hide", joined(workspace.hidden.runs()));
    }
    workspace.one_chart.write(&mut put);
    workspace.baseline.write(&mut put);
    workspace.scatter.write(&mut put);
    workspace.parallel.write(joined_texts, &mut put);
    workspace.numbers.write(joined_texts, &mut put);
    workspace.every.write(&mut put);
    workspace.embed.write(&mut put);
    workspace.sweep.write(&mut put);
    workspace.quiet.write(&mut put);
    pairs.extend(workspace.unknown.iter().cloned());
    pairs
}

/// Items with commas between them; a comma within an item is escaped.
fn joined<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items
        .map(|item| utf8_percent_encode(item, IN_LIST).to_string())
        .collect::<Vec<_>>()
        .join(",")
}

fn list(text: &str) -> Vec<String> {
    text.split(',')
        .filter(|item| !item.is_empty())
        .map(|item| percent_decode_str(item).decode_utf8_lossy().into_owned())
        .collect()
}

fn axis_scale(text: &str) -> AxisScale {
    let mut scales = AxisScale::ALL.into_iter();
    scales.find(|scale| scale.word() == text).unwrap_or_default()
}

/// Two finite numbers that differ, as `lo..hi`.
fn range(text: &str) -> Option<Extent> {
    let (lo, hi) = text.split_once("..")?;
    Extent::new(lo.parse().ok()?, hi.parse().ok()?).ordered()
}

fn range_text(range: Extent) -> String {
    range.lo.to_string() + ".." + &range.hi.to_string()
}

/// A weight in `0.0..1.0` as thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let weight: f64 = text.parse().ok()?;
    let thousandths = (weight * 1000.0).round();
    // The range makes the cast exact.
    (0.0..=999.0).contains(&thousandths).then_some(thousandths as u16)
}

#[cfg(test)]
mod tests;
