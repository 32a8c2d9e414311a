//! The verdicts of a rule on many groups at once, over columns of what their members have in common and come to.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::body::{NOT_APPLICABLE, PASS, RuleBody, failed};
use super::super::compile::{Compiler, Handed};
use super::super::engine::Making;
use super::super::op::{Kind, Op, Steps};
use super::super::register::{DOUBTFUL, Register};
use super::super::texts::number;
use super::key::{self, Part};
use super::slots::SlotSteps;
use crate::eval::groups::{Come, Compact, GroupId};
use crate::finding::{self, Verdict};
use crate::ir::{Aggregate, Program, Rule, Visits};
use crate::read::columns::{ColumnId, Columns, Layout, MISSING, PRESENT, SCALE};
use crate::schema::TableId;
use crate::value::{Date, Number, Value};

/// A rule about groups as steps over columns of groups.
#[derive(Debug)]
pub(super) struct GroupBody {
    steps: Steps,
    body: RuleBody,
    keys: Vec<Kind>,
    slots: Vec<Option<Aggregate>>,
}

/// What is left of groups when those are counted of which the verdict is sure.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) passed: u64,
    pub(super) not_applicable: u64,
    /// Groups that surely fail, where nobody wants their findings.
    pub(super) failed: finding::Handed,
    pub(super) open: Vec<GroupId>,
}

/// Groups that are judged together.
const BATCH: usize = 512;

impl GroupBody {
    /// The rule as steps; `None` where the explaining evaluator has to judge every group.
    pub(super) fn new(
        program: &Program,
        table: TableId,
        rule: &Rule,
        (keys, slots): (&[(ColumnId, Kind)], &[Option<SlotSteps>]),
        as_of: Option<Date>,
    ) -> Option<Self> {
        let Visits::Groups(paths) = &rule.visits else {
            return None;
        };
        // Whoever answers for a group is counted, whatever the verdicts.
        if rule.scored.is_some() {
            return None;
        }
        let answers =
            slots.iter().map(|slot| slot.as_ref().map(SlotSteps::answer)).collect::<Option<Vec<_>>>()?;
        let keys: Vec<Kind> = keys.iter().map(|(_, kind)| *kind).collect();
        let handed = Handed {
            keys: paths.iter().map(|key| key.path.steps.as_slice()).collect(),
            slots: answers.iter().map(|(_, kind)| *kind).collect(),
        };
        let mut compiler = Compiler::new(program, Layout::new(&program.schema, table)?).handed(handed);
        let body = RuleBody::new(&mut compiler, 0, rule, as_of)?;
        let slots = answers.into_iter().map(|(aggregate, _)| aggregate).collect();
        let vocabulary = Arc::new(compiler.layout.vocabulary());
        Some(Self { steps: compiler.finish(vocabulary), body, keys, slots })
    }

    /// Judges all groups but those that `skipped` says; where they are only counted, those that surely fail as well.
    pub(super) fn judge(
        &self,
        groups: &Compact,
        counted: bool,
        skipped: &(dyn Fn(GroupId) -> bool + Sync),
    ) -> Judged {
        let share = |share: u32| {
            let mut judged = Judged::default();
            let mut registers: Vec<Register> = self.steps.all.iter().map(|_| Register::default()).collect();
            let all: Vec<GroupId> = groups.groups(share).filter(|group| !skipped(*group)).collect();
            for batch in all.chunks(BATCH) {
                let verdicts = self.batch(groups, batch, &mut registers);
                for (group, verdict) in batch.iter().zip(verdicts) {
                    match (verdict, failed(verdict).filter(|_| counted)) {
                        (PASS, _) => judged.passed += 1,
                        (NOT_APPLICABLE, _) => judged.not_applicable += 1,
                        (_, Some(severity)) => judged.failed.count_verdict(Verdict::Fail, severity),
                        (_, None) => judged.open.push(*group),
                    }
                }
            }
            judged
        };
        (0..groups.share_count()).into_par_iter().map(share).reduce(Judged::default, Judged::join)
    }

    fn batch(&self, groups: &Compact, batch: &[GroupId], registers: &mut [Register]) -> Vec<u8> {
        let (columns, mut arena, mut text) =
            (Columns::of_rows(batch.len()), self.steps.texts.clone(), String::new());
        for (placed, register) in self.steps.all.iter().zip(registers.iter_mut()) {
            if let Op::Handed(number) = placed.op {
                self.hand(number, groups, batch, register, &mut text);
            }
        }
        let mut making =
            Making { steps: &self.steps, columns: &columns, made: registers, arena: &mut arena, text: &text };
        making.all();
        let view = making.view();
        let mut verdicts = Vec::with_capacity(batch.len());
        self.body.verdicts(&view, batch.len(), &mut verdicts);
        verdicts
    }

    /// Fills in a part of the keys, or what is asked.
    fn hand(
        &self,
        number: usize,
        groups: &Compact,
        batch: &[GroupId],
        out: &mut Register,
        text: &mut String,
    ) {
        out.states.clear();
        out.numbers.clear();
        out.ranges.clear();
        for group in batch {
            if let Some(slot) = number.checked_sub(self.keys.len()) {
                let aggregate = self.slots.get(slot).copied().flatten();
                let answer = groups.come(*group, slot).map(|come| answer(aggregate, &come));
                let (state, value) = answer.unwrap_or((DOUBTFUL, 0));
                out.states.push(state);
                out.numbers.push(value);
                continue;
            }
            let part = key::parts(groups.key(*group), self.keys.iter().copied()).nth(number);
            let (state, value, range) = match part {
                Some(Part::Number(value)) => (PRESENT, value, [0, 0]),
                Some(Part::Text(part)) => {
                    let from = text.len();
                    text.push_str(part);
                    let end = |at: usize| u32::try_from(at).unwrap_or(0);
                    (PRESENT, 0, [end(from), end(text.len())])
                }
                Some(Part::Absent) => (MISSING, 0, [0, 0]),
                None => (DOUBTFUL, 0, [0, 0]),
            };
            out.states.push(state);
            out.numbers.push(value);
            out.ranges.push(range);
        }
    }
}

impl Judged {
    fn join(mut self, mut other: Self) -> Self {
        self.passed += other.passed;
        self.not_applicable += other.not_applicable;
        self.failed = self.failed.merge(other.failed);
        self.open.append(&mut other.open);
        self
    }
}

/// What members come to as a value of a column, with its state; of a truth where no aggregate is asked for.
fn answer(aggregate: Option<Aggregate>, come: &Come<'_>) -> (u8, i64) {
    let known = |value: Option<i64>| value.map_or((DOUBTFUL, 0), |value| (PRESENT, value));
    let whole = |count: usize| i64::try_from(count).ok()?.checked_mul(SCALE);
    let count = usize::try_from(come.count).unwrap_or(usize::MAX);
    match aggregate {
        None => (PRESENT, i64::from(come.truth)),
        Some(Aggregate::Count) => known(whole(count)),
        Some(Aggregate::Distinct) => known(whole(come.set.map_or(0, std::collections::HashSet::len))),
        Some(Aggregate::Sum) => known(i64::try_from(come.sum).ok()),
        // There is no mean of nothing, and nothing in it that is the greatest.
        Some(Aggregate::Mean | Aggregate::Max | Aggregate::Min) if come.count == 0 => (MISSING, 0),
        Some(Aggregate::Mean) => {
            let sum = Number::integer(come.sum).over(Number::integer(SCALE.into()));
            let mean = sum.and_then(|sum| sum.over(Number::integer(come.count.into())));
            known(mean.ok().and_then(|mean| number(&Value::Number(mean))))
        }
        Some(Aggregate::Max | Aggregate::Min) => (PRESENT, come.extreme),
    }
}
