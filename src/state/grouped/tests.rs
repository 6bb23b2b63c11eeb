use super::*;
use crate::chart::Ground;
use crate::model::{ExperimentId, ParamValue, Run, RunId, Timestamp};
use crate::query::GroupKey;

fn runs() -> Runs {
    let run = |(id, lr): (&str, &str)| {
        let mut run = Run::new(RunId::new(id), ExperimentId::new("e"));
        run.params.insert("lr".to_owned(), ParamValue::new(lr));
        Arc::new(run)
    };
    Runs::new([("a", "0.1"), ("b", "1"), ("c", "0.10")].into_iter().map(run).collect())
}

fn line(id: &str, y: &[f64]) -> Line {
    Line {
        id: id.to_owned(),
        label: id.to_owned(),
        stroke: Default::default(),
        x: (0..y.len()).map(|at| at as f64).collect(),
        y: Arc::from(y),
        steps: None,
        summary: Summary::default(),
    }
}

fn on(ground: Ground) -> RunColors {
    RunColors::of(Default::default(), None, ground, Timestamp(0), 0)
}

fn by_lr(smoothing: u16) -> Treatment {
    Treatment {
        grouping: Grouping {
            by: vec![GroupKey::parse("params.lr").expect("a key")],
            spread: Spread::Range,
            members: true,
            ..Grouping::default()
        },
        smoother: Smoother::default(),
        smoothing,
    }
}

#[test]
fn runs_of_a_group_become_one_line_with_a_band() {
    let lines = Arc::new(vec![
        line("a", &[1.0, 2.0]),
        line("b", &[5.0, 6.0]),
        line("c", &[3.0, 2.0]),
    ]);
    let drawn = Drawn::of((&lines, &[]), &runs(), &by_lr(0), &on(Ground::Light), None);
    let read = drawn.read();
    let labels: Vec<&str> = read.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels, ["lr=0.1 (2)", "lr=1 (1)"]);
    assert_eq!((&*read[0].y, &*read[1].y), (&[2.0, 2.0][..], &[5.0, 6.0][..]));
    assert_eq!(
        (&*drawn.bands.0[0].lo, &*drawn.bands.0[0].hi),
        (&[1.0, 2.0][..], &[3.0, 2.0][..])
    );
    assert_eq!((drawn.shadows, drawn.lines.len()), (3, 5));
    let behind: Vec<&str> = drawn.lines[..3].iter().map(|line| line.id.as_str()).collect();
    assert_eq!(behind, ["a", "c", "b"], "those of a group together");
}

#[test]
fn a_group_has_a_line_for_each_thing_that_its_runs_show() {
    let lines = ["a@x", "a@y", "c@x", "c@y", "b@y"].map(|id| line(id, &[1.0, 2.0]));
    let shown = ["x", "y", "x", "y", "y"].map(str::to_owned);
    let drawn = Drawn::of(
        (&Arc::new(lines.to_vec()), &shown),
        &runs(),
        &by_lr(0),
        &on(Ground::Light),
        None,
    );
    let labels: Vec<&str> = drawn.read().iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels, ["lr=0.1 · x (2)", "lr=0.1 · y (2)", "lr=1 · y (1)"]);
    let strokes: Vec<Stroke> = drawn.read().iter().map(|line| line.stroke).collect();
    assert!(strokes[0].color == strokes[1].color && strokes[0].dash != strokes[1].dash);
    assert_eq!(strokes[1].dash, strokes[2].dash);
}

#[test]
fn a_group_that_did_not_change_is_taken_over() {
    let lines = vec![line("a", &[1.0, 2.0]), line("b", &[5.0, 6.0])];
    let first = Drawn::of(
        (&Arc::new(lines.clone()), &[]),
        &runs(),
        &by_lr(0),
        &on(Ground::Light),
        None,
    );
    let more = Arc::new([lines, vec![line("c", &[3.0, 2.0])]].concat());
    let second = Drawn::of((&more, &[]), &runs(), &by_lr(0), &on(Ground::Dark), Some(&first));
    assert!(Arc::ptr_eq(&first.read()[1].y, &second.read()[1].y));
    assert_ne!(
        first.read()[1].stroke.color,
        second.read()[1].stroke.color,
        "but for its colour"
    );
    assert_eq!(&*second.read()[0].y, [2.0, 2.0]);
    let smooth = Drawn::of((&more, &[]), &runs(), &by_lr(600), &on(Ground::Dark), Some(&second));
    assert!(!Arc::ptr_eq(&smooth.read()[1].y, &second.read()[1].y));
}

#[test]
fn groups_are_in_the_order_of_their_values_and_keep_their_looks() {
    let names = |texts: &[&str]| texts.iter().map(|text| vec![(*text).to_owned()]).collect::<Vec<_>>();
    let given = names(&["adam", "10", "", "9", "1e-3"]);
    let order = group_order(&given.iter().collect::<Vec<_>>());
    let ordered: Vec<Vec<String>> = order.into_iter().map(|place| given[place].clone()).collect();
    assert_eq!(ordered, names(&["1e-3", "9", "10", "adam", ""]), "as in the table");
    let (a, b) = (line("a", &[1.0, 2.0]), line("b", &[5.0, 6.0]));
    let color = |lines: Vec<Line>| {
        let drawn = Drawn::of((&Arc::new(lines), &[]), &runs(), &by_lr(0), &on(Ground::Light), None);
        drawn.read().last().map(|line| (line.id.clone(), line.stroke))
    };
    assert_eq!(
        color(vec![a, b.clone()]),
        color(vec![b]),
        "also where the first is missing"
    );
}

#[test]
fn without_groups_smoothing_leaves_the_original_behind() {
    let lines = Arc::new(vec![line("a", &[1.0, 2.0])]);
    let how = |smoothing| Treatment {
        grouping: Grouping::default(),
        ..by_lr(smoothing)
    };
    let plain = Drawn::of((&lines, &[]), &runs(), &how(0), &on(Ground::Light), None);
    assert!(Arc::ptr_eq(&plain.lines, &lines) && plain.shadows == 0);
    let smooth = Drawn::of((&lines, &[]), &runs(), &how(600), &on(Ground::Light), None);
    assert_eq!((smooth.lines.len(), smooth.shadows), (2, 1));
    assert_eq!(&*smooth.lines[0].y, [1.0, 2.0]);
}
