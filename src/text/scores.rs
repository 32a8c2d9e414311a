//! The words of scorecards.

use super::language::Language;
use super::{en, zh};
use crate::finding::{Cost, Deduction, Scorecard};

/// The heads of the columns of a scorecard, and what stands in them.
#[derive(Debug)]
pub struct ScoreWords {
    /// 扣分.
    pub points: &'static str,
    /// 名次.
    pub rank: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// What is left of the full marks.
    pub score: &'static str,
    /// Findings that took points off.
    pub findings: &'static str,
    /// Findings whose verdict is open.
    pub pending: &'static str,
    /// Subjects of the rules that deduct.
    pub subjects: &'static str,
    /// What each rule took off.
    pub costs: &'static str,
    /// In place of a unit that is not filled in.
    pub no_unit: &'static str,
    /// In place of the rank of those without a unit.
    pub no_rank: &'static str,
}

impl Language {
    /// The words of scorecards.
    pub const fn scores(self) -> &'static ScoreWords {
        match self {
            Self::Chinese => &zh::scores::WORDS,
            Self::English => &en::scores::WORDS,
        }
    }

    /// What a finding takes off which scorecard of whom.
    pub fn deduction(self, deduction: &Deduction) -> String {
        let unit = deduction.unit.as_deref().unwrap_or(self.scores().no_unit);
        let name = self.name(&deduction.scorecard);
        let [points, most] = [deduction.points, deduction.most].map(|it| it.map(|it| it.to_decimal(0)));
        match self {
            Self::Chinese => zh::scores::deduction(name, unit, points.as_deref(), most.as_deref()),
            Self::English => en::scores::deduction(name, unit, points.as_deref(), most.as_deref()),
        }
    }

    /// What a rule took off a unit.
    pub fn cost(self, cost: &Cost) -> String {
        let points = cost.points.to_decimal(0);
        match self {
            Self::Chinese => zh::scores::cost(&cost.rule, cost.findings, &points),
            Self::English => en::scores::cost(&cost.rule, cost.findings, &points),
        }
    }

    /// What a finding of a rule takes off a scorecard, and how much all of them together.
    pub fn takes_off(self, scorecard: &str, points: &str, most: Option<&str>) -> String {
        match self {
            Self::Chinese => zh::scores::takes_off(scorecard, points, most),
            Self::English => en::scores::takes_off(scorecard, points, most),
        }
    }

    /// How many members a set has, in place of them.
    pub fn members(self, count: usize) -> String {
        match self {
            Self::Chinese => format!("{count} 项"),
            Self::English => format!("{count} members"),
        }
    }

    /// That a list begins below so many units, and where all of them are.
    pub fn units_above(self, count: usize) -> String {
        match self {
            Self::Chinese => zh::scores::units_above(count),
            Self::English => en::scores::units_above(count),
        }
    }

    /// A scorecard with its full marks.
    pub fn scorecard(self, scorecard: &Scorecard) -> String {
        let (name, full) = (self.name(&scorecard.names), scorecard.full.to_decimal(0));
        match self {
            Self::Chinese => zh::scores::scorecard(name, &full),
            Self::English => en::scores::scorecard(name, &full),
        }
    }
}
