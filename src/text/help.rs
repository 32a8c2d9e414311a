//! Help pages, and what is wrong with arguments.

use super::{Language, Sentence, en, zh};

/// What is wrong with the arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Usage {
    /// An option that there is not.
    UnknownArgument {
        /// As given.
        argument: String,
        /// One like it.
        nearest: Option<String>,
    },
    /// A command that there is not.
    UnknownCommand {
        /// As given.
        command: String,
        /// One like it.
        nearest: Option<String>,
    },
    /// A value that the option does not take.
    BadValue {
        /// The option.
        argument: String,
        /// The value as given.
        value: String,
        /// The values it takes.
        possible: Vec<String>,
        /// One like it.
        nearest: Option<String>,
    },
    /// An option without its value.
    NoValue {
        /// The option.
        argument: String,
        /// The values it takes.
        possible: Vec<String>,
    },
    /// Arguments that must be given.
    Missing(Vec<String>),
    /// No command.
    NoCommand,
    /// An option given more than once.
    Repeated(String),
    /// Anything else, in the words of the argument parser.
    Other(String),
}

impl Language {
    /// What is wrong with the arguments: a sentence and, where there is one, the remedy.
    pub fn usage(self, usage: &Usage) -> Sentence {
        match self {
            Self::Chinese => zh::help::usage(usage),
            Self::English => en::help::usage(usage),
        }
    }

    /// Help for a command (`""` is `heng` itself), and for one of its arguments by its identifier. `None`
    /// for what there is not.
    pub fn help(self, command: &str, argument: Option<&str>) -> Option<&'static str> {
        match (self, argument) {
            (Self::Chinese, None) => zh::help::command(command),
            (Self::Chinese, Some(argument)) => zh::help::argument(command, argument),
            (Self::English, None) => en::help::command(command),
            (Self::English, Some(argument)) => en::help::argument(command, argument),
        }
    }

    /// How a command is called.
    pub fn usage_line(self, command: &str) -> Option<&'static str> {
        match self {
            Self::Chinese => zh::help::usage_line(command),
            Self::English => en::help::usage_line(command),
        }
    }

    /// What stands at the end of a command's help page.
    pub fn after_help(self, command: &str) -> Option<&'static str> {
        match self {
            Self::Chinese => zh::help::after_help(command),
            Self::English => en::help::after_help(command),
        }
    }

    /// Where to read how the command is called.
    pub const fn see_help(self) -> &'static str {
        match self {
            Self::Chinese => zh::help::SEE_HELP,
            Self::English => en::help::SEE_HELP,
        }
    }

    /// What stands for the value of an argument.
    pub fn placeholder(self, argument: &str) -> Option<&'static str> {
        match self {
            Self::Chinese => zh::help::placeholder(argument),
            Self::English => en::help::placeholder(argument),
        }
    }

    /// The words that an argument takes, after its help.
    pub fn choices(self, words: &[String]) -> String {
        match self {
            Self::Chinese => zh::help::choices(words),
            Self::English => en::help::choices(words),
        }
    }

    /// The headings of a help page: usage, commands, arguments, options.
    pub const fn help_headings(self) -> [&'static str; 4] {
        match self {
            Self::Chinese => ["用法", "命令", "参数", "选项"],
            Self::English => ["Usage", "Commands", "Arguments", "Options"],
        }
    }
}
