//! A text of one record a line, in pieces: threads take them as they come, and their results are put in order.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::read::{Chunk, Chunks};

/// Why a text cannot be read piece by piece after all: it has to be seen as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unfit;

/// Results that wait for those before them.
struct InOrder<T, F> {
    next: u32,
    waiting: BTreeMap<u32, T>,
    take: F,
}

/// Gives what the pieces of a text come to, in its order and as soon as it can, and in the end the states of the
/// threads: each has one of its own for the pieces it takes.
pub(super) fn stream<S: Send, T: Send>(
    input: impl Read + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &Chunk) -> Result<T, Unfit> + Sync,
    take: impl FnMut(T) + Send,
) -> Result<Vec<S>, Unfit> {
    let chunks = Mutex::new(Chunks::new(input));
    let results = Mutex::new(InOrder { next: 0, waiting: BTreeMap::new(), take });
    let stopped = AtomicBool::new(false);
    let one_thread = || {
        let mut own = state();
        let mut used = Vec::new();
        while !stopped.load(Ordering::Relaxed) {
            // Nothing that could wait for another thread happens while the pieces are locked.
            let next = chunks.lock().unwrap_or_else(PoisonError::into_inner).next(std::mem::take(&mut used));
            let result = match next {
                Ok(None) => break,
                Ok(Some(chunk)) => work(&mut own, &chunk).map(|result| {
                    results.lock().unwrap_or_else(PoisonError::into_inner).put(chunk.number, result);
                    used = chunk.bytes;
                }),
                Err(_) => Err(Unfit),
            };
            if result.is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
        }
        own
    };
    let threads = rayon::current_num_threads();
    let states = (0..threads).into_par_iter().with_max_len(1).map(|_| one_thread()).collect();
    if stopped.into_inner() { Err(Unfit) } else { Ok(states) }
}

impl<T, F: FnMut(T)> InOrder<T, F> {
    fn put(&mut self, number: u32, result: T) {
        self.waiting.insert(number, result);
        while let Some(result) = self.waiting.remove(&self.next) {
            (self.take)(result);
            self.next += 1;
        }
    }
}
