//! Help pages and usage errors.

use crate::text::{Sentence, Usage};

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
            "For a finding: a report (json) or a record, which says files and day; a record says rules and parameters too"
        }
        (_, "rules") => {
            "A pack: a folder with .heng files, or the name of an embedded pack; repeatable (the embedded \
             `历城绩效` when left out)"
        }
        (_, "data") => "Where the records of a table are: TABLE=PATH; repeatable",
        ("rules", "as_of") => "Show the rules and parameters in force on this day, 2020-06-30",
        (_, "as_of") => "Use the rules and parameters in force on this day, 2020-06-30",
        (_, "params") => "Another value of a parameter: NAME=VALUE, 压减比例=30%; repeatable",
        ("rules", "effective") => "Show every value in effect, what was changed, and where each comes from",
        ("rules", "format") => "text, or json (always every value)",
        (_, "select") => "Use these rules only: codes or their beginnings; repeatable, or with commas",
        (_, "ignore") => "Leave out these rules: codes or their beginnings; repeatable, or with commas",
        (_, "waivers") => "A file of waivers (TOML): exceptions approved up to a day; repeatable",
        (_, "unit") => "Gather findings by this field, such as `agency` (by file when left out)",
        (_, "encoding") => {
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
            "Write a page for each command into this folder, made where there is none (the main page to standard output when left out)"
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
        (_, "careful") => "Read and judge every record without the fast path: the same report, later",
        ("check", "baseline") => {
            "A baseline: tells new, unchanged and fixed findings apart; only new ones count for the exit code"
        }
        ("check", "fail_on_all") => "With a baseline, unchanged findings count for the exit code as well",
        ("baseline", "output") => "The file to write",
        ("baseline", "prune") => "Only drop what was fixed from the baseline that is there; add nothing",
        ("check", "fail_on") => "The least severity that makes the run fail (exit code 1)",
        (_, "quiet") => "Show findings and conclusion only, neither summary nor progress",
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
