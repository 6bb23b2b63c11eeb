//! Pictures of how well a model predicts; their code is fetched with the first of them.

mod accuracy;
mod drawing;
mod picture;
mod regression;

use crate::browser::chunk::chunk;
use crate::model::MetricKind;
use crate::source::is_evaluation;
use crate::view::widget::later;
use leptos::prelude::*;
use std::sync::Arc;

/// What was logged, of which kind, under which name.
#[derive(Clone, Debug)]
pub struct Logged {
    /// The document as it stands.
    pub json: Arc<str>,
    /// The word for its kind, where the source has one.
    pub kind: Arc<str>,
    /// The name of the metric.
    pub title: String,
}

chunk! { evaluation:
    /// The picture of what was logged; as it stands, where there is none.
    fn picture_code() -> fn(&Logged) -> AnyView {
        picture::picture
    }
}

/// A metric that came as it stands: as a picture where there is one for it.
pub fn raw(json: &Arc<str>, kind: Option<&MetricKind>, title: &str) -> AnyView {
    let kind: Arc<str> = match kind {
        Some(MetricKind::Other(kind)) => kind.clone(),
        _ => Arc::from(""),
    };
    if !is_evaluation(&kind) && !json.contains("\"schema_type\"") {
        return view! { <pre class="raw">{json.to_string()}</pre> }.into_any();
    }
    let logged = Logged {
        json: json.clone(),
        kind,
        title: title.to_owned(),
    };
    later(5, || Box::pin(picture_code()), move |draw| draw(&logged))
}
