//! Expressions to steps. What has no step leaves the whole rule to the evaluator that explains.

mod calls;
mod lists;

use super::compile::Compiler;
use super::lookup::TruthSteps;
use super::op::{Function, Kind, Op, Step};
use super::texts::number;
use crate::eval::logic::connected;
use crate::eval::state::Connective;
use crate::ir::{Asked, Expr, ExprKind, Interval, Path, Rule, Start, Target};
use crate::read::columns::{ColumnKind, FrameId, Pattern};
use crate::syntax::ast::{ArithmeticOp, CompareOp};
use crate::value::{Number, Value};

/// The expressions of one rule.
pub(super) struct Lowerer<'c, 'p> {
    pub(super) compiler: &'c mut Compiler<'p>,
    rule: &'p Rule,
    /// The sets of rows around, the subject's first; `None` for one that nothing inside may read.
    around: Vec<Option<FrameId>>,
    /// The truths and lists so far.
    pub(super) known: TruthSteps,
}

impl<'c, 'p> Lowerer<'c, 'p> {
    /// Nothing of the rule yet, with these sets of rows around.
    pub(super) fn new(compiler: &'c mut Compiler<'p>, rule: &'p Rule, around: Vec<Option<FrameId>>) -> Self {
        Self { compiler, rule, around, known: TruthSteps::default() }
    }
}

impl<'p> Lowerer<'_, 'p> {
    fn here(&self) -> FrameId {
        self.around.last().copied().flatten().unwrap_or_default()
    }

    /// The truth of an expression.
    pub(super) fn truth(&mut self, expr: &'p Expr) -> Option<Step> {
        let truth = self.truth_of(expr)?;
        self.known.note(expr, truth);
        Some(truth)
    }

    fn truth_of(&mut self, expr: &'p Expr) -> Option<Step> {
        match &expr.kind {
            ExprKind::Not(inner) => {
                let inner = self.truth(inner)?;
                Some(self.compiler.step(Op::Not(inner), self.compiler.frame(inner)))
            }
            ExprKind::And(..) | ExprKind::Or(..) => self.chain(expr),
            ExprKind::Quantified(quantifier, range, body) => self.quantified(*quantifier, range, body),
            ExprKind::Compare(op, left, right, within) => {
                if let Some(text) = self.asked_for_a_character(*op, left, right) {
                    return Some(self.compiler.step(Op::HasCharacters(text), self.compiler.frame(text)));
                }
                let ((left, kind), (right, other)) = (self.value(left)?, self.value(right)?);
                if kind != other {
                    return None;
                }
                if let Some(within) = within {
                    let (within, _) = self.value(within).filter(|_| kind == Kind::Number)?;
                    let ([left, right, within], frame) = self.compiler.together([left, right, within])?;
                    return Some(self.compiler.step(Op::Within(*op, left, right, within), frame));
                }
                self.compare(*op, [left, right], kind)
            }
            ExprKind::InSet(value, members) => self.in_set(value, members),
            ExprKind::InParam(value, param) => {
                let (value, kind) = self.value(value)?;
                let values: Vec<&Value> = self.compiler.program.params.get(*param)?.values.iter().collect();
                self.among(value, kind, &values)
            }
            ExprKind::InInterval(value, interval) => self.in_interval(value, interval),
            ExprKind::InList(value, range) => self.in_list(value, range),
            ExprKind::Matches(value, pattern) => {
                let (value, _) = self.value(value).filter(|(_, kind)| *kind == Kind::Text)?;
                let frame = self.compiler.frame(value);
                Some(self.compiler.step(Op::Matches(value, Pattern::new(pattern)), frame))
            }
            ExprKind::ContainsText(text, part) => {
                let (text, _) = self.value(text).filter(|(_, kind)| *kind == Kind::Text)?;
                let (part, _) = self.value(part).filter(|(_, kind)| *kind == Kind::Text)?;
                let ([text, part], frame) = self.compiler.together([text, part])?;
                Some(self.compiler.step(Op::Contains(text, part), frame))
            }
            ExprKind::Has(Target::Cell(path)) => {
                let (column, _) = self.column(path)?;
                Some(self.compiler.step(Op::Has(column), self.compiler.frame(column)))
            }
            ExprKind::Has(Target::Expr(inner)) => {
                let (value, _) = self.value(inner)?;
                Some(self.compiler.step(Op::Has(value), self.compiler.frame(value)))
            }
            _ => {
                let (value, _) = self.value(expr).filter(|(_, kind)| *kind == Kind::Bool)?;
                let truth = self.compiler.step(Op::IsTrue(value), self.compiler.frame(value));
                // 非 has been pushed into what is asked of members, and is still around it.
                if self.is_negated(expr) {
                    return Some(self.compiler.step(Op::Not(truth), self.compiler.frame(truth)));
                }
                Some(truth)
            }
        }
    }

    /// The value of an expression, and how it is held.
    pub(super) fn value(&mut self, expr: &'p Expr) -> Option<(Step, Kind)> {
        let here = self.here();
        match &expr.kind {
            ExprKind::Constant(value) => self.compiler.constant(value, here),
            ExprKind::Param(param) => {
                let value = self.compiler.program.params.get(*param)?.values.first()?;
                self.compiler.constant(value, here)
            }
            ExprKind::Let(number) => {
                // A 令 is of the subject, wherever it is read; steps that are there already are found again.
                let value = &self.rule.lets.get(*number)?.value;
                let around = std::mem::replace(&mut self.around, vec![Some(0)]);
                let lowered = self.value(value);
                self.around = around;
                lowered
            }
            ExprKind::Cell(path) => {
                let (column, kind) = self.column(path)?;
                Some((column, scalar(kind)?))
            }
            ExprKind::Negate(inner) => {
                let (value, kind) = self.value(inner).filter(|(_, kind)| *kind == Kind::Number)?;
                Some((self.compiler.step(Op::Negate(value), self.compiler.frame(value)), kind))
            }
            ExprKind::Arithmetic(..) => self.arithmetic(expr),
            ExprKind::Default(..) => self.default(expr),
            ExprKind::Aggregate(aggregate, range, argument) => {
                self.aggregate(*aggregate, range, argument.as_deref())
            }
            ExprKind::Call(function, arguments) => self.call(Function(function), arguments, &expr.ty),
            ExprKind::Extreme(extreme, values) => {
                let mut values = values.iter();
                let (mut found, kind) = self.value(values.next()?)?;
                if kind == Kind::Text {
                    return None;
                }
                for value in values {
                    let (next, _) = self.value(value).filter(|(_, other)| *other == kind)?;
                    let ([left, right], frame) = self.compiler.together([found, next])?;
                    found = self.compiler.step(Op::Extreme(*extreme, left, right), frame);
                }
                Some((found, kind))
            }
            ExprKind::Slot(slot) => self.compiler.slot(*slot),
            ExprKind::Not(_)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Compare(..)
            | ExprKind::InSet(..)
            | ExprKind::InParam(..)
            | ExprKind::InInterval(..)
            | ExprKind::InList(..)
            | ExprKind::Matches(..)
            | ExprKind::ContainsText(..)
            | ExprKind::Has(_)
            | ExprKind::Quantified(..) => {
                let truth = self.truth(expr)?;
                Some((self.compiler.step(Op::FromTruth(truth), self.compiler.frame(truth)), Kind::Bool))
            }
        }
    }

    fn is_negated(&self, expr: &Expr) -> bool {
        let ExprKind::Slot(slot) = expr.kind else {
            return false;
        };
        matches!(self.rule.slots.get(slot).map(|slot| &slot.asked), Some(Asked::Quantified(_, _, true)))
    }

    fn column(&mut self, path: &Path) -> Option<(Step, ColumnKind)> {
        if path.start != Start::Frame {
            return None;
        }
        let frame = self.around.get(path.frame).copied().flatten()?;
        self.compiler.column(frame, &path.steps)
    }

    fn chain(&mut self, expr: &'p Expr) -> Option<Step> {
        let (connective, ..) = connected(expr)?;
        let mut parts = Vec::new();
        let mut rest = expr;
        while let Some((_, left, right)) = connected(rest).filter(|(same, ..)| *same == connective) {
            parts.push(right);
            rest = left;
        }
        let mut joined = self.truth(rest)?;
        for part in parts.into_iter().rev() {
            let part = self.truth(part)?;
            let ([left, right], frame) = self.compiler.together([joined, part])?;
            joined = self.compiler.step(Op::Join(connective, left, right), frame);
        }
        Some(joined)
    }

    fn arithmetic(&mut self, expr: &'p Expr) -> Option<(Step, Kind)> {
        let mut pending = Vec::new();
        let mut rest = expr;
        while let ExprKind::Arithmetic(op, left, right) = &rest.kind {
            pending.push((*op, right));
            rest = left;
        }
        let (mut found, mut kind) = self.value(rest)?;
        for (op, right) in pending.into_iter().rev() {
            let (right, other) = self.value(right)?;
            let ([left, right], frame) = self.compiler.together([found, right])?;
            let (step, result) = match (op, kind, other) {
                (op, Kind::Number, Kind::Number) => (Op::Calculate(op, left, right), Kind::Number),
                (ArithmeticOp::Sub, Kind::Date, Kind::Date) => (Op::Days(left, right), Kind::Number),
                (ArithmeticOp::Add, Kind::Date, Kind::Number) => (Op::Later(left, right), Kind::Date),
                (ArithmeticOp::Add, Kind::Number, Kind::Date) => (Op::Later(right, left), Kind::Date),
                (ArithmeticOp::Sub, Kind::Date, Kind::Number) => (Op::Earlier(left, right), Kind::Date),
                _ => return None,
            };
            (found, kind) = (self.compiler.step(step, frame), result);
        }
        Some((found, kind))
    }

    fn default(&mut self, expr: &'p Expr) -> Option<(Step, Kind)> {
        let mut pending = Vec::new();
        let mut rest = expr;
        while let ExprKind::Default(value, instead) = &rest.kind {
            pending.push(instead);
            rest = value;
        }
        let (mut found, kind) = self.value(rest)?;
        for instead in pending.into_iter().rev() {
            let (instead, _) = self.value(instead).filter(|(_, other)| *other == kind)?;
            let ([value, instead], frame) = self.compiler.together([found, instead])?;
            found = self.compiler.step(Op::Default(value, instead), frame);
        }
        Some((found, kind))
    }

    fn in_set(&mut self, value: &'p Expr, members: &'p [Expr]) -> Option<Step> {
        let (value, kind) = self.value(value)?;
        let constants = members.iter().map(|member| match &member.kind {
            ExprKind::Constant(value) => Some(value),
            ExprKind::Param(param) => self.compiler.program.params.get(*param)?.values.first(),
            _ => None,
        });
        if let Some(values) = constants.collect::<Option<Vec<&Value>>>() {
            return self.among(value, kind, &values);
        }
        let mut found: Option<Step> = None;
        for member in members {
            let (member, _) = self.value(member).filter(|(_, other)| *other == kind)?;
            let one = self.equal(value, member, kind)?;
            found = Some(match found {
                None => one,
                Some(before) => {
                    let ([before, one], frame) = self.compiler.together([before, one])?;
                    self.compiler.step(Op::Join(Connective::Or, before, one), frame)
                }
            });
        }
        found
    }

    fn equal(&mut self, left: Step, right: Step, kind: Kind) -> Option<Step> {
        self.compare(CompareOp::Eq, [left, right], kind)
    }

    fn compare(&mut self, op: CompareOp, sides: [Step; 2], kind: Kind) -> Option<Step> {
        if kind != Kind::Text {
            let ([left, right], frame) = self.compiler.together(sides)?;
            return Some(self.compiler.step(Op::Compare(op, left, right), frame));
        }
        // A text of the data against one of the rule.
        let [left, right] = sides;
        let constants = [(left, right), (right, left)];
        let constant =
            constants.into_iter().find_map(|(value, other)| Some((value, self.compiler.text(other)?)));
        if let (Some((value, text)), CompareOp::Eq | CompareOp::Ne) = (constant, op) {
            let same = self.compiler.among(value, [text]);
            let frame = self.compiler.frame(same);
            let differs = op == CompareOp::Ne;
            return Some(if differs { self.compiler.step(Op::Not(same), frame) } else { same });
        }
        let ([left, right], frame) = self.compiler.together(sides)?;
        Some(self.compiler.step(Op::CompareText(op, left, right), frame))
    }

    /// The text of the data of which a comparison asks whether it is longer than nothing.
    fn asked_for_a_character(&mut self, op: CompareOp, left: &'p Expr, right: &'p Expr) -> Option<Step> {
        let (measured, number) = match op {
            CompareOp::Gt | CompareOp::Ge => (left, right),
            CompareOp::Lt | CompareOp::Le => (right, left),
            CompareOp::Eq | CompareOp::Ne => return None,
        };
        let (ExprKind::Call(function, arguments), ExprKind::Constant(Value::Number(least))) =
            (&measured.kind, &number.kind)
        else {
            return None;
        };
        let strict = matches!(op, CompareOp::Gt | CompareOp::Lt);
        let one = *least == Number::integer(i128::from(!strict));
        let [text] = arguments.as_slice() else {
            return None;
        };
        let (text, _) = self.value(text).filter(|_| one && function.names.first() == Some(&calls::LENGTH))?;
        self.compiler.is_of_data(text).then_some(text)
    }

    fn among(&mut self, value: Step, kind: Kind, values: &[&Value]) -> Option<Step> {
        let text = |value: &&Value| match value {
            Value::Text(text) => Some(Box::from(&**text)),
            _ => None,
        };
        if kind == Kind::Text {
            let texts: Vec<Box<str>> = values.iter().map(text).collect::<Option<_>>()?;
            return Some(self.compiler.among(value, texts));
        }
        // A number with more digits than the column holds is in no row of it.
        let fits = |value: &&&Value| matches!(value, Value::Number(_)) && number(value).is_none();
        let values = values.iter().filter(|value| !fits(value));
        let op = Op::InNumbers(value, values.map(|value| number(value)).collect::<Option<_>>()?);
        Some(self.compiler.step(op, self.compiler.frame(value)))
    }

    fn in_interval(&mut self, value: &'p Expr, interval: &'p Interval) -> Option<Step> {
        let (value, kind) = self.value(value).filter(|(_, kind)| *kind != Kind::Text)?;
        let (low, one) = self.value(&interval.low)?;
        let (high, other) = self.value(&interval.high)?;
        if one != kind || other != kind {
            return None;
        }
        let ([value, low, high], frame) = self.compiler.together([value, low, high])?;
        let (low_closed, high_closed) = (interval.low_closed, interval.high_closed);
        Some(self.compiler.step(Op::Interval { value, low, high, low_closed, high_closed }, frame))
    }
}

pub(super) const fn scalar(kind: ColumnKind) -> Option<Kind> {
    match kind {
        ColumnKind::Number => Some(Kind::Number),
        ColumnKind::Date => Some(Kind::Date),
        ColumnKind::Bool => Some(Kind::Bool),
        ColumnKind::Member => Some(Kind::Member),
        ColumnKind::Text => Some(Kind::Text),
        ColumnKind::Record | ColumnKind::List(_) => None,
    }
}
