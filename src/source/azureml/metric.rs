//! The values of a metric.

use super::answer::{Answer, is_missing, is_unknown_question};
use super::artifact;
use super::client::Client;
use super::locator::Locator;
use super::place::path;
use super::values::Logged;
use crate::model::{Image, Metric, MetricKey, MetricKind, Run, RunId};
use crate::source::{Cursor, MetricPart, SourceError, Transport};
use std::sync::Arc;

/// The interface of today.
pub const SERVICE: &str = "metric/v2.0";

/// A page of what was logged under a name.
pub struct Part {
    /// The values.
    pub logged: Logged,
    /// Where they go on.
    pub token: Option<String>,
    /// How many values there are, when the answer says so.
    pub total: Option<u64>,
    /// Whether values are left out between those that came.
    pub is_partial: bool,
}

impl<T: Transport> Client<T> {
    /// A page of a metric.
    pub async fn full(&self, run: &RunId, locator: &Locator, token: Option<&str>) -> Result<Part, SourceError> {
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
    pub async fn sample(&self, run: &RunId, locator: &Locator) -> Result<Option<Part>, SourceError> {
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

    async fn old_metric(&self, run: &Run, name: &str) -> Result<Option<Logged>, SourceError> {
        let mut logged = self.old_metrics(std::slice::from_ref(&run)).await?;
        Ok(logged.remove(&run.id).and_then(|mut logged| logged.remove(name)))
    }

    /// What the model makes of a part; an artifact is read for it.
    pub async fn metric_of(
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
