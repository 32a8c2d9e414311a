//! The expressions of the grammar as a flat list: what an expression consists of stands side by side.

use std::collections::BTreeMap;
use std::error::Error;

use pest_meta::ast::RuleType;
use pest_meta::optimizer::{OptimizedExpr, OptimizedRule};

/// The whole grammar.
pub(crate) struct Nodes {
    pub(crate) rules: Vec<Rule>,
    pub(crate) all: Vec<Node>,
    /// The rule for what may stand between the parts of a sequence.
    pub(crate) blank: usize,
}

pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) ty: RuleType,
    /// The node that it stands for.
    pub(crate) body: usize,
}

/// An expression; others are named by their numbers.
#[derive(Clone)]
pub(crate) enum Node {
    Text(String),
    /// A character between these two.
    Range(char, char),
    Class(Class),
    /// The beginning of the text.
    Start,
    /// The end of the text, as a piece of its own.
    End,
    Rule(usize),
    /// So many nodes from that one on, one after the other.
    Sequence(usize, usize),
    /// The first of so many nodes from that one on.
    Choice(usize, usize),
    Optional(usize),
    Repeat(usize),
    /// At least once.
    RepeatOnce(usize),
    Ahead(usize),
    NotAhead(usize),
    /// Everything up to the first of these texts, or to the end.
    Until(Vec<String>),
}

/// A set of characters that the grammar does not define.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Any,
    Digit,
    WordStart,
    WordContinue,
    Blank,
}

const CLASSES: [(&str, Class); 5] = [
    ("ANY", Class::Any),
    ("ASCII_DIGIT", Class::Digit),
    ("XID_START", Class::WordStart),
    ("XID_CONTINUE", Class::WordContinue),
    ("WHITE_SPACE", Class::Blank),
];

impl Nodes {
    pub(crate) fn of(rules: &[OptimizedRule]) -> Result<Self, Box<dyn Error>> {
        let names: BTreeMap<&str, usize> =
            rules.iter().enumerate().map(|(at, rule)| (rule.name.as_str(), at)).collect();
        let blank = *names.get("WHITESPACE").ok_or("no rule for white space")?;
        // Nothing stands between the parts of white space, whatever kind of rule they are.
        let of_blanks: Vec<&str> = rules.get(blank).map(|rule| named_in(&rule.expr)).unwrap_or_default();
        let mut flat = Flat { names, nodes: Vec::new(), tight: false };
        let mut made = Vec::with_capacity(rules.len());
        for rule in rules {
            flat.tight = of_blanks.contains(&rule.name.as_str());
            let body = flat.room(1);
            flat.put(body, &rule.expr)?;
            made.push(Rule { name: rule.name.clone(), ty: rule.ty, body });
        }
        Ok(Self { rules: made, all: flat.nodes, blank })
    }
}

struct Flat<'r> {
    names: BTreeMap<&'r str, usize>,
    nodes: Vec<Node>,
    /// True when nothing stands between the parts of what is made.
    tight: bool,
}

impl Flat<'_> {
    /// Room for so many nodes side by side.
    fn room(&mut self, count: usize) -> usize {
        let at = self.nodes.len();
        self.nodes.resize(at + count, Node::Start);
        at
    }

    fn one(&mut self, expr: &OptimizedExpr) -> Result<usize, Box<dyn Error>> {
        let at = self.room(1);
        self.put(at, expr)?;
        Ok(at)
    }

    fn side_by_side(&mut self, exprs: &[&OptimizedExpr]) -> Result<(usize, usize), Box<dyn Error>> {
        let from = self.room(exprs.len());
        for (at, expr) in (from..).zip(exprs) {
            self.put(at, expr)?;
        }
        Ok((from, exprs.len()))
    }

    /// Makes the node with that number of an expression.
    fn put(&mut self, at: usize, expr: &OptimizedExpr) -> Result<(), Box<dyn Error>> {
        let node = match expr {
            OptimizedExpr::Str(text) => Node::Text(text.clone()),
            OptimizedExpr::Range(from, to) => Node::Range(character(from)?, character(to)?),
            OptimizedExpr::Ident(name) => self.named(name)?,
            OptimizedExpr::PosPred(inner) => Node::Ahead(self.one(inner)?),
            OptimizedExpr::NegPred(inner) => Node::NotAhead(self.one(inner)?),
            OptimizedExpr::Seq(..) => {
                let parts = chain(expr, |rest| match rest {
                    OptimizedExpr::Seq(first, next) => Some((first, next)),
                    _ => None,
                });
                let (from, count) = self.side_by_side(&parts)?;
                Node::Sequence(from, count)
            }
            OptimizedExpr::Choice(..) => {
                let parts = chain(expr, |rest| match rest {
                    OptimizedExpr::Choice(first, next) => Some((first, next)),
                    _ => None,
                });
                let (from, count) = self.side_by_side(&parts)?;
                Node::Choice(from, count)
            }
            OptimizedExpr::Opt(inner) => Node::Optional(self.one(inner)?),
            OptimizedExpr::Rep(inner) => match up_to(inner).filter(|_| self.tight) {
                Some(stop) => Node::Until(vec![stop.to_owned()]),
                None => Node::Repeat(self.one(inner)?),
            },
            OptimizedExpr::RepOnce(inner) => Node::RepeatOnce(self.one(inner)?),
            OptimizedExpr::Skip(texts) => Node::Until(texts.clone()),
            other => return Err(format!("the machine has no step for {other}").into()),
        };
        let place = self.nodes.get_mut(at).ok_or("a node without room")?;
        *place = node;
        Ok(())
    }

    fn named(&self, name: &str) -> Result<Node, Box<dyn Error>> {
        if let Some(rule) = self.names.get(name) {
            return Ok(Node::Rule(*rule));
        }
        if let Some((_, class)) = CLASSES.iter().find(|(known, _)| *known == name) {
            return Ok(Node::Class(*class));
        }
        match name {
            "SOI" => Ok(Node::Start),
            "EOI" => Ok(Node::End),
            _ => Err(format!("the machine has no step for {name}").into()),
        }
    }
}

/// The text in `!"…" ~ ANY`.
fn up_to(expr: &OptimizedExpr) -> Option<&str> {
    let OptimizedExpr::Seq(not, any) = expr else {
        return None;
    };
    match (&**not, &**any) {
        (OptimizedExpr::NegPred(stop), OptimizedExpr::Ident(any)) if any == "ANY" => match &**stop {
            OptimizedExpr::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The rules that a choice names.
fn named_in(expr: &OptimizedExpr) -> Vec<&str> {
    match expr {
        OptimizedExpr::Ident(name) => vec![name],
        OptimizedExpr::Choice(first, next) => [named_in(first), named_in(next)].concat(),
        _ => Vec::new(),
    }
}

fn character(text: &str) -> Result<char, Box<dyn Error>> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(format!("an end of a range is one character and not `{text}`").into()),
    }
}

/// The parts of a chain, of which each takes one off its beginning.
fn chain<'e>(
    whole: &'e OptimizedExpr,
    apart: impl Fn(&'e OptimizedExpr) -> Option<(&'e OptimizedExpr, &'e OptimizedExpr)>,
) -> Vec<&'e OptimizedExpr> {
    let mut parts = Vec::new();
    let mut rest = whole;
    while let Some((first, next)) = apart(rest) {
        parts.push(first);
        rest = next;
    }
    parts.push(rest);
    parts
}
