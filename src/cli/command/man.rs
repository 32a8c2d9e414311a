//! `heng man`: the help as pages for `man`, one for the program and one for each command.

use std::path::Path;

use clap_mangen::Man;

use crate::cli::args;
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::cli::help;
use crate::cli::screen::Screen;

/// Runs `heng man`.
pub(in crate::cli) fn man(options: &args::Man, screen: Screen) -> Exit {
    let mut root = help::command(screen.language);
    root.build();
    let Some(folder) = &options.out else {
        return match Screen::write(|out| page(root).render(out)) {
            Ok(()) => Exit::Clean,
            Err(error) => screen.unwritable("stdout", &error),
        };
    };
    if let Err(error) = std::fs::create_dir_all(folder) {
        return screen.unwritable(folder, &error);
    }
    let commands: Vec<clap::Command> = root.get_subcommands().cloned().collect();
    let mut exit = Exit::Clean;
    for command in std::iter::once(root).chain(commands) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let path = Path::new(folder).join(format!("{name}.1"));
        if let Err(error) = files::write(&path, |out| page(command).render(out)) {
            exit = exit.max(screen.unwritable(&files::shown(&path), &error));
        }
    }
    exit
}

/// Without a date: the same program writes the same page.
fn page(command: clap::Command) -> Man {
    Man::new(command).date("").source(concat!("heng ", env!("CARGO_PKG_VERSION")))
}
