//! The words of reports.

use crate::diag::{Remark, Severity};
use crate::finding::{Cause, Place, Reason, Report, Role};
use crate::text::{Language, ReportWords};

pub(in crate::text) const WORDS: ReportWords = ReportWords {
    colon: ": ",
    comma: ", ",
    basis: "basis",
    measure: "measure",
    advice: "advice",
    help: "help",
    place: "at",
    verdicts: "Verdicts by rule",
    rule: "rule",
    name: "name",
    subjects: "subjects",
    five: ["pass", "fail", "not applicable", "undetermined", "fault"],
    sum: "total",
    unused: "Rules that applied to nothing",
    disabled: "Disabled rules",
    disabled_by: "disabled by",
    reason: "reason",
    decisions: "Decisions",
    subject: "subject",
    amount: "amount",
    totals: "Measures in all",
    count: "count",
    unknown: "amount unknown",
    no_amount: "—",
    unlisted: "Findings are only counted here. To list them, use `--format text`, `--format csv` or `--format jsonl`; for those of one rule add `--select CODE`",
    no_key: "(no key)",
};

pub(in crate::text) fn place(place: &Place) -> String {
    let field = &place.field.1;
    match (place.role, &place.value) {
        (_, None) if field.is_empty() => "nothing filled in here".to_owned(),
        (Role::Primary, None) => format!("`{field}` is not filled in"),
        (Role::Related, None) => format!("related: `{field}` is not filled in"),
        (Role::Contributor, None) => format!("among them: `{field}` is not filled in"),
        (Role::Primary, Some(_)) => field.clone(),
        (Role::Related, Some(_)) => format!("related: {field}"),
        (Role::Contributor, Some(_)) => format!("among them: {field}"),
    }
}

pub(in crate::text) fn more_records(count: u64) -> String {
    format!("and {}", number(count, "more record"))
}

pub(in crate::text) fn more_places(count: usize) -> String {
    format!("{} not shown", number(count as u64, "more related place"))
}

pub(in crate::text) fn remark(remark: &Remark) -> String {
    match remark {
        Remark::ChildHere => "the first row of the child table is here".to_owned(),
        Remark::FirstHere => "first here".to_owned(),
        Remark::DeclaredHere => "declared here".to_owned(),
        Remark::OtherRow => "the other row".to_owned(),
        Remark::InForceFrom(day) => format!("with this value, in force from {day}"),
        Remark::OverriddenHere => "with the value given here".to_owned(),
        Remark::UsedHere => "used here".to_owned(),
        Remark::HasType(ty) => format!("this is {ty}"),
    }
}

pub(in crate::text) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Hangs(causes) if causes.is_empty() => "cannot be decided on the data given".to_owned(),
        Reason::Hangs(causes) => {
            let causes: Vec<String> = causes.iter().map(cause).collect();
            format!("{}, so it cannot be decided", causes.join("; "))
        }
        Reason::Overflow => "a result is too large to be held exactly".to_owned(),
        Reason::DivisionByZero => "the rule divides by zero here".to_owned(),
        Reason::NotANumber => "the rule reads a text as a number here, and it is none".to_owned(),
    }
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Malformed { field, found } => format!("`{}` holds `{found}`, which cannot be read", field.1),
        Cause::NotFound { table, key } => format!("`{}` has no record with key `{key}`", table.1),
        Cause::Several { table, key } => format!("`{}` has several records with key `{key}`", table.1),
        Cause::Missing { field } => format!("`{}` is not filled in", field.1),
    }
}

pub(in crate::text) fn scope(report: &Report) -> Vec<String> {
    let packs: Vec<String> = report
        .run
        .packs
        .iter()
        .map(|pack| format!("{} {}", pack.name, pack.version).trim().to_owned())
        .collect();
    let day = report.run.as_of.map_or_else(
        || "no day given, every rule is in force in its newest version".to_owned(),
        |day| format!("rules in force on {day}"),
    );
    vec![
        format!(
            "Checked {} and {} against {}{}",
            number(report.run.inputs.len() as u64, "file"),
            number(report.records, "record"),
            number(report.rules.len() as u64, "rule"),
            match report.disabled.len() {
                0 => String::new(),
                disabled => format!(" ({disabled} more disabled)"),
            }
        ),
        format!("Packs: {} ({day})", packs.join(", ")),
    ]
}

pub(in crate::text) fn in_lines(count: usize) -> String {
    format!(
        "There are many problems: {count} of them have one line each; to see lines, bases and advice, check single \
         files, or write a page with --out html=report.html"
    )
}

pub(in crate::text) fn counts(report: &Report) -> String {
    format!(
        "{}, {}, {}",
        number(report.count(Severity::Error) as u64, "error"),
        number(report.count(Severity::Warning) as u64, "warning"),
        number(report.count(Severity::Note) as u64, "note")
    )
}

pub(in crate::text) fn affected(report: &Report) -> String {
    let verb = if report.affected == 1 { "has" } else { "have" };
    format!("{} of {} {verb} findings", report.affected, number(report.records, "record"))
}

pub(in crate::text) fn conclusion(report: &Report) -> String {
    let settled = match report.settled_counts() {
        (0, 0) => String::new(),
        (waived, 0) => format!("; {waived} waived"),
        (0, explained) => format!("; {explained} explained, under review"),
        (waived, explained) => format!("; {waived} waived, {explained} explained, under review"),
    };
    let language = Language::English;
    let comparison = language.comparison(report).map(|text| format!("; {text}"));
    to_do(report) + &settled + &comparison.unwrap_or_default()
}

/// What is left to do.
fn to_do(report: &Report) -> String {
    let (errors, warnings, notes) = (
        report.count(Severity::Error) as u64,
        report.count(Severity::Warning) as u64,
        report.count(Severity::Note) as u64,
    );
    let verdicts = report.verdicts();
    let open = report.undecided();
    let open = if open == 0 { String::new() } else { format!(" ({open} of them undetermined)") };
    if report.records == 0 {
        return match errors {
            0 => "No declaration was checked".to_owned(),
            errors => format!("No declaration was checked: {} first", number(errors, "error")),
        };
    }
    if report.rules.is_empty() {
        return "No rule was run: the declarations were not checked".to_owned();
    }
    let idle = verdicts.total() == verdicts.not_applicable;
    let nothing = "No rule applies to these declarations: nothing was decided";
    let found = match (errors, warnings) {
        (0, 0) if idle => return nothing.to_owned(),
        (0, 0) if notes > 0 => format!("Nothing to correct or verify; {} to read", number(notes, "note")),
        (0, 0) if report.settled_counts() != (0, 0) => "Nothing left to do".to_owned(),
        (0, 0) => format!("No problem found in {}", number(report.records, "record")),
        (errors, 0) => format!("{} to correct{open}", number(errors, "problem")),
        (0, warnings) => format!("Nothing to correct; {} to verify{open}", number(warnings, "problem")),
        (errors, warnings) => {
            format!("{} to correct and {warnings} to verify{open}", number(errors, "problem"))
        }
    };
    if idle { format!("{nothing}; {found}") } else { found }
}

/// `1 record`, `2 records`.
pub(super) fn number(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
