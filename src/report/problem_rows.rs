//! The rows of findings and diagnostics in the machine-readable reports: keys, their order and their spelling.

use std::borrow::Cow;
use std::sync::Arc;

use super::object::{Object, is_as_it_is, key, write_text};
use super::{rows, scores, states};
use crate::diag::{Diagnostic, Label};
use crate::finding::{Finding, Message, Place, Role, Suppression};
use crate::source::{CellRef, Site};
use crate::text::Language;

/// What a finding says, in its row; gives the place where the digits of its fingerprint begin.
pub(super) fn finding(finding: &Finding, language: Language, row: &mut Object<'_>) -> usize {
    row.text(key!("rule"), &finding.rule);
    row.plain(key!("verdict"), finding.verdict.word());
    row.plain(key!("severity"), finding.severity.word());
    row.text(key!("table"), &finding.table.first);
    row.text(key!("key"), &finding.key);
    if let Some(unit) = &finding.unit {
        row.text(key!("unit"), unit);
    }
    let message = match &finding.message {
        Message::Rule(text) => Cow::Borrowed(text.as_str()),
        Message::Reason(reason) => Cow::Owned(language.reason(reason)),
    };
    row.text(key!("message"), &message);
    // Nearly always one path, which is looked at once.
    let plain = finding.places.first().map(|first| &first.site.path).filter(|path| is_as_it_is(path));
    row.list(key!("places"), &finding.places, |one, out| Object::write(out, |row| place(one, plain, row)));
    if finding.more > 0 {
        row.number(key!("more"), finding.more);
    }
    row.list(key!("basis"), &*finding.basis, |basis, out| write_text(basis, out));
    match &finding.measure {
        Some(measure) => row.object(key!("measure"), |row| {
            row.text(key!("name"), &measure.name.first);
            row.maybe(key!("amount"), rows::amount(measure.amount, measure.unit).as_deref());
            row.text(key!("unit"), measure.unit.word());
        }),
        None => row.null(key!("measure")),
    }
    if let Some(deduction) = &finding.deduction {
        row.value(key!("deduction"), &scores::deduction(deduction));
    }
    row.maybe(key!("advice"), finding.advice.as_deref());
    let digits = finding.fingerprint.digits();
    row.plain(key!("fingerprint"), digits);
    let identity = row.end() - digits.len() - 1;
    if let Some(answer) = &finding.suppression {
        row.object(key!("suppression"), |row| suppression(answer, row));
    }
    if let Some(age) = finding.age {
        row.text(key!("baseline"), states::age(age));
    }
    identity
}

fn place(place: &Place, plain: Option<&Arc<str>>, row: &mut Object<'_>) {
    let role = match place.role {
        Role::Primary => "primary",
        Role::Related => "related",
        Role::Contributor => "contributor",
    };
    row.plain(key!("role"), role);
    site(&place.site, plain, row);
    row.text(key!("field"), &place.field.0);
    row.maybe(key!("value"), place.value.as_deref());
}

/// A place in a file, without lines and columns when it is a whole file; in a workbook they are rows and columns, and
/// the cell is named. `plain` is a path in which no character is escaped, if that is known of one.
fn site(site: &Site, plain: Option<&Arc<str>>, row: &mut Object<'_>) {
    if plain.is_some_and(|plain| Arc::ptr_eq(plain, &site.path)) {
        row.plain(key!("path"), &*site.path);
    } else {
        row.text(key!("path"), &site.path);
    }
    let Site { start, end, .. } = site;
    if site.inside {
        row.number(key!("line"), start.line as u64);
        row.number(key!("column"), start.column as u64);
        row.number(key!("end_line"), end.line as u64);
        row.number(key!("end_column"), end.column as u64);
    } else {
        row.null(key!("line"));
        row.null(key!("column"));
        row.null(key!("end_line"));
        row.null(key!("end_column"));
    }
    if let Some(cell) = &site.cell {
        row.text(key!("sheet"), &cell.sheet);
        row.text(key!("cell"), &CellRef::address(cell));
    }
}

/// What somebody answered to a finding.
fn suppression(suppression: &Suppression, row: &mut Object<'_>) {
    let days = suppression.days.map(|(from, until)| [from, until].map(|day| day.to_string()));
    let [from, until] =
        days.as_ref().map_or([None, None], |days| days.each_ref().map(|day| Some(day.as_str())));
    row.text(key!("status"), states::status(suppression.status));
    row.text(key!("justification"), &suppression.justification);
    row.text(key!("by"), &suppression.by);
    row.text(key!("basis"), &suppression.basis);
    row.maybe(key!("from"), from);
    row.maybe(key!("until"), until);
    site(&suppression.site, None, row);
}

/// What was wrong with a text, in its row.
pub(super) fn diagnostic(diagnostic: &Diagnostic, language: Language, row: &mut Object<'_>) {
    let sentence = language.problem(&diagnostic.problem);
    row.text(key!("code"), diagnostic.problem.code());
    row.text(key!("severity"), diagnostic.severity.word());
    row.text(key!("message"), &sentence.message);
    row.list(key!("places"), diagnostic.labels.iter().enumerate(), |(at, one), out| {
        Object::write(out, |row| label(at, one, language, row));
    });
    row.maybe(key!("help"), sentence.help.as_deref());
}

fn label(at: usize, label: &Label, language: Language, row: &mut Object<'_>) {
    row.text(key!("role"), if at == 0 { "primary" } else { "related" });
    site(&label.site, None, row);
    let remark = label.remark.as_ref().map(|remark| language.remark(remark));
    row.maybe(key!("remark"), remark.as_deref());
}
