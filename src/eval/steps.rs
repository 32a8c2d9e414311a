//! A rule on a subject step by step: each clause as written, with its values put in, and what each part comes to.

use super::evidence::children;
use super::frame::Frame;
use super::judge::{Scene, Subject};
use super::state::{Truth, Unknown};
use super::tables::Tables;
use super::template::show;
use crate::ir::{Body, Checked, Expr, ExprKind, Program, Range, Rule, Target, Visits};
use crate::schema::{Schema, Type};
use crate::source::Span;
use crate::syntax::whole;
use crate::text::filling;
use crate::value::Unit;

/// A clause of a rule on a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseSteps {
    /// Which one.
    pub part: StepPart,
    /// As it is written.
    pub text: String,
    /// As it is written, with values in place of names.
    pub with_values: String,
    /// What it comes to.
    pub value: String,
    /// What its parts come to, from the outside to the inside.
    pub steps: Vec<Step>,
}

/// Which clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepPart {
    /// 条件.
    Condition,
    /// 除外, with its basis.
    Exception(Vec<String>),
    /// 令, with its name.
    Let(String),
    /// 要求.
    Requirement,
    /// 按: an axis of a tier set.
    Axis,
    /// The row of a tier set that covers the axes.
    Row,
}

/// A part of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How far inside of the clause.
    pub depth: usize,
    /// As it is written.
    pub text: String,
    /// What it comes to.
    pub value: String,
}

/// Elements of a list that are shown one by one.
const MOST_ELEMENTS: usize = 10;

/// Steps of one clause; a rule made by a program may have more.
const MOST_STEPS: usize = 400;

/// The program's rule of that number on a subject, clause by clause as far as it gets. Empty for a rule about
/// anything but the records of the subject's table.
pub fn steps(
    program: &Checked<Program>,
    rule: usize,
    subject: &Subject<'_>,
    tables: &Tables,
) -> Vec<ClauseSteps> {
    let about = |rule: &&Rule| rule.table == Some(subject.table) && matches!(rule.visits, Visits::Records);
    let rule = program.rules.get(rule).filter(about);
    let scene = |rule| Scene::new(program, rule, Frame::subject(subject.record), tables, None);
    rule.map(|rule| scene(rule).clauses()).unwrap_or_default()
}

impl<'d> Scene<'d> {
    /// Every clause that the rule gets to on this subject.
    pub(super) fn clauses(&self) -> Vec<ClauseSteps> {
        let mut clauses: Vec<ClauseSteps> = Vec::new();
        let own = self.rule.origin.source;
        for named in &self.rule.lets {
            clauses.push(self.clause(StepPart::Let(named.name.clone()), &named.value, own));
        }
        let holds = |expr| self.truth(expr, false, &self.subject);
        if let Some(condition) = &self.rule.condition {
            clauses.push(self.clause(StepPart::Condition, condition, own));
            if holds(condition) != Truth::True {
                return clauses;
            }
        }
        for exception in &self.rule.exceptions {
            // One that was added is in a file of another pack.
            let (part, source) = (StepPart::Exception(exception.basis.clone()), exception.origin.source);
            clauses.push(self.clause(part, &exception.when, source));
        }
        let mut exceptions = self.rule.exceptions.iter();
        if exceptions.any(|exception| holds(&exception.when) != Truth::False) {
            return clauses;
        }
        match &self.rule.body {
            Body::Require(body) => clauses.push(self.clause(StepPart::Requirement, &body.requirement, own)),
            Body::Tiers(tiers) => {
                clauses.extend(tiers.axes.iter().map(|axis| self.clause(StepPart::Axis, axis, own)));
                if let Ok(row) = self.row(tiers) {
                    let text = self.text(own, row.span);
                    let value = row.label.clone().unwrap_or_default();
                    clauses.push(ClauseSteps {
                        part: StepPart::Row,
                        with_values: text.clone(),
                        text,
                        value,
                        steps: Vec::new(),
                    });
                }
            }
        }
        clauses
    }

    fn clause(&self, part: StepPart, expr: &'d Expr, source: usize) -> ClauseSteps {
        let mut walk = self.walk(source);
        walk.step(expr, 0, &self.subject);
        let value = walk.value(expr, &self.subject);
        let mut steps = walk.steps;
        // The clause itself is the first of them.
        steps.drain(..1.min(steps.len()));
        ClauseSteps {
            part,
            text: self.text(source, expr.span),
            with_values: self.with_values(expr, source),
            value,
            steps,
        }
    }

    fn walk(&self, source: usize) -> Walk<'_, 'd> {
        let unit = unit(self.rule, &self.program.schema);
        Walk { scene: self, source, unit, steps: Vec::new() }
    }

    /// What stands there in the source of that number, on one line.
    fn text(&self, source: usize, span: Span) -> String {
        let source = self.program.sources.get(source);
        let text = source.map_or("", |source| source.slice(whole(source.text(), span)));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of an expression with values in place of fields, parameters, names and totals.
    fn with_values(&self, expr: &'d Expr, source: usize) -> String {
        let mut leaves: Vec<(Span, String)> = Vec::new();
        let walk = self.walk(source);
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            match &expr.kind {
                ExprKind::Constant(_) | ExprKind::Has(Target::Cell(_)) => {}
                ExprKind::Cell(_)
                | ExprKind::Param(_)
                | ExprKind::Let(_)
                | ExprKind::Slot(_)
                | ExprKind::Quantified(..)
                | ExprKind::Aggregate(..) => leaves.push((expr.span, walk.value(expr, &self.subject))),
                _ => open.extend(children(expr)),
            }
        }
        leaves.sort_by_key(|(span, _)| span.start);
        let Some(source) = self.program.sources.get(source) else {
            return String::new();
        };
        let all = whole(source.text(), expr.span);
        let (mut text, mut at) = (String::new(), all.start);
        for (span, value) in leaves {
            // A value that a parameter stands for can have a text elsewhere; only what lies inside is put in.
            if span.start < at || span.end > all.end {
                continue;
            }
            text.push_str(source.slice(Span::new(at, span.start)));
            text.push_str(&value);
            at = span.end;
        }
        text.push_str(source.slice(Span::new(at, all.end.max(at))));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

struct Walk<'s, 'd> {
    scene: &'s Scene<'d>,
    /// The source in which the clause is written.
    source: usize,
    unit: Unit,
    steps: Vec<Step>,
}

impl<'d> Walk<'_, 'd> {
    /// Adds the expression and, below it, what it is made of. Constants say what they are by themselves.
    fn step(&mut self, expr: &'d Expr, depth: usize, frame: &Frame<'_, 'd>) {
        if self.steps.len() >= MOST_STEPS || (depth > 0 && matches!(expr.kind, ExprKind::Constant(_))) {
            return;
        }
        let value = self.value(expr, frame);
        self.steps.push(Step { depth, text: self.scene.text(self.source, expr.span), value });
        match &expr.kind {
            ExprKind::Quantified(_, range, body) => self.elements(range, body, depth, frame),
            ExprKind::Aggregate(_, range, argument) => {
                if let Some(argument) = argument {
                    self.elements(range, argument, depth, frame);
                }
            }
            _ => {
                for operand in children(expr) {
                    self.step(operand, depth + 1, frame);
                }
            }
        }
    }

    /// Adds what the elements of a list come to, one by one.
    fn elements(&mut self, range: &'d Range, body: &'d Expr, depth: usize, frame: &Frame<'_, 'd>) {
        let cells = self.scene.elements(&range.list, frame).unwrap_or_default();
        let mut shown = 0;
        for (index, cell) in cells.iter().enumerate() {
            let element = frame.element(&range.list, index, cell);
            if self.scene.belongs(range.filter.as_deref(), false, &element) == Truth::False {
                continue;
            }
            if shown == MOST_ELEMENTS {
                let rest = format!("… {}", cells.len() - index);
                self.steps.push(Step { depth: depth + 1, text: rest, value: String::new() });
                return;
            }
            shown += 1;
            let name =
                format!("{}[{}] {}", range.list.shown.0, index + 1, self.scene.text(self.source, body.span));
            let value = self.value(body, &element);
            self.steps.push(Step { depth: depth + 1, text: name, value });
        }
    }

    fn value(&self, expr: &'d Expr, frame: &Frame<'_, 'd>) -> String {
        let scene = self.scene;
        if let (ExprKind::Param(param), Type::Set(_)) = (&expr.kind, &expr.ty) {
            let param = scene.program.params.get(*param);
            return param.map(|param| super::template::param_text(scene.program, param)).unwrap_or_default();
        }
        match scene.scalar(expr, frame) {
            Ok(value) => show(&value, &expr.ty, self.unit, &scene.program.schema),
            Err(Unknown::Missing) => filling::NOT_FILLED_IN.to_owned(),
            Err(Unknown::NotFound) => filling::NOT_FOUND.to_owned(),
            Err(Unknown::Fault(_)) => filling::NOT_COMPUTABLE.to_owned(),
            Err(Unknown::Malformed) => filling::UNREADABLE.to_owned(),
        }
    }
}

/// The unit in which the amounts of a rule's table are entered.
fn unit(rule: &Rule, schema: &Schema) -> Unit {
    let table = rule.table.and_then(|table| schema.table(table));
    let fields = table.into_iter().flat_map(|table| &table.record.fields);
    let money = fields.filter(|field| matches!(field.ty, Type::Money)).map(|field| field.unit).next();
    money.unwrap_or(Unit::TenThousand)
}
