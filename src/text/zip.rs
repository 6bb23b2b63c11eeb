//! Files packed into one: a ZIP archive without compression, as APPNOTE 6.3 describes it.

/// The longest archive that the plain format can tell the length of, in bytes; no more files
/// than [`MOST_FILES`].
const MOST_BYTES: u64 = u32::MAX as u64;
/// The most files that the plain format can count.
const MOST_FILES: usize = u16::MAX as usize;

/// 1980-01-01, the first date that the format knows: what is packed has no times of its own.
const DATE: u16 = 0x21;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// What is needed to unpack: 2.0, for folders.
const VERSION: u16 = 20;

/// An archive of files, each a path and what is in it. A path that comes twice gets a number,
/// and one that leads out of the archive stays in it. `None` where it would be too long.
pub fn zip(files: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let names = names(files.iter().map(|(path, _)| *path));
    let room = |name: &String| 2 * name.len() as u64 + 30 + 46;
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    let length = bytes + names.iter().map(room).sum::<u64>() + 22;
    if length > MOST_BYTES || files.len() > MOST_FILES || names.iter().any(|name| name.len() > usize::from(u16::MAX)) {
        return None;
    }
    let mut out = Vec::with_capacity(usize::try_from(length).ok()?);
    let mut directory = Vec::new();
    for ((_, bytes), name) in files.iter().zip(&names) {
        // All lengths were added up above.
        let (at, size) = (out.len() as u32, bytes.len() as u32);
        let mut head = Vec::with_capacity(26);
        for half in [VERSION, UTF8, 0, 0, DATE] {
            head.extend(half.to_le_bytes());
        }
        for word in [crc32(bytes), size, size] {
            head.extend(word.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        // No extra field.
        head.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&head);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, count) = (out.len() as u32, files.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    Some(out)
}

/// The paths as names in an archive: relative, none twice.
fn names<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let name = |path: &str| {
        let parts: Vec<&str> = path
            .split(['/', '\\'])
            .filter(|part| !matches!(*part, "" | "." | ".."))
            .collect();
        let plain = match parts.is_empty() {
            true => "file".to_owned(),
            false => parts.join("/"),
        };
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain} ({number})");
            number += 1;
        }
        name
    };
    paths.map(name).collect()
}

/// The checksum of the format: CRC-32 with the polynomial of IEEE 802.3, a byte at a time.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let step = |crc: u32, byte: &u8| TABLE[usize::from(crc as u8 ^ byte)] ^ (crc >> 8);
    !bytes.iter().fold(!0, step)
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut crc = at as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
            bit += 1;
        }
        table[at] = crc;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn names_stay_within_the_archive_and_are_told_apart() {
        let paths = ["a/b.txt", "../../etc/passwd", "/a/b.txt", "a\\b.txt", "..", "圖.png"];
        assert_eq!(
            names(paths.into_iter()),
            ["a/b.txt", "etc/passwd", "a/b.txt (2)", "a/b.txt (3)", "file", "圖.png"]
        );
    }

    #[test]
    fn an_archive_ends_with_a_directory_of_all_files() {
        let archive = zip(&[("a", b"12"), ("b/c", b"")]).expect("an archive");
        let end = &archive[archive.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        assert_eq!(end[8..12], [2, 0, 2, 0]);
        let at = u32::from_le_bytes([end[16], end[17], end[18], end[19]]) as usize;
        assert_eq!(&archive[at..at + 4], b"PK\x01\x02");
        assert_eq!(&archive[..4], b"PK\x03\x04");
        assert_eq!(zip(&[]).map(|archive| archive.len()), Some(22));
    }
}
