//! The cells behind a finding as places.

use smallvec::SmallVec;

use super::evidence::Evidence;
use super::groups::Contributor;
use super::judge::{Elsewhere, Scene, Verdicts};
use super::template::written;
use crate::finding::{Place, Role};
use crate::read::{Cell, TextId};
use crate::schema::FieldPath;
use crate::source::{Site, Source};

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
        let of_record = subject.source.is_some();
        // Where it cites none of the subject's own cells, these say which record of another table is meant.
        let by_key = of_record && !evidence.cells.iter().any(|cited| cited.own);
        let keys = || evidence.keys.iter().filter(|key| by_key && key.own);
        let cells = || evidence.cells.iter().chain(keys());
        let own = cells().filter(|cited| !of_record || cited.own);
        let others = cells().filter(|cited| of_record && !cited.own);
        let (contributors, more) = self.contributors(evidence);
        // The key of a group only where there is nothing else.
        let cited = own.chain(others).filter(|cited| contributors.is_empty() || !self.is_key(cited.cell));
        let cited = cited.map(|cited| (Role::Related, &cited.field, cited.cell));
        let contributors = contributors.iter().map(|one| (Role::Contributor, &one.field, &one.cell));
        let (mut places, mut elsewhere) = (Vec::with_capacity(evidence.cells.len().max(1)), Vec::new());
        // There are so few that looking through them costs less than hashing them.
        let mut sites = subject.source.map(Source::sites);
        let mut seen: SmallVec<[(&FieldPath, &Cell); 8]> = SmallVec::new();
        for (role, field, cell) in cited.chain(contributors) {
            let same = |(of, other): &(&FieldPath, &Cell)| other.is_at_place_of(cell) && *of == field;
            if seen.iter().any(same) {
                continue;
            }
            seen.push((field, cell));
            let source = subject.source.filter(|_| cell.file.is_none());
            if let Some(file) = cell.file {
                elsewhere.push(Elsewhere { place: places.len(), file, cell: cell.clone() });
            }
            places.push(Place {
                role: if places.is_empty() { Role::Primary } else { role },
                site: match &mut sites {
                    Some(sites) if cell.file.is_none() => sites.site(cell.span),
                    _ => Site::whole(""),
                },
                field: FieldPath::clone(field),
                value: source.and_then(|source| written(cell, source)),
            });
        }
        // The record itself where a rule reads no cell. A batch without any record has no place.
        if let (true, Some(source)) = (places.is_empty(), subject.source) {
            let field = FieldPath::default();
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
