//! The commands, one a file.

mod annotate;
mod baseline;
mod check;
mod compile;
mod completions;
mod diff;
mod explain;
mod fmt;
mod man;
mod program;
mod record;
mod rules;
mod sample;
mod settings;
mod standing;
mod test;
mod verify;

pub(super) use annotate::annotate;
pub(super) use baseline::baseline;
pub(super) use check::check;
pub(super) use compile::compile;
pub(super) use completions::completions;
pub(super) use diff::diff;
pub(super) use explain::explain;
pub(super) use fmt::fmt;
pub(super) use man::man;
pub(super) use rules::rules;
pub(super) use sample::sample;
pub(super) use test::test;
pub(super) use verify::verify;
