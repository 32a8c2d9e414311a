//! Packs and inputs in, a report out: the library's façade. Touches no disk: what it reads is handed to it.

mod books;
mod cases;
mod check;
mod embedded;
mod file;
mod input;
mod options;
mod part;
mod totals;

pub use cases::{Aspect, CaseResult, Ending, Expected, TestReport, run_tests};
pub use check::check;
pub use embedded::embedded;
pub use input::{Files, Input};
pub use options::{Options, selection, unknown_unit};
