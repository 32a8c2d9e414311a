//! The functions of the language, one family a file, all as rows of one table.
//!
//! A function never sees a missing or malformed argument: the evaluator answers for those.

mod dates;
mod numbers;
mod table;
mod texts;

pub use table::{Arg, Builtin, Shape, named, table};
