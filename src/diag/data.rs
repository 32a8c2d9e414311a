//! What can be wrong with a document.

use super::Habit;

/// A document that cannot be read, or a cell that cannot be read as its type.
///
/// Field paths are in the first spelling (`评价.得分`, `指标[2].权重`).
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum DataProblem {
    /// Two records of a table with one key.
    #[strum(serialize = "read/duplicate-record-key")]
    DuplicateRecordKey {
        /// The table.
        table: String,
        /// The key.
        key: String,
        /// How many records have it.
        records: u64,
    },
    /// A record of a child table whose parent is not there.
    #[strum(serialize = "read/no-parent")]
    NoParent {
        /// The child table.
        table: String,
        /// The table of the parents.
        parent: String,
        /// The key of the parent; `None` where it is not whole.
        key: Option<String>,
    },
    /// A list that was filled in, and by a child table as well.
    #[strum(serialize = "read/list-twice")]
    ListTwice {
        /// The list.
        field: String,
        /// Records of the child table.
        rows: usize,
    },
    /// Bytes that are not UTF-8.
    #[strum(serialize = "read/not-utf8")]
    NotUtf8 {
        /// Offset of the first such byte.
        offset: usize,
    },
    /// Bytes that are not in the encoding that was asked for or that the others are in.
    #[strum(serialize = "read/undecodable")]
    Undecodable {
        /// The encoding's name.
        encoding: &'static str,
        /// Offset of the first such byte.
        offset: usize,
    },
    /// A file in another encoding than UTF-8, which was read.
    #[strum(serialize = "read/encoding")]
    Encoding {
        /// The encoding's name.
        name: &'static str,
    },
    /// A byte of value zero, which no text has.
    #[strum(serialize = "read/nul-byte")]
    NulByte {
        /// Offset of the first one.
        offset: usize,
    },
    /// The text breaks the format's grammar.
    #[strum(serialize = "read/bad-syntax")]
    BadSyntax {
        /// The format's name, `JSON`.
        format: &'static str,
        /// What stands there, shortened; empty at the end of the text.
        found: String,
        /// How it breaks the grammar.
        detail: Flaw,
    },
    /// A TOML key that must stand in quotes.
    #[strum(serialize = "read/bare-key")]
    BareKey {
        /// The first such key as written.
        key: String,
        /// How many more there are in the file.
        others: usize,
    },
    /// The text ends in the middle.
    #[strum(serialize = "read/truncated")]
    Truncated {
        /// The format's name.
        format: &'static str,
    },
    /// Values nested deeper than the limit.
    #[strum(serialize = "read/too-deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// YAML aliases that repeat more than the limit.
    #[strum(serialize = "read/alias-budget")]
    AliasBudget {
        /// The limit, in values.
        limit: usize,
    },
    /// A YAML tag with a meaning of its own.
    #[strum(serialize = "read/refused-tag")]
    RefusedTag {
        /// The tag as written.
        tag: String,
    },
    /// A key that stands twice in one object.
    #[strum(serialize = "read/duplicate-key")]
    DuplicateKey {
        /// The key as written.
        key: String,
    },
    /// Two keys that are spellings of one field.
    #[strum(serialize = "read/same-field-twice")]
    SameFieldTwice {
        /// The field.
        field: String,
        /// The second key as written.
        key: String,
    },
    /// A key that is no field of the record.
    #[strum(serialize = "read/unknown-field")]
    UnknownField {
        /// The key as written, with its path.
        key: String,
        /// The field that looks like it.
        nearest: Option<String>,
    },
    /// A key that is no table, beside keys that are.
    #[strum(serialize = "read/unknown-table")]
    UnknownTable {
        /// The key as written.
        key: String,
        /// The table that looks like it.
        nearest: Option<String>,
    },
    /// A required field that was not filled in.
    #[strum(serialize = "read/missing-required")]
    MissingRequired {
        /// The field.
        field: String,
    },
    /// A value that cannot be read as the field's type.
    #[strum(serialize = "read/malformed-value")]
    MalformedValue {
        /// The field.
        field: String,
        /// The value as written, shortened.
        found: String,
        /// What the field holds.
        expected: Expected,
    },
    /// A value that is not written as its type is, and has one meaning all the same: it was read. Told once a
    /// habit and file.
    #[strum(serialize = "read/normalized")]
    Normalized {
        /// What was undone.
        habit: Habit,
        /// The field.
        field: String,
        /// The value as written, shortened.
        found: String,
        /// How it was read.
        read_as: String,
    },
    /// Characters in a value that nobody sees.
    #[strum(serialize = "read/invisible-character")]
    InvisibleCharacter {
        /// The field.
        field: String,
        /// The first such character.
        character: char,
    },
    /// An amount that is ten thousand times another one of its record. Told once for the two fields and file.
    #[strum(serialize = "read/unit-guess")]
    UnitGuess {
        /// The field with the greater amount.
        field: String,
        /// The field with the other.
        other: String,
    },
    /// A value that is readable but lies outside the field's range.
    #[strum(serialize = "read/out-of-range")]
    OutOfRange {
        /// The field.
        field: String,
        /// The value as written.
        found: String,
        /// The range, `[0, 100]`.
        range: String,
    },
    /// A text that does not match the field's pattern.
    #[strum(serialize = "read/pattern-mismatch")]
    PatternMismatch {
        /// The field.
        field: String,
        /// The text as written.
        found: String,
        /// The pattern.
        pattern: String,
    },
    /// A text that is no member of the field's enumeration.
    #[strum(serialize = "read/unknown-member")]
    UnknownMember {
        /// The field.
        field: String,
        /// The text as written.
        found: String,
        /// The members' first spellings.
        members: Vec<String>,
        /// The member that looks like it.
        nearest: Option<String>,
    },
    /// A document, or a table in it, that holds something other than records.
    #[strum(serialize = "read/not-a-record")]
    NotARecord {
        /// What it holds.
        found: Shape,
    },
    /// A file that ends in no known format.
    #[strum(serialize = "read/unknown-format")]
    UnknownFormat {
        /// The file name's ending, without the dot.
        ending: String,
    },
    /// A file without any record.
    #[strum(serialize = "read/no-record")]
    NoRecord,
    /// A CSV row with another number of cells than the header.
    #[strum(serialize = "read/ragged-row")]
    RaggedRow {
        /// Row, from 1, header included.
        row: usize,
        /// Its cells.
        found: usize,
        /// The header's cells.
        expected: usize,
    },
    /// A quoted CSV cell whose closing quote is not there.
    #[strum(serialize = "read/unclosed-quote")]
    UnclosedQuote {
        /// Row, from 1, header included.
        row: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A file larger than the limit.
    #[strum(serialize = "read/too-large")]
    TooLarge {
        /// The limit in MiB.
        limit_mib: usize,
    },
    /// A program has no main table, so a bare document has no meaning.
    #[strum(serialize = "read/no-main-table")]
    NoMainTable,
}

/// How a text breaks its format's grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A value should stand here.
    NoValue,
    /// A key, in double quotes in JSON, should stand here.
    NoKey,
    /// One of these marks should stand here.
    NoMark(&'static [&'static str]),
    /// A comma before a closing bracket.
    TrailingComma,
    /// Something after the end of the document.
    AfterEnd,
    /// A line that ends before its document does.
    LineEnds,
    /// A number that is not written as the format writes numbers.
    BadNumber,
    /// A backslash sequence that the format does not have, or half of a surrogate pair.
    BadEscape,
    /// A control character that must be escaped.
    ControlCharacter,
    /// A word that is no value: `None`, `NaN`, `undefined`.
    UnknownWord,
    /// A comment where the format has none.
    Comment,
    /// A text without its closing quote.
    UnclosedText,
    /// A text that must stand in quotes.
    UnquotedText,
    /// Characters between a closing quote and the end of the cell.
    AfterQuote,
    /// Indentation that fits no level, or a tab in it.
    Indentation,
    /// A colon in a text that does not stand in quotes.
    ColonInText,
    /// A key that is a list or an object.
    KeyNotText,
    /// An alias of something that has not been named before.
    UnknownAlias,
    /// The merge key `<<`.
    MergeKey,
    /// Anything else, in the words of the format's own reader.
    Words(String),
}

/// What a cell should have held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// A share.
    Ratio,
    /// An amount; bare numbers are in this unit.
    Money(&'static str),
    /// A date.
    Date,
    /// A year.
    Year,
    /// A number of days.
    Days,
    /// A nested record.
    Record,
    /// A list.
    List,
}

/// What a document holds where records were expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Nothing,
    /// A single value.
    Scalar,
    /// A list.
    List,
    /// An object.
    Object,
}
