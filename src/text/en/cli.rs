//! The words of the command line: help pages, usage errors, what commands say of their own doing.

use std::io::ErrorKind;

use super::report::number;
use crate::diag::Unmarkable;
use crate::text::{Heading, Notice, Sentence, Usage};

pub(in crate::text) fn command(name: &str) -> Option<&'static str> {
    Some(match name {
        "" => "heng (衡) checks project declarations against rules of budget performance management",
        "check" => "Check declarations: every problem with its place, basis and measure",
        "annotate" => {
            "Check workbooks and write copies with the faulty cells marked, a note at each, and three sheets in front"
        }
        "rules" => "List the rules: code, name, severity, table, basis",
        "explain" => {
            "Explain a rule (text, basis, parameters, cases) or a finding (the steps that led to it)"
        }
        "baseline" => "Write the findings there are, so that later checks fail for new ones only",
        "compile" => "Check packs alone, without declarations",
        "fmt" => "Write rule files in the one canonical layout",
        "verify" => "Make a recorded run again and say whether files, rules and results are the same",
        "diff" => "Compare the records of two runs, or two packs over the same declarations",
        "completions" => "Write the completions of a shell",
        "man" => "Write the manual pages",
        "sample" => "Draw a sample of records or findings, with the method in words",
        "test" => "Run the `test` cases of packs",
        _ => return None,
    })
}

pub(in crate::text) fn after_help(command: &str) -> Option<&'static str> {
    (command == "check").then_some(
        "Exit codes:
  0  at least one record was checked, and nothing is at or above --fail-on
  1  something is, or such a rule could not be decided
  2  wrong arguments, configuration or rules: nothing was checked
  3  an input could not be read, or there was none (the others are checked)
  4  a bug in heng, or a report that could not be written

The same options can stand in `heng.toml`, found upwards from the first path",
    )
}

pub(in crate::text) fn argument(command: &str, argument: &str) -> Option<&'static str> {
    Some(match (command, argument) {
        ("check" | "baseline", "paths") => "Files, folders or patterns (`2020/*.toml`) to check",
        ("compile" | "test", "packs") => {
            "Packs: folders with .heng files, or names of embedded packs (the embedded `历城绩效` when left out)"
        }
        ("fmt", "paths") => "Rule files or folders",
        ("explain", "code") => {
            "A rule's code, LC101, or the fingerprint of a finding (its first digits will do)"
        }
        ("explain", "paths") => "For a finding: the files, folders or patterns it is in",
        ("explain", "report") => {
            "For a finding: a report (json) or a record that says which files were checked"
        }
        (_, "rules") => {
            "A pack: a folder with .heng files, or the name of an embedded pack; repeatable (the embedded \
             `历城绩效` when left out)"
        }
        (_, "data") => "Where the records of a table are: TABLE=PATH; repeatable",
        ("check" | "baseline", "as_of") => "Use the rules in force on this day, 2020-06-30",
        (_, "as_of") => "Show the rules and parameters in force on this day, 2020-06-30",
        (_, "params") => "Another value of a parameter: NAME=VALUE, 压减比例=30%; repeatable",
        ("rules", "effective") => "Show every value in effect, what was changed, and where each comes from",
        ("rules", "format") => "text, or json (always every value)",
        ("check" | "baseline", "select") => {
            "Use these rules only: codes or their beginnings; repeatable, or with commas"
        }
        ("check" | "baseline", "ignore") => {
            "Leave out these rules: codes or their beginnings; repeatable, or with commas"
        }
        ("check" | "baseline", "waivers") => {
            "a file of waivers (TOML): exceptions approved up to a day; may be repeated"
        }
        ("check" | "baseline", "unit") => {
            "Gather findings by this field, such as `agency` (by file when left out)"
        }
        ("check" | "baseline", "encoding") => {
            "The encoding of text files, such as gb18030, utf-16le, big5 (found by itself when left out)"
        }
        ("check", "format") => "The report's format",
        ("check", "out") => "Write one more report: FORMAT=PATH; repeatable",
        ("check", "record") => {
            "Write a record of the run: hashes of files and rules, parameters, verdicts of every rule, all findings"
        }
        ("verify", "record") => "A record written by `heng check --record`",
        ("verify", "root") => "The folder of the declarations and packs (the current one when left out)",
        ("diff", "before") => "What was: a record, or a pack's folder or name",
        ("diff", "after") => "What is: a record, or a pack's folder or name",
        ("diff", "paths") => "For two packs: files, folders or patterns to check",
        ("diff", "params_before") => "Another value of a parameter of the first pack: NAME=VALUE; repeatable",
        ("diff", "params_after") => "Another value of a parameter of the second pack: NAME=VALUE; repeatable",
        ("diff", "format") => "The form of the result",
        ("completions", "shell") => "Which shell",
        ("man", "out") => {
            "Write a page for each command into this folder (the main page to standard output when left out)"
        }
        ("sample", "paths") => "Files, folders or patterns that hold the population",
        ("sample", "size") => "How many items to draw",
        ("sample", "seed") => "The seed, any text; the same seed draws the same sample",
        ("sample", "method") => "How to draw (random when left out)",
        ("sample", "by") => "The field of the classes, or of the amounts of monetary units",
        ("sample", "of") => "Draw from records or from findings (records when left out)",
        ("sample", "table") => "The table of the records (the main one when left out)",
        ("sample", "format") => "The form of the result (text when left out)",
        (_, "jobs") => "Threads (as many as processors when left out)",
        ("annotate", "into") => {
            "Write the copies into this folder, made when missing; the originals stay as they are"
        }
        ("annotate", _) => return self::argument("check", argument),
        ("check" | "baseline", "careful") => {
            "Read and judge every record without the fast path: the same report, later"
        }
        ("check", "baseline") => {
            "A baseline: tells new, unchanged and fixed findings apart; only new ones count for the exit code"
        }
        ("check", "fail_on_all") => "With a baseline, unchanged findings count for the exit code as well",
        ("baseline", "output") => "The file to write",
        ("baseline", "prune") => "Only drop what was fixed from the baseline that is there; add nothing",
        ("check", "fail_on") => "The least severity that makes the run fail (exit code 1)",
        ("check" | "baseline", "quiet") => "Show findings and conclusion only, neither summary nor progress",
        ("test", "coverage") => "List the rules, conditions, requirements and tier rows that no case shows",
        ("test", "quick") => "Run the cases alone, without coverage and mutation score",
        ("test", "mutate") => "Change the rules bit by bit, run the cases and list the changes none notices",
        ("fmt", "keywords") => {
            "Turn keywords into Chinese (zh) or English (en); left as they are when left out"
        }
        ("fmt", "check") => "Write nothing, list the files that would change (exit code 1 if any)",
        (_, "lang") => "The language of reports and messages",
        (_, "help") => "Print help",
        (_, "version") => "Print version",
        _ => return None,
    })
}

pub(in crate::text) fn usage_line(command: &str) -> Option<&'static str> {
    Some(match command {
        "" => "heng [OPTIONS] <COMMAND>",
        "check" => "heng check [OPTIONS] <PATH>...",
        "annotate" => "heng annotate [OPTIONS] <PATH>... -o <FOLDER>",
        "rules" => "heng rules [OPTIONS]",
        "explain" => "heng explain [OPTIONS] <CODE OR FINGERPRINT> [PATH]...",
        "verify" => "heng verify [OPTIONS] <RECORD>",
        "diff" => "heng diff [OPTIONS] <BEFORE> <AFTER> [PATH]...",
        "completions" => "heng completions <SHELL>",
        "man" => "heng man [--out <FOLDER>]",
        "sample" => "heng sample --size <NUMBER> --seed <SEED> [OPTIONS] <PATH>...",
        "baseline" => "heng baseline [OPTIONS] -o <FILE> <PATH>...",
        "compile" => "heng compile [OPTIONS] [PACK]...",
        "test" => "heng test [OPTIONS] [PACK]...",
        "fmt" => "heng fmt [OPTIONS] <PATH>...",
        _ => return None,
    })
}

pub(in crate::text) fn placeholder(argument: &str) -> Option<&'static str> {
    Some(match argument {
        "paths" => "PATH",
        "packs" | "rules" => "PACK",
        "code" | "select" | "ignore" => "CODE",
        "before" => "BEFORE",
        "after" => "AFTER",
        "record" => "RECORD",
        "report" => "REPORT",
        "root" | "into" => "FOLDER",
        "seed" => "SEED",
        "shell" => "SHELL",
        "method" => "METHOD",
        "of" => "POPULATION",
        "table" => "TABLE",
        "data" => "TABLE=PATH",
        "as_of" => "DATE",
        "params" | "params_before" | "params_after" => "NAME=VALUE",
        "waivers" | "baseline" | "output" => "FILE",
        "unit" | "by" => "FIELD",
        "encoding" => "ENCODING",
        "format" => "FORMAT",
        "out" => "FORMAT=PATH",
        "fail_on" => "SEVERITY",
        "jobs" | "size" => "NUMBER",
        "lang" | "keywords" => "LANGUAGE",
        _ => return None,
    })
}

pub(in crate::text) const SEE_HELP: &str = "see `heng --help` or `heng <COMMAND> --help`";

pub(in crate::text) fn choices(words: &[String]) -> String {
    format!(" ({})", words.join(", "))
}

pub(in crate::text) fn io_reason(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::AlreadyExists => "it exists already",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of the path is no folder",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::InvalidFilename => "the file name is not allowed",
        ErrorKind::Unsupported => "it is no regular file",
        _ => return None,
    })
}

pub(in crate::text) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Progress(records) => format!("{} checked", number(*records, "record")),
        Notice::PackWarnings(count) => {
            format!("the packs have {}; `heng compile` shows them", number(*count as u64, "warning"))
        }
        Notice::Compiled { packs, rules, cases, warnings } => format!(
            "{}, {}, {}: no errors, {}",
            number(*packs as u64, "pack"),
            number(*rules as u64, "rule"),
            number(*cases as u64, "case"),
            number(*warnings as u64, "warning")
        ),
        Notice::NotCompiled { errors, warnings } => format!(
            "the rules have {} and {}",
            number(*errors as u64, "error"),
            number(*warnings as u64, "warning")
        ),
        Notice::Formatted(path) => format!("formatted {path}"),
        Notice::WouldFormat(path) => format!("would format {path}"),
        Notice::FormatDone { changed, unchanged, broken } => {
            let broken = if *broken == 0 {
                String::new()
            } else {
                format!(", {} with errors left alone", number(*broken as u64, "file"))
            };
            format!("{} not in layout, {unchanged} in layout{broken}", number(*changed as u64, "file"))
        }
        Notice::Tested { passed: 0, failed: 0, todo: 0 } => "the packs have no cases".to_owned(),
        Notice::Tested { passed, failed, todo } => {
            format!("{} passed, {failed} failed, {todo} to do", number(*passed as u64, "case"))
        }
        Notice::LeftOut(count) => format!(
            "{} of packs above not run: a pack below has changed the rule or a param",
            number(*count as u64, "case")
        ),
        Notice::TodoPasses => "marked `todo` but comes out right: remove the mark".to_owned(),
        Notice::Borders { points, wrong: 0 } => {
            format!("{points} values around the borders of tiers, each in one row")
        }
        Notice::Borders { points, wrong } => format!(
            "{points} values around the borders of tiers, {wrong} not in the row of the proof: a bug in heng"
        ),
        Notice::BordersOf(points) => format!("{points} values around borders"),
        Notice::Replaced { from, to } => format!("`{from}` became `{to}`"),
        Notice::Dropped(text) => format!("`{text}` left out"),
        Notice::Negated(text) => format!("`{text}` became its opposite"),
        Notice::Turned(text) => format!("border `{text}` given to the row on its other side"),
        Notice::BaselineWritten { path, findings, added, dropped } => format!(
            "baseline {path}: {} ({added} added, {dropped} dropped)",
            number(*findings as u64, "finding")
        ),
        Notice::AllShown => "every branch is shown by a case".to_owned(),
        Notice::AllNoticed => "every change is noticed by a case".to_owned(),
        Notice::Annotated { path, cells, notes } => {
            format!("{path} written: {cells} cells marked, {notes} notes")
        }
        Notice::Listed { file, path, reason } => {
            format!("{file} cannot be marked: {}; its problems are listed in {path}", unmarkable(*reason))
        }
        Notice::Beside { path, beside } => {
            format!("the data in {path} were changed, so it stays; the new copy is {beside}")
        }
        Notice::Bug { message, place } => format!(
            "heng itself went wrong and did not finish: {message} ({place})\nthis is a bug in heng; please \
             report it with the rules and declarations at hand"
        ),
    }
}

pub(in crate::text) const fn heading(heading: Heading) -> &'static str {
    match heading {
        Heading::FailedCase => "case failed",
        Heading::Expected => "expected",
        Heading::Found => "found",
        Heading::Pack => "pack",
        Heading::InForce => "in force",
        Heading::Params => "parameters",
        Heading::Overridden => "given with this run",
        Heading::Cases => "cases",
        Heading::NoCase => "no cases",
        Heading::Text => "text",
        Heading::Severity => "severity",
        Heading::Table => "table",
        Heading::Nothing => "none",
        Heading::Field => "field",
        Heading::Exceptions => "exceptions rest on",
        Heading::Figures => "how much the cases show",
        Heading::NotShown => "not shown by any case",
        Heading::Mutation => "mutation score",
        Heading::NotNoticed => "changes that no case notices",
        Heading::Borders => "borders of tiers",
        Heading::Fingerprint => "fingerprint",
        Heading::Steps => "how it came about",
        Heading::WithValues => "with values",
        Heading::ComesTo => "comes to",
        Heading::ConditionClause => "when",
        Heading::ExceptionClause => "except",
        Heading::LetClause => "let",
        Heading::RequirementClause => "require",
        Heading::AxisClause => "by",
        Heading::CellsRead => "cells read",
        Heading::WouldDecide => "these cells would decide it",
        Heading::NotFilledIn => "(not filled in)",
        Heading::Conditions => "conditions",
        Heading::Requirements => "requirements",
        Heading::Rows => "tier rows",
        Heading::ConditionHolds => "condition holds",
        Heading::ConditionFails => "condition does not hold",
        Heading::ConditionUnknown => "condition cannot be known",
        Heading::ExceptionHolds => "exception applies",
        Heading::ExceptionFails => "exception does not apply",
        Heading::RequirementHolds => "requirement is met",
        Heading::RequirementFails => "requirement is not met",
        Heading::Row => "tier row",
        Heading::Missing => "missing",
        Heading::AllParams => "values of parameters",
        Heading::AllRules => "rules",
        Heading::Param => "param",
        Heading::Value => "value",
        Heading::Range => "range",
        Heading::Open => "open",
        Heading::Source => "from",
        Heading::Declared => "declared",
        Heading::Overrides => "changed by packs below",
    }
}

pub(in crate::text) fn usage(usage: &Usage) -> Sentence {
    match usage {
        Usage::UnknownArgument { argument, nearest } => {
            suggest(format!("there is no option `{argument}`"), nearest.as_deref())
        }
        Usage::UnknownCommand { command, nearest } => {
            suggest(format!("there is no command `{command}`"), nearest.as_deref())
        }
        Usage::BadValue { argument, value, possible, nearest } => {
            let message = format!("`{argument}` does not take `{value}`");
            match nearest {
                Some(_) => suggest(message, nearest.as_deref()),
                None if possible.is_empty() => Sentence::bare(message),
                None => Sentence::with_help(message, format!("it takes {}", possible.join(", "))),
            }
        }
        Usage::NoValue { argument, possible } if possible.is_empty() => {
            Sentence::bare(format!("`{argument}` lacks its value"))
        }
        Usage::NoValue { argument, possible } => Sentence::with_help(
            format!("`{argument}` lacks its value"),
            format!("it takes {}", possible.join(", ")),
        ),
        Usage::Missing(arguments) => Sentence::bare(format!("{} is missing", arguments.join(", "))),
        Usage::NoCommand => Sentence::bare("a command is missing"),
        Usage::Repeated(argument) => Sentence::bare(format!("`{argument}` can be given once only")),
        Usage::Other(words) => Sentence::bare(words.clone()),
    }
}

fn suggest(message: String, nearest: Option<&str>) -> Sentence {
    match nearest {
        Some(nearest) => Sentence::with_help(message, format!("did you mean `{nearest}`?")),
        None => Sentence::bare(message),
    }
}

const fn unmarkable(reason: Unmarkable) -> &'static str {
    match reason {
        Unmarkable::Kind => "only cells of .xlsx and .xlsm workbooks can be; save it as .xlsx first",
        Unmarkable::Form => {
            "a part of the workbook is not as it should be; save it once more in Excel or WPS"
        }
        Unmarkable::Encoding => "a part of the workbook is not in UTF-8; save it once more in Excel or WPS",
        Unmarkable::TooLarge => "the workbook is too large",
    }
}
