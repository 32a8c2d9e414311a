//! The records around a read: the subject, then the elements of the lists that are gone through.

use super::Facts;
use crate::ir::Path;
use crate::schema::{RecordType, Type};

/// The subject, then elements, each with the name of its list.
pub(super) struct Frames<'a>(Vec<(Frame<'a>, String)>);

#[derive(Clone, Copy)]
enum Frame<'a> {
    Record(&'a RecordType),
    Scalar,
}

impl<'a> Frames<'a> {
    /// The frame of the subject alone.
    pub(super) fn about(record: &'a RecordType) -> Self {
        Self(vec![(Frame::Record(record), String::new())])
    }

    /// How many there are: the number of the next one.
    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// The name of the list whose element a frame is.
    pub(super) fn list(&self, frame: usize) -> &str {
        self.0.get(frame).map_or("", |(_, list)| list)
    }

    /// Goes into the elements of a list.
    pub(super) fn enter(&mut self, list: &Path, name: String) {
        let element = self.element(list);
        self.0.push((element, name));
    }

    /// Comes back out.
    pub(super) fn leave(&mut self) {
        self.0.pop();
    }

    /// True when the field, or a record on the way to it, can be missing and nothing says that it is not.
    pub(super) fn optional(&self, path: &Path, facts: &Facts) -> bool {
        let Some(&(Frame::Record(mut record), _)) = self.0.get(path.frame) else {
            return false;
        };
        for (at, step) in path.steps.iter().enumerate() {
            let Some(field) = record.fields.get(*step) else {
                return false;
            };
            let so_far = path.steps.get(..=at).unwrap_or_default();
            if !field.required && !facts.cover(path.frame, so_far) {
                return true;
            }
            if let Type::Record(inner) = &field.ty {
                record = inner;
            }
        }
        false
    }

    fn element(&self, list: &Path) -> Frame<'a> {
        let Some(&(Frame::Record(mut record), _)) = self.0.get(list.frame) else {
            return Frame::Scalar;
        };
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
