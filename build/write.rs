//! The tables as Rust source, without a pointer in them: nothing of them is to be put right when a process starts.

use std::error::Error;
use std::fmt::Write;

use pest_meta::ast::RuleType;

use crate::classes::{Classes, Other};
use crate::first::Sets;
use crate::nodes::{Class, Node, Nodes};

/// Places of the table in which characters are looked up: a power of two, so many that few share one.
const PLACES: usize = 1024;

pub(crate) fn tables(nodes: &Nodes, classes: &Classes, sets: &Sets) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let mut texts = Texts::default();
    let mut steps = String::new();
    for (node, set) in nodes.all.iter().zip(&sets.of) {
        writeln!(steps, "    Node {{ begins: {set}, step: {} }},", step(node, &mut texts)?)?;
    }
    writeln!(out, "pub(super) static NODES: [Node; {}] = [\n{steps}];", nodes.all.len())?;
    writeln!(out, "pub(super) static RULES: [Rule; {}] = [", nodes.rules.len())?;
    for rule in &nodes.rules {
        let kind = match rule.ty {
            RuleType::Normal => "Normal",
            RuleType::Silent => "Silent",
            RuleType::Atomic => "Atomic",
            RuleType::CompoundAtomic => "CompoundAtomic",
            RuleType::NonAtomic => "NonAtomic",
        };
        let (name, body) = (&rule.name, rule.body);
        writeln!(out, "    Rule {{ symbol: Symbol::r#{name}, kind: Kind::{kind}, body: {body} }},")?;
    }
    let blank = nodes.rules.get(nodes.blank).ok_or("no rule for white space")?.body;
    writeln!(out, "];\npub(super) const BLANK: u16 = {blank};")?;
    writeln!(
        out,
        "#[expect(clippy::unreadable_literal, reason = \"bits are no numbers that anybody reads\")]"
    )?;
    writeln!(out, "pub(super) static SETS: [[u64; 4]; {}] = {:?};", sets.sets.len(), sets.sets)?;
    writeln!(out, "pub(super) static TEXTS: &str = {:?};", texts.all)?;
    writeln!(out, "pub(super) static STOPS: [(u16, u8); {}] = {:?};", texts.stops.len(), texts.stops)?;
    let ascii: Vec<usize> = (0_u8..128).map(|byte| classes.class(byte.into())).collect();
    writeln!(out, "pub(super) static ASCII: [u8; 128] = {ascii:?};")?;
    writeln!(out, "pub(super) static BEGINNERS: [(u32, u8); {PLACES}] = {:?};", beginners(classes)?)?;
    for (name, other) in [
        ("WORD_START", Other::WordStart),
        ("WORD_CONTINUE", Other::WordContinue),
        ("WHITE", Other::Blank),
        ("REST", Other::Rest),
        ("END", Other::End),
    ] {
        writeln!(out, "pub(super) const {name}: u8 = {};", classes.other(other))?;
    }
    Ok(out)
}

fn step(node: &Node, texts: &mut Texts) -> Result<String, Box<dyn Error>> {
    Ok(match node {
        Node::Text(text) => {
            let (from, length) = texts.place(text)?;
            format!("Step::Text({from}, {length})")
        }
        Node::Range(from, to) => format!("Step::Range({from:?}, {to:?})"),
        Node::Class(Class::Any | Class::Digit | Class::WordStart | Class::WordContinue | Class::Blank) => {
            "Step::Character".to_owned()
        }
        Node::Start => "Step::Start".to_owned(),
        Node::End => "Step::End".to_owned(),
        Node::Rule(rule) => format!("Step::Rule({rule})"),
        Node::Sequence(from, count) => format!("Step::Sequence({from}, {count})"),
        Node::Choice(from, count) => format!("Step::Choice({from}, {count})"),
        Node::Optional(inner) => format!("Step::Optional({inner})"),
        Node::Repeat(inner) => format!("Step::Repeat({inner})"),
        Node::RepeatOnce(inner) => format!("Step::RepeatOnce({inner})"),
        Node::Ahead(inner) => format!("Step::Ahead({inner})"),
        Node::NotAhead(inner) => format!("Step::NotAhead({inner})"),
        Node::Until(stops) => {
            let from = texts.stops.len();
            for stop in stops {
                let stop = texts.place(stop)?;
                texts.stops.push(stop);
            }
            format!("Step::Until({from}, {})", stops.len())
        }
    })
}

/// All texts of the grammar in one.
#[derive(Default)]
struct Texts {
    all: String,
    /// Where texts stand that end others.
    stops: Vec<(u16, u8)>,
}

impl Texts {
    /// Where a text stands, and how long it is.
    fn place(&mut self, text: &str) -> Result<(u16, u8), Box<dyn Error>> {
        let from = self.all.find(text).unwrap_or_else(|| {
            self.all.push_str(text);
            self.all.len() - text.len()
        });
        Ok((u16::try_from(from)?, u8::try_from(text.len())?))
    }
}

/// The classes of characters beyond ASCII, each at the place that its number gives or at the next free one.
fn beginners(classes: &Classes) -> Result<Vec<(u32, usize)>, Box<dyn Error>> {
    let mut places = vec![(0, 0); PLACES];
    for (class, character) in classes.characters.iter().enumerate().filter(|(_, one)| !one.is_ascii()) {
        let number = u32::from(*character);
        let mut at = number as usize % PLACES;
        while places.get(at).is_some_and(|(taken, _)| *taken != 0) {
            at = (at + 1) % PLACES;
        }
        *places.get_mut(at).ok_or("a place that is not there")? = (number, class);
    }
    Ok(places)
}
