//! What steps have made, row by row, and how columns and steps are looked at alike.

use super::op::{Op, Step, Steps};
use crate::read::columns::{Columns, FrameId, MISSING, PRESENT};

pub(super) use crate::read::columns::ARENA;
/// The state of a value of which only the explaining evaluator can say what it is.
pub(super) use crate::read::columns::DOUBTFUL;

/// Values with their states, or truths in place of states.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) states: Vec<u8>,
    pub(super) numbers: Vec<i64>,
    pub(super) ranges: Vec<[u32; 2]>,
}

// A truth in three bits: may be true, may be false, and that it is unknown for want of something filled in. Of what
// is known the third bit says nothing.
pub(super) const TRUE: u8 = 0b101;
pub(super) const FALSE: u8 = 0b110;
pub(super) const UNKNOWN: u8 = 0b111;
#[cfg(test)]
pub(super) const OBSCURE: u8 = 0b011;

/// The truth of something that holds, or not, if the state of what it is about lets that be known.
#[inline]
pub(super) const fn truth(holds: bool, state: u8) -> u8 {
    let known = FALSE - holds as u8;
    let unknown = state != PRESENT;
    (known | (3 * unknown as u8)) & !((state & DOUBTFUL) << 1)
}

/// The state of a value with that truth; a value of it is true where the first bit says so.
#[inline]
pub(super) const fn state_of(truth: u8) -> u8 {
    match truth & 0b11 {
        0b11 if truth & 0b100 != 0 => MISSING,
        0b11 => DOUBTFUL,
        _ => PRESENT,
    }
}

/// All that has been made so far.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub(super) steps: &'v Steps,
    pub(super) columns: &'v Columns,
    pub(super) made: &'v [Register],
    pub(super) text: &'v str,
    /// Texts that stand nowhere in the data.
    pub(super) arena: &'v str,
}

#[derive(Clone, Copy)]
pub(super) struct Numbers<'v> {
    pub(super) states: &'v [u8],
    pub(super) values: &'v [i64],
}

#[derive(Clone, Copy)]
pub(super) struct Ranges<'v> {
    pub(super) states: &'v [u8],
    pub(super) places: &'v [[u32; 2]],
}

/// States, numbers and ranges.
type Parts<'v> = (&'v [u8], &'v [i64], &'v [[u32; 2]]);

impl<'v> View<'v> {
    /// The set of rows of a step.
    pub(super) fn frame(&self, step: Step) -> FrameId {
        self.steps.all.get(step).map_or(0, |placed| placed.frame)
    }

    fn rows(&self, step: Step) -> usize {
        self.steps.all.get(step).map_or(0, |placed| self.columns.rows(placed.frame))
    }

    pub(super) fn numbers(&self, step: Step) -> Numbers<'v> {
        let (states, values, _) = self.parts(step);
        Numbers { states, values }
    }

    pub(super) fn ranges(&self, step: Step) -> Ranges<'v> {
        let (states, _, places) = self.parts(step);
        Ranges { states, places }
    }

    pub(super) fn states(&self, step: Step) -> &'v [u8] {
        self.parts(step).0
    }

    /// The state of a step in one of its rows.
    pub(super) fn state(&self, step: Step, row: usize) -> Option<u8> {
        let (states, ..) = self.made_of(step)?;
        states.get(row).copied()
    }

    fn parts(&self, step: Step) -> Parts<'v> {
        let rows = self.rows(step);
        let (states, numbers, ranges) = self.made_of(step).unwrap_or_default();
        let first = |length: usize| length.min(rows);
        (
            states.get(..first(states.len())).unwrap_or_default(),
            numbers.get(..first(numbers.len())).unwrap_or_default(),
            ranges.get(..first(ranges.len())).unwrap_or_default(),
        )
    }

    /// What a step has made of its rows; what a batch before has left may come behind them.
    fn made_of(&self, step: Step) -> Option<Parts<'v>> {
        if let Some(Op::Column(column)) = self.steps.all.get(step).map(|placed| &placed.op) {
            let column = self.columns.column(*column)?;
            return Some((&column.states, &column.numbers, &column.ranges));
        }
        let made = self.made.get(step)?;
        Some((&made.states, &made.numbers, &made.ranges))
    }

    /// The text at a place.
    #[inline]
    pub(super) fn text(&self, [from, to]: [u32; 2]) -> &'v str {
        let (text, base) = if from >= ARENA { (self.arena, ARENA) } else { (self.text, 0) };
        text.get((from - base) as usize..(to.wrapping_sub(base)) as usize).unwrap_or_default()
    }

    /// The text in which a place is, where that begins in it, and how long it is.
    #[inline]
    pub(super) fn whole(&self, [from, to]: [u32; 2]) -> (&'v [u8], usize, usize) {
        let (text, base) = if from >= ARENA { (self.arena, ARENA) } else { (self.text, 0) };
        (text.as_bytes(), (from - base) as usize, to.wrapping_sub(from) as usize)
    }

    /// The bytes of the text at a place.
    #[inline]
    pub(super) fn bytes(&self, [from, to]: [u32; 2]) -> &'v [u8] {
        let (text, base) = if from >= ARENA { (self.arena, ARENA) } else { (self.text, 0) };
        text.as_bytes().get((from - base) as usize..(to.wrapping_sub(base)) as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truth_hangs_on_the_state() {
        assert_eq!(truth(true, PRESENT), TRUE);
        assert_eq!(truth(false, PRESENT), FALSE);
        for holds in [true, false] {
            assert_eq!(truth(holds, MISSING), UNKNOWN);
            assert_eq!(truth(holds, DOUBTFUL), OBSCURE);
            assert_eq!(truth(holds, DOUBTFUL | MISSING), OBSCURE);
        }
        for (truth, state) in [(TRUE, PRESENT), (FALSE, PRESENT), (UNKNOWN, MISSING), (OBSCURE, DOUBTFUL)] {
            assert_eq!(state_of(truth), state);
        }
    }
}
