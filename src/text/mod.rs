//! All user-facing words, one place a language: `zh` and `en` have the same files with the same functions.

mod en;
mod formats;
mod heading;
mod help;
mod language;
mod list;
mod notice;
mod overrides;
mod records;
mod samples;
mod scores;
mod sentence;
mod states;
mod words;
mod zh;

pub use formats::{FormatWords, PageWords};
pub use heading::Heading;
pub use help::Usage;
pub use language::Language;
pub use list::{BookWords, Column};
pub use notice::Notice;
pub use records::RecordWords;
pub use samples::{Drawn, SampleWords};
pub use scores::ScoreWords;
pub use sentence::Sentence;
pub use states::StateWords;
pub use words::ReportWords;
pub use zh::filling;
