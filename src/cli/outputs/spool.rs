//! Rows of findings, in memory or on the disk until the report that stands around them is known.

use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use tempfile::{SpooledData, SpooledTempFile};

use crate::cli::files::WRITTEN_AT_ONCE;
use crate::finding::{Finding, Report};
use crate::read::fill;
use crate::report::{Context, Rows};
use crate::session::Renderer;

/// The rows of one output.
#[derive(Debug)]
pub(super) struct Spool {
    rows: Rows,
    context: Context,
    /// The rows so far, each after its length unless they stand alone; or why one could not be kept.
    kept: io::Result<BufWriter<SpooledTempFile>>,
}

/// Bytes of rows that stay in memory: those of most runs. More of them go to the disk.
const IN_MEMORY: usize = 16 << 20;

/// Bytes of a row's length.
const LENGTH: usize = size_of::<u64>();

/// Renders findings for spools.
pub(super) struct Renderers(pub(super) Vec<(Rows, Context)>);

impl Renderer for Renderers {
    fn outputs(&self) -> usize {
        self.0.len()
    }

    fn render(&self, output: usize, finding: &Finding, rendered: &mut Vec<u8>) -> usize {
        let Some((rows, context)) = self.0.get(output) else {
            return 0;
        };
        if rows.alone {
            return (rows.row)(finding, context, rendered);
        }
        let begin = rendered.len();
        rendered.extend([0; LENGTH]);
        let identity = (rows.row)(finding, context, rendered);
        let length = (rendered.len() - begin - LENGTH) as u64;
        if let Some(place) = rendered.get_mut(begin..begin + LENGTH) {
            place.copy_from_slice(&length.to_le_bytes());
        }
        identity
    }
}

impl Spool {
    /// A spool for an output in that folder; on the system's disk for temporary files where there is none.
    pub(super) fn new(rows: Rows, context: Context, folder: Option<&Path>) -> Self {
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let file = match folder {
            Some(folder) => tempfile::spooled_tempfile_in(IN_MEMORY, folder),
            None => tempfile::spooled_tempfile(IN_MEMORY),
        };
        Self { rows, context, kept: Ok(BufWriter::with_capacity(WRITTEN_AT_ONCE, file)) }
    }

    /// What its rows are made by.
    pub(super) const fn renderer(&self) -> (Rows, Context) {
        (self.rows, self.context)
    }

    /// Keeps rows.
    pub(super) fn take(&mut self, rows: &[u8]) {
        if let Ok(kept) = &mut self.kept
            && let Err(error) = kept.write_all(rows)
        {
            self.kept = Err(error);
        }
    }

    /// Forgets all rows.
    pub(super) fn rewind(&mut self) {
        let Ok(kept) = &mut self.kept else {
            return;
        };
        // Rewinding writes what is still in the buffer before all is emptied.
        let emptied = kept.rewind().and_then(|()| kept.get_mut().set_len(0));
        if let Err(error) = emptied {
            self.kept = Err(error);
        }
    }

    /// Writes the rows and what stands around them.
    pub(super) fn write(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let Self { rows, context, kept } = self;
        let mut kept = kept?.into_inner().map_err(io::IntoInnerError::into_error)?;
        if rows.alone {
            return match kept.into_inner() {
                SpooledData::InMemory(all) => {
                    let mut all = Some(all.into_inner());
                    let mut whole = |some: &mut Vec<u8>| Ok(all.take().map(|all| *some = all).is_some());
                    (rows.around)(report, &context, &mut whole, out)
                }
                SpooledData::OnDisk(mut file) => {
                    file.rewind()?;
                    (rows.around)(report, &context, &mut |some| more(&mut file, some), out)
                }
            };
        }
        kept.rewind()?;
        let mut kept = BufReader::with_capacity(WRITTEN_AT_ONCE, kept);
        (rows.around)(report, &context, &mut |row| next(&mut kept, row), out)
    }
}

/// The next bytes, as many as are written at once; false after the last ones.
fn more(kept: &mut impl Read, some: &mut Vec<u8>) -> io::Result<bool> {
    some.resize(WRITTEN_AT_ONCE, 0);
    let read = fill(kept, some)?;
    some.truncate(read);
    Ok(read > 0)
}

/// The next row; false after the last one.
fn next(kept: &mut impl Read, row: &mut Vec<u8>) -> io::Result<bool> {
    let mut length = [0; LENGTH];
    match kept.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
        result => result?,
    }
    let length = usize::try_from(u64::from_le_bytes(length)).map_err(io::Error::other)?;
    row.resize(length, 0);
    kept.read_exact(row)?;
    Ok(true)
}
