//! Parts of a record as names and what stands under each: what two records are compared by.

use super::RunRecord;

/// Names and what stands under each.
pub(super) type Rows = Vec<(String, String)>;

/// The packs: their versions and files.
pub(super) fn packs(record: &RunRecord) -> Rows {
    let packs = record.packs.iter();
    packs.map(|pack| (pack.name.clone(), format!("{} {}", pack.version, pack.sha256))).collect()
}

/// The parameters, each version of one by its days.
pub(super) fn params(record: &RunRecord) -> Rows {
    let params = record.params.iter().map(|param| {
        let days = param.effective.as_deref().map(|days| format!(" {days}")).unwrap_or_default();
        (format!("{}{days}", param.name), param.value.clone())
    });
    params.collect()
}

/// The inputs that could be read: their bytes.
pub(super) fn inputs(record: &RunRecord) -> Rows {
    let inputs = record.inputs.iter();
    inputs.filter_map(|input| Some((input.path.clone(), input.sha256.clone()?))).collect()
}
