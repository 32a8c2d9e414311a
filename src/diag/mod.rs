//! What is wrong with a text somebody wrote: rules, documents, configuration. Typed, without sentences:
//! the words are in `text`, one place a language.

mod book;
mod causes;
mod data;
mod diagnostic;
mod form;
mod habit;
mod kind;
mod nearest;
mod overrides;
mod problem;
mod rules;
mod setup;
mod state;
mod syntax;

pub use book::{BookProblem, Damage, Disguise, Excess, RowList, Unmarkable};
pub use causes::{ChildFlaw, Impossible};
pub use data::{DataProblem, Expected, Flaw, Shape};
pub use diagnostic::{Diagnostic, Label, Remark, Severity};
pub use form::FormProblem;
pub use habit::Habit;
pub use kind::Kind;
pub use nearest::nearest;
pub use overrides::OverrideProblem;
pub use problem::Problem;
pub use rules::{PatternFault, RuleProblem};
pub use setup::{Setting, SetupProblem};
pub use state::{Lapse, StateProblem, Unused};
pub use syntax::{SyntaxProblem, Token};
