//! The fields of a table that a column can hold, by everything a heading may call them.

use std::collections::HashMap;

use super::heading::{normal, readings};
use crate::diag::nearest;
use crate::schema::{Field, RecordType, Schema, TableId, Type};

/// The fields of one table.
pub(super) struct Fields<'s> {
    pub(super) table: TableId,
    leaves: Vec<Leaf<'s>>,
    by_name: HashMap<String, usize>,
}

/// A field that holds a scalar.
struct Leaf<'s> {
    /// Its path in first spellings; `[]` where the number of an element goes.
    path: String,
    field: &'s Field,
    ty: &'s Type,
}

/// The field that a heading means.
#[derive(Clone, Debug)]
pub(super) struct Meant<'s> {
    /// Its path in first spellings: `评价.得分`, `资金[1].金额`.
    pub(super) path: String,
    pub(super) field: &'s Field,
    /// What the column holds; the type of an element where the field is a list.
    pub(super) ty: &'s Type,
}

/// Records inside records that are looked into.
const DEEPEST: usize = 6;

impl<'s> Fields<'s> {
    pub(super) fn new(schema: &'s Schema, table: TableId) -> Option<Self> {
        let record = &schema.table(table)?.record;
        let mut fields = Self { table, leaves: Vec::new(), by_name: HashMap::new() };
        fields.add(record, "", &[String::new()], DEEPEST);
        Some(fields)
    }

    /// The field of that name or of the names joined; none for a name that no field has.
    pub(super) fn find(&self, heading: &str) -> Option<Meant<'s>> {
        readings(heading).iter().find_map(|reading| self.exactly(reading))
    }

    /// The field that the heading `below` another one means: `得分` below `评价`.
    pub(super) fn find_below(&self, above: &str, below: &str) -> Option<Meant<'s>> {
        let (above, below) = (readings(above), readings(below));
        let pairs = above.iter().flat_map(|above| below.iter().map(move |below| format!("{above}.{below}")));
        pairs.into_iter().find_map(|pair| self.exactly(&pair))
    }

    /// The path of a field whose name looks like the heading.
    pub(super) fn nearest(&self, heading: &str) -> Option<String> {
        let names = || {
            self.leaves.iter().flat_map(|leaf| {
                let own = leaf.field.names.iter().chain(leaf.field.aliases.iter().map(String::as_str));
                std::iter::once(leaf.path.as_str()).chain(own)
            })
        };
        let near = readings(heading).iter().find_map(|reading| nearest(reading, names()))?;
        let of_name = |leaf: &&Leaf<'_>| {
            leaf.path == near || leaf.field.names.is(&near) || leaf.field.aliases.contains(&near)
        };
        self.leaves.iter().find(of_name).map(|leaf| leaf.path.clone())
    }

    /// The paths of the first fields, to show what headings are wanted.
    pub(super) fn some(&self, count: usize) -> Vec<String> {
        self.leaves
            .iter()
            .filter(|leaf| !leaf.path.contains('['))
            .take(count)
            .map(|leaf| leaf.path.clone())
            .collect()
    }

    fn exactly(&self, reading: &str) -> Option<Meant<'s>> {
        let (template, numbers) = without_numbers(reading);
        let leaf = self.by_name.get(&template).and_then(|leaf| self.leaves.get(*leaf))?;
        let mut path = String::new();
        let mut numbers = numbers.into_iter();
        for (at, part) in leaf.path.split("[]").enumerate() {
            if at > 0 {
                path.extend(["[", &numbers.next()?, "]"]);
            }
            path.push_str(part);
        }
        Some(Meant { path, field: leaf.field, ty: leaf.ty })
    }

    fn add(&mut self, record: &'s RecordType, path: &str, prefixes: &[String], depth: usize) {
        let spellings = |field: &'s Field, aliases: bool| {
            let names = field.names.iter().filter(move |_| !aliases);
            names.chain(field.aliases.iter().map(String::as_str).filter(move |_| aliases)).map(normal)
        };
        // Spellings go before aliases, whatever the order of the fields.
        for aliases in [false, true] {
            for field in &record.fields {
                let names: Vec<String> = prefixes
                    .iter()
                    .flat_map(|prefix| spellings(field, aliases).map(move |name| format!("{prefix}{name}")))
                    .collect();
                let path = format!("{path}{}", field.names.first);
                self.add_field(field, &field.ty, &path, &names, depth);
            }
        }
    }

    fn add_field(&mut self, field: &'s Field, ty: &'s Type, path: &str, names: &[String], depth: usize) {
        let longer = |step: &str| names.iter().map(|name| format!("{name}{step}")).collect::<Vec<_>>();
        match ty {
            Type::Record(record) if depth > 0 => {
                self.add(record, &format!("{path}."), &longer("."), depth - 1);
            }
            Type::List(element) if depth > 0 => {
                self.add_field(field, element, &format!("{path}[]"), &longer("[]"), depth - 1);
            }
            Type::Record(_) | Type::List(_) => {}
            Type::Text
            | Type::Bool
            | Type::Int
            | Type::Number
            | Type::Ratio
            | Type::Money
            | Type::Date
            | Type::Year
            | Type::Days
            | Type::Enum(_)
            | Type::Set(_) => {
                let leaf = self.leaves.iter().position(|leaf| leaf.path == path).unwrap_or_else(|| {
                    self.leaves.push(Leaf { path: path.to_owned(), field, ty });
                    self.leaves.len() - 1
                });
                for name in names {
                    self.by_name.entry(name.clone()).or_insert(leaf);
                }
            }
        }
    }
}

/// `资金[2].金额` as `资金[].金额` and the numbers in it.
fn without_numbers(reading: &str) -> (String, Vec<String>) {
    let mut template = String::new();
    let mut numbers = Vec::new();
    let mut rest = reading;
    while let Some((before, after)) = rest.split_once('[') {
        template.push_str(before);
        template.push('[');
        rest = after;
        if let Some((digits, behind)) = after.split_once(']')
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            numbers.push(digits.to_owned());
            template.push(']');
            rest = behind;
        }
    }
    template.push_str(rest);
    (template, numbers)
}
