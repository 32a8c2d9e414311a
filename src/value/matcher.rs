//! Patterns of 匹配, ready to be asked. One that only says of each character what it may be, as most patterns of codes
//! do, needs no automaton: to make one takes as long as to read a rule file.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Bytes that an automaton may take.
const SIZE: usize = 1 << 20;

/// A pattern; two with the same text are the same.
#[derive(Clone, Debug)]
pub struct Matcher {
    text: Arc<str>,
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    Runs(Arc<[Run]>),
    Automaton(Regex),
}

/// Characters one after the other that may be the same.
#[derive(Debug)]
struct Run {
    /// The first and the last of each range of characters, in order.
    ranges: Vec<(char, char)>,
    least: usize,
    /// `None` for as many as there are.
    most: Option<usize>,
}

impl Matcher {
    /// The pattern of that text; the error where it is none, or where its automaton would be too large.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let way = match runs(text) {
            Some(runs) => Way::Runs(runs.into()),
            None => Way::Automaton(RegexBuilder::new(text).size_limit(SIZE).build()?),
        };
        Ok(Self { text: text.into(), way })
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// For each character of a text that matches the ranges of what it may be; `None` where that cannot be said, or
    /// not all such texts have one length.
    pub fn characters(&self) -> Option<impl Iterator<Item = &[(char, char)]>> {
        let Way::Runs(runs) = &self.way else {
            return None;
        };
        let each = || runs.iter().flat_map(|run| std::iter::repeat_n(run.ranges.as_slice(), run.least));
        runs.iter().all(|run| run.most == Some(run.least)).then(each)
    }

    /// True for a text in which the pattern is found.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.way {
            Way::Runs(runs) => fits(runs, text),
            Way::Automaton(regex) => regex.is_match(text),
        }
    }
}

/// Ranges of characters in all, of patterns without an automaton: that of any such pattern is within the size.
const MOST_RANGES: usize = 256;

/// The runs of a pattern for whole texts of which all but one have one length; `None` for any other pattern.
fn runs(text: &str) -> Option<Vec<Run>> {
    let hir = regex_syntax::parse(text).ok()?;
    let HirKind::Concat(parts) = hir.kind() else {
        return None;
    };
    let is = |hir: &Hir, look: Look| matches!(hir.kind(), HirKind::Look(found) if *found == look);
    let [first, inner @ .., last] = parts.as_slice() else {
        return None;
    };
    if !is(first, Look::Start) || !is(last, Look::End) {
        return None;
    }
    let mut runs = Vec::new();
    inner.iter().try_for_each(|part| add(part, &mut runs))?;
    let ranges = |run: &Run| run.ranges.len().checked_mul(run.most.unwrap_or(run.least).max(1));
    let all = runs.iter().try_fold(0_usize, |sum, run| sum.checked_add(ranges(run)?))?;
    let open = runs.iter().filter(|run| run.most != Some(run.least)).count();
    (all <= MOST_RANGES && open <= 1).then_some(runs)
}

/// Adds the runs of a part; `None` where it says more than what each character may be.
fn add(hir: &Hir, runs: &mut Vec<Run>) -> Option<()> {
    match hir.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => {
            let one = |character| Run { ranges: vec![(character, character)], least: 1, most: Some(1) };
            runs.extend(str::from_utf8(&literal.0).ok()?.chars().map(one));
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
            runs.push(Run { ranges, least: 1, most: Some(1) });
        }
        HirKind::Repetition(repetition) => {
            let mut repeated = Vec::new();
            add(&repetition.sub, &mut repeated)?;
            let [Run { ranges, least: 1, most: Some(1) }] = &mut *repeated else {
                return None;
            };
            runs.push(Run {
                ranges: std::mem::take(ranges),
                least: usize::try_from(repetition.min).ok()?,
                most: repetition.max.map(usize::try_from).transpose().ok()?,
            });
        }
        HirKind::Capture(capture) => add(&capture.sub, runs)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| add(part, runs))?,
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) | HirKind::Alternation(_) => return None,
    }
    Some(())
}

/// True for a text that consists of the runs: how long it is says how long the one is that is not of one length.
fn fits(runs: &[Run], text: &str) -> bool {
    let least: usize = runs.iter().map(|run| run.least).sum();
    let Some(more) = text.chars().count().checked_sub(least) else {
        return false;
    };
    let mut characters = text.chars();
    let mut is = |run: &Run| {
        let length = if run.most == Some(run.least) { run.least } else { run.least + more };
        run.most.is_none_or(|most| length <= most)
            && characters.by_ref().take(length).all(|character| holds(&run.ranges, character))
    };
    runs.iter().all(&mut is) && characters.next().is_none()
}

fn holds(ranges: &[(char, char)], character: char) -> bool {
    let at = ranges.partition_point(|(_, last)| *last < character);
    ranges.get(at).is_some_and(|(first, _)| *first <= character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_match_what_the_automaton_matches() {
        let patterns = [
            "^[0-9]{3,5}$",
            "^[0-9]{2}[A-Z][0-9A-Z]{3}$",
            r"^[^0-9\s≥内]{1,4}$",
            "^a*$",
            "^ab+$",
            "^(a)(金额)?$",
            "^a{0}b?$",
            "^$",
            r"\A(?i)Ab\z",
            "^[a-z]+[0-9]+$",
            "^a|b$",
            "a",
        ];
        let texts = [
            "",
            "1",
            "123",
            "12345",
            "123456",
            "12A34B",
            "12A34",
            "12A34BC",
            "公里",
            "公里1",
            "公 里",
            "公里每小时",
            "a",
            "aa",
            "b",
            "ab",
            "abb",
            "AB",
            "a金额",
            "金",
            "a1",
            "é",
            "１２３",
            "a\n",
            "\n",
        ];
        for (pattern, text) in patterns.iter().flat_map(|one| texts.iter().map(move |text| (one, text))) {
            let regex = Regex::new(pattern).unwrap();
            assert_eq!(
                Matcher::new(pattern).unwrap().is_match(text),
                regex.is_match(text),
                "{pattern} {text:?}"
            );
        }
        assert!(patterns.iter().take(5).all(|pattern| runs(pattern).is_some()));
        assert!(patterns.iter().rev().take(3).all(|pattern| runs(pattern).is_none()));
    }

    #[test]
    fn what_has_no_automaton_would_have_a_small_one() {
        // Ranges that take as many states as there can be for one.
        let wide = r"\x{100}-\x{10fffe}";
        for pattern in
            [format!("^[{wide}]{{{MOST_RANGES}}}$"), format!(r"^[^\s{{}}！-～]{{1,{}}}$", MOST_RANGES / 16)]
        {
            assert!(runs(&pattern).is_some(), "{pattern}");
            assert!(RegexBuilder::new(&pattern).size_limit(SIZE / 2).build().is_ok(), "{pattern}");
        }
        assert!(runs(&format!("^[{wide}]{{{}}}$", MOST_RANGES + 1)).is_none());
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        assert!(matches!(Matcher::new("^[a$"), Err(regex::Error::Syntax(_))));
        assert!(matches!(Matcher::new(r"^\w{5000}$"), Err(regex::Error::CompiledTooBig(_))));
        assert!(matches!(Matcher::new(r"^[^a]{1,50000}$"), Err(regex::Error::CompiledTooBig(_))));
    }
}
