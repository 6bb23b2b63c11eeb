//! Metrics of a run: their names, and the values of one.

use super::answer::{Answer, is_missing, is_unknown_question};
use super::client::{Client, Summaries};
use super::place::path;
use super::values::{Logged, columns, kind_of, way};
use super::{artifact, old};
use crate::model::{Image, Metric, MetricKey, MetricKind, MetricSummary, Run, RunId};
use crate::source::json::{Object, Place};
use crate::source::{Cursor, MetricPart, SourceError, Transport};
use futures_util::future::join_all;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

const SERVICE: &str = "metric/v2.0";
/// Pages of names after which the rest is left out; a run has fifty names.
const MOST_PAGES: usize = 20;

/// Where a metric is: in which interface, and under which names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// Whether it is kept by the interface of old.
    pub is_old: bool,
    namespace: String,
    /// Its name in the service.
    pub name: String,
    /// The way in which it was logged.
    way: String,
}

impl Locator {
    /// That of a metric of the interface of old.
    pub fn old(name: &str, way: &str) -> Self {
        Self {
            is_old: true,
            namespace: String::new(),
            name: name.to_owned(),
            way: way.to_owned(),
        }
    }

    /// As a summary carries it.
    pub fn text(&self) -> Arc<str> {
        let version = if self.is_old { "1" } else { "2" };
        Arc::from([version, &self.namespace, &self.way, &self.name].join("\n"))
    }

    /// Of a summary; a metric without one goes by its key.
    pub fn of(summary: &MetricSummary, key: &MetricKey) -> Self {
        let mut parts = summary.locator.as_deref().unwrap_or_default().splitn(4, '\n');
        let mut part = || parts.next().unwrap_or_default().to_owned();
        let (version, namespace, way, name) = (part(), part(), part(), part());
        Self {
            is_old: version == "1",
            namespace,
            name: if name.is_empty() { key.to_string() } else { name },
            way,
        }
    }

    fn question(&self, token: Option<&str>) -> serde_json::Value {
        let mut question = json!({"metricName": self.name});
        if let Some(fields) = question.as_object_mut() {
            if !self.namespace.is_empty() {
                fields.insert("metricNamespace".to_owned(), self.namespace.as_str().into());
            }
            if let Some(token) = token {
                fields.insert("continuationToken".to_owned(), token.into());
            }
        }
        question
    }
}

/// A page of what was logged under a name.
struct Part {
    logged: Logged,
    token: Option<String>,
    /// How many values there are, when the answer says so.
    total: Option<u64>,
    /// Whether values are left out between those that came.
    is_partial: bool,
}

impl<T: Transport> Client<T> {
    /// The names of the metrics of a run, with what their types tell.
    pub async fn names(&self, run: &RunId) -> Result<Summaries, SourceError> {
        let mut summaries = Summaries::new();
        let mut token: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let question = match &token {
                Some(token) => json!({"continuationToken": token}),
                None => json!({}),
            };
            let answer = self
                .post(SERVICE, format!("/runs/{}/list", path(run.as_str())), question)
                .await;
            let answer = match answer {
                // Nothing was ever logged, or only by the interface of old.
                Err(error) if is_missing(&error) => return Ok(summaries),
                answer => answer?,
            };
            let next = add_names(&answer, &mut summaries)?;
            if next.is_none() || next == token {
                break;
            }
            token = next;
        }
        Ok(summaries)
    }

    /// The names and, of each, as much as one question tells: all of it where
    /// it is short. What was read is kept for whoever draws it when that is soon.
    pub async fn summaries(&self, run: &Run, is_soon: bool) -> Result<Summaries, SourceError> {
        let mut summaries = self.names(&run.id).await?;
        if summaries.is_empty() {
            return self.old_summaries(run, is_soon).await;
        }
        let keys: Vec<(MetricKey, MetricSummary)> = summaries.clone().into_iter().collect();
        let parts = join_all(keys.iter().map(|(key, summary)| self.first_part(run, key, summary))).await;
        for ((key, known), part) in keys.into_iter().zip(parts) {
            match part {
                Ok(Some((summary, part))) => {
                    if let Some(part) = part.filter(|_| is_soon) {
                        self.memory
                            .fresh
                            .borrow_mut()
                            .insert((run.id.clone(), key.clone()), part);
                    }
                    let locator = known.locator;
                    summaries.insert(key, MetricSummary { locator, ..summary });
                }
                Ok(None) => {}
                Err(error @ (SourceError::NeedsSignIn { .. } | SourceError::Forbidden { .. })) => return Err(error),
                // It is told when the metric itself is asked for.
                Err(_) => {}
            }
        }
        Ok(summaries)
    }

    /// What one question tells of a metric: its summary, and the metric itself
    /// where that needs no further question. `None` when it is long.
    async fn first_part(
        &self,
        run: &Run,
        key: &MetricKey,
        summary: &MetricSummary,
    ) -> Result<Option<(MetricSummary, Option<MetricPart>)>, SourceError> {
        let locator = Locator::of(summary, key);
        let part = match self.sample(&run.id, &locator).await? {
            Some(part) => part,
            None => self.full(&run.id, &locator, None).await?,
        };
        if part.is_partial || part.token.is_some() {
            return Ok(None);
        }
        let summary = part.logged.summary();
        let whole = match summary.kind {
            MetricKind::Series | MetricKind::Table | MetricKind::Text | MetricKind::Image => {
                Some(self.metric_of(run, &summary.kind, &part, 0).await?)
            }
            _ => None,
        };
        Ok(Some((summary, whole)))
    }

    /// A page of a metric.
    async fn full(&self, run: &RunId, locator: &Locator, token: Option<&str>) -> Result<Part, SourceError> {
        let rest = format!("/runs/{}/full", path(run.as_str()));
        part(&self.post(SERVICE, rest, locator.question(token)).await?)
    }

    /// The page at a token and those behind it, until there are as many values
    /// as before: the pages of the service are short, and a reader whose parts
    /// double copies what he has a few times only.
    async fn pages(
        &self,
        run: &RunId,
        locator: &Locator,
        before: u64,
        token: Option<&str>,
    ) -> Result<Part, SourceError> {
        const MOST_ROWS: u64 = 100_000;
        let mut part = self.full(run, locator, token).await?;
        let wanted = before.min(MOST_ROWS) as usize;
        while part.logged.rows.len() < wanted
            && let Some(token) = part.token.take()
        {
            let next = self.full(run, locator, Some(&token)).await?;
            part.logged.append(next.logged);
            part.token = next.token.filter(|next| *next != token);
        }
        Ok(part)
    }

    /// A metric by some of its values, or by all of a short one; `None` when
    /// the service gives no samples.
    async fn sample(&self, run: &RunId, locator: &Locator) -> Result<Option<Part>, SourceError> {
        if self.memory.no_samples.get() {
            return Ok(None);
        }
        let rest = format!("/runs/{}/sample", path(run.as_str()));
        match self.post(SERVICE, rest, locator.question(None)).await {
            Ok(answer) => {
                let mut part = part(&answer)?;
                // Only an answer that counts them all, and holds as many, is whole.
                part.is_partial |= part.total != Some(part.logged.rows.len() as u64) || part.token.is_some();
                part.token = None;
                Ok(Some(part))
            }
            Err(error) if is_unknown_question(&error) => {
                // It may be the metric that is not there; the other question tells.
                self.memory.no_samples.set(!is_missing(&error));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// A sample of a series, or all of a short one. A sample without steps
    /// would not say where its values stand, so it is none.
    pub async fn sampled(&self, run: &Run, key: &MetricKey) -> Result<Option<MetricPart>, SourceError> {
        let Some(summary) = run
            .metrics
            .get(key)
            .filter(|summary| summary.kind == MetricKind::Series)
        else {
            return Ok(None);
        };
        if let Some(part) = self.memory.take_fresh(&run.id, key) {
            return Ok(Some(part));
        }
        let locator = Locator::of(summary, key);
        if locator.is_old {
            return Ok(None);
        }
        let Some(part) = self.sample(&run.id, &locator).await? else {
            return Ok(None);
        };
        let has_steps = part.logged.rows.iter().all(|row| row.step.is_some());
        if part.is_partial && !has_steps {
            return Ok(None);
        }
        self.metric_of(run, &MetricKind::Series, &part, 0).await.map(Some)
    }

    /// A part of a metric: the first one, or the one a cursor stands for.
    pub async fn metric(&self, run: &Run, key: &MetricKey, cursor: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        let missing = || SourceError::MissingMetric {
            run: run.id.clone(),
            key: key.clone(),
        };
        let summary = run.metrics.get(key).ok_or_else(missing)?;
        if cursor.is_none()
            && let Some(part) = self.memory.take_fresh(&run.id, key)
        {
            return Ok(part);
        }
        let locator = Locator::of(summary, key);
        let (before, token) = match cursor.and_then(|cursor| cursor.as_str().split_once(' ')) {
            Some((before, token)) => (before.parse().unwrap_or(0), Some(token)),
            None => (0, None),
        };
        let part = match locator.is_old {
            true => Part {
                logged: self.old_metric(run, &locator.name).await?.ok_or_else(missing)?,
                token: None,
                total: None,
                is_partial: false,
            },
            false => match self.pages(&run.id, &locator, before, token).await {
                Err(error) if is_missing(&error) => return Err(missing()),
                part => part?,
            },
        };
        self.metric_of(run, &summary.kind, &part, before).await
    }

    /// What the model makes of a part; an artifact is read for it.
    async fn metric_of(
        &self,
        run: &Run,
        kind: &MetricKind,
        part: &Part,
        before: u64,
    ) -> Result<MetricPart, SourceError> {
        let logged = &part.logged;
        let metric = match kind {
            MetricKind::Series => Metric::Series(Arc::new(logged.series(before))),
            MetricKind::Table => Metric::Table(Arc::new(logged.table())),
            MetricKind::Text => Metric::Text(Arc::from(logged.text())),
            MetricKind::Image => Metric::Images(Arc::new(self.images(run, logged).await?)),
            MetricKind::ConfusionMatrix | MetricKind::Other(_) => self.of_artifact(run, kind, logged).await?,
        };
        let end = before + logged.rows.len() as u64;
        let next = part.token.as_ref().map(|token| Cursor::new(format!("{end} {token}")));
        let is_whole = next.is_none() && !part.is_partial;
        Ok(MetricPart {
            metric,
            total: part.total.or(is_whole.then_some(end)),
            next,
            sampled: part.is_partial,
        })
    }

    async fn images(&self, run: &Run, logged: &Logged) -> Result<Vec<Image>, SourceError> {
        let mut images = Vec::new();
        for (step, location) in logged.locations() {
            images.push(Image {
                url: self
                    .content_address(&artifact::place(run, location, &logged.way))
                    .await?,
                step: Some(step),
                caption: String::new(),
                fault: None,
            });
        }
        Ok(images)
    }

    /// The last artifact that was logged under the name.
    async fn of_artifact(&self, run: &Run, kind: &MetricKind, logged: &Logged) -> Result<Metric, SourceError> {
        let locations = logged.locations();
        let Some((_, location)) = locations.last() else {
            return Ok(Metric::Text(Arc::from(logged.text())));
        };
        let url = self
            .content_address(&artifact::place(run, location, &logged.way))
            .await?;
        let answer = Answer::new(self.artifact(&url, None).await?.body, &url);
        Ok(match kind {
            MetricKind::ConfusionMatrix => artifact::confusion_matrix(&answer)?,
            _ => Metric::Raw(Arc::from(answer.text())),
        })
    }
}

/// Adds the names of a page, and says at which token the next one is.
#[inline(never)]
fn add_names(answer: &Answer, summaries: &mut Summaries) -> Result<Option<String>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with the names of metrics")?;
    let next = object.text("continuationToken").filter(|token| !token.is_empty());
    let list = object.list("value");
    object.check()?;
    let list_place = Place::Field(object.place, "value");
    for (index, value) in list.enumerate() {
        let place = Place::Item(&list_place, index);
        let metric = Object::of(value, &place, object.url, "a metric")?;
        let key_place = Place::Field(&place, "metricKey");
        let key = Object::of(
            metric.required("metricKey")?,
            &key_place,
            object.url,
            "the name of a metric",
        )?;
        let locator = Locator {
            is_old: false,
            namespace: key.text_or_empty("namespace"),
            name: key.required_text("name"),
            way: way(&metric),
        };
        let columns = columns(&metric);
        metric.check().and(key.check())?;
        let kind = kind_of(&locator.way, columns.iter().map(|(_, kind)| kind.as_str()));
        let summary = MetricSummary {
            locator: Some(locator.text()),
            ..MetricSummary::new(kind)
        };
        // The same name in another namespace is another metric.
        let mut key = MetricKey::new(locator.name.as_str());
        if summaries.contains_key(&key) {
            key = MetricKey::new(format!("{}/{}", locator.namespace, locator.name));
        }
        summaries.insert(key, summary);
    }
    Ok(next)
}

#[inline(never)]
fn part(answer: &Answer) -> Result<Part, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "a metric")?;
    let part = Part {
        logged: Logged::of(&object)?,
        token: object.text("continuationToken").filter(|token| !token.is_empty()),
        total: object.count("numValuesLogged"),
        is_partial: object
            .read("isPartialResult", crate::source::scalar::truth)
            .unwrap_or_default(),
    };
    object.finish(part)
}

impl<T: Transport> Client<T> {
    /// The metrics of a run of the interface of old, all of which come at once.
    async fn old_summaries(&self, run: &Run, is_soon: bool) -> Result<Summaries, SourceError> {
        let logged = match self.old_metrics(std::slice::from_ref(&run)).await {
            Ok(mut logged) => logged.remove(&run.id).unwrap_or_default(),
            Err(error) if is_unknown_question(&error) => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        let mut summaries = Summaries::new();
        for (name, logged) in logged {
            let key = MetricKey::new(name.as_str());
            let summary = old::summary(&name, &logged);
            let is_simple = matches!(summary.kind, MetricKind::Series | MetricKind::Table | MetricKind::Text);
            if is_soon && is_simple {
                let part = Part {
                    logged,
                    token: None,
                    total: None,
                    is_partial: false,
                };
                let part = self.metric_of(run, &summary.kind, &part, 0).await?;
                self.memory
                    .fresh
                    .borrow_mut()
                    .insert((run.id.clone(), key.clone()), part);
            }
            summaries.insert(key, summary);
        }
        Ok(summaries)
    }

    async fn old_metric(&self, run: &Run, name: &str) -> Result<Option<Logged>, SourceError> {
        let mut logged = self.old_metrics(std::slice::from_ref(&run)).await?;
        Ok(logged.remove(&run.id).and_then(|mut logged| logged.remove(name)))
    }
}
