//! The labels of reports, as a table that each language fills in.

/// Words that stand before or above something in a report.
#[derive(Debug)]
pub struct ReportWords {
    /// What stands between a label and its text.
    pub colon: &'static str,
    /// What stands between the items of a list.
    pub comma: &'static str,
    /// 依据.
    pub basis: &'static str,
    /// 处置.
    pub measure: &'static str,
    /// 建议.
    pub advice: &'static str,
    /// The remedy of a diagnostic.
    pub help: &'static str,
    /// Where, before a path without a line.
    pub place: &'static str,
    /// Above the counts of the rules.
    pub verdicts: &'static str,
    /// Above the column of codes.
    pub rule: &'static str,
    /// Above the column of names.
    pub name: &'static str,
    /// Above the column of subjects.
    pub subjects: &'static str,
    /// The five verdicts, as the heads of columns.
    pub five: [&'static str; 5],
    /// The row of sums.
    pub sum: &'static str,
    /// Before the codes of the rules that applied to nothing.
    pub unused: &'static str,
    /// Above the rules that packs have disabled.
    pub disabled: &'static str,
    /// Above the packs that have disabled them.
    pub disabled_by: &'static str,
    /// Above their reasons.
    pub reason: &'static str,
    /// Above the decisions.
    pub decisions: &'static str,
    /// Above the column of subjects' keys.
    pub subject: &'static str,
    /// Above the column of amounts.
    pub amount: &'static str,
    /// Above the totals.
    pub totals: &'static str,
    /// Above the column of counts.
    pub count: &'static str,
    /// Above the column of amounts that could not be computed.
    pub unknown: &'static str,
    /// In place of an amount that could not be computed.
    pub no_amount: &'static str,
    /// That a report only counts, and how findings are listed.
    pub unlisted: &'static str,
    /// In place of a key that the declaration does not have.
    pub no_key: &'static str,
}
