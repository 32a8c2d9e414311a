//! Rows of findings, kept until the report that stands around them is known.

use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use tempfile::SpooledData;

use super::kept::Kept;
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
    /// The rows so far, each after its length unless they stand first; or why one could not be kept.
    kept: io::Result<BufWriter<Kept>>,
}

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
        if rows.opening.is_some() {
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
    /// A spool without a row.
    pub(super) fn new(rows: Rows, context: Context, kept: Kept) -> Self {
        let kept = Ok(BufWriter::with_capacity(WRITTEN_AT_ONCE, kept));
        let mut spool = Self { rows, context, kept };
        spool.open();
        spool
    }

    fn open(&mut self) {
        self.take(self.rows.opening.unwrap_or_default().as_bytes());
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
        let emptied = kept.flush().and_then(|()| kept.get_mut().empty());
        if let Err(error) = emptied {
            self.kept = Err(error);
        }
        self.open();
    }

    /// Writes the rows and what stands around them.
    pub(super) fn write(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let Self { rows, context, kept } = self;
        let mut none = |_: &mut Vec<u8>| Ok(false);
        let mut kept = match kept?.into_inner().map_err(io::IntoInnerError::into_error)? {
            Kept::InPlace(..) => return (rows.around)(report, &context, &mut none, out),
            Kept::Aside(kept) => kept,
        };
        if rows.opening.is_some() {
            match kept.into_inner() {
                SpooledData::InMemory(all) => out.write_all(all.get_ref())?,
                SpooledData::OnDisk(mut file) => {
                    file.rewind()?;
                    copy(&mut file, out)?;
                }
            }
            return (rows.around)(report, &context, &mut none, out);
        }
        kept.rewind()?;
        let mut kept = BufReader::with_capacity(WRITTEN_AT_ONCE, kept);
        (rows.around)(report, &context, &mut |row| next(&mut kept, row), out)
    }
}

/// Writes all that was kept, as many bytes as are written at once.
fn copy(kept: &mut impl Read, out: &mut dyn Write) -> io::Result<()> {
    let mut some = vec![0; WRITTEN_AT_ONCE];
    loop {
        match fill(kept, &mut some)? {
            0 => return Ok(()),
            read => out.write_all(some.get(..read).unwrap_or_default())?,
        }
    }
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
