//! The smallest part of an item that can be taken out around a mistake: a clause, a row, a case, a field, a member,
//! an entry of a record.

use super::explain::{FORM_PARTS, PACK_PARTS, RULE_PARTS, TIERS_PARTS};
use super::grammar::Symbol;
use super::lexemes::{Lexeme, LexemeKind, lexemes};
use super::words::keyword;
use crate::source::Span;

/// An item's lexemes without comments, each with the brackets around it.
#[derive(Debug)]
pub(super) struct Units<'t> {
    text: &'t str,
    kind: Option<Symbol>,
    lexemes: Vec<Placed>,
}

#[derive(Clone, Copy, Debug)]
struct Placed {
    lexeme: Lexeme,
    /// The innermost open bracket, as an index of `lexemes`; of a closing bracket, its partner.
    inside: Option<usize>,
}

impl<'t> Units<'t> {
    /// The lexemes of an item that begins with this keyword.
    pub(super) fn new(text: &'t str, kind: Option<Symbol>) -> Self {
        let mut open = Vec::new();
        let mut placed = Vec::new();
        for lexeme in lexemes(text).filter(|lexeme| lexeme.kind != LexemeKind::Comment) {
            placed.push(Placed { lexeme, inside: open.last().copied() });
            match lexeme.kind {
                LexemeKind::Open(_) => open.push(placed.len() - 1),
                LexemeKind::Close(_) => {
                    open.pop();
                }
                _ => {}
            }
        }
        Self { text, kind, lexemes: placed }
    }

    /// The lexeme at or after a byte; the last one when nothing follows.
    pub(super) fn index_at(&self, at: usize) -> Option<usize> {
        let last = self.lexemes.len().checked_sub(1)?;
        Some(self.lexemes.partition_point(|placed| placed.lexeme.span.end <= at).min(last))
    }

    /// A lexeme.
    pub(super) fn lexeme(&self, index: usize) -> Option<Lexeme> {
        self.lexemes.get(index).map(|placed| placed.lexeme)
    }

    /// A lexeme's characters.
    pub(super) fn written(&self, index: usize) -> &'t str {
        self.lexeme(index).and_then(|lexeme| self.text.get(lexeme.span.range())).unwrap_or_default()
    }

    /// The unit that holds a lexeme. With `before` the mistake is that what stands before the lexeme is not
    /// complete, and the unit is that of the lexeme before, when the lexeme begins a unit of its own.
    pub(super) fn around(&self, index: usize, before: bool) -> Span {
        let braces = self.brace_around(index);
        let index = match self.lexemes.get(index) {
            Some(placed) if matches!(placed.lexeme.kind, LexemeKind::Close(_)) && placed.inside == braces => {
                index.saturating_sub(1)
            }
            Some(_) if before && self.begins_unit(index, braces) => index.saturating_sub(1),
            _ => index,
        };
        let braces = self.brace_around(index);
        let first = braces.map_or(0, |brace| brace + 1);
        let begins = |at: usize| self.begins_unit(at, braces) || self.begins_line_of(at, index, braces);
        let start = (first..=index).rev().find(|at| begins(*at)).unwrap_or(first);
        let closes = |at: usize| {
            self.lexemes.get(at).is_some_and(|placed| {
                matches!(placed.lexeme.kind, LexemeKind::Close(_))
                    && braces.is_some()
                    && placed.inside == braces
            })
        };
        let after = (index + 1..self.lexemes.len()).find(|at| closes(*at) || self.begins_unit(*at, braces));
        let end = after.and_then(|at| self.lexeme(at)).map_or(self.text.len(), |lexeme| lexeme.span.start);
        let start = self.lexeme(start).map_or(0, |lexeme| lexeme.span.start);
        Span::new(start.min(end), end)
    }

    /// The innermost brace around a lexeme whose parts are units.
    fn brace_around(&self, index: usize) -> Option<usize> {
        if !matches!(
            self.kind,
            Some(Symbol::kw_table | Symbol::kw_type | Symbol::kw_test | Symbol::kw_example)
        ) {
            return None;
        }
        let mut inside = self.lexemes.get(index)?.inside;
        while let Some(at) = inside {
            let placed = self.lexemes.get(at)?;
            if placed.lexeme.kind == LexemeKind::Open('{') {
                return Some(at);
            }
            inside = placed.inside;
        }
        None
    }

    /// True for a lexeme with which a unit between these braces, or of the item itself, begins.
    pub(super) fn begins_unit(&self, index: usize, braces: Option<usize>) -> bool {
        let Some(placed) = self.lexemes.get(index) else {
            return false;
        };
        if placed.inside != braces {
            return false;
        }
        let previous = index.checked_sub(1).and_then(|at| self.lexeme(at));
        match braces {
            Some(brace) => {
                index == brace + 1
                    || previous.is_some_and(|previous| previous.kind == LexemeKind::Comma)
                    || (placed.lexeme.first_of_line && self.declares(index))
            }
            None => index == 0 || (placed.lexeme.first_of_line && self.begins_clause(index)),
        }
    }

    /// True for the first lexeme of the line on which `index` stands, where every line declares a field. It need
    /// not look like one: that may be the mistake.
    fn begins_line_of(&self, at: usize, index: usize, braces: Option<usize>) -> bool {
        let fields = matches!(self.kind, Some(Symbol::kw_table))
            || (matches!(self.kind, Some(Symbol::kw_type)) && braces.is_some());
        let goes_on = matches!(
            self.written(at),
            "必填"
                | "required"
                | "单位"
                | "unit"
                | "范围"
                | "range"
                | "匹配"
                | "matches"
                | "别名"
                | "alias"
                | "占位"
                | "placeholder"
                | "子表"
                | "child"
        );
        let first = self.lexemes.get(at).is_some_and(|placed| {
            placed.lexeme.first_of_line && placed.lexeme.kind == LexemeKind::Word && placed.inside == braces
        });
        let same_line =
            !(at + 1..=index).any(|next| self.lexeme(next).is_some_and(|lexeme| lexeme.first_of_line));
        fields && first && same_line && !goes_on
    }

    fn begins_clause(&self, index: usize) -> bool {
        let written = self.written(index);
        let one_of = |symbols: &[Symbol]| {
            symbols
                .iter()
                .filter_map(|symbol| keyword(*symbol))
                .any(|word| word.chinese == written || word.english == written)
        };
        match self.kind {
            Some(Symbol::kw_rule) => one_of(RULE_PARTS),
            Some(Symbol::kw_pack) => one_of(PACK_PARTS),
            // A column of a list begins with its heading.
            Some(Symbol::kw_form) => one_of(FORM_PARTS) || written.starts_with(['"', '“']),
            Some(Symbol::kw_test) => matches!(written, "例" | "case"),
            Some(Symbol::kw_table) => {
                self.declares(index) || matches!(written, "主键" | "key" | "占位" | "placeholder")
            }
            // A line of a tier set is a clause or a row, unless it goes on with an operator or with what follows.
            Some(Symbol::kw_tiers) => {
                one_of(TIERS_PARTS)
                    || !matches!(
                        written,
                        "处置" | "measure" | "建议" | "advice" | "且" | "and" | "或" | "or" | "→"
                    )
            }
            _ => false,
        }
    }

    /// True for `name :` and `name name :`.
    fn declares(&self, index: usize) -> bool {
        let kind = |at: usize| self.lexeme(at).map(|lexeme| lexeme.kind);
        kind(index) == Some(LexemeKind::Word)
            && (kind(index + 1) == Some(LexemeKind::Colon)
                || (kind(index + 1) == Some(LexemeKind::Word) && kind(index + 2) == Some(LexemeKind::Colon)))
    }

    /// The names that a stretch of the item seems to declare: the words that begin its units, and after 令.
    pub(super) fn declared(&self, stretch: Span) -> Vec<Span> {
        let mut found = Vec::new();
        for (index, placed) in self.lexemes.iter().enumerate() {
            let span = placed.lexeme.span;
            if span.start < stretch.start || span.end > stretch.end {
                continue;
            }
            let head = index == 0;
            let let_clause = matches!(self.written(index), "令" | "let") && placed.lexeme.first_of_line;
            let from = index + usize::from(head || let_clause);
            let most = if head { 3 } else { 1 + usize::from(!let_clause) };
            if head || let_clause || (self.in_declaration(index) && self.brace_around(index) == placed.inside)
            {
                let words = (from..from + most).map_while(|at| {
                    let lexeme = self.lexeme(at)?;
                    (lexeme.kind == LexemeKind::Word).then_some(lexeme.span)
                });
                found.extend(words);
            }
        }
        found
    }

    fn in_declaration(&self, index: usize) -> bool {
        matches!(self.kind, Some(Symbol::kw_table | Symbol::kw_type))
            && self.lexemes.get(index).is_some_and(|placed| {
                self.begins_unit(index, placed.inside) || self.begins_line_of(index, index, placed.inside)
            })
    }
}
