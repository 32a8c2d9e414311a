//! The syntax tree of a rule file: what was written, with its spans; knows nothing of what names mean.
//!
//! Spans are left out of the serialised tree, so that two texts with one meaning serialise alike.

mod expressions;
mod file;
mod forms;
mod literals;
mod measures;
mod overrides;
mod packs;
mod params;
mod rules;
mod scorecards;
mod tables;
mod tests;
mod tiers;
mod words;

pub use expressions::{ArithmeticOp, CompareOp, Expr, ExprKind, Interval, Quantifier};
pub use file::{Broken, File, Item};
pub use forms::{
    Caption, FixedElement, Form, FormColumn, FormList, FormPath, FormPlace, FormUnit, Pick, Setting, Shape,
    Target,
};
pub use literals::Literal;
pub use measures::{Measure, MeasureArg, MeasureUse, Weight};
pub use overrides::{Opening, ParamOverride, Permitted, RuleDeed, RuleOverride};
pub use packs::Pack;
pub use params::Param;
pub use rules::{Exception, Head, Let, Level, Otherwise, Rule, Subject};
pub use scorecards::{Deduction, Scorecard};
pub use tables::{
    BasicType, Child, EntryUnit, Field, FieldUnit, Member, Table, TypeBody, TypeDecl, TypeExpr, TypeKind,
};
pub use tests::{Case, DataLiteral, Entry, Example, Expect, ExpectedVerdict, Given, RecordLiteral, Test};
pub use tiers::{Cover, Pattern, PatternKind, Row, RowOutcome, Tiers};
pub use words::{FieldPath, Ident, Names, Period, Template, TemplatePart, Text};
