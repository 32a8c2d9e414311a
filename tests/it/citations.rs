//! What the rules cite: an article stands in the law that is named, and a quotation 「…」 stands in that article, or
//! in the part of the report that is named. White space, line breaks and full-width forms do not count.
//!
//! The texts are no part of the project; without them beside it the test says that it was skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use heng::ir::Library;
use heng::session;
use unicode_normalization::UnicodeNormalization;

use crate::packs::compiled;

#[test]
fn what_the_rules_cite_stands_where_they_say() {
    let Some(texts) = Texts::read() else {
        // Past the capture of test output: a test that did nothing must not look like one that passed.
        let told = format!("\nSKIPPED: no citation was checked, {} is not there\n", folder().display());
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return;
    };
    let mut wrong = Vec::new();
    let mut quoted = 0;
    for (rule, basis) in bases() {
        quoted += basis.matches('「').count();
        wrong.extend(texts.faults(&basis).into_iter().map(|fault| format!("{rule}: {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(quoted > 50, "only {quoted} quotations were found");
}

#[test]
fn a_wrong_citation_is_found() {
    let texts = Texts {
        laws: BTreeMap::from([("某法".to_owned(), articles("第一条 甲 乙\n\n丙。\n\n第二条 丁。"))]),
        report: Section { text: "甲乙丙".to_owned(), parts: BTreeMap::new() },
    };
    assert!(texts.faults("《某法》第一条「乙丙」、第二条「丁」").is_empty());
    assert!(texts.faults("历城区2019年绩效报告（概括）").is_empty());
    assert!(texts.faults("没有全文的文件（概括）").is_empty());
    for (basis, fault) in [
        ("《某法》第三条", "《某法》 has no 第三条"),
        ("《某法》第二条「乙丙」", "`乙丙` is not in 《某法》第二条"),
        ("历城区2019年绩效报告「丁」", "`丁` is not in the report"),
        ("没有全文的文件「丁」", "`丁` is quoted from a text that is not at hand"),
    ] {
        assert_eq!(texts.faults(basis), [fault]);
    }
}

/// The texts that may be quoted.
struct Texts {
    /// By name, full and short: the articles.
    laws: BTreeMap<String, BTreeMap<String, String>>,
    report: Section,
}

/// The report or a part of it.
#[derive(Default)]
struct Section {
    /// The whole of it, without white space.
    text: String,
    /// What stands under the headings 一、 or （一）.
    parts: BTreeMap<char, Section>,
}

/// How the rules name the report.
const REPORT: &str = "历城区2019年绩效报告";

impl Texts {
    fn read() -> Option<Self> {
        let mut laws = BTreeMap::new();
        for entry in fs::read_dir(folder().join("law")).ok()? {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap().trim().to_owned();
            let articles = articles(&text);
            laws.insert(title.replace("中华人民共和国", ""), articles.clone());
            laws.insert(title, articles);
        }
        let report = fs::read_to_string(folder().join("report-2019.txt")).ok()?;
        Some(Self { laws, report: section(&report, &heading) })
    }

    /// What is wrong with a basis.
    fn faults(&self, basis: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if let Some(said) = basis.strip_prefix(REPORT) {
            let (part, name) = self.part(said);
            let lacking = quotations(said).filter(|quote| !part.contains(&plain(quote)));
            faults.extend(lacking.map(|quote| format!("`{quote}` is not in the report{name}")));
            return faults;
        }
        // `《某法》第一条「…」、第二条「…」`: what follows a name is about that text.
        let mut pieces = basis.split('《');
        let before = pieces.next().unwrap_or_default();
        let not_at_hand = |text| {
            quotations(text).map(|quote| format!("`{quote}` is quoted from a text that is not at hand"))
        };
        faults.extend(not_at_hand(before));
        for piece in pieces {
            let (name, said) = piece.split_once('》').unwrap_or((piece, ""));
            match self.laws.get(name) {
                Some(law) => faults.extend(faults_of_law(name, law, said)),
                None => faults.extend(not_at_hand(said)),
            }
        }
        faults
    }

    /// The part of the report that ` 一（六）「…」` names, and its name.
    fn part(&self, said: &str) -> (&str, String) {
        let mut part = &self.report;
        let mut name = String::new();
        let headings = said.split('「').next().unwrap_or_default();
        for heading in headings.chars().filter(|c| !c.is_whitespace() && *c != '（' && *c != '）') {
            let Some(inner) = part.parts.get(&heading) else {
                break;
            };
            name.push(heading);
            part = inner;
        }
        (&part.text, if name.is_empty() { name } else { format!(", {name}") })
    }
}

fn faults_of_law(name: &str, law: &BTreeMap<String, String>, said: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut article: Option<(String, &str)> = None;
    let mut rest = said;
    while let Some(at) = rest.find(['第', '「']) {
        let found = &rest[at..];
        let mut end = '第'.len_utf8();
        if let Some(quote) = found.strip_prefix('「') {
            let quote = quote.split('」').next().unwrap_or_default();
            end = '「'.len_utf8() + quote.len();
            let (cited, text) = article.clone().unwrap_or_default();
            let text = if cited.is_empty() { law.values().cloned().collect() } else { text.to_owned() };
            if !text.contains(&plain(quote)) {
                faults.push(format!("`{quote}` is not in 《{name}》{cited}"));
            }
        } else if let Some(number) = article_number(found) {
            end = number.len();
            match law.get(number) {
                Some(text) => article = Some((number.to_owned(), text)),
                None => faults.push(format!("《{name}》 has no {number}")),
            }
        }
        rest = &found[end..];
    }
    faults
}

/// Every rule's and exception's bases, by the rule's code.
fn bases() -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for name in session::embedded().names() {
        for rule in &compiled(&name).rules {
            let excepted = rule.exceptions.iter().flat_map(|exception| &exception.basis);
            all.extend(rule.basis.iter().chain(excepted).map(|basis| (rule.code.to_string(), basis.clone())));
        }
    }
    all
}

fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('「').skip(1).filter_map(|rest| rest.split('」').next())
}

/// A law's articles by number, 第三十二条, without white space.
fn articles(text: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        if let Some(number) = article_number(line) {
            current = Some(number.to_owned());
        } else if line.starts_with('#') {
            current = None;
        }
        if let Some(number) = &current {
            all.entry(number.clone()).or_default().push_str(&plain(line));
        }
    }
    all
}

/// `第三十二条` at the beginning of a text.
fn article_number(text: &str) -> Option<&str> {
    let number = text.strip_prefix('第')?;
    let digits = number.find(|c: char| !"〇零一二三四五六七八九十百".contains(c))?;
    let end = '第'.len_utf8() + digits + '条'.len_utf8();
    (digits > 0 && number[digits..].starts_with('条')).then(|| &text[..end])
}

/// A text with the parts that its headings begin; the parts have theirs.
fn section(text: &str, heading: &dyn Fn(&str) -> Option<char>) -> Section {
    let mut parts: BTreeMap<char, String> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        current = heading(line).or(current);
        if let Some(current) = current {
            let part = parts.entry(current).or_default();
            part.push_str(line);
            part.push('\n');
        }
    }
    let inner = |text: &String| section(text, &inner_heading);
    let parts = parts.iter().filter(|(_, part)| part.len() < text.len());
    Section { text: plain(text), parts: parts.map(|(name, part)| (*name, inner(part))).collect() }
}

/// `一、…`.
fn heading(line: &str) -> Option<char> {
    let mut letters = line.trim_start().chars();
    letters.next().filter(|c| "一二三四五六七八九十".contains(*c) && letters.next() == Some('、'))
}

/// `（一）…`.
fn inner_heading(line: &str) -> Option<char> {
    let mut letters = line.trim_start().strip_prefix('（')?.chars();
    letters.next().filter(|c| "一二三四五六七八九十".contains(*c) && letters.next() == Some('）'))
}

fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/domain")
}
