//! Reports of a run made by hand, against what they must look like.

use std::sync::Arc;

use super::{Context, format_named};
use crate::diag::{DataProblem, Diagnostic, Expected, Problem, Severity};
use crate::finding::{
    AppliedMeasure, Counts, Decision, Disabled, Finding, Message, Place, Report, Role, Run, Subjects, Tally,
    Total, UsedInput, UsedPack, Verdict, fingerprint,
};
use crate::schema::Names;
use crate::source::{Source, Span};
use crate::text::Language;
use crate::value::{Number, Period, Unit};

fn written(report: &Report, format: &str, context: &Context) -> String {
    let mut out = Vec::new();
    (format_named(format).unwrap().write)(report, context, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn chinese() -> Context {
    Context { language: Language::Chinese, ..Context::default() }
}

fn names(first: &str, second: &str) -> Arc<Names> {
    Arc::new(Names { first: first.to_owned(), second: Some(second.to_owned()) })
}

fn span(source: &Source, part: &str) -> Span {
    let start = source.text().find(part).unwrap();
    Span::new(start, start + part.len())
}

fn place(source: &Source, role: Role, field: &str, part: &str, value: Option<&str>) -> Place {
    Place {
        role,
        site: source.site(span(source, part)),
        field: (field.to_owned(), field.to_owned()).into(),
        value: value.map(str::to_owned),
    }
}

fn finding(places: Vec<Place>, message: &str) -> Finding {
    Finding {
        rule: "LC101".into(),
        name: names("事前绩效评估必备", "assessment_required"),
        verdict: Verdict::Fail,
        severity: Severity::Error,
        table: names("项目", "project"),
        key: "A001".to_owned(),
        unit: None,
        title: None,
        compared: None,
        message: Message::Rule(message.to_owned()),
        places,
        more: 0,
        basis: ["济历城发〔2019〕32号".to_owned()].into(),
        measure: None,
        deduction: None,
        advice: None,
        fingerprint: fingerprint("LC101", "项目", "A001", "事前评估.已开展"),
        suppression: None,
        age: None,
    }
}

/// A run with one finding of a missing cell, one malformed cell, a decision and its total.
fn report() -> Report {
    let source =
        Source::new("例/新增.toml", "申报金额 = 132\n评价 = { 得分 = \"😀高\" }\n[事前评估]\n".to_owned());
    let measure = AppliedMeasure {
        name: names("不予入库", "keep_out"),
        weight: 4,
        amount: Some(Number::integer(1_320_000)),
        unit: Unit::TenThousand,
    };
    let mut failed = finding(
        vec![
            place(&source, Role::Primary, "事前评估.已开展", "[事前评估]", None),
            place(&source, Role::Related, "申报金额", "132", Some("132")),
        ],
        "未开展事前绩效评估，不得纳入项目库",
    );
    failed.measure = Some(measure.clone());
    failed.advice = Some("编制事前绩效评估报告".to_owned());
    let malformed = Diagnostic::error(
        Problem::Data(DataProblem::MalformedValue {
            field: "评价.得分".to_owned(),
            found: "😀高".to_owned(),
            expected: Expected::Number,
        }),
        source.site(span(&source, "\"😀高\"")),
    );
    let tally = |code: &str, counts| Tally {
        subjects: Subjects::Records,
        code: code.into(),
        name: names("名称", "name"),
        pack: "历城绩效".to_owned(),
        severity: Severity::Error,
        declared_severity: Severity::Error,
        table: names("项目", "project"),
        basis: Arc::default(),
        text: String::new(),
        period: None,
        versions: 1,
        counts,
    };
    Report {
        run: Run {
            packs: vec![UsedPack {
                name: "历城绩效".into(), version: "2020.1".into(), sha256: "00".into()
            }],
            as_of: None,
            inputs: vec![UsedInput {
                path: "例/新增.toml".into(),
                sha256: Some("11".into()),
                records: 1,
                ..UsedInput::default()
            }],
        },
        records: 1,
        rules: vec![
            Tally {
                period: Some(Period { from: "2021-01-01".parse().unwrap(), to: None }),
                versions: 2,
                ..tally("LC101", Counts { fail: 1, ..Counts::default() })
            },
            tally("LC102", Counts { not_applicable: 1, ..Counts::default() }),
        ],
        disabled: vec![Disabled {
            rule: Tally { declared_severity: Severity::Warning, ..tally("LC103", Counts::default()) },
            by: "本区".to_owned(),
            reason: "本区不用".to_owned(),
        }],
        findings: vec![failed],
        decisions: vec![Decision { table: names("项目", "project"), key: "A001".into(), measure }],
        totals: vec![Total {
            measure: names("不予入库", "keep_out"),
            count: 1,
            amount: Some(Number::integer(1_320_000)),
            unit: Unit::TenThousand,
            unknown: 0,
        }],
        diagnostics: vec![malformed],
        ..Report::default()
    }
}

#[test]
fn json_has_the_keys_of_version_1_in_their_order() {
    let message = Language::Chinese.problem(&report().diagnostics[0].problem);
    let expected = include_str!("../../tests/data/report.json")
        .lines()
        .map(str::trim)
        .collect::<String>()
        .replace("\"@MESSAGE\"", &serde_json::to_string(&message.message).unwrap())
        .replace("\"@HELP\"", &serde_json::to_string(&message.help).unwrap());
    assert_eq!(written(&report(), "json", &chinese()).trim_end(), expected);
}

#[test]
fn json_lines_are_objects_with_a_type() {
    let lines = written(&report(), "jsonl", &chinese());
    let types: Vec<String> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["type"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        types,
        [
            "report",
            "finding",
            "run",
            "rule",
            "rule",
            "disabled",
            "decision",
            "total",
            "diagnostic",
            "summary"
        ]
    );
}

#[test]
fn json_escapes_what_a_terminal_would_obey_or_hide() {
    let mut report = report();
    report.findings[0].message = Message::Rule("a\u{202e}\u{1b}\u{85}\u{e0041}".to_owned());
    let json = written(&report, "json", &chinese());
    assert!(json.contains(r#""message":"a\u202e\u001b\u0085\udb40\udc41""#), "{json}");
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["findings"][0]["message"], "a\u{202e}\u{1b}\u{85}\u{e0041}");
}

#[test]
fn concise_is_one_line_a_problem() {
    let lines = written(&report(), "concise", &chinese());
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("例/新增.toml:2:13: 错误 read/malformed-value "), "{}", lines[0]);
    assert_eq!(lines[1], "例/新增.toml:3:1: 错误 LC101 未开展事前绩效评估，不得纳入项目库");
}

fn snippet_of(text: &str, part: &str) -> String {
    let source = Source::new("a.toml", text.to_owned());
    let places = vec![place(&source, Role::Primary, "备注", part, Some(part))];
    let report = Report { records: 1, findings: vec![finding(places, "不对")], ..Report::default() };
    let text = written(&report, "text", &chinese());
    let lines = text.lines().skip_while(|line| !line.contains("╭─"));
    lines.take_while(|line| !line.contains("╰────")).collect::<Vec<_>>().join("\n")
}

#[test]
fn carets_stand_right_under_wide_characters_and_tabs() {
    assert_eq!(
        snippet_of("项目 = 1\n\t预算😀 = \"高\"\n", "\"高\""),
        "   ╭─[a.toml:2:8]
 2 │     预算😀 = \"高\"
   ·              ──┬─
   ·                ╰── 备注"
    );
}

#[test]
fn a_mark_at_the_end_of_the_text_is_not_lost() {
    assert_eq!(
        snippet_of("金额 =", ""),
        "   ╭─[a.toml:1:1]
 1 │ 金额 =
   · ▲
   · ╰── 备注"
    );
    let source = Source::new("a.toml", "金额 =".to_owned());
    let site = source.site(Span::at(source.text().len()));
    let end = Place {
        role: Role::Primary,
        site,
        field: ("金额".to_owned(), "amount".to_owned()).into(),
        value: None,
    };
    let report = Report { records: 1, findings: vec![finding(vec![end], "不对")], ..Report::default() };
    assert!(
        written(&report, "text", &chinese())
            .contains(" 1 │ 金额 =\n   ·       ▲\n   ·       ╰── 未填 `金额`")
    );
}

#[test]
fn a_long_line_is_clipped_around_the_mark() {
    let line = format!("{}目标{}\n", "金".repeat(100_000), "额".repeat(100_000));
    let shown = snippet_of(&line, "目标");
    assert!(shown.contains(":1:100001]"), "{shown}");
    assert!(shown.contains(&format!("│ …{}目标{}…", "金".repeat(30), "额".repeat(31))), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 100));
}

#[test]
fn hidden_characters_are_shown() {
    let shown = snippet_of("备注 = \"a\u{1b}[31m\u{202e}b\"\n", "\"a\u{1b}[31m\u{202e}b\"");
    assert!(shown.contains("备注 = \"a␛[31m⟨U+202E⟩b\""), "{shown}");
}

#[test]
fn lines_that_follow_each_other_stand_together_and_files_apart() {
    let one = Source::new("a.toml", "甲 = 1\n乙 = 2\n\n\n丙 = 3\n".to_owned());
    let other = Source::new("b.toml", "丁 = 4\n".to_owned());
    let places = vec![
        place(&one, Role::Primary, "乙", "2", Some("2")),
        place(&one, Role::Related, "甲", "1", Some("1")),
        place(&one, Role::Related, "丙", "3", Some("3")),
        place(&other, Role::Related, "丁", "4", Some("4")),
    ];
    let report = Report { records: 1, findings: vec![finding(places, "不对")], ..Report::default() };
    let text = written(&report, "text", &chinese());
    let heads: Vec<&str> = text.lines().filter(|line| line.contains("╭─")).map(str::trim).collect();
    assert_eq!(heads, ["╭─[a.toml:2:5]", "╭─[a.toml:5:5]", "╭─[b.toml:1:5]"]);
}

#[test]
fn a_finding_says_basis_measure_and_advice() {
    let text = written(&report(), "text", &chinese());
    assert!(
        text.contains("错误[LC101] 事前绩效评估必备 · 项目 A001\n  × 未开展事前绩效评估，不得纳入项目库\n"),
        "{text}"
    );
    assert!(
        text.contains("    依据：济历城发〔2019〕32号\n    处置：不予入库，132.00 万元\n    建议：编制"),
        "{text}"
    );
}

#[test]
fn the_summary_shows_the_equation_of_every_rule() {
    let text = written(&report(), "text", &chinese());
    assert!(
        text.contains(
            "规则  合规 + 违反 + 不适用 + 无法判定 + 故障 = 对象 名称
LC101    0 +    1 +      0 +        0 +    0 =    1 名称 [2021-01-01 起]
LC102    0 +    0 +      1 +        0 +    0 =    1 名称
合计     0 +    1 +      1 +        0 +    0 =    2
"
        ),
        "{text}"
    );
    assert!(text.contains("没有适用对象的规则：LC102"), "{text}");
    assert!(text.ends_with("还有 2 处必须修改\n"), "{text}");
}

#[test]
fn nothing_checked_never_looks_like_passed() {
    let empty = Report::default();
    assert_eq!(Language::Chinese.conclusion(&empty), "没有检查任何申报");
    assert_eq!(Language::English.conclusion(&empty), "No declaration was checked");
    let no_rules = Report { records: 3, ..Report::default() };
    assert_eq!(Language::Chinese.conclusion(&no_rules), "没有执行任何规则，申报未经检查");
    let mut unused = Report { records: 1, rules: report().rules, ..Report::default() };
    unused.rules.remove(0);
    assert_eq!(Language::Chinese.conclusion(&unused), "没有规则适用于这些申报，未作判定");
    unused.rules[0].counts = Counts { pass: 1, ..Counts::default() };
    assert_eq!(Language::Chinese.conclusion(&unused), "1 条记录未发现问题");
}

#[test]
fn colours_only_where_they_are_wanted() {
    assert!(!written(&report(), "text", &chinese()).contains('\u{1b}'));
    assert!(
        written(&report(), "text", &Context { color: true, ..chinese() }).contains("\u{1b}[1;31m错误[LC101]")
    );
}

#[test]
fn an_amount_without_end_is_rounded_to_cents_in_json() {
    let mut report = report();
    report.decisions[0].measure.amount = Some(Number::ONE.over(Number::integer(3)).unwrap());
    let json: serde_json::Value = serde_json::from_str(&written(&report, "json", &chinese())).unwrap();
    assert_eq!(json["decisions"][0]["amount"], "0.000033");
}
