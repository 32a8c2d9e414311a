//! Rows of tier sets, in columns.

use unicode_width::UnicodeWidthStr;

use super::super::grammar::{Piece, Symbol};
use super::lines::{Lines, Stretch, WIDTH};

/// The widths of the columns of a tier set.
#[derive(Debug, Default)]
pub(super) struct Columns {
    cover: usize,
    label: usize,
}

impl Lines<'_> {
    /// The columns that hold all rows.
    pub(super) fn columns(&self, rows: &[&Piece<'_>]) -> Columns {
        let mut columns = Columns::default();
        for row in rows.iter().filter(|row| !self.commented(&self.stretch(row))) {
            let (cover, label, _) = self.parts(row);
            columns.cover = columns.cover.max(self.joined(&cover).width());
            columns.label = columns.label.max(self.joined(&label).width());
        }
        columns
    }

    /// A row in these columns. One with a comment inside, or too long for a line, stands by itself.
    pub(super) fn row(&mut self, piece: &Piece<'_>, columns: &Columns, indent: usize) {
        let whole = self.stretch(piece);
        let (cover, label, rest) = self.parts(piece);
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
        let (cover, label, rest) = (self.joined(&cover), self.joined(&label), self.joined(&rest));
        let mut text = format!("{cover}{}", pad(&cover, columns.cover));
        if columns.label > 0 {
            text.push(' ');
            text.push_str(&label);
            text.push_str(&pad(&label, columns.label));
        }
        text.push(' ');
        text.push_str(&rest);
        if self.commented(&whole) || indent + text.width() > WIDTH {
            self.line(whole, indent);
            return;
        }
        let last = whole.end.saturating_sub(1);
        self.leading(whole.start, indent);
        self.push(&text);
        self.trailing(last);
    }

    /// Patterns, label, and the arrow with all that follows.
    fn parts(&self, row: &Piece<'_>) -> (Stretch, Stretch, Stretch) {
        let whole = self.stretch(row);
        let start = |symbol: Symbol| {
            row.clone()
                .into_inner()
                .find(|part| part.as_rule() == symbol)
                .map(|part| self.stretch(&part).start)
        };
        let arrow = start(Symbol::arrow).unwrap_or(whole.end);
        let label = start(Symbol::row_label).unwrap_or(arrow);
        (whole.start..label, label..arrow, arrow..whole.end)
    }
}
