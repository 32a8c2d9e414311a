//! Keys that stand twice in one object, told alike for every format.

use std::collections::HashMap;

use crate::diag::{DataProblem, Diagnostic, Problem, Remark};
use crate::read::Entry;
use crate::source::{Source, Span};

/// Objects up to this size are compared key by key; larger ones through a map.
const FEW: usize = 16;

/// The places of the first two entries of every key that stands more than once, in the order of the second.
pub(super) fn repeats(entries: &[Entry]) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    if entries.len() <= FEW {
        for (at, entry) in entries.iter().enumerate() {
            let mut before = entries.iter().take(at).filter(|earlier| earlier.key == entry.key);
            if let (Some(first), None) = (before.next(), before.next()) {
                found.push((first.key_span, entry.key_span));
            }
        }
        return found;
    }
    let mut seen: HashMap<&str, (Span, usize)> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let (first, times) = seen.entry(&entry.key).or_insert((entry.key_span, 0));
        *times += 1;
        if *times == 2 {
            found.push((*first, entry.key_span));
        }
    }
    found
}

/// The diagnostic of a key that stands at `second` and stood already at `first`.
pub(super) fn duplicate(source: &Source, key: &str, first: Span, second: Span) -> Diagnostic {
    let problem = DataProblem::DuplicateKey { key: key.to_owned() };
    Diagnostic::error(Problem::Data(problem), source.site(second)).with(source.site(first), Remark::FirstHere)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Node, NodeKind};

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
        let pair = (Span::at(0), Span::at(2));
        assert_eq!(repeats(&entries(&["a", "b", "a", "a"])), [pair]);
        let many: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let mut keys: Vec<&str> = vec!["a", "b", "a", "a"];
        keys.extend(many.iter().map(String::as_str));
        assert_eq!(repeats(&entries(&keys)), [pair]);
    }
}
