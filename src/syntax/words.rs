//! The words of the language: the one place that maps each keyword, operator and type to both its spellings.

use super::ast::{ArithmeticOp, BasicType, CompareOp};
use super::grammar::Symbol;
use crate::diag::Token;

/// The language in which keywords are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keywords {
    /// 中文: `规则`.
    #[default]
    Chinese,
    /// English: `rule`.
    English,
}

/// Both spellings of a word of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// 中文.
    pub chinese: &'static str,
    /// English.
    pub english: &'static str,
}

impl Word {
    /// The spelling in one language.
    pub const fn spelled(self, keywords: Keywords) -> &'static str {
        match keywords {
            Keywords::Chinese => self.chinese,
            Keywords::English => self.english,
        }
    }

    const fn new(chinese: &'static str, english: &'static str) -> Self {
        Self { chinese, english }
    }
}

/// The English spelling of a keyword given in Chinese; the keyword itself when it is none.
pub fn english(chinese: &'static str) -> &'static str {
    all().find(|word| word.chinese == chinese).map_or(chinese, |word| word.english)
}

/// True for every word of the language, in either spelling.
pub(super) fn is_word(text: &str) -> bool {
    all().any(|word| word.chinese == text || word.english == text) || matches!(text, "satisfies" | "当")
}

/// Every word: keywords, operators, types.
pub(super) fn all() -> impl Iterator<Item = Word> {
    let keywords = Symbol::all_rules().iter().filter_map(|symbol| keyword(*symbol));
    keywords.chain(OPERATORS.iter().map(|row| row.0)).chain(TYPES.iter().map(|row| row.0)).chain(BOOLEANS)
}

/// 是 and 否.
pub(super) const BOOLEANS: [Word; 2] = [Word::new("是", "true"), Word::new("否", "false")];

/// The types of the language.
pub(super) const TYPES: &[(Word, BasicType)] = &[
    (Word::new("文本", "text"), BasicType::Text),
    (Word::new("是否", "bool"), BasicType::Bool),
    (Word::new("整数", "int"), BasicType::Int),
    (Word::new("数值", "number"), BasicType::Number),
    (Word::new("比例", "ratio"), BasicType::Ratio),
    (Word::new("金额", "money"), BasicType::Money),
    (Word::new("日期", "date"), BasicType::Date),
    (Word::new("年度", "year"), BasicType::Year),
    (Word::new("天数", "days"), BasicType::Days),
];

/// What an operator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Not,
    Compare(CompareOp),
    /// 不属于 when true.
    In(bool),
    Matches,
    Contains,
    Within,
    Arithmetic(ArithmeticOp),
    Default,
    /// 无 when true.
    Has(bool),
}

/// The operators; of a mark, both spellings are the one that the formatter writes.
pub(super) const OPERATORS: &[(Word, Operator)] = &[
    (Word::new("或", "or"), Operator::Or),
    (Word::new("且", "and"), Operator::And),
    (Word::new("非", "not"), Operator::Not),
    (Word::new("=", "="), Operator::Compare(CompareOp::Eq)),
    (Word::new("≠", "≠"), Operator::Compare(CompareOp::Ne)),
    (Word::new("<", "<"), Operator::Compare(CompareOp::Lt)),
    (Word::new("<=", "<="), Operator::Compare(CompareOp::Le)),
    (Word::new(">", ">"), Operator::Compare(CompareOp::Gt)),
    (Word::new(">=", ">="), Operator::Compare(CompareOp::Ge)),
    (Word::new("属于", "in"), Operator::In(false)),
    (Word::new("不属于", "not in"), Operator::In(true)),
    (Word::new("匹配", "matches"), Operator::Matches),
    (Word::new("包含", "contains"), Operator::Contains),
    (Word::new("±", "±"), Operator::Within),
    (Word::new("+", "+"), Operator::Arithmetic(ArithmeticOp::Add)),
    (Word::new("-", "-"), Operator::Arithmetic(ArithmeticOp::Sub)),
    (Word::new("×", "×"), Operator::Arithmetic(ArithmeticOp::Mul)),
    (Word::new("÷", "÷"), Operator::Arithmetic(ArithmeticOp::Div)),
    (Word::new("或缺", "default"), Operator::Default),
    (Word::new("有", "has"), Operator::Has(false)),
    (Word::new("无", "lacks"), Operator::Has(true)),
];

/// The operator that `text` writes, in whatever spelling and width, with its words.
pub(super) fn operator(text: &str) -> Option<(Word, Operator)> {
    let usual = match text {
        "＋" => "+",
        "－" => "-",
        "*" | "＊" => "×",
        "/" | "／" => "÷",
        "＝" => "=",
        "!=" | "！＝" => "≠",
        "＜" => "<",
        "≤" | "＜＝" => "<=",
        "＞" => ">",
        "≥" | "＞＝" => ">=",
        "within" => "±",
        // `not in`, with any white space between.
        _ if text.starts_with("not") && text.ends_with("in") => "not in",
        other => other,
    };
    OPERATORS.iter().find(|(word, _)| word.chinese == usual || word.english == usual).copied()
}

/// The spellings of a keyword; `None` for what is not a keyword.
pub(super) fn keyword(symbol: Symbol) -> Option<Word> {
    let (chinese, english) = match symbol {
        Symbol::kw_pack => ("规则包", "pack"),
        Symbol::kw_title => ("名称", "title"),
        Symbol::kw_version => ("版本", "version"),
        Symbol::kw_use => ("引用", "use"),
        Symbol::kw_main => ("主表", "main"),
        Symbol::kw_param => ("参数", "param"),
        Symbol::kw_open => ("下级可调", "open"),
        Symbol::kw_override => ("改为", "override"),
        Symbol::kw_add => ("增加", "add"),
        Symbol::kw_disable => ("停用", "disable"),
        Symbol::kw_because => ("因", "because"),
        Symbol::kw_type => ("类型", "type"),
        Symbol::kw_table => ("表", "table"),
        Symbol::kw_key => ("主键", "key"),
        Symbol::kw_placeholder => ("占位", "placeholder"),
        Symbol::kw_list => ("列表", "list"),
        Symbol::kw_set => ("集合", "set"),
        Symbol::kw_required => ("必填", "required"),
        Symbol::kw_child => ("子表", "child"),
        Symbol::kw_unit => ("单位", "unit"),
        Symbol::kw_range => ("范围", "range"),
        Symbol::kw_matches => ("匹配", "matches"),
        Symbol::kw_alias => ("别名", "alias"),
        Symbol::kw_measure => ("处置", "measure"),
        Symbol::kw_weight => ("轻重", "weight"),
        Symbol::kw_amount => ("金额", "amount"),
        Symbol::kw_scorecard => ("考核", "scorecard"),
        Symbol::kw_full => ("满分", "full"),
        Symbol::kw_points => ("扣分", "points"),
        Symbol::kw_at_most => ("至多", "at_most"),
        Symbol::kw_onto => ("于", "on"),
        Symbol::kw_rule => ("规则", "rule"),
        Symbol::kw_basis => ("依据", "basis"),
        Symbol::kw_for => ("对象", "for"),
        Symbol::kw_batch => ("批次", "batch"),
        Symbol::kw_effective => ("施行", "effective"),
        Symbol::kw_from => ("起", "from"),
        Symbol::kw_to => ("至", "to"),
        Symbol::kw_when => ("条件", "when"),
        Symbol::kw_given => ("当", "when"),
        Symbol::kw_let => ("令", "let"),
        Symbol::kw_except => ("除外", "except"),
        Symbol::kw_require => ("要求", "require"),
        Symbol::kw_else => ("否则", "else"),
        Symbol::kw_error => ("错误", "error"),
        Symbol::kw_warning => ("警告", "warning"),
        Symbol::kw_note => ("提示", "note"),
        Symbol::kw_advice => ("建议", "advice"),
        Symbol::kw_tiers => ("分档", "tiers"),
        Symbol::kw_by => ("按", "by"),
        Symbol::kw_pass => ("通过", "pass"),
        Symbol::kw_not_applicable => ("不适用", "not_applicable"),
        Symbol::kw_missing => ("缺失", "missing"),
        Symbol::kw_otherwise => ("其他", "otherwise"),
        Symbol::kw_form => ("表样", "form"),
        Symbol::kw_heading => ("标题", "heading"),
        Symbol::kw_fixed => ("固定", "fixed"),
        Symbol::kw_hint => ("样文", "hint"),
        Symbol::kw_ignore => ("不读", "ignore"),
        Symbol::kw_inside => ("同格", "inside"),
        Symbol::kw_right => ("右", "right"),
        Symbol::kw_below => ("下", "below"),
        Symbol::kw_row => ("行", "row"),
        Symbol::kw_column => ("列", "column"),
        Symbol::kw_lines => ("清单", "lines"),
        Symbol::kw_until => ("止", "until"),
        Symbol::kw_ditto => ("同上", "ditto"),
        Symbol::kw_either => ("或", "or"),
        Symbol::kw_test => ("测试", "test"),
        Symbol::kw_case => ("例", "case"),
        Symbol::kw_example => ("样例", "example"),
        Symbol::kw_expect => ("应", "expect"),
        Symbol::kw_verdict_pass => ("合规", "pass"),
        Symbol::kw_fail => ("违反", "fail"),
        Symbol::kw_undetermined => ("无法判定", "undetermined"),
        Symbol::kw_field => ("字段", "field"),
        Symbol::kw_todo => ("待修", "todo"),
        Symbol::kw_where => ("其中", "where"),
        Symbol::kw_each => ("每个", "all"),
        Symbol::kw_exists => ("存在", "any"),
        Symbol::kw_satisfy => ("满足", "satisfy"),
        _ => return None,
    };
    Some(Word { chinese, english })
}

/// The mark that the formatter writes for a punctuation symbol; `None` for what is none.
pub(super) fn mark(symbol: Symbol) -> Option<&'static str> {
    Some(match symbol {
        Symbol::comma => ",",
        Symbol::colon | Symbol::entry_colon => ":",
        Symbol::dot => ".",
        Symbol::equals => "=",
        Symbol::arrow => "→",
        Symbol::optional => "?",
        Symbol::open_round | Symbol::open_args => "(",
        Symbol::close_round => ")",
        Symbol::open_square | Symbol::open_keys => "[",
        Symbol::close_square => "]",
        Symbol::open_brace | Symbol::open_set => "{",
        Symbol::close_brace | Symbol::close_set => "}",
        Symbol::minus => "-",
        Symbol::anything => "*",
        _ => return None,
    })
}

/// What a symbol is called when it was expected and not found.
pub(super) fn token(symbol: Symbol) -> Token {
    if let Some(word) = keyword(symbol) {
        return Token::Keyword(word.chinese);
    }
    if let Some(mark) = mark(symbol) {
        return Token::Mark(mark);
    }
    match symbol {
        Symbol::code => Token::Code,
        Symbol::EOI => Token::End,
        Symbol::item | Symbol::file => Token::Item,
        Symbol::infix | Symbol::comparison => Token::Operator,
        Symbol::text | Symbol::texts | Symbol::caption => Token::Text,
        Symbol::integer => Token::Integer,
        Symbol::quantity | Symbol::grouped => Token::Number,
        Symbol::date => Token::Date,
        Symbol::type_expr | Symbol::type_name | Symbol::fields | Symbol::members => Token::Type,
        Symbol::field => Token::Field,
        Symbol::enum_member => Token::Member,
        Symbol::row | Symbol::pattern | Symbol::otherwise_row => Token::Row,
        Symbol::interval | Symbol::opening => Token::Interval,
        Symbol::rule_part
        | Symbol::param_part
        | Symbol::override_part
        | Symbol::tiers_clause
        | Symbol::pack_part
        | Symbol::form_part
        | Symbol::expect_part
        | Symbol::modifier
        | Symbol::exception
        | Symbol::basis
        | Symbol::outcome
        | Symbol::case => Token::Clause,
        Symbol::scalar | Symbol::constant | Symbol::record | Symbol::list => Token::Value,
        Symbol::unit_word | Symbol::form_money => Token::Mark("万元"),
        Symbol::level => Token::Keyword("错误"),
        Symbol::label
        | Symbol::name
        | Symbol::names
        | Symbol::table_names
        | Symbol::form_names
        | Symbol::form_path
        | Symbol::settings
        | Symbol::targets
        | Symbol::member_names
        | Symbol::measure_names
        | Symbol::row_label
        | Symbol::entry
        | Symbol::measure_arg
        | Symbol::given
        | Symbol::rule_head => Token::Name,
        _ => Token::Expression,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::grammar;

    #[test]
    fn every_keyword_is_read_in_both_spellings() {
        for symbol in Symbol::all_rules() {
            let Some(word) = keyword(*symbol) else {
                continue;
            };
            for spelling in [word.chinese, word.english] {
                let read = grammar::read(*symbol, spelling).expect(spelling);
                assert_eq!(read.pieces().as_str(), spelling);
                assert!(grammar::read(*symbol, &format!("{spelling}乙")).is_err(), "{spelling} goes on");
            }
        }
    }

    #[test]
    fn every_operator_is_read_in_both_spellings() {
        for (word, operator_) in OPERATORS {
            for spelling in [word.chinese, word.english] {
                assert_eq!(operator(spelling).map(|found| found.1), Some(*operator_));
                let read = grammar::read(Symbol::infix, spelling)
                    .or_else(|_| grammar::read(Symbol::prefix, spelling));
                assert_eq!(read.expect(spelling).pieces().as_str(), spelling);
            }
        }
    }
}
