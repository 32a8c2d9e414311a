//! The words in a rule's own message. They belong to the message, which is as its pack has it, and not to the
//! language of the reader: the same input gives the same message in every language.

/// In place of a value that was not filled in.
pub const NOT_FILLED_IN: &str = "（未填）";
/// In place of a value that could not be computed.
pub const NOT_COMPUTABLE: &str = "（无法计算）";
/// In place of a value of a record that is not there.
pub const NOT_FOUND: &str = "（无此记录）";
/// In place of the key of records whose own cannot be read.
pub const UNREADABLE: &str = "（无法识别）";
/// The whole batch, in place of a table: Chinese, English.
pub const BATCH: [&str; 2] = ["批次", "batch"];
/// After the name of a table: the field that names its records.
pub const NAME_OF: &str = "名称";
/// 是.
pub const YES: &str = "是";
/// 否.
pub const NO: &str = "否";
/// After a number of days.
pub const DAYS: &str = "天";
/// Between the members of a set.
pub const BETWEEN_MEMBERS: &str = "、";
