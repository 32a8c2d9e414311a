//! What a rule reads of its subject, in whichever of its clauses.

use super::walk::paths;
use super::{
    Body, Expr, MeasureUse, Outcome, Part, Path, Points, Requirement, RowOutcome, Rule, Scored, Start,
    Template, Tiers,
};

impl Rule {
    /// The paths by which it reads its subject, and the elements of the subject's lists.
    pub fn paths(&self) -> Vec<&Path> {
        let all = self.expressions().into_iter().flat_map(paths);
        all.filter(|path| path.start == Start::Frame).collect()
    }

    /// All expressions of a rule about records. What a clause to come adds has to be named here: the rule is taken
    /// apart field by field.
    fn expressions(&self) -> Vec<&Expr> {
        let Self {
            joins,
            lets,
            condition,
            exceptions,
            scored,
            body,
            // What groups are asked for.
            slots: _,
            visits: _,
            // What has no expression in it.
            pack: _,
            code: _,
            names: _,
            basis: _,
            table: _,
            period: _,
            versions: _,
            params: _,
            severity: _,
            declared_severity: _,
            overrides: _,
            origin: _,
        } = self;
        let mut all: Vec<&Expr> = joins.iter().flat_map(|join| &join.keys).collect();
        all.extend(lets.iter().map(|one| &one.value));
        all.extend(condition);
        all.extend(exceptions.iter().map(|exception| &exception.when));
        all.extend(scored.iter().map(|Scored { unit, scorecard: _, shown_in: _ }| unit));
        match body {
            Body::Require(Requirement { requirement, outcome }) => {
                all.push(requirement);
                outcome.expressions(&mut all);
            }
            Body::Tiers(Tiers { axes, rows, .. }) => {
                all.extend(axes);
                for row in rows {
                    match &row.outcome {
                        RowOutcome::Finding(outcome) => outcome.expressions(&mut all),
                        RowOutcome::Pass | RowOutcome::NotApplicable => {}
                    }
                }
            }
        }
        all
    }
}

impl Outcome {
    fn expressions<'e>(&'e self, all: &mut Vec<&'e Expr>) {
        let Self { severity: _, message, measure, points, advice } = self;
        for Template { parts } in std::iter::once(message).chain(advice) {
            all.extend(parts.iter().filter_map(|part| match part {
                Part::Hole(value, _) => Some(value),
                Part::Text(_) => None,
            }));
        }
        if let Some(MeasureUse { measure: _, amount, unit: _ }) = measure {
            all.extend(amount);
        }
        if let Some(Points { points, most }) = points {
            all.push(points);
            all.extend(most);
        }
    }
}
