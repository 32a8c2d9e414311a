//! Paths as URIs.

use std::fmt::Write;

use super::log::ArtifactLocation;
use crate::report::place;

/// The name of the folder to which relative paths are relative; that folder itself is nobody's concern.
pub(super) const ROOT: &str = "%SRCROOT%";

/// A path as a location, with its number among the artifacts where it has one.
pub(super) fn location(path: &str, index: Option<usize>) -> ArtifactLocation {
    let path = place::plain(path);
    let drive =
        path.as_bytes().get(1) == Some(&b':') && path.starts_with(|first: char| first.is_ascii_alphabetic());
    let (uri, is_relative) = match path.strip_prefix("//") {
        Some(share) => (format!("file://{}", encoded(share)), false),
        None if path.starts_with('/') => (format!("file://{}", encoded(path)), false),
        None if drive => {
            let (letter, rest) = path.split_at_checked(2).unwrap_or((path, ""));
            (format!("file:///{letter}{}", encoded(rest)), false)
        }
        None => (encoded(path), path.split('/').all(|segment| segment != "..")),
    };
    ArtifactLocation { uri, uri_base_id: is_relative.then_some(ROOT), index }
}

/// RFC 3986: what is neither unreserved nor a slash is written as bytes in hexadecimal.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(path: &str) -> (String, bool) {
        let location = location(path, None);
        (location.uri, location.uri_base_id.is_some())
    }

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(uri("./例 1/a+b.toml"), ("%E4%BE%8B%201/a%2Bb.toml".to_owned(), true));
        assert_eq!(uri("C:x"), ("file:///C:x".to_owned(), false));
        assert_eq!(uri("a:b"), ("file:///a:b".to_owned(), false));
    }

    #[test]
    fn absolute_paths_and_those_outside_have_no_base() {
        assert_eq!(uri("/数据/a.json"), ("file:///%E6%95%B0%E6%8D%AE/a.json".to_owned(), false));
        assert_eq!(uri("D:/a b.csv"), ("file:///D:/a%20b.csv".to_owned(), false));
        assert_eq!(uri("//server/共享/a"), ("file://server/%E5%85%B1%E4%BA%AB/a".to_owned(), false));
        assert_eq!(uri("../a.toml"), ("../a.toml".to_owned(), false));
    }
}
