//! Several rule files at once, on as many threads as there is work for.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::ast;
use super::parse::STACK;
use crate::diag::Diagnostic;
use crate::source::Source;

/// A rule file that was read, and what is wrong with it.
pub type Parsed = (ast::File, Vec<Diagnostic>);

/// Reads files by `parse`, each on its own; what they come to is in their order.
pub fn parse_several<S: AsRef<Source> + Sync>(sources: &[S], parse: fn(&Source) -> Parsed) -> Vec<Parsed> {
    // The longest first, so that none is begun when all others are done.
    let mut order: Vec<(usize, &Source)> = sources.iter().map(AsRef::as_ref).enumerate().collect();
    order.sort_by_key(|(_, source)| std::cmp::Reverse(source.text().len()));
    let next = AtomicUsize::new(0);
    let parsed: Mutex<Vec<(usize, Parsed)>> = Mutex::new(Vec::with_capacity(sources.len()));
    let work = || {
        while let Some((at, source)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let one = (*at, parse(source));
            parsed.lock().unwrap_or_else(PoisonError::into_inner).push(one);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads(&order) {
            // Without one more thread those that there are do its work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    let mut parsed = parsed.into_inner().unwrap_or_else(PoisonError::into_inner);
    parsed.sort_unstable_by_key(|(at, _)| *at);
    parsed.into_iter().map(|(_, parsed)| parsed).collect()
}

/// Bytes of rules that are worth a thread.
const WORTH: usize = 8 << 10;
/// More threads than that wait for the longest file.
const MOST: usize = 8;

fn threads(sources: &[(usize, &Source)]) -> usize {
    let bytes: usize = sources.iter().map(|(_, source)| source.text().len()).sum();
    let wanted = (bytes / WORTH).min(sources.len()).min(MOST);
    if wanted > 1 { wanted.min(thread::available_parallelism().map_or(1, NonZero::get)) } else { 1 }
}
