//! One grid of cells, whatever holds it: the same findings from workbooks, CSV, JSON and TOML; and grids nobody meant.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use heng::finding::Report;
use heng::ir::{Checked, Program};
use heng::session::{self, Files, Input, Options};
use serde_json::{Map, Value};

use crate::books::workbook;
use crate::packs::compiled;
use crate::read::mutations::Dice;

pub(crate) static PROGRAM: LazyLock<Checked<Program>> = LazyLock::new(|| compiled("历城绩效"));

/// Cells that every kind of file can hold, in rows.
pub(crate) type Grid = Vec<Vec<String>>;

struct One(Vec<u8>);

impl Files for One {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone())
    }
}

fn check(name: &str, bytes: Vec<u8>) -> Report {
    let input = Input { path: name.to_owned(), table: None };
    session::check(&PROGRAM, vec![input], &One(bytes), &Options::default(), &|_| {})
}

/// All that findings say but for where it stands.
fn findings(report: &Report) -> Vec<String> {
    let shown = report.findings.iter().map(|finding| {
        let fields: Vec<&str> = finding.places.iter().map(|place| place.field.0.as_str()).collect();
        format!("{} {:?} {} {:?} {fields:?}", finding.rule, finding.verdict, finding.key, finding.message)
    });
    let mut shown: Vec<String> = shown.collect();
    shown.sort();
    shown
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/工作簿")
}

/// The projects of the CSV among the examples.
fn projects() -> Grid {
    let bytes = fs::read(folder().join("2020年十个项目-GB18030.csv")).unwrap();
    let text = encoding_rs::GB18030.decode(&bytes).0.into_owned();
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn csv(grid: &Grid) -> Vec<u8> {
    let line = |row: &Vec<String>| {
        row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    grid.iter().map(line).collect::<Vec<_>>().join("\r\n").into_bytes()
}

fn xlsx(grid: &Grid) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(grid) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row, column, cell.as_str()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The rows as objects under the headings.
fn objects(grid: &Grid) -> Vec<Map<String, Value>> {
    let [heads, rows @ ..] = &grid[..] else {
        return Vec::new();
    };
    let object = |row: &Vec<String>| {
        let filled = heads.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        filled.map(|(head, cell)| (head.clone(), Value::from(cell.as_str()))).collect()
    };
    rows.iter().map(object).collect()
}

/// The same workbook in another format, made by `soffice`; `None` where there is none.
fn converted(bytes: &[u8], ending: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("a.xlsx");
    fs::write(&from, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let out = folder.path().join("out");
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", ending, "--outdir"])
        .args([out.as_os_str(), from.as_os_str()])
        .output();
    if run.is_err() {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: .{ending}: there is no `soffice`; Debian has it in libreoffice-calc"
        );
        return None;
    }
    Some(fs::read(out.join("a").with_extension(ending)).unwrap_or_else(|_| panic!("{run:?}")))
}

#[test]
fn the_same_data_have_the_same_findings_in_every_format() {
    let grid = projects();
    let objects = objects(&grid);
    let expected = findings(&check("a.json", serde_json::to_vec(&objects).unwrap()));
    assert!(expected.len() > 5, "{expected:?}");
    let same = |name: &str, bytes: Vec<u8>| {
        let report = check(name, bytes);
        assert_eq!(report.records, 10, "{name}: {:?}", report.diagnostics);
        assert_eq!(findings(&report), expected, "{name}");
    };
    let tables: BTreeMap<&str, _> = BTreeMap::from([("项目", &objects)]);
    same("a.toml", toml::to_string(&tables).unwrap().into_bytes());
    let lines: Vec<String> = objects.iter().map(|one| serde_json::to_string(one).unwrap()).collect();
    same("a.jsonl", lines.join("\n").into_bytes());
    same("a.csv", csv(&grid));
    same("b.csv", encoding_rs::GB18030.encode(&String::from_utf8(csv(&grid)).unwrap()).0.into_owned());
    let book = xlsx(&grid);
    for ending in ["ods", "xls"] {
        if let Some(bytes) = converted(&book, ending) {
            same(&format!("a.{ending}"), bytes);
        }
    }
    same("a.xlsx", book);
}

/// The first sheet of one of the examples, as the text of which tests make workbooks.
pub(crate) fn form(name: &str) -> Grid {
    let mut book: Xlsx<_> = open_workbook(folder().join(name)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let merged = book.merge_cells_by_sheet_id(0).unwrap();
    let text = |data: &Data| match data {
        Data::Float(number) => number.to_string(),
        Data::DateTime(day) => day.as_f64().to_string(),
        other => format!("'{}", other.to_string().replace('\n', "\\n")),
    };
    let cells = |row: &[Data]| {
        row.iter().map(|cell| if cell.is_empty() { String::new() } else { text(cell) }).collect()
    };
    let mut grid: Grid = sheet.rows().map(cells).collect();
    for merge in merged {
        for row in merge.start.0..=merge.end.0 {
            for column in merge.start.1..=merge.end.1 {
                let mark = if column > merge.start.1 { "<" } else { "^" };
                if (row, column) != merge.start {
                    mark.clone_into(&mut grid[row as usize][column as usize]);
                }
            }
        }
    }
    grid
}

/// What else could stand in a cell.
pub(crate) const ODD: [&str; 24] = [
    "",
    "",
    "<",
    "^",
    "1",
    "-1",
    "0.5",
    "{0%}0.5",
    "{yyyy}45000",
    "#REF!",
    "=A1",
    "true",
    "'合计",
    "'小计",
    "'项目名称",
    "'一级指标",
    "'单位：元",
    "'（万元）",
    "'☑是 □否",
    "'√",
    "'≥90%",
    "'：",
    "'项目支出绩效目标申报表",
    "'\\n",
];

fn mutated(dice: &mut Dice, grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    for _ in 0..=dice.below(12) {
        let row = dice.below(grid.len());
        let wide = grid[row].len().max(1);
        let (column, other) = (dice.below(wide), dice.below(grid.len()));
        match dice.below(6) {
            0 if grid.len() > 1 => drop(grid.remove(row)),
            1 => grid.insert(row, grid[other].clone()),
            2 => grid.swap(row, other),
            3 => {
                let at = column.min(grid[row].len());
                grid[row].insert(at, ODD[dice.below(ODD.len())].to_owned());
            }
            4 => grid[row].truncate(column),
            _ => {
                if let Some(cell) = grid[row].get_mut(column) {
                    ODD[dice.below(ODD.len())].clone_into(cell);
                }
            }
        }
    }
    grid
}

/// Nothing panics, something is said, and every place lies in the sheet.
#[test]
fn forms_out_of_shape_are_read_or_refused_in_place() {
    for (number, name) in (0..).zip([
        "表样F01-拆违经费.xlsx",
        "表样F03-委托业务项目.xlsx",
        "表样F06-工资性支出.xlsx",
        "日间照料中心.xlsx",
        "日间照料中心-自评.xlsx",
    ]) {
        let whole = form(name);
        for turn in 0..12 {
            let grid = mutated(&mut Dice::new(number * 1_000 + turn), &whole);
            let lines: Vec<String> = grid.iter().map(|row| row.join("|")).collect();
            let text = lines.join("\n");
            let rows: Grid = grid.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
            for (file, bytes) in [("a.xlsx", workbook(&text)), ("a.csv", csv(&rows))] {
                let report = check(file, bytes);
                assert!(report.records > 0 || !report.diagnostics.is_empty(), "{file} is silent:\n{text}");
                let sites = report.diagnostics.iter().filter_map(|told| told.site());
                let places = report.findings.iter().flat_map(|finding| &finding.places);
                for site in sites.chain(places.map(|place| &place.site)) {
                    let wide = grid.iter().map(Vec::len).max().unwrap_or(0);
                    if let Some(cell) = &site.cell {
                        let inside = cell.row <= grid.len() + 1 && cell.column <= wide + 1;
                        assert!(inside, "{cell} of\n{text}");
                    }
                }
            }
        }
    }
}

/// A cell of the text of a workbook as a CSV has it.
fn plain(cell: &str) -> String {
    let shown = cell.rsplit_once('}').map_or(cell, |(_, number)| number);
    if matches!(cell, "<" | "^") {
        return String::new();
    }
    shown.strip_prefix('\'').unwrap_or(shown).replace("\\n", "\n")
}
