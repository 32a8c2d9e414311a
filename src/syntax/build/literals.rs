//! Numbers with what they count, and dates.

use super::Builder;
use crate::diag::SyntaxProblem;
use crate::syntax::ast::Literal;
use crate::syntax::grammar::Piece;
use crate::value::{Number, Unit, parse_date};

impl Builder<'_> {
    pub(super) fn date(&mut self, piece: &Piece<'_>) -> crate::value::Date {
        parse_date(piece.as_str()).unwrap_or_else(|| {
            self.bad_literal(piece);
            crate::value::Date::ZERO
        })
    }

    pub(super) fn quantity(&mut self, piece: &Piece<'_>) -> Literal {
        quantity(piece.as_str()).unwrap_or_else(|| {
            self.bad_literal(piece);
            Literal::Number(Number::ZERO)
        })
    }

    pub(super) fn integer(&mut self, piece: &Piece<'_>) -> u32 {
        piece.as_str().parse().unwrap_or_else(|_| {
            self.bad_literal(piece);
            0
        })
    }

    fn bad_literal(&mut self, piece: &Piece<'_>) {
        let span = self.span(piece);
        self.refuse(SyntaxProblem::BadLiteral { text: piece.as_str().to_owned() }, span);
    }
}

/// The literal that a number with its suffix writes; `None` when it has more digits than a number may.
fn quantity(written: &str) -> Option<Literal> {
    let end =
        written.find(|character: char| !matches!(character, '0'..='9' | '.' | ',')).unwrap_or(written.len());
    let (digits, suffix) = written.split_at_checked(end)?;
    let number = Number::parse(&digits.replace(',', ""))?;
    Some(match suffix {
        "" => Literal::Number(number),
        "%" | "％" => Literal::Ratio(number.over(Number::integer(100)).ok()?),
        "天" => Literal::Days(number),
        "年" => Literal::Year(number),
        unit => Literal::Money(number, Unit::named(unit)?),
    })
}
