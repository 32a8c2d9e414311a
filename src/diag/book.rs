//! What can be wrong with a workbook and with the lists in it.

/// A workbook that cannot be read, or something in one of its sheets.
///
/// Field paths are in the first spelling. Columns are letters, rows are numbers from 1.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum BookProblem {
    /// The file Excel and WPS put beside a workbook that is open.
    #[strum(serialize = "book/lock-file")]
    LockFile,
    /// A file that is named like a workbook and is something else.
    #[strum(serialize = "book/not-a-workbook")]
    NotAWorkbook {
        /// What it is.
        found: Disguise,
    },
    /// A workbook of a kind that is not read.
    #[strum(serialize = "book/other-kind")]
    OtherKind {
        /// Its name, `.xlsb`.
        kind: &'static str,
    },
    /// A workbook with a password.
    #[strum(serialize = "book/encrypted")]
    Encrypted,
    /// A workbook that was cut short or changed on its way.
    #[strum(serialize = "book/damaged")]
    Damaged {
        /// What does not hold together.
        damage: Damage,
    },
    /// A workbook that unpacks to more than anybody fills in.
    #[strum(serialize = "book/unpacks-to-too-much")]
    TooMuch {
        /// What there is too much of.
        excess: Excess,
    },
    /// A document type definition or an entity of its own inside a workbook.
    #[strum(serialize = "book/document-type")]
    DocumentType,
    /// A sheet in which no row has the headings of a table.
    #[strum(serialize = "book/no-list")]
    NoList {
        /// The sheet.
        sheet: String,
        /// Headings that the table at hand has.
        headings: Vec<String>,
    },
    /// A heading that is no field, as the heading of a whole column.
    #[strum(serialize = "book/unknown-heading")]
    UnknownHeading {
        /// The heading as written.
        heading: String,
        /// The field that looks like it.
        nearest: Option<String>,
    },
    /// Two columns for one field.
    #[strum(serialize = "book/same-field-twice")]
    SameFieldTwice {
        /// The field.
        field: String,
    },
    /// A filled-in column without a heading.
    #[strum(serialize = "book/unnamed-column")]
    UnnamedColumn {
        /// The column.
        column: String,
    },
    /// Amounts read in the unit that the sheet names, and not in the field's own.
    #[strum(serialize = "book/unit-of-sheet")]
    UnitOfSheet {
        /// The unit that the sheet names.
        unit: &'static str,
        /// The fields, each with its own unit.
        fields: Vec<(String, &'static str)>,
    },
    /// Two units named for the amounts of one sheet.
    #[strum(serialize = "book/units-differ")]
    UnitsDiffer {
        /// The unit that counts.
        used: &'static str,
        /// The other one.
        other: &'static str,
    },
    /// Cells merged over several rows of a list: only the first of the rows holds what they hold.
    #[strum(serialize = "book/merged-rows")]
    MergedRows {
        /// The first of them.
        cells: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// An amount with a unit in a column that has another one.
    #[strum(serialize = "book/unit-of-cell")]
    UnitOfCell {
        /// The field.
        field: String,
        /// The amount as written.
        found: String,
        /// The unit of the column.
        unit: &'static str,
    },
    /// Rows with totals, which are no records.
    #[strum(serialize = "book/total-rows")]
    TotalRows(RowList),
    /// Rows around the list that are no records: column numbers, remarks, signatures.
    #[strum(serialize = "book/side-rows")]
    SideRows(RowList),
    /// The header once more among the records.
    #[strum(serialize = "book/repeated-header")]
    RepeatedHeader,
    /// A row whose values stand so many columns beside their headings.
    #[strum(serialize = "book/shifted-row")]
    ShiftedRow {
        /// True when they stand to the right.
        right: bool,
    },
    /// A hidden sheet, which was checked.
    #[strum(serialize = "book/hidden-sheet")]
    HiddenSheet {
        /// The sheet.
        sheet: String,
    },
    /// Hidden rows, which were checked.
    #[strum(serialize = "book/hidden-rows")]
    HiddenRows(RowList),
    /// Hidden columns, which were checked.
    #[strum(serialize = "book/hidden-columns")]
    HiddenColumns {
        /// The columns.
        columns: Vec<String>,
    },
    /// An error value such as `#REF!`.
    #[strum(serialize = "book/error-value")]
    ErrorValue {
        /// The field.
        field: String,
        /// The error value.
        found: String,
    },
    /// A formula that was never computed.
    #[strum(serialize = "book/not-computed")]
    NotComputed {
        /// The field.
        field: String,
    },
    /// A code that was typed as a number of more digits than a spreadsheet keeps.
    #[strum(serialize = "book/lost-digits")]
    LostDigits {
        /// The field.
        field: String,
        /// What is left of it.
        found: String,
    },
    /// A date that the sheet shows as a bare number.
    #[strum(serialize = "book/date-as-number")]
    DateAsNumber {
        /// The field.
        field: String,
        /// The number.
        found: String,
        /// The date that it stands for.
        date: String,
    },
}

/// What a file is that is named like a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disguise {
    /// Nothing at all.
    Empty,
    /// A web page.
    Html,
    /// XML on its own.
    Xml,
    /// Text with or without delimiters.
    Text,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A Word document.
    Document,
    /// Slides.
    Slides,
    /// An archive without a workbook in it, or of another kind than workbooks use.
    Archive,
    /// Bytes that mean nothing.
    Unknown,
}

/// What does not hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The file ends too early.
    CutShort,
    /// A part of it does not have the size or the checksum that it says it has.
    Checksum {
        /// The part.
        part: String,
    },
    /// A part that must be there is not.
    MissingPart {
        /// The part.
        part: String,
    },
    /// Two parts of one name.
    TwoParts,
    /// A part that breaks its grammar.
    Grammar {
        /// The part.
        part: String,
    },
    /// A cell outside every grid.
    BeyondGrid {
        /// The cell as written.
        cell: String,
    },
}

/// What a workbook has too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// Parts.
    Parts {
        /// The limit.
        limit: usize,
    },
    /// Bytes in all, unpacked.
    Bytes {
        /// The limit in MiB.
        limit_mib: u64,
    },
    /// Bytes unpacked for each byte packed.
    Ratio {
        /// The limit.
        limit: u64,
    },
    /// Bytes of one text, tag or row.
    OneItem {
        /// The limit in MiB.
        limit_mib: u64,
    },
    /// Elements inside each other.
    Depth {
        /// The limit.
        limit: usize,
    },
    /// Copies of cells and rows that the workbook says stand there.
    Copies {
        /// The limit.
        limit: u64,
    },
}

/// Rows, or the first of many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowList {
    /// How many there are.
    pub count: u64,
    /// The first ones.
    pub first: Vec<u32>,
}

impl RowList {
    /// Rows that are named; more are counted.
    pub const NAMED: usize = 8;

    /// Adds a row.
    pub fn push(&mut self, row: u32) {
        self.count += 1;
        if self.first.len() < Self::NAMED {
            self.first.push(row);
        }
    }
}

/// Why no marked copy can be made of a workbook that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmarkable {
    /// It is of another kind than `.xlsx` and `.xlsm`.
    Kind,
    /// A part that must change does not have the form it should have.
    Form,
    /// A part that must change is not in UTF-8.
    Encoding,
    /// A part that must change is too large.
    TooLarge,
}
