//! Metrics that are no series.

use crate::fake::Fake;
use crate::metrics::{malformed, metric};
use pollster::block_on;
use runlens::model::{Cells, ConfusionMatrix, ExperimentId, Image, Metric, MetricKey, RunId};
use runlens::source::{MetricPart, RunSource, SourceError};

/// The metric of the run `toy-1` among the fixtures.
fn fixture(key: &str) -> MetricPart {
    let source = Fake::fixtures().source();
    let run = block_on(source.run(&RunId::new("toy-1"))).expect("run");
    block_on(source.metric(&run, &MetricKey::new(key), None)).expect(key)
}

#[test]
fn a_table_has_columns_of_every_type_and_empty_cells() {
    let Metric::Table(table) = fixture("table").metric else {
        panic!("a table")
    };
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["recall", "class", "seen"]);
    assert_eq!(
        table.columns[0].cells,
        Cells::Numbers(vec![Some(1.0), None, Some(f64::NEG_INFINITY)])
    );
    assert_eq!(
        table.columns[1].cells,
        Cells::Texts(vec![Some("貓".into()), None, Some("dog".into())])
    );
    assert_eq!(
        table.columns[2].cells,
        Cells::Booleans(vec![Some(true), Some(false), None])
    );
}

#[test]
fn a_wrong_cell_is_named_by_its_column() {
    let table = |column: &str| format!(r#"{{"version":1,"kind":"table","columns":[{{"name":"a",{column}}}]}}"#);
    assert_eq!(
        metric(&table(r#""type":"number","values":[1,"x"]"#)),
        malformed("columns[0].values[1]", r#"expected a number, found the text "x""#)
    );
    assert_eq!(
        metric(&table(r#""type":"colour","values":[]"#)),
        malformed("columns[0].type", r#"expected number, text or boolean, found "colour""#)
    );
}

#[test]
fn images_have_absolute_addresses() {
    let image = |url: &str, step, caption: &str| Image {
        url: url.to_owned(),
        step,
        caption: caption.to_owned(),
        fault: None,
    };
    let Metric::Images(images) = fixture("samples").metric else {
        panic!("images")
    };
    assert_eq!(
        *images,
        [
            image(
                "https://host.test/runs/toy-1/samples/0%20%5Ba%5D.png",
                Some(0),
                "before"
            ),
            image("https://cdn.test/1.png", None, ""),
        ]
    );
}

#[test]
fn a_bad_image_keeps_its_place_and_says_what_is_wrong() {
    let body = r#"{"version":1,"kind":"image","images":[
        {"href":"a.png","step":1},{"step":2},{"href":"javascript:x","caption":"c"},{"href":"d.png","step":"x"},7]}"#;
    let Metric::Images(images) = metric(body).expect("a metric") else {
        panic!("images")
    };
    let seen: Vec<_> = images
        .iter()
        .map(|image| (image.url.rsplit('/').next().unwrap_or_default(), image.step))
        .collect();
    assert_eq!(
        seen,
        [
            ("a.png", Some(1)),
            ("", Some(2)),
            ("", None),
            ("d.png", None),
            ("", None)
        ]
    );
    let faults: Vec<_> = images
        .iter()
        .map(|image| image.fault.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(faults[0], "");
    for (fault, word) in faults[1..]
        .iter()
        .zip([r#""href" is missing"#, "javascript:x", "images[3].step", "images[4]"])
    {
        assert!(fault.contains(word), "{fault}");
    }
    assert_eq!(images[2].caption, "c");
}

#[test]
fn a_confusion_matrix_and_a_text_are_read() {
    let expected = ConfusionMatrix {
        labels: vec!["cat".to_owned(), "1".to_owned()],
        matrix: vec![vec![5.0, 1.0], vec![0.0, 7.0]],
    };
    assert_eq!(fixture("confusion").metric, Metric::ConfusionMatrix(expected.into()));
    assert_eq!(fixture("text").metric, Metric::Text("the whole text".into()));
}

#[test]
fn a_kind_we_do_not_know_is_shown_as_it_stands_whatever_its_shape() {
    for body in [
        r#"{"version":1,"kind":"beeswarm","value":{"x":[1]}}"#,
        r#"{"version":1,"kind":"beeswarm"}"#,
    ] {
        assert_eq!(metric(body), Ok(Metric::Raw(body.into())));
    }
    assert!(matches!(fixture("shap").metric, Metric::Raw(text) if text.contains("beeswarm")));
}

#[test]
fn a_metric_without_a_document_is_what_its_summary_says() {
    let source = Fake::fixtures().source();
    let toy = block_on(source.experiment(&ExperimentId::new("toy"))).expect("toy");
    let run = &block_on(source.runs(&toy, None)).expect("runs").items[0];
    let read = |key: &str| block_on(source.metric(run, &MetricKey::new(key), None)).map(|part| part.metric);
    assert_eq!(read("note"), Ok(Metric::Text("no document".into())));
    assert!(matches!(read("accuracy"), Ok(Metric::Series(one)) if one.steps == [7] && one.values == [0.5]));
    assert!(matches!(read("many"), Err(SourceError::Unsupported { .. })));
    assert!(matches!(read("absent"), Err(SourceError::MissingMetric { .. })));
}
