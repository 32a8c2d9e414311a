//! What `heng sample` says: the heads of its list and the description of the method for a working paper.

use super::{Language, en, zh};
use crate::sample::{Method, Money, Refusal, Sample, Share};

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
    /// How a finding stands.
    pub state: &'static str,
}

/// What was drawn from, for the description.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// The table of the records; `None` for findings.
    pub table: Option<&'a str>,
    /// How many files it came from.
    pub files: usize,
    /// The field that gave the amount or the class; `None` for findings, which have their own.
    pub by: Option<&'a str>,
    /// Findings among them that are waived, and that are explained.
    pub settled: [usize; 2],
}

/// A paragraph of the description of a sample.
#[derive(Clone, Copy, Debug)]
pub(super) enum Paragraph<'a> {
    /// What was drawn from.
    Population(Drawn<'a>),
    /// How, how many, from which seed.
    Method,
    /// What a lot is, and whose are drawn.
    Lots,
    /// Systematic: the interval in items and the first item, from 1.
    Every { interval: usize, first: usize },
    /// What a random start is.
    Start,
    /// Stratified: by what the classes are told apart.
    Classes(Drawn<'a>),
    /// A class and its share.
    Class(&'a Share),
    /// Monetary: the amounts, and by what they are.
    Amounts(&'a Money, Drawn<'a>),
    /// What has no amount above zero.
    Excluded(&'a Money),
    /// In which order amounts are added up.
    AddedUp,
    /// That anybody can draw it again.
    Again,
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
        let mut paragraphs = vec![Paragraph::Population(from), Paragraph::Method];
        match (sample.method, &sample.money) {
            (Method::Random, _) => paragraphs.push(Paragraph::Lots),
            (Method::Systematic, _) => {
                paragraphs.extend(sample.steps.map(|(interval, first)| Paragraph::Every { interval, first }));
                paragraphs.push(Paragraph::Start);
            }
            (Method::Stratified, _) => {
                paragraphs.push(Paragraph::Classes(from));
                paragraphs.extend(sample.shares.iter().map(Paragraph::Class));
                paragraphs.push(Paragraph::Lots);
            }
            (Method::Monetary, Some(money)) => paragraphs.extend([
                Paragraph::Amounts(money, from),
                Paragraph::Excluded(money),
                Paragraph::AddedUp,
                Paragraph::Start,
            ]),
            (Method::Monetary, None) => {}
        }
        paragraphs.push(Paragraph::Again);
        let worded = |paragraph: &Paragraph<'_>| match self {
            Self::Chinese => zh::samples::paragraph(paragraph, sample),
            Self::English => en::samples::paragraph(paragraph, sample),
        };
        paragraphs.iter().map(worded).collect()
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
