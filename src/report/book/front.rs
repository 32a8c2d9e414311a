//! What the three sheets in front say: what came out, the problems, the rules.

use super::answers::{Answer, Earlier};
use super::looks::Look;
use super::sheet::{Cell, Sheet, Width};
use crate::diag::Severity;
use crate::finding::{Counts, Finding, Report, Tally, Verdict};
use crate::read::FRONT_MARK;
use crate::report::entry::Entry;
use crate::report::list::{self, Row};
use crate::text::{Column, Language};

/// The workbook that was checked.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its name without folders, and without what heng adds to names.
    pub name: String,
    /// The path by which the report knows it.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// SHA-256 of what its cells hold, those of the sheets in front aside.
    pub content: String,
}

/// What is answered to a problem, behind the columns of a list of its own; the last three are hidden.
const ANSWERS: [Column; 8] = [
    Column::State,
    Column::Explanation,
    Column::Person,
    Column::Review,
    Column::Standing,
    Column::Fingerprint,
    Column::Carried,
    Column::CarriedValue,
];

/// The columns of the list of problems.
pub(super) fn columns() -> impl Iterator<Item = Column> {
    list::COLUMNS.into_iter().filter(|column| !ANSWERS.contains(column)).chain(ANSWERS)
}

/// How many characters wide a column is.
const fn width(column: Column) -> u32 {
    match column {
        Column::Number => 6,
        Column::Measure | Column::Points => 8,
        Column::Cell => 9,
        Column::Severity | Column::State | Column::Person => 10,
        Column::Code => 12,
        Column::Difference => 14,
        Column::Unit => 16,
        Column::Sheet | Column::Found | Column::Expected | Column::Standing => 18,
        Column::Check | Column::Review | Column::Carried | Column::CarriedValue => 20,
        Column::Key => 22,
        Column::File => 24,
        Column::Title => 26,
        Column::Advice | Column::Basis | Column::Explanation | Column::Fingerprint => 36,
        Column::Message => 50,
    }
}

/// Columns that stay in view.
const FIXED: usize = 2;

/// What came out: the verdict, numbers, what was checked with what.
pub(super) fn result(report: &Report, original: Option<&Original>, language: Language) -> Sheet {
    let (words, book) = (language.report(), language.book());
    let formats = language.formats();
    let mark = || Cell::text(FRONT_MARK, Look::Plain);
    let blank = || Cell::text("", Look::Plain);
    let [title, ..] = book.sheets;
    let mut rows = vec![
        vec![Cell::text(title, Look::Title), blank(), blank(), blank(), blank(), mark()],
        vec![Cell::text(language.conclusion(report), Look::Verdict)],
        vec![Cell::text(language.counts(report), Look::Plain)],
        Vec::new(),
    ];
    rows.extend(by_sheet(report, language));
    let mut fact = |label: &str, value: String| {
        rows.push(vec![Cell::text(label, Look::Plain), Cell::text(value, Look::Plain)]);
    };
    fact("", String::new());
    if let Some(original) = original {
        fact(formats.file, original.name.clone());
        fact(book.file_hash, original.sha256.clone());
        fact(book.content_hash, original.content.clone());
    }
    fact(formats.records, report.records.to_string());
    fact(formats.rules, report.rules.len().to_string());
    let Counts { pass, fail, not_applicable, undetermined, fault, .. } = report.verdicts();
    let verdicts = words.five.iter().zip([pass, fail, not_applicable, undetermined, fault]);
    let verdicts: Vec<String> = verdicts.map(|(word, count)| format!("{word} {count}")).collect();
    fact(words.verdicts, verdicts.join(words.comma));
    if let Some(day) = report.run.as_of {
        fact(book.day, day.to_string());
    }
    fact(book.program, concat!("heng ", env!("CARGO_PKG_VERSION")).to_owned());
    for pack in &report.run.packs {
        fact(formats.pack, format!("{} {}", pack.name, pack.version).trim().to_owned());
        fact("SHA-256", pack.sha256.clone());
    }
    if original.is_none() {
        for input in &report.run.inputs {
            fact(formats.file, input.path.clone());
            fact("SHA-256", input.sha256.clone().unwrap_or_default());
        }
    }
    fact("", String::new());
    rows.extend(book.remarks.map(|remark| vec![Cell::text(remark, Look::Remark)]));
    let width = |characters| Width { characters, hidden: false };
    let columns =
        vec![width(28), width(12), width(12), width(12), width(60), Width { characters: 20, hidden: true }];
    Sheet { columns, rows, first: true, ..Sheet::default() }
}

/// Errors, warnings and notes of each sheet, in the order in which they are met.
fn by_sheet(report: &Report, language: Language) -> Vec<Vec<Cell>> {
    const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];
    let mut sheets: Vec<(String, [u64; 3])> = Vec::new();
    for row in list::rows(report).iter().filter(|row| row.entry.is_open()) {
        let name = row.text(Column::Sheet, language);
        let at = sheets.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            sheets.push((name, [0; 3]));
            sheets.len() - 1
        });
        let of = SEVERITIES.iter().position(|severity| *severity == row.entry.severity());
        if let (Some((_, counts)), Some(of)) = (sheets.get_mut(at), of)
            && let Some(count) = counts.get_mut(of)
        {
            *count += 1;
        }
    }
    if sheets.is_empty() {
        return Vec::new();
    }
    let mut head = vec![Cell::text(language.column(Column::Sheet), Look::Head)];
    head.extend(SEVERITIES.map(|severity| Cell::text(language.severity(severity), Look::Head)));
    let mut rows = vec![vec![Cell::text(language.book().by_sheet, Look::Part)], head];
    let mut sums = [0; 3];
    for (name, counts) in sheets {
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        rows.push([vec![Cell::text(name, Look::Text)], counts.map(Cell::number).to_vec()].concat());
    }
    let sum = Cell::text(language.report().sum, Look::Text);
    rows.push([vec![sum], sums.map(Cell::number).to_vec()].concat());
    rows
}

/// The problems, with what was answered to them, and answers to problems that are gone.
pub(super) fn problems(
    report: &Report,
    original: Option<&Original>,
    earlier: &Earlier,
    links: bool,
    language: Language,
) -> Sheet {
    let book = language.book();
    let shown = |column: Column| column != Column::File || original.is_none();
    let columns: Vec<Column> = columns().filter(|column| shown(*column)).collect();
    let hidden =
        |column: Column| matches!(column, Column::Fingerprint | Column::Carried | Column::CarriedValue);
    let head = columns.iter().map(|column| {
        let heading = language.column(*column);
        Cell::text(if *column == Column::Fingerprint { FRONT_MARK } else { heading }, Look::Head)
    });
    let mut rows = vec![head.collect::<Vec<_>>()];
    let listed = list::rows(report);
    let mut answers = earlier.by_fingerprint();
    for row in &listed {
        let answer = answers.remove(row.fingerprint.as_str());
        rows.push(columns.iter().map(|column| problem(row, *column, answer, links, language)).collect());
    }
    let gone: Vec<&Answer> =
        earlier.answers.iter().filter(|one| answers.contains_key(one.fingerprint.as_str())).collect();
    for answer in gone.iter().filter(|answer| !answer.text(Column::Explanation).is_empty()) {
        let number = rows.len() as u64;
        rows.push(columns.iter().map(|column| left_over(answer, *column, number, language)).collect());
    }
    let choice = columns.iter().position(|column| *column == Column::State);
    let width = |column: &Column| Width { characters: width(*column), hidden: hidden(*column) };
    Sheet {
        columns: columns.iter().map(width).collect(),
        rows,
        table: true,
        choice: choice.map(|column| (column, book.states.to_vec())),
        fixed: FIXED,
        first: false,
    }
}

fn problem(row: &Row<'_>, column: Column, answer: Option<&Answer>, links: bool, language: Language) -> Cell {
    let book = language.book();
    let answered = |column: Column| answer.map_or("", |answer| answer.text(column));
    let explanation = answered(Column::Explanation);
    match column {
        Column::Number => Cell::number(row.number as u64),
        Column::Severity => Cell::text(row.text(column, language), Look::Severity(row.entry.severity())),
        Column::Cell => {
            let cell = row.entry.site().and_then(|site| site.cell.as_ref()).filter(|_| links);
            let link = cell.map(|cell| format!("'{}'!{}", cell.sheet.replace('\'', "''"), cell.address()));
            let look = if link.is_some() { Look::Link } else { Look::Text };
            Cell { link, ..Cell::text(row.text(column, language), look) }
        }
        Column::State => {
            let [open, _, explained, _] = book.states;
            let state = match answered(column) {
                state if (state.is_empty() || state == open) && !explanation.is_empty() => explained,
                "" => open,
                state => state,
            };
            Cell::text(state, Look::Blank)
        }
        Column::Explanation | Column::Person | Column::Review => Cell::text(answered(column), Look::Blank),
        Column::Standing => {
            let [fits, changed, _] = book.standings;
            let standing = match answer {
                Some(answer) if !explanation.is_empty() => {
                    if answer.fits(&row.text(Column::Found, language)) { fits } else { changed }
                }
                _ => "",
            };
            Cell::text(standing, Look::Text)
        }
        Column::Carried => Cell::text(explanation, Look::Plain),
        Column::CarriedValue => {
            let value = answer.filter(|_| !explanation.is_empty());
            Cell::text(value.map_or("", Answer::explained_value), Look::Plain)
        }
        Column::Fingerprint => Cell::text(row.fingerprint.as_str(), Look::Plain),
        _ => Cell::text(row.text(column, language), Look::Text),
    }
}

/// An answer to a problem that is gone.
fn left_over(answer: &Answer, column: Column, number: u64, language: Language) -> Cell {
    let [.., gone] = language.book().standings;
    match column {
        Column::Number => Cell::number(number),
        Column::State | Column::Explanation | Column::Person | Column::Review => {
            Cell::text(answer.text(column), Look::Blank)
        }
        Column::Standing => Cell::text(gone, Look::Text),
        Column::Carried => Cell::text(answer.text(Column::Explanation), Look::Plain),
        Column::CarriedValue => Cell::text(answer.explained_value(), Look::Plain),
        Column::Fingerprint => Cell::text(answer.fingerprint.as_str(), Look::Plain),
        _ => Cell::text(answer.text(column), Look::Text),
    }
}

/// Every rule with its five counts, which add up to its subjects.
pub(super) fn rules(report: &Report, language: Language) -> Sheet {
    let (words, formats) = (language.report(), language.formats());
    let heads = [words.rule, words.name, formats.table, words.subjects];
    let heads = heads.into_iter().chain(words.five).chain([language.book().reasons, words.basis, FRONT_MARK]);
    let mut rows = vec![heads.map(|head| Cell::text(head, Look::Head)).collect::<Vec<_>>()];
    rows.extend(report.rules.iter().map(|rule| {
        let text = |text: &str| Cell::text(text, Look::Text);
        let names = [&*rule.code, &language.rule_name(rule), language.name(&rule.table)];
        let mut cells: Vec<Cell> = names.map(text).to_vec();
        cells.extend(numbers(rule.counts));
        cells.push(text(&reasons(report, rule, language)));
        cells.push(text(&rule.basis.join(words.comma)));
        cells
    }));
    let mut sum: Vec<Cell> = [words.sum, "", ""].map(|text| Cell::text(text, Look::Head)).to_vec();
    sum.extend(numbers(report.verdicts()));
    rows.push(sum);
    let widths = [12, 32, 14, 10, 8, 8, 10, 10, 8, 50, 50];
    let hidden = Width { characters: 20, hidden: true };
    let mut columns: Vec<Width> = widths.map(|characters| Width { characters, hidden: false }).to_vec();
    columns.push(hidden);
    Sheet { columns, rows, table: true, ..Sheet::default() }
}

fn numbers(counts: Counts) -> [Cell; 6] {
    let Counts { pass, fail, not_applicable, undetermined, fault, .. } = counts;
    [counts.total(), pass, fail, not_applicable, undetermined, fault].map(Cell::number)
}

/// Why a rule could not be decided: each reason once.
fn reasons(report: &Report, rule: &Tally, language: Language) -> String {
    const MOST: usize = 5;
    let open = |finding: &&Finding| finding.rule == rule.code && finding.verdict != Verdict::Fail;
    let mut reasons: Vec<String> = Vec::new();
    if rule.counts.undetermined + rule.counts.fault > 0 {
        for finding in report.findings.iter().filter(open) {
            let reason = Entry::Finding(finding).message(language);
            if !reasons.contains(&reason) && reasons.len() < MOST {
                reasons.push(reason);
            }
        }
    }
    language.sentences(reasons.iter().map(String::as_str))
}
