//! The columns of the list of problems, and the words of the workbooks that hold it.

use super::{Language, en, zh};

/// A column of the list of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// 应为/比对值.
    Expected,
    /// 差额.
    Difference,
    /// The unit of the two.
    Measure,
    /// What it takes off a scorecard.
    Points,
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
    /// The explanation as an earlier copy had it.
    Carried,
    /// What was filled in when the explanation was written.
    CarriedValue,
}

/// Words of the workbooks that hold the list of problems.
#[derive(Debug)]
pub struct BookWords {
    /// The names of the sheets in front: what came out, the problems, the rules.
    pub sheets: [&'static str; 3],
    /// 待修改, 已修改, 已说明, 申请豁免.
    pub states: [&'static str; 4],
    /// What an explanation is worth: it fits, the value is another one, the problem is gone.
    pub standings: [&'static str; 3],
    /// Above the numbers by sheet.
    pub by_sheet: &'static str,
    /// Above what was checked.
    pub scope: &'static str,
    /// SHA-256 of the file.
    pub file_hash: &'static str,
    /// SHA-256 of what the cells hold.
    pub content_hash: &'static str,
    /// Above the day for which rules were chosen.
    pub day: &'static str,
    /// Above the program.
    pub program: &'static str,
    /// Above the reasons why there is no verdict.
    pub reasons: &'static str,
    /// How to use the workbook, and what it is not.
    pub remarks: [&'static str; 3],
    /// In place of the cells below when a sheet has more problems than notes.
    pub too_many: &'static str,
}

impl Language {
    /// The words of workbooks.
    pub const fn book(self) -> &'static BookWords {
        match self {
            Self::Chinese => &zh::list::BOOK,
            Self::English => &en::list::BOOK,
        }
    }

    /// The heading of a column.
    pub const fn column(self, column: Column) -> &'static str {
        match self {
            Self::Chinese => zh::list::column(column),
            Self::English => en::list::column(column),
        }
    }
}
