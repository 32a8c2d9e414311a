//! The five verdicts and their counts.

use std::sync::Arc;

use crate::diag::Severity;
use crate::schema::Names;
use crate::value::Period;

/// How a rule ended on a subject: exactly one of five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 合规.
    Pass,
    /// 违反.
    Fail,
    /// 不适用.
    NotApplicable,
    /// 无法判定.
    Undetermined,
    /// 故障.
    Fault,
}

impl Verdict {
    /// True where there is something to say: for all but 合规 and 不适用.
    pub const fn is_finding(self) -> bool {
        !matches!(self, Self::Pass | Self::NotApplicable)
    }

    /// The word by which machines know it: in reports and records.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotApplicable => "not_applicable",
            Self::Undetermined => "undetermined",
            Self::Fault => "fault",
        }
    }
}

/// Which verdicts were given at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts(u8);

impl Verdicts {
    /// True when this verdict was given at least once.
    pub const fn has(self, verdict: Verdict) -> bool {
        self.0 & (1 << verdict as u8) != 0
    }

    /// True when none was given: there was nothing to judge.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How often each verdict was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 合规.
    pub pass: u64,
    /// 违反.
    pub fail: u64,
    /// 不适用.
    pub not_applicable: u64,
    /// 无法判定.
    pub undetermined: u64,
    /// 故障.
    pub fault: u64,
    /// Of those that fail: 已豁免.
    pub waived: u64,
    /// Of those that fail: 已说明（待复核）.
    pub explained: u64,
}

impl Counts {
    /// Counts one verdict.
    pub fn count(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Undetermined => &mut self.undetermined,
            Verdict::Fault => &mut self.fault,
        } += 1;
    }

    /// The verdicts that were given at all.
    pub fn given(self) -> Verdicts {
        let given = [
            (Verdict::Pass, self.pass),
            (Verdict::Fail, self.fail),
            (Verdict::NotApplicable, self.not_applicable),
            (Verdict::Undetermined, self.undetermined),
            (Verdict::Fault, self.fault),
        ];
        Verdicts(given.iter().filter(|(_, count)| *count > 0).map(|(verdict, _)| 1 << *verdict as u8).sum())
    }

    /// Adds the counts of another part of the data.
    pub fn merge(&mut self, other: Self) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.not_applicable += other.not_applicable;
        self.undetermined += other.undetermined;
        self.fault += other.fault;
        self.waived += other.waived;
        self.explained += other.explained;
    }

    /// True when there is a finding among them.
    pub const fn has_findings(self) -> bool {
        self.fail + self.undetermined + self.fault > 0
    }

    /// All verdicts together: the number of subjects.
    pub fn total(self) -> u64 {
        self.pass + self.fail + self.not_applicable + self.undetermined + self.fault
    }
}

/// What a rule's subjects are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subjects {
    /// Records of its table.
    #[default]
    Records,
    /// Groups of records of its table.
    Groups,
    /// The batch, once.
    Batch,
}

/// A rule with how it ended on all its subjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The rule's code.
    pub code: Arc<str>,
    /// The rule's name in both spellings, the code where it has none.
    pub name: Arc<Names>,
    /// The pack it comes from.
    pub pack: String,
    /// The gravest severity it can give.
    pub severity: Severity,
    /// The same as its own pack has it, before packs below raised it.
    pub declared_severity: Severity,
    /// The table it is about.
    pub table: Arc<Names>,
    /// What it visits.
    pub subjects: Subjects,
    /// By which texts.
    pub basis: Arc<[String]>,
    /// The rule as its pack has it.
    pub text: String,
    /// The days on which this version of it is in force; `None` for always.
    pub period: Option<Period>,
    /// How many versions there are of it.
    pub versions: usize,
    /// The verdicts.
    pub counts: Counts,
}

/// A rule that a pack below has taken out of use: it judges nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disabled {
    /// The rule, without any verdict.
    pub rule: Tally,
    /// The pack that has.
    pub by: String,
    /// Why.
    pub reason: String,
}
