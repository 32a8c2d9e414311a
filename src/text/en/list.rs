//! The words of the list of problems.

use crate::text::{BookWords, Column};

pub(in crate::text) const BOOK: BookWords = BookWords {
    sheets: ["Result", "Problems", "Rules"],
    states: ["to be mended", "mended", "explained", "exemption asked for"],
    standings: ["explained, to be reviewed", "value changed: explain anew", "the problem is gone"],
    by_sheet: "Problems by sheet",
    scope: "What was checked",
    file_hash: "SHA-256 of the file",
    content_hash: "SHA-256 of the data",
    day: "rules as of",
    program: "program",
    reasons: "why there is no verdict",
    remarks: [
        "Go through the problems: a cell is a link to where it is; explain what needs explaining, say who you are, \
         and choose a state.",
        "Save, and check this file once more: explanations are read back, and marks are made anew.",
        "This is a check of one's own and does not replace the review by the finance office.",
    ],
    too_many: "too many problems in this sheet: the others are in the list",
};

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
        Column::Expected => "expected",
        Column::Difference => "difference",
        Column::Measure => "unit of amounts",
        Column::Points => "points",
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
        Column::Carried => "explanation carried over",
        Column::CarriedValue => "value explained",
    }
}
