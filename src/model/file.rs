//! Files that a run left: outputs, logs, code.

use super::Timestamp;

/// A file of a run, by its path and where its bytes are.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRef {
    /// Its path within the run, with `/` between folders.
    pub path: String,
    /// Where its bytes are, as an absolute URL.
    pub url: String,
    /// Its length in bytes, when known.
    pub size: Option<u64>,
    /// Its media type, when the source says so.
    pub media_type: Option<String>,
    /// When it last changed.
    pub modified: Option<Timestamp>,
}

/// How a file can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// As a picture.
    Image,
    /// As a table: rows of cells that a mark parts.
    Table,
    /// As JSON that folds.
    Json,
    /// As markdown.
    Markdown,
    /// As text.
    Text,
    /// Only by its name and size.
    Binary,
}

impl FileRef {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// How it can be shown: by its media type, else by its ending.
    /// SVG counts as text, for it can carry scripts.
    pub fn kind(&self) -> FileKind {
        let media = self.media_type.as_deref().unwrap_or("");
        let media = media.split(';').next().unwrap_or("").trim();
        let ending = self.name().rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending = ending.to_ascii_lowercase();
        let is_svg = media.starts_with("image/svg") || ending == "svg";
        if is_svg {
            return FileKind::Text;
        }
        let of_ending = kind_of_ending(&ending);
        match media {
            _ if media.starts_with("image/") => FileKind::Image,
            "text/csv" | "text/tab-separated-values" => FileKind::Table,
            "text/markdown" => FileKind::Markdown,
            _ if media.ends_with("json") => FileKind::Json,
            // Hosts call whatever is readable plain text.
            _ if media.starts_with("text/")
                && matches!(of_ending, FileKind::Table | FileKind::Json | FileKind::Markdown) =>
            {
                of_ending
            }
            _ if media.starts_with("text/") || media.ends_with("xml") => FileKind::Text,
            _ if TEXTS_WITHOUT_ENDING.contains(&self.name()) => FileKind::Text,
            _ => of_ending,
        }
    }

    /// Whether it is text that is written at its end while the run goes on, by its name
    /// and folder: `std_log…`, `…_driver_log…`, what ends in `.log`, and any text in a
    /// folder such as `user_logs`. Such a file is read from its end.
    pub fn is_log(&self) -> bool {
        let name = self.name();
        let mut folders = self.path.split('/').rev().skip(1);
        self.kind() == FileKind::Text
            && (name.starts_with("std_log")
                || name.contains("_driver_log")
                || name.to_ascii_lowercase().ends_with(".log")
                || folders.any(|folder| LOG_FOLDERS.contains(&folder)))
    }
}

/// Folders in which services keep what a run printed.
const LOG_FOLDERS: [&str; 4] = ["user_logs", "logs", "azureml-logs", "system_logs"];

/// What programs leave that is text and does not say so.
const TEXTS_WITHOUT_ENDING: [&str; 6] = ["MLmodel", "Dockerfile", "Makefile", "LICENSE", "README", ".gitignore"];

fn kind_of_ending(ending: &str) -> FileKind {
    match ending {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" => FileKind::Image,
        "csv" | "tsv" => FileKind::Table,
        "json" => FileKind::Json,
        "md" | "markdown" => FileKind::Markdown,
        "txt" | "log" | "jsonl" | "ndjson" | "py" | "rs" | "sh" | "yaml" | "yml" | "toml" | "xml" | "html" | "js"
        | "css" | "ini" | "cfg" | "conf" | "ipynb" | "r" | "jl" | "c" | "h" | "cpp" | "java" | "ts" | "sql"
        | "lock" | "diff" | "patch" => FileKind::Text,
        _ => FileKind::Binary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, media_type: Option<&str>) -> FileRef {
        FileRef {
            path: path.to_owned(),
            url: String::new(),
            size: None,
            media_type: media_type.map(str::to_owned),
            modified: None,
        }
    }

    #[test]
    fn the_media_type_wins_over_the_ending() {
        assert_eq!(file("a.bin", Some("image/png")).kind(), FileKind::Image);
        assert_eq!(file("a.PNG", None).kind(), FileKind::Image);
        assert_eq!(file("model.pkl", None).kind(), FileKind::Binary);
        assert_eq!(file("logs/std_log.txt", None).kind(), FileKind::Text);
        assert_eq!(file("a.tsv", Some("text/plain")).kind(), FileKind::Table);
        assert_eq!(file("a", Some("application/vnd.x+json")).kind(), FileKind::Json);
        assert_eq!(file("a.bin", Some("text/plain")).kind(), FileKind::Text);
        assert_eq!(file("model/MLmodel", None).kind(), FileKind::Text);
        assert_eq!(file("README.MD", None).kind(), FileKind::Markdown);
    }

    #[test]
    fn logs_are_known_by_their_names_and_folders() {
        for path in [
            "std_log.txt",
            "a/70_driver_log_0.txt",
            "user_logs/a.txt",
            "x/logs/b/c.txt",
            "train.LOG",
        ] {
            assert!(file(path, None).is_log(), "{path}");
        }
        for path in [
            "notes.txt",
            "logs/a.json",
            "logs/a.bin",
            "logs",
            "mylogs/a.txt",
            "a.log/b.csv",
        ] {
            assert!(!file(path, None).is_log(), "{path}");
        }
    }

    #[test]
    fn a_vector_image_is_shown_as_its_text() {
        assert_eq!(file("a.svg", Some("image/svg+xml")).kind(), FileKind::Text);
    }
}
