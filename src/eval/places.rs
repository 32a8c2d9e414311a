//! The cells behind a finding as places.

use super::evidence::{Cited, Evidence};
use super::groups::Contributor;
use super::judge::{Elsewhere, Scene, Verdicts};
use super::template::written;
use crate::finding::{Place, Role};
use crate::read::{Cell, TextId};
use crate::source::{Site, Span};

impl<'d> Scene<'d> {
    /// The places, the primary one first; how many records of its totals are not among them; and those that are in
    /// other inputs.
    ///
    /// A record's own cells come before those of the records it joins to. With a group what it is held against
    /// comes first, then the records that count most; its key only where the rule reads nothing else.
    pub(super) fn places(
        &self,
        evidence: &Evidence<'d>,
        subject: &Verdicts<'_>,
    ) -> (Vec<Place>, u64, Vec<Elsewhere>) {
        let mut cells: Vec<&Cited<'_>> = evidence.cells.iter().collect();
        if subject.source.is_some() && !cells.iter().any(|cited| cited.own) {
            // The subject's own cells say which record of another table is meant.
            cells.extend(evidence.keys.iter().filter(|key| key.own));
        }
        cells.sort_by_key(|cited| subject.source.is_some() && !cited.own);
        let mut cited: Vec<(Role, &(String, String), &Cell)> =
            cells.into_iter().map(|cited| (Role::Related, &cited.field, cited.cell)).collect();
        let (contributors, more) = self.contributors(evidence);
        if !contributors.is_empty() {
            cited.retain(|(_, _, cell)| !self.is_key(cell));
        }
        cited.extend(contributors.into_iter().map(|one| (Role::Contributor, &one.field, &one.cell)));
        if let Some(first) = cited.first_mut() {
            first.0 = Role::Primary;
        }
        let mut elsewhere = Vec::new();
        // There are so few that looking through them costs less than hashing them.
        let mut seen: Vec<(&(String, String), Option<TextId>, Span)> = Vec::with_capacity(cited.len());
        cited.retain(|(_, field, cell)| {
            let fresh =
                !seen.iter().any(|(of, file, span)| (*file, *span, *of) == (cell.file, cell.span, *field));
            if fresh {
                seen.push((field, cell.file, cell.span));
            }
            fresh
        });
        let mut places: Vec<Place> = Vec::with_capacity(cited.len().max(1));
        for (place, (role, field, cell)) in cited.into_iter().enumerate() {
            let source = subject.source.filter(|_| cell.file.is_none());
            if let Some(file) = cell.file {
                elsewhere.push(Elsewhere { place, file, cell: cell.clone() });
            }
            places.push(Place {
                role,
                site: source.map_or_else(|| Site::whole(""), |source| source.site(cell.span)),
                field: field.clone(),
                value: source.and_then(|source| written(cell, source)),
            });
        }
        // The record itself where a rule reads no cell. A batch without any record has no place.
        if let (true, Some(source)) = (places.is_empty(), subject.source) {
            let field = (String::new(), String::new());
            places.push(Place { role: Role::Primary, site: source.site(subject.anchor), field, value: None });
        }
        (places, more + evidence.more, elsewhere)
    }

    /// The records that the totals are made of, each once; those of mere numbers of records only where there is
    /// nothing else.
    fn contributors(&self, evidence: &Evidence<'d>) -> (Vec<&'d Contributor>, u64) {
        let read: Vec<_> = evidence.slots.iter().filter_map(|slot| self.gathered(*slot)).collect();
        let telling = read.iter().any(|gathered| !gathered.counts() && gathered.count > 0);
        let read = read.into_iter().filter(|gathered| !telling || !gathered.counts());
        let mut found: Vec<&Contributor> = Vec::new();
        let mut records = 0;
        for gathered in read {
            records = records.max(gathered.count);
            for one in gathered.top() {
                if !found.iter().any(|other| other.is(one)) {
                    found.push(one);
                }
            }
        }
        let mut shown: Vec<(TextId, usize)> = found.iter().map(|one| one.at).collect();
        shown.sort_unstable();
        shown.dedup();
        (found, records.saturating_sub(shown.len() as u64))
    }

    /// True for a cell of the group's own key.
    fn is_key(&self, cell: &Cell) -> bool {
        self.group.is_some_and(|group| group.holds(cell))
    }
}
