//! Compute targets, and the runs on them.

use super::answer::{Answer, is_unknown_question};
use super::client::{Client, MANAGER_VERSION};
use super::place::path;
use super::run;
use crate::model::{ComputeTarget, Run};
use crate::source::json::{Object, Place, Value};
use crate::source::{Cursor, Page, Request, SourceError, Transport, link, scalar};
use std::sync::Arc;

const SERVICE: &str = "history/v1.0";
/// Runs on a page, as the SDK asks for them.
const RUNS_AT_ONCE: u32 = 500;
/// Which runs of a target are wanted.
const UNFINISHED: &str = "(Status ne Completed and Status ne Failed and Status ne Canceled)";

impl<T: Transport> Client<T> {
    /// Where runs are executed, in the words of the resource manager.
    pub async fn compute_targets(&self, cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        let url = match cursor {
            Some(cursor) => format!("{}{}", self.services().await?.manager, cursor.as_str()),
            None => self.manager_address(&format!("/computes?{MANAGER_VERSION}")).await?,
        };
        let answer = self.asked(Request::new(url)).await?;
        let (mut page, _) = run::page(&answer, &compute_target)?;
        let document = answer.read()?;
        let next = answer.object(&document, "a list of compute targets")?.link("nextLink");
        // Behind what forwards to it, the resource manager names itself.
        page.next = next.and_then(|next| next.find("/subscriptions/").map(|at| Cursor::new(&next[at..])));
        Ok(page)
    }

    /// The runs on a target that are not over, of all experiments.
    pub async fn runs_of_target(&self, target: &str, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        let (is_filtered, token) = match cursor.and_then(|cursor| cursor.as_str().split_once(' ')) {
            Some((word, token)) => (word == "unfinished", Some(token)),
            None => (true, None),
        };
        let answer = match (self.of_target(target, is_filtered, token).await, token) {
            // A service that does not take the filter gives all runs.
            (Err(error), None) if is_unknown_question(&error) => {
                let answer = self.of_target(target, false, None).await?;
                return self.page_of_target(&answer, "all");
            }
            (answer, _) => answer?,
        };
        self.page_of_target(&answer, if is_filtered { "unfinished" } else { "all" })
    }

    async fn of_target(&self, target: &str, is_filtered: bool, token: Option<&str>) -> Result<Answer, SourceError> {
        let mut rest = format!("/computes/{}/runs?$top={RUNS_AT_ONCE}", path(target));
        if is_filtered {
            rest.push_str(&format!("&$filter={}", link::segment(UNFINISHED)));
        }
        if let Some(token) = token {
            rest.push_str(&format!("&$continuationToken={}", link::segment(token)));
        }
        self.get(SERVICE, rest).await
    }

    fn page_of_target(&self, answer: &Answer, word: &str) -> Result<Page<Run>, SourceError> {
        let (page, token) = run::page(answer, &run::run)?;
        Ok(Page {
            next: token.map(|token| Cursor::new(format!("{word} {token}"))),
            ..self.shown(page)
        })
    }
}

/// A compute target with the states of its nodes.
fn compute_target(value: Value<'_>, place: &Place<'_>, url: &str) -> Result<ComputeTarget, SourceError> {
    let object = Object::of(value, place, url, "a compute target")?;
    let [outer_place, inner_place] = [
        Place::Field(place, "properties"),
        Place::Field(place, "properties.properties"),
    ];
    let name = object.required_text("name");
    let part = |of: &Object<'_>| of.optional("properties").map(|value| value.first() == b'{');
    let outer = match part(&object) {
        Some(true) => object.required("properties")?,
        _ => Value::EMPTY_OBJECT,
    };
    let outer = Object::of(outer, &outer_place, url, "the properties of a compute target")?;
    let inner = match part(&outer) {
        Some(true) => outer.required("properties")?,
        _ => Value::EMPTY_OBJECT,
    };
    let inner = Object::of(inner, &inner_place, url, "the properties of a compute target")?;
    let said = |of: &Object<'_>, name: &str| of.text(name).filter(|text| !text.is_empty());
    let states = inner.data("nodeStateCounts").filter_map(|(state, count)| {
        let count = scalar::count(count).ok()?;
        let state = state.strip_suffix("NodeCount").unwrap_or(&state).to_owned();
        (count > 0).then_some((state, count))
    });
    let state = said(&inner, "allocationState").or_else(|| said(&inner, "state"));
    let provisioning = said(&outer, "provisioningState").filter(|state| state != "Succeeded");
    object.finish(ComputeTarget {
        kind: said(&outer, "computeType").unwrap_or_default(),
        size: said(&inner, "vmSize").unwrap_or_default(),
        // What is being made or failed to be made is not steady, whatever it says.
        state: provisioning.or(state).unwrap_or_default(),
        nodes: states.collect(),
        runs: Some(Arc::from(name.as_str())),
        name,
    })
}
