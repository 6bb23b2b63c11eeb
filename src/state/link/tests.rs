use super::super::live::Every;
use super::super::one_chart::OneChart;
use super::super::parallel::{AxisChoice, Brush};
use super::super::workspace::Ranges;
use super::super::{
    Baseline, ChartSections, Coloring, CustomChart, Embed, Grouping, HandColor, NumberLook, Parallel, Quiet, Scatter,
    SweepView, TableGroups, TableLook, TablePicture, TablePictures, TableView,
};
use super::*;
use crate::chart::{Center, DrawAs, Grid, Spread};
use crate::model::{Aggregate, MetricKey};
use crate::query::{AlarmKind, Direction, GroupKey, NumberFormat, Stat};

fn open_groups() -> TableGroups {
    let mut groups = TableGroups::default();
    groups.stat = Stat::Median;
    groups.set_all(true);
    groups.set_open("0.1|a,b%", false);
    groups
}

fn numbers() -> NumberLook {
    let mut numbers = NumberLook::default();
    numbers.set_format(&Column::Param("a,b@c".to_owned()), NumberFormat::parse("p1"));
    numbers.toggle_shade(&Column::Param("a,b@c".to_owned()));
    numbers
}

fn quiet() -> Quiet {
    let mut quiet = Quiet::default();
    quiet.set(AlarmKind::Diverging, false);
    quiet
}

fn sweep() -> SweepView {
    let mut sweep = SweepView::default();
    sweep.read("objective", "max:val/acc, top");
    sweep
}

fn tables() -> TablePictures {
    let mut tables = TablePictures::default();
    let picture = TablePicture {
        look: TableLook::Drawn(DrawAs::Bars),
        x: Some("a,b:c".to_owned()),
        y: Some("y".to_owned()),
        by: Some("fold".to_owned()),
    };
    tables.set("per class, all", picture);
    tables
}

fn full() -> Workspace {
    Workspace {
        source: Some("open:https://example.org/runs/".to_owned()),
        page: Page::Run,
        experiment: Some(ExperimentId::new("a & b=c")),
        run: Some(RunId::new("r/1")),
        runs: vec![RunId::new("x,y"), RunId::new("100%"), RunId::new("執行")],
        filter: "lr=0.1 + owl".to_owned(),
        deleted: true,
        sort: SortKey {
            column: Column::Metric(MetricKey::new("val/loss"), Aggregate::Min),
            direction: Direction::Ascending,
        },
        table: TableView {
            then_by: vec![SortKey {
                column: Column::Param("a,b".to_owned()),
                direction: Direction::Descending,
            }],
            widths: vec![(Column::Param("a@b,c".to_owned()), 120), (Column::Name, 300)],
            pins: vec![Column::Param("a,b".to_owned())],
            best: SortKey::parse("-max(metrics.acc, top 5)"),
        },
        columns: Some(vec![Column::Status, Column::Param("a,b".to_owned())]),
        x: XAxis::Elapsed,
        x_scale: AxisScale::Log,
        y_scale: AxisScale::Symlog,
        ranges: Ranges {
            x: Some(Extent::new(-0.5, 1e9)),
            y: Some(Extent::new(1e-9, 0.25)),
            y_of: [("val/a,b@c".to_owned(), Extent::new(0.0, 1.0))].into(),
        },
        ignore_outliers: true,
        smoothing: 600,
        smoother: Smoother::Gaussian,
        charts: vec![
            CustomChart {
                series: vec!["1 - val/acc, top".to_owned(), "/^loss,+/".to_owned()],
                over: Some("epoch".to_owned()),
            },
            CustomChart {
                series: vec!["a".to_owned()],
                over: None,
            },
        ],
        tables: tables(),
        coloring: Coloring {
            by: Some(Column::Param("a,b".to_owned())),
            by_hand: [
                ("r,1@x".to_owned(), HandColor::Own(1, 2, 3)),
                ("lr=0.1".to_owned(), HandColor::Named(9)),
            ]
            .into(),
        },
        sections: ChartSections {
            find: "^val/|l%,ss".to_owned(),
            folded: vec!["/".to_owned(), "a,b".to_owned()],
        },
        grouping: Grouping {
            by: vec![
                GroupKey::Column(Column::Param("a,b".to_owned())),
                GroupKey::Name("^(a|b), [0-9]+".to_owned()),
            ],
            center: Center::Median,
            spread: Spread::Quartiles,
            grid: Grid::Parts,
            members: true,
        },
        groups: open_groups(),
        tab: RunTab::Logs,
        file: Some("logs/std log.txt".to_owned()),
        line: Some(1 << 40),
        differences_only: true,
        tooltip: RowOrder::Nearest,
        thresholds: Thresholds::read(&["0.5@val/a,b@c".to_owned(), "-1e-9@a".to_owned()]),
        hidden: Hidden::of([RunId::new("x,y"), RunId::new("執行")]),
        one_chart: OneChart {
            metric: Some("val/a,b".to_owned()),
            as_table: true,
        },
        numbers: numbers(),
        baseline: Baseline(Some(RunId::new("x, 1%"))),
        parallel: Parallel {
            axes: Some(vec![
                AxisChoice::of(Column::Param("a,b".to_owned())),
                AxisChoice {
                    column: Column::Status,
                    scale: AxisScale::Log,
                    is_reversed: true,
                },
            ]),
            color: Column::parse("min(metrics.val/loss, top)"),
            brushes: vec![
                (Column::Param("a,b@c".to_owned()), Brush::Within(Extent::new(-0.5, 1e9))),
                (Column::Status, Brush::Missing),
            ],
        },
        scatter: Scatter {
            x: Some(Column::Param("a,b & c%".to_owned())),
            y: Column::parse("min(metrics.val/loss, top)"),
            color: Some(Column::Status),
            x_scale: AxisScale::Log,
            y_scale: AxisScale::Symlog,
        },
        every: Every::ALL[1],
        embed: Embed::Run,
        sweep: sweep(),
        quiet: quiet(),
        unknown: vec![("from_the_future".to_owned(), "1 2".to_owned())],
    }
}

#[test]
fn a_workspace_survives_its_own_link() {
    assert_eq!(decode(&encode(&full())), full());
}

#[test]
fn the_default_workspace_has_an_empty_link() {
    assert_eq!(encode(&Workspace::default()), "");
    assert_eq!(decode(""), Workspace::default());
}

#[test]
fn a_link_is_readable() {
    let workspace = Workspace {
        page: Page::Runs,
        experiment: Some(ExperimentId::new("digits-mlp")),
        sort: SortKey::parse("min(metrics.val/loss)").expect("a good key"),
        ..Workspace::default()
    };
    assert_eq!(
        encode(&workspace),
        "?page=runs&experiment=digits-mlp&sort=min(metrics.val/loss)"
    );
}

#[test]
fn old_links_of_one_sort_key_keep_their_meaning() {
    for (link, column) in [
        ("?sort=metrics.a,b", "metrics.a,b"),
        ("?sort=mean(metrics.f(x), odd)", "mean(metrics.f(x), odd)"),
    ] {
        let workspace = decode(link);
        assert_eq!(workspace.sort.code(), column);
        assert_eq!(decode(&encode(&workspace)), workspace);
    }
    assert_eq!(decode("?sort=status,-params.lr").table.then_by.len(), 1);
}

#[test]
fn an_azureml_source_has_two_keys() {
    let link = "?source=azureml:https://eastus.api.azureml.ms&workspace=0-0/rg/ws";
    let workspace = decode(link);
    let source = "azureml:https://eastus.api.azureml.ms?workspace=0-0/rg/ws";
    assert_eq!(workspace.source.as_deref(), Some(source));
    assert!(workspace.unknown.is_empty());
    assert_eq!(encode(&workspace), link);
    let joined = format!("?source={}", source.replace('?', "%3F").replace('=', "%3D"));
    assert_eq!(decode(&joined), workspace);
    let other = decode("?source=open:https://a.example/&workspace=w");
    assert_eq!(decode(&encode(&other)), other);
}

#[test]
fn nonsense_leaves_the_default() {
    let workspace = decode(
        "?page=nowhere&x=up&smooth=7&sort=%FF&tab=&diff=yes&y=cube&xrange=1..1&yrange=NaN..2&zoom=2@a&smoother=x&lines=x@a,NaN@b&tooltip=up&every=7&group=metrics.a&stat=mode&open=&formats=f99@name,f2@x&shade=x&band=wide&grid=x&widths=a@b,9&pins=a&best=params.lr",
    );
    assert_eq!(workspace, Workspace::default());
}

#[test]
fn a_run_or_an_experiment_names_its_page() {
    assert_eq!(decode("?run=a").page, Page::Run);
    assert_eq!(decode("?experiment=a").page, Page::Runs);
    assert_eq!(decode("?experiment=a&page=compare").page, Page::Compare);
}

#[test]
fn the_form_encoding_of_other_tools_is_read_too() {
    let workspace = decode("?q=a+b%2Bc&runs=a%2Cb&runs=c%252Cd");
    assert_eq!(workspace.filter, "a b+c");
    assert_eq!(workspace.runs, [RunId::new("c,d")]);
}
