//! One workbook: blocks of rows are read while those before them are judged, and forgotten afterwards.

use rayon::prelude::*;

use super::file::Reader;
use super::part::Part;
use crate::read::{Block, Blocks};

impl Reader<'_, '_> {
    /// What the records of a workbook come to.
    pub(super) fn book(&self, mut blocks: Blocks<'_>) -> Part {
        let batch = rayon::current_num_threads();
        let mut whole = Part::default();
        let mut now: Vec<Block> = blocks.by_ref().take(batch).collect();
        while !now.is_empty() {
            let (part, next) = rayon::join(
                || now.into_par_iter().map(|block| self.block(block)).reduce(Part::default, Part::join),
                || blocks.by_ref().take(batch).collect(),
            );
            whole = whole.join(part);
            now = next;
        }
        whole
    }

    fn block(&self, block: Block) -> Part {
        let Block { source, table, documents, diagnostics } = block;
        let part = Part::telling(diagnostics);
        if documents.is_empty() {
            return part;
        }
        self.documents(part, table.or(self.table), &source, &documents)
    }
}
