//! Which cells decided: a second walk over an expression whose truth is known, for findings alone.

mod cells;
mod decided;
mod explain;
mod operands;
mod read;

pub(super) use cells::{Cited, Evidence, Why};
pub(super) use decided::deciding;
pub(super) use operands::{children, operands};
