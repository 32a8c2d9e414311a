//! What columns say of the records of a batch, counted; and what they leave to be judged.

use smallvec::SmallVec;

use super::part::Part;
use super::plan::Plan;
use crate::eval::columns::{Engine, NOT_APPLICABLE, PASS, failed};
use crate::finding::{Handed, Verdict};

/// A rule that is left open on a record, by its place in the plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) rule: usize,
    /// True where the record surely fails, and only why is left open.
    pub(super) fails: bool,
}

impl Open {
    /// One of which nothing is known.
    pub(super) const fn of(rule: usize) -> Self {
        Self { rule, fails: false }
    }
}

/// What is left of the records of a batch, and of which of them findings were counted.
pub(super) struct Left {
    /// The rules that are left open, for each record; nothing where none is.
    open: Vec<Opens>,
    found: Vec<bool>,
}

/// Rules that are left open on one record: mostly one or two.
pub(super) type Opens = SmallVec<[Open; 2]>;

impl Left {
    /// The rules that are left open on a record.
    pub(super) fn open(&mut self, row: usize) -> Opens {
        self.open.get_mut(row).map(std::mem::take).unwrap_or_default()
    }

    /// True when a finding on the record was counted.
    pub(super) fn found(&self, row: usize) -> bool {
        self.found.get(row).copied().unwrap_or(false)
    }
}

impl Part {
    /// Counts what columns are sure of, of the records that are not odd.
    pub(super) fn count_verdicts(&mut self, plan: &Plan<'_>, engine: &Engine<'_>, odd: &[bool]) -> Left {
        let mut left = Left { open: Vec::new(), found: vec![false; odd.len()] };
        let odd_rows: Vec<usize> = (0..).zip(odd).filter_map(|(row, odd)| odd.then_some(row)).collect();
        for (rule, verdicts) in engine.verdicts() {
            let mut failing = Handed::default();
            let sure = |wanted: u8| {
                let all = memchr::memchr_iter(wanted, verdicts).count();
                let odd = odd_rows.iter().filter(|row| verdicts.get(**row) == Some(&wanted)).count();
                all - odd
            };
            let (passed, not_applicable) = (sure(PASS), sure(NOT_APPLICABLE));
            self.count(rule, passed as u64, not_applicable as u64);
            if passed + not_applicable + odd_rows.len() == verdicts.len() {
                continue;
            }
            let counted = plan.counts(rule);
            for (row, verdict) in verdicts.iter().enumerate() {
                if matches!(*verdict, PASS | NOT_APPLICABLE) || odd.get(row).copied().unwrap_or(true) {
                    continue;
                }
                let failed = failed(*verdict);
                if let Some(severity) = failed.filter(|_| counted) {
                    failing.count_verdict(Verdict::Fail, severity);
                    if let Some(found) = left.found.get_mut(row) {
                        *found = true;
                    }
                    continue;
                }
                left.open.resize_with(verdicts.len(), Opens::new);
                if let Some(open) = left.open.get_mut(row) {
                    open.push(Open { rule, fails: failed.is_some() });
                }
            }
            self.count_failed(rule, failing);
        }
        left
    }
}
