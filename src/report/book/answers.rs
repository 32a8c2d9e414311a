//! What people wrote into the list of problems of an earlier copy.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::front;
use super::sheet::stored;
use crate::read::FrontSheet;
use crate::source::CellRef;
use crate::text::{Column, Language};

/// What the sheets in front of an earlier copy say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// The rows of the list of problems.
    pub answers: Vec<Answer>,
    /// SHA-256 of the file from which it was made.
    pub sha256: Option<String>,
    /// SHA-256 of what the cells of that file held.
    pub content: Option<String>,
}

/// A row of the list of problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The problem's identity.
    pub fingerprint: String,
    /// Where the explanation is, or would be.
    pub cell: Option<CellRef>,
    cells: BTreeMap<Column, String>,
}

/// True for the columns of the list that are read back: all that say something about the problem or its answer.
const fn is_read(column: Column) -> bool {
    !matches!(column, Column::Number | Column::Standing | Column::Fingerprint)
}

impl Earlier {
    /// What the sheets say, in whichever language they were written.
    pub fn read(sheets: &[FrontSheet]) -> Self {
        let mut earlier = Self::default();
        for sheet in sheets {
            for language in [Language::Chinese, Language::English] {
                earlier.answers.extend(answers(sheet, language));
                let book = language.book();
                earlier.sha256 = earlier.sha256.or_else(|| labelled(sheet, book.file_hash));
                earlier.content = earlier.content.or_else(|| labelled(sheet, book.content_hash));
            }
        }
        earlier
    }

    /// With the rows of another copy about problems to which nothing was answered here.
    pub fn extend(&mut self, other: Self) {
        for answer in other.answers {
            let known = self.answers.iter_mut().find(|known| known.fingerprint == answer.fingerprint);
            match known {
                Some(known) if known.text(Column::Explanation).is_empty() => *known = answer,
                Some(_) => {}
                None => self.answers.push(answer),
            }
        }
    }

    /// The rows by the problem they are about; of several with one identity the first.
    pub(super) fn by_fingerprint(&self) -> HashMap<&str, &Answer> {
        self.answers.iter().rev().map(|answer| (answer.fingerprint.as_str(), answer)).collect()
    }
}

impl Answer {
    /// What stands in a column.
    pub fn text(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }

    /// True when the explanation was written about this value.
    pub fn fits(&self, found: &str) -> bool {
        self.explained_value() == stored(found)
    }

    /// What was filled in when the explanation was written. One that was carried over knows; one that is new was
    /// written by somebody who saw the value of its row.
    pub fn explained_value(&self) -> &str {
        let carried = self.text(Column::Carried);
        let is_carried = !carried.is_empty() && carried == self.text(Column::Explanation);
        self.text(if is_carried { Column::CarriedValue } else { Column::Found })
    }
}

/// The rows of a list of problems; none when the sheet is another.
fn answers(sheet: &FrontSheet, language: Language) -> Vec<Answer> {
    let Some(head) = sheet.rows.first() else {
        return Vec::new();
    };
    let place =
        |heading: &str| head.cells.iter().find(|(_, text)| text == heading).map(|(column, _)| *column);
    let (Some(identity), Some(explanation)) =
        (place(crate::read::FRONT_MARK), place(language.column(Column::Explanation)))
    else {
        return Vec::new();
    };
    let known = front::columns().filter(|column| is_read(*column));
    let columns: Vec<(Column, u32)> =
        known.filter_map(|column| Some((column, place(language.column(column))?))).collect();
    let rows = sheet.rows.iter().skip(1).filter_map(|row| {
        let at = |wanted: u32| row.cells.iter().find(|(column, _)| *column == wanted).map(|(_, text)| text);
        let cells = columns.iter().filter_map(|(column, place)| {
            let text = at(*place)?.trim();
            (!text.is_empty()).then(|| (*column, text.to_owned()))
        });
        let (number, column) = (row.number as usize, explanation as usize);
        let cell = Some(CellRef { sheet: Arc::clone(&sheet.name), row: number, column });
        Some(Answer { fingerprint: at(identity)?.trim().to_owned(), cell, cells: cells.collect() })
    });
    rows.collect()
}

/// What stands beside a label in the first two columns.
fn labelled(sheet: &FrontSheet, label: &str) -> Option<String> {
    let row = sheet.rows.iter().find(|row| row.cells.first().is_some_and(|(_, text)| text == label))?;
    row.cells.get(1).map(|(_, text)| text.clone())
}
