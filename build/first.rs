//! With which classes of characters each node can begin: what cannot begin with the next one is not tried.

use std::collections::BTreeMap;
use std::error::Error;

use crate::classes::Classes;
use crate::nodes::{Node, Nodes};

/// Classes as bits.
pub(crate) type Set = [u64; 4];

/// Sets, each once, and which of them is that of each node.
pub(crate) struct Sets {
    pub(crate) sets: Vec<Set>,
    pub(crate) of: Vec<usize>,
}

impl Sets {
    /// True when the node can begin with anything, or be empty.
    pub(crate) fn is_all(&self, node: usize) -> bool {
        self.of.get(node).and_then(|set| self.sets.get(*set)).is_none_or(|set| *set == ALL)
    }
}

/// What is known of a node: with what it can begin, and whether it can be empty.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Known {
    begins: Set,
    empty: bool,
}

/// Everything, for a node that can be empty: nothing speaks against trying it.
const ALL: Set = [u64::MAX; 4];

pub(crate) fn of(nodes: &Nodes, classes: &Classes) -> Result<Sets, Box<dyn Error>> {
    let mut known = vec![Known::default(); nodes.all.len()];
    // Rules name each other in circles: until nothing more is found.
    loop {
        let mut changed = false;
        for at in 0..nodes.all.len() {
            let now = look(nodes, classes, &known, at)?;
            let place = known.get_mut(at).ok_or("a node without a place")?;
            changed |= *place != now;
            *place = now;
        }
        if !changed {
            break;
        }
    }
    let mut numbers = BTreeMap::new();
    let mut sets = Vec::new();
    let mut of = Vec::with_capacity(known.len());
    for known in &known {
        let set = if known.empty { ALL } else { known.begins };
        of.push(*numbers.entry(set).or_insert_with(|| {
            sets.push(set);
            sets.len() - 1
        }));
    }
    Ok(Sets { sets, of })
}

fn look(nodes: &Nodes, classes: &Classes, known: &[Known], at: usize) -> Result<Known, Box<dyn Error>> {
    let find = |at: usize| known.get(at).copied().ok_or("a node that is not there");
    let rule = |rule: usize| find(nodes.rules.get(rule).ok_or("a rule that is not there")?.body);
    let these = |is: &dyn Fn(usize) -> bool| {
        let mut set = Set::default();
        for class in (0..classes.len()).filter(|class| is(*class)) {
            if let Some(bits) = set.get_mut(class / 64) {
                *bits |= 1 << (class % 64);
            }
        }
        Known { begins: set, empty: false }
    };
    Ok(match nodes.all.get(at).ok_or("a node that is not there")? {
        Node::Text(text) => match text.chars().next() {
            Some(first) => these(&|class| class == classes.class(first)),
            None => Known { begins: Set::default(), empty: true },
        },
        Node::Range(from, to) => these(&|class| classes.may_lie(class, *from, *to)),
        Node::Class(set) => these(&|class| classes.is(class, *set)),
        Node::Start | Node::Ahead(_) | Node::NotAhead(_) | Node::End | Node::Until(_) => {
            Known { begins: Set::default(), empty: true }
        }
        Node::Rule(number) => rule(*number)?,
        Node::RepeatOnce(inner) => find(*inner)?,
        Node::Optional(inner) | Node::Repeat(inner) => Known { empty: true, ..find(*inner)? },
        Node::Choice(from, count) => {
            let mut all = Known::default();
            for part in *from..from + count {
                let part = find(part)?;
                all = Known { begins: union(all.begins, part.begins), empty: all.empty || part.empty };
            }
            all
        }
        Node::Sequence(from, count) => {
            let mut all = Known { begins: Set::default(), empty: true };
            for part in *from..from + count {
                let part = find(part)?;
                all = Known { begins: union(all.begins, part.begins), empty: part.empty };
                if !part.empty {
                    break;
                }
                // White space may stand behind a part that is empty.
                all.begins = union(all.begins, rule(nodes.blank)?.begins);
            }
            all
        }
    })
}

fn union(one: Set, other: Set) -> Set {
    let mut both = one;
    for (bits, more) in both.iter_mut().zip(other) {
        *bits |= more;
    }
    both
}
