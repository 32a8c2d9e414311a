//! The typed program: every name resolved, every type and every tier proved; knows nothing of data.

mod borders;
mod cases;
mod compile;
mod constants;
mod expr;
mod families;
mod fields;
mod forks;
mod lower;
mod measures;
mod mistakes;
mod mutants;
mod outcomes;
mod packs;
mod params;
mod presence;
mod program;
mod records;
mod rows;
mod rules;
mod tables;
mod templates;
mod tiers;
mod types;
mod versions;
mod walk;
mod words;
mod world;

pub use crate::value::Period;
pub use borders::Scale;
pub use compile::compile;
pub use expr::{Aggregate, Expr, ExprKind, Extreme, Function, Interval, Path, Range, Target};
pub use forks::{Clause, Fork, Way, forks};
pub use mutants::{Change, Mutant, mutants};
pub use packs::{Library, PackText};
pub use program::{
    Body, Case, Checked, Exception, Expectation, Let, Measure, MeasureUse, Origin, Outcome, Pack, Param,
    Part, Program, Requirement, Rule, Template, Test, Version,
};
pub use rows::{Cover, Pattern, Row, RowOutcome, TierRange, Tiers};
