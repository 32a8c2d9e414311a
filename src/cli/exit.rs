//! How a run ends: five exit codes and which of them wins.

use std::process::ExitCode;

use crate::diag::{BookProblem, DataProblem, Diagnostic, FormProblem, Problem, SetupProblem, Severity};
use crate::finding::{Finding, Report};

/// How a run ended. Ordered by precedence: the worst of several is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// 0: something was checked, and nothing is at or above `--fail-on`.
    Clean,
    /// 1: something is.
    Violations,
    /// 3: an input could not be read, or there was none.
    BadInput,
    /// 2: wrong arguments, configuration or rules: nothing was checked.
    Unusable,
    /// 4: a bug, or an output that could not be written.
    Broken,
}

impl Exit {
    /// The exit code.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Violations => 1,
            Self::Unusable => 2,
            Self::BadInput => 3,
            Self::Broken => 4,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// How a check ends that came to its report.
pub(super) fn grade(report: &Report, fail_on: Severity) -> Exit {
    let unread = report.diagnostics.iter().any(is_unread);
    if unread || report.records == 0 {
        return Exit::BadInput;
    }
    // What could not be decided is a finding too, of its rule's severity.
    let found = |finding: &Finding| finding.severity >= fail_on && report.counts_against(finding);
    let faulty = |one: &Diagnostic| {
        matches!(one.problem, Problem::Data(_) | Problem::Book(_) | Problem::Form(_) | Problem::State(_))
            && one.severity >= fail_on
    };
    let handed = report.handed.worst().is_some_and(|worst| worst >= fail_on);
    let fails = handed || report.findings.iter().any(found) || report.diagnostics.iter().any(faulty);
    if fails { Exit::Violations } else { Exit::Clean }
}

/// True for what keeps a document, or a part of one, from being checked at all.
pub(super) fn is_unread(diagnostic: &Diagnostic) -> bool {
    if diagnostic.severity != Severity::Error {
        return false;
    }
    match &diagnostic.problem {
        Problem::Data(problem) => match problem {
            DataProblem::NotUtf8 { .. }
            | DataProblem::Undecodable { .. }
            | DataProblem::NulByte { .. }
            | DataProblem::BadSyntax { .. }
            | DataProblem::BareKey { .. }
            | DataProblem::Truncated { .. }
            | DataProblem::TooDeep { .. }
            | DataProblem::AliasBudget { .. }
            | DataProblem::RefusedTag { .. }
            | DataProblem::UnknownTable { .. }
            | DataProblem::RaggedRow { .. }
            | DataProblem::UnclosedQuote { .. }
            | DataProblem::NotARecord { .. }
            | DataProblem::UnknownFormat { .. }
            | DataProblem::NoRecord
            | DataProblem::NoParent { .. }
            | DataProblem::TooLarge { .. }
            | DataProblem::NoMainTable => true,
            DataProblem::Encoding { .. }
            | DataProblem::Normalized { .. }
            | DataProblem::InvisibleCharacter { .. }
            | DataProblem::UnitGuess { .. }
            | DataProblem::DuplicateKey { .. }
            | DataProblem::DuplicateRecordKey { .. }
            | DataProblem::ListTwice { .. }
            | DataProblem::SameFieldTwice { .. }
            | DataProblem::UnknownField { .. }
            | DataProblem::MissingRequired { .. }
            | DataProblem::MalformedValue { .. }
            | DataProblem::OutOfRange { .. }
            | DataProblem::PatternMismatch { .. }
            | DataProblem::UnknownMember { .. } => false,
        },
        Problem::Book(problem) => match problem {
            BookProblem::LockFile
            | BookProblem::NotAWorkbook { .. }
            | BookProblem::OtherKind { .. }
            | BookProblem::Encrypted
            | BookProblem::Damaged { .. }
            | BookProblem::TooMuch { .. }
            | BookProblem::DocumentType
            | BookProblem::NoList { .. }
            | BookProblem::RepeatedHeader
            | BookProblem::ShiftedRow { .. } => true,
            BookProblem::UnknownHeading { .. }
            | BookProblem::SameFieldTwice { .. }
            | BookProblem::UnnamedColumn { .. }
            | BookProblem::UnitOfSheet { .. }
            | BookProblem::UnitOfCell { .. }
            | BookProblem::UnitsDiffer { .. }
            | BookProblem::MergedRows { .. }
            | BookProblem::TotalRows(_)
            | BookProblem::SideRows(_)
            | BookProblem::HiddenSheet { .. }
            | BookProblem::HiddenRows(_)
            | BookProblem::HiddenColumns { .. }
            | BookProblem::ErrorValue { .. }
            | BookProblem::NotComputed { .. }
            | BookProblem::LostDigits { .. }
            | BookProblem::DateAsNumber { .. } => false,
        },
        Problem::Setup(problem) => {
            matches!(problem, SetupProblem::Unreadable { .. } | SetupProblem::NoInput { .. })
        }
        // Of a sheet that is as much one form as another nothing was read, nor of one that is too long.
        Problem::Form(problem) => {
            matches!(problem, FormProblem::Ambiguous { .. } | FormProblem::TooLong { .. })
        }
        Problem::Syntax(_) | Problem::Rule(_) | Problem::Override(_) | Problem::State(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Site;

    fn checked() -> Report {
        Report { records: 1, ..Report::default() }
    }

    fn with(problem: Problem, severity: Severity) -> Report {
        let mut diagnostic = Diagnostic::error(problem, Site::whole("a"));
        diagnostic.severity = severity;
        Report { diagnostics: vec![diagnostic], ..checked() }
    }

    #[test]
    fn the_worst_wins() {
        assert_eq!(
            [Exit::Violations, Exit::Broken, Exit::BadInput, Exit::Unusable].into_iter().max(),
            Some(Exit::Broken)
        );
        assert!(Exit::Unusable > Exit::BadInput && Exit::BadInput > Exit::Violations);
    }

    #[test]
    fn nothing_checked_is_not_clean() {
        assert_eq!(grade(&Report::default(), Severity::Error), Exit::BadInput);
        assert_eq!(grade(&checked(), Severity::Note), Exit::Clean);
    }

    #[test]
    fn a_fault_of_the_data_counts_by_its_severity() {
        let missing = || Problem::Data(DataProblem::MissingRequired { field: "a".to_owned() });
        assert_eq!(grade(&with(missing(), Severity::Error), Severity::Error), Exit::Violations);
        assert_eq!(grade(&with(missing(), Severity::Warning), Severity::Error), Exit::Clean);
        assert_eq!(grade(&with(missing(), Severity::Warning), Severity::Warning), Exit::Violations);
        let setup = Problem::Setup(SetupProblem::Repeated);
        assert_eq!(grade(&with(setup, Severity::Note), Severity::Note), Exit::Clean);
    }

    #[test]
    fn an_unread_file_is_a_bad_input() {
        let broken = Problem::Data(DataProblem::Truncated { format: "JSON" });
        assert_eq!(grade(&with(broken, Severity::Error), Severity::Error), Exit::BadInput);
    }
}
