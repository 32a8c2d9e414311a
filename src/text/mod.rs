//! All user-facing words, one place a language: `zh` and `en` have the same files with the same functions.

mod en;
mod language;
mod sentence;
mod zh;

pub use language::Language;
pub use sentence::Sentence;
