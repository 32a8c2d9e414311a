//! Grids of cells that nobody meant: whatever stands where, nothing panics, and nothing that stands in a cell is lost
//! in silence. It is read, or told not to be, or it is a part of a title or of a heading.

use heng::diag::{BookProblem, Diagnostic, FormProblem, Problem, RowList};
use heng::read::{Node, NodeKind, Unread, comparable, read_book};
use heng::schema::Schema;
use heng::source::column_letters;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::books::workbook;
use crate::grids::{Grid, ODD, PROGRAM, form};

/// Headings, and what is none.
const HEADINGS: [&str; 14] = [
    "项目代码",
    "项目名称",
    "*申报金额（万元）",
    "金额（元）",
    "预算年度",
    "属性",
    "主管部门",
    "开始日期",
    "完成日期",
    "备 注",
    "绩效目标",
    "年度目标",
    "栏次",
    "没有这一栏",
];

/// A text that stands nowhere else.
fn mark(number: usize) -> String {
    format!("'标{number}末")
}

/// What all cells of a sheet came to.
#[derive(Default)]
struct Came {
    /// All texts that were read.
    read: String,
    /// The rows of headings, from 1.
    heads: Vec<usize>,
    told: Vec<Diagnostic>,
}

fn came_to(schema: &Schema, bytes: Vec<u8>) -> Came {
    let mut came = Came::default();
    match read_book(schema, None, "a.xlsx", bytes) {
        Err(refused) => came.told.push(refused),
        Ok(blocks) => {
            for block in blocks {
                let head = block.rows.first_heading().map(|span| block.source.site(span));
                came.heads.extend(head.and_then(|site| Some(site.cell?.row)));
                let form = block.form.map(|(_, document)| document);
                for document in block.rows.documents().into_iter().chain(form) {
                    texts(&document, &mut came.read);
                }
                came.told.extend(block.diagnostics);
            }
        }
    }
    came
}

fn texts(node: &Node, out: &mut String) {
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Object(entries) => entries.iter().for_each(|entry| texts(&entry.value, out)),
        NodeKind::List(elements) => elements.iter().for_each(|element| texts(element, out)),
        NodeKind::Scalar(text)
        | NodeKind::Unread(
            Unread::ErrorValue(text)
            | Unread::NotComputed(text)
            | Unread::LostDigits(text)
            | Unread::SeveralTicks(text)
            | Unread::NoUnit(text)
            | Unread::OtherShape { found: text, .. }
            | Unread::Told(text),
        ) => out.extend([text, "\n"]),
    }
}

/// True when a word was said about the cell, its row, its column or its whole sheet.
fn is_told(came: &Came, (row, column): (usize, usize), text: &str) -> bool {
    let counts = |rows: &RowList| {
        rows.first.iter().any(|one| *one as usize == row) || rows.count > RowList::NAMED as u64
    };
    came.told.iter().any(|told| {
        let site = told.site().and_then(|site| site.cell.as_ref()).map(|cell| (cell.row, cell.column));
        let below = site.is_some_and(|(above, of)| of == column && above <= row);
        match &told.problem {
            Problem::Book(BookProblem::TotalRows(rows) | BookProblem::SideRows(rows)) => counts(rows),
            Problem::Book(BookProblem::RepeatedHeader | BookProblem::ShiftedRow { .. }) => {
                site.is_some_and(|(of, _)| of == row)
            }
            Problem::Book(BookProblem::UnknownHeading { heading, .. }) => below || heading.contains(text),
            Problem::Book(BookProblem::UnnamedColumn { column: letters }) => {
                *letters == column_letters(column)
            }
            Problem::Book(BookProblem::NoList { .. })
            | Problem::Form(FormProblem::Ambiguous { .. } | FormProblem::TooLong { .. }) => true,
            Problem::Form(FormProblem::NotRead { cells, count, .. }) => {
                let cell = format!("{}{row}", column_letters(column));
                cells.contains(&cell) || *count > cells.len()
            }
            _ => site == Some((row, column)),
        }
    })
}

/// True for a row of headings or captions inside a form: a cell there is one too, and the one that it stands in place
/// of is told to be missing.
fn in_place_of_a_heading(came: &Came, cells: &[String]) -> bool {
    let missing = |ending: &str| {
        came.told.iter().any(|told| match &told.problem {
            Problem::Form(FormProblem::NoCaption { captions, .. }) => {
                captions.iter().any(|caption| comparable(caption).ends_with(ending))
            }
            _ => false,
        })
    };
    let stands =
        |ending: &str| cells.iter().any(|cell| comparable(cell.trim_start_matches('\'')).ends_with(ending));
    // Each captions of one row, that which is missing and those beside it.
    ["级指标", "总体目标"].iter().any(|ending| missing(ending) && stands(ending))
}

/// The marks of which nothing became.
fn lost(schema: &Schema, grid: &Grid) -> Vec<(usize, usize, String)> {
    let lines: Vec<String> = grid.iter().map(|row| row.join("|")).collect();
    let came = came_to(schema, workbook(&lines.join("\n")));
    // What a form has beside some captions is not asked for.
    let ignored: Vec<String> =
        schema.forms.iter().flat_map(|form| &form.ignored).map(|text| comparable(text)).collect();
    let beside = |row: &[String], column: usize| {
        let before = row.get(..column).unwrap_or_default().iter().rev().find(|cell| *cell != "<");
        before.is_some_and(|cell| ignored.contains(&comparable(cell.trim_start_matches('\'').trim())))
    };
    let mut lost = Vec::new();
    for (row, cells) in (1..).zip(grid) {
        for (column, cell) in (1..).zip(cells) {
            let Some(text) = cell.strip_prefix('\'').filter(|text| text.starts_with('标')) else {
                continue;
            };
            let of_head = came.heads.iter().min().is_some_and(|head| row <= *head);
            let known = of_head
                || came.read.contains(text)
                || beside(cells, column - 1)
                || in_place_of_a_heading(&came, cells);
            if !known && !is_told(&came, (row, column), text) {
                lost.push((row, column, text.to_owned()));
            }
        }
    }
    lost
}

/// What a cell of a list holds; a mark has its number later.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just("'标".to_owned()),
        2 => Just(String::new()),
        2 => (0..3_000_i32).prop_map(|number| number.to_string()),
        1 => prop::sample::select(&ODD[..]).prop_map(str::to_owned),
        1 => prop::sample::select(&HEADINGS[..]).prop_map(|heading| format!("'{heading}")),
    ]
}

fn numbered(mut grid: Grid) -> Grid {
    for (number, cell) in grid.iter_mut().flatten().filter(|cell| *cell == "'标").enumerate() {
        *cell = mark(number);
    }
    grid
}

/// Rows of cells, among which there may be a row of headings.
fn list() -> impl Strategy<Value = Grid> {
    let heading = prop::sample::select(&HEADINGS[..]).prop_map(|heading| format!("'{heading}"));
    let head = prop_oneof![4 => heading, 1 => cell()];
    let row = || prop::collection::vec(cell(), 1..9);
    let above = prop::collection::vec(row(), 0..4);
    let heads = prop::collection::vec(prop::collection::vec(head, 1..9), 0..3);
    (above, heads, prop::collection::vec(row(), 0..24))
        .prop_map(|(above, heads, below)| numbered(above.into_iter().chain(heads).chain(below).collect()))
}

/// One of the real forms, with other cells here and there.
fn of_form() -> impl Strategy<Value = Grid> {
    let forms = prop::sample::select(vec![
        "表样F01-拆违经费.xlsx",
        "表样F03-委托业务项目.xlsx",
        "表样F06-工资性支出.xlsx",
        "日间照料中心.xlsx",
        "日间照料中心-自评.xlsx",
    ]);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..14_usize, cell()), 1..12);
    (forms, changes).prop_map(|(name, changes)| {
        let mut grid = form(name);
        for (row, column, cell) in changes {
            let cells = row.get_mut(&mut grid);
            // The parts of merged cells stay what they are.
            let spot = if cells.len() <= column {
                cells.resize(column + 1, String::new());
                cells.last_mut()
            } else {
                cells.get_mut(column).filter(|spot| !matches!(spot.as_str(), "<" | "^"))
            };
            if let Some(spot) = spot
                && !matches!(cell.as_str(), "<" | "^")
            {
                *spot = cell;
            }
        }
        numbered(grid)
    })
}

proptest! {
    // The same grids everywhere: what fails once fails again.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn nothing_is_lost_of_a_list(grid in list()) {
        let lost = lost(&PROGRAM.schema, &grid);
        prop_assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn nothing_is_lost_of_a_form(grid in of_form()) {
        let lost = lost(&PROGRAM.schema, &grid);
        prop_assert!(lost.is_empty(), "{lost:?}");
    }
}
