//! 表样: where the fields of a record stand in a form.

use serde::Serialize;

use super::literals::unit;
use super::{Expr, Ident, Names, Text};
use crate::source::Span;
use crate::value::Unit;

/// 表样.
#[derive(Clone, Debug, Serialize)]
pub struct Form {
    /// Its name.
    pub names: Names,
    /// 对象: the table whose record it holds.
    pub table: Option<Ident>,
    /// 按: the fields that name the record where its key is not on the form.
    pub by: Vec<Ident>,
    /// 标题: one of these is written above it.
    pub headings: Vec<Text>,
    /// 单位: the captions that name the unit of entry.
    pub units: Vec<Text>,
    /// 单位: the unit where no caption names one.
    pub unit: Option<FormUnit>,
    /// 固定: what the form itself says.
    pub fixed: Vec<Setting>,
    /// 固定 … 其中: elements of lists that the form itself is or brings.
    pub elements: Vec<FixedElement>,
    /// Single cells.
    pub picks: Vec<Pick>,
    /// 清单.
    pub lists: Vec<FormList>,
    /// 样文: how texts begin that are printed where something is to be filled in.
    pub hints: Vec<Text>,
    /// 不读: captions of cells that are not read.
    pub ignored: Vec<Text>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A unit of entry.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FormUnit(#[serde(serialize_with = "unit")] pub Unit);

/// `版本 = 年初数`.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
    /// The field.
    pub path: FormPath,
    /// Its value.
    pub value: Expr,
}

/// `附件 其中 (种类 = 申报表)`.
#[derive(Clone, Debug, Serialize)]
pub struct FixedElement {
    /// The list.
    pub list: FormPath,
    /// What is known of the element.
    pub settings: Vec<Setting>,
}

/// A field of the record, or of an element of a list.
#[derive(Clone, Debug, Serialize)]
pub struct FormPath {
    /// The names on the way.
    pub steps: Vec<Ident>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A cell and the fields that it holds.
#[derive(Clone, Debug, Serialize)]
pub struct Pick {
    /// Where it is.
    pub place: FormPlace,
    /// `?`: a form without it is one all the same.
    pub optional: bool,
    /// What it holds.
    pub targets: Vec<Target>,
    /// 其中: what else is known of the element of a list that it belongs to.
    pub element: Vec<Setting>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// Where a cell is.
#[derive(Clone, Debug, Serialize)]
pub enum FormPlace {
    /// 同格: it has that shape.
    Inside(Text),
    /// 右: beside a caption.
    Right(Caption),
    /// 下: below a caption.
    Below(Caption),
    /// 行 … 列 …: where the row of one caption and the column of another meet.
    Crossing(Vec<Text>, Vec<Text>),
}

/// A caption by its wordings.
#[derive(Clone, Debug, Serialize)]
pub struct Caption {
    /// The wordings.
    pub texts: Vec<Text>,
    /// 列: a caption below which it stands.
    pub column: Option<Text>,
}

/// What a cell, or a part of it, holds.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// 或: the first one that fits.
    pub shapes: Vec<Shape>,
    /// `?`: where none fits, nothing was filled in.
    pub lenient: bool,
}

/// A way in which a cell can be filled in.
#[derive(Clone, Debug, Serialize)]
pub enum Shape {
    /// The value of a field.
    Field(FormPath),
    /// A text with fields in its holes.
    Pattern(Text),
}

/// 清单: a table inside the form, an element a row.
#[derive(Clone, Debug, Serialize)]
pub struct FormList {
    /// The list.
    pub path: FormPath,
    /// 按: the fields by which the elements of two forms are the same.
    pub keys: Vec<Ident>,
    /// 止: captions below it.
    pub until: Vec<Text>,
    /// Its columns.
    pub columns: Vec<FormColumn>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A column of a table inside a form.
#[derive(Clone, Debug, Serialize)]
pub struct FormColumn {
    /// The wordings of its heading.
    pub texts: Vec<Text>,
    /// Which of the columns with that heading, from 1.
    pub number: Option<u32>,
    /// `?`: a table without it is one all the same.
    pub optional: bool,
    /// What it holds.
    pub targets: Vec<Target>,
    /// 同上: a blank cell holds what the one above holds.
    pub ditto: bool,
}
