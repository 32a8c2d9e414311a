//! Names, texts, templates and periods: what all constructs are made of.

use serde::Serialize;

use super::Expr;
use super::literals::{date, date_if_any};
use crate::source::Span;
use crate::value::Date;

/// A name as written, without backticks.
#[derive(Clone, Debug, Serialize)]
pub struct Ident {
    /// The name.
    pub text: String,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// One or two spellings.
#[derive(Clone, Debug, Serialize)]
pub struct Names {
    /// The spelling written first.
    pub first: Ident,
    /// The spelling written second.
    pub second: Option<Ident>,
}

/// A text without holes.
#[derive(Clone, Debug, Serialize)]
pub struct Text {
    /// Its characters.
    pub text: String,
    /// Its place, quotes included.
    #[serde(skip)]
    pub span: Span,
}

/// A text with holes.
#[derive(Clone, Debug, Serialize)]
pub struct Template {
    /// Characters and holes in turn.
    pub parts: Vec<TemplatePart>,
    /// Its place, quotes included.
    #[serde(skip)]
    pub span: Span,
}

/// A piece of a template.
#[derive(Clone, Debug, Serialize)]
pub enum TemplatePart {
    /// Characters.
    Text(String),
    /// `{expression}`.
    Hole(Expr),
}

/// 施行 … 起 [至 …].
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// First day.
    #[serde(serialize_with = "date")]
    pub from: Date,
    /// Last day, itself included.
    #[serde(serialize_with = "date_if_any")]
    pub to: Option<Date>,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// A field path as written, `指标[2].权重`.
#[derive(Clone, Debug, Serialize)]
pub struct FieldPath {
    /// The path, without white space.
    pub text: String,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}
