//! The columns of the list of problems, and the words of the workbooks that hold it.

use super::{Language, en, zh};

/// A column of the list of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 序号.
    Number,
    /// 严重程度.
    Severity,
    /// The file of the place.
    File,
    /// The sheet of the place; the table where the file has no sheets.
    Sheet,
    /// The cell, or line and column.
    Cell,
    /// The unit that answers for the subject.
    Unit,
    /// The subject's key.
    Key,
    /// The subject's name.
    Title,
    /// What the rule checks.
    Check,
    /// What was filled in.
    Found,
    /// What it says.
    Message,
    /// What to do.
    Advice,
    /// By which texts.
    Basis,
    /// The code of the rule.
    Code,
    /// 状态, to be chosen.
    State,
    /// 情况说明, to be filled in.
    Explanation,
    /// Who filled it in.
    Person,
    /// What the reviewer says.
    Review,
    /// Whether an explanation still fits its problem.
    Standing,
    /// Its identity.
    Fingerprint,
}

impl Language {
    /// The heading of a column.
    pub const fn column(self, column: Column) -> &'static str {
        match self {
            Self::Chinese => zh::list::column(column),
            Self::English => en::list::column(column),
        }
    }
}
