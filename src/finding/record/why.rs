//! What moved between two runs, and which of it a finding's change comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{self, Rows};
use super::{FindingEntry, RunRecord};

/// What two runs were made of differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    /// The program.
    pub tool: Option<Moved>,
    /// The day.
    pub as_of: Option<Moved>,
    /// Packs by name: their versions.
    pub packs: Vec<Moved>,
    /// Rules by code that are written differently, or are in one of the two alone.
    pub rules: Vec<Moved>,
    /// Parameters by name.
    pub params: Vec<Moved>,
    /// Files by path.
    pub inputs: Vec<Moved>,
    /// What the runs were asked to do, by option.
    pub options: Vec<Moved>,
}

/// Something that is not the same in two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// What it was; `None` when it was not there.
    pub from: Option<String>,
    /// What it is; `None` when it is not there.
    pub to: Option<String>,
}

/// Why a finding changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The files that it points at, or that others of its table are in.
    Data,
    /// The rule.
    Rules,
    /// A parameter that the rule reads.
    Params,
    /// The day.
    Day,
    /// What the run was asked to do.
    Options,
    /// The program.
    Tool,
}

/// The option that names the files with waivers.
const WAIVERS: &str = "--waivers";

/// What the second run was made of differently.
pub(super) fn causes(before: &RunRecord, after: &RunRecord) -> Causes {
    let both = |rows: fn(&RunRecord) -> Rows| moved(rows(before), rows(after));
    Causes {
        tool: single(Some(&before.tool), Some(&after.tool)),
        as_of: single(before.as_of.as_ref(), after.as_of.as_ref()),
        packs: both(rows::packs),
        rules: both(rules),
        params: both(rows::params),
        inputs: both(rows::inputs),
        options: both(options),
    }
}

impl Causes {
    /// Why a finding, as one run and the other have it, is not the same in both. `reads` are the parameters that each
    /// rule reads.
    pub(super) fn of(
        &self,
        before: Option<&FindingEntry>,
        after: Option<&FindingEntry>,
        reads: &BTreeMap<&str, BTreeSet<&str>>,
    ) -> Vec<Why> {
        let Some(finding) = after.or(before) else {
            return Vec::new();
        };
        let has = |moved: &[Moved], name: &str| moved.iter().any(|one| one.name == name);
        let mut why = Vec::new();
        if finding.places.iter().any(|place| has(&self.inputs, &place.path)) {
            why.push(Why::Data);
        }
        if has(&self.rules, &finding.rule) {
            why.push(Why::Rules);
        }
        let read = reads.get(finding.rule.as_str());
        let names = self.params.iter().map(|param| param.name.split(' ').next().unwrap_or_default());
        if names.into_iter().any(|name| read.is_some_and(|read| read.contains(name))) {
            why.push(Why::Params);
        }
        if self.as_of.is_some() {
            why.push(Why::Day);
        }
        // An answer comes from a file that the run was told to read.
        let state = |side: Option<&FindingEntry>| side.and_then(|finding| finding.state.clone());
        if state(before) != state(after) && has(&self.options, WAIVERS) {
            why.push(Why::Options);
        }
        if why.is_empty() {
            // None of what it shows has moved: it comes from something that it does not show.
            let rest = [
                (Why::Data, !self.inputs.is_empty()),
                (Why::Rules, !self.packs.is_empty()),
                (Why::Params, !self.params.is_empty()),
                (Why::Options, !self.options.is_empty()),
                (Why::Tool, self.tool.is_some()),
            ];
            why.extend(rest.into_iter().filter(|(_, moved)| *moved).map(|(why, _)| why));
        }
        why
    }
}

/// The parameters that each rule of the two runs reads.
pub(super) fn reads(records: [&RunRecord; 2]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut reads: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for rule in records.into_iter().flat_map(|record| &record.rules) {
        reads.entry(&rule.code).or_default().extend(rule.params.iter().map(String::as_str));
    }
    reads
}

/// The rules as they are written.
fn rules(record: &RunRecord) -> Rows {
    record.rules.iter().map(|rule| (rule.code.clone(), rule.sha256.clone())).collect()
}

/// What the run was asked to do, by option.
fn options(record: &RunRecord) -> Rows {
    let options = &record.options;
    let one = |name: &str, text: Option<String>| Some((name.to_owned(), text?));
    let many = |name: &str, texts: &[String]| one(name, Some(texts.join(","))).filter(|_| !texts.is_empty());
    let standing = |kind: &str| -> Vec<String> {
        let files = record.standing.iter().filter(|file| file.kind == kind);
        files.map(|file| format!("{} {}", file.path, file.sha256)).collect()
    };
    let given = [
        many("--baseline", &standing("baseline")),
        one("--encoding", options.encoding.clone()),
        many("--ignore", &options.ignore),
        many("--select", &options.select),
        one("--unit", options.unit.clone()),
        many(WAIVERS, &standing("waivers")),
    ];
    given.into_iter().flatten().collect()
}

fn single(before: Option<&String>, after: Option<&String>) -> Option<Moved> {
    (before != after).then(|| Moved { name: String::new(), from: before.cloned(), to: after.cloned() })
}

/// The rows that are not alike, by name.
fn moved(before: Rows, after: Rows) -> Vec<Moved> {
    let (before, mut after) = (BTreeMap::from_iter(before), BTreeMap::from_iter(after));
    let mut moved = Vec::new();
    for (name, from) in before {
        let to = after.remove(&name);
        if to.as_ref() != Some(&from) {
            moved.push(Moved { name, from: Some(from), to });
        }
    }
    moved.extend(after.into_iter().map(|(name, to)| Moved { name, from: None, to: Some(to) }));
    moved.sort_by(|one, other| one.name.cmp(&other.name));
    moved
}
