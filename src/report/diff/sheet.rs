//! What two runs say differently as headings and rows of text, however they are laid out afterwards.

use crate::finding::Status;
use crate::finding::record::{
    Causes, Change, ChangedDecision, ChangedScore, ChangedTotal, Diff, FindingEntry, Kind, MeasureEntry,
    Moved,
};
use crate::report::text::amount;
use crate::text::Language;
use crate::value::{Number, Unit};

/// Headings and rows.
pub(super) struct Sheet {
    /// What the runs were made of differently, a line each.
    pub(super) causes: Vec<String>,
    /// Tables with their titles.
    pub(super) tables: Vec<Table>,
    /// How many findings came, went, changed and stayed.
    pub(super) summary: String,
}

/// A table with its title; the last `numbers` columns are numbers.
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) heads: Vec<String>,
    pub(super) numbers: usize,
    pub(super) rows: Vec<Vec<String>>,
}

/// Lays out what two runs say differently. Tables without a row are left out.
pub(super) fn sheet(diff: &Diff, language: Language) -> Sheet {
    let words = language.records();
    let mut tables: Vec<Table> =
        [Kind::New, Kind::Fixed, Kind::Changed].map(|kind| changes(diff, kind, language)).into();
    let report = language.report();
    tables.push(Table {
        title: words.decisions,
        heads: [report.subject, words.before, words.after, words.difference].map(str::to_owned).into(),
        numbers: 1,
        rows: diff.decisions.iter().map(|one| decision(one, language)).collect(),
    });
    tables.push(Table {
        title: words.totals,
        heads: vec![
            report.measure.to_owned(),
            format!("{} {}", words.before, report.count),
            format!("{} {}", words.before, report.amount),
            format!("{} {}", words.after, report.count),
            format!("{} {}", words.after, report.amount),
            words.difference.to_owned(),
        ],
        numbers: 5,
        rows: diff.totals.iter().map(|one| total(one, language)).collect(),
    });
    tables.push(Table {
        title: words.scores,
        heads: [words.scorecard, language.scores().unit, words.before, words.after, words.difference]
            .map(str::to_owned)
            .into(),
        numbers: 3,
        rows: diff.scores.iter().map(|one| score(one, language)).collect(),
    });
    tables.retain(|table| !table.rows.is_empty());
    Sheet {
        causes: causes(&diff.causes, language),
        tables,
        summary: language.changes(
            diff.count(Kind::New),
            diff.count(Kind::Fixed),
            diff.count(Kind::Changed),
            diff.unchanged,
        ),
    }
}

fn causes(causes: &Causes, language: Language) -> Vec<String> {
    let words = language.records();
    let Causes { tool, as_of, packs, rules, params, inputs, options } = causes;
    let kinds = [
        (words.tool, tool.as_slice()),
        (words.as_of, as_of.as_slice()),
        (words.option, options),
        (words.pack, packs),
        (words.rule, rules),
        (words.param, params),
        (words.input, inputs),
    ];
    let lines = kinds.into_iter().flat_map(|(kind, moved)| {
        moved.iter().map(move |one| {
            // Of two hashes nobody reads more than that they differ.
            language.moved(
                kind,
                &Moved { from: short(one.from.as_ref()), to: short(one.to.as_ref()), ..one.clone() },
            )
        })
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { vec![words.no_cause.to_owned()] } else { lines }
}

/// A text in which hashes are cut to twelve digits.
fn short(text: Option<&String>) -> Option<String> {
    const DIGITS: usize = 12;
    let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let cut = |word: &str| -> String {
        if is_hash(word) { word.chars().take(DIGITS).collect() } else { word.to_owned() }
    };
    text.map(|text| text.split(' ').map(cut).collect::<Vec<_>>().join(" "))
}

fn changes(diff: &Diff, kind: Kind, language: Language) -> Table {
    let report = language.report();
    let words = language.records();
    let rows = diff.changes.iter().filter(|change| change.kind == kind);
    let mut rows: Vec<Vec<String>> = rows.filter_map(|change| finding(change, language)).collect();
    let mut heads =
        vec![report.rule, report.subject, report.measure, words.finding, words.why, language.states().state];
    // Most runs have no answers.
    if rows.iter().all(|row| row.last().is_some_and(String::is_empty)) {
        heads.pop();
        for row in &mut rows {
            row.truncate(heads.len());
        }
    }
    Table {
        title: language.change(kind),
        heads: heads.into_iter().map(str::to_owned).collect(),
        numbers: 0,
        rows,
    }
}

fn finding(change: &Change, language: Language) -> Option<Vec<String>> {
    let comma = language.report().comma;
    let shown = change.after.as_ref().or(change.before.as_ref())?;
    let why: Vec<&str> = change.why.iter().map(|why| language.why(*why)).collect();
    let measures = match (&change.before, &change.after) {
        (Some(before), Some(after)) if before.measure != after.measure => {
            format!("{} → {}", followed(before, language), followed(after, language))
        }
        _ => followed(shown, language),
    };
    let message = match (&change.before, &change.after) {
        (Some(before), Some(after)) if before.message != after.message => {
            format!("{} → {}", before.message, after.message)
        }
        _ => shown.message.clone(),
    };
    Some(vec![
        shown.rule.clone(),
        subject(&shown.table, &shown.key),
        measures,
        message,
        why.join(comma),
        states(change, language),
    ])
}

/// How a finding stands, where somebody has answered it in one of the two runs.
fn states(change: &Change, language: Language) -> String {
    let state = |side: &FindingEntry| side.state.as_deref().and_then(Status::named);
    let [before, after] = [&change.before, &change.after].map(|side| side.as_ref().map(state));
    match (before, after) {
        (Some(before), Some(after)) if before != after => {
            format!("{} → {}", language.standing(before), language.standing(after))
        }
        (Some(state), None) | (_, Some(state)) => state.map_or("", |state| language.status(state)).to_owned(),
        (None, None) => String::new(),
    }
}

fn followed(finding: &FindingEntry, language: Language) -> String {
    measure(finding.measure.as_ref(), language)
}

fn subject(table: &str, key: &str) -> String {
    format!("{table} {key}").trim_end().to_owned()
}

fn measure(measure: Option<&MeasureEntry>, language: Language) -> String {
    let Some(measure) = measure else {
        return language.records().nothing.to_owned();
    };
    match money(number(measure)) {
        Some(amount) => format!("{} {amount}", measure.name),
        None => measure.name.clone(),
    }
}

fn number(measure: &MeasureEntry) -> Option<Number> {
    measure.amount.as_deref().and_then(Number::parse)
}

fn money(amount_in_yuan: Option<Number>) -> Option<String> {
    amount(amount_in_yuan, Unit::TenThousand)
}

fn decision(changed: &ChangedDecision, language: Language) -> Vec<String> {
    let [before, after] = [&changed.before, &changed.after];
    let amounts = [before, after].map(|side| side.as_ref().and_then(number));
    vec![
        subject(&changed.table, &changed.key),
        measure(before.as_ref(), language),
        measure(after.as_ref(), language),
        difference(amounts),
    ]
}

fn total(changed: &ChangedTotal, language: Language) -> Vec<String> {
    let none = language.report().no_amount;
    let side = |(count, amount): (u64, Option<Number>)| {
        [count.to_string(), money(amount).unwrap_or_else(|| none.to_owned())]
    };
    let mut row = vec![changed.measure.clone()];
    row.extend(side(changed.before));
    row.extend(side(changed.after));
    row.push(difference([changed.before.1, changed.after.1]));
    row
}

/// The second less the first, with its sign; nothing where neither has an amount.
fn difference([before, after]: [Option<Number>; 2]) -> String {
    if before.is_none() && after.is_none() {
        return String::new();
    }
    let difference = after.unwrap_or(Number::ZERO).minus(before.unwrap_or(Number::ZERO)).ok();
    let sign = if difference.is_some_and(|amount| amount > Number::ZERO) { "+" } else { "" };
    money(difference).map(|amount| format!("{sign}{amount}")).unwrap_or_default()
}

/// A unit with its scores, each out of the full marks.
fn score(changed: &ChangedScore, language: Language) -> Vec<String> {
    let none = language.records().nothing;
    let [before, after] = [changed.before, changed.after];
    let marks = |side: Option<(Number, Number)>| match side {
        Some((full, score)) => format!("{}/{}", score.to_decimal(0), full.to_decimal(0)),
        None => none.to_owned(),
    };
    let difference = match (before, after) {
        (Some((_, before)), Some((_, after))) => after.minus(before).ok(),
        _ => None,
    };
    let signed = |number: Number| {
        let sign = if number > Number::ZERO { "+" } else { "" };
        format!("{sign}{}", number.to_decimal(0))
    };
    vec![
        changed.scorecard.clone(),
        changed.unit.clone().unwrap_or_else(|| language.scores().no_unit.to_owned()),
        marks(before),
        marks(after),
        difference.map(signed).unwrap_or_default(),
    ]
}
