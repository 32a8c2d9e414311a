//! Steps over lists: quantifiers, membership, aggregates; and what a row has, for each of its elements.

use std::collections::HashSet;

use super::op::{Kind, Op, Step};
use super::register::{DOUBTFUL, Register, UNKNOWN, View, truth};
use super::texts::value;
use super::truths::{and, or};
use crate::eval::state::Connective;
use crate::ir::Aggregate;
use crate::read::columns::{MISSING, PRESENT, SCALE};
use crate::value::Value;

/// Makes what a step over a list makes; false for a step of another kind.
pub(super) fn make(op: &Op, view: &View<'_>, rows: usize, out: &mut Register) -> bool {
    match op {
        Op::Spread(value, list) => spread(view, *value, *list, rows, out),
        Op::Quantified(connective, list, held) => {
            let truths = view.states(*held);
            out.states.clear();
            per_list(view, *list, |state, from, to| {
                let all = truths.get(from..to).unwrap_or_default();
                let joined = match connective {
                    Connective::And => all.iter().fold(0b101, |joined, one| and(joined, *one)),
                    Connective::Or => all.iter().fold(0b110, |joined, one| or(joined, *one)),
                };
                out.states.push(if state == PRESENT { joined } else { unknown(state) });
            });
        }
        Op::InList(element, list, same) => {
            let (states, truths) = (view.states(*element), view.states(*same));
            let mut states = states.iter();
            out.states.clear();
            per_list(view, *list, |state, from, to| {
                let state = state | states.next().copied().unwrap_or(DOUBTFUL);
                let all = truths.get(from..to).unwrap_or_default();
                let joined = all.iter().fold(0b110, |joined, one| or(joined, *one));
                out.states.push(if state == PRESENT { joined } else { unknown(state) });
            });
        }
        Op::Aggregate { aggregate, list, filter, argument } => {
            out.states.clear();
            out.numbers.clear();
            let elements = Elements::new(view, *filter, *argument);
            per_list(view, *list, |state, from, to| {
                let (found, number) = match state {
                    PRESENT => elements.aggregate(view, *aggregate, from, to),
                    state => (state, 0),
                };
                out.states.push(found);
                out.numbers.push(number);
            });
        }
        _ => return false,
    }
    true
}

const fn unknown(state: u8) -> u8 {
    truth(false, state)
}

fn per_list(view: &View<'_>, list: Step, mut each: impl FnMut(u8, usize, usize)) {
    let lists = view.ranges(list);
    for (state, [from, to]) in lists.states.iter().zip(lists.places) {
        each(*state, *from as usize, *to as usize);
    }
}

fn spread(view: &View<'_>, value: Step, list: Step, rows: usize, out: &mut Register) {
    let lists = view.ranges(list);
    let (states, numbers, ranges) =
        (view.states(value), view.numbers(value).values, view.ranges(value).places);
    out.states.clear();
    // Elements of a record that was given up have no list: nobody asks for what is said of them.
    out.states.resize(rows, DOUBTFUL);
    for (row, (state, [from, to])) in lists.states.iter().zip(lists.places).enumerate() {
        if let (PRESENT, Some(spread), Some(state)) =
            (*state, out.states.get_mut(*from as usize..*to as usize), states.get(row))
        {
            spread.fill(*state);
        }
    }
    spread_values(lists.places, lists.states, numbers, &mut out.numbers, rows);
    spread_values(lists.places, lists.states, ranges, &mut out.ranges, rows);
}

fn spread_values<T: Copy + Default>(
    lists: &[[u32; 2]],
    states: &[u8],
    values: &[T],
    out: &mut Vec<T>,
    rows: usize,
) {
    out.clear();
    if values.is_empty() {
        return;
    }
    out.resize(rows, T::default());
    for ((state, [from, to]), value) in states.iter().zip(lists).zip(values) {
        if let (PRESENT, Some(spread)) = (*state, out.get_mut(*from as usize..*to as usize)) {
            spread.fill(*value);
        }
    }
}

/// What is asked of the elements of a list.
struct Elements<'v> {
    filter: Option<&'v [u8]>,
    argument: Option<(Step, Kind)>,
    states: &'v [u8],
    values: &'v [i64],
}

impl<'v> Elements<'v> {
    fn new(view: &View<'v>, filter: Option<Step>, argument: Option<(Step, Kind)>) -> Self {
        let step = argument.map(|(step, _)| step);
        Self {
            filter: filter.map(|filter| view.states(filter)),
            argument,
            states: step.map_or(&[], |step| view.states(step)),
            values: step.map_or(&[], |step| view.numbers(step).values),
        }
    }

    /// The state and the number of the aggregate over these elements.
    fn aggregate(&self, view: &View<'_>, aggregate: Aggregate, from: usize, to: usize) -> (u8, i64) {
        let (mut state, mut count, mut sum, mut extreme) = (PRESENT, 0_i64, 0_i64, None::<i64>);
        let mut distinct: Option<HashSet<Value>> = None;
        for at in from..to {
            match self.filter.map(|filter| filter.get(at).copied().unwrap_or_default()) {
                None => {}
                Some(truth) if truth & 0b11 == 1 => {}
                Some(truth) if truth & 0b11 == 2 => continue,
                Some(truth) => {
                    state |= if truth == UNKNOWN { MISSING } else { DOUBTFUL };
                    continue;
                }
            }
            let Some((step, kind)) = self.argument else {
                count += 1;
                continue;
            };
            let own = self.states.get(at).copied().unwrap_or(DOUBTFUL);
            if own != PRESENT {
                state |= own;
                continue;
            }
            count += 1;
            let number = self.values.get(at).copied().unwrap_or_default();
            match aggregate {
                Aggregate::Count => {}
                Aggregate::Sum | Aggregate::Mean => match sum.checked_add(number) {
                    Some(more) => sum = more,
                    None => state |= DOUBTFUL,
                },
                Aggregate::Max => extreme = Some(extreme.map_or(number, |before| before.max(number))),
                Aggregate::Min => extreme = Some(extreme.map_or(number, |before| before.min(number))),
                Aggregate::Distinct => match value(view, step, kind, at) {
                    Some(value) => {
                        distinct.get_or_insert_default().insert(value);
                    }
                    None => state |= DOUBTFUL,
                },
            }
        }
        if state != PRESENT {
            return (state, 0);
        }
        let whole = |count: i64| count.checked_mul(SCALE).map_or((DOUBTFUL, 0), |count| (PRESENT, count));
        match aggregate {
            Aggregate::Count => whole(count),
            Aggregate::Sum => (PRESENT, sum),
            Aggregate::Mean if count == 0 => (MISSING, 0),
            Aggregate::Mean if sum % count == 0 => (PRESENT, sum / count),
            Aggregate::Mean => (DOUBTFUL, 0),
            Aggregate::Max | Aggregate::Min => extreme.map_or((MISSING, 0), |extreme| (PRESENT, extreme)),
            Aggregate::Distinct => {
                whole(i64::try_from(distinct.map_or(0, |all| all.len())).unwrap_or(i64::MAX))
            }
        }
    }
}
