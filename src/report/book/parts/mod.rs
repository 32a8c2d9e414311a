//! The parts of a workbook that change when it is annotated, one file each.

pub(super) mod drawing;
pub(super) mod notes;
pub(super) mod survey;
pub(super) mod workbook;
pub(super) mod worksheet;
