//! How an input is written of which lines are read again.

use crate::read::columns::Syntax;
use crate::read::{self, Parsed, Record, TextId, Wanted};
use crate::schema::{Schema, TableId};
use crate::session::plain_lists::List;
use crate::session::reader::{Bundle, Reader};
use crate::session::settled::By;
use crate::source::{Source, Span};

/// How an input is written.
#[derive(Clone, Copy)]
pub(super) enum Form<'f> {
    /// In JSON, a record a line or one in all.
    Json,
    /// In TOML, one record in all.
    Toml(fn(&Source<'_>) -> Parsed),
    /// As a list, a record a row.
    Rows(&'f List<'f>),
}

impl<'f> Form<'f> {
    /// How the input of that path is written.
    pub(super) fn of(path: &str, list: Option<&'f List<'f>>) -> Self {
        let format = read::format_for(path).ok().filter(|format| format.alone == Some(Syntax::Toml));
        match (list, format.and_then(|format| format.parse)) {
            (Some(list), _) => Self::Rows(list),
            (None, Some(parse)) => Self::Toml(parse),
            (None, None) => Self::Json,
        }
    }

    /// What is wanted of the record of a line in which nothing is odd; `None` where that takes care.
    pub(super) fn read_plainly(
        self,
        (schema, table): (&Schema, TableId),
        line: &str,
        wanted: Wanted<'_>,
    ) -> Option<Record> {
        self.by().read(schema, table, self.by().own(line), wanted)
    }

    const fn by(self) -> By<'f> {
        match self {
            Self::Json => By::Syntax(Syntax::Json),
            Self::Toml(_) => By::Syntax(Syntax::Toml),
            Self::Rows(list) => By::Row(list),
        }
    }

    /// The only record of a line.
    pub(super) fn read(self, reader: &Reader<'_>, line: &Source, text: TextId) -> Option<(TableId, Record)> {
        let Parsed { documents, diagnostics } = match self {
            Self::Rows(list) => return only(list.bundle(reader, line, text, false).ok()?),
            Self::Toml(parse) => parse(line),
            Self::Json => read::jsonl::parse_line(line, Span::new(0, self.by().own(line.text()).len())),
        };
        only(reader.bundle(line, text, &documents, diagnostics))
    }
}

fn only(bundle: Bundle<'_>) -> Option<(TableId, Record)> {
    <[_; 1]>::try_from(bundle.records).ok().map(|[record]| record)
}
