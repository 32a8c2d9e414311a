//! A text of one record a line, in pieces: threads take them as they come, and their results are put in order.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::hashed::Hashing;
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

/// A text that was gone through.
pub(super) struct Streamed<S> {
    /// The states of the threads: each has one of its own for the pieces it takes.
    pub(super) states: Vec<S>,
    /// Its size.
    pub(super) bytes: u64,
    /// Its SHA-256, where it is asked for.
    pub(super) sha256: Option<String>,
}

/// Gives what the pieces of a text come to, in its order and as soon as it can.
pub(super) fn stream<S: Send, T: Send>(
    input: impl Read + Send,
    hashed: bool,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &Chunk) -> Result<T, Unfit> + Sync,
    take: impl FnMut(T) + Send,
) -> Result<Streamed<S>, Unfit> {
    let chunks = Mutex::new(Chunks::new(input));
    let results = Mutex::new(InOrder { next: 0, waiting: BTreeMap::new(), take });
    let hashing = hashed.then(Hashing::default);
    let stopped = AtomicBool::new(false);
    let next = |used: Chunk| {
        // Nothing that could wait for work on pieces happens while they are locked.
        let mut chunks = chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let chunk = chunks.next(used)?.map(Arc::new);
        if let (Some(hashing), Some(chunk)) = (&hashing, &chunk) {
            hashing.take(chunk);
        }
        io::Result::Ok(chunk)
    };
    let one_thread = || {
        let mut own = state();
        let mut used = Chunk::default();
        while !stopped.load(Ordering::Relaxed) {
            let result = match next(std::mem::take(&mut used)) {
                Ok(None) => break,
                Ok(Some(chunk)) => {
                    if let Some(hashing) = &hashing {
                        hashing.catch_up(chunk.number);
                    }
                    work(&mut own, &chunk).map(|result| {
                        results.lock().unwrap_or_else(PoisonError::into_inner).put(chunk.number, result);
                        used = Arc::into_inner(chunk).unwrap_or_default();
                    })
                }
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
    if stopped.into_inner() {
        return Err(Unfit);
    }
    let bytes = chunks.into_inner().unwrap_or_else(PoisonError::into_inner).bytes();
    Ok(Streamed { states, bytes, sha256: hashing.map(Hashing::sha256) })
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
