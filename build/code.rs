//! The grammar as Rust source: a function for each rule, which reads on by its expression and says whether it is there.
//!
//! `S` in them is what may stand between parts, `A` whether what is read is only looked at: both are known when a
//! function is compiled, so that each is made as often as it is needed.

use std::error::Error;
use std::fmt::Write;

use pest_meta::ast::RuleType;

use crate::first::Sets;
use crate::nodes::{Node, Nodes, Rule};

type Code = Result<String, Box<dyn Error>>;

/// The functions, and the one that calls them by their symbols.
pub(crate) fn functions(nodes: &Nodes, sets: &Sets) -> Code {
    let writer = Writer { nodes, sets };
    let mut out = String::from("impl Machine<'_> {\n");
    for rule in &nodes.rules {
        let (name, code) = (&rule.name, writer.rule(rule)?);
        writeln!(
            out,
            "    fn read_{name}<const S: u8, const A: bool>(&mut self) -> bool {{\n{code}\n    }}\n"
        )?;
    }
    out.push_str("    pub(super) fn symbol(&mut self, symbol: Symbol) -> bool {\n        match symbol {\n");
    for Rule { name, .. } in &nodes.rules {
        writeln!(out, "            Symbol::r#{name} => self.read_{name}::<BETWEEN, false>(),")?;
    }
    out.push_str("            Symbol::EOI => false,\n        }\n    }\n\n");
    let blank = &nodes.rules.get(nodes.blank).ok_or("no rule for white space")?.name;
    writeln!(
        out,
        "    pub(super) fn blank(&mut self) -> bool {{\n        self.read_{blank}::<ATOMIC, true>()\n    }}\n}}"
    )?;
    let body = nodes.rules.get(nodes.blank).ok_or("no rule for white space")?.body;
    writeln!(out, "pub(super) const BLANK: usize = {};", writer.set(body)?)?;
    Ok(out)
}

struct Writer<'g> {
    nodes: &'g Nodes,
    sets: &'g Sets,
}

/// What is known where a part is read, as the functions name it.
#[derive(Clone, Copy)]
struct Around {
    spacing: &'static str,
    ahead: &'static str,
}

impl Writer<'_> {
    fn rule(&self, rule: &Rule) -> Code {
        let name = &rule.name;
        let read = |spacing| self.step(rule.body, Around { spacing, ahead: "A" });
        let piece = |outside: &str, inside| {
            let body = read(inside)?;
            let open = format!("let opened = self.open::<{outside}, A>(Symbol::r#{name});");
            Ok(format!("{open}\nlet done = {body};\nself.close::<{outside}, A>(opened, done)"))
        };
        match rule.ty {
            RuleType::Silent => read("S"),
            RuleType::Normal => piece("S", "S"),
            // An atomic rule is a piece of what is around it, and its own parts are none.
            RuleType::Atomic => piece("S", "ATOMIC"),
            RuleType::CompoundAtomic => piece("COMPOUND", "COMPOUND"),
            RuleType::NonAtomic => piece("BETWEEN", "BETWEEN"),
        }
    }

    /// Reads the node, if it can begin with the next character.
    fn node(&self, at: usize, around: Around) -> Code {
        let step = self.step(at, around)?;
        // These look at the character themselves.
        let looks = matches!(self.get(at)?, Node::Text(_) | Node::Range(..) | Node::Class(_));
        if looks || self.sets.is_all(at) {
            return Ok(step);
        }
        Ok(format!("(self.can_begin({}) && {step})", self.set(at)?))
    }

    /// Reads a node that can begin with the next character.
    fn step(&self, at: usize, around: Around) -> Code {
        let Around { spacing, ahead } = around;
        Ok(match self.get(at)? {
            Node::Text(text) => format!("self.text({text:?})"),
            Node::Range(from, to) => format!("self.range({from:?}, {to:?})"),
            Node::Class(_) => format!("self.character({})", self.set(at)?),
            Node::Start => "(self.at == 0)".to_owned(),
            Node::End => format!("self.end::<{spacing}, {ahead}>()"),
            Node::Rule(rule) => {
                let name = &self.nodes.rules.get(*rule).ok_or("a rule that is not there")?.name;
                format!("self.read_{name}::<{spacing}, {ahead}>()")
            }
            Node::Sequence(from, count) => self.sequence(at, *from, *count, around)?,
            Node::Choice(from, count) => self.choice(*from, *count, around)?,
            Node::Optional(inner) => format!("({} || true)", self.node(*inner, around)?),
            Node::Repeat(inner) => format!("({} || true)", self.repeat(*inner, around)?),
            Node::RepeatOnce(inner) => self.repeat(*inner, around)?,
            Node::Ahead(inner) => self.ahead(*inner, around)?,
            Node::NotAhead(inner) => format!("!{}", self.ahead(*inner, around)?),
            Node::Until(stops) => format!("self.until(&{stops:?})"),
        })
    }

    /// The parts of a node one after the other; back to the beginning where one is not there.
    fn sequence(&self, whole: usize, from: usize, count: usize, around: Around) -> Code {
        let same = self.set(from)? == self.set(whole)?;
        let first = if same { self.step(from, around)? } else { self.node(from, around)? };
        let mut rest = Vec::new();
        for part in from + 1..from + count {
            let code = self.node(part, around)?;
            rest.push(format!("{{ self.blanks::<{}>(); {code} }}", around.spacing));
        }
        let rest = rest.join("\n&& ");
        Ok(format!(
            "({{ let before = self.here(); let first = {first}; first && (({rest}) || self.back(before)) }})"
        ))
    }

    fn choice(&self, from: usize, count: usize, around: Around) -> Code {
        let mut parts = Vec::new();
        for part in from..from + count {
            let code = self.step(part, around)?;
            let all = self.sets.is_all(part);
            parts.push(if all { code } else { format!("(holds({}, class) && {code})", self.set(part)?) });
        }
        Ok(format!("({{ let class = self.class(); {} }})", parts.join("\n|| ")))
    }

    /// The node as often as it comes; false where it does not.
    fn repeat(&self, inner: usize, around: Around) -> Code {
        let spacing = around.spacing;
        if let Node::Class(_) = self.get(inner)? {
            return Ok(format!("self.characters::<{spacing}>({})", self.set(inner)?));
        }
        let code = self.node(inner, around)?;
        Ok(format!(
            "({{ let mut any = false; loop {{ let before = self.at; if any {{ self.blanks::<{spacing}>(); }}\n\
             if !{code} {{ self.at = before; break any; }} any = true; }} }})"
        ))
    }

    fn ahead(&self, inner: usize, around: Around) -> Code {
        let code = self.node(inner, Around { ahead: "true", ..around })?;
        Ok(format!("({{ let before = self.at; let ahead = {code}; self.at = before; ahead }})"))
    }

    fn get(&self, at: usize) -> Result<&Node, Box<dyn Error>> {
        self.nodes.all.get(at).ok_or_else(|| "a node that is not there".into())
    }

    /// The number of the set of classes with which a node can begin.
    fn set(&self, at: usize) -> Result<usize, Box<dyn Error>> {
        self.sets.of.get(at).copied().ok_or_else(|| "a node without a set".into())
    }
}
