//! Records to their groups, from columns: what is surely so of a record is added without reading it with care.

use std::collections::HashMap;

use super::compile::Compiler;
use super::lower::{Lowerer, scalar};
use super::op::{Kind, Op, Step};
use super::register::View;
use super::texts::{held, value};
use crate::eval::groups::{Given, Group, Groups};
use crate::eval::ranges::connective;
use crate::eval::state::{Connective, Truth};
use crate::ir::{Aggregate, Asked, Path, Program, Rule, Slot, Start, Visits};
use crate::read::columns::{Column, ColumnId, ColumnKind, PRESENT, SCALE};
use crate::read::{Cell, State, TextId};
use crate::schema::TableId;
use crate::source::Span;
use crate::value::{Number, Value};

/// A rule about groups, or about the batch, as steps over the columns of one table.
#[derive(Debug)]
pub(super) struct GroupRule {
    /// Its number.
    pub(super) number: usize,
    keys: Vec<(ColumnId, Kind)>,
    /// What is asked of the records of the table; `None` for what is asked of those of another.
    slots: Vec<Option<SlotSteps>>,
}

#[derive(Debug)]
struct SlotSteps {
    filter: Option<Step>,
    asked: AskedSteps,
    /// The column by which a record is shown.
    shown: Option<(ColumnId, Option<Kind>)>,
}

#[derive(Debug)]
enum AskedSteps {
    Aggregate(Aggregate, Option<(Step, Kind)>),
    /// What holds of a record, its place in the range included.
    Quantified(Connective, Step),
}

/// A group as it grows.
#[derive(Debug)]
pub(super) struct Tally {
    key: Vec<Option<Value>>,
    group: Group,
    /// For each slot, the sum in millionths.
    sums: Vec<i128>,
    /// For each slot, what the records that count most weigh.
    weights: Vec<Vec<i64>>,
}

/// The groups of one rule, by the bytes of their keys.
pub(super) type Tallies = HashMap<Box<[u8]>, Tally>;

/// Where a record stands.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// The text that is only its line.
    pub file: TextId,
    /// Where that begins in the text of the batch.
    pub start: usize,
    /// The bracket that opens it, in its line.
    pub anchor: Span,
}

impl GroupRule {
    /// The rule as steps over records of the table; `None` where the explaining evaluator has to gather them.
    pub(super) fn new<'p>(
        compiler: &mut Compiler<'p>,
        number: usize,
        rule: &'p Rule,
        table: TableId,
    ) -> Option<Self> {
        let mut keys = Vec::new();
        if let Visits::Groups(paths) = &rule.visits {
            for key in paths {
                let (column, kind) = placed(compiler, &key.path)?;
                keys.push((column, kind?));
            }
        }
        let slots = rule.slots.iter().map(|slot| {
            if slot.table != table {
                return Some(None);
            }
            SlotSteps::new(compiler, rule, slot).map(Some)
        });
        Some(Self { number, keys, slots: slots.collect::<Option<_>>()? })
    }

    /// Adds a record; `None`, and nothing is added, when that has to be done with care.
    pub(super) fn add(
        &self,
        program: &Program,
        tallies: &mut Tallies,
        view: &View<'_>,
        row: usize,
        here: &Spot,
    ) -> Option<()> {
        let mut bytes = Vec::with_capacity(32);
        for (column, kind) in &self.keys {
            let column = view.columns.column(*column)?;
            if column.states.get(row) != Some(&PRESENT) {
                return None;
            }
            if *kind == Kind::Text {
                let text = view.bytes(*column.ranges.get(row)?);
                bytes.extend_from_slice(&text.len().to_le_bytes());
                bytes.extend_from_slice(text);
            } else {
                bytes.extend_from_slice(&column.numbers.get(row)?.to_le_bytes());
            }
        }
        let mut given = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            given.push(slot.as_ref().map_or(Some(Given::Nothing), |slot| slot.given(view, row))?);
        }
        let rule = program.rules.get(self.number)?;
        if !tallies.contains_key(bytes.as_slice()) {
            let fresh = self.tally(rule, view, row, here)?;
            tallies.insert(bytes.clone().into_boxed_slice(), fresh);
        } else if let Some(tally) = tallies.get_mut(bytes.as_slice()) {
            tally.group.count_member();
        }
        let tally = tallies.get_mut(bytes.as_slice())?;
        for (at, (slot, given)) in self.slots.iter().zip(given).enumerate() {
            if let Some(slot) = slot.as_ref().filter(|_| !matches!(given, Given::Nothing)) {
                tally.add(at, slot, &given, (rule, view, row, here))?;
            }
        }
        Some(())
    }

    /// The groups as those that the explaining evaluator gathers.
    pub(super) fn flush(&self, tallies: &mut Tallies, groups: &mut Groups) {
        for (_, mut tally) in tallies.drain() {
            for (at, sum) in tally.sums.iter().enumerate().filter(|(_, sum)| **sum != 0) {
                if let Ok(sum) = Number::integer(*sum).over(Number::integer(SCALE.into())) {
                    tally.group.add_sum(at, sum);
                }
            }
            groups.put(self.number, tally.key, tally.group);
        }
    }

    fn tally(&self, rule: &Rule, view: &View<'_>, row: usize, here: &Spot) -> Option<Tally> {
        let mut key = Vec::with_capacity(self.keys.len());
        let mut cells = Vec::with_capacity(self.keys.len());
        let paths: &[crate::ir::GroupKey] = match &rule.visits {
            Visits::Groups(paths) => paths,
            Visits::Records | Visits::Batch => &[],
        };
        for ((column, kind), path) in self.keys.iter().zip(paths) {
            let column = view.columns.column(*column)?;
            let value = held(view, column, *kind, row)?;
            cells.push((path.path.shown.clone(), cell(column, row, Some(value.clone()), here)?));
            key.push(Some(value));
        }
        let slots = rule.slots.len();
        let group = Group::plain(rule, cells, (here.file, here.anchor.start));
        Some(Tally { key, group, sums: vec![0; slots], weights: vec![Vec::new(); slots] })
    }
}

impl SlotSteps {
    fn new<'p>(compiler: &mut Compiler<'p>, rule: &'p Rule, slot: &'p Slot) -> Option<Self> {
        let shown = match &slot.shown {
            Some(path) => Some(placed(compiler, path)?),
            None => None,
        };
        // Of what is asked of it, a record is the subject and the element at once.
        let mut lowerer = Lowerer { compiler, rule, around: vec![Some(0), Some(0)] };
        let filter = match &slot.filter {
            Some(filter) => Some(lowerer.truth(filter)?),
            None => None,
        };
        let asked = match &slot.asked {
            Asked::Aggregate(aggregate, argument) => {
                let argument = match argument {
                    Some(argument) => Some(lowerer.value(argument)?),
                    None => None,
                };
                let fits = match (aggregate, argument) {
                    (Aggregate::Count | Aggregate::Distinct, _) => true,
                    (Aggregate::Sum | Aggregate::Mean, Some((_, kind))) => kind == Kind::Number,
                    (Aggregate::Max | Aggregate::Min, Some((_, kind))) => kind != Kind::Text,
                    (_, None) => false,
                };
                AskedSteps::Aggregate(*aggregate, Some(argument).filter(|_| fits)?)
            }
            Asked::Quantified(quantifier, body, negated) => {
                let joined = connective(*quantifier).turned(*negated);
                let mut one = lowerer.truth(body)?;
                if *negated {
                    one = lowerer.compiler.step(Op::Not(one), 0);
                }
                if let Some(filter) = filter {
                    let (filter, inside) = match joined {
                        Connective::And => (lowerer.compiler.step(Op::Not(filter), 0), Connective::Or),
                        Connective::Or => (filter, Connective::And),
                    };
                    one = lowerer.compiler.step(Op::Join(inside, filter, one), 0);
                }
                AskedSteps::Quantified(joined, one)
            }
        };
        Some(Self { filter, asked, shown })
    }

    /// What a record gives; `None` where nobody can be sure.
    fn given(&self, view: &View<'_>, row: usize) -> Option<Given> {
        let known = |step: Step| match view.states(step).get(row)? & 0b11 {
            0b01 => Some(true),
            0b10 => Some(false),
            _ => None,
        };
        let inside = match self.filter {
            Some(filter) => known(filter)?,
            None => true,
        };
        // A record that may have to be shown must have the cell by which it is.
        if let Some((column, _)) = self.shown
            && view.columns.column(column)?.states.get(row) != Some(&PRESENT)
        {
            return None;
        }
        match &self.asked {
            AskedSteps::Aggregate(..) if !inside => Some(Given::Nothing),
            AskedSteps::Aggregate(_, None) => Some(Given::Record),
            AskedSteps::Aggregate(aggregate, Some((step, kind))) => {
                if view.states(*step).get(row) != Some(&PRESENT) {
                    return None;
                }
                let number = || view.numbers(*step).values.get(row).copied();
                Some(match aggregate {
                    Aggregate::Count => Given::Record,
                    Aggregate::Sum | Aggregate::Mean => {
                        Given::Sum(number().filter(|number| *number != i64::MIN)?)
                    }
                    Aggregate::Max | Aggregate::Min => Given::Extreme(number()?),
                    Aggregate::Distinct => Given::Distinct(value(view, *step, *kind, row)?),
                })
            }
            AskedSteps::Quantified(joined, one) => {
                let one = known(*one)?;
                let blamed = match joined {
                    Connective::And => !one,
                    Connective::Or => inside,
                };
                Some(Given::Truth(Truth::from(one), blamed))
            }
        }
    }
}

impl Tally {
    fn add(
        &mut self,
        at: usize,
        slot: &SlotSteps,
        given: &Given,
        (rule, view, row, here): (&Rule, &View<'_>, usize, &Spot),
    ) -> Option<()> {
        let (Some(sum), Some(weights)) = (self.sums.get_mut(at), self.weights.get_mut(at)) else {
            return None;
        };
        // Where it stands among those that count most: after all that weigh the same.
        let (weight, least) = match (given, &slot.asked) {
            (Given::Sum(number), _) => {
                *sum += i128::from(*number);
                (number.checked_abs()?, false)
            }
            (Given::Extreme(number), asked) => {
                (*number, matches!(asked, AskedSteps::Aggregate(Aggregate::Min, _)))
            }
            _ => (0, false),
        };
        let place = weights.partition_point(|other| if least { *other <= weight } else { *other >= weight });
        let gathered = self.group.slots.get_mut(at)?;
        let blamed = !matches!(given, Given::Truth(_, false));
        let ranks = blamed && place < crate::eval::groups::MOST;
        let weighed = match (given, &slot.asked) {
            (Given::Sum(_), _) if ranks => super::texts::number_value(weight, Kind::Number),
            (Given::Extreme(_), AskedSteps::Aggregate(_, Some((_, kind)))) if ranks => {
                super::texts::number_value(weight, *kind)
            }
            _ => None,
        };
        gathered.count_plain(given, weighed.as_ref());
        if !ranks {
            return Some(());
        }
        weights.insert(place, weight);
        weights.truncate(crate::eval::groups::MOST);
        let path = rule.slots.get(at)?.shown.as_ref();
        let cell = match slot.shown {
            Some((column, kind)) => {
                let column = view.columns.column(column)?;
                let value = match kind {
                    Some(kind) => Some(held(view, column, kind, row)?),
                    None => None,
                };
                cell(column, row, value, here)
            }
            None => Some(Cell { file: Some(here.file), ..Cell::new(State::Missing, here.anchor) }),
        };
        let field = path.map(|path| path.shown.clone()).unwrap_or_default();
        gathered.show(weighed, (here.file, here.anchor.start), field, cell?);
        Some(())
    }
}

/// A column of a record whose places are kept, and how its values are held; `None` inside for records and lists.
fn placed(compiler: &mut Compiler<'_>, path: &Path) -> Option<(ColumnId, Option<Kind>)> {
    if path.start != Start::Frame {
        return None;
    }
    let (column, kind) = compiler.layout.column(0, &path.steps)?;
    compiler.layout.place(column);
    let scalar = match kind {
        ColumnKind::Record | ColumnKind::List(_) => None,
        kind => Some(scalar(kind)?),
    };
    Some((column, scalar))
}

/// A cell as groups keep it; `None` for one that is not filled in.
fn cell(column: &Column, row: usize, value: Option<Value>, here: &Spot) -> Option<Cell> {
    if column.states.get(row) != Some(&PRESENT) {
        return None;
    }
    let [from, to] = column.places.get(row)?.map(|at| at as usize);
    let span = Span::new(from.checked_sub(here.start)?, to.checked_sub(here.start)?);
    let state = value.map_or_else(|| State::List(Vec::new()), State::Value);
    Some(Cell { state, span, file: Some(here.file) })
}
