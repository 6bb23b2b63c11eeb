//! The metrics of a run: their names, and what one question tells of each.

use super::answer::{Answer, is_missing, is_unknown_question};
use super::client::{Client, Summaries};
use super::locator::Locator;
use super::metric::{Part, SERVICE};
use super::old;
use super::place::path;
use super::values::{columns, kind_of, way};
use crate::model::{MetricKey, MetricKind, MetricSummary, Run, RunId};
use crate::source::json::{Object, Place};
use crate::source::{MetricPart, Partial, SourceError, Transport};
use futures_util::future::join_all;
use serde_json::json;
use std::collections::BTreeMap;

/// Pages of names after which the rest is left out; a run has fifty names.
const MOST_PAGES: usize = 20;

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
    /// it is short. What was read is kept for whoever draws it when that is soon;
    /// what could not be read is only named.
    pub async fn summaries(&self, run: &Run, is_soon: bool) -> Result<Partial<Summaries>, SourceError> {
        let mut summaries = self.names(&run.id).await?;
        if summaries.is_empty() {
            return self.old_summaries(run, is_soon).await.map(Partial::whole);
        }
        let mut warnings = Vec::new();
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
                Err(error) => warnings.push(error),
            }
        }
        let value = summaries;
        Ok(Partial { value, warnings })
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
