//! A small data model, and what the compiler says of text that stands after it.

use heng::diag::{Diagnostic, Label, Problem};
use heng::ir::{Checked, Library, PackText, Program, compile};
use heng::source::Source;
use heng::text::Language;

/// The tables, types, parameters and measures that the tests use.
pub(super) const MODEL: &str = r#"
规则包 试
  主表 项目
类型 等级 grade { 优 excellent, 良 good, 中 fair, 差 poor }
表 项目 project
  主键 代码
  占位 "无"
  代码 code : 文本 必填 匹配 "^[0-9]+$"
  申报金额 amount : 金额 必填 单位 万元
  占比 share : 比例 必填
  总分 total : 数值 必填 范围 [0, 100]
  人数 staff : 整数 必填 范围 [0, 100]
  年份 year : 年度 必填
  开工 started : 日期 必填
  期限 term : 天数 必填
  已验收 accepted : 是否 必填
  评级 rating : 等级 必填
  复评 review : 等级
  资金 funds : 列表 { 来源 source : 文本 必填  金额 amount : 金额 必填 单位 万元  已到 received : 金额 单位 万元 } 必填
  明细 items : 列表 { 单价 price : 金额 必填  数量 count : 整数 必填 } 必填
  附件 papers : 列表 { 文号 number : 文本 必填 }
  标签 tags : 列表 文本 必填
  评价 evaluation : { 得分 score : 数值 范围 [0, 100]  金额 amount : 金额 单位 万元 }
参数 起点 threshold : 金额 = 50万元
参数 好评 favourable : 集合 等级 = {优, 良}
处置 提醒 remind 轻重 1
处置 压减 cut (幅度 : 比例) 轻重 2 金额 申报金额 × 幅度
处置 取消 cancel 轻重 3 金额 申报金额
"#;

/// A library with packs by name.
pub(super) struct Shelf(pub(super) &'static [(&'static str, &'static str)]);

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackText> {
        let (_, text) = self.0.iter().find(|(own, _)| *own == name)?;
        let files = vec![Source::new(format!("{name}/a.heng"), (*text).to_owned())];
        Some(PackText { name: name.to_owned(), files })
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| (*name).to_owned()).collect()
    }
}

/// What comes of one file.
pub(super) fn compiled(
    text: &str,
    overrides: &[(&str, &str)],
) -> (Option<Checked<Program>>, Vec<Diagnostic>) {
    let files = vec![Source::new("试/a.heng", text.to_owned())];
    let overrides: Vec<(String, String)> =
        overrides.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    compile(vec![PackText { name: "试".to_owned(), files }], &Shelf(&[]), &overrides)
}

/// What the compiler says, a line a diagnostic: `code | text at the place | remedy`.
pub(super) fn said(diagnostics: &[Diagnostic]) -> Vec<[String; 3]> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.labels.first().map(place).unwrap_or_default();
            for language in [Language::Chinese, Language::English] {
                let sentence = language.problem(&diagnostic.problem);
                assert!(!sentence.message.ends_with(['。', '.']), "{}", sentence.message);
                let worded = sentence.message != diagnostic.problem.code();
                assert!(worded || !matches!(diagnostic.problem, Problem::Rule(_)), "{}", sentence.message);
            }
            let help = Language::Chinese.problem(&diagnostic.problem).help.unwrap_or_default();
            [diagnostic.problem.code().to_owned(), place, help]
        })
        .collect()
}

/// The text that a label points at.
pub(super) fn place(label: &Label) -> String {
    let excerpt = label.site.excerpt.as_ref();
    excerpt
        .and_then(|excerpt| excerpt.text.get(excerpt.span.range()))
        .map(|text| text.trim().to_owned())
        .unwrap_or_default()
}

/// Compiles `text` after the model; exactly these must be said, each `(code, place, part of the remedy)`.
#[track_caller]
pub(super) fn says(text: &str, expected: &[(&str, &str, &str)]) {
    says_of(&format!("{MODEL}{text}"), expected);
}

/// The same without the model.
#[track_caller]
pub(super) fn says_of(text: &str, expected: &[(&str, &str, &str)]) {
    let (program, diagnostics) = compiled(text, &[]);
    let found = said(&diagnostics);
    let alike = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|([code, place, help], (c, p, h))| code == c && place == p && help.contains(h));
    assert!(alike, "found {found:#?}\nexpected {expected:#?}");
    let fatal = diagnostics.iter().any(|diagnostic| diagnostic.severity == heng::diag::Severity::Error);
    assert_eq!(program.is_none(), fatal);
}

/// A rule with these clauses.
pub(super) fn rule(clauses: &str) -> String {
    let outcome = if clauses.contains("否则") { "" } else { "否则 错误 \"不符\"" };
    format!("规则 R1 甲 依据 \"文\" 对象 项目 {clauses} {outcome}\n")
}

/// A rule that demands this.
pub(super) fn requiring(requirement: &str) -> String {
    rule(&format!("要求 {requirement}"))
}

/// A tier set over these axes with these rows.
pub(super) fn tiers(axes: &str, rows: &str) -> String {
    format!("分档 T1 甲 依据 \"文\" 对象 项目 按 {axes}\n{rows}\n")
}

/// The program of `text` after the model; nothing may be said.
#[track_caller]
pub(super) fn program(text: &str) -> Checked<Program> {
    let (program, diagnostics) = compiled(&format!("{MODEL}{text}"), &[]);
    assert_eq!(said(&diagnostics), Vec::<[String; 3]>::new());
    program.unwrap()
}
