//! An item with mistakes: each is reported and taken out, until the rest can be read.

use super::MAX_DEPTH;
use super::ast;
use super::brackets::unclosed;
use super::build::Builder;
use super::explain;
use super::flaw::Flaw;
use super::grammar::{self, Stop, Symbol};
use super::habits;
use super::lexemes::LexemeKind;
use super::scan::{Damage, scan};
use super::slices::Slice;
use super::units::Units;
use super::words::{self, Keywords};
use crate::diag::{SyntaxProblem, nearest};
use crate::source::Span;

/// Mistakes of one item after which the rest of it is given up.
const MOST: usize = 64;

/// Reads an item that has, or may have, mistakes.
pub(super) fn repair(text: &str, slice: &Slice) -> (Vec<ast::Item>, Vec<Flaw>) {
    let work = text.get(slice.span.range()).unwrap_or_default().to_owned();
    let mut repair = Repair {
        text,
        base: slice.span.start,
        kind: slice.kind,
        entry: Symbol::file,
        work,
        lost: Vec::new(),
        flaws: Vec::new(),
    };
    repair.run(slice);
    let items = repair.items();
    (items, repair.flaws)
}

#[derive(Debug)]
struct Repair<'t> {
    text: &'t str,
    /// Where in the text the item begins.
    base: usize,
    kind: Option<Symbol>,
    /// What the work is read as: items, or the rest of one whose first line is lost.
    entry: Symbol,
    /// The item's text, with spaces where something was taken out.
    work: String,
    /// What was taken out.
    lost: Vec<Span>,
    flaws: Vec<Flaw>,
}

impl Repair<'_> {
    fn run(&mut self, slice: &Slice) {
        if self.kind.is_none() {
            self.not_an_item();
            return;
        }
        if let Some(flaw) = slice.flaw.clone() {
            self.flaws.push(flaw);
            self.take_out(self.units().around(0, false));
        }
        self.before_grammar();
        for _ in 0..MOST {
            let Err(stop) = grammar::read(self.entry, &self.work) else {
                return;
            };
            if self.work.trim_ascii().is_empty() {
                return;
            }
            self.stopped(&stop);
        }
        self.take_out(Span::new(0, self.work.len()));
    }

    /// Text before the first item: nothing says what it was meant to be.
    fn not_an_item(&mut self) {
        let units = self.units();
        let Some(lexeme) = units.lexeme(0) else {
            return;
        };
        let written = units.written(0);
        let items = explain::keywords(&[Symbol::item]).flat_map(|word| [word.chinese, word.english]);
        let near = (lexeme.kind == LexemeKind::Word).then(|| nearest(written, items)).flatten();
        let problem = SyntaxProblem::NotAnItem { found: explain::shortened(written), nearest: near };
        self.flaws.push(Flaw::new(problem, lexeme.span.shifted(self.base)));
        self.take_out(Span::new(0, self.work.len()));
    }

    /// Takes out what no grammar could read.
    fn before_grammar(&mut self) {
        for (flaw, damage) in scan(&self.work.clone()) {
            let lost = match damage {
                Damage::Here => flaw.span,
                Damage::Around => {
                    let units = self.units();
                    units
                        .index_at(flaw.span.start)
                        .map_or(flaw.span, |index| units.around(index, false).to(flaw.span))
                }
                Damage::Item => Span::new(0, self.work.len()),
            };
            if damage == Damage::Here {
                self.blank(lost);
            } else {
                self.take_out(lost);
            }
            self.flaws.push(Flaw { span: flaw.span.shifted(self.base), ..flaw });
            if damage == Damage::Item {
                self.flaws.retain(|flaw| flaw.problem == SyntaxProblem::TooDeep { limit: MAX_DEPTH });
                return;
            }
        }
        for bracket in unclosed(&self.work.clone(), self.kind) {
            let units = self.units();
            let around =
                units.index_at(bracket.lost.start).map_or(bracket.lost, |index| units.around(index, false));
            let lost = Span::new(around.start.min(bracket.lost.start), bracket.lost.end);
            self.take_out(lost);
            self.flaws.push(Flaw { span: bracket.flaw.span.shifted(self.base), ..bracket.flaw });
        }
    }

    /// Reports where the grammar stopped and takes that out.
    fn stopped(&mut self, stop: &Stop) {
        let units = self.units();
        let Some(index) = units.index_at(stop.at) else {
            return;
        };
        let at_end = units.lexeme(index).is_some_and(|lexeme| lexeme.span.end <= stop.at);
        let near = self.meant(&units, index, stop).or_else(|| self.misspelt(&units, index, stop));
        let (flaw, index) = near.unwrap_or_else(|| {
            let at = if at_end { self.base + self.work.len() } else { self.base + stop.at };
            (explain::stop(self.text, at, &stop.expected), index)
        });
        let complete = stop.expected.iter().any(|symbol| ends_unit(*symbol));
        let lost = units.around(index, !complete && !at_end);
        self.flaws.push(flaw);
        if self.work.get(lost.range()).is_none_or(|text| text.trim().is_empty()) {
            self.take_out(Span::new(0, self.work.len()));
        } else {
            self.take_out(lost);
        }
    }

    /// What stands at or just before the stop as other languages write it, or a reserved word in the place of a name,
    /// when the text reads on with what was meant.
    fn meant(&self, units: &Units<'_>, index: usize, stop: &Stop) -> Option<(Flaw, usize)> {
        let keywords = self.keywords();
        for at in (index.saturating_sub(2)..=index).rev() {
            let Some(span) = habits::run(units, at) else {
                continue;
            };
            let written = self.work.get(span.range()).unwrap_or_default();
            if let Some((span, usual)) = habits::quoted(&self.work, span.start)
                && self.reads_on(span, &usual, stop)
            {
                let written = self.work.get(span.range()).unwrap_or_default();
                return Some((explain::misspelt(written, &usual, span.shifted(self.base)), at));
            }
            let mut usual = habits::meant(written, keywords);
            if let Some(usual) = usual.find(|usual| self.reads_on(span, usual, stop)) {
                return Some((explain::misspelt(written, usual, span.shifted(self.base)), at));
            }
            if is_head(units, at)
                && habits::is_reserved(written)
                && self.reads_on(span, &format!("`{written}`"), stop)
            {
                let problem = SyntaxProblem::ReservedName { name: written.to_owned() };
                return Some((Flaw::new(problem, span.shifted(self.base)), at));
            }
        }
        None
    }

    /// The language of the item's keywords: that of the first.
    fn keywords(&self) -> Keywords {
        let first = self.text.get(self.base..).and_then(|text| text.chars().next());
        if first.is_some_and(|first| first.is_ascii()) { Keywords::English } else { Keywords::Chinese }
    }

    /// True when, with `usual` in the place of a stretch, the text reads on beyond it and beyond the stop.
    fn reads_on(&self, stretch: Span, usual: &str, stop: &Stop) -> bool {
        let parts = (self.work.get(..stretch.start), self.work.get(stretch.end..));
        let (Some(before), Some(after)) = parts else {
            return false;
        };
        match grammar::read(self.entry, &format!("{before} {usual} {after}")) {
            Ok(_) => true,
            Err(next) => {
                let beyond = stretch.end.max(stop.at + 1) + usual.len() + 2;
                next.at + (stretch.end - stretch.start) >= beyond
            }
        }
    }

    /// The word at or just before the stop that resembles a keyword, when the text reads on with that keyword.
    fn misspelt(&self, units: &Units<'_>, index: usize, stop: &Stop) -> Option<(Flaw, usize)> {
        let words = || words::all().flat_map(|word| [word.chinese, word.english]);
        let candidates = (index.saturating_sub(2)..=index).rev();
        for at in candidates {
            let lexeme = units.lexeme(at)?;
            let written = units.written(at);
            if lexeme.kind != LexemeKind::Word || words::is_word(written) {
                continue;
            }
            let Some(keyword) = nearest(written, words()) else {
                continue;
            };
            let (before, after) = (self.work.get(..lexeme.span.start)?, self.work.get(lexeme.span.end..)?);
            let tried = format!("{before}{keyword}{after}");
            // The stop must move past the word at which it was.
            let beyond = units.lexeme(index)?.span.end + keyword.len();
            let reads_on = match grammar::read(self.entry, &tried) {
                Ok(_) => true,
                Err(next) => next.at + (lexeme.span.end - lexeme.span.start) > beyond.max(stop.at),
            };
            if reads_on {
                let span = lexeme.span.shifted(self.base);
                return Some((explain::misspelt(written, &keyword, span), at));
            }
        }
        None
    }

    fn units(&self) -> Units<'_> {
        Units::new(&self.work, self.kind)
    }

    fn take_out(&mut self, lost: Span) {
        let head = self.units().lexeme(0).is_some_and(|first| lost.start <= first.span.start);
        self.blank(lost);
        self.lost.push(lost);
        if head && self.entry == Symbol::file {
            let rest = match self.kind {
                Some(Symbol::kw_table) => Symbol::table_rest,
                Some(Symbol::kw_rule) => Symbol::rule_rest,
                Some(Symbol::kw_tiers) => Symbol::tiers_rest,
                Some(Symbol::kw_test) => Symbol::test_rest,
                Some(Symbol::kw_pack) => Symbol::pack_rest,
                Some(Symbol::kw_form) => Symbol::form_rest,
                // What has no clauses is lost with its first line.
                _ => Symbol::file,
            };
            self.entry = rest;
            if rest == Symbol::file {
                self.blank(Span::new(0, self.work.len()));
            }
        }
    }

    /// Puts spaces in the place of a stretch, so that all other places stay where they are.
    fn blank(&mut self, stretch: Span) {
        let Some(old) = self.work.get(stretch.range()) else {
            return;
        };
        let spaces: String = old.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        self.work.replace_range(stretch.range(), &spaces);
    }

    /// The items that could be read after all, and the names of what could not.
    fn items(&mut self) -> Vec<ast::Item> {
        let mut items = Vec::new();
        if let Ok(read) = grammar::read(self.entry, &self.work) {
            let mut builder = Builder::new(self.text, self.base);
            builder.set_damaged(!self.lost.is_empty());
            for piece in read.pieces() {
                if piece.as_rule() == Symbol::file {
                    let found = piece.into_inner().filter(|piece| piece.as_rule() == Symbol::item);
                    items.extend(found.filter_map(|piece| builder.item(piece)));
                } else {
                    builder.rest(piece);
                }
            }
            self.flaws.extend(builder.into_flaws());
        }
        if self.lost.is_empty() {
            return items;
        }
        let whole = self.text.get(self.base..self.base + self.work.len()).unwrap_or_default();
        let units = Units::new(whole, self.kind);
        // An item whose parts stand on their own keeps those that could be read.
        let stands =
            matches!(self.kind, Some(Symbol::kw_table | Symbol::kw_type | Symbol::kw_test | Symbol::kw_pack));
        if !stands {
            items.clear();
            self.lost = vec![Span::new(0, whole.len())];
        }
        let mut names: Vec<ast::Ident> = Vec::new();
        for stretch in &self.lost {
            names.extend(units.declared(*stretch).into_iter().map(|span| {
                let written = whole.get(span.range()).unwrap_or_default();
                ast::Ident { text: written.trim_matches('`').to_owned(), span: span.shifted(self.base) }
            }));
        }
        names.sort_by_key(|name| name.span);
        let span = Span::new(self.base, self.base + self.work.trim_end().len());
        items.push(ast::Item::Broken(ast::Broken { names, span }));
        items
    }
}

/// True for a place in which a name is declared: on the item's first line, or after 令.
fn is_head(units: &Units<'_>, index: usize) -> bool {
    let on_first_line = (1..=index).all(|at| units.lexeme(at).is_some_and(|lexeme| !lexeme.first_of_line));
    let before = index.checked_sub(1).map_or("", |before| units.written(before));
    (1..=3).contains(&index) && on_first_line || matches!(before, "令" | "let")
}

/// True for what can only stand after a finished unit: with it expected, the mistake is in what follows.
fn ends_unit(symbol: Symbol) -> bool {
    matches!(
        symbol,
        Symbol::rule_part
            | Symbol::tiers_clause
            | Symbol::row
            | Symbol::pack_part
            | Symbol::form_part
            | Symbol::list_column
            | Symbol::param_part
            | Symbol::override_part
            | Symbol::field
            | Symbol::case
            | Symbol::item
            | Symbol::EOI
            | Symbol::modifier
            | Symbol::kw_case
            | Symbol::close_brace
    )
}
