//! A sheet of a workbook as it is copied: the styles of some cells change, and all else stays as it is written.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, Write};

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::survey::{Cells, flag};
use crate::diag::Severity;
use crate::diag::Unmarkable;
use crate::report::book::styles::Styles;
use crate::report::book::xml::{attributes, set, tag};
use crate::source::{column_letters, parse_address};

/// What changes in a sheet.
pub(in crate::report::book) struct Change<'s> {
    /// The severity at each cell that is to be marked.
    pub(in crate::report::book) marks: Cells<Severity>,
    pub(in crate::report::book) styles: &'s mut Styles,
    /// The relation to notes that the sheet did not have.
    pub(in crate::report::book) drawing: Option<Drawing<'s>>,
}

/// The relation of a sheet to the drawing of its notes.
#[derive(Clone, Copy)]
pub(in crate::report::book) struct Drawing<'s> {
    pub(in crate::report::book) relation: &'s str,
    /// The namespace of relations.
    pub(in crate::report::book) namespace: &'s str,
}

/// What stands behind the drawing of the notes.
const AFTER_DRAWING: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "AlternateContent",
    "extLst",
];

/// Copies the part with its changes.
pub(in crate::report::book) fn copy(
    part: impl BufRead,
    out: impl Write,
    change: Change<'_>,
) -> Result<(), Unmarkable> {
    let mut copier = Copier {
        out: Writer::new(out),
        styles: change.styles,
        known: HashMap::new(),
        marks: BTreeMap::new(),
        columns: Vec::new(),
        prefix: String::new(),
        row: 0,
        row_style: None,
        column: 0,
        here: BTreeMap::new(),
    };
    for ((row, column), severity) in change.marks {
        copier.marks.entry(row).or_default().insert(column, severity);
    }
    copier.run(part, change.drawing)
}

struct Copier<'s, W: Write> {
    out: Writer<W>,
    styles: &'s mut Styles,
    /// Styles that were asked for before.
    known: HashMap<(usize, Option<Severity>), usize>,
    /// What is still to be marked, by row and column.
    marks: BTreeMap<u32, BTreeMap<u32, Severity>>,
    /// The styles of columns: first, last, style.
    columns: Vec<(u32, u32, usize)>,
    prefix: String,
    row: u32,
    row_style: Option<usize>,
    column: u32,
    /// What is still to be marked in the row at hand.
    here: BTreeMap<u32, Severity>,
}

impl<W: Write> Copier<'_, W> {
    fn run(&mut self, part: impl BufRead, drawing: Option<Drawing<'_>>) -> Result<(), Unmarkable> {
        let mut reader = Reader::from_reader(part);
        // Tags are copied as they are written, white space in them too.
        reader.config_mut().trim_markup_names_in_closing_tags = false;
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        let (mut in_data, mut after_data) = (false, false);
        let mut drawing = drawing;
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|_| Unmarkable::Form)?;
            let (start, empty) = match &event {
                Event::Start(tag) => (Some(tag), false),
                Event::Empty(tag) => (Some(tag), true),
                _ => (None, false),
            };
            if let Some(tag) = start {
                let name = tag.local_name().into_inner().to_owned();
                match (depth, name.as_str()) {
                    (0, _) => {
                        let whole = tag.name().into_inner();
                        let prefix = whole.strip_suffix(name.as_str()).unwrap_or_default();
                        prefix.clone_into(&mut self.prefix);
                        self.write(event)?;
                    }
                    (1, "sheetData") => {
                        in_data = !empty;
                        after_data = true;
                        if empty && !self.marks.is_empty() {
                            let tag = tag.to_owned();
                            self.write(Event::Start(tag.borrow()))?;
                            self.rows_before(u32::MAX)?;
                            self.write(Event::End(tag.to_end()))?;
                        } else {
                            self.write(event)?;
                        }
                    }
                    (1, name) if after_data && AFTER_DRAWING.contains(&name) => {
                        self.draw(&mut drawing)?;
                        self.write(event)?;
                    }
                    (2, "sheetView") => self.unselect(tag, empty)?,
                    (2, "col") => {
                        self.note_column(tag);
                        self.write(event)?;
                    }
                    (2, "row") if in_data => self.open_row(tag, empty)?,
                    (3, "c") if in_data => self.cell(tag, empty)?,
                    _ => self.write(event)?,
                }
                depth += usize::from(!empty);
                continue;
            }
            if let Event::End(end) = &event {
                depth = depth.saturating_sub(1);
                match depth {
                    0 => self.draw(&mut drawing)?,
                    1 if in_data => {
                        self.rows_before(u32::MAX)?;
                        in_data = false;
                    }
                    2 if in_data && end.local_name().into_inner().trim_end() == "row" => {
                        self.cells_before(u32::MAX)?;
                    }
                    _ => {}
                }
            }
            if matches!(event, Event::Eof) {
                return if depth == 0 { Ok(()) } else { Err(Unmarkable::Form) };
            }
            self.write(event)?;
        }
    }

    fn write(&mut self, event: Event<'_>) -> Result<(), Unmarkable> {
        self.out.write_event(event).map_err(|_| Unmarkable::Form)
    }

    fn write_text(&mut self, text: &str) -> Result<(), Unmarkable> {
        self.out.get_mut().write_all(text.as_bytes()).map_err(|_| Unmarkable::Form)
    }

    /// Only the sheet in front is selected: what is typed into one of several would be typed into all.
    fn unselect(&mut self, view: &BytesStart<'_>, empty: bool) -> Result<(), Unmarkable> {
        let mut attributes = attributes(view);
        if attributes.iter().any(|(name, _)| name == "tabSelected") {
            attributes.retain(|(name, _)| name != "tabSelected");
            return self.write_text(&tag(view.name().into_inner(), &attributes, empty));
        }
        let view = view.borrow();
        self.write(if empty { Event::Empty(view) } else { Event::Start(view) })
    }

    fn draw(&mut self, drawing: &mut Option<Drawing<'_>>) -> Result<(), Unmarkable> {
        match drawing.take() {
            Some(Drawing { relation, namespace }) => {
                let name = format!("{}legacyDrawing", self.prefix);
                self.write_text(&format!("<{name} xmlns:r=\"{namespace}\" r:id=\"{relation}\"/>"))
            }
            None => Ok(()),
        }
    }

    fn note_column(&mut self, col: &BytesStart<'_>) {
        let attributes = attributes(col);
        let number = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name == wanted);
            found.and_then(|(_, value)| value.parse::<u32>().ok())
        };
        if let (Some(from), Some(to), Some(style)) = (number("min"), number("max"), number("style")) {
            self.columns.push((from, to, style as usize));
        }
    }

    fn open_row(&mut self, row: &BytesStart<'_>, empty: bool) -> Result<(), Unmarkable> {
        let mut attributes = attributes(row);
        let get = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        let number = get("r").map_or(Some(self.row + 1), |text| text.parse().ok()).ok_or(Unmarkable::Form)?;
        self.rows_before(number)?;
        (self.row, self.column) = (number, 0);
        self.row_style = get("s").and_then(|style| style.parse().ok());
        self.row_style = self.row_style.filter(|_| get("customFormat").is_some_and(flag));
        self.here = self.marks.remove(&number).unwrap_or_default();
        let spans = get("spans").and_then(|spans| spans.split_once(':'));
        let spans = spans.and_then(|(from, to)| Some(from.parse().ok()?..=to.parse::<u32>().ok()?));
        // It only says which columns to expect, and may be left out.
        let outside = spans.is_some_and(|spans| self.here.keys().any(|column| !spans.contains(column)));
        let name = row.name().into_inner();
        let filled = empty && !self.here.is_empty();
        if !outside && !filled {
            let row = row.borrow();
            return self.write(if empty { Event::Empty(row) } else { Event::Start(row) });
        }
        if outside {
            attributes.retain(|(name, _)| name != "spans");
        }
        self.write_text(&tag(name, &attributes, false))?;
        if empty {
            self.cells_before(u32::MAX)?;
            self.write(Event::End(BytesEnd::new(name)))?;
        }
        Ok(())
    }

    fn cell(&mut self, cell: &BytesStart<'_>, empty: bool) -> Result<(), Unmarkable> {
        let get = |wanted: &str| cell.try_get_attribute(wanted).ok().flatten().map(|found| found.value);
        let column = match get("r") {
            Some(reference) => parse_address(&reference).ok_or(Unmarkable::Form)?.1,
            None => self.column + 1,
        };
        let style = get("s").and_then(|style| style.parse().ok()).unwrap_or(0);
        self.cells_before(column)?;
        self.column = column;
        let mark = self.here.remove(&column);
        let wanted = self.style(style, mark);
        if wanted == style {
            let cell = cell.borrow();
            return self.write(if empty { Event::Empty(cell) } else { Event::Start(cell) });
        }
        let mut attributes = attributes(cell);
        set(&mut attributes, "s", &wanted.to_string());
        self.write_text(&tag(cell.name().into_inner(), &attributes, empty))
    }

    /// The style of a cell without a mark of an earlier run, and with the one that it is to have.
    fn style(&mut self, style: usize, mark: Option<Severity>) -> usize {
        if let Some(known) = self.known.get(&(style, mark)) {
            return *known;
        }
        let plain = self.styles.unmarked(style);
        let wanted = mark.and_then(|severity| self.styles.marked(plain, severity)).unwrap_or(plain);
        self.known.insert((style, mark), wanted);
        wanted
    }

    /// Adds cells that are to be marked and that nobody wrote: before that column of the row at hand.
    fn cells_before(&mut self, column: u32) -> Result<(), Unmarkable> {
        while let Some(first) = self.here.first_entry().filter(|first| *first.key() < column) {
            let (at, severity) = first.remove_entry();
            let of_column = self.columns.iter().find(|(from, to, _)| (*from..=*to).contains(&at));
            let base = self.row_style.or(of_column.map(|(_, _, style)| *style)).unwrap_or(0);
            let style = self.style(base, Some(severity));
            let place = format!("{}{}", column_letters(at as usize), self.row);
            self.write_text(&format!("<{}c r=\"{place}\" s=\"{style}\"/>", self.prefix))?;
        }
        Ok(())
    }

    /// Adds rows that are to be marked and that nobody wrote: before that row.
    fn rows_before(&mut self, number: u32) -> Result<(), Unmarkable> {
        while let Some(first) = self.marks.first_entry().filter(|first| *first.key() < number) {
            (self.row, self.here) = first.remove_entry();
            self.row_style = None;
            self.write_text(&format!("<{}row r=\"{}\">", self.prefix, self.row))?;
            self.cells_before(u32::MAX)?;
            self.write_text(&format!("</{}row>", self.prefix))?;
        }
        Ok(())
    }
}
