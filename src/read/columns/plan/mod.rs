//! The whole of a table's schema as objects with keys: every key it knows, and what becomes of each value.

mod field;
mod keys;
mod layout;

use std::fmt::Write;
use std::sync::Arc;

use crate::read::columns::{Odd, Pattern, Vocabulary};
use crate::schema::{Field, RecordType, Schema, Type};
use field::{Scalar, scalar};

pub(super) use field::{Action, Blanks, FieldPlan, ListPlan, Members, NOWHERE, NumberPlan, Places};
pub(super) use keys::{Key, is_bare};
pub use layout::{ColumnId, ColumnKind, FrameId, Layout};

/// How to read the records of a table fast.
#[derive(Debug)]
pub struct Plan {
    pub(super) objects: Vec<ObjectPlan>,
    /// The object that a record is.
    pub(super) root: usize,
    pub(super) lists: Vec<ListPlan>,
    pub(super) numbers: Vec<NumberPlan>,
    pub(super) members: Vec<Members>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) blanks: Vec<Blanks>,
    pub(super) vocabulary: Arc<Vocabulary>,
    /// Amounts whose sizes are gathered.
    pub(super) sizes: usize,
    /// Keys of all objects, and one more for each.
    order: usize,
    /// What stands behind the last key of each object.
    pub(super) no_key: Key,
}

/// An object.
#[derive(Debug)]
pub(super) struct ObjectPlan {
    pub(super) keys: Vec<Key>,
    /// The fields that must be filled in, as bits.
    pub(super) required: Bits,
    /// True when all fields fit the first half of their bits.
    pub(super) narrow: bool,
    /// Where the order of its keys begins.
    pub(super) order: usize,
}

/// Fields of one object, each a bit.
pub(super) type Bits = [u64; 2];

impl ObjectPlan {
    /// Whether anything is filled in of an object that has these fields filled in. One in which nothing is need not
    /// hold what is required, unless it is the whole record.
    #[inline]
    pub(super) fn is_filled(&self, filled: Bits, whole: bool) -> Result<bool, Odd> {
        let present = filled != [0, 0];
        let missing = self.required.iter().zip(filled).any(|(required, filled)| required & !filled != 0);
        if missing && (present || whole) { Err(Odd) } else { Ok(present) }
    }
}

/// Adds a field that was not there before, to as many halves of the bits as there are.
#[inline]
pub(super) fn take<const N: usize>(seen: &mut [u64; N], bit: Bits) -> Result<(), Odd> {
    if seen.iter().zip(bit).any(|(seen, bit)| seen & bit != 0) {
        return Err(Odd);
    }
    add(seen, bit);
    Ok(())
}

/// Adds a field.
#[inline]
pub(super) fn add<const N: usize>(bits: &mut [u64; N], bit: Bits) {
    bits.iter_mut().zip(bit).for_each(|(bits, bit)| *bits |= bit);
}

/// Fields that fit.
const MOST_FIELDS: usize = 128;

/// The bit of a field.
const fn bit(at: usize) -> Bits {
    if at < 64 { [1 << at, 0] } else { [0, 1 << (at - 64)] }
}

impl Plan {
    /// The plan that fills these columns; `None` for a table that only the careful reader can read.
    pub fn new(layout: &Layout<'_>) -> Option<Self> {
        let record = &layout.schema.table(layout.table)?.record;
        let plan = Self {
            objects: Vec::new(),
            root: 0,
            lists: Vec::new(),
            numbers: Vec::new(),
            members: Vec::new(),
            patterns: Vec::new(),
            blanks: Vec::new(),
            vocabulary: Arc::new(layout.vocabulary()),
            sizes: 0,
            order: 0,
            no_key: Key::none(),
        };
        let mut maker = Maker { layout, plan };
        let root = maker.object(record, &Place { frame: Some(0), steps: Vec::new(), sized: Sized::All })?;
        Some(Self { root, ..maker.plan })
    }
}

impl Plan {
    /// The texts that rules look for, each with a code.
    pub const fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }
}

struct Maker<'l, 's> {
    layout: &'l Layout<'s>,
    plan: Plan,
}

/// Where an object stands.
struct Place {
    /// The set of rows, where any of its columns is asked for.
    frame: Option<FrameId>,
    steps: Vec<usize>,
    sized: Sized,
}

/// Whose amounts are held against each other: those of a record and the records in it, and the totals of its lists.
#[derive(Clone, Copy)]
enum Sized {
    All,
    Own,
    None,
}

impl Maker<'_, '_> {
    fn schema(&self) -> &Schema {
        self.layout.schema
    }

    /// Types nest no deeper than they were written.
    fn object(&mut self, record: &RecordType, place: &Place) -> Option<usize> {
        if record.fields.len() > MOST_FIELDS {
            return None;
        }
        let mut fields = Vec::with_capacity(record.fields.len());
        let mut required = [0; 2];
        for (at, field) in record.fields.iter().enumerate() {
            let mut steps = place.steps.clone();
            steps.push(at);
            let place = Place { frame: place.frame, steps, sized: place.sized };
            fields.push(self.field(field, &field.ty, place)?);
            if field.required {
                let [low, high] = bit(at);
                required = [required[0] | low, required[1] | high];
            }
        }
        let mut keys: Vec<Key> = Vec::new();
        for field in &record.fields {
            for spelling in field.names.iter().chain(field.aliases.iter().map(String::as_str)) {
                // A key that needs an escape is never written plainly.
                let plain = |c: char| !matches!(c, '"' | '\\') && !c.is_control();
                let known = keys.iter().any(|key| key.is(spelling.as_bytes()));
                if !known && spelling.chars().all(plain) {
                    // Two fields with one spelling: as the careful reader resolves it.
                    let (means, _) = record.field_in_document(spelling)?;
                    let field = *fields.get(means)?;
                    keys.push(Key::new(spelling, means, field));
                    // As programs write it that keep to ASCII.
                    if !spelling.is_ascii() {
                        keys.push(Key::new(&escaped(spelling), means, field));
                    }
                }
            }
        }
        let order = self.plan.order;
        self.plan.order += keys.len() + 1;
        let narrow = record.fields.len() <= 64;
        Some(push(&mut self.plan.objects, ObjectPlan { keys, required, narrow, order }))
    }

    fn field(&mut self, field: &Field, ty: &Type, place: Place) -> Option<FieldPlan> {
        let column = place.frame.and_then(|frame| self.layout.find(frame, &place.steps));
        let (action, by) = match ty {
            Type::Record(record) => {
                let sized = match place.sized {
                    Sized::All => Sized::All,
                    Sized::Own | Sized::None => Sized::None,
                };
                (Action::Record, self.object(record, &Place { sized, ..place })?)
            }
            Type::List(element) => (Action::List, self.list(field, element, column, place.sized)?),
            _ => {
                let sized = matches!(ty, Type::Money) && !matches!(place.sized, Sized::None);
                let size = sized.then_some(self.plan.sizes);
                self.plan.sizes += usize::from(sized);
                match scalar(self.schema(), field, ty, size)? {
                    Scalar::Number(number) => (Action::Number, push(&mut self.plan.numbers, number)),
                    Scalar::Member(members) => (Action::Member, push(&mut self.plan.members, members)),
                    Scalar::Text(Some(pattern)) => {
                        (Action::Matching, push(&mut self.plan.patterns, Pattern::new(&pattern)))
                    }
                    Scalar::Text(None) if column.is_some_and(|column| self.layout.is_coded(column)) => {
                        (Action::Coded, 0)
                    }
                    Scalar::Text(None) => (Action::Text, 0),
                    Scalar::Date => (Action::Date, 0),
                    Scalar::Bool => (Action::Bool, 0),
                }
            }
        };
        Some(self.plan(field, action, by, column))
    }

    fn list(
        &mut self,
        field: &Field,
        element: &Type,
        column: Option<ColumnId>,
        sized: Sized,
    ) -> Option<usize> {
        let frame = match column.and_then(|column| self.layout.kind(column)) {
            Some(ColumnKind::List(frame)) => Some(frame),
            _ => None,
        };
        let sized = match (sized, element) {
            (Sized::All, Type::Record(_)) => Sized::Own,
            _ => Sized::None,
        };
        let place = Place { frame, steps: Vec::new(), sized };
        let element = match element {
            Type::Record(record) => {
                let object = self.object(record, &place)?;
                self.plan(field, Action::Record, object, None)
            }
            scalar => self.field(field, scalar, place)?,
        };
        Some(push(&mut self.plan.lists, ListPlan { frame, element }))
    }

    fn plan(&mut self, field: &Field, action: Action, by: usize, column: Option<ColumnId>) -> FieldPlan {
        let places = column.map_or(Places::None, |column| self.layout.places(column));
        let coded = column.is_some_and(|column| self.layout.is_coded(column));
        let blanks = Blanks::new(field);
        let confusable = blanks.confusable(action);
        let known = self.plan.blanks.iter().position(|known| *known == blanks);
        let blanks = known.unwrap_or_else(|| push(&mut self.plan.blanks, blanks));
        FieldPlan { action, by, column: column.unwrap_or(NOWHERE), places, coded, blanks, confusable }
    }
}

/// A text without characters that are not ASCII.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(6 * text.len());
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

fn push<T>(all: &mut Vec<T>, one: T) -> usize {
    all.push(one);
    all.len() - 1
}
