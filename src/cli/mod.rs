//! The command line: arguments, configuration, exit codes; the only room that touches disk, environment and
//! terminal.

mod args;
mod command;
mod config;
mod exit;
mod files;
mod help;
mod inputs;
mod outputs;
mod packs;
mod progress;
mod run;
mod screen;
mod threads;

pub use run::main;
