//! The kinds of things that names in rules stand for.

/// What a name can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A name in an expression: field, parameter, 令 or member.
    Value,
    /// A field of a record.
    Field,
    /// A member of an enumeration.
    Member,
    /// A type.
    Type,
    /// A table.
    Table,
    /// A form.
    Form,
    /// A parameter.
    Param,
    /// A measure.
    Measure,
    /// A scorecard.
    Scorecard,
    /// A rule.
    Rule,
    /// A function.
    Function,
    /// A 令.
    Let,
    /// An argument of a measure.
    Argument,
    /// A rule pack.
    Pack,
    /// 样例 of a table.
    Example,
    /// A row of a tier set, by its label.
    Row,
}
