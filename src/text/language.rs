//! The languages of messages, and the words that stand alone.

use super::{ReportWords, en, zh};
use crate::diag::{Remark, Severity};
use crate::finding::{Message, Place, Reason, Report, Role, Subjects, Tally, Verdict};
use crate::schema::Names;

/// A language of messages. Names of rules and fields, and the rules' own messages, are as their pack has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of a locale or of the words `zh` and `en`: Chinese for every `zh…`, English for every
    /// other.
    pub fn of_locale(locale: &str) -> Self {
        let chinese = locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh"));
        if chinese { Self::Chinese } else { Self::English }
    }

    /// The language of `--lang`: exactly `zh` or `en`.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The spelling of a name that suits the language: the first, else the last.
    pub fn name(self, names: &Names) -> &str {
        match self {
            Self::Chinese => &names.first,
            Self::English => names.last(),
        }
    }

    /// The labels of reports.
    pub const fn report(self) -> &'static ReportWords {
        match self {
            Self::Chinese => &zh::report::WORDS,
            Self::English => &en::report::WORDS,
        }
    }

    /// 错误, 警告, 提示.
    pub const fn severity(self, severity: Severity) -> &'static str {
        match (self, severity) {
            (Self::Chinese, Severity::Error) => "错误",
            (Self::Chinese, Severity::Warning) => "警告",
            (Self::Chinese, Severity::Note) => "提示",
            (Self::English, Severity::Error) => "error",
            (Self::English, Severity::Warning) => "warning",
            (Self::English, Severity::Note) => "note",
        }
    }

    /// 合规, 违反, 不适用, 无法判定, 故障.
    pub const fn verdict(self, verdict: Verdict) -> &'static str {
        match (self, verdict) {
            (Self::Chinese, Verdict::Pass) => "合规",
            (Self::Chinese, Verdict::Fail) => "违反",
            (Self::Chinese, Verdict::NotApplicable) => "不适用",
            (Self::Chinese, Verdict::Undetermined) => "无法判定",
            (Self::Chinese, Verdict::Fault) => "故障",
            (Self::English, Verdict::Pass) => "pass",
            (Self::English, Verdict::Fail) => "fail",
            (Self::English, Verdict::NotApplicable) => "not applicable",
            (Self::English, Verdict::Undetermined) => "undetermined",
            (Self::English, Verdict::Fault) => "fault",
        }
    }

    /// What a place is to its finding.
    pub const fn role(self, role: Role) -> &'static str {
        match (self, role) {
            (Self::Chinese, Role::Primary) => "问题所在",
            (Self::Chinese, Role::Related) => "相关",
            (Self::Chinese, Role::Contributor) => "计入合计",
            (Self::English, Role::Primary) => "primary",
            (Self::English, Role::Related) => "related",
            (Self::English, Role::Contributor) => "contributor",
        }
    }

    /// What a rule's subjects are, where they are not records.
    pub const fn subjects(self, subjects: Subjects) -> &'static str {
        match (self, subjects) {
            (_, Subjects::Records) => "",
            (Self::Chinese, Subjects::Groups) => "按组",
            (Self::English, Subjects::Groups) => "by group",
            (Self::Chinese, Subjects::Batch) => "整批",
            (Self::English, Subjects::Batch) => "whole batch",
        }
    }

    /// The name of a rule, and what its subjects are where they are not records.
    pub fn rule_name(self, rule: &Tally) -> String {
        let name = self.name(&rule.name);
        match (self, self.subjects(rule.subjects)) {
            (_, "") => name.to_owned(),
            (Self::Chinese, kind) => format!("{name}（{kind}）"),
            (Self::English, kind) => format!("{name} ({kind})"),
        }
    }

    /// That so many records of a total are not listed.
    pub fn more_records(self, count: u64) -> String {
        match self {
            Self::Chinese => zh::report::more_records(count),
            Self::English => en::report::more_records(count),
        }
    }

    /// What is said at a place of a finding.
    pub fn place(self, place: &Place) -> String {
        match self {
            Self::Chinese => zh::report::place(place),
            Self::English => en::report::place(place),
        }
    }

    /// That a finding has more related places than are shown.
    pub fn more_places(self, count: usize) -> String {
        match self {
            Self::Chinese => zh::report::more_places(count),
            Self::English => en::report::more_places(count),
        }
    }

    /// What is said at a place of a diagnostic that is not its cause.
    pub fn remark(self, remark: &Remark) -> String {
        match self {
            Self::Chinese => zh::report::remark(remark),
            Self::English => en::report::remark(remark),
        }
    }

    /// What a finding says.
    pub fn message(self, message: &Message) -> String {
        match message {
            Message::Rule(text) => text.clone(),
            Message::Reason(reason) => self.reason(reason),
        }
    }

    /// Why no verdict could be given.
    pub fn reason(self, reason: &Reason) -> String {
        match self {
            Self::Chinese => zh::report::reason(reason),
            Self::English => en::report::reason(reason),
        }
    }

    /// What a run looked at: records, files, rules, packs, the day.
    pub fn scope(self, report: &Report) -> Vec<String> {
        match self {
            Self::Chinese => zh::report::scope(report),
            Self::English => en::report::scope(report),
        }
    }

    /// That so many problems had one line each, and where they are to be seen in full.
    pub fn in_lines(self, count: usize) -> String {
        match self {
            Self::Chinese => zh::report::in_lines(count),
            Self::English => en::report::in_lines(count),
        }
    }

    /// Errors, warnings and notes, in one line.
    pub fn counts(self, report: &Report) -> String {
        match self {
            Self::Chinese => zh::report::counts(report),
            Self::English => en::report::counts(report),
        }
    }

    /// How many records have a finding.
    pub fn affected(self, report: &Report) -> String {
        match self {
            Self::Chinese => zh::report::affected(report),
            Self::English => en::report::affected(report),
        }
    }

    /// The one sentence to remember of a run.
    pub fn conclusion(self, report: &Report) -> String {
        match self {
            Self::Chinese => zh::report::conclusion(report),
            Self::English => en::report::conclusion(report),
        }
    }
}
