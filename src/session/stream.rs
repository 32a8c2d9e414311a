//! A text of one record a line, in pieces: threads take them as they come, and their results are put in order.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::read::{Chunk, Chunks};

/// Why a text cannot be read piece by piece after all: it has to be seen as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unfit;

/// What the pieces of a text come to, in its order, and the states of the threads: each has one of its own for the
/// pieces it takes.
pub(super) fn stream<S: Send, T: Send>(
    input: impl Read + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &Chunk) -> Result<T, Unfit> + Sync,
) -> Result<(Vec<T>, Vec<S>), Unfit> {
    let chunks = Mutex::new(Chunks::new(input));
    let stopped = AtomicBool::new(false);
    let one_thread = || {
        let mut own = state();
        let mut done: Vec<(u32, T)> = Vec::new();
        let mut used = Vec::new();
        while !stopped.load(Ordering::Relaxed) {
            // Nothing that could wait for another thread happens while the pieces are locked.
            let next = chunks.lock().unwrap_or_else(PoisonError::into_inner).next(std::mem::take(&mut used));
            let result = match next {
                Ok(None) => break,
                Ok(Some(chunk)) => work(&mut own, &chunk).map(|result| {
                    done.push((chunk.number, result));
                    used = chunk.bytes;
                }),
                Err(_) => Err(Unfit),
            };
            if result.is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
        }
        (done, own)
    };
    let threads = rayon::current_num_threads();
    let all: Vec<(Vec<(u32, T)>, S)> =
        (0..threads).into_par_iter().with_max_len(1).map(|_| one_thread()).collect();
    if stopped.into_inner() {
        return Err(Unfit);
    }
    let (done, states): (Vec<Vec<(u32, T)>>, Vec<S>) = all.into_iter().unzip();
    let mut done: Vec<(u32, T)> = done.into_iter().flatten().collect();
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok((done.into_iter().map(|(_, result)| result).collect(), states))
}
