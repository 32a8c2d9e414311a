//! The words of the list of problems.

use crate::text::Column;

pub(in crate::text) const fn column(column: Column) -> &'static str {
    match column {
        Column::Number => "No.",
        Column::Severity => "severity",
        Column::File => "file",
        Column::Sheet => "sheet",
        Column::Cell => "cell",
        Column::Unit => "unit",
        Column::Key => "project code",
        Column::Title => "project name",
        Column::Check => "check",
        Column::Found => "found",
        Column::Message => "problem",
        Column::Advice => "advice",
        Column::Basis => "basis",
        Column::Code => "rule",
        Column::State => "state",
        Column::Explanation => "explanation",
        Column::Person => "filled in by",
        Column::Review => "review",
        Column::Standing => "explanation checked",
        Column::Fingerprint => "fingerprint",
    }
}
