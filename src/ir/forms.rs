//! 表样: every line against the table whose record the form holds.

use std::collections::BTreeMap;

use super::constants::constant;
use super::mistakes::Mistakes;
use super::packs::{Located, Packs};
use super::words::words;
use super::world::{World, names};
use super::{Origin, tables};
use crate::diag::{Kind, PatternFault, Remark, RuleProblem, nearest};
use crate::schema::{
    Caption, Constant, Element, Field, Form, FormColumn, FormList, FormPlace, Pattern, Pick, Piece,
    RecordType, Shape, Slot, Target, Type,
};
use crate::syntax::ast;
use crate::value::Value;

/// Declares every 表样.
pub(super) fn declare(packs: &Packs, world: &mut World, mistakes: &mut Mistakes) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    let mut forms = Vec::new();
    for Located { source, item, .. } in &packs.items {
        let ast::Item::Form(form) = item else {
            continue;
        };
        for name in std::iter::once(&form.names.first).chain(&form.names.second) {
            let origin = Origin { source: *source, span: name.span };
            let first = *seen.entry(&name.text).or_insert(origin);
            if first != origin {
                let problem = RuleProblem::Duplicate { kind: Kind::Form, name: name.text.clone() };
                mistakes.error_with(origin, problem, Some((first, Remark::FirstHere)));
            }
        }
        forms.extend(Reading { source: *source, world, mistakes }.form(form));
    }
    world.schema.forms = forms;
}

struct Reading<'w> {
    source: usize,
    world: &'w World,
    mistakes: &'w mut Mistakes,
}

impl Reading<'_> {
    fn form(&mut self, form: &ast::Form) -> Option<Form> {
        let table = tables::find(form.table.as_ref()?, self.source, self.world, self.mistakes)?;
        let record = self.world.record(table)?;
        Some(Form {
            names: names(&form.names),
            table,
            by: form.by.iter().filter_map(|name| Some(self.field(record, name)?.0)).collect(),
            headings: texts(&form.headings),
            units: texts(&form.units),
            unit: form.unit.map(|unit| unit.0),
            fixed: self.settings(record, &form.fixed),
            elements: form.elements.iter().filter_map(|fixed| self.element(record, fixed)).collect(),
            picks: form.picks.iter().filter_map(|pick| self.pick(record, pick)).collect(),
            lists: form.lists.iter().filter_map(|list| self.list(record, list)).collect(),
            hints: texts(&form.hints),
            ignored: texts(&form.ignored),
        })
    }

    fn pick(&mut self, record: &RecordType, pick: &ast::Pick) -> Option<Pick> {
        let place = match &pick.place {
            ast::FormPlace::Inside(_) => FormPlace::Inside,
            ast::FormPlace::Right(caption) => FormPlace::Right(self::caption(caption)),
            ast::FormPlace::Below(caption) => FormPlace::Below(self::caption(caption)),
            ast::FormPlace::Crossing(row, column) => FormPlace::Crossing(texts(row), texts(column)),
        };
        if pick.element.is_empty() {
            let targets = self.targets(record, &pick.targets);
            return Some(Pick { place, optional: pick.optional, targets, element: None });
        }
        // `资金.金额 其中 (…)`: the list, and the fields of an element.
        let mut list = None;
        let mut targets = Vec::new();
        for target in &pick.targets {
            let mut shapes = Vec::new();
            for shape in &target.shapes {
                let ast::Shape::Field(path) = shape else {
                    self.not_one_value(&pick.targets, pick, record);
                    return None;
                };
                let (of, inside) = self.list_in(record, path, "其中")?;
                let element = record.element(&of.at)?;
                shapes.extend(self.slot(element, &inside).map(|(slot, _)| Shape::Field(slot)));
                list.get_or_insert(of);
            }
            targets.push(Target { shapes, lenient: target.lenient });
        }
        let list = list?;
        let constants = self.settings(record.element(&list.at)?, &pick.element);
        Some(Pick { place, optional: pick.optional, targets, element: Some(Element { list, constants }) })
    }

    /// A pattern cannot say which list its fields are in.
    fn not_one_value(&mut self, targets: &[ast::Target], pick: &ast::Pick, record: &RecordType) {
        let shapes = targets.iter().flat_map(|target| &target.shapes);
        let pattern = shapes.into_iter().find_map(|shape| match shape {
            ast::Shape::Pattern(text) => Some(text),
            ast::Shape::Field(_) => None,
        });
        let found = words(&Type::Record(record.clone()), &self.world.schema);
        let (path, span) =
            pattern.map_or_else(|| (String::new(), pick.span), |text| (text.text.clone(), text.span));
        self.error(span, RuleProblem::NotOneValue { path, found });
    }

    /// The list in a path, and the rest of the path.
    fn list_in(
        &mut self,
        record: &RecordType,
        path: &ast::FormPath,
        operation: &str,
    ) -> Option<(Slot, ast::FormPath)> {
        let (mut at, mut record, mut names) = (Vec::new(), record, Vec::new());
        for (number, step) in path.steps.iter().enumerate() {
            let (index, field) = self.field(record, step)?;
            at.push(index);
            names.push(field.names.first.as_str());
            match &field.ty {
                Type::Record(inner) => record = inner,
                Type::List(_) => {
                    let steps = path.steps.iter().skip(number + 1).cloned().collect();
                    return Some((
                        Slot { path: names.join("."), at },
                        ast::FormPath { steps, span: path.span },
                    ));
                }
                _ => break,
            }
        }
        self.error(path.span, RuleProblem::NotAList { operation: operation.to_owned() });
        None
    }

    fn element(&mut self, record: &RecordType, fixed: &ast::FixedElement) -> Option<Element> {
        let (list, element) = self.whole_list(record, &fixed.list, "固定")?;
        let constants = self.settings(element, &fixed.settings);
        Some(Element { list, constants })
    }

    /// A path that is a list of records, and what its elements hold.
    fn whole_list<'r>(
        &mut self,
        record: &'r RecordType,
        path: &ast::FormPath,
        operation: &str,
    ) -> Option<(Slot, &'r RecordType)> {
        let (slot, rest) = self.list_in(record, path, operation)?;
        let element = record.element(&slot.at).filter(|_| rest.steps.is_empty());
        if element.is_none() {
            self.error(path.span, RuleProblem::NotAList { operation: operation.to_owned() });
        }
        Some((slot, element?))
    }

    fn list(&mut self, record: &RecordType, list: &ast::FormList) -> Option<FormList> {
        let (slot, element) = self.whole_list(record, &list.path, "清单")?;
        let keys = list.keys.iter().filter_map(|key| Some(self.field(element, key)?.0)).collect();
        let mut columns = Vec::with_capacity(list.columns.len());
        for column in &list.columns {
            let number = column.number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).max(1);
            let targets = self.targets(element, &column.targets);
            let (texts, optional, ditto) = (texts(&column.texts), column.optional, column.ditto);
            columns.push(FormColumn { texts, number, optional, targets, ditto });
        }
        Some(FormList { list: slot, keys, until: texts(&list.until), columns })
    }

    fn targets(&mut self, record: &RecordType, targets: &[ast::Target]) -> Vec<Target> {
        let mut found = Vec::with_capacity(targets.len());
        for target in targets {
            let mut shapes = Vec::new();
            for shape in &target.shapes {
                shapes.extend(match shape {
                    ast::Shape::Field(path) => self.slot(record, path).map(|(slot, _)| Shape::Field(slot)),
                    ast::Shape::Pattern(text) => self.pattern(record, text).map(Shape::Pattern),
                });
            }
            found.push(Target { shapes, lenient: target.lenient });
        }
        found
    }

    /// A text with `{…}` in it.
    fn pattern(&mut self, record: &RecordType, text: &ast::Text) -> Option<Pattern> {
        let mut pieces = Vec::new();
        let mut rest = text.text.as_str();
        while let Some((before, inside)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let Some((hole, after)) = inside.split_once('}') else {
                self.error(text.span, RuleProblem::FormPattern { fault: PatternFault::Unclosed });
                return None;
            };
            if hole.trim() == "*" {
                pieces.push(Piece::Anything);
            } else {
                let steps =
                    hole.split('.').map(|step| ast::Ident { text: step.trim().to_owned(), span: text.span });
                let path = ast::FormPath { steps: steps.collect(), span: text.span };
                pieces.push(Piece::Hole(self.slot(record, &path)?.0));
            }
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if !pieces.iter().any(|piece| matches!(piece, Piece::Hole(_))) {
            self.error(text.span, RuleProblem::FormPattern { fault: PatternFault::NoHole });
            return None;
        }
        Some(Pattern { written: text.text.clone(), pieces })
    }

    fn settings(&mut self, record: &RecordType, settings: &[ast::Setting]) -> Vec<Constant> {
        let mut constants = Vec::with_capacity(settings.len());
        for setting in settings {
            let Some((slot, field)) = self.slot(record, &setting.path) else {
                continue;
            };
            let typed = constant(&setting.value, &field.ty, self.source, self.world, self.mistakes);
            let value = typed.as_ref().and_then(|typed| typed.constant());
            if let Some(text) = value.and_then(|value| self.written(value, field)) {
                constants.push(Constant { slot, text });
            }
        }
        constants
    }

    /// A value as documents write it.
    fn written(&self, value: &Value, field: &Field) -> Option<String> {
        Some(match (value, &field.ty) {
            (Value::Member(member), Type::Enum(id)) => {
                self.world.schema.enumeration(*id)?.members.get(*member)?.names.first.clone()
            }
            (Value::Bool(truth), _) => if *truth { "是" } else { "否" }.to_owned(),
            (Value::Text(text), _) => text.to_string(),
            (Value::Date(date), _) => date.to_string(),
            (Value::Number(number), Type::Money) => format!("{number}元"),
            (Value::Number(number), Type::Ratio) => {
                let percent = number.times(crate::value::Number::integer(100)).ok()?;
                format!("{percent}%")
            }
            (Value::Number(number), _) => number.to_string(),
            (Value::Member(_), _) => return None,
        })
    }

    /// The field of a path that holds one value.
    fn slot<'r>(&mut self, record: &'r RecordType, path: &ast::FormPath) -> Option<(Slot, &'r Field)> {
        let (mut at, mut names, mut record) = (Vec::new(), Vec::new(), record);
        let mut steps = path.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let (index, field) = self.field(record, step)?;
            at.push(index);
            names.push(field.names.first.as_str());
            match &field.ty {
                Type::Record(inner) if steps.peek().is_some() => record = inner,
                Type::Record(_) | Type::List(_) | Type::Set(_) => break,
                _ if steps.peek().is_some() => {
                    let found = words(&field.ty, &self.world.schema);
                    self.error(path.span, RuleProblem::NotARecord { found });
                    return None;
                }
                _ => return Some((Slot { path: names.join("."), at }, field)),
            }
        }
        let found = record.at(at.last().map(std::slice::from_ref).unwrap_or_default());
        let found = found.map(|field| words(&field.ty, &self.world.schema)).unwrap_or_default();
        self.error(path.span, RuleProblem::NotOneValue { path: names.join("."), found });
        None
    }

    fn field<'r>(&mut self, record: &'r RecordType, step: &ast::Ident) -> Option<(usize, &'r Field)> {
        let found = record.field(&step.text);
        if found.is_none() && !self.world.is_poisoned(&step.text) {
            let nearest = nearest(&step.text, record.fields.iter().flat_map(|field| field.names.iter()));
            let problem = RuleProblem::Unknown { kind: Kind::Field, name: step.text.clone(), nearest };
            self.error(step.span, problem);
        }
        found
    }

    fn error(&mut self, span: crate::source::Span, problem: RuleProblem) {
        self.mistakes.error(Origin { source: self.source, span }, problem);
    }
}

fn texts(texts: &[ast::Text]) -> Vec<String> {
    texts.iter().map(|text| text.text.clone()).collect()
}

fn caption(caption: &ast::Caption) -> Caption {
    Caption { texts: texts(&caption.texts), column: caption.column.as_ref().map(|text| text.text.clone()) }
}
