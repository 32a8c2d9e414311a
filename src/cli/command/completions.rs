//! `heng completions`: what a shell completes, made of the arguments themselves.

use crate::cli::args::Completions;
use crate::cli::exit::Exit;
use crate::cli::help;
use crate::cli::screen::Screen;

/// Runs `heng completions`.
pub(in crate::cli) fn completions(options: &Completions, screen: Screen) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut help::command(screen.language), "heng", &mut script);
    match Screen::write(|out| out.write_all(&script)) {
        Ok(()) => Exit::Clean,
        Err(error) => screen.unwritable("stdout", &error),
    }
}
