//! Keys that stand twice in one object, told alike for every format.

use std::collections::HashMap;

use crate::diag::{DataProblem, Diagnostic, Problem, Remark};
use crate::read::{Entry, shorten};
use crate::source::Source;

/// Objects up to this size are compared key by key; larger ones through a map.
const FEW: usize = 16;

/// Tells of every key that stands more than once, at its second place and with its first.
pub(super) fn tell_repeats(source: &Source, entries: &[Entry], diagnostics: &mut Vec<Diagnostic>) {
    for (first, second) in repeats(entries) {
        let problem = DataProblem::DuplicateKey { key: shorten(&second.key) };
        let told = Diagnostic::error(Problem::Data(problem), source.site(second.key_span));
        diagnostics.push(told.with(source.site(first.key_span), Remark::FirstHere));
    }
}

/// The first two entries of every key that stands more than once, in the order of the second.
fn repeats(entries: &[Entry]) -> Vec<(&Entry, &Entry)> {
    let mut found = Vec::new();
    if entries.len() <= FEW {
        for (at, entry) in entries.iter().enumerate() {
            let mut before = entries.iter().take(at).filter(|earlier| earlier.key == entry.key);
            if let (Some(first), None) = (before.next(), before.next()) {
                found.push((first, entry));
            }
        }
        return found;
    }
    let mut seen: HashMap<&str, (&Entry, usize)> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let (first, times) = seen.entry(&entry.key).or_insert((entry, 0));
        *times += 1;
        if *times == 2 {
            found.push((*first, entry));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Node, NodeKind};
    use crate::source::Span;

    fn entries(keys: &[&str]) -> Vec<Entry> {
        let entry = |(at, key): (usize, &&str)| {
            let span = Span::at(at);
            let value = Node { kind: NodeKind::Null, span, anchor: span };
            Entry { key: (*key).to_owned(), key_span: span, value }
        };
        keys.iter().enumerate().map(entry).collect()
    }

    #[test]
    fn a_key_that_stands_three_times_is_told_once() {
        let places = |entries: &[Entry]| {
            let pairs = repeats(entries).into_iter();
            pairs.map(|(first, second)| (first.key_span.start, second.key_span.start)).collect::<Vec<_>>()
        };
        assert_eq!(places(&entries(&["a", "b", "a", "a"])), [(0, 2)]);
        let many: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let mut keys: Vec<&str> = vec!["a", "b", "a", "a"];
        keys.extend(many.iter().map(String::as_str));
        assert_eq!(places(&entries(&keys)), [(0, 2)]);
    }
}
