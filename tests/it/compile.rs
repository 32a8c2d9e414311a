//! Rules that cannot mean what they say: one test a diagnostic, from the smallest text that has it.

mod cases;
mod harness;
mod names;
mod packs;
mod params;
mod presence;
mod sound;
mod tables;
mod tiers;
mod types;
