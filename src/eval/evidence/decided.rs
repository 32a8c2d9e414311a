//! Evidence that hangs on nothing but truths: looked for once for each pattern of these, and kept.

use std::sync::Arc;

use super::cells::{Cited, Evidence, Why};
use super::operands::{children, operands};
use crate::eval::judge::Scene;
use crate::ir::{Expr, ExprKind, Path, Start, Target};
use crate::schema::FieldPath;

/// The expressions on whose truths alone it hangs which cells are shown where the whole does not hold; `None` where it
/// hangs on more.
pub(in crate::eval) fn deciding(expr: &Expr) -> Option<Vec<&Expr>> {
    let (mut found, mut open) = (Vec::new(), vec![expr]);
    while let Some(next) = open.pop() {
        found.push(next);
        match &next.kind {
            ExprKind::Not(inner) => open.push(inner),
            ExprKind::And(..) | ExprKind::Or(..) => open.extend(operands(next)),
            _ if reads_the_same_always(next) => {}
            _ => return None,
        }
    }
    Some(found)
}

/// True where the cells that an expression reads are the same fields of every subject.
fn reads_the_same_always(expr: &Expr) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        let same = match &next.kind {
            ExprKind::Cell(path) | ExprKind::Has(Target::Cell(path)) => is_of_subject(path),
            ExprKind::Let(_)
            | ExprKind::Slot(_)
            | ExprKind::Default(..)
            | ExprKind::InList(..)
            | ExprKind::Quantified(..)
            | ExprKind::Aggregate(..) => false,
            _ => true,
        };
        if !same {
            return false;
        }
        open.extend(children(next));
    }
    true
}

fn is_of_subject(path: &Path) -> bool {
    (path.start, path.frame) == (Start::Frame, 0)
}

impl<'d> Scene<'d> {
    /// What decided that a requirement is not met.
    pub(in crate::eval) fn against(&self, requirement: &'d Expr) -> Evidence<'d> {
        let pattern = self.truths.and_then(|truths| Some((truths, truths.pattern()?)));
        let Some((truths, pattern)) = pattern else {
            return self.explained(requirement);
        };
        let kept = truths.cited(self.rule, pattern, |paths| {
            let cited = |path: &Path| {
                let cell = self.subject.find(path).ok()?;
                Some(Cited { field: FieldPath::clone(&path.shown), cell, own: true })
            };
            paths.iter().map(cited).collect()
        });
        if let Some(cells) = kept {
            return Evidence { cells, ..Evidence::default() };
        }
        let found = self.explained(requirement);
        truths.keep_cited(self.rule, pattern, || {
            let paths = self.rule.paths();
            let path_of = |cited: &Cited<'_>| {
                let is = |path: &&&Path| is_of_subject(path) && Arc::ptr_eq(&path.shown, &cited.field);
                paths.iter().find(is).map(|path| Path::clone(path))
            };
            found.cells.iter().map(path_of).collect()
        });
        found
    }

    fn explained(&self, requirement: &'d Expr) -> Evidence<'d> {
        let mut found = Evidence::default();
        self.explain(requirement, false, Why::Fails, &self.subject, &mut found);
        found
    }
}
