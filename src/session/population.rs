//! The records of a table, or the findings of a run, as a population to draw samples from.

use rayon::prelude::*;

use super::input::{Files, Input, plan};
use super::options::Options;
use super::reader::{Bundle, Reader};
use super::threads::on_threads;
use crate::diag::{Diagnostic, Problem, SetupProblem, nearest};
use crate::eval::{Subject, shown_key, written};
use crate::finding::{Report, Status};
use crate::ir::Program;
use crate::read::{Cell, Record, State};
use crate::sample::Item;
use crate::schema::{RecordType, TableId, Type};
use crate::source::Site;
use crate::value::{Number, Value};

/// One thing that can be drawn, and where it is.
#[derive(Clone, Debug)]
pub struct Member {
    /// What the draw knows of it.
    pub item: Item,
    /// Its table, or the rule of the finding.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// Its place.
    pub site: Site,
    /// What a finding was answered, where it was.
    pub status: Option<Status>,
}

/// A population, and what was wrong with the documents.
#[derive(Clone, Debug, Default)]
pub struct Population {
    /// Its members, by path and place.
    pub members: Vec<Member>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Which records, and what is to be known of each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The table; the main one when left out.
    pub table: Option<&'a str>,
    /// The field whose text is the class.
    pub stratum: Option<&'a str>,
    /// The field whose number is the amount.
    pub amount: Option<&'a str>,
}

/// The records of a table in all inputs, or what is wrong with what was asked for.
pub fn population(
    program: &Program,
    inputs: Vec<Input>,
    files: &dyn Files,
    options: &Options,
    asked: Asked<'_>,
) -> Result<Population, Vec<Diagnostic>> {
    let inputs = plan(inputs, &program.schema)?;
    let wanted = Wanted::of(program, asked).map_err(|problem| vec![problem])?;
    Ok(on_threads(options.jobs, || {
        let parts: Vec<Population> = inputs
            .par_iter()
            .enumerate()
            .map(|(number, input)| {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                let encoding = options.encoding;
                let reader = Reader { schema: &program.schema, table: input.table, number, encoding };
                let bytes = match files.read(&input.given) {
                    Ok(bytes) => bytes,
                    Err(reason) => {
                        let problem = Problem::Setup(SetupProblem::Unreadable { reason });
                        return Population::telling(vec![Diagnostic::error(
                            problem,
                            Site::whole(input.path.as_str()),
                        )]);
                    }
                };
                let records = |part: Population, bundle: Bundle<'_>| wanted.add(program, part, bundle);
                match reader.fold(
                    &input.path,
                    bytes,
                    Population::default,
                    records,
                    |_| None,
                    (Population::join, |_: &mut _| {}),
                ) {
                    Ok((told, part)) => Population::telling(told).join(part),
                    Err(problem) => Population::telling(vec![problem]),
                }
            })
            .collect();
        parts.into_iter().fold(Population::default(), Population::join)
    }))
}

impl Population {
    /// The findings of a run: a finding's amount is that of its measure, its class its rule.
    pub fn of_findings(report: &Report) -> Self {
        let member = |finding: &crate::finding::Finding| Member {
            item: Item {
                id: finding.fingerprint.to_string(),
                stratum: Some(finding.rule.to_string()),
                amount: finding.measure.as_ref().and_then(|measure| measure.amount),
            },
            kind: finding.rule.to_string(),
            key: finding.key.clone(),
            site: finding.places.first().map_or_else(|| Site::whole(""), |place| place.site.clone()),
            status: finding.suppression.as_ref().map(|answer| answer.status),
        };
        Self {
            members: report.findings.iter().map(member).collect(),
            diagnostics: report.diagnostics.clone(),
        }
    }

    fn telling(diagnostics: Vec<Diagnostic>) -> Self {
        Self { members: Vec::new(), diagnostics }
    }

    fn join(mut self, next: Self) -> Self {
        self.members.extend(next.members);
        self.diagnostics.extend(next.diagnostics);
        self
    }
}

/// What was asked for, found in the schema.
struct Wanted {
    table: TableId,
    stratum: Option<Vec<usize>>,
    amount: Option<Vec<usize>>,
}

impl Wanted {
    fn of(program: &Program, asked: Asked<'_>) -> Result<Self, Diagnostic> {
        let schema = &program.schema;
        let wrong = |problem| Diagnostic::error(Problem::Setup(problem), Site::whole("heng sample"));
        let id = match asked.table {
            Some(name) => schema.table_named(name).ok_or_else(|| {
                let names = schema.tables.iter().flat_map(|table| table.names.iter());
                wrong(SetupProblem::UnknownTable { name: name.to_owned(), nearest: nearest(name, names) })
            })?,
            None => schema.main.ok_or_else(|| wrong(SetupProblem::NoInput { paths: Vec::new() }))?,
        };
        let record = schema.table(id).map(|table| &table.record);
        let unknown = |name: &str| {
            let names =
                record.into_iter().flat_map(|record| &record.fields).flat_map(|field| field.names.iter());
            wrong(SetupProblem::UnknownField { name: name.to_owned(), nearest: nearest(name, names) })
        };
        let find = |name: &str| record.and_then(|record| steps(record, name)).ok_or_else(|| unknown(name));
        let stratum = asked.stratum.map(|name| find(name).map(|(steps, _)| steps)).transpose()?;
        let amount = asked.amount.map(|name| match find(name)? {
            (steps, Type::Money | Type::Number | Type::Int) => Ok(steps),
            _ => {
                Err(wrong(SetupProblem::BadOption { option: "--by", value: name.to_owned(), form: "金额" }))
            }
        });
        Ok(Self { table: id, stratum, amount: amount.transpose()? })
    }

    fn add(&self, program: &Program, mut part: Population, bundle: Bundle<'_>) -> Population {
        part.diagnostics.extend(bundle.diagnostics);
        let kind =
            program.schema.table(self.table).map(|table| table.names.first.clone()).unwrap_or_default();
        for (table, record) in &bundle.records {
            if *table != self.table {
                continue;
            }
            let key = shown_key(program, &Subject { source: bundle.source, table: *table, record });
            let site = bundle.source.site(record.anchor);
            // A key tells records apart wherever they lie; without one only their place does.
            let id = if key.is_empty() {
                let at = site.cell.as_ref().map_or_else(
                    || format!("{}:{}", site.start.line, site.start.column),
                    ToString::to_string,
                );
                format!("{} {at}", site.path)
            } else {
                format!("{kind} {key}")
            };
            let stratum = self.stratum.as_ref().and_then(|steps| cell(record, steps));
            let amount = self.amount.as_ref().and_then(|steps| cell(record, steps));
            let item = Item {
                id,
                stratum: stratum.and_then(|cell| written(cell, bundle.source)),
                amount: amount.and_then(number),
            };
            part.members.push(Member { item, kind: kind.clone(), key, site, status: None });
        }
        part
    }
}

/// The way to a field through nested records, and its type.
fn steps<'s>(record: &'s RecordType, path: &str) -> Option<(Vec<usize>, &'s Type)> {
    let (mut record, mut way) = (record, Vec::new());
    let mut names = path.split('.').peekable();
    while let Some(name) = names.next() {
        let (index, field) = record.field(name.trim())?;
        way.push(index);
        match (&field.ty, names.peek()) {
            (Type::Record(inner), Some(_)) => record = inner,
            (Type::Record(_) | Type::List(_), None) | (_, Some(_)) => return None,
            (ty, None) => return Some((way, ty)),
        }
    }
    None
}

fn cell<'r>(record: &'r Record, steps: &[usize]) -> Option<&'r Cell> {
    let (first, rest) = steps.split_first()?;
    let cell = record.cells.get(*first)?;
    match (&cell.state, rest) {
        (_, []) => Some(cell),
        (State::Record(inner), rest) => self::cell(inner, rest),
        _ => None,
    }
}

fn number(cell: &Cell) -> Option<Number> {
    match cell.state {
        State::Value(Value::Number(number)) => Some(number),
        _ => None,
    }
}
