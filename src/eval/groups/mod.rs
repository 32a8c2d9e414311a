//! Groups of records and the batch: their states, grown record by record, and their verdicts.

mod gathered;
mod group;

pub(super) use gathered::{Contributor, Given, MOST};
pub(super) use group::Group;
pub use group::Groups;
