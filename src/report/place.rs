//! Where a place is, in the units of the program that reads the report.

use super::terminal::visible;
use crate::source::{Position, Site};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Unicode scalar values.
    Scalar,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Utf8,
}

/// A part of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The line, from 1.
    pub(super) line: usize,
    /// The first column, from 1.
    pub(super) from: usize,
    /// One past the last column.
    pub(super) to: usize,
}

/// The part of its first line that a place takes up; `None` when the place is a whole file or a cell: a
/// workbook has no lines, and [`cell`] says where the place is.
///
/// A code host shows a remark in a change only when all its lines belong to the change: one line is enough to
/// find the place, and never too much.
pub(super) fn region(site: &Site, column: Column) -> Option<Region> {
    (site.inside && site.cell.is_none()).then_some(())?;
    let from = column.of(site.start);
    let to = if site.end.line == site.start.line {
        column.of(site.end)
    } else {
        let shown = site.excerpt.as_ref().and_then(|excerpt| excerpt.text.get(excerpt.span.range()));
        from + column.width(shown.unwrap_or_default())
    };
    Some(Region { line: site.start.line, from, to: to.max(from) })
}

/// `绩效目标申报表!E11`, for what is said about a cell.
pub(super) fn cell(site: &Site) -> Option<String> {
    site.cell.as_ref().map(|cell| visible(&cell.to_string()).into_owned())
}

/// The path without a leading `./`, as code hosts know their files.
pub(super) fn path(site: &Site) -> &str {
    plain(&site.path)
}

/// The path without a leading `./`.
pub(super) fn plain(path: &str) -> &str {
    let mut plain = path;
    while let Some(rest) = plain.strip_prefix("./") {
        plain = rest.trim_start_matches('/');
    }
    if plain.is_empty() { path } else { plain }
}

impl Column {
    fn of(self, position: Position) -> usize {
        match self {
            Self::Scalar => position.column,
            Self::Utf16 => position.utf16,
            Self::Utf8 => position.utf8,
        }
    }

    fn width(self, text: &str) -> usize {
        match self {
            Self::Scalar => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf8 => text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    #[test]
    fn one_place_has_three_columns() {
        let source = Source::new("a", "预算=\"😀\"; x".to_owned());
        let start = source.text().find("\"😀\"").unwrap();
        let site = source.site(Span::new(start, start + "\"😀\"".len()));
        let columns = |column| region(&site, column).map(|region| (region.from, region.to)).unwrap();
        assert_eq!(columns(Column::Scalar), (4, 7));
        assert_eq!(columns(Column::Utf16), (4, 8));
        assert_eq!(columns(Column::Utf8), (8, 14));
    }

    #[test]
    fn a_place_over_lines_is_its_first_line() {
        let source = Source::new("a", "甲 = 😀[\n1\n]".to_owned());
        let site = source.site(Span::new("甲 = ".len(), source.text().len()));
        assert_eq!(region(&site, Column::Utf16), Some(Region { line: 1, from: 5, to: 8 }));
        assert_eq!(region(&Site::whole("a"), Column::Utf16), None);
    }

    #[test]
    fn paths_are_as_code_hosts_know_them() {
        assert_eq!(plain(".//./例/a.toml"), "例/a.toml");
        assert_eq!(plain("/a/./b"), "/a/./b");
        assert_eq!(plain("../a"), "../a");
    }
}
