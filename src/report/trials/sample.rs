//! Reports made by hand.

use std::sync::Arc;

use crate::diag::{DataProblem, Diagnostic, Expected, Problem, Remark, Severity};
use crate::finding::{
    AppliedMeasure, Cause, Counts, Decision, Disabled, Finding, Message, Place, Reason, Report, Role, Run,
    Subjects, Tally, Total, UsedInput, UsedPack, Verdict, fingerprint,
};
use crate::schema::Names;
use crate::source::{Site, Source, Span};
use crate::value::{Number, Unit};

/// Text that every reader takes for something other than text.
pub(super) const HOSTILE: &str = "]]><script>alert(1)</script>&amp;<!-- %0A::error::x|`*[a](http://b)\
     {0}\u{1}\u{1b}[31m\u{202e}\u{85}\u{2028}\u{fffe}\r\n::error ::y\n\"'=cmd|' /C calc'!A0\u{e0041}\u{feff}@all #1 $x$";

/// A name with two spellings.
pub(super) fn names(first: &str, second: &str) -> Arc<Names> {
    Arc::new(Names { first: first.to_owned(), second: Some(second.to_owned()) })
}

/// The place of `part` in a source.
pub(super) fn site(source: &Source, part: &str) -> Site {
    let start = source.text().find(part).unwrap();
    source.site(Span::new(start, start + part.len()))
}

/// A cell.
pub(super) fn place(source: &Source, role: Role, field: &str, part: &str, value: Option<&str>) -> Place {
    Place {
        role,
        site: site(source, part),
        field: (field.to_owned(), field.to_owned()).into(),
        value: value.map(str::to_owned),
    }
}

/// A finding of a rule on a project.
pub(super) fn finding(
    rule: &str,
    key: &str,
    severity: Severity,
    message: &str,
    places: Vec<Place>,
) -> Finding {
    let field = places.first().map_or(String::new(), |place| place.field.0.clone());
    Finding {
        rule: rule.into(),
        name: names(&format!("规则{rule}"), "rule"),
        verdict: Verdict::Fail,
        severity,
        table: names("项目", "project"),
        key: key.to_owned(),
        unit: None,
        title: None,
        compared: None,
        message: Message::Rule(message.to_owned()),
        places,
        more: 0,
        basis: ["《中华人民共和国预算法》第三十二条、第五十七条".to_owned()].into(),
        measure: None,
        deduction: None,
        advice: None,
        fingerprint: fingerprint(rule, "项目", key, &field),
        suppression: None,
        age: None,
    }
}

/// A rule with its counts.
pub(super) fn tally(code: &str, severity: Severity, counts: Counts) -> Tally {
    Tally {
        subjects: Subjects::Records,
        code: code.into(),
        name: names(&format!("规则{code}"), "rule"),
        pack: "历城绩效".to_owned(),
        severity,
        // LC103 is a note as declared, LC102 as raised.
        declared_severity: if code == "LC102" { Severity::Note } else { severity },
        table: names("项目", "project"),
        basis: [
            "《中华人民共和国预算法》第三十二条、第五十七条".to_owned(),
            "济历城发〔2019〕32号".to_owned(),
        ]
        .into(),
        text: format!("规则 {code} 规则{code}\n  对象 项目\n  要求 事前评估.已开展\n"),
        period: None,
        versions: 1,
        counts,
    }
}

/// A file with the verdicts of its record.
pub(super) fn used(path: String, sha256: Option<String>, records: u64) -> UsedInput {
    let given = |verdict| {
        let mut counts = Counts::default();
        counts.count(verdict);
        counts.given()
    };
    let verdicts = match (path.contains("新增"), records) {
        (_, 0) => Vec::new(),
        (true, _) => [
            Verdict::Fail,
            Verdict::Pass,
            Verdict::NotApplicable,
            Verdict::Undetermined,
            Verdict::NotApplicable,
        ]
        .map(given)
        .to_vec(),
        (false, _) => [Verdict::Pass, Verdict::Fail, Verdict::Fail, Verdict::Pass, Verdict::NotApplicable]
            .map(given)
            .to_vec(),
    };
    UsedInput {
        path,
        table: None,
        bytes: sha256.as_ref().map(|_| 100),
        sha256,
        records,
        verdicts,
        counts: Vec::new(),
        fronts: Vec::new(),
    }
}

/// A measure with an amount in 元.
pub(super) fn measure(name: &str, weight: u32, amount: i128) -> AppliedMeasure {
    AppliedMeasure {
        name: names(name, name),
        weight,
        amount: Some(Number::integer(amount)),
        unit: Unit::TenThousand,
    }
}

/// A run over two files with every kind of outcome: an error with a measure, a warning, a note, two findings
/// with one fingerprint, an undetermined rule, one that applied to nothing, a malformed cell, a repeated key.
pub(super) fn report() -> Report {
    let first = Source::new(
        "./例 一/新增.toml",
        "项目代码 = \"A001\"\n申报金额 = 132\n评价 = { 得分 = \"😀高\" }\n[事前评估]\n".to_owned(),
    );
    let second = Source::new("b.json", "{\"预算\":\"😀\", \"金额\": 7, \"金额\": 8}\n".to_owned());
    let keep_out = measure("不予入库", 4, 1_320_000);
    let mut failed = finding(
        "LC101",
        "A001",
        Severity::Error,
        "未开展事前绩效评估，不得纳入项目库",
        vec![
            place(&first, Role::Primary, "事前评估.已开展", "[事前评估]", None),
            place(&first, Role::Related, "申报金额", "132", Some("132")),
        ],
    );
    failed.measure = Some(keep_out.clone());
    failed.advice = Some("编制事前绩效评估报告".to_owned());
    let warned = || {
        finding(
            "LC102",
            "B1",
            Severity::Warning,
            "金额偏小",
            vec![place(&second, Role::Primary, "金额", "7", Some("7"))],
        )
    };
    let noted = finding(
        "LC103",
        "B1",
        Severity::Note,
        "请留意",
        vec![place(&second, Role::Primary, "预算", "\"😀\"", Some("😀"))],
    );
    let mut open = finding(
        "LC104",
        "A001",
        Severity::Error,
        "",
        vec![place(&first, Role::Primary, "评价.得分", "\"😀高\"", Some("😀高"))],
    );
    open.verdict = Verdict::Undetermined;
    open.message = Message::Reason(Reason::Hangs(vec![Cause::Malformed {
        field: ("评价.得分".into(), "evaluation.score".into()),
        found: "😀高".into(),
    }]));
    let malformed = Diagnostic::error(
        Problem::Data(DataProblem::MalformedValue {
            field: "评价.得分".to_owned(),
            found: "😀高".to_owned(),
            expected: Expected::Number,
        }),
        site(&first, "\"😀高\""),
    );
    let repeated = Diagnostic::error(
        Problem::Data(DataProblem::DuplicateKey { key: "金额".to_owned() }),
        site(&second, "\"金额\": 8"),
    )
    .with(site(&second, "\"金额\": 7"), Remark::FirstHere);
    Report {
        run: Run {
            packs: vec![UsedPack {
                name: "历城绩效".into(),
                version: "2020.1".into(),
                sha256: "0".repeat(64),
            }],
            as_of: crate::value::parse_date("2020-03-01"),
            inputs: vec![
                used("./例 一/新增.toml".into(), Some("1".repeat(64)), 1),
                used("b.json".into(), Some("2".repeat(64)), 1),
                used("不在.csv".into(), None, 0),
            ],
        },
        records: 2,
        rules: vec![
            tally("LC101", Severity::Error, Counts { pass: 1, fail: 1, ..Counts::default() }),
            tally("LC102", Severity::Warning, Counts { pass: 1, fail: 1, ..Counts::default() }),
            tally("LC103", Severity::Note, Counts { not_applicable: 1, fail: 1, ..Counts::default() }),
            tally("LC104", Severity::Error, Counts { pass: 1, undetermined: 1, ..Counts::default() }),
            tally("LC105", Severity::Error, Counts { not_applicable: 2, ..Counts::default() }),
        ],
        disabled: vec![Disabled {
            rule: tally("LC106", Severity::Warning, Counts::default()),
            by: "本区".to_owned(),
            reason: "本区不设这类项目".to_owned(),
        }],
        findings: vec![failed, open, warned(), warned(), noted],
        decisions: vec![Decision {
            table: names("项目", "project"), key: "A001".into(), measure: keep_out
        }],
        totals: vec![Total {
            measure: names("不予入库", "keep_out"),
            count: 1,
            amount: Some(Number::integer(1_320_000)),
            unit: Unit::TenThousand,
            unknown: 0,
        }],
        diagnostics: vec![malformed, repeated],
        ..Report::default()
    }
}

/// The same with hostile text wherever text of users, rules or files may stand.
pub(super) fn hostile() -> Report {
    let source = Source::new(format!("例/{HOSTILE}.toml"), format!("x = 1 # {HOSTILE}\n"));
    let mut hostile = finding(
        HOSTILE,
        HOSTILE,
        Severity::Error,
        HOSTILE,
        vec![
            place(&source, Role::Primary, HOSTILE, "1", Some(HOSTILE)),
            place(&source, Role::Related, HOSTILE, "x", Some(HOSTILE)),
        ],
    );
    hostile.name = names(HOSTILE, HOSTILE);
    hostile.table = names(HOSTILE, HOSTILE);
    hostile.basis = [HOSTILE.to_owned(), format!("《{HOSTILE}》第一条")].into();
    hostile.advice = Some(HOSTILE.to_owned());
    hostile.measure = Some(measure(HOSTILE, 1, 1));
    let mut report = report();
    report.diagnostics.push(Diagnostic::error(
        Problem::Data(DataProblem::MalformedValue {
            field: HOSTILE.to_owned(),
            found: HOSTILE.to_owned(),
            expected: Expected::Number,
        }),
        site(&source, "1"),
    ));
    let mut rule = tally(HOSTILE, Severity::Error, Counts { fail: 1, ..Counts::default() });
    rule.name = names(HOSTILE, HOSTILE);
    rule.table = names(HOSTILE, HOSTILE);
    report.rules.push(rule);
    report.decisions.push(Decision {
        table: names(HOSTILE, HOSTILE),
        key: HOSTILE.into(),
        measure: measure(HOSTILE, 1, 1),
    });
    report.totals.push(Total {
        measure: names(HOSTILE, HOSTILE),
        count: 1,
        amount: Some(Number::ONE),
        unit: Unit::Yuan,
        unknown: 1,
    });
    report.run.packs.push(UsedPack { name: HOSTILE.into(), version: HOSTILE.into(), sha256: HOSTILE.into() });
    report.run.inputs.push(used(format!("例/{HOSTILE}.toml"), Some("3".repeat(64)), 1));
    report.findings.push(hostile);
    report
}
