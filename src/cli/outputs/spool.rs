//! Rows of findings, kept until the report that stands around them is known.

use std::io::{self, BufReader, Read, Write};

use super::kept::Kept;
use crate::cli::files::WRITTEN_AT_ONCE;
use crate::finding::{Finding, Report};
use crate::report::{Around, Context, Rows};
use crate::session::Renderer;

/// The rows of one output.
#[derive(Debug)]
pub(super) struct Spool {
    rows: Rows,
    context: Context,
    /// The rows so far, each after its length unless they stand first.
    kept: Kept,
    /// Those that are to be written there together. They can be forgotten without being written, as those of a
    /// [`std::io::BufWriter`] cannot.
    waiting: Vec<u8>,
    /// Why they could not be kept.
    failed: Option<io::Error>,
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
        if let Around::Behind { .. } = rows.around {
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
        let mut spool = Self { rows, context, kept, waiting: Vec::new(), failed: None };
        spool.open();
        spool
    }

    fn open(&mut self) {
        if let Around::Behind { opening, .. } = self.rows.around {
            opening(&mut self.waiting);
        }
    }

    /// What its rows are made by.
    pub(super) const fn renderer(&self) -> (Rows, Context) {
        (self.rows, self.context)
    }

    /// Keeps rows.
    pub(super) fn take(&mut self, rows: &[u8]) {
        if self.waiting.len() + rows.len() < WRITTEN_AT_ONCE {
            self.waiting.extend_from_slice(rows);
            return;
        }
        self.flush();
        self.keep(rows);
    }

    fn flush(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        self.keep(&waiting);
    }

    fn keep(&mut self, rows: &[u8]) {
        if self.failed.is_none() {
            self.failed = self.kept.write_all(rows).err();
        }
    }

    /// Forgets all rows.
    pub(super) fn rewind(&mut self) {
        self.waiting.clear();
        self.failed = self.kept.empty().err();
        self.open();
    }

    /// Writes the rows and what stands around them.
    pub(super) fn write(mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        self.flush();
        let Self { rows, context, mut kept, failed, .. } = self;
        if let Some(error) = failed {
            return Err(error);
        }
        let mut kept = BufReader::with_capacity(WRITTEN_AT_ONCE, kept.unwritten()?);
        match rows.around {
            Around::Behind { rest, .. } => {
                io::copy(&mut kept, out)?;
                rest(report, &context, out)
            }
            Around::Both(around) => around(report, &context, &mut |row| next(&mut kept, row), out),
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
