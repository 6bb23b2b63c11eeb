//! Images of `log_image`, whose names hold what they are.
//!
//! `images/<key>+step+<n>+timestamp+<ms>+<uuid>.png`, and beside each a small
//! copy of the same name with `+compressed`. Older clients wrote `%` for `+`.
//! A `/` of the key is `~`, or `#` from older clients.

use super::files::Entry;
use crate::model::{Image, Metric, MetricKey, MetricKind, MetricSummary, Run};
use crate::source::MetricPart;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where they are.
pub const FOLDER: &str = "images";

/// A logged image.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    key: String,
    step: i64,
    time: i64,
    path: String,
    url: String,
}

/// The images among these files, by key, step and time.
pub fn logged(files: Vec<Entry>, url_of: &dyn Fn(&str) -> String) -> Vec<Logged> {
    let mut images: Vec<Logged> = files
        .into_iter()
        .filter(|file| !file.is_dir)
        .filter_map(|file| {
            let (key, step, time) = parsed(file.path.rsplit('/').next()?)?;
            Some(Logged {
                key,
                step,
                time,
                url: url_of(&file.path),
                path: file.path,
            })
        })
        .collect();
    images.sort_by(|a, b| (&a.key, a.step, a.time, &a.path).cmp(&(&b.key, b.step, b.time, &b.path)));
    images
}

/// The key, step and time of an image's name; `None` for the small copies and
/// for other files.
fn parsed(name: &str) -> Option<(String, i64, i64)> {
    let (stem, _) = name.rsplit_once('.')?;
    ['+', '%'].into_iter().find_map(|mark| {
        let mut parts = stem.rsplitn(6, mark);
        let _uuid = parts.next()?;
        let time = parts.next()?.parse().ok()?;
        let timestamp = parts.next()?;
        let step = parts.next()?.parse().ok()?;
        let is_ours = timestamp == "timestamp" && parts.next()? == "step";
        let key = parts.next()?;
        is_ours.then(|| (key.replace(['~', '#'], "/"), step, time))
    })
}

/// Adds a metric for each key; a series of the same name stays.
pub fn add_metrics(run: &mut Run, images: &[Logged]) {
    let mut counts: BTreeMap<&str, (u64, i64)> = BTreeMap::new();
    for image in images {
        let (count, last_step) = counts.entry(&image.key).or_insert((0, image.step));
        *count += 1;
        *last_step = image.step;
    }
    for (key, (count, last_step)) in counts {
        run.metrics.entry(MetricKey::new(key)).or_insert(MetricSummary {
            count: Some(count),
            last_step: Some(last_step),
            ..MetricSummary::new(MetricKind::Image)
        });
    }
}

/// The images of one key.
pub fn metric(images: &[Logged], key: &MetricKey) -> MetricPart {
    let images: Vec<Image> = images
        .iter()
        .filter(|image| image.key == key.as_str())
        .map(|image| Image {
            url: image.url.clone(),
            step: Some(image.step),
            caption: String::new(),
            fault: None,
        })
        .collect();
    MetricPart {
        total: Some(images.len() as u64),
        metric: Metric::Images(Arc::new(images)),
        next: None,
        sampled: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_key_the_step_and_the_time_in_every_spelling() {
        for (name, expected) in [
            (
                "digit+step+3+timestamp+1795479678503+cb1003e3-d477.png",
                Some(("digit", 3)),
            ),
            ("val~dog s+step+-7+timestamp+1+a.png", Some(("val/dog s", -7))),
            ("val#dogs%step%0%timestamp%1%a.png", Some(("val/dogs", 0))),
            ("a+step+1+step+2+timestamp+1+a.png", Some(("a+step+1", 2))),
            ("digit+step+3+timestamp+1795479678503+cb10+compressed.webp", None),
            ("digit+step+x+timestamp+1+a.png", None),
            ("weights.png", None),
            ("+", None),
        ] {
            let found = parsed(name);
            let found = found.as_ref().map(|(key, step, _)| (key.as_str(), *step));
            assert_eq!(found, expected, "{name}");
        }
    }
}
