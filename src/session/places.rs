//! Places in other inputs than that of a finding's subject: each such input is read once more, at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::faults::{Fault, Spot};
use super::input::{Files, Planned};
use super::part::Found;
use super::plain_lists::is_list;
use super::reader::WHOLE;
use crate::diag::Diagnostic;
use crate::eval::{Elsewhere, written};
use crate::finding::Finding;
use crate::ir::Program;
use crate::read::{self, Cell, Chunk, Chunks, Encoding, TextId};
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

/// The findings with all their places, and a diagnostic for each fault; `changed` takes the inputs in which there is no
/// such place any more.
pub(super) fn resolve(
    program: &Program,
    inputs: &Inputs<'_>,
    found: Vec<Found>,
    faults: &[Fault],
    changed: &mut BTreeSet<u32>,
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
    for (more, spots, lost) in looked_up {
        changed.extend(lost);
        places.extend(more);
        for (number, which, site) in spots {
            if let Some(slot) = sites.get_mut(number).and_then(|sites| sites.get_mut(which)) {
                *slot = Some(site);
            }
        }
    }
    let mut findings: Vec<Finding> = found.into_iter().map(|found| *found.finding).collect();
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
/// The input, where something is there no more.
type Lost = Option<u32>;

impl Inputs<'_> {
    fn look_up(&self, schema: &Schema, file: u32, wanted: &Wanted<'_>) -> (Places, Spots, Lost) {
        let planned = self.planned.get(file as usize);
        let path = planned.map_or("", |planned| planned.path.as_str());
        let mut by_block: BTreeMap<u32, Wanted<'_>> = BTreeMap::new();
        for (finding, elsewhere) in &wanted.places {
            by_block.entry(elsewhere.file.block).or_default().places.push((*finding, elsewhere));
        }
        for (number, which, spot) in &wanted.spots {
            by_block.entry(spot.file.block).or_default().spots.push((*number, *which, *spot));
        }
        let (mut places, mut spots) = (Vec::new(), Vec::new());
        let mut look_up = |wanted: Wanted<'_>, source: Option<&Source>| {
            // It was read before; where it can be read no more, the path is all there is to say.
            let site = |span| source.map_or_else(|| Site::whole(path), |source| source.site(span));
            places.extend(wanted.places.into_iter().map(|(finding, elsewhere)| {
                let Elsewhere { place, file, cell } = elsewhere;
                let span = in_piece(*file, cell.span);
                let there = Cell { span, ..cell.clone() };
                (finding, *place, site(span), source.and_then(|source| written(&there, source)))
            }));
            spots.extend(wanted.spots.into_iter().map(|(number, which, spot)| {
                let span = in_piece(spot.file, spot.span);
                let text = source.map_or("", |source| source.slice(span));
                (number, which, (site(span), read::shorten(text.trim_matches(['"', '\'']))))
            }));
        };
        if let Some(planned) = planned {
            self.sources(schema, planned, &mut by_block, &mut look_up);
        }
        let lost = (!by_block.is_empty()).then_some(file);
        for wanted in by_block.into_values() {
            look_up(wanted, None);
        }
        (places, spots, lost)
    }

    /// Takes what is wanted of the texts of an input, one after the other: of the only one, of pieces of a text, or of
    /// blocks of a workbook.
    fn sources<'w>(
        &self,
        schema: &Schema,
        planned: &Planned,
        wanted: &mut BTreeMap<u32, Wanted<'w>>,
        look_up: &mut impl FnMut(Wanted<'w>, Option<&Source>),
    ) {
        let in_lines = read::format_for(&planned.path).is_ok_and(|format| format.name == read::jsonl::NAME);
        let in_pieces = in_lines || is_list(&planned.path);
        if in_pieces && wanted.keys().any(|block| *block != WHOLE) {
            self.pieces(planned, wanted, look_up);
            if !wanted.contains_key(&WHOLE) {
                return;
            }
        }
        let Ok(bytes) = self.files.read(&planned.given) else {
            return;
        };
        if !read::is_book(&planned.path, &bytes) {
            let number = if in_pieces { WHOLE } else { 0 };
            if let Ok(decoded) = read::decode(&planned.path, bytes, self.encoding)
                && let Some(wanted) = wanted.remove(&number)
            {
                look_up(wanted, Some(&decoded.source));
            }
            return;
        }
        let blocks = read::read_book(schema, planned.table, &planned.path, bytes);
        for (number, block) in (0..).zip(blocks.into_iter().flatten()) {
            if let Some(wanted) = wanted.remove(&number) {
                look_up(wanted, Some(&*block.source));
            }
        }
    }

    fn pieces<'w>(
        &self,
        planned: &Planned,
        wanted: &mut BTreeMap<u32, Wanted<'w>>,
        look_up: &mut impl FnMut(Wanted<'w>, Option<&Source>),
    ) {
        let Ok(input) = self.files.open(&planned.given) else {
            return;
        };
        let path: Arc<str> = planned.path.as_str().into();
        let mut chunks = Chunks::new(input);
        let mut used = Chunk::default();
        let last = wanted.keys().rev().find(|block| **block != WHOLE).copied();
        while let Ok(Some(chunk)) = chunks.next(std::mem::take(&mut used)) {
            if let Some(wanted) = wanted.remove(&chunk.number)
                && let Some(text) = chunk.text()
            {
                let source = Source::part(Arc::clone(&path), text, chunk.lines_before);
                look_up(wanted, Some(&source));
            }
            if Some(chunk.number) >= last {
                break;
            }
            used = chunk;
        }
    }
}

/// The span in the piece of the text, of one in the part of it where it was found.
fn in_piece(file: TextId, span: Span) -> Span {
    span.shifted(file.start)
}
