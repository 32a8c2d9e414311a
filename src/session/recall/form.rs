//! How an input is written of which lines are read again.

use crate::eval::columns::Kernels;
use crate::read::columns::{RowPlan, Syntax, Written};
use crate::read::{self, Parsed, Record, TextId, Wanted};
use crate::schema::TableId;
use crate::session::plain_lists::List;
use crate::session::reader::{Bundle, Reader};
use crate::session::settled::By;
use crate::source::{Source, Span};

/// How an input is written.
pub(super) enum Form<'f> {
    /// In JSON, a record a line or one in all.
    Json,
    /// In TOML, one record in all.
    Toml(fn(&Source<'_>) -> Parsed),
    /// As a list, a record a row: of rows that no kernel can read there is no plan.
    Rows(&'f List<'f>, Option<RowPlan>),
}

impl<'f> Form<'f> {
    /// How the input of that path is written; of others it is not known in columns where their records begin.
    pub(super) fn of(path: &str, list: Option<&'f List<'f>>, kernels: &Kernels) -> Self {
        let format = read::format_for(path).ok().filter(|format| format.alone == Some(Syntax::Toml));
        match (list, format.and_then(|format| format.parse)) {
            (Some(list), _) => Self::Rows(list, list.plan(kernels)),
            (None, Some(parse)) => Self::Toml(parse),
            (None, None) => Self::Json,
        }
    }

    /// The same for columns; what child tables fill in is left out.
    pub(super) fn written(&self) -> Option<Written<'_>> {
        Some(match self {
            Self::Json => Written::As(Syntax::Json),
            Self::Toml(_) => Written::As(Syntax::Toml),
            Self::Rows(_, plan) => Written::InRows(plan.as_ref()?, &[]),
        })
    }

    /// What comes behind a record, where nothing does.
    pub(super) const fn end(&self) -> char {
        match self {
            Self::Toml(_) => '\0',
            Self::Json | Self::Rows(..) => '\n',
        }
    }

    /// The record's own part of a line.
    pub(super) fn own<'l>(&self, line: &'l str) -> &'l str {
        match self {
            Self::Toml(_) => line,
            Self::Json | Self::Rows(..) => content(line),
        }
    }

    /// The record of a line in which nothing is odd; `None` where that takes care.
    pub(super) fn read_plainly(&self, reader: &Reader<'_>, table: TableId, own: &str) -> Option<Record> {
        let by = match self {
            Self::Json => By::Syntax(Syntax::Json),
            Self::Toml(_) => By::Syntax(Syntax::Toml),
            Self::Rows(list, _) => By::Row(list),
        };
        by.read(reader.schema, table, own, Wanted::ALL)
    }

    /// The only record of a line.
    pub(super) fn read(&self, reader: &Reader<'_>, line: &Source, text: TextId) -> Option<(TableId, Record)> {
        let Parsed { documents, diagnostics } = match self {
            Self::Rows(list, _) => return only(list.bundle(reader, line, text, false).ok()?),
            Self::Toml(parse) => parse(line),
            Self::Json => read::jsonl::parse_line(line, Span::new(0, content(line.text()).len())),
        };
        only(reader.bundle(line, text, &documents, diagnostics))
    }
}

fn only(bundle: Bundle<'_>) -> Option<(TableId, Record)> {
    <[_; 1]>::try_from(bundle.records).ok().map(|[record]| record)
}

/// A line without its end.
pub(in crate::session) fn content(line: &str) -> &str {
    line.trim_end_matches('\n').trim_end_matches('\r')
}
