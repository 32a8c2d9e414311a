//! Packs and inputs in, a report out: the library's façade. Touches no disk: what it reads is handed to it.

mod answers;
mod baseline;
mod check;
mod child_rows;
mod columns;
mod embedded;
mod explain;
mod faults;
mod file;
mod forms;
mod groups;
mod hand;
mod hashed;
mod input;
mod keys;
mod listed;
mod needs;
mod options;
mod part;
mod pieces;
mod places;
mod plain_lists;
mod plan;
mod population;
mod reader;
mod recall;
mod record;
mod scorecards;
mod settled;
mod singles;
mod standing;
mod stream;
mod tallies;
mod testing;
mod threads;
mod told;
mod totals;
mod verdicts;
mod waivers;
mod watch;

pub use baseline::{Baseline, is_baseline, known, pruned, read_baseline};
pub use check::{check, check_into};
pub use embedded::embedded;
pub use explain::{Explained, explain};
pub use hand::{Renderer, Sink};
pub use input::{Anywhere, Files, Input};
pub use options::{Listed, Options, Selection, no_day, selection, unknown_unit};
pub use population::{Asked, Member, Population, population};
pub use record::record;
pub use testing::{
    Aspect, Borders, Branch, CaseResult, Coverage, Ending, Expected, Kind, Mutation, Point, RuleCoverage,
    RuleMutation, Share, TestReport, Unnoticed, borders, coverage, judge_case, mutate, run_tests,
};
pub use waivers::{Waiver, read_waivers};
