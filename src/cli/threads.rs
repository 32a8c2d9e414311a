//! The thread of the process as one of those that check: a run of a few small files needs no other.

use std::num::NonZero;
use std::path::Path;

use crate::session::Input;

/// Inputs that one thread has read before another one has begun: no more files than that,
const FEW: usize = 8;
/// and no more bytes.
const SMALL: u64 = 1 << 16;

/// The stack on which a command runs, whatever the process was given: the memory is only reserved.
pub(super) const STACK: usize = 64 << 20;

/// Makes the calling thread one of those that check: of `jobs`, of one for each processor, or the only one where there
/// is little to check.
pub(super) fn join(jobs: Option<NonZero<usize>>, files: &[Input]) {
    let threads = jobs.map_or_else(|| usize::from(are_small(files)), NonZero::get);
    // Where there are such threads already, or none to be had, those are used that there are.
    let _ = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK)
        .use_current_thread()
        .build_global();
}

fn are_small(files: &[Input]) -> bool {
    let bytes = |file: &Input| std::fs::metadata(Path::new(&file.path)).map_or(0, |metadata| metadata.len());
    files.len() <= FEW && files.iter().map(bytes).sum::<u64>() <= SMALL
}
