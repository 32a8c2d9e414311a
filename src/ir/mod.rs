//! The typed program: every name resolved, every type and every tier proved; knows nothing of data.

mod borders;
mod cases;
mod children;
mod compile;
mod constants;
mod expectations;
mod expr;
mod families;
mod fields;
mod forks;
mod forms;
mod lower;
mod measures;
mod mistakes;
mod mutants;
mod outcomes;
mod overrides;
mod packs;
mod params;
mod patterns;
mod presence;
mod program;
mod reads;
mod records;
mod rows;
mod rules;
mod scorecards;
mod several;
mod slots;
mod spellings;
mod tables;
mod templates;
mod tiers;
mod types;
mod versions;
mod visits;
mod walk;
mod words;
mod world;

pub use crate::value::Period;
pub use borders::Scale;
pub use compile::{compile, compile_rules};
pub use expectations::{Case, Expectation, Test};
pub use expr::{Aggregate, Expr, ExprKind, Extreme, Function, Interval, Join, Path, Range, Start, Target};
pub use forks::{Clause, Fork, Way, forks};
pub use mutants::{Change, Mutant, mutants};
pub use overrides::{Deed, Opening, Override, Permitted};
pub use packs::{Library, PackText};
pub use program::{
    Body, Checked, Exception, Let, Measure, MeasureUse, Origin, Outcome, Pack, Param, Part, Program,
    Requirement, Rule, Template, Version,
};
pub use rows::{Cover, Pattern, Row, RowOutcome, TierRange, Tiers};
pub use scorecards::{KnownPoints, Points, Scorecard, Scored};
pub use visits::{Asked, GroupKey, Slot, Visits};
