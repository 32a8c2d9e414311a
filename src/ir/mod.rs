//! The typed program: every name resolved, every type and every tier proved; knows nothing of data.

mod expr;
mod program;

pub use expr::{Aggregate, Expr, ExprKind, Extreme, Function, Interval, Path, Range, Target};
pub use program::{
    Body, Case, Checked, Cover, Exception, Expectation, Let, Measure, MeasureUse, Origin, Outcome, Pack,
    Param, Part, Pattern, Period, Program, Requirement, Row, RowOutcome, Rule, Template, Test, TierRange,
    Tiers,
};
