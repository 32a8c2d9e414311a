//! Patterns of 匹配: compiled once, those of fields beside the reading of their files.

use std::collections::BTreeMap;

use super::Origin;
use super::mistakes::Mistakes;
use crate::diag::RuleProblem;
use crate::syntax::ast;
use crate::value::Matcher;

/// Compiled patterns by their texts.
#[derive(Debug, Default)]
pub(super) struct Patterns(BTreeMap<String, Matcher>);

impl Patterns {
    /// Those of the fields that a file declares. What is wrong with one is said where it is used.
    pub(super) fn of(file: &ast::File) -> Self {
        let mut texts = Vec::new();
        for item in &file.items {
            match item {
                ast::Item::Table(table) => of_fields(&table.fields, &mut texts),
                ast::Item::Type(decl) => of_body(&decl.body, &mut texts),
                _ => {}
            }
        }
        Self(texts.into_iter().filter_map(|text| Some((text.clone(), Matcher::new(text).ok()?))).collect())
    }

    /// Takes those of another file.
    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The pattern that is written there; a mistake where it is none.
    pub(super) fn pattern(
        &self,
        text: &ast::Text,
        source: usize,
        mistakes: &mut Mistakes,
    ) -> Option<Matcher> {
        if let Some(made) = self.0.get(&text.text) {
            return Some(made.clone());
        }
        let made = Matcher::new(&text.text);
        made.inspect_err(|error| {
            let problem = match error {
                regex::Error::CompiledTooBig(_) => RuleProblem::PatternTooLarge,
                other => {
                    // The engine draws the pattern over several lines; its last line says what is wrong.
                    let words = other.to_string();
                    let last = words.lines().last().unwrap_or_default();
                    let detail =
                        last.strip_prefix("error: ").unwrap_or(last).trim_end_matches('.').to_owned();
                    RuleProblem::BadPattern { detail }
                }
            };
            mistakes.error(Origin { source, span: text.span }, problem);
        })
        .ok()
    }
}

fn of_body<'a>(body: &'a ast::TypeBody, texts: &mut Vec<&'a String>) {
    if let ast::TypeBody::Fields(fields) = body {
        of_fields(fields, texts);
    }
}

fn of_fields<'a>(fields: &'a [ast::Field], texts: &mut Vec<&'a String>) {
    for field in fields {
        texts.extend(field.pattern.as_ref().map(|text| &text.text));
        let mut kind = &field.ty.kind;
        while let ast::TypeKind::List(element) | ast::TypeKind::Set(element) = kind {
            kind = &element.kind;
        }
        if let ast::TypeKind::Inline(body) = kind {
            of_body(body, texts);
        }
    }
}
