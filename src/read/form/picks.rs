//! Single cells of a form: beside, below and between captions, and those that have a shape of their own.

use super::fill::Filler;
use super::grid::At;
use super::matching::fit;
use super::shapes::Picked;
use crate::diag::FormProblem;
use crate::read::list::{Said, unit_of_heading};
use crate::schema::{Caption, FormPlace, Pick, Shape};
use crate::value::Unit;

impl Filler<'_> {
    /// The cell that a line of the form means. Where the captions are not there, or not in one place, that is told.
    pub(super) fn pick(&mut self, pick: &Pick) -> Option<Picked> {
        match &pick.place {
            FormPlace::Inside => self.inside(pick),
            FormPlace::Right(caption) => self.beside(caption, pick.optional, Self::right_of),
            FormPlace::Below(caption) => self.beside(caption, pick.optional, Self::below),
            FormPlace::Crossing(row, column) => self.crossing(row, column, pick.optional),
        }
    }

    /// The first cell that has the shape.
    fn inside(&mut self, pick: &Pick) -> Option<Picked> {
        let shapes = pick.targets.iter().flat_map(|target| &target.shapes);
        let patterns: Vec<_> = shapes
            .filter_map(|shape| match shape {
                Shape::Pattern(pattern) => Some(pattern),
                Shape::Field(_) => None,
            })
            .collect();
        let fits = |at: &At| {
            let text = self.grid.typed(*at).filter(|_| !self.is_in_list(*at));
            text.is_some_and(|text| {
                patterns.iter().any(|pattern| fit(self.schema, self.record, pattern, text).is_some())
            })
        };
        let found = self.grid.filled().find(fits);
        if found.is_none() && !pick.optional {
            self.missing.extend(patterns.first().map(|pattern| pattern.written.clone()));
        }
        found.map(Picked::plain)
    }

    fn beside(&mut self, caption: &Caption, optional: bool, value: fn(&Self, At) -> At) -> Option<Picked> {
        let found = self.with_column(caption, self.captions.find(&caption.texts));
        match found.as_slice() {
            [] => {
                let inline = self.with_column(caption, self.captions.with_value(&caption.texts));
                if let Some(at) = inline.first() {
                    let (unit, percent) = self.said(&[*at]);
                    return Some(Picked { at: *at, behind_colon: true, unit, percent });
                }
                self.lacks(&caption.texts, optional);
                None
            }
            [at] => {
                self.claimed.insert(*at);
                let (unit, percent) = self.said(&[*at]);
                Some(Picked { at: value(self, *at), behind_colon: false, unit, percent })
            }
            [first, ..] => self.twice(&caption.texts, *first),
        }
    }

    /// The captions that stand below the one that names their column; the nearest below it.
    fn with_column(&mut self, caption: &Caption, found: Vec<At>) -> Vec<At> {
        let found: Vec<At> = found.into_iter().filter(|at| !self.is_in_list(*at)).collect();
        let Some(column) = &caption.column else {
            return found;
        };
        let heads = self.captions.find(std::slice::from_ref(column));
        let above =
            |at: &At| heads.iter().any(|head| head.0 < at.0 && self.grid.columns(*head).contains(&at.1));
        let below: Vec<At> = found.into_iter().filter(above).collect();
        let nearest = below.iter().map(|at| at.0).min();
        below.into_iter().filter(|at| Some(at.0) == nearest).collect()
    }

    /// The cell beside a caption: the next one, or in a sheet without merged cells the next one that is filled in.
    fn right_of(&self, at: At) -> At {
        let next = self.grid.columns(at).end;
        if self.grid.merged {
            return (at.0, next);
        }
        let filled = (next..self.grid.size().1).find(|column| self.grid.cell((at.0, *column)).is_some());
        let value = filled.map(|column| (at.0, column)).filter(|value| !self.is_caption(*value));
        value.unwrap_or((at.0, next))
    }

    fn below(&self, at: At) -> At {
        (self.grid.rows_of(at).end, at.1)
    }

    /// Where a row and a column meet: the heading of the column is the nearest above the row.
    fn crossing(&mut self, row: &[String], column: &[String], optional: bool) -> Option<Picked> {
        let rows: Vec<At> = self.captions.find(row).into_iter().filter(|at| !self.is_in_list(*at)).collect();
        let columns = self.captions.find(column);
        let mut pairs: Vec<(At, At)> = Vec::new();
        for at in &rows {
            let heads = columns.iter().filter(|head| head.0 < at.0 && head.1 > at.1);
            if let Some(nearest) = heads.max_by_key(|head| (head.0, std::cmp::Reverse(head.1))) {
                pairs.push((*at, *nearest));
            }
        }
        match pairs.as_slice() {
            [] => {
                self.lacks(if rows.is_empty() { row } else { column }, optional);
                None
            }
            [(row, head)] => {
                self.claimed.extend([*row, *head]);
                let (unit, percent) = self.said(&[*head, *row]);
                let value = self.within(row.0, self.grid.columns(*head));
                Some(Picked { at: value, behind_colon: false, unit, percent })
            }
            [(first, _), ..] => self.twice(row, *first),
        }
    }

    /// The first filled cell of a row in these columns.
    pub(super) fn within(&self, row: usize, columns: std::ops::Range<usize>) -> At {
        let first = (row, columns.start);
        columns.map(|column| (row, column)).find(|at| self.grid.cell(*at).is_some()).unwrap_or(first)
    }

    /// The unit and the percent sign in captions; the first that says something counts.
    pub(super) fn said(&self, captions: &[At]) -> (Option<Unit>, bool) {
        let said: Vec<Said> =
            captions.iter().filter_map(|at| unit_of_heading(self.grid.typed(*at)?)).collect();
        let unit = said.iter().find_map(|said| match said {
            Said::Unit(unit) => Some(*unit),
            Said::Percent => None,
        });
        (unit, said.contains(&Said::Percent))
    }

    fn lacks(&mut self, texts: &[String], optional: bool) {
        if !optional
            && let Some(first) = texts.first()
            && !self.missing.contains(first)
        {
            self.missing.push(first.clone());
        }
    }

    fn twice(&mut self, texts: &[String], at: At) -> Option<Picked> {
        let caption = texts.first().cloned().unwrap_or_default();
        self.problems.push((FormProblem::CaptionTwice { caption }, at));
        None
    }
}
