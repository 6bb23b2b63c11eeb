use super::*;

fn read(text: &str, kind: &str) -> Evaluation {
    match evaluation(text, kind) {
        Ok(Some(read)) => read,
        other => panic!("{text}: {other:?}"),
    }
}

fn fault(text: &str, kind: &str) -> String {
    match evaluation(text, kind) {
        Err(error) => error.to_string(),
        other => panic!("{text}: {other:?}"),
    }
}

const ACCURACY: &str = r#"{"schema_type":"accuracy_table","schema_version":"1.0.1","data":{
    "class_labels":["no",1],"probability_thresholds":[0.0,0.5],
    "probability_tables":[[[6,4,0,0],[5,1,3,1]],[[4,6,0,0],[3,1,5,1.0]]]}}"#;

#[test]
fn an_accuracy_table_has_its_classes_and_counts() {
    let Evaluation::Accuracy(table) = read(ACCURACY, "") else {
        panic!("another kind")
    };
    assert_eq!(table.labels(), ["no", "1"]);
    assert_eq!((table.sample_count(), table.support(1)), (10.0, 4.0));
}

#[test]
fn data_alone_is_read_by_the_kind_of_the_metric() {
    let data = r#"{"bin_edges":[-1,0,"Infinity"],"bin_counts":[1,null],"mean":NaN,"stddev":0.5}"#;
    let Evaluation::Residuals(residuals) = read(data, "residuals") else {
        panic!("another kind")
    };
    assert_eq!(residuals.edges, [-1.0, 0.0, f64::INFINITY]);
    assert_eq!(
        (residuals.mean, residuals.stddev, residuals.count()),
        (None, Some(0.5), 1.0)
    );
    let wrapped = format!(r#"{{"version":1,"kind":"residuals","data":{data}}}"#);
    assert!(matches!(read(&wrapped, ""), Evaluation::Residuals(_)));
    let predictions = r#"{"bin_edges":[0,1],"bin_averages":[NaN],"bin_errors":[0],"bin_counts":[0]}"#;
    assert!(matches!(read(predictions, "predictions"), Evaluation::Predictions(_)));
}

#[test]
fn what_says_that_it_is_something_else_is_none() {
    for (text, kind) in [
        (r#"{"schema_type":"mape_table","data":{}}"#, "residuals"),
        (r#"{"kind":"histogram"}"#, "residuals"),
        (r#"{"bins":[1]}"#, "artifact"),
        (
            r#"{"schema_type":"residuals","data":{"1":{"bin_edges":[0,1]},"2":{}}}"#,
            "",
        ),
    ] {
        assert_eq!(evaluation(text, kind), Ok(None), "{text}");
    }
}

#[test]
fn a_fault_names_its_place() {
    for (text, kind, place, reason) in [
        ("{}", "residuals", "the document", "\"bin_edges\" is missing"),
        (r#"{"data":[]}"#, "residuals", "data", "expected an object"),
        (r#"{"bin_edges":[0]}"#, "residuals", "bin_edges", "at least two"),
        (r#"{"bin_edges":[0,1,0.5]}"#, "residuals", "bin_edges[2]", "not below"),
        (r#"{"bin_edges":[0,null]}"#, "residuals", "bin_edges[1]", "an edge"),
        (
            r#"{"data":{"bin_edges":[0,1],"bin_counts":[-1]}}"#,
            "residuals",
            "data.bin_counts[0]",
            "a count",
        ),
        (
            r#"{"bin_edges":[0,1],"bin_counts":[1,2]}"#,
            "residuals",
            "bin_counts",
            "2 entries, where there are 1",
        ),
        (
            r#"{"bin_edges":[0,1],"bin_counts":[1],"mean":"x"}"#,
            "residuals",
            "mean",
            "a number",
        ),
        (
            r#"{"bin_edges":[0,1],"bin_averages":3}"#,
            "predictions",
            "bin_averages",
            "a list",
        ),
    ] {
        let said = fault(text, kind);
        assert!(
            said.contains(&format!(" {place}: ")) && said.contains(reason),
            "{text}: {said}"
        );
    }
    let accuracy = |from: &str, to: &str| {
        assert!(ACCURACY.contains(from), "{from}");
        fault(&ACCURACY.replace(from, to), "")
    };
    assert!(accuracy("[5,1,3,1]", "[5,1,3]").contains("data.probability_tables[0][1]: expected four counts"));
    assert!(accuracy("[5,1,3,1]", "[5,1,3,1,2]").contains("found more"));
    assert!(accuracy("[5,1,3,1]", "7").contains("found the number 7"));
    assert!(accuracy("[5,1,3,1]", "[5,1,3,NaN]").contains("a count"));
    assert!(accuracy("[0.0,0.5]", "[0.0]").contains("2 rows in the table of class 0"));
    assert!(accuracy("[0.0,0.5]", "[0.0,null]").contains("data.probability_thresholds[1]"));
    assert!(accuracy("[\"no\",1]", "[\"no\"]").contains("2 tables for 1 classes"));
    assert!(accuracy("1.0.1", "2.0.0").contains("2.0.0"));
    assert!(fault("[1", "residuals").contains("not JSON"));
    assert!(fault("[]", "residuals").contains("expected an object"));
}

#[test]
fn no_cut_of_a_document_panics() {
    for end in 0..ACCURACY.len() {
        assert!(ACCURACY.is_char_boundary(end) && evaluation(&ACCURACY[..end], "").is_err());
    }
}
