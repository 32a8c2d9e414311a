//! What commands say of their own doing.

use super::{Language, en, zh};
use crate::diag::Unmarkable;
use crate::value::Date;

/// Something that a command says besides its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Records checked so far.
    Progress(u64),
    /// The packs have warnings that `heng compile` shows.
    PackWarnings(usize),
    /// All went well with so many packs, rules and cases.
    Compiled {
        /// Packs.
        packs: usize,
        /// Rules.
        rules: usize,
        /// Cases.
        cases: usize,
        /// Warnings shown.
        warnings: usize,
    },
    /// The rules could not be compiled.
    NotCompiled {
        /// Errors shown.
        errors: usize,
        /// Warnings shown.
        warnings: usize,
    },
    /// A file was written in the canonical layout.
    Formatted(String),
    /// A file is not in the canonical layout.
    WouldFormat(String),
    /// The end of `heng fmt`.
    FormatDone {
        /// Files changed, or to be changed.
        changed: usize,
        /// Files that were in order.
        unchanged: usize,
        /// Files that could not be parsed.
        broken: usize,
    },
    /// The end of `heng test`.
    Tested {
        /// Cases that came out as they should.
        passed: usize,
        /// Cases that did not.
        failed: usize,
        /// Cases marked 待修 that did not come out as they should, as was known.
        todo: usize,
    },
    /// Cases of packs above that were not run: packs below have changed what they are about.
    LeftOut(usize),
    /// Cases marked 待修 that come out right by now.
    TodoPasses,
    /// Values around the borders of tiers were tried.
    Borders {
        /// How many.
        points: usize,
        /// Those that do not fall into the one row of the proof.
        wrong: usize,
    },
    /// Values of one tier set around its borders.
    BordersOf(usize),
    /// A change of a rule: something stands in another's place.
    Replaced {
        /// What was there.
        from: String,
        /// What is there instead.
        to: String,
    },
    /// A change of a rule: this was left out.
    Dropped(String),
    /// A change of a rule: this stands under 非.
    Negated(String),
    /// A change of a rule: this border belongs to the row on its other side.
    Turned(String),
    /// A baseline was written.
    BaselineWritten {
        /// Where.
        path: String,
        /// Findings in it.
        findings: usize,
        /// Those that were not in the file before.
        added: usize,
        /// Those that were and are no longer.
        dropped: usize,
    },
    /// Every branch is shown by a case.
    AllShown,
    /// Every mutant is noticed by a case.
    AllNoticed,
    /// A marked copy of a workbook was written.
    Annotated {
        /// Where.
        path: String,
        /// Cells that are marked.
        cells: usize,
        /// Notes.
        notes: usize,
    },
    /// A list of problems was written, because no marked copy can be made.
    Listed {
        /// The file.
        file: String,
        /// Where the list is.
        path: String,
        /// Why.
        reason: Unmarkable,
    },
    /// A copy was changed by hand, and the new one stands beside it.
    Beside {
        /// The copy that was changed.
        path: String,
        /// The new one.
        beside: String,
    },
    /// Something in the program itself went wrong.
    Bug {
        /// What.
        message: String,
        /// Where in the program.
        place: String,
    },
}

impl Language {
    /// What a command says of its own doing.
    pub fn notice(self, notice: &Notice) -> String {
        match self {
            Self::Chinese => zh::notice::notice(notice),
            Self::English => en::notice::notice(notice),
        }
    }

    /// Days from the first to the last, where there is one.
    pub fn period(self, from: Date, to: Option<Date>) -> String {
        match (self, to) {
            (Self::Chinese, None) => format!("{from} 起"),
            (Self::Chinese, Some(to)) => format!("{from} 起至 {to}"),
            (Self::English, None) => format!("from {from}"),
            (Self::English, Some(to)) => format!("from {from} to {to}"),
        }
    }

    /// Why the operating system refused; in its own words where there are no better ones.
    pub fn io_reason(self, error: &std::io::Error) -> String {
        let known = match self {
            Self::Chinese => zh::notice::io_reason(error.kind()),
            Self::English => en::notice::io_reason(error.kind()),
        };
        known.map_or_else(|| error.to_string(), str::to_owned)
    }
}
