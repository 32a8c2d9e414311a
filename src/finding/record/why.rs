//! What moved between two runs, and which of it a finding's change comes from.

use std::collections::{BTreeMap, BTreeSet};

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

/// What the second run was made of differently.
pub(super) fn causes(before: &RunRecord, after: &RunRecord) -> Causes {
    let packs = |record: &RunRecord| {
        let packs = record.packs.iter();
        packs.map(|pack| (pack.name.clone(), format!("{} {}", pack.version, pack.sha256))).collect()
    };
    let rules = |record: &RunRecord| {
        let rules = record.rules.iter();
        rules.map(|rule| (rule.code.clone(), rule.sha256.clone())).collect()
    };
    let inputs = |record: &RunRecord| {
        let inputs = record.inputs.iter();
        inputs.map(|input| (input.path.clone(), input.sha256.clone().unwrap_or_default())).collect()
    };
    Causes {
        tool: single(Some(&before.tool), Some(&after.tool)),
        as_of: single(before.as_of.as_ref(), after.as_of.as_ref()),
        packs: moved(packs(before), packs(after)),
        rules: moved(rules(before), rules(after)),
        params: moved(params(before), params(after)),
        inputs: moved(inputs(before), inputs(after)),
        options: moved(options(before), options(after)),
    }
}

impl Causes {
    /// Why a finding of the two runs is not the same in both. `rules_read` are the parameters of its rule.
    pub(super) fn of(&self, finding: &FindingEntry, reads: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Why> {
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

fn params(record: &RunRecord) -> BTreeMap<String, String> {
    let params = record.params.iter().map(|param| {
        let days = param.effective.as_deref().map(|days| format!(" {days}")).unwrap_or_default();
        (format!("{}{days}", param.name), param.value.clone())
    });
    params.collect()
}

fn options(record: &RunRecord) -> BTreeMap<String, String> {
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
        many("--waivers", &standing("waivers")),
    ];
    given.into_iter().flatten().collect()
}

fn single(before: Option<&String>, after: Option<&String>) -> Option<Moved> {
    (before != after).then(|| Moved { name: String::new(), from: before.cloned(), to: after.cloned() })
}

fn moved(before: BTreeMap<String, String>, mut after: BTreeMap<String, String>) -> Vec<Moved> {
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
