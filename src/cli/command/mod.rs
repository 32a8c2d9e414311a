//! The commands, one a file.

mod check;
mod compile;
mod explain;
mod fmt;
mod program;
mod rules;
mod settings;
mod test;

pub(super) use check::check;
pub(super) use compile::compile;
pub(super) use explain::explain;
pub(super) use fmt::fmt;
pub(super) use rules::rules;
pub(super) use test::test;
