//! The parts of a program as they are written, each with its place, and what packs have changed of rules.

use crate::ir::{Deed, Origin, Override, Period, Program, Rule};
use crate::report::visible;
use crate::source::Site;
use crate::text::{Heading, Language};
use crate::value::Date;

/// A program with its text.
#[derive(Clone, Copy)]
pub(in crate::cli::command) struct Written<'a>(pub(in crate::cli::command) &'a Program);

impl<'a> Written<'a> {
    /// The name of a pack.
    pub(super) fn pack(self, number: usize) -> &'a str {
        self.0.packs.get(number).map_or("", |pack| &pack.name)
    }

    /// Where something is written.
    pub(super) fn site(self, origin: Origin) -> Site {
        let source = self.0.sources.get(origin.source);
        source.map_or_else(|| Site::whole(""), |source| source.site(origin.span))
    }

    /// Where something is written, as `path:line:column`.
    pub(in crate::cli::command) fn spot(self, origin: Origin) -> String {
        let site = self.site(origin);
        format!("{}:{}:{}", visible(&site.path), site.start.line, site.start.column)
    }

    /// As it is written, on one line.
    pub(super) fn text(self, origin: Origin) -> String {
        let text = self.0.sources.get(origin.source).map_or("", |source| source.slice(origin.span));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// When the exception holds that an override has added.
    pub(super) fn when(self, rule: &Rule, one: &Override) -> String {
        let is_added = |at: Origin| at.source == one.origin.source && one.origin.span.holds(at.span);
        let exception = rule.exceptions.iter().find(|exception| is_added(exception.origin));
        let span = exception.map_or(one.origin.span, |exception| exception.when.span);
        self.text(Origin { span, ..one.origin })
    }

    /// What packs have changed of a rule, an override a line: what, by which texts, on which days, by whom, where.
    pub(in crate::cli::command) fn overrides(self, rule: &Rule, language: Language) -> Vec<String> {
        let words = language.report();
        let line = |one: &Override| {
            let done = match &one.deed {
                Deed::Raised { row, from, to } => language.raised(row.as_deref(), *from, *to),
                Deed::Excepted => language.excepted(&self.when(rule, one)),
                Deed::Disabled { reason } => language.disabled(reason),
            };
            let mut parts = vec![visible(&done).into_owned()];
            if !one.basis.is_empty() {
                let basis = one.basis.join(words.comma);
                parts.push(format!("{}{}{}", words.basis, words.colon, visible(&basis)));
            }
            parts.extend(one.period.map(|days| {
                format!("{}{}{}", language.heading(Heading::InForce), words.colon, period(days, language))
            }));
            parts.push(format!("{} {}", visible(self.pack(one.pack)), self.spot(one.origin)));
            format!("    {}", language.clauses(&parts))
        };
        rule.overrides.iter().map(line).collect()
    }
}

/// The severity that a rule has, or that it is not used.
pub(in crate::cli::command) fn severity(rule: &Rule, language: Language) -> &'static str {
    if rule.disabled().is_some() { language.not_used() } else { language.severity(rule.severity) }
}

/// The days on which something holds; nothing for always.
pub(super) fn period(days: Period, language: Language) -> String {
    if days.from == Date::MIN {
        return days.to.map_or_else(String::new, |to| language.until(to));
    }
    language.period(days.from, days.to)
}
