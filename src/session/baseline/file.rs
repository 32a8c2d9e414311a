//! Baselines as they are written, and `json` reports of earlier runs, which hold the same and more.

use crate::diag::{Diagnostic, Problem, Severity, StateProblem};
use crate::finding::{Known, Verdict};
use crate::read::{Entry, Node, NodeKind, Parsed, formats};
use crate::source::{Source, Span};

/// The key of a baseline that no report and no record has.
const KIND: &str = "baseline";

/// True for a baseline that was written as one, which may be replaced by a newer one; a report may not.
pub fn is_baseline(source: &Source) -> bool {
    parsed(source).documents.first().is_some_and(|document| field(document, KIND).is_some())
}

fn parsed(source: &Source) -> Parsed {
    let json = formats().iter().find(|format| format.name == "JSON");
    json.and_then(|json| json.parse).map_or_else(Parsed::default, |parse| parse(source))
}

/// The findings of a baseline, or all that is wrong with it. The file is JSON whatever its name ends in.
///
/// Of a report those that were waived are left out, as they are when a baseline is written: when the waiver ends they
/// are new.
pub fn read_baseline(source: &Source) -> Result<Vec<Known>, Vec<Diagnostic>> {
    let Parsed { documents, diagnostics } = parsed(source);
    if diagnostics.iter().any(|told| told.severity == Severity::Error) {
        return Err(diagnostics);
    }
    let refuse = |problem, span: Span| Diagnostic::error(Problem::State(problem), source.site(span));
    let document = documents.first();
    let findings = document.and_then(|document| field(document, "findings"));
    let Some(NodeKind::List(entries)) = findings.map(|findings| &findings.kind) else {
        let span = findings.or(document).map_or(Span::at(0), |node| node.anchor);
        return Err(vec![refuse(StateProblem::NotABaseline, span)]);
    };
    let mut known = Vec::with_capacity(entries.len());
    let mut problems = Vec::new();
    for entry in entries.iter().filter(|entry| !is_waived(entry)) {
        match one(source, entry) {
            Ok(one) => known.push(one),
            Err(key) => problems.push(refuse(StateProblem::BadEntry { key }, entry.anchor)),
        }
    }
    if problems.is_empty() { Ok(known) } else { Err(problems) }
}

/// A finding, or the key that it lacks.
fn one(source: &Source, entry: &Node) -> Result<Known, &'static str> {
    let wanted = |key: &'static str| text(entry, key).ok_or(key);
    let fingerprint = field(entry, "fingerprint").map_or(entry.anchor, |node| node.span);
    Ok(Known {
        rule: wanted("rule")?.to_owned(),
        table: wanted("table")?.to_owned(),
        key: wanted("key")?.to_owned(),
        // A report has the primary field at the first of the places.
        field: text(entry, "field").or_else(|| primary(entry)).unwrap_or_default().to_owned(),
        verdict: match wanted("verdict")? {
            "fail" => Verdict::Fail,
            "undetermined" => Verdict::Undetermined,
            "fault" => Verdict::Fault,
            _ => return Err("verdict"),
        },
        severity: match wanted("severity")? {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "note" => Severity::Note,
            _ => return Err("severity"),
        },
        fingerprint: wanted("fingerprint")?.to_owned(),
        site: source.site(fingerprint),
    })
}

fn is_waived(entry: &Node) -> bool {
    field(entry, "suppression").and_then(|suppression| text(suppression, "status")) == Some("accepted")
}

fn primary(entry: &Node) -> Option<&str> {
    match &field(entry, "places")?.kind {
        NodeKind::List(places) => text(places.first()?, "field"),
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Object(_) | NodeKind::Unread(_) => None,
    }
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &field(node, key)?.kind {
        NodeKind::Scalar(text) => Some(text),
        NodeKind::Null | NodeKind::List(_) | NodeKind::Object(_) | NodeKind::Unread(_) => None,
    }
}

fn field<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.kind {
        NodeKind::Object(entries) => {
            entries.iter().find(|entry: &&Entry| entry.key == key).map(|entry| &entry.value)
        }
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Unread(_) => None,
    }
}
