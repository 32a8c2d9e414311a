//! Work on several things at once, on as many threads as there is work for; knows nothing of what they are.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

/// Stack for the deepest expression that the parser lets through, in a build without optimisation.
pub(super) const STACK: usize = 64 * 1024 * 1024;
/// Bytes of rules that are worth a thread.
const WORTH: usize = 8 << 10;
/// More threads than that wait for the longest piece of work.
const MOST: usize = 8;

/// Works on each of the things, which have so many bytes of text; what they come to is in their order.
pub(super) fn several<T: Sync, R: Send>(
    things: &[T],
    bytes: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads = threads(things, &bytes);
    if threads == 1 {
        return things.iter().map(work).collect();
    }
    // The longest first, so that none is begun when all others are done.
    let mut order: Vec<(usize, &T)> = things.iter().enumerate().collect();
    order.sort_by_key(|(_, thing)| std::cmp::Reverse(bytes(thing)));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(things.len()));
    let take = || {
        let mut own = Vec::new();
        while let Some((at, thing)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            own.push((*at, work(thing)));
        }
        done.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Without one more thread those that there are do its work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        }
        take();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How many threads such work is worth.
pub(super) fn threads<T>(things: &[T], bytes: impl Fn(&T) -> usize) -> usize {
    let bytes: usize = things.iter().map(bytes).sum();
    let wanted = (bytes / WORTH).min(things.len()).min(MOST);
    if wanted > 1 { wanted.min(*PROCESSORS) } else { 1 }
}

/// To ask for them reads several files.
static PROCESSORS: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));
