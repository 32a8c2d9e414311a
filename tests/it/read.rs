//! Documents in five formats: what is read, what is refused, and what a schema makes of it.

mod agree;
mod bad_inputs;
mod bind;
mod csv;
mod json;
mod jsonl;
pub(crate) mod mutations;
mod schema;
mod shapes;
mod toml;
mod yaml;
