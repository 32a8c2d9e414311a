//! Tables inside a form: the row of their headings, and the rows below it, until the form ends or a caption does.

use super::fill::Filler;
use super::grid::At;
use super::shapes::{Picked, Values};
use crate::diag::FormProblem;
use crate::read::list::{is_total_word, normal};
use crate::read::{Entry, Node, NodeKind, Unread, shorten};
use crate::schema::{FormColumn, FormList, RecordType, Slot};
use crate::source::Span;
use crate::value::Unit;

/// Where a table is.
pub(super) struct Body {
    /// The headings that were found, by column of the layout.
    pub(super) heads: Vec<Option<At>>,
    /// Its rows.
    pub(super) rows: std::ops::Range<usize>,
    /// Its columns, each up to the next heading.
    pub(super) columns: std::ops::Range<usize>,
}

impl Filler<'_> {
    /// Where the table of the list is; `None` when no row has its headings.
    pub(super) fn body(&self, list: &FormList) -> Option<Body> {
        let wanted = list.columns.iter().filter(|column| !column.optional).count();
        let heads = (0..self.grid.size().0).map(|row| self.heads(list, row));
        let count = |heads: &[Option<At>]| {
            let found =
                heads.iter().zip(&list.columns).filter(|(head, column)| head.is_some() && !column.optional);
            found.count()
        };
        // The first of the rows that have most.
        let heads = heads.rev().max_by_key(|heads| count(heads))?;
        if count(&heads) * 2 <= wanted {
            return None;
        }
        let found: Vec<At> = heads.iter().flatten().copied().collect();
        let from = found.iter().map(|at| self.grid.rows_of(*at).end).max()?;
        let left = found.iter().map(|at| at.1).min()?;
        let right = found.iter().map(|at| self.grid.columns(*at).end).max()?;
        let ends = |row: &usize| self.ends(list, *row, left);
        let to = (from..self.grid.size().0).find(ends).unwrap_or(self.grid.size().0);
        Some(Body { heads, rows: from..to, columns: left..right })
    }

    /// The headings of the list in a row.
    fn heads(&self, list: &FormList, row: usize) -> Vec<Option<At>> {
        let head = |column: &FormColumn| {
            let found = self.captions.find(&column.texts);
            found.into_iter().filter(|at| at.0 == row).nth(column.number - 1)
        };
        list.columns.iter().map(head).collect()
    }

    /// True when the row holds a caption that ends the list, or one of another line of the form left of it or in
    /// its first column.
    fn ends(&self, list: &FormList, row: usize, left: usize) -> bool {
        (0..self.grid.size().1).any(|column| {
            let at = (row, column);
            self.grid.cell(at).is_some()
                && (self.captions.is(at, &list.until) || (column <= left && self.is_caption(at)))
        })
    }

    /// The rows of the table as elements.
    pub(super) fn rows(&mut self, list: &FormList, body: &Body, element: &RecordType) -> Node {
        let heads: Vec<At> = body.heads.iter().flatten().copied().collect();
        self.claimed.extend(&heads);
        let below = (0..self.grid.size().1).map(|column| (body.rows.end, column));
        let below: Vec<At> = below.filter(|at| self.captions.is(*at, &list.until)).collect();
        self.claimed.extend(below);
        let anchor = heads.iter().min().map(|at| self.grid.span(*at)).unwrap_or_default();
        let mut above: Vec<Option<At>> = vec![None; list.columns.len()];
        let mut elements = Vec::new();
        for row in body.rows.clone() {
            let cells: Vec<Option<At>> = body
                .heads
                .iter()
                .map(|head| head.map(|head| self.within(row, self.reach(body, head))))
                .collect();
            if let Some(total) = self.total(body, row) {
                self.totals.push(u32::try_from(row + 1).unwrap_or(u32::MAX));
                self.first_total.get_or_insert(total);
                self.claimed.extend(body.columns.clone().map(|column| (row, column)));
                continue;
            }
            let filled = |at: &Option<At>| at.is_some_and(|at| self.grid.cell(at).is_some());
            let own = list.columns.iter().zip(&cells).any(|(column, at)| !column.ditto && filled(at));
            carry(&list.columns, &cells, &mut above, |at| self.grid.cell(at).is_some());
            let numbered = self.is_numbered(&cells);
            // What goes on is read where an element takes it; in a row of its own that none follows it is told of.
            let going_on = if numbered { &cells } else { &above };
            let ditto = list.columns.iter().zip(going_on).filter(|(column, at)| column.ditto && filled(at));
            let ditto: Vec<At> = ditto.filter_map(|(_, at)| *at).collect();
            if own {
                self.claimed.extend(ditto);
            }
            if own && !numbered {
                elements.push(self.element(list, &cells, &above, element));
            }
        }
        let kind = if elements.is_empty() { NodeKind::Null } else { NodeKind::List(elements) };
        Node { kind, span: anchor, anchor }
    }

    fn element(
        &mut self,
        list: &FormList,
        cells: &[Option<At>],
        above: &[Option<At>],
        ty: &RecordType,
    ) -> Node {
        let mut values: Values = Vec::new();
        let mut anchor: Option<Span> = None;
        for ((column, own), above) in list.columns.iter().zip(cells).zip(above) {
            let Some(own) = *own else {
                continue;
            };
            let at = above.filter(|_| column.ditto).unwrap_or(own);
            let (unit, percent) = self.said_above(column, own);
            for (slot, node) in
                self.read(Picked { at, behind_colon: false, unit, percent }, &column.targets, ty)
            {
                if !column.ditto && !matches!(node.kind, NodeKind::Null) {
                    anchor.get_or_insert(node.span);
                }
                self.put(&mut values, slot, node);
            }
        }
        object(values, anchor)
    }

    /// Gives a field of an element its value. Two columns may name it, and then must agree.
    pub(super) fn put(&mut self, values: &mut Values, slot: Slot, node: Node) {
        let Some((_, before)) = values.iter_mut().find(|(other, _)| *other == slot) else {
            values.push((slot, node));
            return;
        };
        match (&before.kind, &node.kind) {
            (NodeKind::Null, _) => *before = node,
            (NodeKind::Scalar(first), NodeKind::Scalar(second)) if normal(first) != normal(second) => {
                let field = format!("{}{}", self.inside, slot.path);
                let (first, second) = (shorten(first), shorten(second));
                before.kind = NodeKind::Unread(Unread::Told(first.clone()));
                let problem = FormProblem::Conflict { field, first, second };
                self.conflicts.push((problem, before.span, node.span));
            }
            _ => {}
        }
    }

    /// What the heading of the column says about its numbers.
    fn said_above(&self, column: &FormColumn, at: At) -> (Option<Unit>, bool) {
        let heads = self.captions.find(&column.texts);
        let above =
            heads.into_iter().filter(|head| head.0 < at.0 && self.grid.columns(*head).contains(&at.1));
        above.max().map_or((None, false), |head| self.said(&[head]))
    }

    /// The columns of a heading: those it covers, and blank ones up to the next heading.
    fn reach(&self, body: &Body, head: At) -> std::ops::Range<usize> {
        let next = body.heads.iter().flatten().map(|at| at.1).filter(|column| *column > head.1).min();
        head.1..next.unwrap_or(self.grid.columns(head).end).max(self.grid.columns(head).end)
    }

    /// The first cell of a row of the table that sums up others.
    fn total(&self, body: &Body, row: usize) -> Option<At> {
        let mut cells = body.columns.clone().map(|column| (row, column));
        let first = cells.find(|at| self.grid.cell(*at).is_some())?;
        self.grid.typed(first).filter(|text| is_total_word(&normal(text))).map(|_| first)
    }

    /// True for the row below the headings in which the columns are counted.
    fn is_numbered(&self, cells: &[Option<At>]) -> bool {
        let texts =
            cells.iter().flatten().filter_map(|at| self.grid.get(*at)).filter(|spot| spot.cell.is_some());
        let texts: Vec<String> = texts.map(|spot| normal(&spot.text)).collect();
        texts.len() >= 3 && (1..).zip(&texts).all(|(number, text)| *text == number.to_string())
    }
}

/// What a blank cell of a column that goes on takes from above. A new value left of it begins anew.
fn carry(
    columns: &[FormColumn],
    cells: &[Option<At>],
    above: &mut [Option<At>],
    filled: impl Fn(At) -> bool,
) {
    let mut anew = false;
    let cells = columns.iter().zip(cells).zip(above).filter(|((column, _), _)| column.ditto);
    for ((_, at), above) in cells {
        match at.filter(|at| filled(*at)) {
            Some(at) => {
                *above = Some(at);
                anew = true;
            }
            None if anew => *above = None,
            None => {}
        }
    }
}

/// A record of fields of which some are inside records.
pub(super) fn object(values: Values, anchor: Option<Span>) -> Node {
    let span = values.iter().map(|(_, node)| node.span).reduce(Span::to).unwrap_or_default();
    let entries =
        values.into_iter().map(|(slot, value)| Entry { key: slot.path, key_span: value.span, value });
    Node { kind: NodeKind::Object(entries.collect()), span, anchor: anchor.unwrap_or(span) }
}
