//! What is wrong with workbooks, in words.

use crate::diag::{BookProblem, Damage, Disguise, Excess, RowList};
use crate::text::Sentence;

#[expect(clippy::too_many_lines, reason = "one arm a problem, and the compiler counts them")]
pub(in crate::text) fn problem(problem: &BookProblem) -> Sentence {
    match problem {
        BookProblem::LockFile => Sentence::with_help(
            "this is the file that Excel or WPS keeps beside an open workbook, so it was not checked",
            "close the workbook, and check the workbook itself",
        ),
        BookProblem::NotAWorkbook { found } => Sentence::with_help(
            format!("the file is named like a workbook, but it is {}", disguise(*found)),
            match found {
                Disguise::Empty => "make sure that the file was saved and transferred completely",
                Disguise::Text => {
                    "open it in a spreadsheet and save it as .xlsx; if it is CSV, give it the ending .csv"
                }
                Disguise::Document | Disguise::Slides | Disguise::Pdf | Disguise::Picture => {
                    "give the declaration as .xlsx"
                }
                Disguise::Html | Disguise::Xml | Disguise::Archive | Disguise::Unknown => {
                    "open it in a spreadsheet and save it as .xlsx"
                }
            },
        ),
        BookProblem::OtherKind { kind } => Sentence::with_help(
            format!("workbooks of the kind {kind} are not supported"),
            "open it in a spreadsheet and save it as .xlsx",
        ),
        BookProblem::Encrypted => Sentence::with_help(
            "the workbook has a password, so it cannot be read",
            "open it, take the password off and save it as .xlsx",
        ),
        BookProblem::Damaged { damage } => Sentence::with_help(
            format!("the workbook is damaged: {}", damaged(damage)),
            match damage {
                Damage::CutShort => "the file may not have been saved or transferred completely",
                _ => "open it in a spreadsheet, let it be repaired and save it as .xlsx",
            },
        ),
        BookProblem::TooMuch { excess } => Sentence::with_help(
            format!("the workbook unpacks to too much: {}", too_much(*excess)),
            "no declaration is like that; if it is a real one, copy its data into a new workbook",
        ),
        BookProblem::DocumentType => Sentence::with_help(
            "the workbook holds entities or a document type of its own, which are not read for safety",
            "open it in a spreadsheet and save it as .xlsx",
        ),
        BookProblem::NoList { sheet, headings } => Sentence::with_help(
            format!("no row of the sheet `{sheet}` has the headings of a table, so it was not checked"),
            format!("the headings are such as {}; leave it if it holds no data", headings.join(", ")),
        ),
        BookProblem::UnknownHeading { heading, nearest } => Sentence::with_help(
            format!("there is no field `{heading}`, so the column was not checked"),
            match nearest {
                Some(name) => format!("did you mean `{name}`?"),
                None => "check the heading, or leave it if it is of no use".to_owned(),
            },
        ),
        BookProblem::SameFieldTwice { field } => Sentence::with_help(
            format!("two columns are `{field}`, so neither counts"),
            "rename or remove one of them",
        ),
        BookProblem::UnnamedColumn { column } => Sentence::with_help(
            format!("column {column} holds values but has no heading, so it was not checked"),
            "give it a heading",
        ),
        BookProblem::UnitOfSheet { unit, fields } => {
            let fields: Vec<String> =
                fields.iter().map(|(field, own)| format!("`{field}` (otherwise in {own})")).collect();
            Sentence::with_help(
                format!("read in {unit}, the unit that the sheet names: {}", fields.join(", ")),
                "correct the note if the amounts are in another unit",
            )
        }
        BookProblem::UnitsDiffer { used, other } => Sentence::with_help(
            format!("the sheet names two units: {other} here, and {used}, in which amounts were read"),
            "check the amounts and keep one unit",
        ),
        BookProblem::MergedRows { cells, count } => Sentence::with_help(
            format!(
                "cells merged over several rows ({}{}) count as filled in for the first row only",
                cells.join(", "),
                if cells.len() < *count { format!("; {count} in all") } else { String::new() }
            ),
            "take the merged cells apart and fill in every row",
        ),
        BookProblem::UnitOfCell { field, found, unit } => Sentence::with_help(
            format!("`{field}` is `{found}` in a column that is in {unit}; the unit in the cell was taken"),
            "enter the number alone",
        ),
        BookProblem::TotalRows(rows) => {
            Sentence::bare(format!("{} with totals not checked as records", listed(rows)))
        }
        BookProblem::SideRows(rows) => Sentence::bare(format!(
            "{} with column numbers, remarks or signatures not checked as records",
            listed(rows)
        )),
        BookProblem::RepeatedHeader => Sentence::with_help(
            "the header stands here once more among the records, so the row was not checked",
            "remove it, and see whether rows were lost where lists were put together",
        ),
        BookProblem::ShiftedRow { right } => Sentence::with_help(
            format!(
                "the values of this row stand one column to the {} of their headings, so it was not checked",
                if *right { "right" } else { "left" }
            ),
            "move the cells back below their headings",
        ),
        BookProblem::HiddenSheet { sheet } => Sentence::with_help(
            format!("the sheet `{sheet}` is hidden, and was checked too"),
            "remove it if it is not to be submitted, else show it",
        ),
        BookProblem::HiddenRows(rows) => Sentence::with_help(
            format!("{} hidden or filtered out, and checked too", listed(rows)),
            "remove them if they are not to be submitted, else show them",
        ),
        BookProblem::HiddenColumns { columns } => Sentence::with_help(
            format!("hidden columns were checked too: {}", columns.join(", ")),
            "remove them if they are not to be submitted, else show them",
        ),
        BookProblem::ErrorValue { field, found } => Sentence::with_help(
            format!("`{field}` is the error value `{found}`"),
            "check the formula and the cells that it refers to",
        ),
        BookProblem::NotComputed { field } => Sentence::with_help(
            format!("`{field}` is a formula whose result is not in the file"),
            "open the workbook in a spreadsheet, save it, and check it again",
        ),
        BookProblem::LostDigits { field, found } => Sentence::with_help(
            format!(
                "the code in `{field}` was kept as a number and lost its last digits; it is now `{found}`"
            ),
            "give the cell the format `text` and enter the code again",
        ),
        BookProblem::DateAsNumber { field, found, date } => Sentence::with_help(
            format!("the date in `{field}` is shown as the number `{found}` and was read as {date}"),
            "give the cell the format `date` and check it",
        ),
    }
}

const fn disguise(found: Disguise) -> &'static str {
    match found {
        Disguise::Empty => "empty",
        Disguise::Html => "a web page",
        Disguise::Xml => "XML",
        Disguise::Text => "text",
        Disguise::Pdf => "a PDF",
        Disguise::Picture => "a picture",
        Disguise::Document => "a Word document",
        Disguise::Slides => "slides",
        Disguise::Archive => "an archive without a workbook in it",
        Disguise::Unknown => "nothing that can be recognised",
    }
}

fn damaged(damage: &Damage) -> String {
    match damage {
        Damage::CutShort => "it ends too early".to_owned(),
        Damage::Checksum { part } => format!("`{part}` is not what was saved"),
        Damage::MissingPart { part } => format!("`{part}` is not there"),
        Damage::TwoParts => "two of its parts have one name".to_owned(),
        Damage::Grammar { part } => format!("`{part}` does not have its form"),
        Damage::BeyondGrid { cell } => format!("the cell `{cell}` lies outside every sheet"),
    }
}

fn too_much(excess: Excess) -> String {
    match excess {
        Excess::Parts { limit } => format!("more than {limit} files"),
        Excess::Bytes { limit_mib } => format!("more than {limit_mib} MiB"),
        Excess::Ratio { limit } => format!("more than {limit} times its size"),
        Excess::OneItem { limit_mib } => format!("more than {limit_mib} MiB in one cell or tag"),
        Excess::Depth { limit } => format!("nested deeper than {limit} levels"),
        Excess::Copies { limit } => format!("more than {limit} repeated cells"),
    }
}

/// `rows 6, 12`, `rows 6, 12, … (20 in all)`.
fn listed(rows: &RowList) -> String {
    let first: Vec<String> = rows.first.iter().map(u32::to_string).collect();
    if rows.count > rows.first.len() as u64 {
        format!("rows {}, … ({} in all)", first.join(", "), rows.count)
    } else {
        format!("row{} {}", if rows.count == 1 { "" } else { "s" }, first.join(", "))
    }
}
