//! What can be wrong around a run: arguments, configuration, inputs and outputs.

/// Arguments, configuration, inputs and outputs.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum SetupProblem {
    /// A path that does not exist or cannot be read.
    #[strum(serialize = "input/unreadable")]
    Unreadable {
        /// The operating system's reason.
        reason: String,
    },
    /// No input file was found under the given paths.
    #[strum(serialize = "input/none")]
    NoInput {
        /// The paths as given.
        paths: Vec<String>,
    },
    /// A file that was changed while it was checked.
    #[strum(serialize = "input/changed")]
    Changed,
    /// A file that was changed while it was checked, so that places are lost.
    #[strum(serialize = "input/mixed")]
    Mixed,
    /// A file given more than once; it is checked once.
    #[strum(serialize = "input/repeated")]
    Repeated,
    /// No such pack.
    #[strum(serialize = "pack/unknown")]
    UnknownPack {
        /// The name or path.
        name: String,
        /// A pack with a name like it.
        nearest: Option<String>,
    },
    /// A folder without a rule file.
    #[strum(serialize = "pack/empty")]
    EmptyPack,
    /// A parameter that no pack has.
    #[strum(serialize = "option/unknown-param")]
    UnknownParam {
        /// The name as given.
        name: String,
        /// A parameter with a name like it.
        nearest: Option<String>,
    },
    /// A value that cannot be read as the parameter's type.
    #[strum(serialize = "option/bad-param")]
    BadParam {
        /// The parameter.
        name: String,
        /// The value as given.
        value: String,
        /// The type's name in Chinese and English.
        expected: (&'static str, &'static str),
    },
    /// A rule code or prefix that selects nothing.
    #[strum(serialize = "option/selects-nothing")]
    SelectsNothing {
        /// The code as given.
        code: String,
        /// A code like it.
        nearest: Option<String>,
    },
    /// A rule code or prefix that selects only rules that a pack has disabled.
    #[strum(serialize = "option/selects-disabled")]
    SelectsDisabled {
        /// The code as given.
        code: String,
        /// The pack.
        pack: String,
        /// Its reason.
        reason: String,
    },
    /// A table that no pack has.
    #[strum(serialize = "option/unknown-table")]
    UnknownTable {
        /// The name as given.
        name: String,
        /// A table with a name like it.
        nearest: Option<String>,
    },
    /// An option whose text does not have its form.
    #[strum(serialize = "option/bad-form")]
    BadOption {
        /// The option.
        option: &'static str,
        /// The text as given.
        value: String,
        /// The form it should have.
        form: &'static str,
    },
    /// `heng.toml` cannot be read.
    #[strum(serialize = "config/bad-syntax")]
    BadConfig {
        /// The TOML reader's words.
        detail: String,
    },
    /// `heng.toml` has a key that means nothing.
    #[strum(serialize = "config/unknown-key")]
    UnknownKey {
        /// The key.
        key: String,
        /// A key like it.
        nearest: Option<String>,
        /// All keys there are.
        known: Vec<&'static str>,
    },
    /// `heng.toml` has a value of another kind than its key takes.
    #[strum(serialize = "config/wrong-kind")]
    WrongKind {
        /// The key.
        key: String,
        /// What it takes.
        expected: Setting,
    },
    /// A field that no table has.
    #[strum(serialize = "option/unknown-field")]
    UnknownField {
        /// The name as given.
        name: String,
        /// A field with a name like it.
        nearest: Option<String>,
    },
    /// A rule code that no pack has.
    #[strum(serialize = "option/unknown-rule")]
    UnknownRule {
        /// The code as given.
        code: String,
        /// A code like it.
        nearest: Option<String>,
    },
    /// A fingerprint that no finding of the run has.
    #[strum(serialize = "option/unknown-finding")]
    UnknownFinding {
        /// The digits as given.
        fingerprint: String,
        /// Findings of the run.
        findings: usize,
    },
    /// A file that is no record of a run, or one of another version.
    #[strum(serialize = "record/bad")]
    BadRecord {
        /// What is wrong, in the JSON reader's words.
        detail: String,
    },
    /// An output that would replace an input.
    #[strum(serialize = "output/overwrites-input")]
    OverwritesInput,
    /// A file that two outputs of a run would be written to.
    #[strum(serialize = "output/same")]
    SameOutput,
    /// An output that cannot be written.
    #[strum(serialize = "output/unwritable")]
    Unwritable {
        /// The operating system's reason.
        reason: String,
    },
}

/// What a key of `heng.toml` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A date.
    Date,
    /// A table of names and values.
    Table,
    /// Any number of tables of one name.
    Tables,
    /// A text, a number, a yes or no, or a list of these.
    Value,
    /// Patterns of paths.
    Pattern,
    /// One of these words.
    Word(&'static [&'static str]),
}
