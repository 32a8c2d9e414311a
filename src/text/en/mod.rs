//! The words of the English messages.

pub(super) mod books;
pub(super) mod data;
pub(super) mod formats;
pub(super) mod forms;
pub(super) mod headings;
pub(super) mod help;
mod impossible;
pub(super) mod kinds;
pub(super) mod list;
pub(super) mod notice;
pub(super) mod overrides;
pub(super) mod records;
pub(super) mod report;
pub(super) mod rules;
pub(super) mod samples;
pub(super) mod scores;
pub(super) mod setup;
pub(super) mod states;
pub(super) mod syntax;
