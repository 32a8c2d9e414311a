//! Samples that an auditor can draw again: which items of a population, by which method, from which seed; knows
//! nothing of what the items are.

mod draw;
mod lot;
mod method;
mod money;
mod strata;

pub use draw::{Sample, draw};
pub use method::{Method, Refusal};
pub use money::Money;
pub use strata::Share;

use crate::value::Number;

/// One thing that can be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What tells it from the others: its lot hangs on this and on nothing else, so that the order of files and
    /// records does not matter.
    pub id: String,
    /// The class it belongs to, where the method asks for one.
    pub stratum: Option<String>,
    /// Its amount in 元, where the method asks for one.
    pub amount: Option<Number>,
}
