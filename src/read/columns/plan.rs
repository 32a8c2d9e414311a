//! The whole of a table's schema as objects with keys: every key it knows, and what becomes of each value.

use super::Layout;
use super::field::{FieldKind, FieldPlan, ListPlan, scalar};
use super::keys::Key;
use super::layout::{ColumnKind, FrameId};
use crate::schema::{Field, RecordType, Schema, Type};

/// How to read the records of a table fast.
#[derive(Debug)]
pub struct Plan {
    pub(super) objects: Vec<ObjectPlan>,
    /// The object that a record is.
    pub(super) root: usize,
    /// Amounts whose sizes are gathered.
    pub(super) sizes: usize,
}

/// An object.
#[derive(Debug)]
pub(super) struct ObjectPlan {
    pub(super) keys: Vec<Key>,
    pub(super) fields: Vec<FieldPlan>,
    /// The fields that must be filled in, as bits.
    pub(super) required: u128,
}

/// Fields of one object: each is a bit.
const MOST_FIELDS: usize = 128;

impl Plan {
    /// The plan that fills these columns; `None` for a table that only the careful reader can read.
    pub fn new(layout: &Layout<'_>) -> Option<Self> {
        let record = &layout.schema.table(layout.table)?.record;
        let mut maker = Maker { layout, objects: Vec::new(), sizes: 0 };
        let root = maker.object(record, &Place { frame: Some(0), steps: Vec::new(), sized: Sized::All })?;
        Some(Self { objects: maker.objects, root, sizes: maker.sizes })
    }
}

struct Maker<'l, 's> {
    layout: &'l Layout<'s>,
    objects: Vec<ObjectPlan>,
    sizes: usize,
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
        let mut required = 0;
        for (at, field) in record.fields.iter().enumerate() {
            let mut steps = place.steps.clone();
            steps.push(at);
            let place = Place { frame: place.frame, steps, sized: place.sized };
            fields.push(self.field(field, &field.ty, place)?);
            required |= u128::from(field.required) << at;
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
                    keys.push(Key::new(spelling, means));
                }
            }
        }
        self.objects.push(ObjectPlan { keys, fields, required });
        Some(self.objects.len() - 1)
    }

    fn field(&mut self, field: &Field, ty: &Type, place: Place) -> Option<FieldPlan> {
        let column = place.frame.and_then(|frame| self.layout.find(frame, &place.steps));
        let kind = match ty {
            Type::Record(record) => {
                let sized = match place.sized {
                    Sized::All => Sized::All,
                    Sized::Own | Sized::None => Sized::None,
                };
                FieldKind::Record(self.object(record, &Place { sized, ..place })?)
            }
            Type::List(element) => {
                let frame = match column.and_then(|column| self.layout.kind(column)) {
                    Some(ColumnKind::List(frame)) => Some(frame),
                    _ => None,
                };
                let sized = match (place.sized, &**element) {
                    (Sized::All, Type::Record(_)) => Sized::Own,
                    _ => Sized::None,
                };
                let place = Place { frame, steps: Vec::new(), sized };
                let element = match &**element {
                    Type::Record(record) => {
                        let kind = FieldKind::Record(self.object(record, &place)?);
                        self.plan(field, kind, None)
                    }
                    scalar => self.field(field, scalar, place)?,
                };
                FieldKind::List(Box::new(ListPlan { frame, element }))
            }
            _ => {
                let sized = matches!(ty, Type::Money) && !matches!(place.sized, Sized::None);
                let size = sized.then_some(self.sizes);
                self.sizes += usize::from(sized);
                scalar(self.schema(), field, ty, size)?
            }
        };
        Some(self.plan(field, kind, column))
    }

    fn plan(&self, field: &Field, kind: FieldKind, column: Option<usize>) -> FieldPlan {
        let placed = column.is_some_and(|column| self.layout.is_placed(column));
        let placeholders = field.placeholders.iter().map(|text| text.trim().to_owned()).collect();
        FieldPlan { kind, column, placed, placeholders }
    }
}
