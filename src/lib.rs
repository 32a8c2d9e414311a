//! **heng** (衡) checks declarations of public money against rules of budget performance management.
//!
//! # Rooms
//!
//! A room imports lower floors only; rooms on one floor do not see each other (`tests/it/architecture.rs`).
//!
//! | floor | rooms |
//! |---|---|
//! | 7 | [`cli`] |
//! | 6 | [`session`] |
//! | 5 | [`eval`], [`report`] |
//! | 4 | [`ir`], [`text`] |
//! | 3 | [`syntax`], [`read`], [`builtins`], [`finding`] |
//! | 2 | [`schema`], [`diag`], [`sample`] |
//! | 1 | [`source`], [`value`] |
//!
//! # Glossary
//!
//! | word | 中文 | meaning |
//! |---|---|---|
//! | pack | 规则包 | a folder of rule files with one namespace |
//! | rule | 规则 | a condition and what it demands, with a stable code |
//! | tiers | 分档 | a rule that maps the values of its axes to outcomes |
//! | measure | 处置 | what follows from a finding, with a weight and an amount |
//! | basis | 依据 | the article a rule rests on |
//! | table | 表 | a dataset; a subject (对象) is one of its records |
//! | child table | 子表 | a table whose records are elements of lists of another one, its parent |
//! | declaration | 申报 | a document: one record of the main table, or several |
//! | present, missing, malformed | 已填、未填、无法识别 | the three states of a cell |
//! | verdict | 判定 | pass, fail, not applicable, undetermined, fault |
//! | finding | 问题 | a rule that a subject does not meet, or that could not be decided on it |
//! | waiver | 豁免 | a finding that may stand, approved up to a day; the finding is waived (已豁免) |
//! | explanation | 情况说明 | what a unit answers to a finding, still to be looked at; the finding is explained (已说明) |
//! | suppression | 答复 | a waiver or an explanation as a finding carries it |
//! | baseline | 基线 | findings that were known before: those of a run are new (新增) or unchanged (仍有), its own may be fixed (已整改) |
//! | scorecard | 考核 | full marks of units, off which findings take points |
//! | decision | 处理意见 | the gravest measure that fired on a subject |
//! | diagnostic | 诊断 | something wrong with a text somebody wrote: rules, documents, configuration |
//! | site, place | 位置 | where in a file; a place is a site with the field and its value |

pub mod builtins;
pub mod cli;
pub mod diag;
pub mod eval;
pub mod finding;
pub mod ir;
pub mod read;
pub mod report;
pub mod sample;
pub mod schema;
pub mod session;
pub mod source;
pub mod syntax;
pub mod text;
pub mod value;
