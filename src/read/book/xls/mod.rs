//! Excel 97 to 2003: `.xls`, and `.et` as WPS writes it.

mod globals;
mod records;
mod sheet;

pub(super) use globals::Xls;
