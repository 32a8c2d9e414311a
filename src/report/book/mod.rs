//! Workbooks out: a copy of a workbook with its problems marked, and the list of problems as a workbook.

mod annotate;
mod answers;
mod front;
mod looks;
mod package;
mod parts;
mod sheet;
mod styles;
#[cfg(test)]
mod trials;
mod write;
mod xml;

pub use annotate::{Annotated, annotate};
pub use answers::{Answer, Earlier};
pub use front::Original;
pub use write::list_workbook;

pub(super) use write::write;
