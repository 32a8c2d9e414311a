//! The records around a read: the subject, then the elements of the lists that are gone through.

use super::Facts;
use crate::ir::world::World;
use crate::ir::{Join, Path, Start};
use crate::schema::{RecordType, Type};

/// The subject, then elements, each with the name of its list.
pub(in crate::ir) struct Frames<'a> {
    stack: Vec<(Frame<'a>, String)>,
    /// The records of other tables that the rule reads.
    pub(in crate::ir) joins: Vec<Join>,
    world: &'a World,
}

#[derive(Clone, Copy)]
enum Frame<'a> {
    Record(&'a RecordType),
    Scalar,
}

impl<'a> Frames<'a> {
    /// The frame of the subject alone.
    pub(super) fn about(record: &'a RecordType, world: &'a World) -> Self {
        Self { stack: vec![(Frame::Record(record), String::new())], joins: Vec::new(), world }
    }

    /// How many there are: the number of the next one.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The name of the list whose element a frame is.
    pub(super) fn list(&self, frame: usize) -> &str {
        self.stack.get(frame).map_or("", |(_, list)| list)
    }

    /// Goes into the elements of a list.
    pub(super) fn enter(&mut self, list: &Path, name: String) {
        let element = self.element(list);
        self.stack.push((element, name));
    }

    /// Comes back out.
    pub(super) fn leave(&mut self) {
        self.stack.pop();
    }

    /// True when the field, or a record on the way to it, can be missing and nothing says that it is not.
    pub(super) fn optional(&self, path: &Path, facts: &Facts) -> bool {
        let Some(mut record) = self.record(path) else {
            return false;
        };
        if matches!(path.start, Start::Join(_)) && !facts.cover(path, &[]) {
            return true;
        }
        for (at, step) in path.steps.iter().enumerate() {
            let Some(field) = record.fields.get(*step) else {
                return false;
            };
            let so_far = path.steps.get(..=at).unwrap_or_default();
            if !field.required && !facts.cover(path, so_far) {
                return true;
            }
            if let Type::Record(inner) = &field.ty {
                record = inner;
            }
        }
        false
    }

    /// The record in which the path begins, or one of the records of its table.
    fn record(&self, path: &Path) -> Option<&'a RecordType> {
        match path.start {
            Start::Frame => match self.stack.get(path.frame) {
                Some(&(Frame::Record(record), _)) => Some(record),
                Some((Frame::Scalar, _)) | None => None,
            },
            Start::Join(join) => self.world.record(self.joins.get(join)?.table),
            Start::Table(table) => self.world.record(table),
        }
    }

    fn element(&self, list: &Path) -> Frame<'a> {
        let Some(mut record) = self.record(list) else {
            return Frame::Scalar;
        };
        if matches!(list.start, Start::Table(_)) {
            return Frame::Record(record);
        }
        for step in &list.steps {
            match record.fields.get(*step).map(|field| &field.ty) {
                Some(Type::Record(inner)) => record = inner,
                Some(Type::List(element)) => {
                    return match element.as_ref() {
                        Type::Record(inner) => Frame::Record(inner),
                        _ => Frame::Scalar,
                    };
                }
                _ => return Frame::Scalar,
            }
        }
        Frame::Scalar
    }
}
