//! Documents to records: one file an input format, one table of them; knows nothing of rules.

mod node;
mod record;

pub use node::{Entry, Node, NodeKind};
pub use record::{Cell, Record, State};
