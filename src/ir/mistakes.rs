//! Where the rooms of the compiler put what they find wrong; knows the texts and nothing of their meaning.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Origin;
use crate::diag::{Diagnostic, Label, Problem, Remark, RuleProblem, Severity};
use crate::source::{Site, Source, Span};

/// Places at which one unknown name is shown.
const PLACES: usize = 4;

/// All diagnostics of a compilation, each said once.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    sources: Arc<Vec<Arc<Source<'static>>>>,
    found: Vec<(Option<Origin>, Diagnostic)>,
    seen: BTreeSet<(usize, Span, String)>,
    /// What else explains all that is found now.
    because: Vec<(Origin, Remark)>,
}

impl Mistakes {
    /// Adds a text in which mistakes can be found, and gives its number.
    pub(super) fn add_source(&mut self, source: Arc<Source<'static>>) -> usize {
        Arc::make_mut(&mut self.sources).push(source);
        self.sources.len() - 1
    }

    /// The texts, by their numbers.
    pub(super) fn sources(&self) -> &[Arc<Source<'static>>] {
        &self.sources
    }

    /// The same texts, and nothing found in them yet.
    pub(super) fn none_yet(&self) -> Self {
        Self { sources: Arc::clone(&self.sources), ..Self::default() }
    }

    /// Says what else explains all that is found from here on.
    pub(super) fn set_because(&mut self, because: Vec<(Origin, Remark)>) {
        self.because = because;
    }

    /// How much has been found so far.
    pub(super) const fn count(&self) -> usize {
        self.found.len()
    }

    /// Adds what else explains the tier sets and intervals that have gone wrong since that count.
    pub(super) fn explain(&mut self, since: usize, because: &[(Origin, Remark)]) {
        let because: Vec<Label> = because
            .iter()
            .map(|(origin, remark)| Label { site: self.site(*origin), remark: Some(remark.clone()) })
            .collect();
        let of_values = |code: &str| code.starts_with("tiers/") || code.starts_with("constant/");
        for (_, diagnostic) in self.found.iter_mut().skip(since) {
            if of_values(diagnostic.problem.code()) {
                diagnostic.labels.extend(because.iter().cloned());
            }
        }
    }

    /// Says of all that has gone wrong since that count what it was needed for.
    pub(super) fn used_at(&mut self, since: usize, origin: Origin) {
        let label = Label { site: self.site(origin), remark: Some(Remark::UsedHere) };
        for (_, diagnostic) in self.found.iter_mut().skip(since) {
            diagnostic.labels.push(label.clone());
        }
    }

    /// What is written there.
    pub(super) fn text(&self, origin: Origin) -> &str {
        self.sources.get(origin.source).map_or("", |source| source.slice(origin.span))
    }

    /// An error.
    pub(super) fn error(&mut self, origin: Origin, problem: RuleProblem) {
        self.add(Severity::Error, origin, Problem::Rule(problem), &[]);
    }

    /// An error that a second place explains.
    pub(super) fn error_with(
        &mut self,
        origin: Origin,
        problem: RuleProblem,
        other: impl Into<Option<(Origin, Remark)>>,
    ) {
        self.add(Severity::Error, origin, Problem::Rule(problem), other.into().as_slice());
    }

    /// A warning.
    pub(super) fn warning(&mut self, origin: Origin, problem: RuleProblem) {
        self.add(Severity::Warning, origin, Problem::Rule(problem), &[]);
    }

    /// A problem of any family, said once a place.
    pub(super) fn add(
        &mut self,
        severity: Severity,
        origin: Origin,
        problem: Problem,
        others: &[(Origin, Remark)],
    ) {
        if !self.seen.insert((origin.source, origin.span, format!("{problem:?}"))) {
            return;
        }
        let site = self.site(origin);
        if matches!(problem, Problem::Rule(RuleProblem::Unknown { .. }))
            && let Some((_, told)) = self.found.iter_mut().find(|(_, told)| told.problem == problem)
        {
            // A name that nobody declared is one mistake, however often it is used.
            if told.labels.len() < PLACES {
                told.labels.push(Label { site, remark: Some(Remark::UsedHere) });
            }
            return;
        }
        let start = match severity {
            Severity::Error => Diagnostic::error(problem, site),
            Severity::Warning => Diagnostic::warning(problem, site),
            Severity::Note => Diagnostic::note(problem, site),
        };
        let diagnostic = others.iter().chain(&self.because).fold(start, |diagnostic, (other, remark)| {
            let site = self.site(*other);
            diagnostic.with(site, remark.clone())
        });
        self.found.push((Some(origin), diagnostic));
    }

    /// What another room found.
    pub(super) fn take(&mut self, source: usize, diagnostics: Vec<Diagnostic>) {
        let origin = Origin { source, span: Span::at(0) };
        self.found.extend(diagnostics.into_iter().map(|diagnostic| (Some(origin), diagnostic)));
    }

    /// What has no place in a rule file.
    pub(super) fn outside(&mut self, diagnostic: Diagnostic) {
        self.found.push((None, diagnostic));
    }

    /// True when a program can be made in spite of them.
    pub(super) fn none_fatal(&self) -> bool {
        self.found.iter().all(|(_, diagnostic)| diagnostic.severity < Severity::Error)
    }

    /// Where that is.
    pub(super) fn site(&self, origin: Origin) -> Site {
        self.sources.get(origin.source).map_or_else(|| Site::whole(""), |source| source.site(origin.span))
    }

    /// In the order of packs, files and lines; those without a file first.
    pub(super) fn into_diagnostics(mut self) -> (Vec<Arc<Source<'static>>>, Vec<Diagnostic>) {
        self.found.sort_by_key(|(origin, diagnostic)| {
            (origin.map(|origin| origin.source), diagnostic.site().map(|site| site.start))
        });
        (
            Arc::unwrap_or_clone(self.sources),
            self.found.into_iter().map(|(_, diagnostic)| diagnostic).collect(),
        )
    }
}
