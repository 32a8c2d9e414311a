//! Lines of tokens: spacing, width, where a long line is broken, where comments go.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::super::grammar::{Piece, Symbol};
use super::tokens::{Comment, Token, Tokens};

/// Columns of a line, where it can be broken.
pub(super) const WIDTH: usize = 100;
/// Columns of one step of indentation.
pub(super) const STEP: usize = 2;

/// The canonical text as it grows.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    tokens: &'t Tokens,
    out: String,
    /// The kind of the item written last, when it took one line.
    pub(super) last_short: Option<Symbol>,
}

/// Tokens by number.
pub(super) type Stretch = Range<usize>;

impl<'t> Lines<'t> {
    pub(super) fn new(tokens: &'t Tokens) -> Self {
        Self { tokens, out: String::new(), last_short: None }
    }

    /// The whole text, with the comments after the last token.
    pub(super) fn finish(mut self) -> String {
        let mut inside = !self.out.is_empty();
        for (index, comment) in self.tokens.after.iter().enumerate() {
            inside &= comment.indented;
            let blank =
                if inside { comment.blank } else { comment.blank || (index == 0 && !self.out.is_empty()) };
            self.own_line(comment, if inside { STEP } else { 0 }, blank);
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// The tokens of a piece.
    pub(super) fn stretch(&self, piece: &Piece<'_>) -> Stretch {
        let span = piece.span();
        self.index(span.start)..self.index(span.end)
    }

    /// The number of the first token at or after a byte.
    pub(super) fn index(&self, byte: usize) -> usize {
        self.tokens.all.partition_point(|token| token.span.start < byte)
    }

    pub(super) fn token(&self, index: usize) -> Option<&'t Token> {
        self.tokens.all.get(index)
    }

    fn slice(&self, stretch: &Stretch) -> &'t [Token] {
        self.tokens.all.get(stretch.clone()).unwrap_or_default()
    }

    /// The first line of an item, below an empty line unless it and the item before are short and of one kind.
    pub(super) fn first_line(&mut self, stretch: Stretch, symbol: Symbol) {
        let close = self.last_short == Some(symbol);
        self.last_short = None;
        if let Some(first) = self.token(stretch.start) {
            let mut inside = !self.out.is_empty();
            let mut apart = close;
            for comment in &first.comments {
                inside &= comment.indented;
                let blank = comment.blank || (!inside && !apart);
                apart |= !inside;
                self.own_line(comment, if inside { STEP } else { 0 }, blank);
            }
            self.start_line(0, first.blank || !apart);
        }
        self.write(stretch, 0);
    }

    /// A line of its own inside an item.
    pub(super) fn line(&mut self, stretch: Stretch, indent: usize) {
        self.leading(stretch.start, indent);
        self.write(stretch, indent);
    }

    /// Comments before a token that begins a line, and the start of that line.
    pub(super) fn leading(&mut self, index: usize, indent: usize) {
        let Some(first) = self.token(index) else {
            return;
        };
        let closes = matches!(first.symbol, Symbol::close_brace | Symbol::close_square);
        for comment in &first.comments {
            let blank = comment.blank && !self.opens();
            self.own_line(comment, if closes { indent + STEP } else { indent }, blank);
        }
        self.start_line(indent, first.blank && !closes && !self.opens());
    }

    /// True right after a bracket that begins a body.
    fn opens(&self) -> bool {
        self.out.ends_with(['{', '['])
    }

    fn own_line(&mut self, comment: &Comment, indent: usize, blank: bool) {
        self.start_line(indent, blank);
        self.out.push_str(&comment.text);
    }

    pub(super) fn start_line(&mut self, indent: usize, blank: bool) {
        if !self.out.is_empty() {
            self.out.push('\n');
            if blank {
                self.out.push('\n');
            }
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// The comment after the last token of a line.
    pub(super) fn trailing(&mut self, index: usize) {
        if let Some(comment) = self.token(index).and_then(|token| token.trailing.as_deref()) {
            self.out.push_str("  ");
            self.out.push_str(comment);
        }
    }

    /// The tokens of a line that has been started.
    fn write(&mut self, stretch: Stretch, indent: usize) {
        if stretch.is_empty() {
            return;
        }
        if self.commented(&stretch) {
            self.write_around_comments(&stretch, indent);
        } else {
            self.fit(stretch.clone(), indent, indent);
        }
        self.trailing(stretch.end - 1);
    }

    /// True when a comment stands between two tokens of the stretch.
    pub(super) fn commented(&self, stretch: &Stretch) -> bool {
        let tokens = self.slice(stretch);
        let between = tokens.iter().skip(1).any(|token| !token.comments.is_empty());
        between || tokens.iter().rev().skip(1).any(|token| token.trailing.is_some())
    }

    fn write_around_comments(&mut self, stretch: &Stretch, indent: usize) {
        let tokens = self.slice(stretch);
        let mut before: Option<&Token> = None;
        for token in tokens {
            if let Some(previous) = before {
                if let Some(comment) = &previous.trailing {
                    self.out.push_str("  ");
                    self.out.push_str(comment);
                }
                for comment in &token.comments {
                    self.own_line(comment, indent + STEP, false);
                }
                if previous.trailing.is_some() || !token.comments.is_empty() {
                    self.start_line(indent + STEP, false);
                } else if spaced(previous, token) {
                    self.out.push(' ');
                }
            }
            self.out.push_str(&token.text);
            before = Some(token);
        }
    }

    /// Writes a stretch that begins at column `from`, over as many lines as it needs.
    fn fit(&mut self, stretch: Stretch, from: usize, indent: usize) {
        let text = self.joined(&stretch);
        if from + text.width() <= WIDTH {
            self.out.push_str(&text);
            return;
        }
        let tokens = self.slice(&stretch);
        if let Some(parts) = split(tokens, stretch.start, follows_on) {
            // Clauses on one line go on it as long as they fit.
            let mut column = from;
            for (index, part) in parts.into_iter().enumerate() {
                let width = self.joined(&part).width();
                if index > 0 && column + 1 + width > WIDTH {
                    self.start_line(indent + STEP, false);
                    column = indent + STEP;
                } else if index > 0 {
                    self.out.push(' ');
                    column += 1;
                }
                self.fit(part, column, indent + STEP);
                column += width;
            }
        } else if let Some(parts) = split_at_logic(tokens, stretch.start) {
            for (index, part) in parts.into_iter().enumerate() {
                if index > 0 {
                    self.start_line(indent + STEP, false);
                }
                let start = if index > 0 { indent + STEP } else { from };
                self.fit(part, start, indent + STEP);
            }
        } else {
            self.out.push_str(&text);
        }
    }

    /// The tokens of a stretch on one line.
    pub(super) fn joined(&self, stretch: &Stretch) -> String {
        let mut text = String::new();
        let mut before: Option<&Token> = None;
        for token in self.slice(stretch) {
            if before.is_some_and(|before| spaced(before, token)) {
                text.push(' ');
            }
            text.push_str(&token.text);
            before = Some(token);
        }
        text
    }

    /// True when the stretch can stand on one line that begins at column `from`.
    pub(super) fn fits(&self, stretch: &Stretch, from: usize) -> bool {
        !self.commented(stretch) && from + self.joined(stretch).width() <= WIDTH
    }
}

/// True when a space stands between two tokens.
fn spaced(before: &Token, after: &Token) -> bool {
    let tight_after = matches!(
        before.symbol,
        Symbol::open_round
            | Symbol::open_args
            | Symbol::open_keys
            | Symbol::open_square
            | Symbol::open_set
            | Symbol::dot
            | Symbol::minus
    ) || (before.symbol == Symbol::prefix && before.text == "-")
        || (before.symbol == Symbol::open_brace && after.symbol == Symbol::close_brace);
    let tight_before = matches!(
        after.symbol,
        Symbol::close_round
            | Symbol::close_square
            | Symbol::close_set
            | Symbol::comma
            | Symbol::entry_colon
            | Symbol::dot
            | Symbol::optional
            | Symbol::open_args
            | Symbol::open_keys
    );
    !tight_after && !tight_before
}

/// Keywords with which a clause goes on over several lines.
fn follows_on(token: &Token) -> bool {
    matches!(
        token.symbol,
        Symbol::kw_basis
            | Symbol::kw_measure
            | Symbol::kw_advice
            | Symbol::kw_points
            | Symbol::kw_amount
            | Symbol::kw_weight
            | Symbol::kw_field
            | Symbol::kw_required
            | Symbol::kw_child
            | Symbol::kw_unit
            | Symbol::kw_range
            | Symbol::kw_effective
            | Symbol::kw_open
            | Symbol::kw_matches
            | Symbol::kw_alias
            | Symbol::kw_placeholder
            | Symbol::kw_either
    )
}

/// The parts that begin with the tokens that `is` picks, outside brackets; `None` when there is but one part.
fn split(tokens: &[Token], start: usize, is: fn(&Token) -> bool) -> Option<Vec<Stretch>> {
    let depths = depths(tokens);
    let marks = tokens.iter().zip(&depths).enumerate().skip(1);
    let cuts: Vec<usize> =
        marks.filter(|(_, (token, depth))| **depth == 0 && is(token)).map(|(at, _)| start + at).collect();
    parts(&cuts, start, start + tokens.len())
}

/// The parts around the loosest 且 or 或 in the fewest brackets; an operator goes with what follows it.
fn split_at_logic(tokens: &[Token], start: usize) -> Option<Vec<Stretch>> {
    let depths = depths(tokens);
    let logic = |words: [&str; 2]| {
        let marks = tokens.iter().zip(&depths).enumerate().skip(1);
        marks
            .filter(move |(_, (token, _))| {
                token.symbol == Symbol::infix && words.contains(&token.text.as_str())
            })
            .map(|(at, (_, depth))| (at, *depth))
            .collect::<Vec<_>>()
    };
    let (ors, ands) = (logic(["或", "or"]), logic(["且", "and"]));
    let shallowest = ors.iter().chain(&ands).map(|(_, depth)| *depth).min()?;
    let at_depth = |marks: &[(usize, usize)]| {
        let marks = marks.iter().filter(|(_, depth)| *depth == shallowest);
        marks.map(|(at, _)| start + at).collect::<Vec<_>>()
    };
    let cuts = Some(at_depth(&ors)).filter(|cuts| !cuts.is_empty()).unwrap_or_else(|| at_depth(&ands));
    parts(&cuts, start, start + tokens.len())
}

fn parts(cuts: &[usize], start: usize, end: usize) -> Option<Vec<Stretch>> {
    if cuts.is_empty() {
        return None;
    }
    let starts = std::iter::once(start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(end));
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// The number of brackets around each token.
fn depths(tokens: &[Token]) -> Vec<usize> {
    let mut depth = 0_usize;
    tokens
        .iter()
        .map(|token| match token.text.as_str() {
            "(" | "[" | "{" => {
                depth += 1;
                depth - 1
            }
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                depth
            }
            _ => depth,
        })
        .collect()
}
