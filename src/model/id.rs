//! Ids are types, so that a run id cannot land where a metric key belongs.

use std::fmt;
use std::sync::Arc;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps the text as it stands.
            pub fn new(id: impl Into<Arc<str>>) -> Self {
                Self(id.into())
            }

            /// The text, as the source wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// The id a source gives an experiment; opaque to us.
    ExperimentId
}
text_id! {
    /// The id a source gives a run; opaque to us.
    RunId
}
impl MetricKey {
    /// Whether it tells of the machine and not of the model, by the prefix
    /// that MLflow gives such metrics.
    pub fn is_system(&self) -> bool {
        self.0.starts_with("system/")
    }
}

text_id! {
    /// The name under which a run logged a metric, such as `val/loss`.
    MetricKey
}
