use super::*;
use std::cell::RefCell;

/// A file on a server, and what was asked of it.
struct Host {
    bytes: RefCell<Vec<u8>>,
    knows_ranges: bool,
    tells_length: bool,
    asked: RefCell<Vec<Option<ByteRange>>>,
}

impl Host {
    fn of(length: usize) -> Self {
        let lines = (0..length).map(|at| {
            if at % 100 == 99 {
                b'\n'
            } else {
                b'a' + (at / 100 % 26) as u8
            }
        });
        Self {
            bytes: RefCell::new(lines.collect()),
            knows_ranges: true,
            tells_length: true,
            asked: RefCell::default(),
        }
    }

    async fn answer(&self, range: Option<ByteRange>) -> Result<Response, SourceError> {
        self.asked.borrow_mut().push(range);
        let body = self.bytes.borrow().clone();
        let whole = Response {
            status: 200,
            body,
            ..Response::default()
        };
        let is_unread = matches!(range, Some((_, None))) && whole.body.len() as u64 > MOST_OPEN;
        if !self.knows_ranges || range.is_none() {
            let part = whole.into_part(range);
            let body = if is_unread { Vec::new() } else { part.body };
            return Ok(Response {
                body,
                is_unread,
                ..part
            });
        }
        let part = whole.into_part(range);
        let total = part.total.filter(|_| self.tells_length);
        let status = if part.body.is_empty() { 416 } else { 206 };
        let body = if is_unread { Vec::new() } else { part.body };
        Ok(Response {
            status,
            total,
            body,
            is_unread,
            ..part
        })
    }

    fn end(&self, size: Option<u64>) -> LogRead {
        pollster::block_on(end(&|range| self.answer(range), size)).expect("an answer")
    }

    fn more(&self, known: &LogRead, is_before: bool) -> LogRead {
        let more = pollster::block_on(more(&|range| self.answer(range), known.clone(), is_before));
        more.expect("an answer").joined(known.clone(), is_before)
    }

    fn asked(&self) -> Vec<Option<ByteRange>> {
        self.asked.take()
    }
}

const MB: u64 = 1_000_000;

fn span(read: &LogRead) -> (u64, u64, Option<u64>) {
    (read.text.from(), read.text.to(), read.total)
}

#[test]
fn a_short_log_is_asked_for_as_a_whole() {
    let host = Host::of(5_000);
    assert_eq!(span(&host.end(Some(5_000))), (0, 5_000, Some(5_000)));
    assert_eq!(host.asked(), [None]);
}

#[test]
fn of_a_long_one_the_end_is_asked_for_and_cut_at_a_line() {
    let host = Host::of(3_000_050);
    let read = host.end(Some(3_000_050));
    assert_eq!(span(&read), (2_000_100, 3_000_050, Some(3_000_050)));
    assert_eq!((read.limit, read.is_at_end()), (None, true));
    assert_eq!(host.asked(), [Some((2_000_050, Some(19_000_049)))]);
}

#[test]
fn a_length_that_nobody_told_is_learnt_with_the_first_part() {
    let host = Host::of(900_000);
    assert_eq!(span(&host.end(None)), (0, 900_000, Some(900_000)));
    assert_eq!(host.asked().len(), 1);
    let host = Host::of(2_500_000);
    assert_eq!(span(&host.end(None)), (1_500_100, 2_500_000, Some(2_500_000)));
    assert_eq!(host.asked().len(), 2);
}

#[test]
fn a_length_that_was_told_wrongly_is_corrected() {
    let host = Host::of(2_500_000);
    assert_eq!(span(&host.end(Some(9 * MB))).1, 2_500_000, "it was cut");
    assert_eq!(span(&host.end(Some(2 * MB))).1, 2_500_000, "it grew a little");
    let host = Host::of(40_000_000);
    assert_eq!(
        span(&host.end(Some(2 * MB))),
        (39_000_100, 40_000_000, Some(40_000_000)),
        "it grew a lot"
    );
    let host = Host::of(0);
    assert_eq!(span(&host.end(Some(2 * MB))), (0, 0, Some(0)));
}

#[test]
fn a_server_that_knows_no_ranges_or_tells_no_length_is_told() {
    let host = Host {
        knows_ranges: false,
        ..Host::of(3_000_000)
    };
    let read = host.end(Some(3_000_000));
    assert_eq!((read.limit, read.text.to()), (Some(LogLimit::OnlyWhole), 3_000_000));
    let read = host.end(None);
    assert_eq!(
        (read.limit, span(&read)),
        (Some(LogLimit::OnlyWhole), (0, MB, Some(3_000_000)))
    );
    let host = Host {
        tells_length: false,
        ..Host::of(3_000_000)
    };
    let read = host.end(None);
    assert_eq!((read.limit, span(&read)), (Some(LogLimit::NoLength), (0, MB, None)));
    assert_eq!(
        span(&host.end(Some(3_000_000))),
        (2_000_100, 3_000_000, Some(3_000_000))
    );
}

#[test]
fn parts_before_the_end_lead_to_the_start() {
    let host = Host::of(4_000_000);
    let mut read = host.end(Some(4_000_000));
    host.asked();
    let mut froms = Vec::new();
    while read.text.from() > 0 {
        read = host.more(&read, true);
        froms.push(read.text.from());
    }
    assert_eq!(
        froms,
        [2_000_200, 500, 0],
        "a part as long as what is there, from a line on"
    );
    assert_eq!(read.text.lines(), 40_000);
    let asked: u64 = host
        .asked()
        .into_iter()
        .flatten()
        .map(|(from, to)| to.map_or(0, |to| to + 1 - from))
        .sum();
    assert!(asked < 3_000_500, "nothing is asked for twice but a line: {asked}");
}

#[test]
fn parts_behind_the_start_lead_to_the_end() {
    let host = Host::of(2_500_050);
    let first = pollster::block_on(start(&|range| host.answer(range), Some(2_500_050)));
    let mut read = first.expect("an answer");
    assert_eq!((span(&read), read.is_at_end()), ((0, MB, Some(2_500_050)), false));
    read = host.more(&host.more(&read, false), false);
    assert_eq!((span(&read), read.is_at_end()), ((0, 2_500_050, Some(2_500_050)), true));
    assert_eq!(read.text.lines(), 25_001);
}

fn follow_of(host: &Host, known: LogRead) -> LogRead {
    pollster::block_on(follow(&|range| host.answer(range), known)).expect("an answer")
}

#[test]
fn of_a_log_that_grows_only_what_is_new_is_asked_for() {
    let host = Host::of(3_000_000);
    let known = host.end(Some(3_000_000));
    host.asked();
    assert_eq!(follow_of(&host, known.clone()), known, "nothing came");
    host.bytes.borrow_mut().extend(b"more\nand mo");
    let now = follow_of(&host, known.clone());
    assert_eq!(
        (span(&now), now.text.lines()),
        ((2_000_100, 3_000_011, Some(3_000_011)), known.text.lines() + 2)
    );
    host.bytes.borrow_mut().extend(b"re\n");
    let now = follow_of(&host, now);
    assert_eq!(now.text.lines(), known.text.lines() + 2);
    let froms: Vec<u64> = host.asked().into_iter().flatten().map(|(from, _)| from).collect();
    assert_eq!(froms, [2_999_744, 2_999_744, 2_999_755]);
}

#[test]
fn a_log_that_was_written_anew_is_read_anew() {
    let host = Host::of(3_000_000);
    let known = host.end(Some(3_000_000));
    *host.bytes.borrow_mut() = b"new\n".to_vec();
    assert_eq!(span(&follow_of(&host, known.clone())), (0, 4, Some(4)), "it is shorter");
    *host.bytes.borrow_mut() = vec![b'x'; 4_000_000];
    assert_eq!(
        span(&follow_of(&host, known)),
        (3_000_000, 4_000_000, Some(4_000_000)),
        "it is longer"
    );
}

#[test]
fn an_empty_log_is_followed_and_one_that_comes_only_whole_while_it_is_short() {
    let host = Host::of(0);
    let known = host.end(Some(0));
    host.bytes.borrow_mut().extend(b"first\n");
    assert_eq!(follow_of(&host, known).text.lines(), 1);
    let host = Host {
        knows_ranges: false,
        ..Host::of(999_900)
    };
    let known = host.end(Some(999_900));
    host.bytes.borrow_mut().extend([b'x'; 500]);
    let known = follow_of(&host, known);
    assert_eq!((known.text.to(), known.limit), (1_000_400, Some(LogLimit::OnlyWhole)));
    host.asked();
    follow_of(&host, known);
    assert_eq!(host.asked(), [], "its price is too high");
}
