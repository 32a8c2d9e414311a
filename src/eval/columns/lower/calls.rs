//! Functions of the language, to steps of their own where they have one.

use super::Lowerer;
use crate::eval::columns::compile::Compiler;
use crate::eval::columns::op::{Function, Kind, Op, Step};
use crate::ir::Expr;
use crate::schema::Type;

/// The function that counts the characters of a text.
pub(super) const LENGTH: &str = "长度";

impl<'p> Lowerer<'_, 'p> {
    pub(super) fn call(
        &mut self,
        function: Function,
        arguments: &'p [Expr],
        ty: &Type,
    ) -> Option<(Step, Kind)> {
        let arguments: Vec<(Step, Kind)> =
            arguments.iter().map(|argument| self.value(argument)).collect::<Option<_>>()?;
        let [name, _] = function.0.names;
        let plain = |step: Step, op: Op, kind: Kind, compiler: &mut Compiler<'_>| {
            let frame = compiler.frame(step);
            Some((compiler.step(op, frame), kind))
        };
        match (name, arguments.as_slice()) {
            (LENGTH, [(text, _)]) => plain(*text, Op::Length(*text), Kind::Number, self.compiler),
            ("绝对值", [(number, _)]) => plain(*number, Op::Abs(*number), Kind::Number, self.compiler),
            ("年", [(date, _)]) => plain(*date, Op::YearOf(*date), Kind::Number, self.compiler),
            ("比例" | "数值" | "天数", [(number, Kind::Number)]) => Some((*number, Kind::Number)),
            ("文本", [(text, Kind::Text)]) => Some((*text, Kind::Text)),
            ("文本", [(number, Kind::Number)]) => {
                plain(*number, Op::Written(*number), Kind::Text, self.compiler)
            }
            ("截取", [(text, _), (from, _), (to, _)]) => {
                let ([text, from, to], frame) = self.compiler.together([*text, *from, *to])?;
                Some((self.compiler.step(Op::Slice(text, from, to), frame), Kind::Text))
            }
            _ => {
                let frames = arguments.iter().map(|(step, _)| *step).reduce(|one, other| {
                    let together = self.compiler.together([one, other]);
                    together.map_or(one, |([one, _], _)| one)
                });
                let frame = self.compiler.frame(frames?);
                let mut spread = Vec::with_capacity(arguments.len());
                for (step, kind) in arguments {
                    spread.push((self.compiler.spread(step, frame)?, kind));
                }
                let kind = held(ty)?;
                Some((self.compiler.step(Op::Call(function, spread, kind), frame), kind))
            }
        }
    }
}

const fn held(ty: &Type) -> Option<Kind> {
    match ty {
        Type::Text => Some(Kind::Text),
        Type::Bool => Some(Kind::Bool),
        Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Year | Type::Days => Some(Kind::Number),
        Type::Date => Some(Kind::Date),
        Type::Enum(_) => Some(Kind::Member),
        Type::Record(_) | Type::List(_) | Type::Set(_) => None,
    }
}
