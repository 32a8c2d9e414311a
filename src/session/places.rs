//! Places in other inputs than that of a finding's subject: each such input is read once more, at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::faults::{Fault, Spot};
use super::input::{Files, Planned};
use super::part::Found;
use super::reader::WHOLE;
use crate::diag::Diagnostic;
use crate::eval::{Elsewhere, written};
use crate::finding::Finding;
use crate::ir::Program;
use crate::read::{self, Cell, Chunks, Encoding, TextId};
use crate::schema::Schema;
use crate::source::{Site, Source, Span};

/// The inputs of a run.
pub(super) struct Inputs<'i> {
    pub(super) planned: &'i [Planned],
    pub(super) files: &'i dyn Files,
    pub(super) encoding: Option<Encoding>,
}

/// What is to be looked up in one input.
#[derive(Default)]
struct Wanted<'w> {
    places: Vec<(usize, &'w Elsewhere)>,
    spots: Vec<(usize, usize, Spot)>,
}

/// The findings with all their places, and a diagnostic for each fault.
pub(super) fn resolve(
    program: &Program,
    inputs: &Inputs<'_>,
    found: Vec<Found>,
    faults: &[Fault],
) -> (Vec<Finding>, Vec<Diagnostic>) {
    let mut wanted: BTreeMap<u32, Wanted<'_>> = BTreeMap::new();
    for (number, found) in found.iter().enumerate() {
        for elsewhere in &found.elsewhere {
            wanted.entry(elsewhere.file.input).or_default().places.push((number, elsewhere));
        }
    }
    for (number, fault) in faults.iter().enumerate() {
        for (which, spot) in fault.spots.iter().enumerate() {
            wanted.entry(spot.file.input).or_default().spots.push((number, which, *spot));
        }
    }
    let looked_up: Vec<_> =
        wanted.into_par_iter().map(|(file, wanted)| inputs.look_up(&program.schema, file, &wanted)).collect();
    let mut sites: Vec<Vec<Option<(Site, String)>>> =
        faults.iter().map(|fault| vec![None; fault.spots.len()]).collect();
    let mut places = Vec::new();
    for (more, spots) in looked_up {
        places.extend(more);
        for (number, which, site) in spots {
            if let Some(slot) = sites.get_mut(number).and_then(|sites| sites.get_mut(which)) {
                *slot = Some(site);
            }
        }
    }
    let mut findings: Vec<Finding> = found.into_iter().map(|found| found.finding).collect();
    for (number, place, site, value) in places {
        let found = findings.get_mut(number).and_then(|finding| finding.places.get_mut(place));
        if let Some(found) = found {
            (found.site, found.value) = (site, value);
        }
    }
    let diagnostics = faults.iter().zip(sites).map(|(fault, sites)| fault.told(program, sites));
    (findings, diagnostics.collect())
}

type Places = Vec<(usize, usize, Site, Option<String>)>;
type Spots = Vec<(usize, usize, (Site, String))>;

impl Inputs<'_> {
    fn look_up(&self, schema: &Schema, file: u32, wanted: &Wanted<'_>) -> (Places, Spots) {
        let planned = self.planned.get(file as usize);
        let path = planned.map_or("", |planned| planned.path.as_str());
        let mut blocks: BTreeSet<u32> = wanted.places.iter().map(|(_, cell)| cell.file.block).collect();
        blocks.extend(wanted.spots.iter().map(|(_, _, spot)| spot.file.block));
        let sources = planned.map(|planned| self.sources(schema, planned, &blocks)).unwrap_or_default();
        // It was read before; where it can be read no more, the path is all there is to say.
        let site = |text: TextId, span: Span| {
            sources.get(&text.block).map_or_else(|| Site::whole(path), |source| source.site(span))
        };
        let places = wanted.places.iter().map(|(finding, elsewhere)| {
            let Elsewhere { place, file, cell } = elsewhere;
            let span = in_piece(*file, cell.span);
            let there = Cell { span, ..cell.clone() };
            let value = sources.get(&file.block).and_then(|source| written(&there, source));
            (*finding, *place, site(*file, span), value)
        });
        let key = |spot: &Spot| {
            let text = sources
                .get(&spot.file.block)
                .map_or("", |source| source.slice(in_piece(spot.file, spot.span)));
            read::shorten(text.trim_matches(['"', '\'']))
        };
        let spots = wanted.spots.iter().map(|(number, which, spot)| {
            let site = site(spot.file, in_piece(spot.file, spot.span));
            (*number, *which, (site, key(spot)))
        });
        (places.collect(), spots.collect())
    }

    /// The texts of an input: one, those pieces of a text, or those blocks of a workbook.
    fn sources(&self, schema: &Schema, planned: &Planned, blocks: &BTreeSet<u32>) -> BTreeMap<u32, Source> {
        let in_lines = read::format_for(&planned.path).is_ok_and(|format| format.name == read::jsonl::NAME);
        let mut found = BTreeMap::new();
        if in_lines && blocks.iter().any(|block| *block != WHOLE) {
            found = self.pieces(planned, blocks);
            if !blocks.contains(&WHOLE) {
                return found;
            }
        }
        let Ok(bytes) = self.files.read(&planned.given) else {
            return found;
        };
        if !read::is_book(&planned.path, &bytes) {
            let decoded = read::decode(&planned.path, bytes, self.encoding);
            let number = if in_lines { WHOLE } else { 0 };
            found.extend(decoded.map(|decoded| (number, decoded.source)));
            return found;
        }
        let Ok(all) = read::read_book(schema, planned.table, &planned.path, bytes) else {
            return BTreeMap::new();
        };
        let wanted = (0..).zip(all).filter(|(number, _)| blocks.contains(number));
        wanted.map(|(number, block)| (number, block.source)).collect()
    }

    fn pieces(&self, planned: &Planned, wanted: &BTreeSet<u32>) -> BTreeMap<u32, Source> {
        let mut found = BTreeMap::new();
        let Ok(input) = self.files.open(&planned.given) else {
            return found;
        };
        let path: Arc<str> = planned.path.as_str().into();
        let mut chunks = Chunks::new(input);
        let mut used = Vec::new();
        while let Ok(Some(chunk)) = chunks.next(std::mem::take(&mut used)) {
            let text = chunk.text().filter(|_| wanted.contains(&chunk.number));
            if let Some(text) = text {
                let source = Source::part(Arc::clone(&path), text.to_owned(), chunk.lines_before);
                found.insert(chunk.number, source);
            }
            used = chunk.bytes;
        }
        found
    }
}

/// The span in the piece of the text, of one in the part of it where it was found.
fn in_piece(file: TextId, span: Span) -> Span {
    span.shifted(file.start)
}
