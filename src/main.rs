//! The `heng` command: hands the process's arguments to the `cli` room and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    heng::cli::main()
}
