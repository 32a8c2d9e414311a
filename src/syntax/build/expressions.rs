//! Expressions: operands and operators in a row become a tree by precedence.

use std::iter::Peekable;

use super::words::{nameless, unquoted};
use super::{Builder, level};
use crate::diag::{SyntaxProblem, Token};
use crate::source::Span;
use crate::syntax::MAX_DEPTH;
use crate::syntax::ast::{CompareOp, Expr, ExprKind, Interval, Literal, Quantifier};
use crate::syntax::grammar::{Piece, Pieces, Symbol};
use crate::syntax::words::{Operator, operator};

/// Bytes of an operand that a suggestion repeats.
const SHORT: usize = 48;

/// An expression and how many levels its tree has.
#[derive(Debug)]
struct Tree {
    expr: Expr,
    depth: usize,
}

type Row<'i> = Peekable<Pieces<'i>>;

impl Builder<'_> {
    /// The expression of a piece whose parts are operands and operators.
    pub(super) fn expr(&mut self, piece: Piece<'_>) -> Expr {
        self.tree(piece).expr
    }

    /// The first expression among the parts of a piece.
    pub(super) fn first_expr(&mut self, piece: Piece<'_>) -> Expr {
        let span = self.span(&piece);
        let expr = piece.into_inner().find(|part| matches!(part.as_rule(), Symbol::expr | Symbol::inner));
        expr.map_or_else(|| stand_in(span).expr, |part| self.expr(part))
    }

    pub(super) fn interval(&mut self, piece: Piece<'_>) -> Interval {
        let span = self.span(&piece);
        let parts = self.interval_parts(piece);
        parts.map_or_else(
            || {
                let end = || Box::new(stand_in(span).expr);
                Interval { low: end(), high: end(), low_closed: true, high_closed: true, span }
            },
            |(interval, _)| interval,
        )
    }

    fn tree(&mut self, piece: Piece<'_>) -> Tree {
        let span = self.span(&piece);
        self.climb(&mut piece.into_inner().peekable(), 0, span)
    }

    /// The longest expression of operators that bind at least as tightly as `floor`.
    fn climb(&mut self, row: &mut Row<'_>, floor: u8, span: Span) -> Tree {
        let left = self.operand(row, floor, span);
        self.climb_from(row, left, floor, span)
    }

    fn climb_from(&mut self, row: &mut Row<'_>, mut left: Tree, floor: u8, span: Span) -> Tree {
        while let Some((operator, _)) = next_infix(row) {
            let level = level::of(operator);
            if level < floor {
                break;
            }
            left = match operator {
                Operator::And | Operator::Or => self.chain(row, left, operator, span),
                _ if level == level::COMPARE => self.comparison(row, left, span),
                _ => {
                    row.next();
                    let right = self.climb(row, level + 1, span);
                    self.join(left, right, |left, right| match operator {
                        Operator::Arithmetic(op) => ExprKind::Arithmetic(op, left, right),
                        _ => ExprKind::Default(left, right),
                    })
                }
            };
        }
        left
    }

    /// `a 且 b 且 c`: the operands of a whole chain, as a balanced tree, since the order of grouping means nothing
    /// and a chain may be as long as it likes.
    fn chain(&mut self, row: &mut Row<'_>, first: Tree, operator: Operator, span: Span) -> Tree {
        let mut operands = Vec::new();
        flatten(first, operator, &mut operands);
        while next_infix(row).is_some_and(|(next, _)| next == operator) {
            row.next();
            flatten(self.climb(row, level::of(operator) + 1, span), operator, &mut operands);
        }
        let tree = balance(&mut operands.into_iter().map(Some).collect::<Vec<_>>(), operator);
        self.bounded(tree.unwrap_or_else(|| stand_in(span)))
    }

    /// One comparison; a second one on its level is an error.
    fn comparison(&mut self, row: &mut Row<'_>, left: Tree, span: Span) -> Tree {
        let Some((operator, piece)) = next_infix(row) else {
            return left;
        };
        row.next();
        if operator == Operator::Within {
            self.misplaced(&piece);
        }
        let right = self.climb(row, level::SUM, span);
        let within = matches!(next_infix(row), Some((Operator::Within, _)))
            && matches!(operator, Operator::Compare(CompareOp::Eq | CompareOp::Ne));
        let margin = within.then(|| {
            row.next();
            self.climb(row, level::SUM, span)
        });
        if let Some((next, piece)) = next_infix(row)
            && level::of(next) == level::COMPARE
        {
            let both = matches!((operator, next), (Operator::Compare(_), Operator::Compare(_)));
            let between = self.text.get(right.expr.span.range()).filter(|_| both && margin.is_none());
            self.misplaced_after(&piece, between);
        }
        let depth = margin.as_ref().map_or(0, |margin| margin.depth);
        let (margin_end, margin) =
            margin.map_or((right.expr.span, None), |margin| (margin.expr.span, Some(Box::new(margin.expr))));
        let whole = left.expr.span.to(margin_end);
        let depth = depth.max(left.depth).max(right.depth) + 1;
        let (left, right) = (Box::new(left.expr), Box::new(right.expr));
        let kind = match operator {
            Operator::Compare(op) => ExprKind::Compare(op, left, right, margin),
            Operator::In(not) => ExprKind::In(left, right, not),
            Operator::Matches => ExprKind::Matches(left, right),
            _ => ExprKind::Contains(left, right),
        };
        self.bounded(Tree { expr: Expr { kind, span: whole }, depth })
    }

    /// Prefix operators and what they stand before. They are gathered first and applied from the inside, so that
    /// `非 非 非 …` takes no stack.
    fn operand(&mut self, row: &mut Row<'_>, floor: u8, span: Span) -> Tree {
        let mut prefixes = Vec::new();
        // Of what stands to the left only a tighter operator matters to 非, and only 有 to a sign.
        let mut outer = floor.min(level::DEFAULT);
        while let Some(piece) = row.next_if(|piece| matches!(piece.as_rule(), Symbol::prefix | Symbol::minus))
        {
            let Some((_, operator)) = operator(piece.as_str()) else {
                continue;
            };
            let inside = match operator {
                Operator::Not => level::NOT,
                Operator::Has(_) => level::HAS,
                _ => level::NEGATE,
            };
            // `a = 非 b` and `有 -x` would read in two ways.
            if outer > inside && (inside == level::NOT || outer == level::HAS) {
                self.misplaced(&piece);
            }
            outer = inside;
            prefixes.push((inside, operator, self.span(&piece)));
        }
        let mut tree = self.postfixed(row, span);
        while let Some((inside, operator, start)) = prefixes.pop() {
            tree = self.climb_from(row, tree, inside + 1, span);
            tree = self.wrap(tree, start, |operand| match operator {
                Operator::Not => ExprKind::Not(operand),
                Operator::Has(lacks) => ExprKind::Has(operand, lacks),
                _ => ExprKind::Negate(operand),
            });
        }
        tree
    }

    /// A primary with its `.name`s and 其中s.
    fn postfixed(&mut self, row: &mut Row<'_>, span: Span) -> Tree {
        let Some(piece) = row.next() else {
            return stand_in(span);
        };
        let mut tree = self.primary(piece);
        while let Some(piece) =
            row.next_if(|piece| matches!(piece.as_rule(), Symbol::member | Symbol::filter))
        {
            let end = self.span(&piece);
            if piece.as_rule() == Symbol::member {
                let name = self.names(piece).first;
                tree = self.wrap(tree, end, |of| ExprKind::Member(of, name));
            } else {
                let condition = self.only_inner(piece);
                tree = self.join_at(tree, condition, end, ExprKind::Where);
            }
        }
        tree
    }

    fn primary(&mut self, piece: Piece<'_>) -> Tree {
        let span = self.span(&piece);
        let leaf = |kind| Tree { expr: Expr { kind, span }, depth: 1 };
        match piece.as_rule() {
            Symbol::date => leaf(ExprKind::Literal(Literal::Date(self.date(&piece)))),
            Symbol::quantity | Symbol::grouped => leaf(ExprKind::Literal(self.quantity(&piece))),
            Symbol::text => leaf(ExprKind::Literal(Literal::Text(unquoted(piece.as_str())))),
            Symbol::boolean => {
                leaf(ExprKind::Literal(Literal::Bool(matches!(piece.as_str(), "是" | "true"))))
            }
            Symbol::name => leaf(ExprKind::Name(self.ident(&piece))),
            Symbol::reference => self.reference(piece),
            Symbol::set => {
                let (members, depth) = self.inners(piece);
                self.bounded(Tree { expr: Expr { kind: ExprKind::Set(members), span }, depth: depth + 1 })
            }
            Symbol::quantified => self.quantified(piece),
            Symbol::round | Symbol::square | Symbol::interval => self.bracketed(piece),
            Symbol::path | Symbol::constant => self.tree(piece),
            _ => stand_in(span),
        }
    }

    fn reference(&mut self, piece: Piece<'_>) -> Tree {
        let span = self.span(&piece);
        let mut name = nameless(span);
        let mut called = None;
        let mut keyed = None;
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::args => called = Some(self.inners(part)),
                Symbol::keys => keyed = Some(self.inners(part)),
                _ => name = self.ident(&part),
            }
        }
        let (kind, depth) = match (called, keyed) {
            (Some((args, depth)), _) => (ExprKind::Call(name, args), depth + 1),
            (None, Some((keys, depth))) => (ExprKind::Keyed(name, keys), depth + 1),
            (None, None) => (ExprKind::Name(name), 1),
        };
        self.bounded(Tree { expr: Expr { kind, span }, depth })
    }

    fn quantified(&mut self, piece: Piece<'_>) -> Tree {
        let span = self.span(&piece);
        let mut quantifier = Quantifier::All;
        let mut list = stand_in(span);
        let mut body = stand_in(span);
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::kw_exists => quantifier = Quantifier::Any,
                Symbol::path => list = self.tree(part),
                Symbol::inner => body = self.tree(part),
                _ => {}
            }
        }
        self.join_at(list, body, span, |list, body| ExprKind::Quantified(quantifier, list, body))
    }

    /// `(a)` is `a`; with two parts it is an interval.
    fn bracketed(&mut self, piece: Piece<'_>) -> Tree {
        let span = self.span(&piece);
        let group = piece.clone();
        match self.interval_parts(piece) {
            Some((interval, depth)) => self
                .bounded(Tree { expr: Expr { kind: ExprKind::Interval(interval), span }, depth: depth + 1 }),
            None => self.only_inner(group),
        }
    }

    fn interval_parts(&mut self, piece: Piece<'_>) -> Option<(Interval, usize)> {
        let span = self.span(&piece);
        let symbols = || piece.clone().into_inner().map(|part| part.as_rule());
        if !symbols().any(|symbol| symbol == Symbol::comma) {
            return None;
        }
        let low_closed = symbols().next() == Some(Symbol::open_square);
        let high_closed = symbols().last() == Some(Symbol::close_square);
        let (ends, depth) = self.inners(piece);
        let [low, high] = <[Expr; 2]>::try_from(ends).ok()?;
        Some((Interval { low: Box::new(low), high: Box::new(high), low_closed, high_closed, span }, depth))
    }

    fn only_inner(&mut self, piece: Piece<'_>) -> Tree {
        let span = self.span(&piece);
        let inner = piece.into_inner().find(|part| part.as_rule() == Symbol::inner);
        inner.map_or_else(|| stand_in(span), |part| self.tree(part))
    }

    fn inners(&mut self, piece: Piece<'_>) -> (Vec<Expr>, usize) {
        let mut deepest = 0;
        let parts = piece.into_inner().filter(|part| part.as_rule() == Symbol::inner);
        let exprs = parts.map(|part| {
            let tree = self.tree(part);
            deepest = deepest.max(tree.depth);
            tree.expr
        });
        (exprs.collect(), deepest)
    }

    fn misplaced(&mut self, piece: &Piece<'_>) {
        self.misplaced_after(piece, None);
    }

    /// A second operator of a level that has one. `between` is what both would compare: `a < b < c`.
    fn misplaced_after(&mut self, piece: &Piece<'_>, between: Option<&str>) {
        let expected = vec![Token::Keyword("且"), Token::Keyword("或"), Token::Mark("(")];
        let (found, short) = (piece.as_str().to_owned(), |text: &&str| text.len() <= SHORT);
        let nearest = between.filter(short).map(|between| {
            let and = if between.is_ascii() { "and" } else { "且" };
            format!("{and} {between} {found}")
        });
        let problem = SyntaxProblem::Unexpected { found, expected, nearest };
        let span = self.span(piece);
        self.refuse(problem, span);
    }

    fn wrap(&mut self, tree: Tree, more: Span, kind: impl FnOnce(Box<Expr>) -> ExprKind) -> Tree {
        let span = tree.expr.span.to(more);
        let depth = tree.depth + 1;
        self.bounded(Tree { expr: Expr { kind: kind(Box::new(tree.expr)), span }, depth })
    }

    fn join(&mut self, left: Tree, right: Tree, kind: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind) -> Tree {
        let end = right.expr.span;
        self.join_at(left, right, end, kind)
    }

    fn join_at(
        &mut self,
        left: Tree,
        right: Tree,
        more: Span,
        kind: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind,
    ) -> Tree {
        let span = left.expr.span.to(more);
        let depth = left.depth.max(right.depth) + 1;
        self.bounded(Tree {
            expr: Expr { kind: kind(Box::new(left.expr), Box::new(right.expr)), span },
            depth,
        })
    }

    /// Keeps trees so flat that whoever walks them may recurse.
    fn bounded(&mut self, tree: Tree) -> Tree {
        if tree.depth <= MAX_DEPTH {
            return tree;
        }
        self.too_deep(tree.expr.span);
        stand_in(tree.expr.span)
    }
}

fn next_infix<'i>(row: &mut Row<'i>) -> Option<(Operator, Piece<'i>)> {
    let piece = row.peek().filter(|piece| piece.as_rule() == Symbol::infix)?;
    operator(piece.as_str()).map(|(_, operator)| (operator, piece.clone()))
}

/// Takes the place of what is not there or not allowed; what holds it is never used.
fn stand_in(span: Span) -> Tree {
    Tree { expr: Expr { kind: ExprKind::Literal(Literal::Bool(true)), span }, depth: 1 }
}

/// Adds the operands of `tree`, when it is itself a chain of `operator`, or the tree as one operand.
fn flatten(tree: Tree, operator: Operator, operands: &mut Vec<Tree>) {
    let Tree { expr: Expr { kind, span }, depth } = tree;
    let child = |expr: Box<Expr>| Tree { expr: *expr, depth: depth.saturating_sub(1) };
    match (kind, operator) {
        (ExprKind::And(left, right), Operator::And) | (ExprKind::Or(left, right), Operator::Or) => {
            flatten(child(left), operator, operands);
            flatten(child(right), operator, operands);
        }
        (kind, _) => operands.push(Tree { expr: Expr { kind, span }, depth }),
    }
}

/// A tree of `operator` over the operands with as few levels as there can be; takes them out of their slots.
fn balance(operands: &mut [Option<Tree>], operator: Operator) -> Option<Tree> {
    if let [only] = operands {
        return only.take();
    }
    let (left, right) = operands.split_at_mut_checked(operands.len().div_ceil(2))?;
    let (left, right) = (balance(left, operator)?, balance(right, operator)?);
    let span = left.expr.span.to(right.expr.span);
    let depth = left.depth.max(right.depth) + 1;
    let (left, right) = (Box::new(left.expr), Box::new(right.expr));
    let kind = if operator == Operator::Or { ExprKind::Or(left, right) } else { ExprKind::And(left, right) };
    Some(Tree { expr: Expr { kind, span }, depth })
}
