//! The unit that answers for a subject, and what a finding takes off its scorecard.

use super::frame::Frame;
use super::judge::{Scene, Subject};
use super::tables::Tables;
use super::template::show;
use crate::finding::Deduction;
use crate::ir::{Checked, Expr, Points, Program};
use crate::value::{Number, Value};

/// The scorecard of a rule, and the unit that answers for a subject, where it names one.
pub type Answerable = (usize, Option<String>);

/// Who answers for the record by the program's rule of that number; `None` for a rule without a scorecard.
pub fn answerable(
    program: &Checked<Program>,
    rule: usize,
    subject: &Subject<'_>,
    tables: &Tables,
) -> Option<Answerable> {
    let rule = program.rules.get(rule)?;
    Scene::new(program, rule, Frame::subject(subject.record), tables, None).answerable()
}

impl<'d> Scene<'d> {
    pub(super) fn answerable(&self) -> Option<Answerable> {
        let scored = self.rule.scored.as_ref()?;
        let unit = self.scalar(&scored.unit, &self.subject).ok();
        let shown = |value: &Value| show(value, &scored.unit.ty, scored.shown_in, &self.program.schema);
        Some((scored.scorecard, unit.map(|value| shown(&value))))
    }

    /// What a finding with these points takes off; without any, it is still open.
    pub(super) fn deduction(&self, points: Option<&'d Points>) -> Option<Deduction> {
        let (scorecard, unit) = self.answerable()?;
        let number = |expr: &'d Expr| -> Option<Number> {
            match *self.scalar(expr, &self.subject).ok()? {
                Value::Number(number) => Some(number),
                Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => None,
            }
        };
        Some(Deduction {
            scorecard: self.program.scorecards.get(scorecard)?.names.clone(),
            unit,
            points: points.and_then(|points| number(&points.points)),
            most: points.and_then(|points| number(points.most.as_ref()?)),
        })
    }
}
