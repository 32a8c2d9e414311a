//! Rules and documents in memory, and what comes of them.

use std::collections::BTreeMap;

use heng::finding::{Finding, Report, Verdict};
use heng::ir::{self, Checked, PackText, Program};
use heng::session::{self, Files, Input, Options};
use heng::source::Source;

/// A pack whose main table has a field for each state a cell can be in.
pub(crate) const TABLE: &str = r"
规则包 试
  主表 项目

表 项目 project
  主键 代码
  代码 code : 文本 必填
  零 : 数值 必填
  一 : 数值 必填
  空 : 数值 必填
  坏 : 数值 必填
  选 : 数值
  金额 amount : 金额 单位 万元
  得分 score : 数值 范围 [0, 100]
  名称 name : 文本
  属性 attribute : { 新增 new, 延续 continuing }
  日期 date : 日期
  年度 year : 年度
  占比 : 比例
  已办 : 是否
  评价 evaluation : { 分数 points : 数值  等级 : 文本 }
  资金 funds : 列表 { 来源 source : 文本  数额 value : 金额 单位 万元 必填  份额 share : 数值 }
  标签 tags : 列表 文本
";

/// A document in which 零 and 一 are what they say, 空 is not filled in and 坏 cannot be read.
pub(crate) fn document(more: &str) -> String {
    format!(r#"{{"代码": "A1", "零": 0, "一": 1, "坏": "约三"{more}}}"#)
}

/// The program of a pack that stands in one file.
pub(crate) fn compile(rules: &str) -> Checked<Program> {
    match compiled(rules) {
        (Some(program), _) => program,
        (None, diagnostics) => panic!("{diagnostics:#?}"),
    }
}

/// The codes of what is wrong with a pack.
pub(crate) fn codes(rules: &str) -> Vec<&'static str> {
    compiled(rules).1.iter().map(|diagnostic| diagnostic.problem.code()).collect()
}

fn compiled(rules: &str) -> (Option<Checked<Program>>, Vec<heng::diag::Diagnostic>) {
    let files = vec![Source::new("试.heng", rules.to_owned())];
    let packs = vec![PackText { name: "试".to_owned(), files }];
    ir::compile(packs, &session::embedded(), &[])
}

/// Files in memory.
#[derive(Debug)]
pub(crate) struct Memory(pub(crate) BTreeMap<String, Vec<u8>>);

impl Memory {
    pub(crate) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect())
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no such file".to_owned())
    }
}

/// All files checked.
pub(crate) fn check(program: &Checked<Program>, files: &Memory, options: &Options) -> Report {
    let inputs = files.0.keys().map(|path| Input { path: path.clone(), table: None }).collect();
    session::check(program, inputs, files, options, &|_| {})
}

/// What one rule says of one document: its only verdict, and its finding if it has one.
pub(crate) fn judge(rules: &str, document: &str) -> (Verdict, Option<Finding>) {
    let program = compile(&format!("{TABLE}\n{rules}"));
    let report = check(&program, &Memory::of([("a.json", document)]), &Options::default());
    let counts = report.verdicts();
    assert_eq!(counts.total(), 1, "{report:#?}");
    let verdict = match (counts.pass, counts.fail, counts.not_applicable, counts.undetermined) {
        (1, ..) => Verdict::Pass,
        (_, 1, ..) => Verdict::Fail,
        (_, _, 1, _) => Verdict::NotApplicable,
        (_, _, _, 1) => Verdict::Undetermined,
        _ => Verdict::Fault,
    };
    (verdict, report.findings.into_iter().next())
}

/// The verdict of a requirement on a document.
pub(crate) fn require(requirement: &str, document: &str) -> Verdict {
    judge(&rule(&format!("要求 {requirement}")), document).0
}

/// A rule with these clauses.
pub(crate) fn rule(clauses: &str) -> String {
    format!("规则 R1 例\n  依据 \"例\"\n  对象 项目\n  {clauses}\n  否则 错误 \"不符\"\n")
}

/// The fields and values that a finding points at.
pub(crate) fn cells(finding: Option<&Finding>) -> Vec<(&str, Option<&str>)> {
    let places = finding.map(|finding| finding.places.as_slice()).unwrap_or_default();
    places.iter().map(|place| (place.field.0.as_str(), place.value.as_deref())).collect()
}
