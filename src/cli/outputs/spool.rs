//! Rows of findings on disk, until the report that stands around them is known.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use crate::finding::{Finding, Report};
use crate::report::{Context, Rows};

/// The rows of one output.
#[derive(Debug)]
pub(super) struct Spool {
    rows: Rows,
    context: Context,
    /// The rows so far, each after its length; or why one could not be kept.
    kept: io::Result<BufWriter<File>>,
    row: Vec<u8>,
}

impl Spool {
    /// A spool for an output in that folder; on the system's disk for temporary files where there is none.
    pub(super) fn new(rows: Rows, context: Context, folder: Option<&Path>) -> Self {
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let file = folder.map_or_else(tempfile::tempfile, tempfile::tempfile_in);
        Self { rows, context, kept: file.map(BufWriter::new), row: Vec::new() }
    }

    /// Keeps the row of a finding.
    pub(super) fn take(&mut self, finding: &Finding) {
        let Ok(kept) = &mut self.kept else {
            return;
        };
        self.row.clear();
        let written = (self.rows.row)(finding, &self.context, &mut self.row).and_then(|()| {
            kept.write_all(&(self.row.len() as u64).to_le_bytes())?;
            kept.write_all(&self.row)
        });
        if let Err(error) = written {
            self.kept = Err(error);
        }
    }

    /// Forgets all rows.
    pub(super) fn rewind(&mut self) {
        let Ok(kept) = &mut self.kept else {
            return;
        };
        // Rewinding writes what is still in memory before the file is emptied.
        let emptied = kept.rewind().and_then(|()| kept.get_ref().set_len(0));
        if let Err(error) = emptied {
            self.kept = Err(error);
        }
    }

    /// Writes the rows and what stands around them.
    pub(super) fn write(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut kept = self.kept?.into_inner().map_err(io::IntoInnerError::into_error)?;
        kept.rewind()?;
        let mut kept = BufReader::new(kept);
        (self.rows.around)(
            report,
            &self.context,
            &mut std::iter::from_fn(|| next(&mut kept).transpose()),
            out,
        )
    }
}

/// The next row; `None` after the last one.
fn next(kept: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match kept.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        result => result?,
    }
    let length = usize::try_from(u64::from_le_bytes(length)).map_err(io::Error::other)?;
    let mut row = vec![0; length];
    kept.read_exact(&mut row)?;
    Ok(Some(row))
}
