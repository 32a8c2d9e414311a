//! The SHA-256 of a text that is read in pieces, made beside all other work on them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use sha2::{Digest, Sha256};

use crate::read::{BYTE_ORDER_MARK, Chunk};
use crate::source::hexadecimal;

/// A hash of pieces that come in their order and are hashed by whichever thread finds the time.
#[derive(Default)]
pub(super) struct Hashing {
    waiting: Mutex<VecDeque<Arc<Chunk>>>,
    digest: Mutex<Sha256>,
}

/// So many pieces may wait; then threads wait for them.
const MOST_WAITING: usize = 8;

impl Hashing {
    /// Takes the next piece. It waits for no other thread that does more than take one.
    pub(super) fn take(&self, chunk: &Arc<Chunk>) {
        lock(&self.waiting).push_back(Arc::clone(chunk));
    }

    /// Hashes what waits up to that piece, unless another thread is at it and not much waits. What comes later is
    /// left to those who took it: their own work on the piece waits as long as this.
    pub(super) fn catch_up(&self, last: u32) {
        let mut digest = match self.digest.try_lock() {
            Ok(digest) => digest,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) if lock(&self.waiting).len() < MOST_WAITING => return,
            Err(TryLockError::WouldBlock) => lock(&self.digest),
        };
        while let Some(chunk) = self.next(last) {
            digest.update(mark(&chunk));
            digest.update(&chunk.bytes);
        }
    }

    fn next(&self, last: u32) -> Option<Arc<Chunk>> {
        let mut waiting = lock(&self.waiting);
        if waiting.front()?.number > last { None } else { waiting.pop_front() }
    }

    /// The hash of all pieces.
    pub(super) fn sha256(self) -> String {
        self.catch_up(u32::MAX);
        hexadecimal(&self.digest.into_inner().unwrap_or_else(PoisonError::into_inner).finalize())
    }
}

/// What stands before the first piece and is no part of it.
fn mark(chunk: &Chunk) -> &'static [u8] {
    if chunk.number == 0 && chunk.offset > 0 { BYTE_ORDER_MARK } else { b"" }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Chunks;
    use crate::source::sha256;

    /// Takes pieces from a text and hashes them on so many threads.
    fn hash(text: &[u8], threads: usize) -> String {
        let (chunks, hashing) = (Mutex::new(Chunks::new(text)), Hashing::default());
        let one_thread = || loop {
            let mut chunks = lock(&chunks);
            let Some(chunk) = chunks.next(Chunk::default()).unwrap() else {
                break;
            };
            let number = chunk.number;
            hashing.take(&Arc::new(chunk));
            drop(chunks);
            hashing.catch_up(number);
        };
        std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(one_thread))));
        hashing.sha256()
    }

    #[test]
    fn the_hash_is_that_of_the_text_on_any_threads() {
        let lines: String = (0..2_000_000).fold(String::new(), |text, line| text + &line.to_string() + "\n");
        for text in [lines.clone(), format!("\u{feff}{lines}"), "{}".to_owned(), String::new()] {
            for threads in [1, 2, 7] {
                assert_eq!(hash(text.as_bytes(), threads), sha256(text.as_bytes()));
            }
        }
    }
}
