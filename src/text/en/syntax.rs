//! What is wrong with the form of rule files, in words.

use crate::diag::{SyntaxProblem, Token};
use crate::syntax::english;
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &SyntaxProblem) -> Sentence {
    match problem {
        SyntaxProblem::Unexpected { found, expected, nearest } => unexpected(found, expected, nearest.as_deref()),
        SyntaxProblem::ReservedName { name } => Sentence::with_help(
            format!("`{name}` is a word of the language and no name as it is"),
            format!("choose another name, or write it in backticks: `{name}`"),
        ),
        SyntaxProblem::NotAnItem { found, nearest } => Sentence::with_help(
            format!("`{found}` belongs to no item"),
            match nearest {
                Some(keyword) => format!("did you mean `{keyword}`?"),
                None => "an item begins with `rule`, `tiers`, `table`, `type`, `param`, `measure`, `test`, `example` \
                         or `pack`"
                    .to_owned(),
            },
        ),
        SyntaxProblem::UnclosedText => Sentence::with_help(
            "this text has no closing quotation mark",
            "a text ends on its line; a quotation mark inside it is written `\\\"`",
        ),
        SyntaxProblem::UnclosedBracket { open } => Sentence::with_help(
            format!("`{open}` is never closed"),
            match open {
                '{' => "add `}`; a brace that a message shows is written twice, `{{` or `}}`".to_owned(),
                _ => format!("add `{}`", closing(*open)),
            },
        ),
        SyntaxProblem::RepeatedClause { clause } => {
            Sentence::with_help(format!("`{clause}` stands here a second time"), "it may stand once: merge or remove one")
        }
        SyntaxProblem::MissingClause { clause, item } => {
            Sentence::with_help(format!("`{item}` lacks {}", token(*clause)), missing(*clause))
        }
        SyntaxProblem::BadLiteral { text } => {
            Sentence::with_help(format!("`{text}` is no number or date"), number(text))
        }
        SyntaxProblem::TooDeep { limit } => Sentence::with_help(
            format!("brackets or operators are nested deeper than {limit} levels"),
            "name the steps with `let`",
        ),
        SyntaxProblem::InvisibleCharacter { code_point } => Sentence::with_help(
            format!("an invisible character {code_point} stands here"),
            "remove it; it often comes along when text is pasted",
        ),
        SyntaxProblem::NotUtf8 { offset } => Sentence::with_help(
            format!("the rule file is not UTF-8 from byte {} on", offset + 1),
            "save it as UTF-8",
        ),
    }
}

fn unexpected(found: &str, expected: &[Token], nearest: Option<&str>) -> Sentence {
    if let Some(keyword) = nearest {
        return Sentence::with_help(
            format!("`{found}` means nothing here"),
            format!("did you mean `{keyword}`?"),
        );
    }
    let wanted = list(expected);
    Sentence::bare(match (found.is_empty(), wanted.is_empty()) {
        (true, true) => "the text is not finished".to_owned(),
        (true, false) => format!("the text is not finished: expected {wanted}"),
        (false, true) => format!("`{found}` cannot stand here"),
        (false, false) => format!("`{found}` cannot stand here: expected {wanted}"),
    })
}

/// Most expectations that a message lists.
const LISTED: usize = 6;

fn list(expected: &[Token]) -> String {
    let mut words: Vec<String> = expected.iter().take(LISTED).map(|expected| token(*expected)).collect();
    words.dedup();
    if expected.len() > LISTED {
        words.push("something else".to_owned());
    }
    match words.pop() {
        None => String::new(),
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} or {last}", words.join(", ")),
    }
}

fn token(token: Token) -> String {
    match token {
        Token::Keyword(word) => format!("`{}`", english(word)),
        Token::Mark(mark) => format!("`{mark}`"),
        Token::Name => "a name".to_owned(),
        Token::Code => "a rule's code".to_owned(),
        Token::Expression => "an expression".to_owned(),
        Token::Operator => "an operator".to_owned(),
        Token::Text => "a text in quotation marks".to_owned(),
        Token::Integer => "a whole number".to_owned(),
        Token::Number => "a number".to_owned(),
        Token::Date => "a date".to_owned(),
        Token::Type => "a type".to_owned(),
        Token::Clause => "a clause".to_owned(),
        Token::Field => "a field".to_owned(),
        Token::Member => "a member".to_owned(),
        Token::Row => "a row".to_owned(),
        Token::Interval => "an interval".to_owned(),
        Token::Value => "a value".to_owned(),
        Token::Item => "an item".to_owned(),
        Token::End => "the end of the file".to_owned(),
    }
}

fn missing(clause: Token) -> String {
    match clause {
        Token::Keyword("要求") => "say what must hold: `require pre_assessment.done`".to_owned(),
        Token::Keyword("否则") => "say what to report: `else error \"not assessed\"`".to_owned(),
        Token::Keyword("对象") => "say which table is checked: `for project`".to_owned(),
        Token::Keyword("按") => "say what the tiers are of: `by evaluation.score`".to_owned(),
        Token::Keyword("轻重") => "say how grave it is, greater is graver: `weight 2`".to_owned(),
        Token::Keyword("依据") => "say what it rests on: `basis \"…\"`".to_owned(),
        Token::Keyword("例") => "add at least one case".to_owned(),
        Token::Row => "write a row for each tier: `[90, 100] excellent → pass`".to_owned(),
        other => format!("add {}", token(other)),
    }
}

fn number(text: &str) -> String {
    if text.contains(',') {
        return "thousands separators stand between groups of three digits, and not inside brackets"
            .to_owned();
    }
    if text.chars().any(|character| character.is_numeric() && !character.is_ascii()) {
        return "use half-width digits".to_owned();
    }
    if text.ends_with(['万', '亿', '千']) {
        return format!("an amount ends in 元: `{text}元`");
    }
    "numbers are written `100`, `20%`, `50万元`, `30天`, `2020年`, dates `2020-01-01`".to_owned()
}

const fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}
