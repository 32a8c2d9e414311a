//! What a sheet holds, by its first rows: a list below a header, forms, a sheet of heng's own, or none of these.

use std::collections::VecDeque;
use std::sync::Arc;

use super::blocks::{Block, Blocks, whole};
use super::fields::Fields;
use super::front::{is_front, lists_problems};
use super::header::detect;
use super::sheet::Sheet;
use super::tell::tell_header;
use crate::diag::{BookProblem, Diagnostic, Problem};
use crate::read::book::{Row, SheetHead};
use crate::read::form::{self, Grid, MOST_ROWS, recognise, titled};
use crate::schema::TableId;
use crate::source::Site;

/// Rows in which a header is looked for.
pub(super) const LOOK: usize = 50;
/// Headings named when none is found.
const HEADINGS: usize = 6;

impl<'s> Blocks<'s> {
    /// Looks for the header of a sheet.
    pub(super) fn head(&mut self, head: &SheetHead) -> Block<'s> {
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
    fn forms(&mut self, head: &SheetHead, rows: &[Row], all: bool) -> VecDeque<Block<'s>> {
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
}
