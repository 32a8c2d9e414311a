//! What a case file shows of the tests in its rules: how each case ends, what none shows, what none notices.

use std::fmt::Write;

use heng::ir::{Change, Checked, Clause, Program, Way};
use heng::schema::Names;
use heng::session::{self, Aspect, CaseResult};
use heng::text::{Language, Notice};

use crate::cases::{place, show_diagnostic};

/// Writes what is asked for: `用例`, `覆盖`, `改动`.
pub(crate) fn show_tests(out: &mut String, program: &Checked<Program>, asked: &[String]) {
    for what in asked {
        match what.as_str() {
            "用例" => show_cases(out, program),
            "覆盖" => show_coverage(out, program),
            "改动" => show_mutation(out, program),
            what => panic!("nothing to show is called `{what}`"),
        }
    }
}

fn show_cases(out: &mut String, program: &Checked<Program>) {
    for case in session::run_tests(program).cases {
        let state = match (case.passed(), case.todo) {
            (true, false) => "通过",
            (true, true) => "待修",
            (false, _) => "不符",
        };
        writeln!(out, "{} {state} {} {}", place(&case.site), case.rule, case.title).unwrap();
        if case.passed() {
            continue;
        }
        if case.todo {
            writeln!(out, "  {}", Language::Chinese.notice(&Notice::TodoPasses)).unwrap();
        }
        for aspect in &case.differs {
            let (expected, found) = compared(&case, *aspect);
            writeln!(out, "  应 {expected}，实 {found}").unwrap();
        }
        for diagnostic in &case.diagnostics {
            show_diagnostic(out, diagnostic);
        }
    }
}

fn compared(case: &CaseResult, aspect: Aspect) -> (String, String) {
    let (expected, found) = (&case.expected, &case.found);
    let name = |names: Option<&Names>| names.map_or("无", |names| &names.first).to_owned();
    let verdict = |verdict| Language::Chinese.verdict(verdict).to_owned();
    let severity =
        |severity: Option<_>| severity.map_or("无", |it| Language::Chinese.severity(it)).to_owned();
    let amount = |amount: Option<heng::value::Number>| {
        amount.map_or("无".to_owned(), |amount| format!("{}元", amount.to_grouped(2)))
    };
    let points = |points: Option<heng::value::Number>| {
        points.map_or("无".to_owned(), |points| format!("{}分", points.to_decimal(0)))
    };
    match aspect {
        Aspect::Verdict => (verdict(expected.verdict), verdict(found.verdict)),
        Aspect::Severity => (severity(expected.severity), severity(found.severity)),
        Aspect::Measure => (name(expected.measure.as_deref()), name(found.measure.as_deref())),
        Aspect::Amount => (amount(expected.amount), amount(found.amount)),
        Aspect::Points => (points(expected.points), points(found.points)),
        Aspect::Field => (
            expected.field.clone().unwrap_or_default(),
            found.field.as_ref().map(|field| field.0.clone()).unwrap_or_default(),
        ),
    }
}

fn show_coverage(out: &mut String, program: &Checked<Program>) {
    let coverage = session::coverage(program, &session::run_tests(program));
    for rule in &coverage.rules {
        let code = &program.rules[rule.number].code;
        if rule.cases == 0 {
            writeln!(out, "{} {code} 没有用例", place(&rule.site)).unwrap();
        }
        for branch in rule.branches.iter().filter(|branch| rule.cases > 0 && !branch.shown) {
            let way = match (branch.part, branch.way) {
                (Clause::Row(_), _) => "档",
                (_, Way::Holds) => "成立",
                (_, Way::Fails) => "不成立",
                (_, Way::Unknown) => "未知",
            };
            writeln!(out, "{} {code} 没有走到 {way}：{}", place(&branch.site), branch.text).unwrap();
        }
    }
}

fn show_mutation(out: &mut String, program: &Checked<Program>) {
    let mutation = session::mutate(program);
    let share = mutation.share();
    writeln!(out, "改动 {} 处，察觉 {} 处", share.all, share.of_them).unwrap();
    for rule in &mutation.rules {
        let code = &program.rules[rule.number].code;
        for one in &rule.unnoticed {
            let change = match &one.change {
                Change::Replaced { from, to } => format!("{from} 改成 {to}"),
                Change::Dropped(text) => format!("去掉 {text}"),
                Change::Negated(text) => format!("{text} 改成相反"),
                Change::Turned(text) => format!("{text} 倒过来"),
            };
            writeln!(out, "{} {code} 没有察觉 {change}", place(&one.site)).unwrap();
        }
    }
}
