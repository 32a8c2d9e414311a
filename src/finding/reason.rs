//! Why a rule ended as it did, where its own message does not say it; worded in `text`.

/// What a finding says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The rule's own message, its holes filled.
    Rule(String),
    /// Why no verdict could be given.
    Reason(Reason),
}

/// Why no verdict could be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It hangs on cells that are malformed or missing.
    Hangs(Vec<Cause>),
    /// A number grew past what can be held exactly.
    Overflow,
    /// A division by zero.
    DivisionByZero,
    /// A text that the rule reads as a number and that is none.
    NotANumber,
}

/// A cell that a verdict hangs on. Fields are paths in both spellings: first, last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Filled in but not readable.
    Malformed {
        /// The field.
        field: (String, String),
        /// The text as written, shortened.
        found: String,
    },
    /// A table has no record with that key.
    NotFound {
        /// The table: first spelling, last spelling.
        table: (String, String),
        /// The key.
        key: String,
    },
    /// A table has several records with that key.
    Several {
        /// The table: first spelling, last spelling.
        table: (String, String),
        /// The key.
        key: String,
    },
    /// Not filled in.
    Missing {
        /// The field.
        field: (String, String),
    },
}
