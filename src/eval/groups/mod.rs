//! Groups of records and the batch: their states, grown record by record, and their verdicts.

mod blocks;
mod compact;
mod gathered;
mod group;
mod kept;
mod keys;
mod shown;
mod states;

pub use compact::LineId;
pub(super) use compact::{Compact, GroupId};
pub(super) use gathered::{Contributor, Gathered, Known};
pub(super) use group::{Group, Key};
pub(super) use kept::{Come, Given, Kept};
pub(super) use keys::Keys;
pub use shown::Shown;
pub use states::Groups;

/// Records that a finding names.
const MOST: usize = 5;
