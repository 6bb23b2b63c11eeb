//! How a source treats its server.

use crate::fake::{Fake, status};
use futures_util::FutureExt;
use futures_util::future::join_all;
use pollster::block_on;
use runlens::model::ExperimentId;
use runlens::source::{MAX_IN_FLIGHT, Response, RunSource, SourceError};

#[test]
fn a_busy_server_is_asked_again_after_the_wait_it_names() {
    let fake = Fake::fixtures();
    let busy = Response {
        retry_after_ms: Some(2_000),
        ..status(503, "busy")
    };
    fake.fail("index.json", Ok(busy));
    assert_eq!(
        block_on(fake.polite_source().info()).map(|info| info.name),
        Ok("Fixtures".to_owned())
    );
    assert_eq!((fake.asked().len(), fake.slept()), (2, vec![2_000]));
}

#[test]
fn a_server_that_stays_silent_is_asked_four_times_with_longer_waits() {
    let fake = Fake::fixtures();
    let silent = SourceError::unreachable("https://host.test/index.json");
    for _ in 0..4 {
        fake.fail("index.json", Err(silent.clone()));
    }
    assert_eq!(block_on(fake.polite_source().info()), Err(silent));
    assert_eq!((fake.asked().len(), fake.slept()), (4, vec![375, 750, 1500]));
}

#[test]
fn a_server_that_stays_busy_is_reported_by_its_last_answer() {
    let fake = Fake::fixtures();
    for code in [500, 502, 503, 429] {
        fake.fail("index.json", Ok(status(code, "")));
    }
    let error = block_on(fake.polite_source().info());
    assert_eq!(error, Err(SourceError::status(429, "https://host.test/index.json")));
}

#[test]
fn a_refusal_is_not_asked_again() {
    for code in [400, 401, 403, 404] {
        let fake = Fake::fixtures();
        fake.fail("index.json", Ok(status(code, "")));
        assert!(block_on(fake.polite_source().info()).is_err(), "{code}");
        assert_eq!((fake.asked().len(), fake.slept()), (1, vec![]), "{code}");
    }
}

#[test]
fn no_more_requests_are_in_flight_than_allowed() {
    let fake = Fake::fixtures();
    let source = fake.polite_source();
    let toy = block_on(source.experiment(&ExperimentId::new("toy"))).expect("toy");
    let pages = block_on(join_all((0..50).map(|_| source.runs(&toy, None))));
    assert!(pages.iter().all(Result::is_ok));
    assert_eq!(fake.most_in_flight(), MAX_IN_FLIGHT);
}

#[test]
fn a_request_that_is_dropped_gives_its_place_back() {
    let fake = Fake::fixtures();
    let source = fake.polite_source();
    let toy = block_on(source.experiment(&ExperimentId::new("toy"))).expect("toy");
    for _ in 0..2 * MAX_IN_FLIGHT {
        assert!(source.runs(&toy, None).now_or_never().is_none());
    }
    assert!(block_on(source.runs(&toy, None)).is_ok());
}

#[test]
fn an_answer_beyond_the_end_of_a_file_is_empty() {
    let fake = Fake::fixtures();
    let beyond = Response {
        total: Some(10),
        ..status(416, "no such range")
    };
    fake.fail("log.txt", Ok(beyond));
    let answer = block_on(fake.source().bytes("https://host.test/log.txt", Some((10, None))));
    assert_eq!(answer.map(|answer| (answer.body, answer.total)), Ok((vec![], Some(10))));
}
