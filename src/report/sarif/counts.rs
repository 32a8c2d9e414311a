//! The five counts of a rule or a run, and how many of the failures are answered.

use serde::Serialize;

use crate::finding::Counts;

/// The five counts.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Verdicts {
    pass: u64,
    fail: u64,
    not_applicable: u64,
    undetermined: u64,
    fault: u64,
    #[serde(skip_serializing_if = "is_zero")]
    waived: u64,
    #[serde(skip_serializing_if = "is_zero")]
    explained: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl From<Counts> for Verdicts {
    fn from(counts: Counts) -> Self {
        let Counts { pass, fail, not_applicable, undetermined, fault, waived, explained } = counts;
        Self { pass, fail, not_applicable, undetermined, fault, waived, explained }
    }
}
