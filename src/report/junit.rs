//! `junit`: a suite a file, a case a rule, and one more case for reading the file. Rules about groups and the batch,
//! which are of no one file, have a suite of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::Context;
use super::entry::Entry;
use super::place::{self, Column};
use super::terminal::visible;
use super::xml::Xml;
use crate::diag::Severity;
use crate::finding::{Disabled, Finding, Report, Subjects, Tally, UsedInput, Verdict, Verdicts};
use crate::text::Language;

/// Findings that a case tells one by one.
const MOST: usize = 20;

/// Writes the suites in the order of their paths.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(report);
    let mut sum = Sum::default();
    for suite in suites.values() {
        sum.add(&suite.sum(&report.rules));
    }
    sum.tests += report.disabled.len() as u64;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"heng\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"0\">",
        sum.tests, sum.failures, sum.errors
    )?;
    for (path, suite) in &suites {
        write_suite(path, suite, &report.rules, context.language, out)?;
    }
    write_disabled(&report.disabled, context.language, out)?;
    writeln!(out, "</testsuites>")
}

/// A suite of the rules that judge nothing: each is a case that was skipped, and says why.
fn write_disabled(disabled: &[Disabled], language: Language, out: &mut dyn Write) -> io::Result<()> {
    if disabled.is_empty() {
        return Ok(());
    }
    let (name, count) = (Xml(language.report().disabled), disabled.len());
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"0\" errors=\"0\" skipped=\"{count}\" \
         time=\"0\">"
    )?;
    for one in disabled {
        let (title, class) = titles(&one.rule, language);
        let why = format!("{}{}{}", one.by, language.report().colon, one.reason);
        writeln!(
            out,
            "    <testcase name=\"{}\" classname=\"{}\" time=\"0\">\n      <skipped message=\"{}\"/>\n    \
             </testcase>",
            Xml(&visible(&title)),
            Xml(&visible(&class)),
            Xml(&visible(&why))
        )?;
    }
    writeln!(out, "  </testsuite>")
}

/// What the case of a rule is called, and its class.
fn titles(rule: &Tally, language: Language) -> (String, String) {
    let name = if rule.name.is(&rule.code) {
        rule.code.to_string()
    } else {
        format!("{} {}", rule.code, language.name(&rule.name))
    };
    // Readers take what is before the dot for a package.
    (name, format!("{}.{}", rule.pack, language.name(&rule.table)))
}

/// What a report says of one file.
#[derive(Default)]
struct Suite<'a> {
    input: Option<&'a UsedInput>,
    reading: Vec<Entry<'a>>,
    findings: BTreeMap<&'a str, Vec<&'a Finding>>,
    /// Findings for which nothing fails: answered, or known to the baseline.
    settled: BTreeMap<&'a str, Vec<&'a Finding>>,
    /// True for the suite of the rules about groups and the batch.
    whole: bool,
}

/// In place of the path of a file.
const WHOLE: &str = "";

fn is_whole(rule: &Tally) -> bool {
    rule.subjects != Subjects::Records
}

fn suites(report: &Report) -> BTreeMap<&str, Suite<'_>> {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    let whole: BTreeSet<&str> =
        report.rules.iter().filter(|rule| is_whole(rule)).map(|rule| &*rule.code).collect();
    if !whole.is_empty() {
        suites.entry(WHOLE).or_default().whole = true;
    }
    for input in &report.run.inputs {
        suites.entry(place::plain(&input.path)).or_default().input = Some(input);
    }
    for diagnostic in &report.diagnostics {
        let path = diagnostic.site().map_or("", place::path);
        suites.entry(path).or_default().reading.push(Entry::Diagnostic(diagnostic));
    }
    for finding in &report.findings {
        let path = match finding.places.first() {
            Some(one) if !whole.contains(&*finding.rule) => place::path(&one.site),
            Some(_) | None => WHOLE,
        };
        let suite = suites.entry(path).or_default();
        let findings = if report.counts_against(finding) { &mut suite.findings } else { &mut suite.settled };
        findings.entry(&finding.rule).or_default().push(finding);
    }
    suites
}

/// How a case ended.
enum Ending<'a> {
    Passed(Vec<Entry<'a>>),
    Skipped { read: bool },
    Settled(Vec<Entry<'a>>),
    Failed(Vec<Entry<'a>>),
    Open(Vec<Entry<'a>>),
}

impl<'a> Suite<'a> {
    /// True for the suite of a file.
    fn is_read(&self) -> bool {
        !self.whole || !self.reading.is_empty()
    }

    fn reading(&self) -> Ending<'a> {
        let worst = self.reading.iter().map(|entry| entry.severity()).max();
        match worst {
            Some(Severity::Error) => Ending::Open(worst_first(self.reading.clone())),
            Some(Severity::Warning | Severity::Note) | None => Ending::Passed(self.reading.clone()),
        }
    }

    fn rule(&self, number: usize, rule: &Tally) -> Ending<'a> {
        let findings = self.findings.get(&*rule.code).map_or(&[][..], Vec::as_slice);
        let settled = self.settled.get(&*rule.code).map_or(&[][..], Vec::as_slice);
        let listed = |findings: &[&'a Finding]| -> Vec<Entry<'a>> {
            findings.iter().map(|finding| Entry::Finding(finding)).collect()
        };
        // What fails comes first: the first one is what the case says.
        let mut entries = worst_first(listed(findings));
        entries.extend(listed(settled));
        let matters = |finding: &&Finding| match finding.verdict {
            Verdict::Fail => finding.severity > Severity::Note,
            Verdict::Pass | Verdict::NotApplicable | Verdict::Undetermined | Verdict::Fault => false,
        };
        let open = |finding: &&Finding| finding.verdict != Verdict::Fail;
        if findings.iter().any(matters) {
            return Ending::Failed(entries);
        }
        if findings.iter().any(open) {
            return Ending::Open(entries);
        }
        if !settled.is_empty() {
            return Ending::Settled(entries);
        }
        let of_input = || self.input.and_then(|input| input.verdicts.get(number)).copied();
        let given = if self.whole { rule.counts.given() } else { of_input().unwrap_or_default() };
        let decided = given.has(Verdict::Pass) || given.has(Verdict::Fail) || !findings.is_empty();
        if decided { Ending::Passed(entries) } else { Ending::Skipped { read: given != Verdicts::default() } }
    }

    /// The rules' cases; a file that is no input (a path that does not exist) has none.
    fn rules<'r>(&self, rules: &'r [Tally]) -> impl Iterator<Item = (&'r Tally, Ending<'a>)> {
        let none = self.input.is_none() && self.findings.is_empty() && self.settled.is_empty() && !self.whole;
        let rules = if none { &[][..] } else { rules };
        let own = rules.iter().enumerate().filter(|(_, rule)| is_whole(rule) == self.whole);
        own.map(|(number, rule)| (rule, self.rule(number, rule)))
    }

    fn sum(&self, rules: &[Tally]) -> Sum {
        let mut sum = Sum::default();
        if self.is_read() {
            sum.count(&self.reading());
        }
        for (_, ending) in self.rules(rules) {
            sum.count(&ending);
        }
        sum
    }
}

#[derive(Default)]
struct Sum {
    tests: u64,
    failures: u64,
    errors: u64,
    skipped: u64,
}

impl Sum {
    fn count(&mut self, ending: &Ending<'_>) {
        self.tests += 1;
        match ending {
            Ending::Passed(_) => {}
            Ending::Skipped { .. } | Ending::Settled(_) => self.skipped += 1,
            Ending::Failed(_) => self.failures += 1,
            Ending::Open(_) => self.errors += 1,
        }
    }

    fn add(&mut self, other: &Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
    }
}

fn write_suite(
    path: &str,
    suite: &Suite<'_>,
    rules: &[Tally],
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Sum { tests, failures, errors, skipped } = suite.sum(rules);
    let path = if path == WHOLE { language.subjects(Subjects::Batch) } else { path };
    let name = Xml(path);
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
         skipped=\"{skipped}\" time=\"0\" file=\"{name}\">"
    )?;
    if suite.is_read() {
        let case = Case { name: language.formats().reading, class: "heng", path };
        write_case(&case, &suite.reading(), language, out)?;
    }
    for (rule, ending) in suite.rules(rules) {
        let (name, class) = titles(rule, language);
        write_case(&Case { name: &name, class: &class, path }, &ending, language, out)?;
    }
    writeln!(out, "  </testsuite>")
}

struct Case<'a> {
    name: &'a str,
    class: &'a str,
    path: &'a str,
}

fn write_case(
    case: &Case<'_>,
    ending: &Ending<'_>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(
        out,
        "    <testcase name=\"{}\" classname=\"{}\" time=\"0\" file=\"{}\"",
        Xml(&visible(case.name)),
        Xml(&visible(case.class)),
        Xml(case.path)
    )?;
    let words = language.formats();
    match ending {
        Ending::Passed(entries) if entries.is_empty() => return writeln!(out, "/>"),
        Ending::Passed(entries) => {
            writeln!(out, ">\n      <system-out>")?;
            write_entries(case.path, entries, language, out)?;
            writeln!(out, "      </system-out>")?;
        }
        Ending::Skipped { read } => {
            let why = if *read { words.skipped } else { words.unread };
            writeln!(out, ">\n      <skipped message=\"{}\"/>", Xml(why))?;
        }
        Ending::Settled(entries) => {
            writeln!(out, ">\n      <skipped message=\"{}\"/>", Xml(&settled(entries, language)))?;
            writeln!(out, "      <system-out>")?;
            write_entries(case.path, entries, language, out)?;
            writeln!(out, "      </system-out>")?;
        }
        Ending::Failed(entries) => write_problem("failure", case.path, entries, language, out)?,
        Ending::Open(entries) => write_problem("error", case.path, entries, language, out)?,
    }
    writeln!(out, "    </testcase>")
}

fn worst_first(mut entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.gravity()));
    entries
}

/// How the findings of a case stand, each way once.
fn settled(entries: &[Entry<'_>], language: Language) -> String {
    let mut words: Vec<&str> = entries.iter().filter_map(|entry| entry.standing(language)).collect();
    words.sort_unstable();
    words.dedup();
    words.join(language.report().comma)
}

fn write_problem(
    element: &str,
    path: &str,
    entries: &[Entry<'_>],
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (message, kind) = entries
        .first()
        .map(|entry| (entry.message(language), language.severity(entry.severity())))
        .unwrap_or_default();
    writeln!(out, ">\n      <{element} type=\"{kind}\" message=\"{}\">", Xml(&message))?;
    write_entries(path, entries, language, out)?;
    writeln!(out, "      </{element}>")
}

fn write_entries(
    path: &str,
    entries: &[Entry<'_>],
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    for entry in entries.iter().take(MOST) {
        // What is said of the whole batch is in some file all the same.
        if let Some(site) = entry.site().filter(|site| place::path(site) != place::plain(path)) {
            write!(out, "{}:", Xml(place::path(site)))?;
        }
        if let Some(region) = entry.site().and_then(|site| place::region(site, Column::Scalar)) {
            write!(out, "{}:{} ", region.line, region.from)?;
        }
        writeln!(
            out,
            "{} {} {}",
            language.severity(entry.severity()),
            Xml(&entry.title(language)),
            Xml(&entry.full_message(language))
        )?;
    }
    match entries.len().checked_sub(MOST) {
        None | Some(0) => Ok(()),
        Some(more) => writeln!(out, "{}", Xml(&language.left_out(more))),
    }
}
