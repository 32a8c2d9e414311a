//! What is wrong with the meaning of rules, in words.

use super::impossible::impossible;
use super::kinds::{kind, where_declared};
use crate::diag::{ChildFlaw, Kind, PatternFault, RuleProblem};
use crate::text::Sentence;
use crate::value::Date;

#[expect(clippy::too_many_lines, reason = "one arm a problem, and the compiler counts them")]
pub(in crate::text) fn problem(problem: &RuleProblem) -> Sentence {
    match problem {
        RuleProblem::Unknown { kind, name, nearest } => Sentence::with_help(
            format!("there is no {} named `{name}`", self::kind(*kind)),
            nearest
                .as_ref()
                .map_or_else(|| where_declared(*kind).to_owned(), |name| format!("did you mean `{name}`?")),
        ),
        RuleProblem::Duplicate { kind: Kind::Example, name } => Sentence::with_help(
            format!("table `{name}` has two examples"),
            "a table has one `example`: merge them or remove one",
        ),
        RuleProblem::Duplicate { kind: Kind::Let, name } => Sentence::with_help(
            format!("the name `{name}` of this `let` is taken"),
            "choose a name that no field of the subject, no param and no other `let` of the rule has",
        ),
        RuleProblem::Duplicate { kind, name } => Sentence::with_help(
            format!("{} `{name}` is declared twice", self::kind(*kind)),
            "rename or remove one of them; aliases count as names",
        ),
        RuleProblem::Ambiguous { name, choices } => Sentence::with_help(
            format!("`{name}` could mean two things"),
            match choices.as_slice() {
                [] => "rename one of them".to_owned(),
                [only] => format!("write `{only}`, or rename the other one"),
                choices => format!("write {}", listed(choices, " or ")),
            },
        ),
        RuleProblem::DuplicateCode { code } => Sentence::with_help(
            format!("the code `{code}` is used by two rules"),
            "give one of them another code",
        ),
        RuleProblem::NoBasis { code } => Sentence::with_help(
            format!("rule `{code}` has no basis"),
            "add `basis \"document and article\"`, so that its findings can be defended",
        ),
        RuleProblem::Mismatch { expected, found } => Sentence::with_help(
            format!("this should be {}, and is {}", expected.1, found.1),
            format!("write a value of type {}, or check the name", expected.1),
        ),
        RuleProblem::MoneyAndNumber { suggestion } => Sentence::with_help(
            "money does not mix with a number without a unit",
            suggestion.as_ref().map_or_else(
                || "write the number with its unit, such as `50万元`".to_owned(),
                |text| format!("write it with its unit: `{text}`"),
            ),
        ),
        RuleProblem::RatioAndNumber { suggestion } => Sentence::with_help(
            "a ratio does not mix with a plain number",
            suggestion.as_ref().map_or_else(
                || "write a percentage, such as `60%`, or `ratio(…)` of the number".to_owned(),
                |text| format!("write a percentage: `{text}`"),
            ),
        ),
        RuleProblem::DaysAndNumber { suggestion } => Sentence::with_help(
            "days do not mix with a plain number",
            suggestion.as_ref().map_or_else(
                || "write days, such as `30天`, or `days(…)` of the number".to_owned(),
                |text| format!("write days: `{text}`"),
            ),
        ),
        RuleProblem::QuotedMember { text, suggestion } => Sentence::with_help(
            format!("`\"{text}\"` is a text, and a member is needed"),
            suggestion.as_ref().map_or_else(
                || "write the member's name without quotes".to_owned(),
                |name| format!("write `{name}` without quotes"),
            ),
        ),
        RuleProblem::NoOperation { operation, operands } => Sentence::with_help(
            format!("`{operation}` is not for {}", words(operands)),
            "money, ratios, numbers and dates go together only where a result has a meaning",
        ),
        RuleProblem::ArgumentCount { function, expected, found } => Sentence::with_help(
            format!("`{function}` takes {expected} arguments, and {found} are given"),
            "add or remove arguments to fit its declaration",
        ),
        RuleProblem::NotARecord { found } => {
            Sentence::with_help(format!("{} has no fields", found.1), "remove the `.` and the name after it")
        }
        RuleProblem::ListNotAggregated { list } => Sentence::with_help(
            format!("`{list}` is a list, and a single value is needed"),
            format!(
                "aggregate it, as in `sum(…)` or `count({list})`, or ask about each element, as in `all {list} satisfy (…)` or `any {list} satisfies (…)`"
            ),
        ),
        RuleProblem::NotOneValue { path, found: (_, found) } => Sentence::with_help(
            format!("a cell of a form holds one value, and `{path}` is a {found}"),
            "name one field, as in `goal.annual`; for those of a list write `funds.amount where (…)` or `lines …`",
        ),
        RuleProblem::FormPattern { fault } => match fault {
            PatternFault::NoHole => Sentence::with_help(
                "no field is read from this pattern",
                "name one in braces, as in `\"{department_code}-{department}\"`",
            ),
            PatternFault::Unclosed => {
                Sentence::with_help("a `{` of this pattern does not end", "add the `}`")
            }
        },
        RuleProblem::TwoLists { lists: [first, second] } => Sentence::with_help(
            format!("`{first}` and `{second}` are not the same elements"),
            "aggregate them one by one; to choose from one list, write `sum(list where (…), expression)`",
        ),
        RuleProblem::MisplacedType { found } => Sentence::with_help(
            format!("{} cannot stand here", found.1),
            "lists hold no lists, sets are for params alone, and params and arguments are single values",
        ),
        RuleProblem::TypeCircle { chain } => Sentence::with_help(
            format!("these types hold each other without end: {}", chain.join(", ")),
            "take one of them out of another",
        ),
        RuleProblem::TypeTooLarge { fields, depth } => Sentence::with_help(
            format!("a record has more than {fields} fields in all, or more than {depth} levels"),
            "split the record or flatten it",
        ),
        RuleProblem::NotAList { operation } => Sentence::with_help(
            format!("`{operation}` is for lists, and this is none"),
            "name a list, or a field of its elements as in `sum(funds.amount)`",
        ),
        RuleProblem::Unguarded { field, clause } => Sentence::with_help(
            format!(
                "`{field}` may not be filled in, and `{}` must say what that means",
                self::clause(clause)
            ),
            match *clause {
                "令" => format!("write `{field} default …`, or `has {field}` in the condition first"),
                _ => {
                    format!("write `has {field} and …`, `lacks {field} or …`, or `{field} default …`")
                }
            },
        ),
        RuleProblem::AggregateOverOptional { field, list } => Sentence::with_help(
            format!("`{field}` may not be filled in for every element of `{list}`"),
            format!("write `{list}.{field} default …`, or `{list} where (has {field}).{field}`"),
        ),
        RuleProblem::NeedlessGuard { field } => Sentence::with_help(
            format!("`{field}` always has a value"),
            "remove the guard: a declaration without a required field is reported when it is read",
        ),
        RuleProblem::BadChild { flaw } => match flaw {
            ChildFlaw::NotOfTable => Sentence::with_help(
                "`child` can only stand at a list field of a table",
                "lists in a `type` and in elements of lists have no key to go by; write the list in the table itself",
            ),
            ChildFlaw::NoKey { table } => Sentence::with_help(
                format!(
                    "table `{table}` has no key, so nobody can say whose the records of a child table are"
                ),
                "add `key field` to the table",
            ),
            ChildFlaw::KeyInElement { field } => Sentence::with_help(
                format!(
                    "the elements have a field `{field}`, as the key of the table is called; a child table could not tell them apart"
                ),
                "give this field of the elements another name",
            ),
        },
        RuleProblem::ChildTable { table, parent, list } => Sentence::with_help(
            format!(
                "`{table}` is a child table: its records are `{list}` of `{parent}` and cannot be used by themselves"
            ),
            format!("write `for {parent}` and `all {list} satisfy (…)` or `sum({list}.…)`"),
        ),
        RuleProblem::JoinWithoutKey { table } => Sentence::with_help(
            format!("table `{table}` has no key by which to find a record"),
            "add `key field` to the table",
        ),
        RuleProblem::JoinKeyCount { table, key, found } => Sentence::with_help(
            format!("the key of table `{table}` has {} parts, here are {found}", key.len()),
            format!("write `{table}[{}]` with values of this rule", key.join(", ")),
        ),
        RuleProblem::NotAGroupKey { field } => Sentence::with_help(
            format!("`{field}` can differ from record to record of a group and is no single value"),
            format!("put it into an aggregate, `sum({field})`, or add it after `by`"),
        ),
        RuleProblem::BadGroupKey => Sentence::with_help(
            "what stands after `by` must be a field that holds a single value",
            "name a field: `for project by unit, year`; nothing computed can group records",
        ),
        RuleProblem::TableAsList { table } => Sentence::with_help(
            format!("table `{table}` cannot be taken as a whole here"),
            format!("take one record, `{table}[key]`, or let the rule be about the `batch`"),
        ),
        RuleProblem::NestedTables => Sentence::with_help(
            "all records of a table cannot be gone through again for each of them",
            "group them with `for … by …`, or take records by their keys",
        ),
        RuleProblem::TierGap { witness } => Sentence::with_help(
            format!("no row covers {}", listed(witness, ", ")),
            "move a border or add a row, so that each value has exactly one row",
        ),
        RuleProblem::TierOverlap { witness } => Sentence::with_help(
            format!("two rows cover {}", listed(witness, ", ")),
            "move a border: `[` and `]` take the end in, `(` and `)` leave it out",
        ),
        RuleProblem::TierMissingRow { axis } => Sentence::with_help(
            format!("`{axis}` may not be filled in, and no row says what that means"),
            "add a row `missing -> not_applicable` or `missing -> error \"…\"`",
        ),
        RuleProblem::TierUnreachable => Sentence::with_help(
            "no value reaches this row",
            "check its border against the field's range, or remove it; a required field needs no `missing`",
        ),
        RuleProblem::TierBadAxis { found } => Sentence::with_help(
            format!("{} has no tiers", found.1),
            "use a single value: a number, money, a ratio, a date, a member or a bool",
        ),
        RuleProblem::TierPatternCount { expected, found } => Sentence::with_help(
            format!("this row has {found} patterns, and there are {expected} axes"),
            "write one pattern an axis, in the order of `by`; `*` is any value",
        ),
        RuleProblem::TierTooManyCells { limit } => Sentence::with_help(
            format!("the axes have more than {limit} combinations to look at"),
            "use fewer axes or several tier sets",
        ),
        RuleProblem::TierNotMonotone => Sentence::with_help(
            "the measures get graver and lighter again along the axis",
            "check that no two rows are mixed up",
        ),
        RuleProblem::ConstantNeeded => Sentence::with_help(
            "this has to be known before any data are read",
            "write a literal, a member or the name of a param",
        ),
        RuleProblem::EmptyInterval => Sentence::with_help(
            "this interval holds nothing",
            "the lesser end goes first; `[a, a]` holds a single value",
        ),
        RuleProblem::OutOfRange { value, range } => Sentence::with_help(
            format!("`{value}` is outside {range}"),
            "change the value or the param's range",
        ),
        RuleProblem::BadPattern { detail } => Sentence::with_help(
            format!("this is no pattern: {detail}"),
            "check brackets and special characters; a `\\` before one makes it plain",
        ),
        RuleProblem::PatternTooLarge => Sentence::with_help(
            "this pattern is too large when it is unfolded",
            "repeat less in `{…}`; a length can be asked for with `length(…)`",
        ),
        RuleProblem::BadModifier { modifier, found } => Sentence::with_help(
            format!("{} cannot have `{}`", found.1, self::modifier(modifier)),
            match *modifier {
                "单位" => {
                    "money is in 元, 千元, 万元, 百万元 or 亿元, a ratio in %; other types have no unit"
                }
                "匹配" => "`matches` is for text",
                "子表" => "`child` is for lists of records, such as `list { name : text }`",
                "主键" => "a key is made of fields with single values",
                "下级可调" => {
                    "texts, members and bools have no order: list what is permitted, as in `open {a, b}`"
                }
                _ => "`range` is for int, number, ratio, money, year and days",
            },
        ),
        RuleProblem::PointsNotPositive { value } => Sentence::with_help(
            format!("{value} points; there must be more than 0"),
            "write how many points are taken off or given in full, without a sign",
        ),
        RuleProblem::MostBelowPoints => Sentence::with_help(
            "`at_most` is less than what one finding takes off",
            "`at_most` is for all findings of the rule together",
        ),
        RuleProblem::DifferentMost => Sentence::with_help(
            "rows differ in `at_most`, which is for all findings of the rule together",
            "write the same `at_most` in all rows that take points off, or in none, or make several rules",
        ),
        RuleProblem::WhichScorecard { scorecards } if scorecards.is_empty() => Sentence::with_help(
            "there is no scorecard to take points off",
            "declare one: `scorecard name full 30 by unit_field`",
        ),
        RuleProblem::WhichScorecard { scorecards } => Sentence::with_help(
            "there are several scorecards to take points off",
            format!("write `on …` behind the points: {}", listed(scorecards, ", ")),
        ),
        RuleProblem::TwoScorecards => Sentence::with_help(
            "a rule takes points off one scorecard only",
            "name the same scorecard in all rows, or make two rules",
        ),
        RuleProblem::EmptyPeriod => {
            Sentence::with_help("this period ends before it begins", "check both dates")
        }
        RuleProblem::VersionOverlap { kind, name, from, to } => Sentence::with_help(
            format!(
                "two versions of the {} `{name}` are in force {}",
                self::kind(*kind),
                days(Some(*from), *to)
            ),
            "end the earlier one with `to` on the day before the later one begins",
        ),
        RuleProblem::VersionHole { kind, name, from, to } => Sentence::with_help(
            format!("no version of the {} `{name}` is in force {}", self::kind(*kind), days(*from, *to)),
            match kind {
                Kind::Param => {
                    "give it a value for these days, or the rule (or its pack) that reads it an `effective`"
                }
                _ => "give it a version for these days, or change the dates so that the versions meet",
            },
        ),
        RuleProblem::PackHeader { found: 0 } => Sentence::with_help(
            "the pack has no `pack` header",
            "write `pack NAME` in one of its files, with version, effective day and main table",
        ),
        RuleProblem::PackHeader { found } => {
            Sentence::with_help(format!("the pack has {found} headers"), "keep one of them")
        }
        RuleProblem::PackNotFound { name, nearest } => Sentence::with_help(
            format!("there is no pack named `{name}`"),
            nearest.as_ref().map_or_else(
                || "check the name, and put the pack's folder beside this one".to_owned(),
                |name| format!("did you mean `{name}`?"),
            ),
        ),
        RuleProblem::PackCircle { chain } => Sentence::with_help(
            format!("these packs use each other without end: {}", chain.join(" → ")),
            "remove one `use`",
        ),
        RuleProblem::ImpossibleExpectation { why } => impossible(why),
    }
}

/// A clause by its English keyword.
fn clause(chinese: &str) -> &str {
    match chinese {
        "条件" => "when",
        "除外" => "except",
        "令" => "let",
        "其中" => "where",
        other => other,
    }
}

/// A modifier by its English keyword.
fn modifier(chinese: &str) -> &str {
    match chinese {
        "单位" => "unit",
        "范围" => "range",
        "匹配" => "matches",
        "主键" => "key",
        "下级可调" => "open",
        other => other,
    }
}

/// Days of which both ends are known, or one.
fn days(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("on {from}"),
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "ever".to_owned(),
    }
}

fn words(types: &[(String, String)]) -> String {
    let names: Vec<&str> = types.iter().map(|(_, english)| english.as_str()).collect();
    names.join(" and ")
}

fn listed(texts: &[String], between: &str) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(between)
}
