//! Office Open XML: `.xlsx` and `.xlsm`.

mod sheet;
mod strings;
mod styles;
mod workbook;

pub(super) use workbook::Xlsx;
pub use workbook::part_name;
