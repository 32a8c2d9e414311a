//! One waiver of a file: its keys in both spellings, and all that is wrong with it.

use std::sync::Arc;

use super::field;
use super::waiver::{Sites, Waiver};
use crate::diag::{Diagnostic, Problem, Setting, StateProblem, nearest};
use crate::finding::{Status, Suppression};
use crate::ir::{Program, Rule, Visits};
use crate::read::{Entry, Node, NodeKind};
use crate::source::{Site, Source, Span};
use crate::text::filling;
use crate::value::{Date, parse_date};

const RULE: [&str; 2] = ["规则", "rule"];
const TABLE: [&str; 2] = ["表", "table"];
const KEY: [&str; 2] = ["主键", "key"];
const FIELD: [&str; 2] = ["字段", "field"];
const REASON: [&str; 2] = ["理由", "reason"];
const APPROVER: [&str; 2] = ["批准人", "approver"];
const BASIS: [&str; 2] = ["依据", "basis"];
const GRANTED: [&str; 2] = ["批准日", "granted"];
const EXPIRES: [&str; 2] = ["到期日", "expires"];

/// The keys of a waiver in both spellings, in the order in which help lists them.
const KEYS: [[&str; 2]; 9] = [RULE, TABLE, KEY, FIELD, REASON, APPROVER, BASIS, GRANTED, EXPIRES];

/// Reads one waiver; `None` when something is wrong with it, which is then in `problems`.
pub(super) fn read(
    program: &Program,
    source: &Source,
    node: &Node,
    problems: &mut Vec<Diagnostic>,
) -> Option<Waiver> {
    let before = problems.len();
    let mut form = Form { source, anchor: node.anchor, filled: Vec::new(), problems };
    form.fill(node);
    let rule = form.rule(program);
    let subject = form.subject(program, rule);
    let field = form.field(program, rule);
    let texts = [REASON, APPROVER, BASIS].map(|key| form.text(key));
    let days = form.days();
    let site = form.site(form.value(RULE).map_or(node.anchor, |value| value.span));
    if form.problems.len() > before {
        return None;
    }
    let ((key, subject), (granted, expires)) = (subject?, days?);
    let [Some(justification), Some(by), Some(basis)] = texts else {
        return None;
    };
    let days = Some((granted.0, expires.0));
    Some(Waiver {
        rule: rule?.code.to_string(),
        key,
        field,
        granted: granted.0,
        expires: expires.0,
        suppression: Arc::new(Suppression { status: Status::Accepted, justification, by, basis, days, site }),
        sites: Sites { subject, granted: granted.1, expires: expires.1 },
    })
}

/// The keys of a waiver with their values, as far as they mean something.
struct Form<'n, 'p> {
    source: &'n Source<'n>,
    anchor: Span,
    filled: Vec<([&'static str; 2], &'n Entry)>,
    problems: &'p mut Vec<Diagnostic>,
}

impl<'n> Form<'n, '_> {
    fn fill(&mut self, node: &'n Node) {
        let NodeKind::Object(entries) = &node.kind else {
            let problem = StateProblem::WrongKind { key: "waiver".to_owned(), expected: Setting::Tables };
            self.complain(problem, node.span);
            return;
        };
        for entry in entries {
            match KEYS.into_iter().find(|key| key.contains(&entry.key.as_str())) {
                Some(key) if self.value(key).is_some() => {
                    self.complain(StateProblem::RepeatedKey { key: entry.key.clone() }, entry.key_span);
                }
                Some(key) => self.filled.push((key, entry)),
                None => {
                    self.complain(unknown(&entry.key, KEYS.as_flattened()), entry.key_span);
                }
            }
        }
    }

    fn value(&self, key: [&str; 2]) -> Option<&'n Node> {
        self.filled.iter().find(|(filled, _)| *filled == key).map(|(_, entry)| &entry.value)
    }

    /// The text of a key that may be left out.
    fn given(&mut self, key: [&str; 2], expected: Setting) -> Option<(String, Span)> {
        let (_, entry) = self.filled.iter().find(|(filled, _)| *filled == key)?;
        match &entry.value.kind {
            NodeKind::Scalar(text) => Some((text.trim().to_owned(), entry.value.span)),
            NodeKind::Null | NodeKind::List(_) | NodeKind::Object(_) | NodeKind::Unread(_) => {
                let problem = StateProblem::WrongKind { key: entry.key.clone(), expected };
                self.complain(problem, entry.value.span);
                None
            }
        }
    }

    /// The text of a key that must be there.
    fn wanted(&mut self, key: [&'static str; 2], expected: Setting) -> Option<(String, Span)> {
        let before = self.problems.len();
        let given = self.given(key, expected);
        if self.problems.len() > before {
            return None;
        }
        match given {
            Some((text, span)) if !text.is_empty() => Some((text, span)),
            given => {
                let place = given.map_or(self.anchor, |(_, span)| span);
                self.complain(StateProblem::MissingKey { key }, place);
                None
            }
        }
    }

    fn text(&mut self, key: [&'static str; 2]) -> Option<String> {
        self.wanted(key, Setting::Text).map(|(text, _)| text)
    }

    fn rule<'r>(&mut self, program: &'r Program) -> Option<&'r Rule> {
        let (code, span) = self.wanted(RULE, Setting::Text)?;
        let rule = program.rules.iter().find(|rule| *rule.code == code);
        if rule.is_none() {
            let nearest = nearest(&code, program.rules.iter().map(|rule| &*rule.code));
            self.complain(StateProblem::UnknownRule { code, nearest }, span);
        }
        rule
    }

    /// The key of the subject and where it stands: that of the rule for the batch, which has none.
    fn subject(&mut self, program: &Program, rule: Option<&Rule>) -> Option<(String, Site)> {
        let table = self.given(TABLE, Setting::Text);
        if let (Some((found, span)), Some(rule)) = (table, rule) {
            let [chinese, english] = filling::BATCH;
            let names = rule.table.and_then(|table| program.schema.table(table)).map(|table| &table.names);
            let is_it = names.map_or(found == chinese || found == english, |names| names.is(&found));
            if !is_it {
                let expected = names.map_or(chinese, |names| &names.first).to_owned();
                let problem = StateProblem::OtherTable { rule: rule.code.to_string(), found, expected };
                self.complain(problem, span);
            }
        }
        let batch = rule.filter(|rule| matches!(rule.visits, Visits::Batch));
        if let Some(batch) = batch {
            if let Some((_, entry)) = self.filled.iter().find(|(key, _)| *key == KEY) {
                self.complain(StateProblem::BatchHasNoKey { rule: batch.code.to_string() }, entry.key_span);
                return None;
            }
            let span = self.value(RULE).map_or(self.anchor, |value| value.span);
            return Some((String::new(), self.site(span)));
        }
        let (key, span) = self.wanted(KEY, Setting::Text)?;
        Some((key, self.site(span)))
    }

    fn field(&mut self, program: &Program, rule: Option<&Rule>) -> Option<String> {
        let (written, span) = self.given(FIELD, Setting::Text)?;
        let table = rule.and_then(|rule| rule.table);
        let field = field::first_spelling(&program.schema, table, &written);
        if field.is_none() {
            let last = written.rsplit('.').next().unwrap_or(&written);
            let nearest = nearest(last, field::names(&program.schema));
            self.complain(StateProblem::UnknownField { field: written, nearest }, span);
        }
        field
    }

    fn days(&mut self) -> Option<((Date, Site), (Date, Site))> {
        let days = [GRANTED, EXPIRES].map(|key| self.day(key));
        let [Some((granted, first)), Some((expires, last))] = days else {
            return None;
        };
        if expires < granted {
            self.complain(StateProblem::ExpiresBeforeGranted { granted, expires }, last);
            return None;
        }
        Some(((granted, self.site(first)), (expires, self.site(last))))
    }

    fn day(&mut self, key: [&'static str; 2]) -> Option<(Date, Span)> {
        let (text, span) = self.wanted(key, Setting::Date)?;
        let day = parse_date(&text);
        if day.is_none() {
            let written = self.filled.iter().find(|(filled, _)| *filled == key);
            let key = written.map_or_else(|| key[0].to_owned(), |(_, entry)| entry.key.clone());
            self.complain(StateProblem::WrongKind { key, expected: Setting::Date }, span);
        }
        day.map(|day| (day, span))
    }

    fn site(&self, span: Span) -> Site {
        self.source.site(span)
    }

    fn complain(&mut self, problem: StateProblem, span: Span) {
        let site = self.site(span);
        self.problems.push(Diagnostic::error(Problem::State(problem), site));
    }
}

/// That a key is none of those there are.
pub(super) fn unknown(key: &str, known: &[&'static str]) -> StateProblem {
    let nearest = nearest(key, known.iter().copied());
    StateProblem::UnknownKey { key: key.to_owned(), nearest, known: known.to_vec() }
}
