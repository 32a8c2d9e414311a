//! The records of a workbook in blocks of rows, so that no sheet is ever in memory as a whole.

use std::collections::VecDeque;
use std::sync::Arc;

use super::front::FrontSheet;
use super::page::Origin;
use super::records::Rows;
use super::sheet::Sheet;
use crate::diag::{BookProblem, DataProblem, Diagnostic, Problem, Severity};
use crate::read::Node;
use crate::read::book::{Row, SheetHead, Sheets, open};
use crate::read::format::Csv;
use crate::schema::{Schema, TableId};
use crate::source::{Site, Source, Span};

/// Some records of one sheet, and what was wrong around them.
#[derive(Debug)]
pub struct Block<'s> {
    /// The rows, with the header before them; or the whole text in which they stand.
    pub source: Arc<Source<'static>>,
    /// The table of which they are records.
    pub table: Option<TableId>,
    /// The form that the sheet is, and its document, which may be a part of a record.
    pub form: Option<(usize, Node)>,
    /// The rows of a list that are records.
    pub rows: Rows<'s>,
    /// What is to be told besides.
    pub diagnostics: Vec<Diagnostic>,
    /// A sheet that heng put in front of the workbook, in place of records.
    pub front: Option<FrontSheet>,
}

impl Block<'_> {
    /// Nothing but what is to be told.
    pub(in crate::read) fn telling(source: Arc<Source<'static>>, diagnostics: Vec<Diagnostic>) -> Self {
        Self { source, table: None, form: None, rows: Rows::default(), diagnostics, front: None }
    }
}

/// The blocks of a workbook, in the order of its sheets and rows; or those of a text with one sheet.
pub struct Blocks<'s> {
    pub(super) path: Arc<str>,
    pub(super) sheets: Box<dyn Sheets>,
    /// The text in which all rows stand, where they stand in one.
    pub(super) text: Option<Arc<Source<'static>>>,
    pub(super) schema: &'s Schema,
    pub(super) table: Option<TableId>,
    pub(super) now: Option<Sheet<'s>>,
    /// Forms of the sheet at hand that follow.
    pub(super) forms: VecDeque<Block<'s>>,
    /// Sheets without a list. Whether that is a mistake shows at the end.
    pub(super) without_list: Vec<Diagnostic>,
    /// Sheets that were read as lists or forms, and the records in them.
    pub(super) lists: usize,
    pub(super) records: usize,
    /// Sheets that heng put in front.
    fronts: usize,
    /// True when something was told that leaves out records.
    pub(super) troubled: bool,
    done: bool,
}

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
pub fn read_csv<'s>(schema: &'s Schema, table: Option<TableId>, source: Arc<Source<'static>>) -> Blocks<'s> {
    Blocks::new(schema, table, Arc::clone(source.path()), Box::new(Csv::new(source)))
}

/// What is wrong with the whole file.
pub(super) fn whole(path: &str, problem: BookProblem) -> Diagnostic {
    let site = Site::whole(path);
    match problem {
        // Nobody chose it: it lies beside the workbook that was meant.
        BookProblem::LockFile => Diagnostic::note(Problem::Book(problem), site),
        problem => Diagnostic::error(Problem::Book(problem), site),
    }
}

impl<'s> Iterator for Blocks<'s> {
    type Item = Block<'s>;

    fn next(&mut self) -> Option<Block<'s>> {
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

    /// The list of a text, where there is nothing to say about what stands before its rows.
    pub(super) fn list_without_remarks(
        schema: &'s Schema,
        table: Option<TableId>,
        source: &Arc<Source<'static>>,
    ) -> Option<Sheet<'s>> {
        let mut blocks = read_csv(schema, table, Arc::clone(source));
        let head = blocks.next()?;
        let silent = head.diagnostics.is_empty() && head.form.is_none() && head.front.is_none();
        blocks.now.take().filter(|_| silent)
    }

    /// True when all blocks have one source: the whole text.
    pub fn stand_in_a_text(&self) -> bool {
        self.text.is_some()
    }

    /// What there is to say when all sheets were read.
    fn end(&mut self) -> Block<'s> {
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

    pub(super) fn message(&mut self, mut diagnostics: Vec<Diagnostic>) -> Block<'s> {
        diagnostics.extend(self.sheets.left_out());
        self.troubled |= diagnostics.iter().any(|one| one.severity == Severity::Error);
        let none = || Arc::new(Source::new(Arc::clone(&self.path), String::new()));
        let source = self.text.clone().unwrap_or_else(none);
        Block::telling(source, diagnostics)
    }

    pub(super) fn origin(&self, sheet: &Arc<str>) -> Origin {
        Origin { path: Arc::clone(&self.path), sheet: Arc::clone(sheet), text: self.text.clone() }
    }

    /// The rest of a sheet that heng put in front.
    pub(super) fn front(&mut self, head: &SheetHead, before: &[Row]) -> Block<'s> {
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
}
