//! Text to tree: at once when nothing is wrong, item by item when something is.

use super::ast;
use super::build::Builder;
use super::flaw::Flaw;
use super::grammar::{self, Piece, Symbol};
use super::repair::repair;
use super::scan::{is_plain, scan};
use super::slices::slices;
use super::untested::without_tests;
use crate::diag::Diagnostic;
use crate::source::{Source, Span};

/// A rule file that was read, and what is wrong with it.
pub type Parsed = (ast::File, Vec<Diagnostic>);

/// Stack for the deepest text that [`super::MAX_DEPTH`] lets through, in a build without optimisation.
const STACK: usize = 64 * 1024 * 1024;
/// Stack with which no other is needed.
const ENOUGH: usize = 32 * 1024 * 1024;

/// Reads a rule file. All its mistakes are reported; items without any are whole, and of the others the names
/// are kept.
pub fn parse(source: &Source) -> Parsed {
    on_a_deep_stack(|| {
        let (file, mut flaws) = read(source.text());
        flaws.sort_by_key(|flaw| (flaw.span.start, flaw.span.end));
        (file, flaws.into_iter().map(|flaw| flaw.into_diagnostic(source)).collect())
    })
}

/// Reads what a check needs of a rule file: all items but its 测试 and 样例. With a mistake in it the whole file is
/// read, so that all mistakes are reported and not some.
pub fn parse_rules(source: &Source) -> Parsed {
    on_a_deep_stack(|| read_rules(source.text()))
        .map_or_else(|| parse(source), |items| (ast::File { items }, Vec::new()))
}

/// Runs `work` where the grammar may go as deep as the limit on nesting allows, whatever thread calls.
pub(super) fn on_a_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(ENOUGH, STACK, work)
}

fn read(text: &str) -> (ast::File, Vec<Flaw>) {
    if let Some((items, flaws)) = read_at_once(text, Span::new(0, text.len())) {
        return (ast::File { items }, flaws);
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

/// The items of a stretch of the text; `None` when the grammar does not read it from end to end.
fn read_at_once(text: &str, stretch: Span) -> Option<(Vec<ast::Item>, Vec<Flaw>)> {
    let part = text.get(stretch.range())?;
    if !is_plain(part) && !scan(part).is_empty() {
        return None;
    }
    let read = grammar::read(Symbol::file, part).ok()?;
    let mut builder = Builder::new(text, stretch.start);
    let pieces = read.pieces().flat_map(Piece::into_inner).filter(|piece| piece.as_rule() == Symbol::item);
    let items = pieces.filter_map(|piece| builder.item(piece)).collect();
    Some((items, builder.into_flaws()))
}

/// The items that are not left out; `None` when anything is wrong with them.
fn read_rules(text: &str) -> Option<Vec<ast::Item>> {
    let mut items = Vec::new();
    for stretch in without_tests(text) {
        let (mut found, flaws) = read_at_once(text, stretch)?;
        if !flaws.is_empty() {
            return None;
        }
        if items.is_empty() {
            items = found;
        } else {
            items.append(&mut found);
        }
    }
    Some(items)
}
