//! One behaviour a case file: rules, data and the expected report in one readable Markdown file.
//!
//! A case holds ```` ```heng ```` blocks (one pack, and packs that it imports: `甲/规则.heng` is a file of the pack
//! `甲`), data blocks whose second word is a file name (```` ```toml a.toml ````; with `waivers` behind it a file of
//! waivers, with `baseline` a baseline), at most one `options` block (`as-of`, `param`, `data = table=file`,
//! `show = 用例` and the like for the tests in its rules), and the `report` it must give.
//! With `HENG_BLESS=1` in the environment the report blocks are written anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use heng::diag::{Diagnostic, Problem};
use heng::finding::{AppliedMeasure, Disabled, Finding, Message, Report, Role, Subjects, UnitScore, Verdict};
use heng::ir::{self, Library, PackText};
use heng::session::{self, Baseline, Files, Input, Options};
use heng::source::{Site, Source};
use heng::text::Language;
use rstest::rstest;

use crate::books;
use crate::counts;
use crate::markdown::{Block, blocks};
use crate::testing::show_tests;

#[rstest]
fn case(#[files("tests/cases/**/*.md")] path: PathBuf) {
    let text = fs::read_to_string(&path).unwrap();
    let found = run(&text);
    let blocks = blocks(&text);
    let expected = blocks.iter().find(|block| block.words == ["report"]).expect("a case has a report block");
    if std::env::var_os("HENG_BLESS").is_some() && expected.text != found {
        fs::write(&path, replaced(&text, expected, &found)).unwrap();
        return;
    }
    assert_eq!(expected.text, found, "{}", path.display());
}

#[test]
fn every_diagnostic_code_has_a_case() {
    let mut all = String::new();
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            all.push_str(&fs::read_to_string(file.unwrap().path()).unwrap());
        }
    }
    // What happens around a run (arguments, files, outputs) is shown by running the program: `cli.rs`, `records.rs`.
    let around = [
        "input/",
        "option/",
        "config/",
        "output/",
        "record/",
        "pack/unknown",
        "pack/empty",
        "pack/circle",
        "syntax/not-utf8",
        "read/too-large",
    ];
    let silent: Vec<&str> = Problem::codes()
        .filter(|code| !around.iter().any(|prefix| code.starts_with(prefix)))
        .filter(|code| !all.contains(&format!("[{code}]")))
        .collect();
    assert!(silent.is_empty(), "no case shows {silent:#?}");
}

/// The report of a case file.
fn run(text: &str) -> String {
    let blocks = blocks(text);
    let mut rules = Vec::new();
    let mut shelf = Shelf::default();
    let mut data = Data(BTreeMap::new());
    let mut options = Options::default();
    let mut params = Vec::new();
    let mut waivers = Vec::new();
    let mut tables = BTreeMap::new();
    let mut shown = Vec::new();
    for block in &blocks {
        match block.words.as_slice() {
            ["heng", rest @ ..] => {
                let name = rest
                    .first()
                    .map_or_else(|| format!("规则{}.heng", rules.len() + 1), |name| (*name).to_owned());
                let source = Source::new(name.clone(), block.text.clone());
                match name.split_once('/') {
                    Some((pack, _)) => shelf.0.entry(pack.to_owned()).or_default().push(source),
                    None => rules.push(source),
                }
            }
            ["options"] => read_options(block, &mut options, &mut params, &mut tables, &mut shown),
            ["report"] => {}
            [_, name, "baseline"] => match session::read_baseline(&Source::new(*name, block.text.clone())) {
                Ok(known) => options.baseline = Some(Baseline { known, strict: false }),
                Err(wrong) => return all_shown(&wrong),
            },
            [_, name, "waivers"] => waivers.push(Source::new(*name, block.text.clone())),
            [_, name, flags @ ..] => {
                data.0.insert((*name).to_owned(), bytes(&block.text, flags));
            }
            words => panic!("line {}: a block of {words:?}", block.line),
        }
    }
    let roots = vec![PackText { name: "例".to_owned(), files: rules }];
    let (program, diagnostics) = ir::compile(roots, &shelf, &params);
    let mut out = String::new();
    for diagnostic in &diagnostics {
        show_diagnostic(&mut out, diagnostic);
    }
    let Some(program) = program else {
        return out;
    };
    show_tests(&mut out, &program, &shown);
    match session::read_waivers(&program, &waivers) {
        Ok(waivers) => options.waivers = waivers,
        Err(wrong) => return out + &all_shown(&wrong),
    }
    if !data.0.is_empty() {
        let input = |path: &String| Input { path: path.clone(), table: tables.get(path).cloned() };
        let inputs: Vec<Input> = data.0.keys().map(input).collect();
        let report = session::check(&program, inputs.clone(), &data, &options, &|_| {});
        show_report(&mut out, &report);
        // Whatever a run can be about, one that only counts counts the same.
        let difference = counts::difference(&program, &inputs, &data, &options, &report);
        assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
    out
}

/// Bytes that Markdown cannot hold are written with flags: `no-newline`, `bom`, an encoding, and `bad-byte`,
/// `stray-byte` or `nul` for what stands as `?`; `sheet` for a workbook (see `books.rs`), and the ways in which one is broken.
fn bytes(text: &str, flags: &[&str]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for flag in flags {
        match *flag {
            "no-newline" => drop(bytes.pop()),
            "bom" => drop(bytes.splice(0..0, *b"\xef\xbb\xbf")),
            "bad-byte" => bytes.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xff),
            "sheet" => bytes = books::workbook(text),
            "password" | "cut" | "bursting" | "entity" | "binary" => bytes = books::broken(flag, text),
            "gb18030" => bytes = encoding_rs::GB18030.encode(text).0.into_owned(),
            "utf-16" => {
                bytes =
                    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            }
            "utf-16be" => {
                bytes =
                    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
            }
            "utf-16le-no-mark" => bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be-no-mark" => bytes = text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "stray-byte" => bytes.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xff),
            "nul" => bytes.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0),
            flag => panic!("no flag `{flag}`"),
        }
    }
    bytes
}

fn read_options(
    block: &Block,
    options: &mut Options,
    params: &mut Vec<(String, String)>,
    tables: &mut BTreeMap<String, String>,
    shown: &mut Vec<String>,
) {
    for line in block.text.lines() {
        let (key, value) = line.split_once('=').unwrap();
        match key.trim() {
            "as-of" => options.as_of = Some(value.trim().parse().unwrap()),
            "param" => {
                let (name, value) = value.split_once('=').unwrap();
                params.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            "data" => {
                let (table, path) = value.split_once('=').unwrap();
                tables.insert(path.trim().to_owned(), table.trim().to_owned());
            }
            "show" => shown.push(value.trim().to_owned()),
            "select" => options.select.push(value.trim().to_owned()),
            "encoding" => options.encoding = heng::read::Encoding::named(value.trim()),
            "ignore" => options.ignore.push(value.trim().to_owned()),
            key => panic!("no option `{key}`"),
        }
    }
}

fn all_shown(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        show_diagnostic(&mut out, diagnostic);
    }
    out
}

pub(crate) fn show_diagnostic(out: &mut String, diagnostic: &Diagnostic) {
    let sentence = Language::Chinese.problem(&diagnostic.problem);
    let severity = Language::Chinese.severity(diagnostic.severity);
    let cause = diagnostic.site().map(place).unwrap_or_default();
    writeln!(out, "{cause} {severity} [{}] {}", diagnostic.problem.code(), sentence.message).unwrap();
    for label in diagnostic.labels.iter().skip(1) {
        let remark = label.remark.as_ref().map(|remark| Language::Chinese.remark(remark)).unwrap_or_default();
        writeln!(out, "  {} {remark}", place(&label.site)).unwrap();
    }
    if let Some(help) = sentence.help {
        writeln!(out, "  帮助 {help}").unwrap();
    }
}

fn show_report(out: &mut String, report: &Report) {
    for diagnostic in &report.diagnostics {
        show_diagnostic(out, diagnostic);
    }
    for finding in &report.findings {
        show_finding(out, finding);
    }
    for decision in &report.decisions {
        writeln!(out, "处理意见 {} {}", decision.key, measure(&decision.measure)).unwrap();
    }
    for total in &report.waived_totals {
        let amount = total.amount.map(|amount| amount.over(total.unit.in_yuan()).unwrap().to_grouped(2));
        let amount = amount.map(|amount| format!(" {amount}{}", total.unit.word())).unwrap_or_default();
        writeln!(out, "已豁免的处置 {} {} 个{amount}", total.measure.first, total.count).unwrap();
    }
    for scorecard in &report.scorecards {
        writeln!(out, "考核 {}", Language::Chinese.scorecard(scorecard)).unwrap();
        for unit in &scorecard.units {
            show_score(out, unit);
        }
    }
    for rule in &report.rules {
        let counts = rule.counts;
        let kind = match rule.subjects {
            Subjects::Records => {
                assert!(counts.total() <= report.records, "{}", rule.code);
                String::new()
            }
            Subjects::Groups => {
                assert!(counts.total() <= report.records, "{}", rule.code);
                format!("（{} 组）", counts.total())
            }
            Subjects::Batch => {
                assert_eq!(counts.total(), 1, "{}: the batch is one subject", rule.code);
                "（整批）".to_owned()
            }
        };
        let waived = if counts.waived > 0 {
            format!("（其中已豁免 {}）", counts.waived)
        } else {
            String::new()
        };
        writeln!(
            out,
            "{}{kind} 合规 {} 违反 {}{waived} 不适用 {} 无法判定 {} 故障 {}",
            rule.code, counts.pass, counts.fail, counts.not_applicable, counts.undetermined, counts.fault
        )
        .unwrap();
    }
    show_disabled(out, report);
    if let Some(comparison) = &report.comparison {
        for (word, known) in [("已整改", &comparison.fixed), ("未检查", &comparison.unchecked)] {
            for known in known {
                writeln!(out, "{word} {} {} {}", known.rule, known.key, known.field).unwrap();
            }
        }
        writeln!(out, "{}", Language::Chinese.comparison(report).unwrap()).unwrap();
    }
    if let Some(waivers) = report.waivers {
        writeln!(out, "{}", Language::Chinese.waivers(waivers)).unwrap();
    }
}

fn show_disabled(out: &mut String, report: &Report) {
    for Disabled { rule, by, reason } in &report.disabled {
        writeln!(out, "{} 停用（{by}：{reason}）", rule.code).unwrap();
    }
}

fn show_score(out: &mut String, unit: &UnitScore) {
    let rank = unit.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
    let costs: Vec<String> = unit.costs.iter().map(|cost| Language::Chinese.cost(cost)).collect();
    let name = unit.unit.as_deref().unwrap_or("（未填单位）");
    writeln!(
        out,
        "  {rank} {name} 得 {} 扣 {} 待定 {} 对象 {} [{}]",
        unit.score.to_decimal(0),
        unit.deducted.to_decimal(0),
        unit.pending,
        unit.subjects,
        costs.join("，")
    )
    .unwrap();
}

fn show_finding(out: &mut String, finding: &Finding) {
    let verdict = match finding.verdict {
        Verdict::Fail => "违反",
        Verdict::Undetermined => "无法判定",
        Verdict::Fault => "故障",
        Verdict::Pass | Verdict::NotApplicable => panic!("{finding:?} is no finding"),
    };
    let message = match &finding.message {
        Message::Rule(message) => message.clone(),
        Message::Reason(reason) => Language::Chinese.reason(reason),
    };
    let severity = Language::Chinese.severity(finding.severity);
    let site = finding.places.first().map(|first| place(&first.site)).unwrap_or_default();
    let age = finding.age.map(|age| format!("（{}）", Language::Chinese.age(age))).unwrap_or_default();
    writeln!(out, "{site} {severity} {} {verdict}{age} {message}", finding.rule).unwrap();
    for cell in &finding.places {
        let value = cell.value.as_deref().unwrap_or("（未填）");
        let role = if cell.role == Role::Contributor { "其中 " } else { "" };
        writeln!(out, "  {} {role}{} = {value}", place(&cell.site), cell.field.0).unwrap();
    }
    if finding.more > 0 {
        writeln!(out, "  及其余 {} 条记录", finding.more).unwrap();
    }
    if let Some(applied) = &finding.measure {
        writeln!(out, "  处置 {}", measure(applied)).unwrap();
    }
    if let Some(deduction) = &finding.deduction {
        writeln!(out, "  扣分 {}", Language::Chinese.deduction(deduction)).unwrap();
    }
    if let Some(advice) = &finding.advice {
        writeln!(out, "  建议 {advice}").unwrap();
    }
    if let Some(answer) = &finding.suppression {
        let status = Language::Chinese.status(answer.status);
        writeln!(out, "  {status} {}", Language::Chinese.answer(answer)).unwrap();
    }
}

fn measure(applied: &AppliedMeasure) -> String {
    match applied.amount.map(|amount| amount.over(applied.unit.in_yuan())) {
        Some(Ok(amount)) => format!("{} {}{}", applied.name.first, amount.to_grouped(2), applied.unit.word()),
        _ => applied.name.first.clone(),
    }
}

pub(crate) fn place(site: &Site) -> String {
    if let Some(cell) = &site.cell {
        return format!("{}:{cell}", site.path);
    }
    format!("{}:{}:{}", site.path, site.start.line, site.start.column)
}

fn replaced(text: &str, block: &Block, with: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let from = block.line;
    let count = block.text.lines().count();
    lines.splice(from..from + count, with.lines());
    lines.join("\n") + "\n"
}

/// The packs of a case that its own pack can import.
#[derive(Default)]
struct Shelf(BTreeMap<String, Vec<Source<'static>>>);

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackText> {
        let files = self.0.get(name)?.iter();
        let files = files.map(|file| Source::new(&**file.path(), file.text().to_owned())).collect();
        Some(PackText { name: name.to_owned(), files })
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().chain(["通用绩效".to_owned()]).collect()
    }
}

struct Data(BTreeMap<String, Vec<u8>>);

impl Files for Data {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no such file".to_owned())
    }
}
