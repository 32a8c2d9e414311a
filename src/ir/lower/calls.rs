//! Calls of the language's functions.

use super::aggregates;
use super::fit::clash;
use super::{Lowerer, Typed};
use crate::builtins;
use crate::diag::{Kind, RuleProblem, nearest};
use crate::ir::ExprKind;
use crate::ir::words::words;
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast;

impl Lowerer<'_> {
    /// `f(a, b)`.
    pub(super) fn call(&mut self, name: &ast::Ident, args: &[ast::Expr], span: Span) -> Option<Typed> {
        if let Some(aggregate) = aggregates::named(&name.text) {
            return self.aggregate(aggregate, name, args, span);
        }
        let Some(function) = builtins::named(&name.text) else {
            let known = builtins::table().flat_map(|function| function.names);
            let nearest = nearest(&name.text, known.chain(aggregates::spellings()));
            let problem = RuleProblem::Unknown { kind: Kind::Function, name: name.text.clone(), nearest };
            return self.fail(name.span, problem);
        };
        // All arguments are looked at before the first one that fails ends the call.
        let lowered: Vec<Option<Typed>> = args.iter().map(|arg| self.value(arg, None)).collect();
        let lowered: Vec<Typed> = lowered.into_iter().collect::<Option<_>>()?;
        let arity = |shape: &&builtins::Shape| shape.args.len() == lowered.len();
        if !function.shapes.iter().any(|shape| arity(&shape)) {
            let mut counts: Vec<String> =
                function.shapes.iter().map(|shape| shape.args.len().to_string()).collect();
            counts.dedup();
            let problem = RuleProblem::ArgumentCount {
                function: name.text.clone(),
                expected: counts.join("、"),
                found: args.len(),
            };
            return self.fail(span, problem);
        }
        let shape =
            function.shapes.iter().filter(arity).find(|shape| {
                shape.args.iter().zip(&lowered).all(|(arg, typed)| arg.accepts(&typed.expr.ty))
            });
        let Some(shape) = shape else {
            return self.no_call(name, &lowered, span);
        };
        let unit = lowered.iter().find_map(|typed| typed.unit);
        let args = lowered.into_iter().map(|typed| typed.expr).collect();
        let ty = shape.result.to_type();
        let unit = if matches!(ty, Type::Money) { unit } else { None };
        Some(Typed::new(ExprKind::Call(function, args), ty, span).in_unit(unit))
    }

    /// No way to call the function with such arguments.
    fn no_call<T>(&mut self, name: &ast::Ident, args: &[Typed], span: Span) -> Option<T> {
        // `四舍五入(申报金额, 1)`: the second argument is most likely meant in the first one's unit.
        if let [first, second] = args
            && matches!(first.expr.ty, Type::Money | Type::Ratio)
            && matches!(second.expr.ty, Type::Int | Type::Number)
        {
            let problem = clash(second, &first.expr.ty, first.unit, &self.world.schema);
            return self.fail(second.expr.span, problem);
        }
        let operands = args.iter().map(|typed| words(&typed.expr.ty, &self.world.schema)).collect();
        self.fail(span, RuleProblem::NoOperation { operation: name.text.clone(), operands })
    }
}
