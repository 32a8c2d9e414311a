//! Expressions as written to typed expressions: names resolved, types proved, one file a construct.

mod aggregates;
mod calls;
mod comparisons;
mod fit;
mod joins;
mod literals;
mod membership;
mod names;
mod operators;
mod paths;
mod scope;
mod typed;

pub(super) use fit::fit;
pub(super) use literals::literal;
pub(super) use scope::{Lowerer, Slot};
pub(super) use typed::Typed;
