//! Findings that leave a run while it goes on: each as a row for every output.

use std::sync::Arc;

use super::part::Found;
use super::standing::Identities;
use crate::finding::{Finding, Fingerprint, Handed, Report};

/// Makes rows of findings, on any thread.
pub trait Renderer: Send + Sync {
    /// How many outputs there are: each has rows of its own.
    fn outputs(&self) -> usize;

    /// Adds the row of a finding for an output; gives the place in all its rows where the digits of the fingerprint
    /// begin.
    fn render(&self, output: usize, finding: &Finding, rows: &mut Vec<u8>) -> usize;
}

/// Takes findings in the order of the report.
pub trait Sink: Send {
    /// What makes the rows of the findings that are taken.
    fn renderer(&self) -> Arc<dyn Renderer>;

    /// Takes rows for an output, one behind the other.
    fn take(&mut self, output: usize, rows: &[u8]);

    /// Forgets all findings that were taken: they come anew.
    fn rewind(&mut self);
}

/// Rows of findings of a part of the data, rendered where the findings were made: of these nothing else is kept.
#[derive(Default)]
pub(super) struct Rendered {
    renderer: Option<Arc<dyn Renderer>>,
    rows: Rows,
    handed: Handed,
}

/// Rows, and what stands where in them.
#[derive(Default)]
struct Rows {
    /// For each output.
    bytes: Vec<Vec<u8>>,
    findings: Vec<Fingerprint>,
    /// Where the digits of fingerprints begin: of each finding for each output, in turns.
    identities: Vec<usize>,
}

impl Rendered {
    /// Renders a finding; false where there is nothing to render with.
    pub(super) fn add(&mut self, finding: &Finding) -> bool {
        let Some(renderer) = &self.renderer else {
            return false;
        };
        self.rows.add(&**renderer, finding);
        self.handed.add(finding);
        true
    }

    /// True when nothing was rendered.
    pub(super) const fn is_empty(&self) -> bool {
        self.rows.findings.is_empty()
    }

    /// Takes what comes after in the data.
    pub(super) fn append(&mut self, next: Self) {
        if self.rows.findings.is_empty() {
            self.rows = next.rows;
        } else {
            self.rows.append(next.rows);
        }
        self.handed = self.handed.merge(next.handed);
    }
}

impl Rows {
    fn add(&mut self, renderer: &dyn Renderer, finding: &Finding) {
        self.bytes.resize_with(renderer.outputs(), Vec::new);
        for (output, rows) in self.bytes.iter_mut().enumerate() {
            self.identities.push(renderer.render(output, finding, rows));
        }
        self.findings.push(finding.fingerprint);
    }

    fn append(&mut self, next: Self) {
        let before: Vec<usize> = self.bytes.iter().map(Vec::len).collect();
        let moved = next.identities.into_iter().zip(before.iter().cycle());
        self.identities.extend(moved.map(|(place, before)| before + place));
        self.bytes.iter_mut().zip(next.bytes).for_each(|(bytes, more)| bytes.extend(more));
        self.findings.extend(next.findings);
    }

    /// Gives each finding an identity of its own.
    fn identify(&mut self, all: &mut Identities) {
        let places = self.identities.chunks(self.bytes.len().max(1));
        for (fingerprint, places) in self.findings.iter().zip(places) {
            let mut own = *fingerprint;
            all.give(&mut own);
            if own == *fingerprint {
                continue;
            }
            for (bytes, place) in self.bytes.iter_mut().zip(places) {
                if let Some(digits) = bytes.get_mut(*place..place + own.digits().len()) {
                    digits.copy_from_slice(own.digits());
                }
            }
        }
    }

    fn leave(&mut self, sink: &mut dyn Sink) {
        for (output, bytes) in self.bytes.iter_mut().enumerate() {
            sink.take(output, bytes);
            bytes.clear();
        }
        self.findings.clear();
        self.identities.clear();
    }
}

/// Hands findings on, and keeps of them what the report needs.
pub(super) struct Hand<'s> {
    sink: &'s mut dyn Sink,
    renderer: Arc<dyn Renderer>,
    pub(super) identities: Identities,
    rows: Rows,
    /// Rows that have left, whose memory others may have.
    spare: Vec<Rows>,
    handed: Handed,
    given: bool,
}

impl<'s> Hand<'s> {
    pub(super) fn new(sink: &'s mut dyn Sink) -> Self {
        let renderer = sink.renderer();
        let (identities, handed) = Default::default();
        Self { sink, renderer, identities, rows: Rows::default(), spare: Vec::new(), handed, given: false }
    }

    /// Hands on findings that come after all before in the report, and of which nothing is still to come.
    pub(super) fn take(&mut self, found: &mut Vec<Found>) {
        for Found { mut finding, elsewhere } in found.drain(..) {
            debug_assert!(elsewhere.is_empty());
            self.identities.give(&mut finding.fingerprint);
            self.give(&finding);
        }
    }

    /// The same of findings that were rendered.
    pub(super) fn take_rendered(&mut self, mut rendered: Rendered) {
        if !rendered.is_empty() {
            rendered.rows.identify(&mut self.identities);
            rendered.rows.leave(self.sink);
            self.handed = self.handed.merge(rendered.handed);
            self.given = true;
        }
        self.spare.push(rendered.rows);
    }

    /// Something to render the findings of one more part of the data with.
    pub(super) fn blank(&mut self) -> Rendered {
        let (renderer, rows) = (Arc::clone(&self.renderer), self.spare.pop().unwrap_or_default());
        Rendered { renderer: Some(renderer), rows, ..Rendered::default() }
    }

    /// True when a finding has left.
    pub(super) const fn has_given(&self) -> bool {
        self.given
    }

    /// Takes all back: the input is read in another way.
    pub(super) fn rewind(&mut self) {
        self.sink.rewind();
        (self.identities, self.handed, self.given) = Default::default();
    }

    /// Hands on the findings that the report has, and tells it of all.
    pub(super) fn finish(mut self, report: &mut Report) {
        for finding in std::mem::take(&mut report.findings) {
            self.give(&finding);
        }
        report.handed = report.handed.merge(self.handed);
    }

    fn give(&mut self, finding: &Finding) {
        self.given = true;
        self.handed.add(finding);
        self.rows.add(&*self.renderer, finding);
        self.rows.leave(self.sink);
    }
}
