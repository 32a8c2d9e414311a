//! A line on the terminal that says how far a long run has come.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::screen::Screen;
use crate::text::{Language, Notice};

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts records, from any number of threads.
#[derive(Debug)]
pub(super) struct Progress {
    screen: Screen,
    shown: bool,
    begun: Instant,
    records: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Nothing is shown when standard error is no terminal, or when the user wants quiet.
    pub(super) fn new(screen: Screen, quiet: bool) -> Self {
        let shown = !quiet && std::io::IsTerminal::is_terminal(&std::io::stderr());
        Self { screen, shown, begun: Instant::now(), records: AtomicU64::new(0), bar: OnceLock::new() }
    }

    /// The language in which it speaks.
    pub(super) fn language(&self) -> Language {
        self.screen.language
    }

    /// So many more records have been checked.
    pub(super) fn advance(&self, records: u64) {
        let all = self.records.fetch_add(records, Ordering::Relaxed) + records;
        if self.shown && self.begun.elapsed() >= PATIENCE {
            let bar = self.bar.get_or_init(new_bar);
            bar.set_message(self.screen.language.notice(&Notice::Progress(all)));
            bar.tick();
        }
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn new_bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    match ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
