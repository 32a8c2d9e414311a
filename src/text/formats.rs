//! What reports for other programs say besides the findings: their words, as a table that each language fills
//! in, and the sentences made of several.

use super::{Language, en, zh};
use crate::finding::{Place, Verdict};

/// Words that stand alone in reports for other programs.
#[derive(Debug)]
pub struct FormatWords {
    /// Above the whole report.
    pub title: &'static str,
    /// The case that stands for reading a file, beside those of the rules.
    pub reading: &'static str,
    /// Why a rule was skipped on a file.
    pub skipped: &'static str,
    /// Why a rule was skipped on a file without a single record.
    pub unread: &'static str,
    /// Above what is wrong with the documents.
    pub documents: &'static str,
    /// Above the findings.
    pub findings: &'static str,
    /// Above the messages.
    pub message: &'static str,
    /// Above the cells with their values.
    pub values: &'static str,
    /// Above the table of the rules.
    pub rules: &'static str,
    /// Above what a run was made of.
    pub record: &'static str,
    /// 级别.
    pub severity: &'static str,
    /// Above paths.
    pub file: &'static str,
    /// Above numbers of records.
    pub records: &'static str,
    /// Above packs.
    pub pack: &'static str,
    /// Above versions.
    pub version: &'static str,
    /// The kind of subjects of a rule.
    pub table: &'static str,
    /// The root to which paths in a report are relative.
    pub root: &'static str,
    /// What the taxa of a document are.
    pub articles: &'static str,
    /// Above the files that were checked.
    pub inputs: &'static str,
}

/// Words of the page that no other report has.
#[derive(Debug)]
pub struct PageWords {
    /// The link that leads a keyboard past the head of the page.
    pub skip: &'static str,
    /// What the list of links to the parts of the page is.
    pub contents: &'static str,
    /// The button that prints.
    pub print: &'static str,
    /// What the charts are.
    pub charts: &'static str,
    /// Above the chart of findings by rule.
    pub by_rule: &'static str,
    /// Before the choice of units.
    pub unit: &'static str,
    /// Above the chart of findings by unit.
    pub by_unit: &'static str,
    /// Above the chart of findings by file.
    pub by_file: &'static str,
    /// Above the chart of findings by subject.
    pub by_subject: &'static str,
    /// Above the chart of money.
    pub money: &'static str,
    /// Below the chart of money.
    pub money_note: &'static str,
    /// Before the search field.
    pub search: &'static str,
    /// What can be searched for.
    pub search_hint: &'static str,
    /// The choice that leaves nothing out.
    pub all: &'static str,
    /// The button that undoes the filters.
    pub reset: &'static str,
    /// Before the number of rows that fit the filters.
    pub shown: &'static str,
    /// The button that shows more rows.
    pub more: &'static str,
    /// In place of a value that was not filled in.
    pub missing: &'static str,
    /// In place of findings when there are none.
    pub nothing: &'static str,
    /// In place of findings when the filters leave none.
    pub nothing_shown: &'static str,
    /// Above the number of records.
    pub records: &'static str,
    /// Above the number of rules.
    pub rules: &'static str,
    /// Above the bars of a rule's verdicts.
    pub share: &'static str,
    /// Above what the run was made of.
    pub record: &'static str,
    /// That the page is all there is.
    pub alone: &'static str,
}

impl Language {
    /// The words of the page.
    pub const fn page(self) -> &'static PageWords {
        match self {
            Self::Chinese => &zh::formats::PAGE,
            Self::English => &en::formats::PAGE,
        }
    }

    /// What a chart does not show by itself.
    pub fn other(self, count: usize) -> String {
        match self {
            Self::Chinese => zh::formats::other(count),
            Self::English => en::formats::other(count),
        }
    }

    /// The words of reports for other programs.
    pub const fn formats(self) -> &'static FormatWords {
        match self {
            Self::Chinese => &zh::formats::WORDS,
            Self::English => &en::formats::WORDS,
        }
    }

    /// Sentences one after the other, each with its full stop.
    pub fn sentences<'a>(self, sentences: impl IntoIterator<Item = &'a str>) -> String {
        let mut text = String::new();
        for sentence in sentences {
            let sentence = sentence.trim();
            match self {
                Self::Chinese => {
                    text.push_str(sentence);
                    if !sentence.ends_with(['。', '！', '？']) {
                        text.push('。');
                    }
                }
                Self::English => {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(sentence);
                    if !sentence.ends_with(['.', '!', '?', '。', '！', '？']) {
                        text.push('.');
                    }
                }
            }
        }
        text
    }

    /// What stands in a cell, as a clause.
    pub fn value(self, place: &Place) -> String {
        match self {
            Self::Chinese => zh::formats::value(place),
            Self::English => en::formats::value(place),
        }
    }

    /// That a report holds only the worst of what was found.
    pub fn left_out(self, count: usize) -> String {
        match self {
            Self::Chinese => zh::formats::left_out(count),
            Self::English => en::formats::left_out(count),
        }
    }

    /// That a rule could not be decided on so many subjects.
    pub fn open(self, rule: &str, verdict: Verdict, count: u64) -> String {
        match self {
            Self::Chinese => zh::formats::open(rule, self.verdict(verdict), count),
            Self::English => en::formats::open(rule, self.verdict(verdict), count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_has_one_full_stop() {
        assert_eq!(Language::Chinese.sentences(["不对", "依据：甲。"]), "不对。依据：甲。");
        assert_eq!(Language::English.sentences(["wrong", "basis: a."]), "wrong. basis: a.");
    }
}
