//! Headings of a list to the fields of a plan.

use super::{Heading, RowObject, RowPlan, Slot, SlotField};
use crate::read::columns::plan::{Action, Plan};

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Head<'h> {
    /// The path of its field in first spellings; none where the column is nobody's field.
    pub path: Option<&'h str>,
    /// Its heading as it is compared.
    pub heading: &'h str,
}

impl RowPlan {
    pub(super) fn new(plan: &Plan, object: usize, delimiter: u8, heads: &[Head<'_>]) -> Option<Self> {
        let root = RowObject { object, around: None };
        let mut rows = Self { delimiter, slots: Vec::with_capacity(heads.len()), objects: vec![root] };
        for head in heads {
            let field = match head.path {
                Some(path) => Some(rows.field(plan, path)?),
                None => None,
            };
            // What a number or a date could be taken for.
            let literal = head.heading.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                || matches!(head.heading, "true" | "false" | "是" | "否" | "");
            if literal {
                return None;
            }
            let all = head.heading.as_bytes();
            let first = all.first().copied().unwrap_or_default();
            rows.slots.push(Slot { field, heading: Heading { all: all.into(), first } });
        }
        rows.is_whole(plan).then_some(rows)
    }

    /// The field at that path.
    fn field(&mut self, plan: &Plan, path: &str) -> Option<SlotField> {
        let (mut object, mut steps) = (0, path.split('.').peekable());
        loop {
            let step = steps.next()?.as_bytes();
            let of = plan.objects.get(self.objects.get(object)?.object)?;
            let key = of.keys.iter().find(|key| key.is(step))?;
            let is_last = steps.peek().is_none();
            match key.field.action {
                Action::Record if !is_last => {
                    let around = |inner: &RowObject| matches!(inner.around, Some((of, bit, _)) if (of, bit) == (object, key.bit));
                    object = self.objects.iter().position(around).unwrap_or_else(|| {
                        let around = Some((object, key.bit, key.field));
                        self.objects.push(RowObject { object: key.field.by, around });
                        self.objects.len() - 1
                    });
                }
                Action::Record | Action::List => return None,
                _ if is_last => return Some(SlotField { plan: key.field, object, bit: key.bit }),
                _ => return None,
            }
        }
    }

    /// True when no field has two columns, and every field has one that must be filled in and is no list.
    fn is_whole(&self, plan: &Plan) -> bool {
        let fields = || self.slots.iter().filter_map(|slot| slot.field.as_ref());
        let mut once = fields().enumerate();
        let twice = once.any(|(at, field)| {
            fields().take(at).any(|before| (before.object, before.bit) == (field.object, field.bit))
        });
        let required = self.objects.iter().enumerate().all(|(number, object)| {
            let Some(of) = plan.objects.get(object.object) else {
                return false;
            };
            let columns = fields().filter(|field| field.object == number).map(|field| field.bit);
            let records = self.objects.iter().filter_map(|inner| inner.around);
            let records = records.filter(|(around, ..)| *around == number).map(|(_, bit, _)| bit);
            let lists = of.keys.iter().filter(|key| key.field.action == Action::List).map(|key| key.bit);
            let all = columns
                .chain(records)
                .chain(lists)
                .fold([0; 2], |[low, high], bit| [low | bit[0], high | bit[1]]);
            of.required.iter().zip(all).all(|(required, all)| required & !all == 0)
        });
        !twice && required
    }
}
