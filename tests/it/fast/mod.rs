//! The fast path says what the careful reader and the explaining evaluator say, to the last byte of the report:
//! held against them on generated packs and documents.
//!
//! `HENG_AGREE=20000` tries so many packs instead of the usual number. A disagreement is shrunk to the fewest rules
//! and lines that show it.

mod children;
mod documents;
mod evidence;
mod files;
mod lists;
mod packs;
mod rows;
mod toml;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use heng::diag::Severity;
use heng::eval::columns::Kernels;
use heng::finding::{Finding, Report, Subjects};
use heng::report::{Context, Takes, format_named, formats};
use heng::session::{self, Files, Input, Options, Renderer, Sink};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::counts;
use crate::run::Memory;

/// Packs that are tried.
const PACKS: u32 = 240;

/// Lines of a document, at most.
const LINES: usize = 400;

/// Rules of a pack, at most; those that do not compile are left out.
const RULES: usize = 8;

/// Numbers that are not made smaller when a disagreement is: only how many there are is.
fn seeds(most: usize) -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(any::<u64>().no_shrink(), 1..=most)
}

/// How many packs are to be tried, where that is said.
fn asked() -> Option<u32> {
    std::env::var("HENG_AGREE").ok().and_then(|text| text.parse().ok())
}

fn json(report: &Report) -> String {
    let format = formats().iter().find(|format| format.name == "json").unwrap();
    let mut out = Vec::new();
    (format.write)(report, &Context::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn checked(program: &heng::ir::Checked<heng::ir::Program>, files: &Memory, options: &Options) -> Report {
    session::check(program, inputs(files), files, options, &|_| {})
}

fn inputs(files: &Memory) -> Vec<Input> {
    files.0.keys().map(|path| Input { path: path.clone(), table: None }).collect()
}

/// What stands around the first difference, in both.
fn difference(fast: &str, careful: &str) -> Option<String> {
    let at = fast.bytes().zip(careful.bytes()).position(|(one, other)| one != other);
    let at = at.or_else(|| (fast.len() != careful.len()).then_some(fast.len().min(careful.len())))?;
    let around = |text: &str| {
        let from = text.floor_char_boundary(at.saturating_sub(200));
        text[from..text.ceil_char_boundary((at + 200).min(text.len()))].to_owned()
    };
    Some(format!("fast:    {}\ncareful: {}", around(fast), around(careful)))
}

#[test]
fn fast_and_careful_agree_on_every_byte() {
    let asked = asked();
    let config = Config { cases: asked.unwrap_or(PACKS), ..Config::default() };
    let (cases, fast_ones) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let strategy = (any::<u64>().no_shrink(), seeds(RULES), seeds(LINES));
    let result = TestRunner::new(config).run(&strategy, |(schema, rules, lines)| {
        let Some((text, program)) = packs::pack(schema, &rules) else {
            return Ok(());
        };
        let document = documents::lines(schema, &lines);
        let files = Memory(BTreeMap::from([("a.jsonl".to_owned(), document.clone())]));
        let one = Options { jobs: Some(1), ..Options::default() };
        let fast = checked(&program, &files, &one);
        let careful = checked(&program, &files, &Options { careful: true, ..one });
        let rules = usize::try_from(fast.verdicts().total()).unwrap();
        cases.fetch_add(rules, Ordering::Relaxed);
        let table = program.schema.main.unwrap();
        let all: Vec<usize> = (0..program.rules.len()).collect();
        let compiled = Kernels::new(&program, table, &all, None, None).is_some();
        fast_ones.fetch_add(if compiled { rules } else { 0 }, Ordering::Relaxed);
        let difference = difference(&json(&fast), &json(&careful));
        let shown =
            || format!("{text}\n{:#?}", String::from_utf8_lossy(&document).lines().collect::<Vec<_>>());
        prop_assert!(difference.is_none(), "{}\n{}", difference.unwrap_or_default(), shown());
        // No record is left out: each has one verdict of every rule about records.
        let of_records = fast.rules.iter().filter(|tally| tally.subjects == Subjects::Records);
        let lost = of_records.filter(|tally| tally.counts.total() != fast.records).count();
        prop_assert!(lost == 0, "{lost} rules without a verdict for each record\n{}", shown());
        let one = Options { jobs: Some(1), ..Options::default() };
        let difference = counts::difference(&program, &inputs(&files), &files, &one, &fast);
        prop_assert!(difference.is_none(), "{}\n{}", difference.unwrap_or_default(), shown());
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
    let (cases, fast_ones) = (cases.into_inner(), fast_ones.into_inner());
    println!("{cases} verdicts compared, {fast_ones} of them of packs with a fast path");
    // Fewer would not be a test of anything.
    assert!(cases >= 50_000 && fast_ones > cases / 2 || asked.is_some(), "{cases} {fast_ones}");
}

#[test]
fn what_is_not_utf_8_is_read_as_a_whole() {
    let program = packs::pack(1, &[1, 2, 3, 4, 5, 6, 7, 8]).unwrap().1;
    let plain = documents::lines(1, &(0..40).collect::<Vec<_>>());
    let gb18030 = encoding_rs::GB18030.encode(&String::from_utf8_lossy(&plain)).0.into_owned();
    let utf_16: Vec<u8> = String::from_utf8_lossy(&plain).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let texts = [
        ("空", Vec::new()),
        ("空行", b"\n \r\n\n".to_vec()),
        ("标记", [b"\xef\xbb\xbf".as_slice(), &plain].concat()),
        ("坏", [plain.as_slice(), b"{\"\xff\": 1}\n"].concat()),
        ("零", [plain.as_slice(), b"{\"\0\": 1}\n"].concat()),
        ("国标", gb18030),
        ("双字节", [b"\xff\xfe".as_slice(), &utf_16].concat()),
        ("表", b"PK\x03\x04not a workbook".to_vec()),
    ];
    for (name, text) in texts {
        let files = Memory(BTreeMap::from([("a.jsonl".to_owned(), text)]));
        let fast = checked(&program, &files, &Options::default());
        let careful = checked(&program, &files, &Options { careful: true, ..Options::default() });
        assert_eq!(json(&fast), json(&careful), "{name}");
    }
}

#[test]
fn pieces_of_a_long_text_are_one_text() {
    let program = packs::pack(5, &[1, 2, 3]).unwrap().1;
    let some = documents::lines(5, &(0..200).collect::<Vec<_>>());
    let long = some.repeat((5 << 18) / some.len() + 1);
    let file = |bytes: Vec<u8>| Memory(BTreeMap::from([("a.jsonl".to_owned(), bytes)]));
    let files = file(long);
    let reports: Vec<String> = [(1, false), (2, false), (3, true)]
        .into_iter()
        .map(|(jobs, careful)| {
            json(&checked(&program, &files, &Options { jobs: Some(jobs), careful, ..Options::default() }))
        })
        .collect();
    assert!(reports.windows(2).all(|two| two.first() == two.last()));
    assert!(files.read("a.jsonl").unwrap().len() > 5 << 18);
}

/// Renders findings as lines of `jsonl`.
struct Lines;

impl Renderer for Lines {
    fn outputs(&self) -> usize {
        1
    }

    fn render(&self, _: usize, finding: &Finding, rows: &mut Vec<u8>) -> usize {
        let Takes::Rows(lines) = format_named("jsonl").unwrap().takes else {
            panic!("lines are rows");
        };
        (lines.row)(finding, &Context::default(), rows)
    }
}

/// The findings of a report as such lines.
fn lines(report: &Report) -> Vec<u8> {
    let mut rows = Vec::new();
    for finding in &report.findings {
        Lines.render(0, finding, &mut rows);
    }
    rows
}

/// Keeps the findings that a run hands on.
#[derive(Default)]
struct Kept {
    rows: Vec<u8>,
    rewound: usize,
    /// How often some came.
    times: usize,
    /// Records that were read when the first finding came.
    early: Option<u64>,
    records: Arc<AtomicU64>,
}

impl Sink for Kept {
    fn renderer(&self) -> Arc<dyn Renderer> {
        Arc::new(Lines)
    }

    fn take(&mut self, _: usize, rows: &[u8]) {
        self.early.get_or_insert(self.records.load(Ordering::Relaxed));
        self.rows.extend(rows);
        self.times += 1;
    }

    fn rewind(&mut self) {
        self.rows.clear();
        self.rewound += 1;
    }
}

#[test]
fn findings_leave_while_a_text_is_read_and_are_those_of_the_report() {
    let pack = concat!(
        "规则包 试\n  主表 项目\n\n表 项目\n  代码 : 文本\n  数 : 整数\n  说明 : 文本\n\n",
        "规则 R1 小数目\n  依据 \"例\"\n  对象 项目\n  要求 数 < 7\n  否则 错误 \"{代码} 是 {数}\"\n\n",
        "规则 R2 唯一\n  依据 \"例\"\n  对象 项目 按 代码\n  要求 计数() = 1\n  否则 警告 \"{计数()}\"\n",
    );
    let program = crate::run::compile(pack);
    let filler = "绩效目标".repeat(60);
    let line = |n: u32| {
        format!("{{\"代码\": \"A{}\", \"数\": {}, \"说明\": \"{filler}\"}}\n", n - n % 400 / 399, n % 10)
    };
    let long: Vec<u8> = (0..6000).flat_map(|n| line(n).into_bytes()).collect();
    assert!(long.len() > 4 << 20);
    let not_utf_8 = [long.as_slice(), b"{\"\xff\": 1}\n"].concat();
    for (text, rewound) in [(long, 0), (not_utf_8, 1)] {
        let files = Memory(BTreeMap::from([("a.jsonl".to_owned(), text)]));
        let options = |jobs| Options { jobs: Some(jobs), ..Options::default() };
        let whole = checked(&program, &files, &options(1));
        assert!(rewound == 1 || whole.findings.len() > 1000);
        let rows = lines(&whole);
        for jobs in [1, 2, 3] {
            let mut kept = Kept::default();
            let records = Arc::clone(&kept.records);
            let advance = |more| _ = records.fetch_add(more, Ordering::Relaxed);
            let report =
                session::check_into(&program, inputs(&files), &files, &options(jobs), &advance, &mut kept);
            assert!(kept.rows == rows, "{jobs} threads");
            assert_eq!((report.findings.len(), kept.rewound), (0, rewound));
            let counts = |report: &Report| {
                [Severity::Error, Severity::Warning, Severity::Note].map(|one| report.count(one))
            };
            assert_eq!(counts(&report), counts(&whole));
            let early = kept.early.unwrap();
            assert!(rewound == 1 || early < report.records / 2, "{early} of {}", report.records);
        }
    }
}

#[test]
fn findings_of_a_line_with_many_records_leave_in_their_place() {
    let pack = concat!(
        "规则包 试\n  主表 项目\n\n表 项目\n  代码 : 文本\n  数 : 整数\n\n",
        "规则 R1 小数目\n  依据 \"例\"\n  对象 项目\n  要求 数 < 7\n  否则 错误 \"{代码} 是 {数}\"\n",
    );
    let program = crate::run::compile(pack);
    let record = |number: u32| format!("{{\"代码\": \"A{number}\", \"数\": {}}}", number % 10);
    let many: Vec<String> = (0..300).map(record).collect();
    let text = format!("{}\n[{}]\n{}\n", record(7), many.join(", "), record(8));
    let files = Memory(BTreeMap::from([("a.jsonl".to_owned(), text.into_bytes())]));
    let whole = checked(&program, &files, &Options::default());
    let mut kept = Kept::default();
    session::check_into(&program, inputs(&files), &files, &Options::default(), &|_| {}, &mut kept);
    assert_eq!(whole.findings.len(), 92);
    assert!(kept.rows == lines(&whole));
}

#[test]
fn findings_of_groups_leave_in_their_order() {
    let pack = concat!(
        "规则包 试\n  主表 项目\n\n表 项目\n  代码 : 文本\n  数 : 整数\n\n",
        "规则 R1 唯一\n  依据 \"例\"\n  对象 项目 按 代码\n  要求 计数() = 1\n  否则 警告 \"{计数()}\"\n",
    );
    let program = crate::run::compile(pack);
    let record = |number: u32| format!("{{\"代码\": \"A{}\", \"数\": {number}}}", number % 3000);
    let plain: Vec<String> = (0..7000).map(record).collect();
    // Members that are read with care have places that are looked up last.
    let mut odd = plain.clone();
    odd[4500] = format!("[{}, {}]", record(4500), record(7));
    for (lines_of, most) in [(plain, 100), (odd, 3000)] {
        let files = Memory(BTreeMap::from([("a.jsonl".to_owned(), lines_of.join("\n").into_bytes())]));
        for jobs in [1, 2] {
            let options = Options { jobs: Some(jobs), ..Options::default() };
            let whole = checked(&program, &files, &options);
            let mut kept = Kept::default();
            session::check_into(&program, inputs(&files), &files, &options, &|_| {}, &mut kept);
            assert_eq!(whole.findings.len(), 3000);
            assert!(kept.rows == lines(&whole), "{jobs} threads");
            assert!(kept.times <= most, "{} times", kept.times);
        }
    }
}

#[test]
fn a_record_that_goes_on_past_its_line_leaves_no_place_behind() {
    let pack = concat!(
        "规则包 试\n  主表 项目\n\n表 项目\n  代码 code : 文本\n",
        "  指标 goals : 列表 {\n    权 weight : 数值\n    码 code : 文本\n  }\n\n",
        "规则 R1 码\n  依据 \"例\"\n  对象 项目\n  要求 每个 指标 满足 (码 = \"Z\")\n  否则 错误 \"码\"\n",
    );
    let program = crate::run::compile(pack);
    for broken in [100, 126, 127, 128] {
        let mut lines = vec!["{\"code\":\"A1\"}"; 256];
        lines[broken] = "{\"goals\":[";
        lines[broken + 1] = "{\"code\":\"B2\",\"goals\":[{\"weight\":5}]}";
        let text = lines.join("\n").into_bytes();
        let files = Memory(BTreeMap::from([("a.jsonl".to_owned(), text)]));
        let fast = checked(&program, &files, &Options::default());
        let careful = checked(&program, &files, &Options { careful: true, ..Options::default() });
        assert_eq!(json(&fast), json(&careful), "line {broken}");
    }
}
