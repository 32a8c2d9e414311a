//! What is known to be filled in: facts that follow from 有, 无, 且, 或, 非, and reads that no fact covers.
//!
//! The walk also notes at every expression whether it can be missing without a fault of the document.

mod facts;
mod frames;
mod reads;

pub(super) use facts::{Facts, of_lets};
pub(super) use reads::{Clause, Presence};
