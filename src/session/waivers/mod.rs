//! Waivers: findings that somebody with the right to has accepted, up to a day. Kept apart from rules and data.

mod entry;
mod field;
mod file;
mod outcome;
mod register;
mod waiver;

pub use file::read_waivers;
pub(super) use outcome::Scope;
pub(super) use register::Register;
pub use waiver::Waiver;
