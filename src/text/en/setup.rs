//! What is wrong with arguments, configuration, inputs and outputs, in words.

use super::data::endings;
use crate::diag::{Setting, SetupProblem};
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &SetupProblem) -> Sentence {
    match problem {
        SetupProblem::Unreadable { reason } => Sentence::with_help(
            format!("cannot be read: {reason}"),
            "check the path, whether another program holds the file, and the permissions",
        ),
        SetupProblem::NoInput { paths } => Sentence::with_help(
            format!("no declaration was found under {}", quoted(paths)),
            format!(
                "declarations end in one of these: {}; in folders, names that begin with `.` and `heng.toml` do not count",
                endings()
            ),
        ),
        SetupProblem::Changed => Sentence::with_help(
            "this file was changed while it was checked, so no copy of it was written",
            "close it in other programs and check it again",
        ),
        SetupProblem::Mixed => Sentence::with_help(
            "this file was changed while it was checked: findings may mix what it held before and after, and some places are lost",
            "check it again when nothing writes to it any more",
        ),
        SetupProblem::Repeated => Sentence::bare("this file is given more than once and checked once"),
        SetupProblem::UnknownPack { name, nearest } => suggest(
            format!("there is no pack `{name}`"),
            nearest.as_deref(),
            "a pack is a folder with .heng files, or the name of an embedded pack",
        ),
        SetupProblem::EmptyPack => Sentence::with_help(
            "this folder holds no rule file",
            "rule files end in .heng and lie in the pack's folder itself",
        ),
        SetupProblem::UnknownParam { name, nearest } => suggest(
            format!("there is no parameter `{name}`"),
            nearest.as_deref(),
            "parameters are declared by `param` in a pack",
        ),
        SetupProblem::BadParam { name, value, expected } => Sentence::with_help(
            format!("the value `{value}` of parameter `{name}` is no {}", expected.1),
            "write it as in a rule: 50万元, 20%, 30天, 2020-01-01",
        ),
        SetupProblem::SelectsNothing { code, nearest } => suggest(
            format!("no rule has the code `{code}` or one that begins with it"),
            nearest.as_deref(),
            "`heng rules` lists all codes",
        ),
        SetupProblem::SelectsDisabled { code, pack, reason } => Sentence::with_help(
            format!("pack `{pack}` has disabled what `{code}` selects: {reason}"),
            "a disabled rule is not checked: leave the code out, or use packs that do not disable it",
        ),
        SetupProblem::UnknownTable { name, nearest } => suggest(
            format!("there is no table `{name}`"),
            nearest.as_deref(),
            "tables are declared by `table` in a pack",
        ),
        SetupProblem::UnknownField { name, nearest } => suggest(
            format!("no table has a field `{name}`"),
            nearest.as_deref(),
            "fields are declared by `table` in a pack; only those of a record itself can be named here",
        ),
        SetupProblem::UnknownRule { code, nearest } => {
            suggest(format!("there is no rule `{code}`"), nearest.as_deref(), "`heng rules` lists all codes")
        }
        SetupProblem::BadOption { option, value, form } if value.is_empty() => {
            Sentence::with_help(format!("`{option}` needs a value here"), format!("write it as {form}"))
        }
        SetupProblem::BadOption { option, value, form } => {
            Sentence::with_help(format!("`{option}` does not take `{value}`"), format!("write it as {form}"))
        }
        SetupProblem::BadConfig { detail } => Sentence::with_help(
            format!("the configuration is not TOML: {detail}"),
            "texts and Chinese names stand in quotes, \"压减比例\" = \"30%\"; lists are written [\"a\", \"b\"]",
        ),
        SetupProblem::UnknownKey { key, nearest, known } => unknown_key(key, nearest.as_deref(), known),
        SetupProblem::WrongKind { key, expected } => Sentence::with_help(
            format!("the key `{key}` does not take this value"),
            format!("it takes {}", setting(*expected)),
        ),
        SetupProblem::UnknownFinding { fingerprint, findings } => Sentence::with_help(
            format!(
                "none of the {findings} findings of this run has a fingerprint that begins with `{fingerprint}`"
            ),
            "fingerprints are in reports such as json and sarif and in records; rules, parameters and --as-of must be those of that run",
        ),
        SetupProblem::BadRecord { detail } => Sentence::with_help(
            format!("this is no record that can be verified: {detail}"),
            "records are written by `heng check --record FILE`; verify them with a program of the same form (heng-record/1)",
        ),
        SetupProblem::OverwritesInput => Sentence::with_help(
            "a report cannot replace a file that this run reads",
            "choose another file name; a report in a folder that is checked is taken for a declaration by the next run: \
             write it elsewhere, or name it in `exclude` in heng.toml",
        ),
        SetupProblem::SameOutput => Sentence::with_help(
            "two reports cannot be written to one file: the second would replace the first",
            "give each report a file name of its own",
        ),
        SetupProblem::Unwritable { reason } => Sentence::with_help(
            format!("cannot be written: {reason}"),
            "check that the folder exists, that you may write to it, and that the disk is not full",
        ),
    }
}

fn unknown_key(key: &str, nearest: Option<&str>, known: &[&str]) -> Sentence {
    let known = format!("the keys are {}", known.join(", "));
    let help = nearest.map_or_else(|| known.clone(), |nearest| format!("did you mean `{nearest}`? {known}"));
    Sentence::with_help(format!("the configuration has no key `{key}`"), help)
}

pub(super) fn setting(setting: Setting) -> String {
    match setting {
        Setting::Text => "a text".to_owned(),
        Setting::Texts => "a text or a list of texts, [\"a\", \"b\"]".to_owned(),
        Setting::Date => "a date, 2020-01-01".to_owned(),
        Setting::Table => "lines `name = value` under `[name]`".to_owned(),
        Setting::Tables => "any number of `[[name]]`, each with lines `name = value`".to_owned(),
        Setting::Value => "a text, a number, true or false, or a list of these".to_owned(),
        Setting::Pattern => "patterns of paths, `drafts/*`".to_owned(),
        Setting::Word(words) => format!("one of {}", words.join(", ")),
    }
}

pub(super) fn suggest(message: String, nearest: Option<&str>, otherwise: &str) -> Sentence {
    match nearest {
        Some(nearest) => Sentence::with_help(message, format!("did you mean `{nearest}`?")),
        None => Sentence::with_help(message, otherwise),
    }
}

fn quoted(paths: &[String]) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
}
