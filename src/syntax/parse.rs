//! Text to tree: at once when nothing is wrong, item by item when something is.

use super::ast;
use super::build::Builder;
use super::flaw::Flaw;
use super::grammar::{self, Piece, Symbol};
use super::repair::repair;
use super::scan::scan;
use super::slices::slices;
use crate::diag::Diagnostic;
use crate::source::Source;

/// Stack for the deepest text that [`super::MAX_DEPTH`] lets through, in a build without optimisation.
const STACK: usize = 64 * 1024 * 1024;
/// Stack with which no other is needed.
const ENOUGH: usize = 32 * 1024 * 1024;

/// Reads a rule file. All its mistakes are reported; items without any are whole, and of the others the names
/// are kept.
pub fn parse(source: &Source) -> (ast::File, Vec<Diagnostic>) {
    on_a_deep_stack(|| {
        let (file, mut flaws) = read(source.text());
        flaws.sort_by_key(|flaw| (flaw.span.start, flaw.span.end));
        (file, flaws.into_iter().map(|flaw| flaw.into_diagnostic(source)).collect())
    })
}

/// Runs `work` where the grammar may go as deep as the limit on nesting allows, whatever thread calls.
pub(super) fn on_a_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(ENOUGH, STACK, work)
}

fn read(text: &str) -> (ast::File, Vec<Flaw>) {
    if scan(text).is_empty()
        && let Ok(pieces) = grammar::read(Symbol::file, text)
    {
        let mut builder = Builder::new(text, 0);
        let pieces = pieces.flat_map(Piece::into_inner).filter(|piece| piece.as_rule() == Symbol::item);
        let items = pieces.filter_map(|piece| builder.item(piece)).collect();
        return (ast::File { items }, builder.into_flaws());
    }
    let mut items = Vec::new();
    let mut flaws = Vec::new();
    for slice in slices(text) {
        let (found, wrong) = repair(text, &slice);
        items.extend(found);
        flaws.extend(wrong);
    }
    (ast::File { items }, flaws)
}
