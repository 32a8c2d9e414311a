//! The verdicts on groups and on the batch, when all records are there.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::explain::StepsOf;
use super::hand::Hand;
use super::part::Part;
use super::places::Inputs;
use super::plan::Plan;
use super::recall::{Recall, Recalled, Rereading};
use crate::eval::columns::pending;
use crate::eval::{Groups, Judgement};
use crate::ir::Visits;

/// Groups that one thread judges together: what is shown of their records is read at once.
const TOGETHER: usize = 128;

/// Groups of which the findings wait for those before them, for each thread.
const AHEAD: usize = 2 * TOGETHER;

impl Part {
    /// Judges the groups that have been gathered, and the batch; `early` takes findings meanwhile. Gives the inputs
    /// that have changed since they were read.
    pub(super) fn judge_groups(
        &mut self,
        plan: &Plan<'_>,
        inputs: &Inputs<'_>,
        mut early: Option<&mut Hand<'_>>,
    ) -> BTreeSet<u32> {
        self.start(plan);
        let (groups, pieces) = (std::mem::take(&mut self.groups), std::mem::take(&mut self.pieces));
        let rereading = Rereading { plan, inputs, pieces: &pieces, changed: Mutex::default() };
        for (at, number) in plan.rules.iter().enumerate() {
            let visits = plan.program.rules.get(*number).map(|rule| &rule.visits);
            if !matches!(visits, None | Some(Visits::Records)) {
                self.judge_rule(plan, (at, *number), &groups, &rereading, early.as_deref_mut());
            }
        }
        rereading.changed.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn judge_rule(
        &mut self,
        plan: &Plan<'_>,
        (at, number): (usize, usize),
        groups: &Groups,
        rereading: &Rereading<'_>,
        mut early: Option<&mut Hand<'_>>,
    ) {
        let Some(pending) = pending(plan.program, number, groups, &plan.kernels, plan.counts(at)) else {
            return;
        };
        self.count(at, pending.passed, pending.not_applicable);
        if plan.counts(at) {
            self.count_failed(at, pending.failed);
            let verdict = |open| pending.verdict(open, &plan.tables, plan.as_of);
            let ended: Vec<_> = pending.open.par_iter().map(verdict).collect();
            for ended in ended {
                self.count_ended(at, ended);
            }
            return;
        }
        let recall = Recall::new(rereading, number);
        for some in pending.open.chunks(AHEAD * rayon::current_num_threads()) {
            let judged = some.par_chunks(TOGETHER).map_init(Recalled::default, |recalled, some| {
                let mut wanted: Vec<_> = some.iter().flat_map(|open| pending.lines(open)).collect();
                wanted.sort_unstable();
                wanted.dedup();
                let recalled = recall.lines(&wanted, recalled);
                let shown = |line| recalled.shown(line);
                let one = |open| -> (Judgement, Option<StepsOf>) {
                    let mut judgement = pending.judge(open, &shown, &plan.tables, plan.as_of);
                    let Some(finding) = &mut judgement.finding else {
                        return (judgement, None);
                    };
                    recalled.resolve(finding, &mut judgement.elsewhere);
                    let steps = plan.wants(number, finding).then(|| StepsOf {
                        rule: number,
                        key: finding.key.clone(),
                        clauses: pending.steps(open, &shown, &plan.tables),
                    });
                    (judgement, steps)
                };
                some.iter().map(one).collect::<Vec<_>>()
            });
            let judged: Vec<Vec<_>> = judged.collect();
            if let Some(early) = early.as_deref_mut() {
                self.rendered = early.blank();
            }
            for (judgement, steps) in judged.into_iter().flatten() {
                self.steps.extend(steps);
                self.note_one(plan, at, judgement);
            }
            if let Some(early) = early.as_deref_mut() {
                early.take_rendered(std::mem::take(&mut self.rendered));
            }
        }
    }
}
