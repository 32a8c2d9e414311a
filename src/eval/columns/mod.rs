//! Rules over columns of many records at once: only "pass", "fail" and "not applicable" are said, and only where that
//! is sure. Everything else, and every finding, is left to the evaluator that explains, which alone has a meaning.

mod body;
mod compile;
mod engine;
mod groups;
mod lookup;
mod lower;
mod members;
mod numbers;
mod op;
mod program;
mod ranges;
mod record;
mod register;
mod texts;
mod truths;

pub use engine::{Engine, NOT_APPLICABLE, OPEN, PASS, failed};
pub use groups::{Lines, Open, Pending, pending};
pub use lookup::Truths;
pub use program::Kernels;
pub use record::Row;
