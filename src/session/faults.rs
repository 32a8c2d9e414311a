//! What is wrong with the data of several inputs at once: told when all have been read, with places in each.

use crate::diag::{DataProblem, Diagnostic, Problem, Remark};
use crate::ir::Program;
use crate::read::TextId;
use crate::schema::TableId;
use crate::source::{Site, Span};

/// Something that is wrong, and its places: the first one decides where it is told among others.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) spots: Vec<Spot>,
    pub(super) what: What,
}

/// What is wrong.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// The first two of several records have one key.
    Repeated { table: TableId, records: u64 },
    /// A record of a child table has no parent.
    Orphan { table: TableId, parent: TableId },
    /// A list was filled in, and by a child table as well.
    Twice { field: String, rows: usize },
}

/// A cell: text and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: TextId,
    pub(super) span: Span,
}

impl Fault {
    /// The diagnostic, where each spot is a site with what stands there.
    pub(super) fn told(&self, program: &Program, sites: Vec<Option<(Site, String)>>) -> Diagnostic {
        let mut sites =
            sites.into_iter().map(|site| site.unwrap_or_else(|| (Site::whole(""), String::new())));
        let (first, key) = sites.next().unwrap_or_else(|| (Site::whole(""), String::new()));
        let second = sites.next().map(|(site, _)| site);
        let named = |table: TableId| {
            program.schema.table(table).map(|table| table.names.first.clone()).unwrap_or_default()
        };
        match &self.what {
            What::Repeated { table, records } => {
                let problem =
                    DataProblem::DuplicateRecordKey { table: named(*table), key, records: *records };
                // The later record is the one too many.
                let (here, before) = match second {
                    Some(second) => (second, Some(first)),
                    None => (first, None),
                };
                let told = Diagnostic::error(Problem::Data(problem), here);
                before.into_iter().fold(told, |told, site| told.with(site, Remark::FirstHere))
            }
            What::Orphan { table, parent } => {
                let problem =
                    DataProblem::NoParent { table: named(*table), parent: named(*parent), key: Some(key) };
                Diagnostic::error(Problem::Data(problem), first)
            }
            What::Twice { field, rows } => {
                let problem = DataProblem::ListTwice { field: field.clone(), rows: *rows };
                let told = Diagnostic::error(Problem::Data(problem), first);
                second.into_iter().fold(told, |told, site| told.with(site, Remark::ChildHere))
            }
        }
    }
}
