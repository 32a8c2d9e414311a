//! What `heng verify` and `heng diff` say, as a table of labels that each language fills in and as sentences.

use super::{Language, en, zh};
use crate::finding::record::{Difference, Kind, Moved, RunRecord, Why};

/// Labels of the comparison of two runs.
#[derive(Debug)]
pub struct RecordWords {
    /// Above what the two runs were made of differently.
    pub causes: &'static str,
    /// Where the two runs were made of the same.
    pub no_cause: &'static str,
    /// The program.
    pub tool: &'static str,
    /// The day.
    pub as_of: &'static str,
    /// A pack.
    pub pack: &'static str,
    /// A rule.
    pub rule: &'static str,
    /// A parameter.
    pub param: &'static str,
    /// A file.
    pub input: &'static str,
    /// An option.
    pub option: &'static str,
    /// Above decisions that changed.
    pub decisions: &'static str,
    /// Above totals that changed.
    pub totals: &'static str,
    /// Above scores that changed.
    pub scores: &'static str,
    /// Above the column of scorecards.
    pub scorecard: &'static str,
    /// Above the column of what was.
    pub before: &'static str,
    /// Above the column of what is.
    pub after: &'static str,
    /// Above the column of differences.
    pub difference: &'static str,
    /// Above the column of what findings say.
    pub finding: &'static str,
    /// Above the column of reasons.
    pub why: &'static str,
    /// Nothing, in a cell of a table.
    pub nothing: &'static str,
}

impl Language {
    /// The labels of the comparison of two runs.
    pub const fn records(self) -> &'static RecordWords {
        match self {
            Self::Chinese => &zh::records::WORDS,
            Self::English => &en::records::WORDS,
        }
    }

    /// Where a run made again parts from its record.
    pub fn difference(self, difference: &Difference) -> Vec<String> {
        match self {
            Self::Chinese => zh::records::difference(difference),
            Self::English => en::records::difference(difference),
        }
    }

    /// How a verification ended that found so many differences.
    pub fn verified(self, record: &RunRecord, differences: usize) -> String {
        match self {
            Self::Chinese => zh::records::verified(record, differences),
            Self::English => en::records::verified(record, differences),
        }
    }

    /// How a finding is not the same in two runs.
    pub const fn change(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Chinese, Kind::New) => "新增",
            (Self::Chinese, Kind::Fixed) => "已消除",
            (Self::Chinese, Kind::Changed) => "有变化",
            (Self::English, Kind::New) => "new",
            (Self::English, Kind::Fixed) => "fixed",
            (Self::English, Kind::Changed) => "changed",
        }
    }

    /// Why a finding is not the same in two runs.
    pub const fn why(self, why: Why) -> &'static str {
        match (self, why) {
            (Self::Chinese, Why::Data) => "数据",
            (Self::Chinese, Why::Rules) => "规则",
            (Self::Chinese, Why::Params) => "参数",
            (Self::Chinese, Why::Day) => "日期",
            (Self::Chinese, Why::Options) => "选项",
            (Self::Chinese, Why::Tool) => "程序",
            (Self::English, Why::Data) => "data",
            (Self::English, Why::Rules) => "rules",
            (Self::English, Why::Params) => "parameters",
            (Self::English, Why::Day) => "day",
            (Self::English, Why::Options) => "options",
            (Self::English, Why::Tool) => "program",
        }
    }

    /// Something that is not the same in two runs; `kind` is what it is.
    pub fn moved(self, kind: &str, moved: &Moved) -> String {
        match self {
            Self::Chinese => zh::records::moved(kind, moved),
            Self::English => en::records::moved(kind, moved),
        }
    }

    /// How many findings came, went, changed and stayed.
    pub fn changes(self, new: usize, fixed: usize, changed: usize, unchanged: usize) -> String {
        match self {
            Self::Chinese => zh::records::changes(new, fixed, changed, unchanged),
            Self::English => en::records::changes(new, fixed, changed, unchanged),
        }
    }
}
