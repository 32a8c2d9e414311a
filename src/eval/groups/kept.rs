//! What is kept of the members of groups for one thing that is asked of them: a row for each group, and of columns
//! only those that are needed.

use std::collections::HashSet;

use smallvec::SmallVec;

use super::MOST;
use super::blocks::Rows;
use super::compact::LineId;
use crate::eval::state::Connective;
use crate::value::Value;

/// How what is asked of members is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::eval) enum Kept {
    /// Not at all: it is asked of records of another table.
    Nothing,
    /// As the number of members: all of them count.
    Members,
    Count,
    Sum,
    /// The greatest, or the least.
    Extreme {
        least: bool,
    },
    /// The values, each once.
    Distinct,
    /// What holds of all or of any of them.
    Truth(Connective),
}

/// What a member surely gives.
#[derive(Clone, Debug)]
pub(in crate::eval) enum Given {
    /// Nothing: it is not in the range.
    Nothing,
    /// Itself, to be counted.
    Record,
    /// A number to be added up, in millionths.
    Sum(i64),
    /// What may be the greatest or the least, as it stands in columns.
    Extreme(i64),
    /// One of several values that are counted once.
    Distinct(Value),
    /// Whether something holds of it, and whether it is to blame for the answer.
    Truth(bool, bool),
}

/// What the members of a group come to.
#[derive(Clone, Copy, Debug)]
pub(in crate::eval) struct Come<'c> {
    /// Those that count.
    pub(in crate::eval) count: u64,
    /// The sum, in millionths.
    pub(in crate::eval) sum: i128,
    /// The greatest or the least, as it stands in columns; nought where none counts.
    pub(in crate::eval) extreme: i64,
    pub(in crate::eval) truth: bool,
    pub(in crate::eval) set: Option<&'c HashSet<Value>>,
}

/// A member that counts, and what it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::eval) struct Ranked {
    pub(in crate::eval) weight: i64,
    pub(in crate::eval) at: LineId,
}

/// One thing that is asked of the members of all groups.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    kept: Kept,
    counts: Rows<u64>,
    sums: Rows<i128>,
    extremes: Rows<i64>,
    truths: Rows<bool>,
    sets: Rows<HashSet<Value>>,
    /// Which of `tops` is that of the group. A member that counts alone, and is the first one, has none.
    ranks: Rows<u32>,
    tops: Rows<Top>,
}

/// The members that count most, the first one most. Each lies in its row: what many groups keep for long would lie
/// scattered among what is soon given back.
type Top = SmallVec<[Ranked; MOST]>;

/// How many members a group has, and the first one.
type Whole = (u64, LineId);

const NO_RANK: u32 = u32::MAX;

impl Given {
    /// What the member weighs; `None` where it is not among those that count.
    const fn weight(&self) -> Option<i64> {
        match self {
            Self::Nothing | Self::Truth(_, false) => None,
            Self::Record | Self::Distinct(_) | Self::Truth(_, true) => Some(0),
            Self::Sum(number) => Some(number.saturating_abs()),
            Self::Extreme(number) => Some(*number),
        }
    }
}

impl Slot {
    pub(super) fn new(kept: Kept) -> Self {
        Self {
            kept,
            counts: Rows::default(),
            sums: Rows::default(),
            extremes: Rows::default(),
            truths: Rows::default(),
            sets: Rows::default(),
            ranks: Rows::default(),
            tops: Rows::default(),
        }
    }

    /// One more group.
    pub(super) fn open(&mut self) {
        if self.kept == Kept::Nothing {
            return;
        }
        self.ranks.push(NO_RANK);
        if self.kept != Kept::Members {
            self.counts.push(0);
        }
        match self.kept {
            Kept::Nothing | Kept::Members | Kept::Count => {}
            Kept::Sum => self.sums.push(0),
            Kept::Extreme { .. } => self.extremes.push(0),
            Kept::Distinct => self.sets.push(HashSet::new()),
            Kept::Truth(joined) => self.truths.push(joined == Connective::And),
        }
    }

    /// Adds what the member gives that came last.
    pub(super) fn add(&mut self, row: usize, (members, first): Whole, given: Given, at: LineId) {
        let weight = given.weight();
        if weight.is_some() && members > 1 {
            self.spell_out(row, (members - 1, first));
        }
        let before = self.counts.get(row).copied().unwrap_or_default();
        match given {
            Given::Nothing | Given::Record => {}
            Given::Sum(number) => {
                if let Some(sum) = self.sums.get_mut(row) {
                    *sum += i128::from(number);
                }
            }
            Given::Extreme(number) => self.reach(row, before, number),
            Given::Distinct(value) => {
                if let Some(set) = self.sets.get_mut(row) {
                    set.insert(value);
                }
            }
            Given::Truth(truth, _) => self.join(row, truth),
        }
        let Some(weight) = weight else {
            return;
        };
        if let Some(count) = self.counts.get_mut(row) {
            *count += 1;
        }
        if members > 1 {
            self.rank(row, Ranked { weight, at });
        }
    }

    /// Adds what another one has in that row.
    pub(super) fn merge(&mut self, own: usize, other: &mut Self, row: usize) {
        let before = self.counts.get(own).copied().unwrap_or_default();
        let more = other.counts.get(row).copied().unwrap_or_default();
        if let (Some(sum), Some(more)) = (self.sums.get_mut(own), other.sums.get(row)) {
            *sum += more;
        }
        if let Some(extreme) = other.extremes.get(row).filter(|_| more > 0) {
            self.reach(own, before, *extreme);
        }
        if let (Some(set), Some(more)) = (self.sets.get_mut(own), other.sets.get_mut(row)) {
            set.extend(std::mem::take(more));
        }
        if let Some(truth) = other.truths.get(row) {
            self.join(own, *truth);
        }
        if let Some(count) = self.counts.get_mut(own) {
            *count += more;
        }
        for one in other.ranked(row).into_iter().flatten() {
            self.rank(own, *one);
        }
    }

    /// What the members of the group of that row come to.
    pub(super) fn come(&self, row: usize, (members, _): Whole) -> Come<'_> {
        Come {
            count: self.counts.get(row).copied().unwrap_or(if self.kept == Kept::Members {
                members
            } else {
                0
            }),
            sum: self.sums.get(row).copied().unwrap_or_default(),
            extreme: self.extremes.get(row).copied().unwrap_or_default(),
            truth: self.truths.get(row).copied().unwrap_or_default(),
            set: self.sets.get(row),
        }
    }

    /// The members of the group of that row that count most.
    pub(super) fn top(&self, row: usize, whole: Whole) -> Vec<Ranked> {
        self.ranked(row).map_or_else(|| self.implied(row, whole).into_iter().collect(), <[Ranked]>::to_vec)
    }

    /// Writes down the first member where it counts alone, before there are others.
    pub(super) fn spell_out(&mut self, row: usize, whole: Whole) {
        if self.ranked(row).is_none()
            && let Some(only) = self.implied(row, whole)
        {
            self.rank(row, only);
        }
    }

    fn implied(&self, row: usize, whole: Whole) -> Option<Ranked> {
        let come = self.come(row, whole);
        let weight = match self.kept {
            Kept::Sum => i64::try_from(come.sum).ok()?.saturating_abs(),
            Kept::Extreme { .. } => come.extreme,
            Kept::Nothing | Kept::Members | Kept::Count | Kept::Distinct | Kept::Truth(_) => 0,
        };
        (come.count == 1).then_some(Ranked { weight, at: whole.1 })
    }

    fn ranked(&self, row: usize) -> Option<&[Ranked]> {
        self.tops.get(*self.ranks.get(row)? as usize).map(Top::as_slice)
    }

    /// Keeps a member if it is among those that count most; of those that weigh the same, the first in the data.
    fn rank(&mut self, row: usize, one: Ranked) {
        let Some(rank) = self.ranks.get_mut(row) else {
            return;
        };
        if *rank == NO_RANK {
            // As many as there are groups, which have room.
            *rank = u32::try_from(self.tops.len()).unwrap_or(NO_RANK);
            self.tops.push(Top::new());
        }
        let Some(top) = self.tops.get_mut(*rank as usize) else {
            return;
        };
        let kept = self.kept;
        let ahead = |other: &Ranked| match kept {
            Kept::Extreme { least: true } => (other.weight, other.at) < (one.weight, one.at),
            _ => (one.weight, other.at) < (other.weight, one.at),
        };
        // Of many members, nearly all are behind those that are kept.
        if top.len() < MOST || !top.last().is_some_and(ahead) {
            let place = top.partition_point(ahead);
            top.truncate(MOST - 1);
            top.insert(place, one);
        }
    }

    fn reach(&mut self, row: usize, before: u64, number: i64) {
        if let Some(extreme) = self.extremes.get_mut(row) {
            *extreme = match self.kept {
                _ if before == 0 => number,
                Kept::Extreme { least: true } => number.min(*extreme),
                _ => number.max(*extreme),
            };
        }
    }

    fn join(&mut self, row: usize, truth: bool) {
        if let Some(before) = self.truths.get_mut(row) {
            *before = match self.kept {
                Kept::Truth(Connective::And) => *before && truth,
                _ => *before || truth,
            };
        }
    }
}
