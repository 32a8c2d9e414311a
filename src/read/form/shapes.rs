//! A cell as the fields that it holds: the first shape that fits; boxes, units, line breaks.

use super::captions::behind_colon;
use super::fill::Filler;
use super::grid::At;
use super::matching::fit;
use super::ticks::{Ticked, has_boxes, ticked};
use crate::read::book::{CellValue, SheetCell};
use crate::read::habit::read_value;
use crate::read::list::{Holder, Remark, is_bare, normal, take};
use crate::read::{Node, NodeKind, Unread};
use crate::schema::{Field, RecordType, Shape, Slot, Target, Type};
use crate::source::Span;
use crate::value::Unit;

/// A cell that was found, and what its captions say about it.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    pub(super) at: At,
    /// True when the value stands behind the caption and a colon.
    pub(super) behind_colon: bool,
    /// The unit in the captions of the cell itself.
    pub(super) unit: Option<Unit>,
    pub(super) percent: bool,
}

impl Picked {
    pub(super) const fn plain(at: At) -> Self {
        Self { at, behind_colon: false, unit: None, percent: false }
    }
}

/// Fields with their values.
pub(super) type Values = Vec<(Slot, Node)>;

impl Filler<'_> {
    /// What the cell holds for each of the fields, all of them named.
    pub(super) fn read(&mut self, picked: Picked, targets: &[Target], record: &RecordType) -> Values {
        let span = self.grid.span(picked.at);
        let mut cell = self.grid.cell(picked.at).cloned();
        if picked.behind_colon
            && let Some(SheetCell { value: CellValue::Text(text), .. }) = &mut cell
        {
            *text = behind_colon(text).to_owned();
        }
        if cell.is_some() {
            self.claimed.insert(picked.at);
        }
        let blank = |cell: &SheetCell| matches!(&cell.value, CellValue::Text(text) if self.is_blank(text));
        let cell = cell.filter(|cell| !blank(cell));
        let mut values: Values = Vec::new();
        for target in targets {
            let found = match &cell {
                Some(cell) => self.target(picked, cell, target, record, span),
                None => Vec::new(),
            };
            let before = values.iter().any(|(_, node)| matches!(node.kind, NodeKind::Unread(_)));
            let named = target.shapes.iter().flat_map(Shape::slots);
            let blank: Vec<Slot> =
                named.filter(|slot| !found.iter().any(|(other, _)| other == *slot)).cloned().collect();
            for (slot, kind) in found.into_iter().chain(blank.into_iter().map(|slot| (slot, NodeKind::Null)))
            {
                // What is wrong with a cell is said once.
                let kind = match kind {
                    NodeKind::Unread(unread) if before => told(&unread),
                    kind => kind,
                };
                if !values.iter().any(|(other, _)| *other == slot) {
                    values.push((slot, Node { kind, span, anchor: span }));
                }
            }
        }
        values
    }

    /// True for a text in which nothing was filled in: what the form itself prints there.
    fn is_blank(&self, text: &str) -> bool {
        let text = normal(text);
        text.is_empty() || self.form.hints.iter().any(|hint| text.starts_with(&normal(hint)))
    }

    fn target(
        &mut self,
        picked: Picked,
        cell: &SheetCell,
        target: &Target,
        record: &RecordType,
        span: Span,
    ) -> Vec<(Slot, NodeKind)> {
        let first = || target.shapes.first().map(Shape::slots).unwrap_or_default();
        let unread = |unread: Unread| {
            let rest = first().into_iter().skip(1).map(|slot| (slot.clone(), told(&unread)));
            let mut all: Vec<_> = rest.collect();
            all.extend(first().first().map(|slot| ((*slot).clone(), NodeKind::Unread(unread.clone()))));
            all
        };
        match &cell.value {
            CellValue::Error(error) => return unread(Unread::ErrorValue(error.clone())),
            CellValue::NotComputed(formula) => return unread(Unread::NotComputed(formula.clone())),
            _ => {}
        }
        let seen = crate::read::list::seen(&cell.value);
        let mut plain = None;
        for shape in &target.shapes {
            match shape {
                Shape::Pattern(pattern) => {
                    if let Some(found) = fit(self.schema, record, pattern, &seen) {
                        let scalars = found.into_iter();
                        return scalars
                            .map(|(slot, text)| (slot.clone(), self.hole(slot, text, picked, record)))
                            .collect();
                    }
                }
                Shape::Field(slot) => {
                    let Some(field) = record.at(&slot.at) else {
                        continue;
                    };
                    let path = format!("{}{}", self.inside, slot.path);
                    let kind = self.field(picked, cell, field, &path, span);
                    let reads = match &kind {
                        NodeKind::Scalar(text) => {
                            read_value(&field.ty, field.unit, field.percent, self.schema, text.trim()).is_ok()
                        }
                        _ => true,
                    };
                    if reads {
                        return vec![(slot.clone(), kind)];
                    }
                    plain = Some((slot.clone(), kind));
                }
            }
        }
        if target.lenient {
            return Vec::new();
        }
        // The binder says best what is wrong with a value of one field.
        if let Some(plain) = plain {
            return vec![plain];
        }
        let shapes = target.shapes.iter().filter_map(|shape| match shape {
            Shape::Pattern(pattern) => Some(pattern.written.clone()),
            Shape::Field(_) => None,
        });
        unread(Unread::OtherShape { found: crate::read::shorten(&seen), shapes: shapes.collect() })
    }

    fn hole(&self, slot: &Slot, text: String, picked: Picked, record: &RecordType) -> NodeKind {
        match (record.at(&slot.at), self.unit(picked)) {
            (Some(Field { ty: Type::Money, unit, .. }), Some(own)) if own != *unit && is_bare(&text) => {
                NodeKind::Scalar(text + own.word())
            }
            _ => NodeKind::Scalar(text),
        }
    }

    /// The cell as the value of one field.
    fn field(&mut self, picked: Picked, cell: &SheetCell, field: &Field, path: &str, span: Span) -> NodeKind {
        let mut cell = cell.clone();
        if let CellValue::Text(text) = &mut cell.value {
            if let Type::Enum(_) | Type::Bool = &field.ty
                && has_boxes(text)
            {
                let text = self.with_neighbours(picked.at, text);
                match ticked(&text) {
                    // A lone tick is an answer to a question of yes or no.
                    Ticked::NoBoxes => {}
                    Ticked::Unclear if matches!(field.ty, Type::Bool) && text.trim().chars().count() == 1 => {
                    }
                    Ticked::Nothing => return NodeKind::Null,
                    Ticked::One(option) => return NodeKind::Scalar(option),
                    Ticked::Unclear => {
                        return NodeKind::Unread(Unread::SeveralTicks(crate::read::shorten(&text)));
                    }
                }
            }
            *text = unwrapped(text, matches!(field.ty, Type::Text));
        }
        let unit = self.unit(picked);
        let holder = Holder { field, ty: &field.ty, unit, percent: picked.percent, system: self.system };
        let taken = take(&cell, &holder);
        let bare = match &cell.value {
            CellValue::Number(..) => true,
            CellValue::Text(text) => is_bare(text),
            _ => false,
        };
        if let (Type::Money, None, true) = (&field.ty, unit, bare) {
            return NodeKind::Unread(Unread::NoUnit(taken.shown));
        }
        if let Some(remark) = taken.remark {
            self.remark(remark, path, span);
        } else if let (Type::Money, Some(unit), true) = (&field.ty, unit, bare)
            && unit != field.unit
            && !self.other_unit.iter().any(|(other, _)| other == path)
        {
            self.other_unit.push((path.to_owned(), field.unit.word()));
        }
        taken.kind
    }

    /// The unit of bare amounts in a cell.
    fn unit(&self, picked: Picked) -> Option<Unit> {
        picked.unit.or(self.sheet_unit).or(self.form.unit)
    }

    /// The text of a cell with boxes, and of the cells beside it that go on with boxes.
    fn with_neighbours(&mut self, at: At, text: &str) -> String {
        let mut whole = text.to_owned();
        let mut column = self.grid.columns(at).end;
        while let Some(text) = self.grid.typed((at.0, column)).filter(|text| has_boxes(text)) {
            whole.extend(["\u{20}", text]);
            self.claimed.insert((at.0, column));
            column = self.grid.columns((at.0, column)).end;
        }
        whole
    }

    fn remark(&mut self, remark: Remark, path: &str, span: Span) {
        self.remarks.push((remark.problem(path), span));
    }
}

fn told(unread: &Unread) -> NodeKind {
    let found = match unread {
        Unread::ErrorValue(found)
        | Unread::NotComputed(found)
        | Unread::LostDigits(found)
        | Unread::SeveralTicks(found)
        | Unread::NoUnit(found)
        | Unread::OtherShape { found, .. }
        | Unread::Told(found) => found,
    };
    NodeKind::Unread(Unread::Told(found.clone()))
}

/// A text without the line breaks that only the width of its cell has made. In a longer text a line that ends as
/// a sentence does, or a next one that begins with a number, is a line of its own.
fn unwrapped(text: &str, long: bool) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let ended = whole
            .ends_with(['。', '；', ';', '：', ':', '，', ',', '、', '.', '！', '？', '”', '"', ')', '）']);
        let begins = line.starts_with(|c: char| {
            c.is_ascii_digit() || matches!(c, '（' | '(' | '目' | '一'..='十' | '-' | '•')
        });
        if long && !whole.is_empty() && (ended || begins) {
            whole.push('\n');
        } else if whole.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_of_narrow_cells_are_undone() {
        assert_eq!(unwrapped("阶段\n性项\n目", false), "阶段性项目");
        assert_eq!(unwrapped("普陀区城市管理行政执\n法局执法大队", true), "普陀区城市管理行政执法局执法大队");
        assert_eq!(unwrapped("1.完成任务。\n2.开展整治", true), "1.完成任务。\n2.开展整治");
        assert_eq!(unwrapped("budget\nunit", true), "budget unit");
    }
}
