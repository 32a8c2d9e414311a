//! Columns of a batch of records, filled and emptied again and again.

use super::plan::Places;
use super::{ColumnId, ColumnKind, FrameId, Layout};

/// The state of a cell that holds something.
pub const PRESENT: u8 = 0;
/// The state of a cell that was not filled in.
pub const MISSING: u8 = 1;
/// The state of a cell that holds a number which does not fit a column.
pub const DOUBTFUL: u8 = 2;

/// Records of a batch as columns.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Rows of each set.
    rows: Vec<usize>,
    /// Rows of each set whose places are of the text at hand.
    placed: Vec<usize>,
    /// The end of the text that places can be of.
    end: usize,
    /// The columns of each set.
    of_frame: Vec<Vec<ColumnId>>,
    all: Vec<Column>,
    odd: Vec<bool>,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// [`PRESENT`], [`MISSING`] or [`DOUBTFUL`].
    pub states: Vec<u8>,
    /// Numbers, dates, members, truths; the codes of texts, of columns of which that is asked.
    pub numbers: Vec<i64>,
    /// Beginnings and ends: of texts in bytes, of lists in rows.
    pub ranges: Vec<[u32; 2]>,
    /// Where the values stand in the text, of columns of which that is asked.
    pub places: Vec<[u32; 2]>,
    plural: bool,
    placed: bool,
    coded: bool,
}

/// Rows by which columns grow.
const STEP: usize = 1024;

impl Columns {
    /// Room for what the layout asks for.
    pub fn new(layout: &Layout<'_>) -> Self {
        let mut of_frame = vec![Vec::new(); layout.frame_count()];
        let mut columns = Vec::new();
        for (at, (frame, kind)) in layout.columns().enumerate() {
            let plural = matches!(kind, ColumnKind::Text | ColumnKind::List(_));
            let (placed, coded) = (layout.places(at) != Places::None, layout.is_coded(at));
            columns.push(Column { plural, placed, coded, ..Column::default() });
            if let Some(of_frame) = of_frame.get_mut(frame) {
                of_frame.push(at);
            }
        }
        let frames = layout.frame_count();
        Self {
            rows: vec![0; frames],
            placed: vec![0; frames],
            end: 0,
            of_frame,
            all: columns,
            odd: Vec::new(),
        }
    }

    /// Records without any column.
    pub fn of_rows(rows: usize) -> Self {
        Self { rows: vec![rows], ..Self::default() }
    }

    /// The column of that number.
    pub fn column(&self, column: ColumnId) -> Option<&Column> {
        self.all.get(column)
    }

    /// How many rows a set has.
    pub fn rows(&self, frame: FrameId) -> usize {
        self.rows.get(frame).copied().unwrap_or_default()
    }

    /// For each record, whether it is not for this reader.
    pub fn odd(&self) -> &[bool] {
        &self.odd
    }

    /// Forgets all rows: the next ones stand in a text from one place to another. A place in an earlier part of the same
    /// text is none in this one; others are forgotten: of an earlier text, and of records that went on past their end.
    pub(super) fn clear(&mut self, from: usize, to: usize) {
        for (most, rows) in self.placed.iter_mut().zip(&self.rows) {
            *most = (*most).max(*rows);
        }
        if from < self.end || self.odd.contains(&true) {
            self.forget_places();
        }
        self.end = to;
        for (frame, rows) in self.rows.iter_mut().enumerate() {
            for column in self.of_frame.get(frame).into_iter().flatten() {
                if let Some(states) = self.all.get_mut(*column).and_then(|one| one.states.get_mut(..*rows)) {
                    states.fill(MISSING);
                }
            }
            *rows = 0;
        }
        self.odd.clear();
    }

    fn forget_places(&mut self) {
        for (frame, rows) in self.placed.iter_mut().enumerate() {
            for column in self.of_frame.get(frame).into_iter().flatten() {
                if let Some(places) = self.all.get_mut(*column).and_then(|one| one.places.get_mut(..*rows)) {
                    places.fill([0, 0]);
                }
            }
            *rows = 0;
        }
    }

    /// One more row of that set, in which nothing is filled in.
    #[inline]
    pub(super) fn open(&mut self, frame: FrameId) -> usize {
        let Some(rows) = self.rows.get_mut(frame) else {
            return 0;
        };
        let row = *rows;
        *rows += 1;
        let of_frame = self.of_frame.get(frame).map_or(&[][..], Vec::as_slice);
        let fits = of_frame.first().and_then(|first| self.all.get(*first));
        if fits.is_some_and(|column| column.states.len() <= row) {
            self.grow(frame, row + STEP);
        }
        row
    }

    #[cold]
    fn grow(&mut self, frame: FrameId, rows: usize) {
        for column in self.of_frame.get(frame).into_iter().flatten() {
            if let Some(column) = self.all.get_mut(*column) {
                column.states.resize(rows, MISSING);
                if column.placed {
                    column.places.resize(rows, [0, 0]);
                }
                if column.plural {
                    column.ranges.resize(rows, [0, 0]);
                }
                if column.coded || !column.plural {
                    column.numbers.resize(rows, 0);
                }
            }
        }
    }

    #[inline]
    pub(super) fn put_number(&mut self, column: ColumnId, row: usize, number: i64) {
        if let Some(column) = self.all.get_mut(column)
            && let (Some(state), Some(place)) = (column.states.get_mut(row), column.numbers.get_mut(row))
        {
            *state = PRESENT;
            *place = number;
        }
    }

    #[inline]
    pub(super) fn put_range(&mut self, column: ColumnId, row: usize, range: [u32; 2]) {
        if let Some(column) = self.all.get_mut(column)
            && let (Some(state), Some(place)) = (column.states.get_mut(row), column.ranges.get_mut(row))
        {
            *state = PRESENT;
            *place = range;
        }
    }

    /// A text with its code in the vocabulary.
    #[inline]
    pub(super) fn put_coded(&mut self, column: ColumnId, row: usize, range: [u32; 2], code: u32) {
        self.put_range(column, row, range);
        if let Some(place) = self.all.get_mut(column).and_then(|column| column.numbers.get_mut(row)) {
            *place = code.into();
        }
    }

    #[cold]
    pub(super) fn put_doubtful(&mut self, column: ColumnId, row: usize) {
        if let Some(state) = self.all.get_mut(column).and_then(|column| column.states.get_mut(row)) {
            *state = DOUBTFUL;
        }
    }

    pub(super) fn place(&mut self, column: ColumnId, row: usize, place: [u32; 2]) {
        if let Some(kept) = self.all.get_mut(column).and_then(|column| column.places.get_mut(row)) {
            *kept = place;
        }
    }

    pub(super) fn note(&mut self, odd: bool) {
        self.odd.push(odd);
    }
}
