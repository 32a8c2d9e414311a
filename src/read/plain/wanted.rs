//! Which fields of a record are looked at, for whom.

use crate::schema::{RecordType, Type};

/// Who wants which fields of a record type. Those who ask are numbers from 0.
#[derive(Clone, Debug, Default)]
pub struct Wants {
    /// By the fields' places in the type; those after the last one that anybody wants are left out.
    fields: Vec<Want>,
}

/// Who wants a field.
#[derive(Clone, Debug, Default)]
struct Want {
    /// With all that is in it.
    whole: Askers,
    /// For what is wanted of the record, or of the elements of the list, that it is.
    part: Askers,
    inside: Wants,
}

/// Numbers, each a bit.
#[derive(Clone, Debug, Default)]
pub struct Askers {
    /// Those below 64, which are all most of the time.
    first: u64,
    others: Vec<u64>,
}

impl Askers {
    /// Adds a number.
    pub fn add(&mut self, asker: usize) {
        let Some(other) = asker.checked_sub(64) else {
            self.first |= 1 << asker;
            return;
        };
        if self.others.len() <= other / 64 {
            self.others.resize(other / 64 + 1, 0);
        }
        if let Some(bits) = self.others.get_mut(other / 64) {
            *bits |= 1 << (other % 64);
        }
    }

    fn meet(&self, other: &Self) -> bool {
        self.first & other.first != 0
            || self.others.iter().zip(&other.others).any(|(one, other)| one & other != 0)
    }
}

impl Want {
    fn by<'w>(&'w self, askers: &'w Askers) -> Option<Wanted<'w>> {
        if self.whole.meet(askers) {
            return Some(Wanted::ALL);
        }
        self.part.meet(askers).then_some(Wanted(Some((&self.inside, askers))))
    }
}

impl Wants {
    /// Says that `asker` reads what lies so many steps inside of a record of that type. Of the elements of a list it
    /// reads what lies the steps of `inner` inside of them, where these fit.
    pub fn add(&mut self, record: &RecordType, steps: &[usize], asker: usize, inner: &[&[usize]]) {
        let Some((first, rest)) = steps.split_first() else {
            return;
        };
        let Some(field) = record.fields.get(*first) else {
            return;
        };
        if self.fields.len() <= *first {
            self.fields.resize_with(first + 1, Want::default);
        }
        let Some(want) = self.fields.get_mut(*first) else {
            return;
        };
        match (&field.ty, rest) {
            (Type::Record(record), [_, ..]) => {
                want.part.add(asker);
                want.inside.add(record, rest, asker, inner);
            }
            (Type::List(element), []) if let Type::Record(record) = &**element => {
                want.part.add(asker);
                for steps in inner {
                    want.inside.add(record, steps, asker, inner);
                }
            }
            // Of a record that is asked for itself nothing is read but whether it is there.
            (Type::Record(_), []) => want.part.add(asker),
            _ => want.whole.add(asker),
        }
    }
}

/// What some of those who ask want of a record.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w>(Option<(&'w Wants, &'w Askers)>);

impl<'w> Wanted<'w> {
    /// All of it.
    pub const ALL: Self = Self(None);

    /// What these want.
    pub const fn by(wants: &'w Wants, askers: &'w Askers) -> Self {
        Self(Some((wants, askers)))
    }

    /// What is wanted of the record, or of each record, that the field holds; `None` where the field is not wanted.
    pub fn field(self, field: usize) -> Option<Self> {
        let Some((wants, askers)) = self.0 else {
            return Some(Self::ALL);
        };
        wants.fields.get(field)?.by(askers)
    }

    /// Calls for each field that is wanted, with its place in the record and with what is wanted of it, until that gives
    /// nothing. `None` then; and where all fields are wanted, since nobody has counted these.
    pub fn each(self, mut call: impl FnMut(usize, Self) -> Option<()>) -> Option<()> {
        let (wants, askers) = self.0?;
        for (at, want) in wants.fields.iter().enumerate() {
            if let Some(wanted) = want.by(askers) {
                call(at, wanted)?;
            }
        }
        Some(())
    }

    /// How many fields are wanted; `None` where all are.
    pub fn count(self) -> Option<usize> {
        let (wants, askers) = self.0?;
        Some(wants.fields.iter().filter(|want| want.by(askers).is_some()).count())
    }

    /// One more than the place of the last field that is wanted; `None` where all are.
    pub fn width(self) -> Option<usize> {
        let (wants, askers) = self.0?;
        let last = wants.fields.iter().rposition(|want| want.by(askers).is_some());
        Some(last.map_or(0, |last| last + 1))
    }

    /// True where all is wanted.
    pub const fn is_all(self) -> bool {
        self.0.is_none()
    }
}
