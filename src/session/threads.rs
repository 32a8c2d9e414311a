//! The threads on which a run does its work.

/// The stack of a thread that checks. An expression or a document nests no deeper than its parser allows, and
/// that deep fits many times; the memory is only reserved.
const STACK: usize = 16 << 20;

/// Does the work on so many threads; on one for each processor when none is said. A thread that is one of as many does
/// it with them.
pub(super) fn on_threads<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> T + Send) -> T {
    let ready = rayon::current_thread_index().is_some();
    if ready && jobs.is_none_or(|jobs| jobs == rayon::current_num_threads()) {
        return work();
    }
    // Without a pool of its own (no more threads to be had) the work goes to the process's common one.
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or_default()).stack_size(STACK).build();
    match &pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
