//! Captions: the texts of a sheet as they are compared with those of a form.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{At, Grid};
use crate::read::list::{normal, readings, unit_of_note};

/// The texts of a sheet by everything that they can mean as captions.
pub(in crate::read) struct Captions {
    whole: BTreeMap<String, BTreeSet<At>>,
    /// Texts that go on behind a colon: `项目名称：拆违经费`.
    before_colon: BTreeMap<String, BTreeSet<At>>,
}

impl Captions {
    pub(super) fn new(grid: &Grid) -> Self {
        let mut captions = Self { whole: BTreeMap::new(), before_colon: BTreeMap::new() };
        for at in grid.filled() {
            // `单位：万元` is a note, whatever else is called 单位.
            let Some(text) = grid.typed(at).filter(|text| !is_unit_note(text)) else {
                continue;
            };
            for reading in readings(text) {
                captions.whole.entry(reading).or_default().insert(at);
            }
            let whole = normal(text);
            if let Some((caption, value)) = whole.split_once(':')
                && !value.is_empty()
            {
                captions.before_colon.entry(caption.to_owned()).or_default().insert(at);
            }
        }
        captions
    }

    /// The cells that hold one of these captions, in reading order.
    pub(super) fn find(&self, texts: &[String]) -> Vec<At> {
        Self::among(&self.whole, texts)
    }

    /// The cells that hold one of these captions with the value behind a colon.
    pub(super) fn with_value(&self, texts: &[String]) -> Vec<At> {
        Self::among(&self.before_colon, texts)
    }

    fn among(map: &BTreeMap<String, BTreeSet<At>>, texts: &[String]) -> Vec<At> {
        let found: BTreeSet<At> =
            texts.iter().filter_map(|text| map.get(&normal(text))).flatten().copied().collect();
        found.into_iter().collect()
    }

    /// True when the cell there holds one of these captions.
    pub(super) fn is(&self, at: At, texts: &[String]) -> bool {
        texts.iter().any(|text| self.whole.get(&normal(text)).is_some_and(|cells| cells.contains(&at)))
    }
}

/// True for a text that names the unit of the sheet and says nothing else.
fn is_unit_note(text: &str) -> bool {
    let whole = normal(text);
    let note = whole.trim_start_matches('(').trim_start_matches("金额");
    note.starts_with("单位:") && unit_of_note(text).is_some()
}

/// What stands behind the first colon of a text.
pub(super) fn behind_colon(text: &str) -> &str {
    text.split_once([':', '：']).map_or("", |(_, value)| value.trim())
}
