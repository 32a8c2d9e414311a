//! CSV after RFC 4180, with the delimiter that its header uses; a row is a document, its headings are the keys.

mod header;
mod split;

use self::header::Header;
use self::split::{Cell, Rows};
use super::faults::{Fault, no_record};
use super::{Format, Parsed};
use crate::diag::{DataProblem, Diagnostic, Flaw, Problem};
use crate::read::{Entry, Node, NodeKind};
use crate::source::{Source, Span};

pub(super) const FORMAT: Format = Format { name: "CSV", endings: &["csv", "tsv"], parse };

fn parse(source: &Source) -> Parsed {
    let mut parsed = Parsed::default();
    let mut rows = Rows::new(source.text());
    let mut header: Option<Header> = None;
    while let Some(row) = rows.next() {
        let cells = match row {
            Ok(cells) => cells,
            Err(fault) => {
                parsed.diagnostics.push(fault.diagnose(source, FORMAT.name));
                continue;
            }
        };
        if cells.iter().all(|cell| cell.is_blank(source)) {
            continue;
        }
        match &mut header {
            None => header = Some(Header::new(source, &cells, &mut parsed.diagnostics)),
            Some(header) => match document(source, header, &cells, rows.number(), &mut parsed.diagnostics) {
                Ok(document) => parsed.documents.push(document),
                Err(fault) => parsed.diagnostics.push(fault.diagnose(source, FORMAT.name)),
            },
        }
    }
    if parsed.documents.is_empty() && parsed.diagnostics.is_empty() {
        parsed.diagnostics.push(no_record(source));
    }
    parsed
}

/// The document of a row that has as many cells as the header; blank cells past it do no harm.
fn document(
    source: &Source,
    header: &mut Header,
    cells: &[Cell],
    row: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Node, Fault> {
    let expected = header.columns.len();
    if let Some(broken) = cells.iter().find(|cell| cell.broken) {
        return Err(Fault::flaw(Flaw::AfterQuote, broken.span));
    }
    let ragged = |span| {
        let problem = DataProblem::RaggedRow { row, found: cells.len(), expected };
        Err(Fault::own(problem, span))
    };
    let place = |cell: Option<&Cell>| cell.map_or(Span::at(0), |cell| cell.span);
    if let Some(extra) = cells.iter().skip(expected).find(|cell| !cell.is_blank(source)) {
        return ragged(extra.span);
    }
    if cells.len() < expected {
        return ragged(place(cells.first()).to(place(cells.last())));
    }
    let mut entries = Vec::with_capacity(expected);
    for (column, cell) in header.columns.iter_mut().zip(cells) {
        let blank = cell.is_blank(source);
        if column.heading.is_empty() {
            if !blank && !column.told {
                column.told = true;
                let problem = DataProblem::UnnamedColumn { column: column.number };
                diagnostics.push(Diagnostic::warning(Problem::Data(problem), source.site(cell.span)));
            }
            continue;
        }
        let kind = if blank { NodeKind::Null } else { NodeKind::Scalar(cell.text(source).into_owned()) };
        let value = Node { kind, span: cell.span, anchor: cell.span };
        entries.push(Entry { key: column.heading.clone(), key_span: column.span, value });
    }
    let anchor = place(cells.first());
    let span = anchor.to(place(cells.last()));
    Ok(Node { kind: NodeKind::Object(entries), span, anchor })
}
