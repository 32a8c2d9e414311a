//! Forms of one record put together, from one workbook or several: by key, else by name, never by place.

mod belong;
mod join;
mod merge;

pub(super) use join::{Filled, Joined, join};
