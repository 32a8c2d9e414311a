//! Groups of records from columns: their keys, what is asked of their members, and their verdicts. What is surely so
//! of a record is gathered without reading it with care; what surely passes is never looked at again.

mod body;
mod key;
mod pending;
mod rule;
mod slots;

pub use pending::{Open, Pending, pending};
pub use rule::Lines;
pub(super) use rule::{Entering, GroupRule};
