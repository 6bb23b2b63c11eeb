//! Manners towards a server: few requests at a time, and patience when it is busy.

use super::error::is_transient_status;
use super::{Request, Response, SourceError, Transport};
use async_lock::Semaphore;

/// Requests in flight at a time; browsers allow six to a host over HTTP/1.1.
pub const MAX_IN_FLIGHT: usize = 6;
/// Tries of one request, the first included.
pub const MAX_TRIES: u32 = 4;
/// The longest wait, even when a server asks for a longer one: a person waits with us.
pub const MAX_WAIT_MS: u64 = 30_000;
const FIRST_WAIT_MS: u64 = 500;

/// A transport that retries, backs off, and bounds how much it asks at a time.
#[derive(Debug)]
pub struct Polite<T> {
    inner: T,
    permits: Semaphore,
}

impl<T> Polite<T> {
    /// Wraps a transport.
    pub fn new(inner: T) -> Self {
        Self {
            inner,
            permits: Semaphore::new(MAX_IN_FLIGHT),
        }
    }

    /// The transport within.
    pub fn inner(&self) -> &T {
        &self.inner
    }
}

impl<T: Transport> Transport for Polite<T> {
    async fn get(&self, request: Request) -> Result<Response, SourceError> {
        let mut tries = 1;
        loop {
            let answer = {
                let _permit = self.permits.acquire().await;
                self.inner.get(request.clone()).await
            };
            let Some(wait) = wait_before_retry(&answer, tries, self.inner.random()) else {
                return answer;
            };
            // The permit is given back first, so that one slow address does not hold up the others.
            self.inner.sleep(wait).await;
            tries += 1;
        }
    }

    async fn sleep(&self, ms: u64) {
        self.inner.sleep(ms).await;
    }

    fn random(&self) -> f64 {
        self.inner.random()
    }
}

/// How long to wait before asking again after `tries` tries; `None` when the answer stands.
pub fn wait_before_retry(answer: &Result<Response, SourceError>, tries: u32, random: f64) -> Option<u64> {
    let (is_transient, asked_for) = match answer {
        Ok(response) => (is_transient_status(response.status), response.retry_after_ms),
        Err(error) => (error.is_transient(), None),
    };
    (is_transient && tries < MAX_TRIES).then(|| wait_ms(tries, asked_for, random))
}

/// Twice as long each time, of which `random` moves the second half, so that
/// pages that failed together do not come back together. What the server asks
/// for counts instead, where it is longer.
pub fn wait_ms(tries: u32, asked_for: Option<u64>, random: f64) -> u64 {
    let doublings = tries.saturating_sub(1).min(16);
    let full = (FIRST_WAIT_MS << doublings).min(MAX_WAIT_MS);
    let half = full / 2;
    let jittered = half + (half as f64 * random) as u64;
    jittered.max(asked_for.unwrap_or(0)).min(MAX_WAIT_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, retry_after_ms: Option<u64>) -> Result<Response, SourceError> {
        Ok(Response {
            status,
            retry_after_ms,
            ..Response::default()
        })
    }

    #[test]
    fn waits_double_and_never_exceed_the_longest() {
        let waits: Vec<u64> = (1..=9).map(|tries| wait_ms(tries, None, 0.0)).collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
        assert_eq!(wait_ms(u32::MAX, None, 0.999_999), 29_999);
    }

    #[test]
    fn jitter_moves_a_wait_by_up_to_half() {
        assert_eq!(wait_ms(1, None, 0.0), 250);
        assert_eq!(wait_ms(1, None, 0.5), 375);
    }

    #[test]
    fn a_server_that_names_a_wait_gets_it_up_to_the_longest() {
        assert_eq!(wait_ms(1, Some(2_000), 0.5), 2_000);
        assert_eq!(wait_ms(1, Some(3_600_000), 0.5), MAX_WAIT_MS);
        assert_eq!(wait_ms(1, Some(0), 0.0), 250, "zero must not become a storm");
    }

    #[test]
    fn only_what_may_pass_is_tried_again_and_only_so_often() {
        for status in [408, 429, 500, 503] {
            assert!(wait_before_retry(&answer(status, None), 1, 0.5).is_some(), "{status}");
        }
        for status in [200, 206, 304, 400, 401, 403, 404, 416] {
            assert_eq!(wait_before_retry(&answer(status, None), 1, 0.5), None, "{status}");
        }
        let silent = Err(SourceError::unreachable("u"));
        assert!(wait_before_retry(&silent, MAX_TRIES - 1, 0.5).is_some());
        assert_eq!(wait_before_retry(&silent, MAX_TRIES, 0.5), None);
        assert_eq!(wait_before_retry(&Err(SourceError::Cancelled), 1, 0.5), None);
    }
}
