//! What is wrong with documents, in words.

use crate::diag::{DataProblem, Expected, Flaw, Habit, Shape};
use crate::read;
use crate::text::Sentence;

#[expect(clippy::too_many_lines, reason = "one arm a problem, and the compiler counts them")]
pub(in crate::text) fn problem(problem: &DataProblem) -> Sentence {
    match problem {
        DataProblem::DuplicateRecordKey { table, key, records } => Sentence::with_help(
            format!("`{table}` has {records} records with key `{key}`"),
            "keep one of them, or correct the key; rules that need this record are undetermined",
        ),
        DataProblem::NoParent { table, parent, key } => Sentence::with_help(
            match key {
                Some(key) => {
                    format!(
                        "`{parent}` has no record with key `{key}`, to which this row of `{table}` belongs"
                    )
                }
                None => format!("this row of `{table}` lacks the key of its record in `{parent}`"),
            },
            "check the key of the row, or add the record it belongs to; the row was not checked",
        ),
        DataProblem::ListTwice { field, rows } => Sentence::with_help(
            format!("`{field}` is filled in, and a child table fills it as well (rows: {rows})"),
            "fill it in once; until then it counts as malformed",
        ),
        DataProblem::NotUtf8 { offset } => Sentence::with_help(
            format!("the file is not UTF-8: byte {} cannot be read", offset + 1),
            "save it as UTF-8 (in a spreadsheet: `CSV UTF-8`)",
        ),
        DataProblem::Undecodable { encoding, offset } => Sentence::with_help(
            format!("read as {encoding}, byte {} of the file stands for no character", offset + 1),
            "save it as UTF-8, or name the encoding that it is in with `--encoding`",
        ),
        DataProblem::Encoding { name } => Sentence::with_help(
            format!("the file is in {name} and was read so"),
            "if characters are wrong, name the encoding with `--encoding`, or save it as UTF-8",
        ),
        DataProblem::NulByte { offset } => Sentence::with_help(
            format!("byte {} of the file is zero, which no text has", offset + 1),
            "make sure that the file is whole, and save it as UTF-8 text",
        ),
        DataProblem::BadSyntax { format, found, detail } => flaw(format, found, detail),
        DataProblem::BareKey { key, others } => Sentence::with_help(
            match others {
                0 => format!("the key `{key}` does not stand in quotes"),
                _ => format!("the key `{key}` does not stand in quotes, nor do {others} more in this file"),
            },
            format!("TOML wants such keys in quotes: `\"{key}\" = …`; the English spelling needs none"),
        ),
        DataProblem::Truncated { format } => Sentence::with_help(
            format!("the {format} text ends in the middle"),
            "the file may not have been saved or transferred completely",
        ),
        DataProblem::TooDeep { limit } => Sentence::with_help(
            format!("values are nested deeper than {limit} levels"),
            "check the brackets and the indentation",
        ),
        DataProblem::AliasBudget { limit } => Sentence::with_help(
            format!("aliases repeat more than {limit} values"),
            "write out what they stand for",
        ),
        DataProblem::RefusedTag { tag } => {
            Sentence::with_help(format!("the tag `{tag}` is not supported"), "write the value without a tag")
        }
        DataProblem::DuplicateKey { key } => Sentence::with_help(
            format!("the key `{key}` stands twice, so neither value counts"),
            "keep one of them",
        ),
        DataProblem::SameFieldTwice { field, key } => Sentence::with_help(
            format!("`{key}` is another spelling of `{field}`, which is given already"),
            "keep one of them",
        ),
        DataProblem::UnknownField { key, nearest } => Sentence::with_help(
            format!("there is no field `{key}`, so it was not checked"),
            match nearest {
                Some(name) => format!("did you mean `{name}`?"),
                None => "check the name, or leave it out if it is of no use".to_owned(),
            },
        ),
        DataProblem::UnknownTable { key, nearest } => Sentence::with_help(
            format!("there is no table `{key}`, so its records were not checked"),
            match nearest {
                Some(name) => format!("did you mean `{name}`?"),
                None => "check the name, or leave it out if it is of no use".to_owned(),
            },
        ),
        DataProblem::MissingRequired { field } => {
            Sentence::with_help(format!("`{field}` is required and was not filled in"), "fill it in")
        }
        DataProblem::MalformedValue { field, found, expected } => malformed(field, found, expected),
        DataProblem::Normalized { habit, field, found, read_as } => Sentence::with_help(
            format!(
                "`{field}` holds `{found}`, which was read as `{read_as}` ({}; told once for this file)",
                habit_of(*habit)
            ),
            "check what was read, and write it as it has to be before it is submitted",
        ),
        DataProblem::InvisibleCharacter { field, character } => Sentence::with_help(
            format!("`{field}` holds the character U+{:04X}, which nobody sees", u32::from(*character)),
            "texts that look alike do not match because of it: enter the text again",
        ),
        DataProblem::UnitGuess { field, other } => Sentence::with_help(
            format!("`{field}` is ten thousand times `{other}`; one may be in 元 that should be in 万元"),
            "check the units of both; leave them if they are right",
        ),
        DataProblem::OutOfRange { field, found, range } => Sentence::with_help(
            format!("`{field}` is `{found}`, outside the range {range}"),
            "check the value, its unit and its sign",
        ),
        DataProblem::PatternMismatch { field, found, pattern } => Sentence::with_help(
            format!("`{field}` is `{found}`, which is not written as it has to be"),
            format!("it has to match `{pattern}`"),
        ),
        DataProblem::UnknownMember { field, found, members, nearest } => Sentence::with_help(
            format!("`{field}` is `{found}`, which is none of its choices"),
            match nearest {
                Some(name) => format!("did you mean `{name}`? the choices are {}", choices(members)),
                None => format!("the choices are {}", choices(members)),
            },
        ),
        DataProblem::NotARecord { found } => Sentence::with_help(
            format!("a record was expected, but this is {}", shape(*found)),
            "a document is a record, a list of records, or an object whose keys are tables",
        ),
        DataProblem::UnknownFormat { ending } => Sentence::with_help(
            if ending.is_empty() {
                "the file name has no ending, so its format is unknown".to_owned()
            } else {
                format!("files that end in `.{ending}` are not supported")
            },
            format!("save it as one of these: {}", endings()),
        ),
        DataProblem::NoRecord => Sentence::with_help(
            "there is not a single record to check",
            "make sure that this is the right file and that it was saved",
        ),
        DataProblem::RaggedRow { row, found, expected } => Sentence::with_help(
            format!("row {row} has {found} cells and the header {expected}, so the row was not checked"),
            if found > expected {
                "put cells that hold commas (`1,250.50`) in double quotes"
            } else {
                "add the cells that are not there; empty ones need their delimiters too"
            },
        ),
        DataProblem::UnclosedQuote { row, column } => Sentence::with_help(
            format!(
                "the quote that opens row {row}, column {column} is never closed, so nothing after it can be read"
            ),
            "add the closing quote; a quote inside a cell is written twice",
        ),
        DataProblem::TooLarge { limit_mib } => {
            Sentence::with_help(format!("the file is larger than {limit_mib} MiB"), "split it")
        }
        DataProblem::NoMainTable => Sentence::with_help(
            "the pack names no main table, so it is unknown which table this file belongs to",
            "name it in the pack with `main`, or give the file as `--data TABLE=PATH`",
        ),
    }
}

fn flaw(format: &str, found: &str, flaw: &Flaw) -> Sentence {
    let stands = if found.is_empty() { String::new() } else { format!(", found `{found}`") };
    let (what, help) = match flaw {
        Flaw::NoValue => (
            format!("expected a value{stands}"),
            "texts stand in double quotes; for nothing write `null`, or leave the key out",
        ),
        Flaw::NoKey => (format!("expected a key{stands}"), "keys stand in double quotes"),
        Flaw::NoMark(marks) => {
            let marks: Vec<String> = marks.iter().map(|mark| format!("`{mark}`")).collect();
            (
                format!("expected {}{stands}", marks.join(" or ")),
                "a mark or a quote may be missing around here",
            )
        }
        Flaw::TrailingComma => (format!("a comma before `{found}`"), "remove the comma after the last value"),
        Flaw::AfterEnd => (
            format!("`{found}` after the end of the document"),
            "a JSON text is one value; put several in `[ ]` or in a .jsonl file",
        ),
        Flaw::LineEnds => (
            "the line ends before its document does".to_owned(),
            "each line is a JSON document of its own; a file that is one document ends in .json",
        ),
        Flaw::BadNumber => (
            format!("`{found}` is not how a number is written"),
            "put numbers with units, commas or leading zeros in double quotes",
        ),
        Flaw::BadEscape => (format!("`{found}` is no escape"), "a backslash itself is written `\\\\`"),
        Flaw::ControlCharacter => {
            ("a control character in a text".to_owned(), "remove it, or write it as `\\n` or `\\t`")
        }
        Flaw::UnknownWord => (
            format!("`{found}` is no value"),
            "texts stand in quotes; yes and no are `true` and `false`, nothing is `null`",
        ),
        Flaw::Comment => ("a comment cannot stand here".to_owned(), "JSON has no comments; remove it"),
        Flaw::UnclosedText => (format!("a quote without its partner{stands}"), "add the other quote"),
        Flaw::UnquotedText => (format!("`{found}` does not stand in quotes"), "put texts in quotes"),
        Flaw::AfterQuote => (
            format!("something after the closing quote: `{found}`"),
            "quote the whole cell; a quote inside it is written twice",
        ),
        Flaw::Indentation => (
            "the indentation fits no level".to_owned(),
            "align what belongs together, with spaces and not with tabs",
        ),
        Flaw::ColonInText => (
            "one colon too many on this line".to_owned(),
            "put texts with colons in quotes, and check the indentation of the line before",
        ),
        Flaw::KeyNotText => (
            "a key must be a text, not a list or an object".to_owned(),
            "put texts that begin with `[` or `{` in quotes",
        ),
        Flaw::UnknownAlias => (
            "an alias of something that was not named before".to_owned(),
            "put texts that begin with `*` in quotes",
        ),
        Flaw::MergeKey => ("the merge key `<<` is not supported".to_owned(), "write out what it merges"),
        Flaw::Words(words) => {
            let message = format!("this is not {format}{stands}");
            return Sentence::with_help(message, format!("in the reader's own words: `{words}`"));
        }
    };
    let help = if has_full_width(found) { "use half-width marks and digits" } else { help };
    Sentence::with_help(format!("this is not {format}: {what}"), help)
}

fn malformed(field: &str, found: &str, expected: &Expected) -> Sentence {
    let (wanted, help) = match expected {
        Expected::Text => ("a text".to_owned(), "write a text"),
        Expected::Bool => ("yes or no".to_owned(), "write `是` or `否`, `true` or `false`"),
        Expected::Int => ("a whole number".to_owned(), "write digits only, as in `12`"),
        Expected::Number => ("a number".to_owned(), "write digits only, as in `12.5`"),
        Expected::Ratio => ("a ratio".to_owned(), "write it like `20%`"),
        Expected::Money(unit) => (
            format!("an amount in {unit}"),
            "write digits only, or name the unit, as in `795`, `795万元` or `7,950,000元`",
        ),
        Expected::Date => ("a date".to_owned(), "write it like `2020-01-31`"),
        Expected::Year => ("a year".to_owned(), "write four digits, as in `2020`"),
        Expected::Days => ("a number of days".to_owned(), "write a whole number, as in `30`"),
        Expected::Record => ("a record".to_owned(), "write its fields one by one"),
        Expected::List => (
            "a list".to_owned(),
            "write a list in JSON and YAML, `[[name]]` in TOML, columns `name[1]`, `name[2]` in CSV",
        ),
    };
    let help = if has_full_width(found) { "use half-width digits and marks" } else { help };
    Sentence::with_help(format!("`{field}` should hold {wanted}, but holds `{found}`"), help)
}

const fn habit_of(habit: Habit) -> &'static str {
    match habit {
        Habit::FullWidth => "full width or white space",
        Habit::Words => "Chinese numerals",
        Habit::Currency => "a sign of money",
        Habit::Accounting => "brackets for a negative number",
        Habit::Brackets => "a unit in brackets",
        Habit::CompactDate => "a date of eight digits",
        Habit::TimeOfDay => "a time behind a date",
        Habit::Tick => "a ticked box",
        Habit::Typing => "an unusual spelling",
    }
}

/// True for digits and marks that an input method typed in their full width.
fn has_full_width(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '！'..='～' | '“' | '”' | '‘' | '’' | '、' | '。' | '\u{3000}'))
}

fn choices(members: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = members.iter().take(SHOWN).map(|member| format!("`{member}`")).collect();
    let more = if members.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => "empty",
        Shape::Scalar => "a single value",
        Shape::List => "a list",
        Shape::Object => "an object",
    }
}

pub(super) fn endings() -> String {
    // Other workbooks can be named as well; these are the ones to save.
    let all = ["xlsx", "xls", "ods"]
        .into_iter()
        .chain(read::formats().iter().flat_map(|format| format.endings.iter().copied()));
    all.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
}
