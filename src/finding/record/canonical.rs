//! A record as bytes: one form for one content (RFC 8785: sorted keys, no white space, no floats), and back.

use serde::Serialize;

use super::{RunRecord, SCHEMA};
use crate::source::sha256;

/// The canonical form of a part of a record.
pub fn canonical(part: &impl Serialize) -> serde_json::Result<String> {
    // The keys of every part stand in alphabetical order, and there is no number but whole ones.
    serde_json::to_string(part)
}

/// SHA-256 of the canonical form, in hexadecimal digits.
pub fn digest(part: &impl Serialize) -> String {
    sha256(canonical(part).unwrap_or_default().as_bytes())
}

/// Reads a record: what is wrong with its text, or the schema that it has instead of [`SCHEMA`].
pub fn parse(text: &str) -> Result<RunRecord, String> {
    #[derive(serde::Deserialize)]
    struct Head {
        schema: Option<String>,
    }
    let head: Head = serde_json::from_str(text).map_err(|error| error.to_string())?;
    match head.schema {
        Some(schema) if schema == SCHEMA => serde_json::from_str(text).map_err(|error| error.to_string()),
        Some(schema) => Err(format!("schema = {schema:?}")),
        None => Err("schema = null".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::finding::record::{
        DecisionEntry, DiagnosticEntry, FindingEntry, InputEntry, LeftOut, MeasureEntry, PackEntry,
        ParamEntry, PlaceEntry, RuleEntry, TotalEntry,
    };

    fn full() -> RunRecord {
        let measure = MeasureEntry { amount: Some("1.5".to_owned()), name: "取消预算".to_owned() };
        let text = String::new;
        RunRecord {
            decisions: vec![DecisionEntry { key: text(), measure: measure.clone(), table: text() }],
            diagnostics: vec![DiagnosticEntry { code: text(), count: 1, severity: text() }],
            findings: vec![FindingEntry {
                fingerprint: text(),
                key: text(),
                measure: Some(measure),
                message: "“引号”\u{1}😀".to_owned(),
                places: vec![PlaceEntry { at: text(), field: text(), path: text(), value: None }],
                rule: text(),
                severity: text(),
                state: Some("waived".to_owned()),
                table: text(),
                verdict: text(),
            }],
            inputs: vec![InputEntry { bytes: None, path: text(), records: 0, sha256: None, table: None }],
            left_out: vec![LeftOut { count: 2, why: text() }],
            packs: vec![PackEntry { name: text(), sha256: text(), version: text() }],
            params: vec![ParamEntry { effective: None, name: text(), value: text() }],
            rules: vec![RuleEntry::default()],
            schema: SCHEMA.to_owned(),
            totals: vec![TotalEntry { amount: None, count: 1, measure: text(), unknown: 0 }],
            ..RunRecord::default()
        }
    }

    /// A map that sorts its keys writes the same.
    fn is_sorted(part: &impl Serialize) {
        let written = canonical(part).unwrap();
        let sorted: BTreeMap<String, serde_json::Value> = serde_json::from_str(&written).unwrap();
        assert_eq!(serde_json::to_string(&sorted).unwrap(), written);
    }

    #[test]
    fn keys_are_sorted_and_nothing_is_between_them() {
        let full = full();
        is_sorted(&full);
        is_sorted(&full.options);
        is_sorted(&full.decisions[0]);
        is_sorted(&full.decisions[0].measure);
        is_sorted(&full.diagnostics[0]);
        is_sorted(&full.findings[0]);
        is_sorted(&full.findings[0].places[0]);
        is_sorted(&full.inputs[0]);
        is_sorted(&full.left_out[0]);
        is_sorted(&full.packs[0]);
        is_sorted(&full.params[0]);
        is_sorted(&full.rules[0]);
        is_sorted(&full.totals[0]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(parse(&canonical(&full()).unwrap()), Ok(full()));
    }

    #[test]
    fn another_form_is_no_record() {
        let later = RunRecord { schema: "heng-record/2".to_owned(), ..full() };
        assert_eq!(parse(&canonical(&later).unwrap()).unwrap_err(), "schema = \"heng-record/2\"");
        assert!(parse("{}").is_err() && parse("[").is_err() && parse("").is_err());
    }
}
