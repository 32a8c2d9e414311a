//! Documents to records of a schema: what is there, what is missing, what cannot be read.

mod binder;
mod cell;
mod document;
mod field;
mod units;

pub(super) use cell::is_blank;
pub use document::{Bound, bind, bind_all, bind_form, bind_record, bind_rows};
