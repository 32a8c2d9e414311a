//! Messages and advice: holes are values of any type, and may be missing.

use super::lower::Lowerer;
use super::words::words;
use super::{Origin, Part, Template};
use crate::diag::RuleProblem;
use crate::schema::Type;
use crate::syntax::ast;

/// A text with holes.
pub(super) fn lower(lowerer: &mut Lowerer<'_>, template: &ast::Template) -> Option<Template> {
    let parts: Vec<Option<Part>> = template
        .parts
        .iter()
        .map(|part| match part {
            ast::TemplatePart::Text(text) => Some(Part::Text(text.clone())),
            ast::TemplatePart::Hole(expr) => {
                let typed = lowerer.value(expr, None)?;
                if let Type::Set(_) = typed.expr.ty {
                    let problem = RuleProblem::Mismatch {
                        expected: ("单个值".to_owned(), "single value".to_owned()),
                        found: words(&typed.expr.ty, &lowerer.world.schema),
                    };
                    let origin = Origin { source: lowerer.source, span: expr.span };
                    lowerer.mistakes.error(origin, problem);
                    return None;
                }
                Some(Part::Hole(typed.expr, typed.unit.unwrap_or_default()))
            }
        })
        .collect();
    Some(Template { parts: parts.into_iter().collect::<Option<_>>()? })
}
