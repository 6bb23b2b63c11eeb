//! A value that arrives later.

use crate::source::SourceError;

/// A value that arrives later, keeping the last good one while it reloads, so
/// that nothing blinks.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Loadable<T> {
    /// Nobody has asked for it yet.
    #[default]
    NotAsked,
    /// It is on its way; what has come so far, or what was there before.
    Loading {
        /// The newest good value.
        last: Option<T>,
    },
    /// It is here.
    Ready(T),
    /// It did not come.
    Failed {
        /// Why.
        error: SourceError,
        /// What had come, or what was there before.
        last: Option<T>,
    },
}

impl<T> Loadable<T> {
    /// What a view may draw now: the newest value, else the last good one.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Self::NotAsked => None,
            Self::Ready(value) => Some(value),
            Self::Loading { last } | Self::Failed { last, .. } => last.as_ref(),
        }
    }

    /// Why it did not come.
    pub fn error(&self) -> Option<&SourceError> {
        match self {
            Self::Failed { error, .. } => Some(error),
            _ => None,
        }
    }

    /// Whether an answer is still awaited.
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::NotAsked | Self::Loading { .. })
    }

    /// Turns it into the state of being on its way, keeping what was there.
    pub fn reloading(self) -> Self {
        Self::Loading {
            last: self.into_shown(),
        }
    }

    /// Turns it into a failure, keeping what was there.
    pub fn failed(self, error: SourceError) -> Self {
        Self::Failed {
            error,
            last: self.into_shown(),
        }
    }

    fn into_shown(self) -> Option<T> {
        match self {
            Self::NotAsked => None,
            Self::Ready(value) => Some(value),
            Self::Loading { last } | Self::Failed { last, .. } => last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unreachable() -> SourceError {
        SourceError::Unsupported {
            what: "this".to_owned(),
        }
    }

    #[test]
    fn the_last_good_value_survives_a_failed_reload() {
        let value = Loadable::Ready(7).reloading();
        assert_eq!(value.shown(), Some(&7));
        let value = value.failed(unreachable());
        assert_eq!(value.shown(), Some(&7));
        assert!(value.error().is_some());
        assert!(!value.is_pending());
    }
}
