//! What `heng sample` says: the heads of its list and the description of the method for a working paper.

use super::{Language, en, zh};
use crate::sample::{Refusal, Sample};

/// The heads of a list of drawn items.
#[derive(Debug)]
pub struct SampleWords {
    /// 序号.
    pub number: &'static str,
    /// The table, or the rule of a finding.
    pub kind: &'static str,
    /// The key.
    pub key: &'static str,
    /// The place.
    pub place: &'static str,
    /// The class.
    pub stratum: &'static str,
    /// The amount, in 元.
    pub amount: &'static str,
    /// How often it was drawn.
    pub times: &'static str,
}

/// What was drawn from, for the description.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// The table of the records; `None` for findings.
    pub table: Option<&'a str>,
    /// How many files it came from.
    pub files: usize,
    /// The field that gave the amount or the class.
    pub by: Option<&'a str>,
}

impl Language {
    /// The heads of a list of drawn items.
    pub const fn sample(self) -> &'static SampleWords {
        match self {
            Self::Chinese => &zh::samples::WORDS,
            Self::English => &en::samples::WORDS,
        }
    }

    /// The description of a sample for a working paper, a paragraph each.
    pub fn sampling(self, sample: &Sample, from: Drawn<'_>) -> Vec<String> {
        match self {
            Self::Chinese => zh::samples::sampling(sample, from),
            Self::English => en::samples::sampling(sample, from),
        }
    }

    /// Why nothing can be drawn.
    pub const fn refusal(self, refusal: Refusal) -> &'static str {
        match (self, refusal) {
            (Self::Chinese, Refusal::Nothing) => "总体是空的，没有可抽的",
            (Self::Chinese, Refusal::NoMoney) => "总体里没有一项的金额大于零，不能按货币单元抽样",
            (Self::Chinese, Refusal::TooMuch) => "金额合计过大，无法精确计算",
            (Self::English, Refusal::Nothing) => "the population is empty: there is nothing to draw",
            (Self::English, Refusal::NoMoney) => "no item of the population has an amount above zero",
            (Self::English, Refusal::TooMuch) => "the amounts together are more than can be counted exactly",
        }
    }
}
