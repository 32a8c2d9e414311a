//! What columns say of the records of a batch, counted; and what they leave to be judged.

use super::part::Part;
use super::plan::Plan;
use crate::eval::columns::{Engine, NOT_APPLICABLE, PASS, failed};
use crate::finding::{Handed, Verdict};

/// What is left of the records of a batch, and of which of them findings were counted.
pub(super) struct Left {
    /// The rules that are left open, for each record; nothing where none is.
    open: Vec<Vec<usize>>,
    found: Vec<bool>,
}

impl Left {
    /// The rules that are left open on a record.
    pub(super) fn open(&mut self, row: usize) -> Vec<usize> {
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
        for (rule, verdicts) in engine.verdicts() {
            let (mut passed, mut not_applicable, mut failing) = (0, 0, Handed::default());
            let counted = plan.counts(rule);
            for (row, ((verdict, odd), found)) in verdicts.iter().zip(odd).zip(&mut left.found).enumerate() {
                match *verdict {
                    _ if *odd => {}
                    PASS => passed += 1,
                    NOT_APPLICABLE => not_applicable += 1,
                    verdict => {
                        if let Some(severity) = failed(verdict).filter(|_| counted) {
                            failing.count_verdict(Verdict::Fail, severity);
                            *found = true;
                            continue;
                        }
                        left.open.resize_with(verdicts.len(), Vec::new);
                        if let Some(open) = left.open.get_mut(row) {
                            open.push(rule);
                        }
                    }
                }
            }
            self.count(rule, passed, not_applicable);
            self.count_failed(rule, failing);
        }
        left
    }
}
