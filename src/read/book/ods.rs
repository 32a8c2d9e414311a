//! `OpenDocument`: `.ods`, whose sheets stand one after the other in one part.

use std::collections::HashSet;

use super::archive::Archive;
use super::cells::{
    CellValue, DateSystem, LAST_COLUMN, LAST_ROW, MOST_MERGES, Merge, Row, SheetCell, SheetHead, Sheets,
    Shown,
};
use super::xml::{Item, Tag, Xml};
use crate::diag::{BookProblem, Damage, Excess};

/// A workbook of which some sheets have been read.
pub(super) struct Ods {
    xml: Xml,
    /// Names of the styles of tables that people do not see.
    hidden_styles: HashSet<String>,
    /// The last row that was read.
    row: u32,
    /// The row that was read last, as often as it has yet to be given again.
    again: Option<(Row, u32)>,
    in_sheet: bool,
    copies: u64,
    /// Merged cells of the sheet at hand.
    merges: Vec<Merge>,
}

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
/// Cells that stand for other cells: a file of a few bytes can ask for more than any memory holds.
const MOST_COPIES: u64 = 4_000_000;

impl Ods {
    /// The workbook in the archive; `None` when it holds none of this kind.
    pub(super) fn open(archive: &Archive) -> Option<Result<Self, BookProblem>> {
        archive.has(CONTENT).then(|| Self::read(archive))
    }

    fn read(archive: &Archive) -> Result<Self, BookProblem> {
        if archive.has(MANIFEST) && is_encrypted(archive)? {
            return Err(BookProblem::Encrypted);
        }
        let xml = Xml::new(CONTENT, archive.part(CONTENT)?);
        let hidden_styles = HashSet::new();
        Ok(Self { xml, hidden_styles, row: 0, again: None, in_sheet: false, copies: 0, merges: Vec::new() })
    }
}

impl Sheets for Ods {
    fn next_sheet(&mut self) -> Option<Result<SheetHead, BookProblem>> {
        self.again = None;
        self.merges.clear();
        self.row = 0;
        self.head().transpose()
    }

    fn next_row(&mut self, row: &mut Row) -> Result<bool, BookProblem> {
        if let Some((before, times)) = self.again.take() {
            row.clone_from(&before);
            row.number = before.number + 1;
            if times > 1 {
                self.again = Some((row.clone(), times - 1));
            }
            return Ok(true);
        }
        if !self.in_sheet {
            return Ok(false);
        }
        self.row(row)
    }

    fn merges(&mut self) -> Vec<Merge> {
        std::mem::take(&mut self.merges)
    }
}

impl Ods {
    /// Goes on to the start of the next sheet.
    fn head(&mut self) -> Result<Option<SheetHead>, BookProblem> {
        let mut style = String::new();
        loop {
            match self.xml.next()? {
                Item::Start(tag) => match tag.name() {
                    "style" => style = tag.attribute("name").unwrap_or_default().into_owned(),
                    "table-properties" if tag.attribute("display").as_deref() == Some("false") => {
                        self.hidden_styles.insert(style.clone());
                    }
                    "table" => {
                        let of = tag.attribute("style-name").unwrap_or_default().into_owned();
                        let name = tag.attribute("name").unwrap_or_default().into_owned();
                        self.in_sheet = true;
                        let hidden = self.hidden_styles.contains(&of);
                        let hidden_columns = Vec::new();
                        let system = DateSystem::default();
                        return Ok(Some(SheetHead { name: name.into(), hidden, hidden_columns, system }));
                    }
                    _ => {}
                },
                Item::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: &mut Row) -> Result<bool, BookProblem> {
        row.cells.clear();
        loop {
            match self.xml.next()? {
                Item::Start(tag) if tag.name() == "table-row" => {
                    let times = repeated(&tag, "number-rows-repeated");
                    let seen = tag.attribute("visibility");
                    row.hidden = seen.is_some_and(|seen| matches!(&*seen, "collapse" | "filter"));
                    row.number = self.row.saturating_add(1);
                    self.row = self.row.saturating_add(times);
                    self.cells(row)?;
                    if row.cells.is_empty() {
                        continue;
                    }
                    if self.row > LAST_ROW {
                        return Err(beyond(self.row));
                    }
                    if times > 1 {
                        self.copy(u64::from(times - 1) * row.cells.len() as u64)?;
                        self.again = Some((row.clone(), times - 1));
                    }
                    return Ok(true);
                }
                // Charts and pictures of the sheet hold tables of their own.
                Item::Start(tag) if tag.name() == "shapes" => self.xml.skip()?,
                Item::End(end) if end.name() == "table" => {
                    self.in_sheet = false;
                    return Ok(false);
                }
                Item::Eof => return Err(self.xml.grammar()),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &mut Row) -> Result<(), BookProblem> {
        let mut column = 1_u32;
        loop {
            let (times, found) = match self.xml.next()? {
                Item::Start(tag) if matches!(tag.name(), "table-cell" | "covered-table-cell") => {
                    let (wide, high) =
                        (repeated(&tag, "number-columns-spanned"), repeated(&tag, "number-rows-spanned"));
                    if (wide > 1 || high > 1) && self.merges.len() < MOST_MERGES {
                        let last = (row.number.saturating_add(high - 1), column.saturating_add(wide - 1));
                        self.merges.push(Merge { rows: (row.number, last.0), columns: (column, last.1) });
                    }
                    (repeated(&tag, "number-columns-repeated"), Found::of(&tag))
                }
                Item::End(end) if end.name() == "table-row" => return Ok(()),
                Item::Eof => return Err(self.xml.grammar()),
                _ => continue,
            };
            if let Some(value) = self.value(found)? {
                if u64::from(column) + u64::from(times) > u64::from(LAST_COLUMN) + 1 {
                    return Err(beyond(row.number));
                }
                self.copy(u64::from(times - 1))?;
                let copies =
                    (column..column + times).map(|column| SheetCell { column, value: value.clone() });
                row.cells.extend(copies);
            }
            column = column.saturating_add(times);
        }
    }

    /// What the cell holds that has just begun; `None` when it holds nothing.
    fn value(&mut self, found: Found) -> Result<Option<CellValue>, BookProblem> {
        let text = self.paragraphs()?;
        // What a merged cell lies over, nobody sees.
        if found.covered {
            return Ok(None);
        }
        let number = |shown| {
            let number = found.value.as_ref().and_then(|value| value.parse::<f64>().ok());
            number.filter(|number| number.is_finite()).map(|number| CellValue::Number(number, shown))
        };
        Ok(match found.kind.as_deref() {
            _ if found.error || (found.formula.is_some() && is_error(&text)) => Some(CellValue::Error(text)),
            Some("float" | "currency") => number(Shown::Plain).or(Some(CellValue::Text(text))),
            Some("percentage") => number(Shown::Percent).or(Some(CellValue::Text(text))),
            Some("date") => Some(CellValue::Date(found.value.unwrap_or(text))),
            Some("boolean") => Some(CellValue::Bool(found.value.as_deref() == Some("true"))),
            None if found.formula.is_some() && text.is_empty() => found.formula.map(CellValue::NotComputed),
            _ => {
                let text = found.value.filter(|_| text.is_empty()).unwrap_or(text);
                (!text.is_empty()).then_some(CellValue::Text(text))
            }
        })
    }

    /// The paragraphs of the cell that has just begun, a line each, without the remarks on it.
    fn paragraphs(&mut self) -> Result<String, BookProblem> {
        let mut text = String::new();
        let (mut depth, mut paragraph, mut skipped) = (1_usize, None, None);
        while depth > 0 {
            let mut spaces = 0;
            match self.xml.next()? {
                Item::Start(tag) => {
                    depth += 1;
                    match tag.name() {
                        "p" if paragraph.is_none() && skipped.is_none() => {
                            if !text.is_empty() {
                                text.push('\n');
                            }
                            paragraph = Some(depth);
                        }
                        "annotation" | "ruby-text" => skipped = skipped.or(Some(depth)),
                        "s" => spaces = repeated(&tag, "c").min(1_000),
                        "tab" => spaces = 1,
                        "line-break" => text.push('\n'),
                        _ => {}
                    }
                }
                Item::End(_) => {
                    paragraph = paragraph.filter(|of| *of != depth);
                    skipped = skipped.filter(|of| *of != depth);
                    depth -= 1;
                }
                Item::Text(part) if paragraph.is_some() && skipped.is_none() => text.push_str(&part),
                Item::Character(part) if paragraph.is_some() && skipped.is_none() => text.push(part),
                Item::Text(_) | Item::Character(_) | Item::Other => {}
                Item::Eof => return Err(self.xml.grammar()),
            }
            if paragraph.is_some() && skipped.is_none() {
                text.extend(std::iter::repeat_n(' ', spaces as usize));
            }
        }
        Ok(text)
    }

    fn copy(&mut self, cells: u64) -> Result<(), BookProblem> {
        self.copies = self.copies.saturating_add(cells);
        if self.copies > MOST_COPIES {
            return Err(BookProblem::TooMuch { excess: Excess::Copies { limit: MOST_COPIES } });
        }
        Ok(())
    }
}

/// What the attributes of a cell say.
struct Found {
    kind: Option<String>,
    value: Option<String>,
    formula: Option<String>,
    error: bool,
    covered: bool,
}

impl Found {
    fn of(tag: &Tag<'_>) -> Self {
        let covered = tag.name() == "covered-table-cell";
        let mut found = Self { kind: None, value: None, formula: None, error: false, covered };
        for (name, value) in tag.attributes() {
            match name {
                // LibreOffice says it twice, and only the second time that it is an error.
                "value-type" if value == "error" => found.error = true,
                "value-type" => found.kind = Some(value.into_owned()),
                "value" | "date-value" | "boolean-value" | "string-value" => {
                    found.value = Some(value.into_owned());
                }
                "formula" => found.formula = Some(value.into_owned()),
                _ => {}
            }
        }
        found
    }
}

fn repeated(tag: &Tag<'_>, name: &str) -> u32 {
    tag.attribute(name).and_then(|times| times.parse().ok()).unwrap_or(1).clamp(1, LAST_ROW)
}

fn is_error(text: &str) -> bool {
    matches!(text, "#REF!" | "#DIV/0!" | "#N/A" | "#NAME?" | "#VALUE!" | "#NUM!" | "#NULL!")
        || text.strip_prefix("Err:").is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_encrypted(archive: &Archive) -> Result<bool, BookProblem> {
    let mut xml = Xml::new(MANIFEST, archive.part(MANIFEST)?);
    loop {
        match xml.next()? {
            Item::Start(tag) if tag.name() == "encryption-data" => return Ok(true),
            Item::Eof => return Ok(false),
            _ => {}
        }
    }
}

fn beyond(row: u32) -> BookProblem {
    BookProblem::Damaged { damage: Damage::BeyondGrid { cell: row.to_string() } }
}
