//! What can be wrong with the form of a rule file.

/// A rule file that cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum SyntaxProblem {
    /// Something else was expected here.
    #[strum(serialize = "syntax/unexpected")]
    Unexpected {
        /// What stands here, shortened; empty at the end of the file.
        found: String,
        /// What could stand here.
        expected: Vec<Token>,
        /// A keyword that looks like what stands here.
        nearest: Option<String>,
    },
    /// A word of the language in the place of a name.
    #[strum(serialize = "syntax/reserved-name")]
    ReservedName {
        /// The word.
        name: String,
    },
    /// Text that belongs to no item.
    #[strum(serialize = "syntax/not-an-item")]
    NotAnItem {
        /// What stands here, shortened.
        found: String,
        /// An item keyword that looks like it.
        nearest: Option<String>,
    },
    /// A text without its closing quote.
    #[strum(serialize = "syntax/unclosed-text")]
    UnclosedText,
    /// A bracket without its partner.
    #[strum(serialize = "syntax/unclosed-bracket")]
    UnclosedBracket {
        /// The bracket that was opened.
        open: char,
    },
    /// A clause that may stand once stands twice.
    #[strum(serialize = "syntax/repeated-clause")]
    RepeatedClause {
        /// The clause's keyword as written.
        clause: String,
    },
    /// An item lacks a clause that it needs.
    #[strum(serialize = "syntax/missing-clause")]
    MissingClause {
        /// The clause.
        clause: Token,
        /// The item's name as written.
        item: String,
    },
    /// A number or date that cannot be read.
    #[strum(serialize = "syntax/bad-literal")]
    BadLiteral {
        /// The text.
        text: String,
    },
    /// Brackets or operators nested deeper than the limit.
    #[strum(serialize = "syntax/too-deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// A character that cannot be seen, or that changes the order of the text, outside a text.
    #[strum(serialize = "syntax/invisible-character")]
    InvisibleCharacter {
        /// Its code point, `U+200B`.
        code_point: String,
    },
    /// Bytes that are not UTF-8.
    #[strum(serialize = "syntax/not-utf8")]
    NotUtf8 {
        /// First byte that is not.
        offset: usize,
    },
}

/// What a parser can expect, named once here and worded in `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// A keyword, by its Chinese spelling.
    Keyword(&'static str),
    /// A punctuation mark.
    Mark(&'static str),
    /// A name.
    Name,
    /// A rule's code.
    Code,
    /// An expression.
    Expression,
    /// An operator.
    Operator,
    /// A text in quotes.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A type.
    Type,
    /// A clause of the item.
    Clause,
    /// A field's declaration.
    Field,
    /// A member of an enumeration.
    Member,
    /// A row of a tier set.
    Row,
    /// An interval.
    Interval,
    /// A value.
    Value,
    /// An item.
    Item,
    /// The end of the file.
    End,
}
