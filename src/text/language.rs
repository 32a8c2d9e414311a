//! The languages of messages.

/// A language of messages. Names of rules and fields, and the rules' own messages, are as their pack has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}
