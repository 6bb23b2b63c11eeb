use super::*;

fn lines(text: &LogText) -> Vec<String> {
    let line = |place| {
        text.line(place)
            .map(|line| String::from_utf8_lossy(line.bytes).into_owned())
    };
    (0..text.lines()).filter_map(line).collect()
}

const TEXT: &str = "one\ntwo é\n\nfour\r\nfive";

#[test]
fn lines_and_their_places_are_found() {
    let text = LogText::new(0, TEXT.into(), true);
    assert_eq!(lines(&text), ["one", "two é", "", "four\r", "five"]);
    assert_eq!((text.from(), text.to(), text.longest()), (0, TEXT.len() as u64, 6));
    assert_eq!(text.line(1).map(|line| line.at), Some(4));
    assert_eq!(text.line(5), None);
    for (at, place) in [(0, 0), (3, 0), (4, 1), (10, 1), (11, 2), (12, 3), (999, 4)] {
        assert_eq!(text.place_of(at), place, "{at}");
    }
    assert_eq!(LogText::new(0, Vec::new(), true).lines(), 0);
    assert_eq!(LogText::default().place_of(7), 0);
}

#[test]
fn a_span_is_cut_at_line_ends() {
    let text = LogText::new(7, TEXT[2..].into(), true);
    assert_eq!(
        (lines(&text), text.from()),
        (vec!["two é".into(), String::new(), "four\r".into(), "five".into()], 9)
    );
    let text = LogText::new(0, TEXT.into(), false);
    assert_eq!((text.lines(), text.to()), (4, 18));
}

#[test]
fn in_a_line_without_an_end_it_is_cut_at_a_letter() {
    let bytes = "éé".as_bytes();
    let text = LogText::new(100, bytes[1..].to_vec(), true);
    assert_eq!((lines(&text), text.from()), (vec!["é".to_owned()], 101));
    let text = LogText::new(0, bytes[..3].to_vec(), false);
    assert_eq!((lines(&text), text.to()), (vec!["é".to_owned()], 2));
    assert_eq!(
        LogText::new(9, b"ab\n".to_vec(), true).from(),
        9,
        "the end of a line alone is shown"
    );
}

#[test]
fn parts_that_come_before_and_behind_give_the_same_lines() {
    let whole = lines(&LogText::new(0, TEXT.into(), true));
    for cut in 0..=TEXT.len() {
        let bytes = TEXT.as_bytes();
        let tail = LogText::new(cut as u64, bytes[cut..].to_vec(), true);
        let from = tail.from() as usize;
        let joined = tail.with_before(0, bytes[..from].to_vec());
        assert_eq!((lines(&joined), joined.from()), (whole.clone(), 0), "before {cut}");
        let head = LogText::new(0, bytes[..cut].to_vec(), true);
        let joined = head.with_after(&bytes[cut..]);
        assert_eq!(
            (lines(&joined), joined.to()),
            (whole.clone(), TEXT.len() as u64),
            "behind {cut}"
        );
    }
}

#[test]
fn what_does_not_lead_up_to_it_changes_nothing() {
    let text = LogText::new(50, b"a\nb\nc\n".to_vec(), true);
    assert_eq!(text.with_before(0, b"x\n".to_vec()), text);
    assert_eq!(text.with_after(b""), text);
}

#[test]
fn a_log_that_grows_for_long_is_kept_in_parts() {
    let line = "x".repeat(999) + "\n";
    let mut text = LogText::new(0, Vec::new(), true);
    for _ in 0..50 {
        text = text.with_after(line.repeat(100).as_bytes());
        text = text
            .with_after(&line.as_bytes()[..500])
            .with_after(&line.as_bytes()[500..]);
    }
    assert_eq!((text.lines(), text.longest()), (5050, 999));
    assert!(text.parts.len() > 1 && text.parts.iter().all(|part| part.len() <= PART_BYTES + 100_000));
    assert_eq!(text.line(5049).map(|line| line.at), Some(5_049_000));
    assert_eq!(text.tail(3), b"xx\n");
    assert_eq!(text.tail(3_000_000).len(), 3_000_000);
}

#[test]
fn a_bar_that_was_drawn_again_and_again_is_as_long_as_its_last_state() {
    assert_eq!(LogText::new(0, b"123456\r12\r\n".to_vec(), true).longest(), 2);
}
