//! The records of a workbook in blocks of rows, so that no sheet is ever in memory as a whole.

use std::collections::VecDeque;
use std::sync::Arc;

use super::fields::Fields;
use super::front::{FrontSheet, is_front, lists_problems};
use super::header::detect;
use super::page::{Origin, Page};
use super::rows::{RowKind, row_kind};
use super::sheet::Sheet;
use super::tell::tell_header;
use crate::diag::{BookProblem, DataProblem, Diagnostic, Problem, Severity};
use crate::read::Node;
use crate::read::book::{Row, SheetHead, Sheets, open};
use crate::read::form::{self, Grid, MOST_ROWS, recognise, titled};
use crate::read::format::Csv;
use crate::schema::{Schema, TableId};
use crate::source::{Site, Source, Span};

/// Some records of one sheet, and what was wrong around them.
#[derive(Debug)]
pub struct Block {
    /// The rows, with the header before them; or the whole text in which they stand.
    pub source: Arc<Source>,
    /// The table of which they are records.
    pub table: Option<TableId>,
    /// The form that the sheet is; then there is one document, which may be a part of a record.
    pub form: Option<usize>,
    /// The records.
    pub documents: Vec<Node>,
    /// The first heading: what has no column belongs beside it.
    pub header: Option<Span>,
    /// What is to be told besides.
    pub diagnostics: Vec<Diagnostic>,
    /// A sheet that heng put in front of the workbook, in place of records.
    pub front: Option<FrontSheet>,
}

/// The blocks of a workbook, in the order of its sheets and rows; or those of a text with one sheet.
pub struct Blocks<'s> {
    path: Arc<str>,
    sheets: Box<dyn Sheets>,
    /// The text in which all rows stand, where they stand in one.
    text: Option<Arc<Source>>,
    schema: &'s Schema,
    table: Option<TableId>,
    now: Option<Sheet<'s>>,
    /// Forms of the sheet at hand that follow.
    forms: VecDeque<Block>,
    /// Sheets without a list. Whether that is a mistake shows at the end.
    without_list: Vec<Diagnostic>,
    /// Sheets that were read as lists or forms, and the records in them.
    lists: usize,
    records: usize,
    /// Sheets that heng put in front.
    fronts: usize,
    /// True when something was told that leaves out records.
    troubled: bool,
    done: bool,
}

/// Rows in which a header is looked for.
const LOOK: usize = 50;
/// Records and bytes of a block.
const MOST_RECORDS: usize = 1_024;
const MOST_BYTES: usize = 1 << 20;
/// Headings named when none is found.
const HEADINGS: usize = 6;

/// The blocks of the workbook that the bytes are. `table` is the table its records belong to; left out, it is the
/// one that a sheet is named after, or whose fields its header names.
pub fn read_book<'s>(
    schema: &'s Schema,
    table: Option<TableId>,
    path: &str,
    bytes: Vec<u8>,
) -> Result<Blocks<'s>, Diagnostic> {
    let sheets = open(path, bytes).map_err(|problem| whole(path, problem))?;
    Ok(Blocks::new(schema, table, path.into(), sheets))
}

/// The blocks of a CSV text.
pub fn read_csv(schema: &Schema, table: Option<TableId>, source: Arc<Source>) -> Blocks<'_> {
    Blocks::new(schema, table, Arc::clone(source.path()), Box::new(Csv::new(source)))
}

fn whole(path: &str, problem: BookProblem) -> Diagnostic {
    let site = Site::whole(path);
    match problem {
        // Nobody chose it: it lies beside the workbook that was meant.
        BookProblem::LockFile => Diagnostic::note(Problem::Book(problem), site),
        problem => Diagnostic::error(Problem::Book(problem), site),
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        if self.done {
            return None;
        }
        if self.now.is_some() {
            return Some(self.rows());
        }
        if let Some(form) = self.forms.pop_front() {
            return Some(form);
        }
        match self.sheets.next_sheet() {
            Some(Ok(head)) => Some(self.head(&head)),
            Some(Err(problem)) => Some(self.message(vec![whole(&self.path, problem)])),
            None => {
                self.done = true;
                Some(self.end())
            }
        }
    }
}

impl<'s> Blocks<'s> {
    fn new(schema: &'s Schema, table: Option<TableId>, path: Arc<str>, sheets: Box<dyn Sheets>) -> Self {
        Self {
            path,
            text: sheets.text(),
            sheets,
            schema,
            table,
            now: None,
            forms: VecDeque::new(),
            without_list: Vec::new(),
            lists: 0,
            records: 0,
            fronts: 0,
            troubled: false,
            done: false,
        }
    }

    /// True when all blocks have one source: the whole text.
    pub fn stand_in_a_text(&self) -> bool {
        self.text.is_some()
    }

    /// What there is to say when all sheets were read.
    fn end(&mut self) -> Block {
        let mut diagnostics = std::mem::take(&mut self.without_list);
        if self.lists == 0 {
            for one in &mut diagnostics {
                one.severity = Severity::Error;
            }
        }
        if self.records + self.fronts == 0 && diagnostics.is_empty() && !self.troubled {
            let whole = || Site::whole(Arc::clone(&self.path));
            let site = self.text.as_ref().map_or_else(whole, |text| text.site(Span::at(0)));
            diagnostics.push(Diagnostic::error(Problem::Data(DataProblem::NoRecord), site));
        }
        self.message(diagnostics)
    }

    fn message(&mut self, mut diagnostics: Vec<Diagnostic>) -> Block {
        diagnostics.extend(self.sheets.left_out());
        self.troubled |= diagnostics.iter().any(|one| one.severity == Severity::Error);
        let none = || Arc::new(Source::new(Arc::clone(&self.path), String::new()));
        let source = self.text.clone().unwrap_or_else(none);
        Block {
            source,
            table: None,
            form: None,
            documents: Vec::new(),
            header: None,
            diagnostics,
            front: None,
        }
    }

    fn origin(&self, sheet: &Arc<str>) -> Origin {
        Origin { path: Arc::clone(&self.path), sheet: Arc::clone(sheet), text: self.text.clone() }
    }

    /// The rest of a sheet that heng put in front.
    fn front(&mut self, head: &SheetHead, before: &[Row]) -> Block {
        self.fronts += 1;
        let mut front = FrontSheet::new(&head.name);
        let mut diagnostics = Vec::new();
        for row in before {
            front.add(row);
        }
        let mut row = Row::default();
        loop {
            match self.sheets.next_row(&mut row) {
                Ok(true) => front.add(&row),
                Ok(false) => break,
                Err(problem) => {
                    diagnostics.push(whole(&self.path, problem));
                    break;
                }
            }
        }
        Block { front: Some(front), ..self.message(diagnostics) }
    }

    /// Looks for the header of a sheet.
    fn head(&mut self, head: &SheetHead) -> Block {
        let mut rows = Vec::new();
        let mut broken = None;
        let mut all = self.read_rows(&mut rows, LOOK, &mut broken);
        if rows.is_empty() {
            return self.message(broken.into_iter().collect());
        }
        let candidates = self.candidates(&head.name);
        let weak = self.text.is_some();
        let holds_list = |rows: &[Row]| detect(rows, &candidates, head.system, weak).is_some();
        let marked = rows.first().is_some_and(is_front) && broken.is_none();
        if marked && (lists_problems(&rows) || !holds_list(&rows)) {
            return self.front(head, &rows);
        }
        if titled(self.schema, self.table, &head.name, &rows) {
            all = all || self.read_rows(&mut rows, MOST_ROWS, &mut broken);
            let mut forms = self.forms(head, &rows, all);
            if let Some(first) = forms.pop_front() {
                self.forms = forms;
                return first;
            }
        }
        let Some((of, header)) = detect(&rows, &candidates, head.system, weak) else {
            let headings = candidates.first().map(|fields| fields.some(HEADINGS)).unwrap_or_default();
            let problem = BookProblem::NoList { sheet: head.name.to_string(), headings };
            let first = rows.first().map(|row| self.origin(&head.name).site_of(row));
            let site = first.unwrap_or_else(|| Site::whole(Arc::clone(&self.path)));
            self.without_list.push(Diagnostic::warning(Problem::Book(problem), site));
            return self.message(broken.into_iter().collect());
        };
        let Some(fields) = candidates.get(of) else {
            return self.message(Vec::new());
        };
        self.lists += 1;
        let mut diagnostics = tell_header((&self.origin(&head.name), head), &rows, &header, fields);
        diagnostics.extend(broken);
        let ahead = rows.split_off(header.at + header.levels);
        let header_rows = rows.split_off(header.at);
        let sheet = Sheet::new(self.origin(&head.name), fields.table, header, header_rows, ahead);
        self.now = Some(sheet);
        self.message(diagnostics)
    }

    /// Reads rows up to so many; true when these are all.
    fn read_rows(&mut self, rows: &mut Vec<Row>, most: usize, broken: &mut Option<Diagnostic>) -> bool {
        while rows.len() < most {
            let mut row = Row::default();
            match self.sheets.next_row(&mut row) {
                Ok(true) => rows.push(row),
                Ok(false) => return true,
                Err(problem) => {
                    *broken = Some(whole(&self.path, problem));
                    return false;
                }
            }
        }
        false
    }

    /// The sheet as a form, if it is one; or as several that stand one below the other. A form of which these are
    /// not all rows is not read.
    fn forms(&mut self, head: &SheetHead, rows: &[Row], all: bool) -> VecDeque<Block> {
        let origin = self.origin(&head.name);
        let merges = self.sheets.merges();
        let mut blocks = VecDeque::new();
        let parts = form::apart(self.schema, self.table, rows);
        let count = parts.len();
        for (number, rows) in parts.into_iter().enumerate() {
            let rows = rows.split_at(rows.partition_point(|row| row.number as usize <= MOST_ROWS));
            let Some((grid, page)) = Grid::new(rows.0, &merges, &origin) else {
                continue;
            };
            let found = recognise(self.schema, self.table, &head.name, &grid);
            let source = page.finish(&origin);
            let whole = rows.1.is_empty() && (all || number + 1 < count);
            if !whole {
                blocks.extend(form::too_long(self.schema, &grid, &found, source));
                continue;
            }
            // A sheet is told to be hidden once.
            let head = SheetHead { hidden: head.hidden && number == 0, ..head.clone() };
            blocks.extend(form::block(self.schema, &grid, found, (&head, rows.0), source));
        }
        if let Some(first) = blocks.front_mut() {
            first.diagnostics.extend(self.sheets.left_out());
        }
        self.lists += blocks.len();
        self.records += blocks.len();
        blocks
    }

    /// The tables of which the sheet may hold records, the likeliest first.
    fn candidates(&self, sheet: &str) -> Vec<Fields<'s>> {
        let named = self.schema.table_named(sheet.trim());
        let is_child = |id: &TableId| {
            let child = self.schema.table(*id).and_then(|table| table.child.as_ref());
            child.is_some_and(|child| Some(child.parent) == self.table)
        };
        let only = named.filter(is_child).or(self.table).or(named);
        let all = (0..self.schema.tables.len()).map(TableId).filter(|id| Some(*id) != self.schema.main);
        let tables =
            only.map_or_else(|| self.schema.main.into_iter().chain(all).collect(), |only| vec![only]);
        tables.into_iter().filter_map(|table| Fields::new(self.schema, table)).collect()
    }

    /// The next rows of the sheet at hand.
    fn rows(&mut self) -> Block {
        let Some(mut sheet) = self.now.take() else {
            return self.message(Vec::new());
        };
        let mut page = Page::new(&sheet.origin);
        let keys = sheet.write_header(&mut page);
        let mut documents = Vec::new();
        let mut diagnostics = Vec::new();
        let mut remarks: Vec<(BookProblem, Span)> = Vec::new();
        let mut row = Row::default();
        let mut more = true;
        while documents.len() < MOST_RECORDS && page.len() < MOST_BYTES {
            if let Some(before) = sheet.ahead.pop_front() {
                row = before;
            } else {
                match self.sheets.next_row(&mut row) {
                    Ok(true) => {}
                    Ok(false) => {
                        more = false;
                        break;
                    }
                    Err(problem) => {
                        diagnostics.push(whole(&self.path, problem));
                        more = false;
                        break;
                    }
                }
            }
            let kind = row_kind(self.schema, &sheet.header, &row, sheet.below_header);
            sheet.below_header &= matches!(kind, RowKind::Blank);
            let site = || sheet.origin.site_of(&row);
            match kind {
                RowKind::Blank => {}
                RowKind::Total => sheet.totals.count(row.number, site),
                RowKind::Side => sheet.sides.count(row.number, site),
                RowKind::Header => {
                    diagnostics.push(Diagnostic::error(Problem::Book(BookProblem::RepeatedHeader), site()));
                }
                RowKind::Shifted { right } => {
                    let problem = Problem::Book(BookProblem::ShiftedRow { right });
                    diagnostics.push(Diagnostic::error(problem, site()));
                }
                RowKind::Record => {
                    if let Some(ragged) = sheet.ragged(&row) {
                        diagnostics.push(ragged);
                        continue;
                    }
                    if row.hidden {
                        sheet.hidden.count(row.number, site);
                    }
                    documents.push(sheet.document(&mut page, &row, &keys, &mut remarks));
                }
            }
        }
        let source = page.finish(&sheet.origin);
        diagnostics.extend(remarks.into_iter().map(|(problem, span)| {
            let site = source.site(span);
            match problem {
                BookProblem::DateAsNumber { .. } => Diagnostic::note(Problem::Book(problem), site),
                problem => Diagnostic::warning(Problem::Book(problem), site),
            }
        }));
        diagnostics.extend(self.sheets.left_out());
        self.records += documents.len();
        self.troubled |= diagnostics.iter().any(|one| one.severity == Severity::Error);
        let table = Some(sheet.table);
        if more {
            self.now = Some(sheet);
        } else {
            diagnostics.extend(sheet.tell_merged(&self.sheets.merges()));
            diagnostics.extend(sheet.tell_rows());
        }
        let header = keys.first().copied();
        Block { source, table, form: None, documents, header, diagnostics, front: None }
    }
}
