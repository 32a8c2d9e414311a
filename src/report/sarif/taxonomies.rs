//! The statutes and notices that rules rest on as taxonomies, their articles as taxa.

use std::collections::{BTreeMap, BTreeSet};

use super::citation::{Citation, citations};
use super::log::{ComponentReference, DescriptorReference, Taxon, Taxonomy, Text};
use super::tag;
use crate::finding::Report;
use crate::report::terminal::visible;
use crate::text::Language;

/// The documents cited, by what they are known by.
pub(super) struct Taxonomies(BTreeMap<String, Document>);

#[derive(Default)]
struct Document {
    title: Option<String>,
    articles: BTreeSet<String>,
}

impl Taxonomies {
    /// All that the rules and findings of a report cite.
    pub(super) fn of(report: &Report) -> Self {
        let disabled = report.disabled.iter().map(|one| &one.rule);
        let rules = report.rules.iter().chain(disabled).flat_map(|rule| rule.basis.iter());
        // Rows of tiers and exceptions may have a basis of their own.
        let findings = report.findings.iter().flat_map(|finding| finding.basis.iter());
        let texts: BTreeSet<&str> = rules.chain(findings).map(String::as_str).collect();
        let mut documents: BTreeMap<String, Document> = BTreeMap::new();
        for citation in texts.into_iter().flat_map(citations) {
            let id = id(&citation);
            let document = documents.entry(citation.document).or_default();
            document.articles.insert(id);
            document.title = document.title.take().or(citation.title);
        }
        Self(documents)
    }

    /// References to all of them.
    pub(super) fn references(&self) -> Vec<ComponentReference> {
        let names = self.0.keys().enumerate();
        names.map(|(index, name)| ComponentReference { name: shown(name), index }).collect()
    }

    /// The taxa of texts, each once.
    pub(super) fn cited(&self, basis: &[String]) -> Vec<DescriptorReference> {
        // One text may name a document's title and another not: it is one document.
        let untitled = |citation| Citation { title: None, ..citation };
        let cited: BTreeSet<Citation> = basis.iter().flat_map(|text| citations(text)).map(untitled).collect();
        cited.iter().filter_map(|citation| self.reference(citation)).collect()
    }

    fn reference(&self, citation: &Citation) -> Option<DescriptorReference> {
        let id = id(citation);
        let (component, (_, document)) =
            self.0.iter().enumerate().find(|(_, (name, _))| **name == citation.document)?;
        Some(DescriptorReference {
            index: document.articles.iter().position(|taxon| *taxon == id),
            id: shown(&id),
            tool_component: Some(ComponentReference { name: shown(&citation.document), index: component }),
        })
    }

    /// The components.
    pub(super) fn components(&self, language: Language) -> Vec<Taxonomy> {
        let documents = self.0.iter();
        documents
            .map(|(name, document)| Taxonomy {
                name: shown(name),
                full_name: document.title.as_ref().map(|title| shown(&format!("《{title}》（{name}）"))),
                short_description: Text { text: language.sentences([language.formats().articles]) },
                is_comprehensive: false,
                language: tag(language),
                taxa: document.articles.iter().map(|article| Taxon { id: shown(article) }).collect(),
            })
            .collect()
    }
}

/// The article; a document that is cited as a whole is its own and only taxon.
fn id(citation: &Citation) -> String {
    citation.article.clone().unwrap_or_else(|| citation.document.clone())
}

fn shown(text: &str) -> String {
    visible(text).into_owned()
}
