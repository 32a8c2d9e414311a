//! What must be known of a sheet before it is copied.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::diag::Unmarkable;
use crate::report::book::xml::attributes;
use crate::source::parse_address;

/// Something for each of some cells, by row and column from 1.
pub(in crate::report::book) type Cells<T> = BTreeMap<(u32, u32), T>;

/// What must be known of a sheet before it is copied.
#[derive(Debug, Default)]
pub(in crate::report::book) struct Survey {
    /// The cells that are one: top, left, bottom, right.
    merged: Vec<[u32; 4]>,
    /// The relation to the drawing of its notes.
    pub(in crate::report::book) drawing: Option<String>,
    /// True when it is the sheet that is seen, or one of several that are selected.
    pub(in crate::report::book) selected: bool,
    /// True when a cell has one of the styles asked for.
    pub(in crate::report::book) styled: bool,
}

/// Looks through a sheet; `styles` says which styles are looked for.
pub(in crate::report::book) fn survey(
    part: impl BufRead,
    styles: &dyn Fn(usize) -> bool,
) -> Result<Survey, Unmarkable> {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    let mut found = Survey::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Unmarkable::Form)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                "c" if !found.styled => {
                    let style = tag.try_get_attribute("s").ok().flatten();
                    found.styled = style.is_some_and(|style| style.value.parse().is_ok_and(styles));
                }
                "sheetView" => {
                    let selected = |(name, value): &(String, String)| name == "tabSelected" && flag(value);
                    found.selected |= attributes(&tag).iter().any(selected);
                }
                "mergeCell" => {
                    let range = attributes(&tag).into_iter().find(|(name, _)| name == "ref");
                    found.merged.extend(range.and_then(|(_, range)| range_of(&range)));
                }
                "legacyDrawing" => {
                    let id = attributes(&tag).into_iter().find(|(name, _)| name.ends_with(":id"));
                    found.drawing = id.map(|(_, id)| id);
                }
                _ => {}
            },
            Event::DocType(_) => return Err(Unmarkable::Form),
            Event::Eof if reader.encoding() != encoding_rs::UTF_8 => return Err(Unmarkable::Encoding),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

impl Survey {
    /// The cell that people see at that place: the first one of a merged range.
    pub(in crate::report::book) fn seen(&self, row: u32, column: u32) -> (u32, u32) {
        let holds = |[top, left, bottom, right]: &&[u32; 4]| {
            (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
        };
        self.merged.iter().find(holds).map_or((row, column), |[top, left, ..]| (*top, *left))
    }
}

fn range_of(range: &str) -> Option<[u32; 4]> {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    let ((top, left), (bottom, right)) = (parse_address(from)?, parse_address(to)?);
    Some([top, left, bottom, right])
}

/// True for an attribute that says yes.
pub(in crate::report::book) fn flag(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
