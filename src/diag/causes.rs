//! Why something that a rule file says cannot be.

/// Why a list can have no child table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChildFlaw {
    /// The list belongs to a declared type, or to the elements of a list.
    NotOfTable,
    /// Its table has no key.
    NoKey {
        /// The table.
        table: String,
    },
    /// Its elements have a field of the name of a key of the table.
    KeyInElement {
        /// The field.
        field: String,
    },
}

/// Why a test can never have the outcome it expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Its record belongs to another table than the rule is about.
    OtherTable {
        /// The rule's table.
        table: String,
    },
    /// The rule has no way to this verdict.
    Verdict,
    /// A severity, a measure, an amount or a field with a verdict that has none.
    NothingToSay,
    /// The rule never gives this severity.
    Severity,
    /// The rule never applies this measure.
    Measure,
    /// The rule takes no points off a scorecard.
    Points,
    /// The rule has no measure with an amount.
    Amount,
}
