//! Artifacts that metrics point at.

use super::answer::Answer;
use super::place::path;
use crate::model::{ConfusionMatrix, Metric, Run};
use crate::source::json::{Object, Place, items};
use crate::source::{SourceError, scalar};
use std::sync::Arc;

/// Where the files of runs are.
pub const ORIGIN: &str = "ExperimentRun";

/// The place of an artifact, encoded: origin, container and path. Old versions
/// of the SDK left the first two out, or put a folder in front that there is not.
pub fn place(run: &Run, location: &str, way: &str) -> String {
    let container = run.artifacts.as_deref().unwrap_or_default();
    let id = ["aml://artifactId/", "aml://artifact/"]
        .iter()
        .find_map(|front| location.strip_prefix(front));
    let id = id.unwrap_or(location).trim_start_matches('/');
    let is_of_old = way.starts_with("azureml.v1.");
    let parts: Vec<&str> = id.splitn(3, '/').collect();
    match parts.as_slice() {
        [origin, container, file] if *origin == ORIGIN => {
            let is_image = way.ends_with(".image");
            let file = file
                .strip_prefix("outputs/")
                .filter(|_| is_of_old && !is_image)
                .unwrap_or(file);
            path(&format!("{origin}/{container}/{file}"))
        }
        _ => path(&format!("{ORIGIN}/{container}/{id}")),
    }
}

/// The matrix in an artifact; as it stands when it is none that can be drawn.
#[inline(never)]
pub fn confusion_matrix(answer: &Answer) -> Result<Metric, SourceError> {
    let document = answer.read()?;
    let root = answer.object(&document, "a confusion matrix")?;
    let place = Place::Field(root.place, "data");
    // What is logged is wrapped into a schema; some write the data alone.
    let data = root.optional("data").unwrap_or(document.value());
    let data = Object::of(data, &place, root.url, "a confusion matrix")?;
    let labels = items(data.required("class_labels")?, &place, root.url, scalar::text)?;
    let mut matrix = Vec::new();
    let rows_place = Place::Field(&place, "matrix");
    data.required("matrix")?;
    for (index, row) in data.list("matrix").enumerate() {
        matrix.push(items(row, &Place::Item(&rows_place, index), root.url, scalar::number)?);
    }
    data.check()?;
    let is_square = matrix.len() == labels.len() && matrix.iter().all(|row| row.len() == labels.len());
    Ok(match is_square {
        true => Metric::ConfusionMatrix(Arc::new(ConfusionMatrix { labels, matrix })),
        false => Metric::Raw(Arc::from(answer.text())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, RunId};

    #[test]
    fn an_artifact_is_found_in_every_spelling_of_its_place() {
        let mut run = Run::new(RunId::new("r"), ExperimentId::new("e"));
        run.artifacts = Some(Arc::from("dcid.r"));
        for (location, way, expected) in [
            (
                "aml://artifactId/ExperimentRun/dcid.r/a b.png",
                "azureml.v2.image",
                "ExperimentRun/dcid.r/a%20b.png",
            ),
            (
                "aml://artifactId/ExperimentRun/dcid.r/x/c#m",
                "azureml.v2.confusion_matrix",
                "ExperimentRun/dcid.r/x/c%23m",
            ),
            (
                "aml://artifactId/plots/p.png",
                "azureml.v1.image",
                "ExperimentRun/dcid.r/plots/p.png",
            ),
            (
                "aml://artifactId/ExperimentRun/dcid.q/outputs/cm",
                "azureml.v1.confusion_matrix",
                "ExperimentRun/dcid.q/cm",
            ),
            (
                "aml://artifactId/ExperimentRun/dcid.q/outputs/p.png",
                "azureml.v2.image",
                "ExperimentRun/dcid.q/outputs/p.png",
            ),
        ] {
            assert_eq!(place(&run, location, way), expected);
        }
    }

    #[test]
    fn a_matrix_that_cannot_be_drawn_is_shown_as_it_stands() {
        let read = |text: &str| confusion_matrix(&Answer::new(text.as_bytes().to_vec(), "u"));
        let good = read(
            r#"{"schema_type":"confusion_matrix","schema_version":"1.0.0","data":{"class_labels":[0,"b"],"matrix":[[1,NaN],[0,3]]}}"#,
        );
        let Ok(Metric::ConfusionMatrix(good)) = good else {
            panic!("{good:?}")
        };
        assert_eq!(
            (good.labels.as_slice(), good.matrix[1][1]),
            (&["0".to_owned(), "b".to_owned()][..], 3.0)
        );
        assert!(matches!(
            read(r#"{"class_labels":["a"],"matrix":[[1,2]]}"#),
            Ok(Metric::Raw(_))
        ));
        assert!(read("{}").is_err());
    }
}
