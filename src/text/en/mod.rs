//! The words of the English messages.

pub(super) mod data;
pub(super) mod rules;
pub(super) mod setup;
pub(super) mod syntax;
