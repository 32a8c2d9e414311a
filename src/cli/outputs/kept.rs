//! Where rows are until the report that belongs to them is known.

use std::fs::{File, Metadata};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use same_file::Handle;
use tempfile::{SpooledTempFile, spooled_tempfile, spooled_tempfile_in};

use crate::session::Input;

/// Rows that are kept.
#[derive(Debug)]
pub(super) enum Kept {
    /// In the file that they are for, from that place on: what comes after them is written behind them.
    InPlace(File, u64),
    /// In memory, or on the disk once they are many.
    Aside(SpooledTempFile),
}

/// Bytes of rows that stay in memory: those of most runs. More of them go to the disk.
const IN_MEMORY: usize = 16 << 20;

impl Kept {
    /// Rows in that folder; on the system's disk for temporary files where there is none.
    pub(super) fn aside(folder: Option<&Path>) -> Self {
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        Self::Aside(match folder {
            Some(folder) => spooled_tempfile_in(IN_MEMORY, folder),
            None => spooled_tempfile(IN_MEMORY),
        })
    }

    /// Rows in the file that standard output is at the end of, if it is one from which they can be taken back, and that
    /// the run does not read.
    pub(super) fn on_standard_output(inputs: &[Input]) -> Option<Self> {
        // Of several inputs no row comes before all are read.
        let [input] = inputs else {
            return None;
        };
        let output = Handle::stdout().ok()?;
        let mut file = output.as_file().try_clone().ok()?;
        let end = file.metadata().ok().filter(Metadata::is_file)?.len();
        // Opening a pipe waits for its writer.
        let read = Path::new(&input.path).metadata().is_ok_and(|input| input.is_file());
        let apart = read && Handle::from_path(&input.path).ok()? != output;
        (apart && file.stream_position().ok()? == end).then_some(Self::InPlace(file, end))
    }

    /// Takes all rows back.
    pub(super) fn empty(&mut self) -> io::Result<()> {
        match self {
            Self::InPlace(file, start) => {
                file.set_len(*start)?;
                file.seek(SeekFrom::Start(*start)).map(drop)
            }
            Self::Aside(file) => file.rewind().and_then(|()| file.set_len(0)),
        }
    }
}

impl Write for Kept {
    fn write(&mut self, rows: &[u8]) -> io::Result<usize> {
        match self {
            Self::InPlace(file, _) => file.write(rows),
            Self::Aside(file) => file.write(rows),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::InPlace(file, _) => file.flush(),
            Self::Aside(file) => file.flush(),
        }
    }
}
