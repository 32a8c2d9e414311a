//! Steps over lists: quantifiers, membership, aggregates; and what a row has, for each of its elements.

use std::collections::HashSet;

use super::op::{Kind, Op, Step};
use super::register::{DOUBTFUL, Register, UNKNOWN, View, truth};
use super::texts::value;
use crate::eval::state::Connective;
use crate::ir::Aggregate;
use crate::read::columns::{MISSING, PRESENT, SCALE, padded};
use crate::value::Value;

/// Makes what a step over a list makes; false for a step of another kind.
pub(super) fn make(op: &Op, view: &View<'_>, rows: usize, out: &mut Register) -> bool {
    match op {
        Op::Spread(value, list) => spread(view, *value, *list, rows, out),
        Op::Quantified(connective, list, held) => {
            let truths = view.states(*held);
            let of_list = |(state, place)| known(state, joined(*connective, truths, place));
            out.states.clear();
            out.states.extend(lists(view, *list).map(of_list));
        }
        Op::InList(element, list, same) => {
            let (states, truths) = (view.states(*element), view.states(*same));
            let of_list = |((state, place), element): ((u8, [usize; 2]), &u8)| {
                known(state | element, joined(Connective::Or, truths, place))
            };
            out.states.clear();
            out.states.extend(lists(view, *list).zip(states).map(of_list));
        }
        Op::Aggregate { aggregate, list, filter, argument } => {
            out.states.clear();
            out.numbers.clear();
            let elements = Elements::new(view, *filter, *argument);
            for (state, [from, to]) in lists(view, *list) {
                let (found, number) = match state {
                    PRESENT => match elements.plain(*aggregate, from, to) {
                        Some(number) => (PRESENT, number),
                        None => elements.aggregate(view, *aggregate, from, to),
                    },
                    state => (state, 0),
                };
                out.states.push(found);
                out.numbers.push(number);
            }
        }
        _ => return false,
    }
    true
}

/// What holds of all or of any of the truths between two places, as [`and`](super::truths::and) and
/// [`or`](super::truths::or) have it of two: a bit of it is one that all of them have, or that any of them has.
fn joined(connective: Connective, all: &[u8], [from, to]: [usize; 2]) -> u8 {
    let (mut in_all, mut in_any) = (u64::MAX, 0);
    let to = to.min(all.len());
    for at in (from..to).step_by(8) {
        let eight = all.get(at..at + 8).and_then(|eight| eight.first_chunk().copied());
        let word = u64::from_le_bytes(eight.unwrap_or_else(|| last(all, at)));
        // Those behind the end have no say.
        let beyond = if to - at < 8 { u64::MAX << (8 * (to - at)) } else { 0 };
        in_all &= word | beyond;
        in_any |= word & !beyond;
    }
    for half in [32, 16, 8] {
        in_all &= in_all >> half;
        in_any |= in_any >> half;
    }
    let [in_all, in_any] = [in_all, in_any].map(|word| word.to_le_bytes()[0]);
    match connective {
        Connective::And => (in_all & 0b101) | (in_any & 0b010),
        Connective::Or => (in_all & 0b110) | (in_any & 0b001),
    }
}

/// The last truths from there, and noughts: a list at the end of all.
#[cold]
#[inline(never)]
fn last(truths: &[u8], from: usize) -> [u8; 8] {
    padded(truths.get(from..).unwrap_or_default())
}

/// A truth about something in that state.
#[inline]
const fn known(state: u8, holds: u8) -> u8 {
    if state == PRESENT { holds } else { truth(false, state) }
}

/// Of each row the state of its list, and where the elements begin and end.
fn lists<'v>(view: &View<'v>, list: Step) -> impl Iterator<Item = (u8, [usize; 2])> + use<'v> {
    let lists = view.ranges(list);
    lists.states.iter().zip(lists.places).map(|(state, place)| (*state, place.map(|at| at as usize)))
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

    /// The number of a count, or of a sum of all, where nothing about any of these elements is unknown: the same as
    /// [`Self::aggregate`] finds, which looks at one after the other.
    fn plain(&self, aggregate: Aggregate, from: usize, to: usize) -> Option<i64> {
        match (aggregate, self.argument, self.filter) {
            (Aggregate::Count, None, None) => i64::try_from(to.checked_sub(from)?).ok()?.checked_mul(SCALE),
            (Aggregate::Count, None, Some(filter)) => {
                let truths = filter.get(from..to)?;
                let known = truths.iter().all(|truth| matches!(truth & 0b11, 0b01 | 0b10));
                let inside = truths.iter().filter(|truth| **truth & 0b01 != 0).count();
                i64::try_from(inside).ok()?.checked_mul(SCALE).filter(|_| known)
            }
            (Aggregate::Sum, Some(_), None) => {
                let states = self.states.get(from..to)?.iter().fold(PRESENT, |all, state| all | state);
                let mut values = self.values.get(from..to)?.iter();
                values.try_fold(0_i64, |sum, value| sum.checked_add(*value)).filter(|_| states == PRESENT)
            }
            _ => None,
        }
    }

    /// The state and the number of the aggregate over these elements, looked at one by one.
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

#[cfg(test)]
mod tests {
    use super::super::register::{FALSE, OBSCURE, TRUE};
    use super::super::truths::{and, or};
    use super::*;

    #[test]
    fn many_truths_are_joined_as_two_are() {
        let truths = [TRUE, FALSE, UNKNOWN, TRUE, OBSCURE, TRUE & 0b11, FALSE & 0b11, TRUE, TRUE];
        let truths: Vec<u8> = truths.iter().cycle().take(40).copied().collect();
        for from in 0..truths.len() {
            for to in from..=truths.len() {
                let some = truths[from..to].iter();
                let all = some.clone().fold(0b101, |joined, one| and(joined, *one));
                let any = some.fold(0b110, |joined, one| or(joined, *one));
                assert_eq!(joined(Connective::And, &truths, [from, to]), all, "{from}..{to}");
                assert_eq!(joined(Connective::Or, &truths, [from, to]), any, "{from}..{to}");
            }
        }
    }
}
