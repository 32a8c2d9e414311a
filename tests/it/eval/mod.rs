//! The meaning of rules.

mod never_silent;
mod numbers;
mod places;
mod properties;
mod texts;
mod tiers;
mod truth;
mod verdicts;
