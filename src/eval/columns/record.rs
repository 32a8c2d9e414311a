//! Records made of columns again, for the evaluator that explains: as much of each as it is asked for.

use std::ops::Range;

use super::engine::Engine;
use super::lookup::Truths;
use super::lower::scalar;
use super::register::View;
use super::texts::held;
use crate::read::columns::{ColumnId, ColumnKind, FrameId, Layout, MISSING, PRESENT};
use crate::read::{Cell, Record, State, Wanted};
use crate::schema::{RecordType, Type};
use crate::source::Span;

/// In which columns the fields of a record are, by their places in its type.
#[derive(Debug)]
pub(super) struct Shape(Vec<Field>);

#[derive(Debug)]
struct Field {
    column: Option<(ColumnId, ColumnKind)>,
    inside: Inside,
}

/// What is in the value of a field.
#[derive(Debug)]
enum Inside {
    Nothing,
    Record(Shape),
    Elements(Box<Field>),
}

impl Shape {
    /// Where the layout has the fields of a record that is so many steps inside of a row.
    pub(super) fn new(layout: &Layout<'_>, frame: FrameId, steps: &[usize], record: &RecordType) -> Self {
        let fields = record.fields.iter().enumerate().map(|(at, field)| {
            let steps = [steps, &[at]].concat();
            Field::new(layout, frame, &steps, &field.ty)
        });
        Self(fields.collect())
    }
}

impl Field {
    fn new(layout: &Layout<'_>, frame: FrameId, steps: &[usize], ty: &Type) -> Self {
        let column = layout.find(frame, steps).and_then(|column| Some((column, layout.kind(column)?)));
        let inside = match (ty, column) {
            (Type::Record(record), _) => Inside::Record(Shape::new(layout, frame, steps, record)),
            (Type::List(element), Some((_, ColumnKind::List(elements)))) => {
                let element = match &**element {
                    Type::Record(record) => {
                        let inside = Inside::Record(Shape::new(layout, elements, &[], record));
                        Self { column: None, inside }
                    }
                    scalar => Self::new(layout, elements, &[], scalar),
                };
                Inside::Elements(Box::new(element))
            }
            _ => Inside::Nothing,
        };
        Self { column, inside }
    }
}

/// A record of a batch, which is not odd.
#[derive(Clone, Copy)]
pub struct Row<'e> {
    engine: &'e Engine<'e>,
    text: &'e str,
    number: usize,
    line: Span,
}

impl<'k> Engine<'k> {
    /// The record of that number, which stands in that line of the text; `None` for one that is odd.
    pub fn row<'e>(&'e self, text: &'e str, row: usize, line: Span) -> Option<Row<'e>>
    where
        'k: 'e,
    {
        (self.odd().get(row) == Some(&false)).then_some(Row { engine: self, text, number: row, line })
    }
}

impl<'e> Row<'e> {
    /// What is wanted of the record, with places from the beginning of the line. `None` where that is not in columns.
    ///
    /// `spare` are the cells of another record from which that was taken again which was wanted of it.
    pub fn record(&self, wanted: Wanted<'_>, spare: Vec<Cell>) -> Option<Record> {
        let shape = self.engine.shape()?;
        let own = self.text.get(self.line.range())?;
        let open = own.find('{')?;
        let anchor = Span::new(open, open + 1);
        let reading = Reading { view: self.engine.view(self.text), line: self.line, own };
        let mut cells = spare;
        cells.resize_with(shape.0.len(), || Cell::new(State::Missing, anchor));
        reading.fill(&mut cells, shape, self.number, Absent::At(anchor), wanted)?;
        Some(Record { cells, anchor })
    }

    /// What columns know of the rule at that place among the rules of the run, on this record.
    pub fn truths(&self, rule: usize) -> Option<Truths<'e>> {
        let steps = &self.engine.body(rule)?.known;
        Some(Truths {
            common: &self.engine.common,
            view: self.engine.view(self.text),
            steps,
            row: self.number,
        })
    }
}

struct Reading<'r> {
    view: View<'r>,
    line: Span,
    /// The text of the line.
    own: &'r str,
}

/// Where to point for a field that is not there.
#[derive(Clone, Copy)]
enum Absent {
    At(Span),
    /// At the key of the value that begins there, which is the record.
    AtKeyOf(usize),
    /// No column says where the record begins.
    Nowhere,
}

impl Reading<'_> {
    /// The cells of a record.
    fn cells(&self, shape: &Shape, row: usize, absent: Absent, wanted: Wanted<'_>) -> Option<Vec<Cell>> {
        // What is behind the last field that is wanted is not looked at.
        let width = wanted.width()?;
        let mut cells = Vec::with_capacity(width);
        cells.resize_with(width, || Cell::new(State::Missing, Span::at(0)));
        self.fill(&mut cells, shape, row, absent, wanted)?;
        Some(cells)
    }

    fn fill(
        &self,
        cells: &mut [Cell],
        shape: &Shape,
        row: usize,
        absent: Absent,
        wanted: Wanted<'_>,
    ) -> Option<()> {
        wanted.each(|at, wanted| {
            *cells.get_mut(at)? = self.cell(shape.0.get(at)?, row, absent, wanted)?;
            Some(())
        })
    }

    fn cell(&self, field: &Field, row: usize, absent: Absent, wanted: Wanted<'_>) -> Option<Cell> {
        let (column, kind) = field.column?;
        let column = self.view.columns.column(column)?;
        let span = self.span(*column.places.get(row)?).or_else(|| self.absent(absent))?;
        let state = match (*column.states.get(row)?, kind, &field.inside) {
            (MISSING, ..) => State::Missing,
            (PRESENT, ColumnKind::Record, Inside::Record(shape)) => {
                let cells = self.cells(shape, row, Absent::AtKeyOf(span.start), wanted)?;
                State::Record(Record { cells, anchor: span })
            }
            (PRESENT, ColumnKind::List(_), Inside::Elements(element)) => {
                let [from, to] = column.ranges.get(row)?.map(|row| row as usize);
                State::List(self.elements(element, from..to, span, wanted)?)
            }
            (PRESENT, kind, Inside::Nothing) => State::Value(held(&self.view, column, scalar(kind)?, row)?),
            _ => return None,
        };
        Some(Cell::new(state, span))
    }

    /// The elements of a list. One of a list of records is never pointed at: only what is in it.
    fn elements(
        &self,
        element: &Field,
        rows: Range<usize>,
        list: Span,
        wanted: Wanted<'_>,
    ) -> Option<Vec<Cell>> {
        let mut cells = Vec::with_capacity(rows.len());
        let Inside::Record(shape) = &element.inside else {
            for row in rows {
                cells.push(self.cell(element, row, Absent::Nowhere, wanted)?);
            }
            return Some(cells);
        };
        for row in rows {
            let record = Record { cells: self.cells(shape, row, Absent::Nowhere, wanted)?, anchor: list };
            cells.push(Cell::new(State::Record(record), list));
        }
        Some(cells)
    }

    /// Where to point for a field that is not there: records come here from JSON alone. A key with an escape is left to
    /// whoever reads the line.
    fn absent(&self, absent: Absent) -> Option<Span> {
        let value = match absent {
            Absent::At(span) => return Some(span),
            Absent::AtKeyOf(value) => value,
            Absent::Nowhere => return None,
        };
        let key = self.own.get(..value)?.trim_ascii_end().strip_suffix(':')?.trim_ascii_end();
        let (before, inside) = key.strip_suffix('"')?.rsplit_once('"')?;
        let plain = !inside.contains('\\') && before.trim_ascii_end().ends_with(['{', ',']);
        plain.then(|| Span::new(before.len(), key.len()))
    }

    /// A place in the line; `None` where nothing is written in this record, and the place is one of a record before.
    fn span(&self, [from, to]: [u32; 2]) -> Option<Span> {
        let (from, to) = ((from as usize).checked_sub(self.line.start)?, to as usize - self.line.start);
        (from < to && to <= self.line.end - self.line.start).then(|| Span::new(from, to))
    }
}
