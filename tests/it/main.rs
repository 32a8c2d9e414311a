//! The integration tests, one binary.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; the lints know test functions but not their helpers"
)]

mod annotate;
mod arbitrary;
mod architecture;
mod bench;
mod books;
mod bounds;
mod cases;
mod children;
mod citations;
mod cli;
mod compile;
mod counts;
mod docs;
mod eval;
mod examples;
mod explain;
mod fast;
mod grids;
mod groups;
mod in_place;
mod markdown;
mod outputs;
mod packs;
mod places;
mod read;
mod recipes;
mod records;
mod run;
mod samples;
mod scorecards;
mod session;
mod standing;
mod syntax;
mod testing;
mod waivers;
mod workbooks;
