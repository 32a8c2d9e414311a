//! Records and lists of data: on one line where they fit, an entry a line where they do not.

use std::ops::Range;

use super::super::grammar::{Piece, Symbol};
use super::lines::{Lines, STEP};

impl Lines<'_> {
    /// A stretch that ends in a record or a list, which `piece` holds.
    pub(super) fn value(
        &mut self,
        piece: &Piece<'_>,
        whole: Range<usize>,
        indent: usize,
        item: Option<Symbol>,
    ) {
        let held =
            piece.clone().into_inner().find(|part| matches!(part.as_rule(), Symbol::record | Symbol::list));
        match held {
            Some(body) if !self.fits(&whole, indent) => self.spread(body, whole, indent, item),
            _ => self.begin(whole, indent, item),
        }
    }

    fn spread(&mut self, body: Piece<'_>, whole: Range<usize>, indent: usize, item: Option<Symbol>) {
        let inside = self.stretch(&body);
        self.begin(whole.start..inside.start + 1, indent, item);
        for part in body.into_inner() {
            match part.as_rule() {
                Symbol::entry => {
                    let stretch = self.with_comma(&part);
                    self.value(&part, stretch, indent + STEP, None);
                }
                Symbol::record | Symbol::list => {
                    let stretch = self.with_comma(&part);
                    if self.fits(&stretch, indent + STEP) {
                        self.line(stretch, indent + STEP);
                    } else {
                        self.spread(part, stretch, indent + STEP, None);
                    }
                }
                Symbol::comma
                | Symbol::open_brace
                | Symbol::close_brace
                | Symbol::open_square
                | Symbol::close_square => {}
                _ => {
                    let stretch = self.with_comma(&part);
                    self.line(stretch, indent + STEP);
                }
            }
        }
        self.line(inside.end - 1..whole.end, indent);
    }
}
