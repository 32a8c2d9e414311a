//! What commands say of their own doing, and what is wrong with their arguments.

use super::{Language, en, zh};
use crate::diag::Unmarkable;
use crate::value::Date;

/// Something that a command says besides its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Records checked so far.
    Progress(u64),
    /// The packs have warnings that `heng compile` shows.
    PackWarnings(usize),
    /// All went well with so many packs, rules and cases.
    Compiled {
        /// Packs.
        packs: usize,
        /// Rules.
        rules: usize,
        /// Cases.
        cases: usize,
        /// Warnings shown.
        warnings: usize,
    },
    /// The rules could not be compiled.
    NotCompiled {
        /// Errors shown.
        errors: usize,
        /// Warnings shown.
        warnings: usize,
    },
    /// A file was written in the canonical layout.
    Formatted(String),
    /// A file is not in the canonical layout.
    WouldFormat(String),
    /// The end of `heng fmt`.
    FormatDone {
        /// Files changed, or to be changed.
        changed: usize,
        /// Files that were in order.
        unchanged: usize,
        /// Files that could not be parsed.
        broken: usize,
    },
    /// The end of `heng test`.
    Tested {
        /// Cases that came out as they should.
        passed: usize,
        /// Cases that did not.
        failed: usize,
        /// Cases marked 待修 that did not come out as they should, as was known.
        todo: usize,
    },
    /// Cases of packs above that were not run: packs below have changed what they are about.
    LeftOut(usize),
    /// Cases marked 待修 that come out right by now.
    TodoPasses,
    /// Values around the borders of tiers were tried.
    Borders {
        /// How many.
        points: usize,
        /// Those that do not fall into the one row of the proof.
        wrong: usize,
    },
    /// Values of one tier set around its borders.
    BordersOf(usize),
    /// A change of a rule: something stands in another's place.
    Replaced {
        /// What was there.
        from: String,
        /// What is there instead.
        to: String,
    },
    /// A change of a rule: this was left out.
    Dropped(String),
    /// A change of a rule: this stands under 非.
    Negated(String),
    /// A change of a rule: this border belongs to the row on its other side.
    Turned(String),
    /// A baseline was written.
    BaselineWritten {
        /// Where.
        path: String,
        /// Findings in it.
        findings: usize,
        /// Those that were not in the file before.
        added: usize,
        /// Those that were and are no longer.
        dropped: usize,
    },
    /// Every branch is shown by a case.
    AllShown,
    /// Every mutant is noticed by a case.
    AllNoticed,
    /// A marked copy of a workbook was written.
    Annotated {
        /// Where.
        path: String,
        /// Cells that are marked.
        cells: usize,
        /// Notes.
        notes: usize,
    },
    /// A list of problems was written, because no marked copy can be made.
    Listed {
        /// The file.
        file: String,
        /// Where the list is.
        path: String,
        /// Why.
        reason: Unmarkable,
    },
    /// A copy was changed by hand, and the new one stands beside it.
    Beside {
        /// The copy that was changed.
        path: String,
        /// The new one.
        beside: String,
    },
    /// Something in the program itself went wrong.
    Bug {
        /// What.
        message: String,
        /// Where in the program.
        place: String,
    },
}

/// Words above or before the parts of a command's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// A case that did not come out as it should.
    FailedCase,
    /// What should have come out.
    Expected,
    /// What came out.
    Found,
    /// 规则包.
    Pack,
    /// 施行.
    InForce,
    /// 参数.
    Params,
    /// A parameter whose value was given with the run.
    Overridden,
    /// 测试.
    Cases,
    /// There is no case.
    NoCase,
    /// 规则 as written.
    Text,
    /// Above the column of severities.
    Severity,
    /// Above the column of tables.
    Table,
    /// Nothing came out in this respect.
    Nothing,
    /// 字段.
    Field,
    /// 除外.
    Exceptions,
    /// Coverage and mutation score.
    Figures,
    /// What no case shows.
    NotShown,
    /// Above the column of what the cases notice.
    Mutation,
    /// What no case notices.
    NotNoticed,
    /// The values around the borders of tiers.
    Borders,
    /// The identity of a finding.
    Fingerprint,
    /// Above the steps that led to a finding.
    Steps,
    /// Before a formula with values in place of names.
    WithValues,
    /// Before what a formula comes to.
    ComesTo,
    /// 条件, before its formula.
    ConditionClause,
    /// 除外, before its formula.
    ExceptionClause,
    /// 令, before its formula.
    LetClause,
    /// 要求, before its formula.
    RequirementClause,
    /// 按, before its formula.
    AxisClause,
    /// Above the cells that a rule read.
    CellsRead,
    /// Above the cells that keep a rule from being decided.
    WouldDecide,
    /// In place of a value that was not filled in.
    NotFilledIn,
    /// Above a column of clauses: 条件 and 除外.
    Conditions,
    /// Above a column of clauses: 要求.
    Requirements,
    /// Above a column of clauses: 分档.
    Rows,
    /// 条件 that holds.
    ConditionHolds,
    /// 条件 that does not hold.
    ConditionFails,
    /// 条件 that cannot be known.
    ConditionUnknown,
    /// 除外 that applies.
    ExceptionHolds,
    /// 除外 that does not apply.
    ExceptionFails,
    /// 要求 that is met.
    RequirementHolds,
    /// 要求 that is not met.
    RequirementFails,
    /// A row of a tier set.
    Row,
    /// No value.
    Missing,
    /// Above the table of parameters.
    AllParams,
    /// Above the table of rules.
    AllRules,
    /// Above the column of parameters.
    Param,
    /// Above the column of values.
    Value,
    /// 范围.
    Range,
    /// 下级可调.
    Open,
    /// Above the column of places.
    Source,
    /// Before the place of the declaration.
    Declared,
    /// What packs below have changed.
    Overrides,
}

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
    /// What a command says of its own doing.
    pub fn notice(self, notice: &Notice) -> String {
        match self {
            Self::Chinese => zh::cli::notice(notice),
            Self::English => en::cli::notice(notice),
        }
    }

    /// What is wrong with the arguments: a sentence and, where there is one, the remedy.
    pub fn usage(self, usage: &Usage) -> super::Sentence {
        match self {
            Self::Chinese => zh::cli::usage(usage),
            Self::English => en::cli::usage(usage),
        }
    }

    /// Days from the first to the last, where there is one.
    pub fn period(self, from: Date, to: Option<Date>) -> String {
        match (self, to) {
            (Self::Chinese, None) => format!("{from} 起"),
            (Self::Chinese, Some(to)) => format!("{from} 起至 {to}"),
            (Self::English, None) => format!("from {from}"),
            (Self::English, Some(to)) => format!("from {from} to {to}"),
        }
    }

    /// The words above or before a part of a command's result.
    pub const fn heading(self, heading: Heading) -> &'static str {
        match self {
            Self::Chinese => zh::cli::heading(heading),
            Self::English => en::cli::heading(heading),
        }
    }

    /// Help for a command (`""` is `heng` itself), and for one of its arguments by its identifier. `None`
    /// for what there is not.
    pub fn help(self, command: &str, argument: Option<&str>) -> Option<&'static str> {
        match (self, argument) {
            (Self::Chinese, None) => zh::cli::command(command),
            (Self::Chinese, Some(argument)) => zh::cli::argument(command, argument),
            (Self::English, None) => en::cli::command(command),
            (Self::English, Some(argument)) => en::cli::argument(command, argument),
        }
    }

    /// How a command is called.
    pub fn usage_line(self, command: &str) -> Option<&'static str> {
        match self {
            Self::Chinese => zh::cli::usage_line(command),
            Self::English => en::cli::usage_line(command),
        }
    }

    /// What stands at the end of a command's help page.
    pub fn after_help(self, command: &str) -> Option<&'static str> {
        match self {
            Self::Chinese => zh::cli::after_help(command),
            Self::English => en::cli::after_help(command),
        }
    }

    /// Where to read how the command is called.
    pub const fn see_help(self) -> &'static str {
        match self {
            Self::Chinese => zh::cli::SEE_HELP,
            Self::English => en::cli::SEE_HELP,
        }
    }

    /// What stands for the value of an argument.
    pub fn placeholder(self, argument: &str) -> Option<&'static str> {
        match self {
            Self::Chinese => zh::cli::placeholder(argument),
            Self::English => en::cli::placeholder(argument),
        }
    }

    /// The words that an argument takes, after its help.
    pub fn choices(self, words: &[String]) -> String {
        match self {
            Self::Chinese => zh::cli::choices(words),
            Self::English => en::cli::choices(words),
        }
    }

    /// Why the operating system refused; in its own words where there are no better ones.
    pub fn io_reason(self, error: &std::io::Error) -> String {
        let known = match self {
            Self::Chinese => zh::cli::io_reason(error.kind()),
            Self::English => en::cli::io_reason(error.kind()),
        };
        known.map_or_else(|| error.to_string(), str::to_owned)
    }

    /// The headings of a help page: usage, commands, arguments, options.
    pub const fn help_headings(self) -> [&'static str; 4] {
        match self {
            Self::Chinese => ["用法", "命令", "参数", "选项"],
            Self::English => ["Usage", "Commands", "Arguments", "Options"],
        }
    }
}
