//! One sheet: its rows as they come, never its bounding box.

use std::sync::Arc;

use super::strings::{rich, unescape};
use super::styles::Styles;
use crate::diag::{BookProblem, Damage};
use crate::read::book::cells::{CellValue, LAST_COLUMN, LAST_ROW, MOST_MERGES, Merge, Row, SheetCell};
use crate::read::book::texts::Texts;
use crate::read::book::xml::{Item, Tag, Xml};
use crate::source::parse_address;

/// A sheet of which some rows have been read.
pub(super) struct SheetReader {
    xml: Xml,
    strings: Arc<Texts>,
    styles: Arc<Styles>,
    computed: bool,
    /// The row that was read last.
    row: u32,
    text: String,
    /// Merged cells, which stand below the rows.
    pub(super) merges: Vec<Merge>,
}

/// Ranges of columns.
type Columns = Vec<(u32, u32)>;

/// What the attributes of a cell say.
struct Attributes {
    column: u32,
    style: usize,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

impl SheetReader {
    /// The sheet, and its hidden columns.
    pub(super) fn open(
        mut xml: Xml,
        strings: Arc<Texts>,
        styles: Arc<Styles>,
        computed: bool,
    ) -> Result<(Self, Columns), BookProblem> {
        let mut hidden = Vec::new();
        loop {
            match xml.next()? {
                Item::Start(tag) if tag.name() == "col" => {
                    let number = |name| tag.attribute(name).and_then(|text| text.parse::<u32>().ok());
                    if let (true, Some(from), Some(to)) = (flag(&tag, "hidden"), number("min"), number("max"))
                    {
                        hidden.push((from, to.min(LAST_COLUMN)));
                    }
                }
                Item::Start(tag) if tag.name() == "sheetData" => break,
                // A sheet may have no row at all.
                Item::Eof => break,
                _ => {}
            }
        }
        Ok((Self { xml, strings, styles, computed, row: 0, text: String::new(), merges: Vec::new() }, hidden))
    }

    /// Puts the next row with a cell that holds something into `row`. At the end of the sheet the rest of its
    /// part is read, so that a part that was cut or changed is noticed.
    pub(super) fn next_row(&mut self, row: &mut Row) -> Result<bool, BookProblem> {
        row.cells.clear();
        loop {
            match self.xml.next()? {
                Item::Start(tag) if tag.name() == "row" => {
                    let number =
                        tag.attribute("r").map(|text| text.parse::<u32>().map_err(|_| text.into_owned()));
                    row.hidden = flag(&tag, "hidden");
                    row.number = match number {
                        None => self.row + 1,
                        Some(Ok(number)) => number,
                        Some(Err(cell)) => return Err(beyond(&cell)),
                    };
                    if row.number == 0 || row.number > LAST_ROW {
                        return Err(beyond(&row.number.to_string()));
                    }
                    self.row = row.number;
                    self.cells(row)?;
                    if !row.cells.is_empty() {
                        return Ok(true);
                    }
                }
                Item::Start(tag) if tag.name() == "mergeCell" && self.merges.len() < MOST_MERGES => {
                    self.merges.extend(tag.attribute("ref").and_then(|range| merge(&range)));
                }
                Item::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &mut Row) -> Result<(), BookProblem> {
        let mut next = 1;
        loop {
            let attributes = match self.xml.next()? {
                Item::Start(tag) if tag.name() == "c" => attributes(&tag, next)?,
                Item::End(end) if end.name() == "row" => return Ok(()),
                Item::Eof => return Err(self.xml.grammar()),
                _ => continue,
            };
            let column = attributes.column;
            next = column + 1;
            if let Some(value) = self.value(&attributes)? {
                row.cells.push(SheetCell { column, value });
            }
        }
    }

    /// What the cell holds that has just begun; `None` when it holds nothing.
    fn value(&mut self, attributes: &Attributes) -> Result<Option<CellValue>, BookProblem> {
        let (mut formula, mut written, mut rich_text) = (None, false, false);
        self.text.clear();
        loop {
            match self.xml.next()? {
                Item::Start(tag) => match tag.name() {
                    "v" => {
                        written = true;
                        self.xml.text(&mut self.text)?;
                    }
                    "is" => {
                        rich_text = true;
                        rich(&mut self.xml, &mut self.text)?;
                    }
                    "f" => {
                        let text = formula.insert(String::from("="));
                        self.xml.text(text)?;
                    }
                    _ => self.xml.skip()?,
                },
                Item::End(_) => break,
                Item::Eof => return Err(self.xml.grammar()),
                _ => {}
            }
        }
        if let Some(formula) = formula.filter(|_| !(written && self.computed)) {
            return Ok(Some(CellValue::NotComputed(formula)));
        }
        if rich_text {
            return Ok(self.own_text());
        }
        let text = self.text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        Ok(match attributes.kind {
            Kind::Shared => {
                let shared = text.parse().ok().and_then(|number| self.strings.get(number));
                let shared = shared.ok_or_else(|| self.xml.grammar())?;
                (!shared.is_empty()).then(|| CellValue::Text(shared.to_owned()))
            }
            Kind::Text => {
                unescape(&mut self.text, 0);
                self.own_text()
            }
            Kind::Bool => Some(CellValue::Bool(text != "0" && text != "false")),
            Kind::Error => Some(CellValue::Error(text.to_owned())),
            Kind::Date => Some(CellValue::Date(text.to_owned())),
            Kind::Number => Some(match text.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    CellValue::Number(number, self.styles.get(attributes.style))
                }
                _ => CellValue::Text(text.to_owned()),
            }),
        })
    }

    fn own_text(&self) -> Option<CellValue> {
        (!self.text.is_empty()).then(|| CellValue::Text(self.text.clone()))
    }
}

fn attributes(tag: &Tag<'_>, next: u32) -> Result<Attributes, BookProblem> {
    let mut found = Attributes { column: next, style: 0, kind: Kind::Number };
    for (name, value) in tag.attributes() {
        match name {
            "r" => found.column = parse_address(&value).ok_or_else(|| beyond(&value))?.1,
            "s" => found.style = value.parse().unwrap_or_default(),
            "t" => {
                found.kind = match &*value {
                    "s" => Kind::Shared,
                    "str" | "inlineStr" => Kind::Text,
                    "b" => Kind::Bool,
                    "e" => Kind::Error,
                    "d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        }
    }
    if found.column > LAST_COLUMN {
        return Err(beyond(&format!("#{}", found.column)));
    }
    Ok(found)
}

/// The cells of a range such as `A1:H1`.
fn merge(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':')?;
    let (first, last) = (parse_address(first)?, parse_address(last)?);
    (first.0 <= last.0 && first.1 <= last.1)
        .then_some(Merge { rows: (first.0, last.0), columns: (first.1, last.1) })
}

fn flag(tag: &Tag<'_>, name: &str) -> bool {
    tag.attribute(name).is_some_and(|flag| matches!(&*flag, "1" | "true" | "on"))
}

fn beyond(cell: &str) -> BookProblem {
    BookProblem::Damaged { damage: Damage::BeyondGrid { cell: crate::read::shorten(cell) } }
}
