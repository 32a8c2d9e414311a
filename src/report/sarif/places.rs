//! Places as SARIF locations, columns in UTF-16 code units.

use std::collections::BTreeMap;

use super::log::{CellProperties, Location, LogicalLocation, PhysicalLocation, Region, Text};
use super::uri;
use crate::finding::{Finding, Place, UsedInput};
use crate::report::place::{self, Column};
use crate::report::terminal::visible;
use crate::source::{CellRef, Site};
use crate::text::Language;

/// The inputs by their paths, to point at them by number.
pub(super) struct Places<'a>(BTreeMap<&'a str, usize>);

impl<'a> Places<'a> {
    pub(super) fn of(inputs: &'a [UsedInput]) -> Self {
        Self(inputs.iter().enumerate().map(|(number, input)| (input.path.as_str(), number)).collect())
    }

    /// The location of a site.
    pub(super) fn at(&self, site: &Site) -> Location {
        let index = self.0.get(&*site.path).copied();
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: uri::location(&site.path, index),
                region: region(site),
                context_region: line(site),
            },
            logical_locations: site.cell.as_ref().map(named).into_iter().collect(),
            message: None,
            properties: site.cell.as_ref().map(|cell| CellProperties {
                sheet: visible(&cell.sheet).into_owned(),
                cell: cell.address(),
            }),
        }
    }

    /// The location of a cell, with its table, key and field.
    pub(super) fn cell(&self, finding: &Finding, place: &Place, language: Language) -> Location {
        let field = match language {
            Language::Chinese => &place.field.0,
            Language::English => &place.field.1,
        };
        let name = visible(if field.is_empty() { &finding.key } else { field });
        let mut path = vec![visible(language.name(&finding.table)), visible(&finding.key)];
        if !field.is_empty() {
            path.push(visible(field));
        }
        let mut location = self.at(&place.site);
        if !name.is_empty() {
            location.logical_locations.push(LogicalLocation {
                fully_qualified_name: path.join("/"),
                name: name.into_owned(),
                kind: if place.value.is_some() { "value" } else { "property" },
            });
        }
        location
    }
}

/// A cell by the name that people know.
fn named(cell: &CellRef) -> LogicalLocation {
    LogicalLocation {
        name: cell.address(),
        fully_qualified_name: visible(&cell.to_string()).into_owned(),
        kind: "value",
    }
}

/// The part of one line; row and column of a cell; the first line when the place is a whole file, since GitHub
/// demands a line.
fn region(site: &Site) -> Region {
    if let Some(cell) = &site.cell {
        return Region {
            start_line: cell.row,
            start_column: Some(cell.column),
            end_line: Some(cell.row),
            end_column: Some(cell.column + 1),
            snippet: None,
        };
    }
    let Some(place::Region { line, from, to }) = place::region(site, Column::Utf16) else {
        return Region { start_line: 1, ..Region::default() };
    };
    let excerpt = site.excerpt.as_ref();
    let text = excerpt.and_then(|excerpt| excerpt.text.get(excerpt.span.range())).unwrap_or_default();
    // A snippet is the region's text, all of it, or it is none.
    let whole = !text.is_empty() && text.encode_utf16().count() == to - from;
    Region {
        start_line: line,
        start_column: Some(from),
        end_line: Some(line),
        end_column: Some(to),
        snippet: whole.then(|| Text { text: text.to_owned() }),
    }
}

/// The line around it, where all of it is at hand.
fn line(site: &Site) -> Option<Region> {
    let excerpt = site.excerpt.as_ref().filter(|_| site.cell.is_none())?;
    if excerpt.clipped_before || excerpt.clipped_after || excerpt.text.contains('\n') {
        return None;
    }
    let text = excerpt.text.trim_end_matches('\r').to_owned();
    Some(Region { start_line: site.start.line, snippet: Some(Text { text }), ..Region::default() })
}
