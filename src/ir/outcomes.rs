//! What a finding says and what follows from it: severity, message, measure, advice.

use super::lower::Lowerer;
use super::measures::{self, Applied};
use super::presence::{Clause, Facts, Presence};
use super::world::World;
use super::{Expr, Outcome, Part, Template, scorecards, templates};
use crate::diag::Severity;
use crate::syntax::ast;

/// An outcome whose reads have not been looked at yet.
pub(super) struct Draft {
    pub(super) outcome: Outcome,
    /// Arguments of its measure, as they are written at the rule.
    args: Vec<Expr>,
}

/// Lowers the parts of an outcome; all of them, so that all mistakes are found.
pub(super) fn lower(
    lowerer: &mut Lowerer<'_>,
    otherwise: &ast::Otherwise,
    measure: Option<&ast::MeasureUse>,
    deduction: Option<&ast::Deduction>,
    advice: Option<&ast::Template>,
) -> Option<Draft> {
    let message = templates::lower(lowerer, &otherwise.message);
    let measure = measure.map(|measure| measures::apply(lowerer, measure));
    let points = deduction.map(|deduction| scorecards::points(deduction, lowerer));
    let advice = advice.map(|advice| templates::lower(lowerer, advice));
    let (measure, args) = match measure {
        None => (None, Vec::new()),
        Some(applied) => {
            let Applied { applied, args } = applied?;
            (Some(applied), args)
        }
    };
    let advice = match advice {
        None => None,
        Some(advice) => Some(advice?),
    };
    let points = match points {
        None => None,
        Some(points) => Some(points?),
    };
    let severity = severity(otherwise.severity);
    Some(Draft { outcome: Outcome { severity, message: message?, measure, points, advice }, args })
}

impl Draft {
    /// Looks at its reads.
    pub(super) fn check(&mut self, presence: &mut Presence<'_>, facts: &Facts, world: &World) {
        check_template(&mut self.outcome.message, presence, facts);
        if let Some(advice) = &mut self.outcome.advice {
            check_template(advice, presence, facts);
        }
        for arg in &mut self.args {
            presence.check(arg, Clause::Shown, facts);
        }
        let Some(measure) = &mut self.outcome.measure else {
            return;
        };
        if let (Some(amount), Some(decl)) = (&mut measure.amount, world.measures.get(measure.measure)) {
            // The amount is written at the measure, perhaps in another file.
            let here = std::mem::replace(&mut presence.source, decl.origin.source);
            presence.check(amount, Clause::Shown, facts);
            presence.source = here;
        }
    }
}

fn check_template(template: &mut Template, presence: &mut Presence<'_>, facts: &Facts) {
    for part in &mut template.parts {
        match part {
            Part::Text(_) => {}
            Part::Hole(expr, _) => presence.check(expr, Clause::Shown, facts),
        }
    }
}

/// A severity by its keyword.
pub(super) const fn severity(level: ast::Level) -> Severity {
    match level {
        ast::Level::Error => Severity::Error,
        ast::Level::Warning => Severity::Warning,
        ast::Level::Note => Severity::Note,
    }
}
