//! What packs have changed of rules, in words.

use super::Language;
use crate::diag::Severity;
use crate::value::Date;

impl Language {
    /// That the rule, or a row of it, matters more than it did.
    pub fn raised(self, row: Option<&str>, from: Severity, to: Severity) -> String {
        let (from, to) = (self.severity(from), self.severity(to));
        match (self, row) {
            (Self::Chinese, None) => format!("由{from}改为{to}"),
            (Self::Chinese, Some(row)) => format!("“{row}”档由{from}改为{to}"),
            (Self::English, None) => format!("from {from} to {to}"),
            (Self::English, Some(row)) => format!("row `{row}` from {from} to {to}"),
        }
    }

    /// That an exception was added, as it is written.
    pub fn excepted(self, when: &str) -> String {
        match self {
            Self::Chinese => format!("增加除外：{when}"),
            Self::English => format!("added exception: {when}"),
        }
    }

    /// That the rule is not used.
    pub fn disabled(self, reason: &str) -> String {
        match self {
            Self::Chinese => format!("停用：{reason}"),
            Self::English => format!("disabled: {reason}"),
        }
    }

    /// In place of the severity of a rule that is not used.
    pub const fn not_used(self) -> &'static str {
        match self {
            Self::Chinese => "停用",
            Self::English => "disabled",
        }
    }

    /// All days up to that one.
    pub fn until(self, day: Date) -> String {
        match self {
            Self::Chinese => format!("至 {day}"),
            Self::English => format!("to {day}"),
        }
    }

    /// What is said of one thing, on one line.
    pub fn clauses(self, clauses: &[String]) -> String {
        match self {
            Self::Chinese => clauses.join("；"),
            Self::English => clauses.join("; "),
        }
    }
}
