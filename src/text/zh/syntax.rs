//! What is wrong with the form of rule files, in words.

use crate::diag::{SyntaxProblem, Token};
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &SyntaxProblem) -> Sentence {
    match problem {
        SyntaxProblem::Unexpected { found, expected, nearest } => {
            unexpected(found, expected, nearest.as_deref())
        }
        SyntaxProblem::ReservedName { name } => Sentence::with_help(
            format!("`{name}` 是规则语言自己的词，不能直接作名称"),
            format!("请换一个名称，或把它写在反引号里：`{name}`"),
        ),
        SyntaxProblem::NotAnItem { found, nearest } => Sentence::with_help(
            format!("`{found}` 不属于任何一段规则"),
            match nearest {
                Some(keyword) => format!("是否应为 `{keyword}`？"),
                None => {
                    "每一段要以 `规则`、`分档`、`表`、`类型`、`参数`、`处置`、`测试`、`样例` 或 `规则包` 开头"
                        .to_owned()
                }
            },
        ),
        SyntaxProblem::UnclosedText => {
            Sentence::with_help("这段文字没有写结束的引号", "文字要在同一行内结束，里面的引号写成 `\\\"`")
        }
        SyntaxProblem::UnclosedBracket { open } => Sentence::with_help(
            format!("括号 `{open}` 没有对应的 `{}`", closing(*open)),
            match open {
                '{' => "请补上 `}`；消息里要显示花括号本身时写两个：`{{`、`}}`".to_owned(),
                _ => format!("请补上 `{}`", closing(*open)),
            },
        ),
        SyntaxProblem::RepeatedClause { clause } => {
            Sentence::with_help(format!("`{clause}` 在同一处写了两次"), "只能写一次，请合并或删去一处")
        }
        SyntaxProblem::MissingClause { clause, item } => {
            Sentence::with_help(format!("`{item}` 没有写{}", apart(token(*clause))), missing(*clause))
        }
        SyntaxProblem::BadLiteral { text } => {
            Sentence::with_help(format!("`{text}` 不是能识别的数字或日期"), number(text))
        }
        SyntaxProblem::TooDeep { limit } => {
            Sentence::with_help(format!("括号或运算嵌套超过 {limit} 层"), "请用 `令` 把中间结果分步写出来")
        }
        SyntaxProblem::InvisibleCharacter { code_point } => Sentence::with_help(
            format!("这里有一个看不见的字符 {code_point}"),
            "请删去，多半是从网页或文档里粘贴时带进来的",
        ),
        SyntaxProblem::NotUtf8 { offset } => Sentence::with_help(
            format!("规则文件不是 UTF-8 编码，从第 {} 个字节起无法识别", offset + 1),
            "请另存为 UTF-8 编码",
        ),
    }
}

fn unexpected(found: &str, expected: &[Token], nearest: Option<&str>) -> Sentence {
    if let Some(keyword) = nearest {
        return Sentence::with_help(format!("无法识别 `{found}`"), format!("是否应为 `{keyword}`？"));
    }
    let wanted = list(expected);
    Sentence::bare(match (found.is_empty(), wanted.is_empty()) {
        (true, true) => "内容没有写完".to_owned(),
        (true, false) => format!("内容没有写完，后面应为{wanted}"),
        (false, true) => format!("这里不应是 `{found}`"),
        (false, false) => format!("这里不应是 `{found}`，应为{wanted}"),
    })
}

/// Most expectations that a message lists.
const LISTED: usize = 6;

fn list(expected: &[Token]) -> String {
    let mut words: Vec<String> = expected.iter().take(LISTED).map(|expected| token(*expected)).collect();
    words.dedup();
    let more = expected.len() > LISTED;
    match words.pop() {
        None => String::new(),
        Some(last) if words.is_empty() => apart(last),
        Some(last) if more => apart(format!("{}、{last} 等", words.join("、"))),
        Some(last) => apart(format!("{} 或 {last}", words.join("、"))),
    }
}

/// With a space before a quoted word.
fn apart(words: String) -> String {
    if words.starts_with('`') { format!(" {words}") } else { words }
}

fn token(token: Token) -> String {
    match token {
        Token::Keyword(word) | Token::Mark(word) => format!("`{word}`"),
        Token::Name => "名称".to_owned(),
        Token::Code => "规则编号".to_owned(),
        Token::Expression => "算式或条件".to_owned(),
        Token::Operator => "运算符".to_owned(),
        Token::Text => "引号里的文字".to_owned(),
        Token::Integer => "整数".to_owned(),
        Token::Number => "数字".to_owned(),
        Token::Date => "日期".to_owned(),
        Token::Type => "类型".to_owned(),
        Token::Clause => "本段的下一项".to_owned(),
        Token::Field => "字段".to_owned(),
        Token::Member => "取值".to_owned(),
        Token::Row => "分档的一行".to_owned(),
        Token::Interval => "区间".to_owned(),
        Token::Value => "值".to_owned(),
        Token::Item => "新的一段".to_owned(),
        Token::End => "文件结尾".to_owned(),
    }
}

fn missing(clause: Token) -> String {
    match clause {
        Token::Keyword("要求") => "请写明要求，如 `要求 事前评估.已开展`".to_owned(),
        Token::Keyword("否则") => "请写明不符合时的提示，如 `否则 错误 \"未开展事前评估\"`".to_owned(),
        Token::Keyword("对象") => "请写明检查哪张表，如 `对象 项目`".to_owned(),
        Token::Keyword("按") => "请写明按什么分档，如 `按 评价.得分`".to_owned(),
        Token::Keyword("轻重") => "请写明轻重，数字越大越重，如 `轻重 2`".to_owned(),
        Token::Keyword("依据") => "请写明依据，如 `依据 \"济历城发〔2019〕32号\"`".to_owned(),
        Token::Keyword("例") => "请至少写一个例子".to_owned(),
        Token::Row => "请逐行写出各档，如 `[90, 100] 优 → 通过`".to_owned(),
        other => format!("请补上{}", apart(token(other))),
    }
}

fn number(text: &str) -> String {
    if text.contains(',') {
        return "千分位逗号每三位一个；括号里的逗号是分隔符，数字里不要写逗号".to_owned();
    }
    if text.chars().any(|character| character.is_numeric() && !character.is_ascii()) {
        return "请用半角数字".to_owned();
    }
    if text.ends_with(['万', '亿', '千']) {
        return format!("金额要写到元，如 `{text}元`");
    }
    "数字写作 `100`、`20%`、`50万元`、`30天`、`2020年`，日期写作 `2020-01-01`".to_owned()
}

const fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}
