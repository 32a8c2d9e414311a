//! What is wrong with documents, in words.

use crate::diag::{DataProblem, Expected, Flaw, Habit, Shape};
use crate::read;
use crate::text::Sentence;

#[expect(clippy::too_many_lines, reason = "one arm a problem, and the compiler counts them")]
pub(in crate::text) fn problem(problem: &DataProblem) -> Sentence {
    match problem {
        DataProblem::DuplicateRecordKey { table, key, records } => Sentence::with_help(
            format!("「{table}」中主键为 `{key}` 的记录有 {records} 条，无法确定以哪条为准"),
            "请核对后只保留一条，或改正填错的主键；规则要用到这条记录时，判定为无法判定",
        ),
        DataProblem::NoParent { table, parent, key } => Sentence::with_help(
            match key {
                Some(key) => {
                    format!("「{parent}」中没有主键为 `{key}` 的记录，「{table}」的这一行不知道归哪一条")
                }
                None => format!("「{table}」的这一行缺少「{parent}」的主键，不知道归哪一条"),
            },
            "请核对这一行的主键，或补上它所属的记录；这一行没有参与检查",
        ),
        DataProblem::ListTwice { field, rows } => Sentence::with_help(
            format!("「{field}」在记录里填了，子表里又有 {rows} 行，无法确定以哪个为准"),
            "请只在一处填写；在此之前按无法识别处理",
        ),
        DataProblem::NotUtf8 { offset } => Sentence::with_help(
            format!("文件不是 UTF-8 编码，从第 {} 个字节起无法识别", offset + 1),
            "请另存为 UTF-8 编码后再检查：Excel、WPS 选“CSV UTF-8”，记事本在“另存为”中选 UTF-8",
        ),
        DataProblem::Undecodable { encoding, offset } => Sentence::with_help(
            format!("按 {encoding} 编码读取，第 {} 个字节起无法识别", offset + 1),
            "请另存为 UTF-8 编码后再检查：Excel、WPS 选“CSV UTF-8”；确知是别的编码的，用 `--encoding` 指定",
        ),
        DataProblem::Encoding { name } => Sentence::with_help(
            format!("文件是 {name} 编码，已按此读取"),
            "如有乱码，请用 `--encoding` 指定编码，或另存为 UTF-8",
        ),
        DataProblem::NulByte { offset } => Sentence::with_help(
            format!("文件的第 {} 个字节是空字符，这不是正常的文本文件", offset + 1),
            "请确认文件没有损坏，并另存为 UTF-8 编码的文本",
        ),
        DataProblem::BadSyntax { format, found, detail } => flaw(format, found, detail),
        DataProblem::BareKey { key, others } => Sentence::with_help(
            match others {
                0 => format!("字段名 `{key}` 没有加引号"),
                _ => format!("字段名 `{key}` 没有加引号，本文件另有 {others} 处"),
            },
            format!("TOML 的中文字段名要加英文双引号，如 `\"{key}\" = …`，也可以改用英文字段名"),
        ),
        DataProblem::Truncated { format } => Sentence::with_help(
            format!("{format} 内容不完整，写到一半就结束了"),
            "文件可能没有保存、导出或下载完整，请重新取得这份文件",
        ),
        DataProblem::TooDeep { limit } => {
            Sentence::with_help(format!("层级嵌套超过 {limit} 层"), "申报表不会有这么多层，请核对括号和缩进")
        }
        DataProblem::AliasBudget { limit } => Sentence::with_help(
            format!("引用（`*名称`）重复出的内容超过 {limit} 项"),
            "请把引用的内容直接写出来",
        ),
        DataProblem::RefusedTag { tag } => {
            Sentence::with_help(format!("不支持标签 `{tag}`"), "请去掉标签，直接填写内容")
        }
        DataProblem::DuplicateKey { key } => Sentence::with_help(
            format!("「{key}」在同一处写了两次，无法确定以哪个为准"),
            "请核对后只保留一个",
        ),
        DataProblem::SameFieldTwice { field, key } => Sentence::with_help(
            format!("`{key}` 与前面的一项是同一个字段「{field}」，无法确定以哪个为准"),
            "请核对后只保留一个",
        ),
        DataProblem::UnknownField { key, nearest } => Sentence::with_help(
            format!("没有名为「{key}」的字段，这一项没有参与检查"),
            match nearest {
                Some(name) => format!("是否应为「{name}」？"),
                None => "请核对字段名，确实用不到的可以删去".to_owned(),
            },
        ),
        DataProblem::UnknownTable { key, nearest } => Sentence::with_help(
            format!("没有名为「{key}」的表，其中的记录没有参与检查"),
            match nearest {
                Some(name) => format!("是否应为「{name}」？"),
                None => "请核对表名，确实用不到的可以删去".to_owned(),
            },
        ),
        DataProblem::MissingRequired { field } => {
            Sentence::with_help(format!("「{field}」是必填项，没有填写"), "请补填")
        }
        DataProblem::MalformedValue { field, found, expected } => malformed(field, found, expected),
        DataProblem::Normalized { habit, field, found, read_as } => Sentence::with_help(
            format!(
                "「{field}」填的是 `{found}`，已按 `{read_as}` 读取（{}，本文件只提示一次）",
                habit_of(*habit)
            ),
            "请核对读取的结果，报送前最好改成规定的写法",
        ),
        DataProblem::InvisibleCharacter { field, character } => Sentence::with_help(
            format!("「{field}」里有看不见的字符 U+{:04X}", u32::from(*character)),
            "看上去相同的内容会因此对不上，请删去重新输入",
        ),
        DataProblem::UnitGuess { field, other } => Sentence::with_help(
            format!("「{field}」恰好是「{other}」的一万倍，可能有一处把元填成了万元"),
            "请核对两处的单位，确实如此的可以不管",
        ),
        DataProblem::OutOfRange { field, found, range } => Sentence::with_help(
            format!("「{field}」填的是 `{found}`，不在允许的范围 {range} 之内"),
            "请核对是否填错，包括单位和正负号",
        ),
        DataProblem::PatternMismatch { field, found, pattern } => Sentence::with_help(
            format!("「{field}」填的是 `{found}`，不符合规定的写法"),
            format!("请核对位数和格式，规定的写法是 `{pattern}`"),
        ),
        DataProblem::UnknownMember { field, found, members, nearest } => Sentence::with_help(
            format!("「{field}」填的是 `{found}`，不在可选项之内"),
            match nearest {
                Some(name) => format!("是否应为 `{name}`？可选项：{}", choices(members)),
                None => format!("可选项：{}", choices(members)),
            },
        ),
        DataProblem::NotARecord { found } => Sentence::with_help(
            format!("这里应是一条记录（一组字段），实际是{}", shape(*found)),
            "一份文件可以是一条记录、一列记录，或以表名为键的几张表",
        ),
        DataProblem::UnknownFormat { ending } => Sentence::with_help(
            if ending.is_empty() {
                "文件名没有扩展名，不知道是什么格式".to_owned()
            } else {
                format!("不支持扩展名为 `.{ending}` 的文件")
            },
            format!("请另存为这些格式之一：{}", endings()),
        ),
        DataProblem::NoRecord => {
            Sentence::with_help("没有可检查的内容，一条记录也没有", "请确认选对了文件，并且已经保存")
        }
        DataProblem::RaggedRow { row, found, expected } => Sentence::with_help(
            format!("第 {row} 行有 {found} 个单元格，表头有 {expected} 个，这一行没有参与检查"),
            if found > expected {
                "单元格里有逗号的（如 1,250.50），请用英文双引号括起来"
            } else {
                "请补齐缺少的单元格，空着的也要保留分隔符"
            },
        ),
        DataProblem::UnclosedQuote { row, column } => Sentence::with_help(
            format!("第 {row} 行第 {column} 列的左引号没有配对的右引号，从这里起无法读取"),
            "请补上右引号，单元格内容里的引号要连写两个",
        ),
        DataProblem::TooLarge { limit_mib } => {
            Sentence::with_help(format!("文件超过 {limit_mib} MiB 的上限"), "请拆成几个文件后再检查")
        }
        DataProblem::NoMainTable => Sentence::with_help(
            "规则包没有写明主表，不知道这份文件是哪张表的数据",
            "请在规则包中写明 `主表`，或用 `--data 表名=路径` 指定",
        ),
    }
}

fn flaw(format: &str, found: &str, flaw: &Flaw) -> Sentence {
    let stands = if found.is_empty() { String::new() } else { format!("，实际是 `{found}`") };
    let (what, help) = match flaw {
        Flaw::NoValue => {
            (format!("此处应填一个值{stands}"), "文本要加英文双引号，没有填写的写 null 或删去这一项")
        }
        Flaw::NoKey => (format!("此处应为字段名{stands}"), "字段名要加英文双引号"),
        Flaw::NoMark(marks) => {
            let marks: Vec<String> = marks.iter().map(|mark| format!("`{mark}`")).collect();
            (format!("此处应为 {}{stands}", marks.join(" 或 ")), "请核对前后是否缺少符号或引号")
        }
        Flaw::TrailingComma => (format!("`{found}` 前多了一个逗号"), "请删去最后一项后面的逗号"),
        Flaw::AfterEnd => (
            format!("内容已经结束，后面又出现 `{found}`"),
            "一份 JSON 只能有一个值，多份请放进 `[ ]` 或另存为 .jsonl",
        ),
        Flaw::LineEnds => {
            ("这一行没有写完".to_owned(), "每行应是一份完整的 JSON，整个文件是一份 JSON 的请用扩展名 .json")
        }
        Flaw::BadNumber => (format!("`{found}` 不是数字的正确写法"), "带单位、逗号或前导零的请加英文双引号"),
        Flaw::BadEscape => (format!("`{found}` 不是可用的转义写法"), "反斜杠本身要写成 `\\\\`"),
        Flaw::ControlCharacter => {
            ("文本中有换行、制表符等控制字符".to_owned(), "请删去，或写成 `\\n`、`\\t`")
        }
        Flaw::UnknownWord => {
            (format!("`{found}` 不是可用的值"), "文本要加引号，是否写 true 或 false，没有填写的写 null")
        }
        Flaw::Comment => ("此处不能写注释".to_owned(), "JSON 没有注释，请删去"),
        Flaw::UnclosedText => (format!("引号没有成对{stands}"), "请补上缺少的引号"),
        Flaw::UnquotedText => (format!("`{found}` 没有加引号"), "文本要用英文引号括起来"),
        Flaw::AfterQuote => {
            (format!("右引号之后还有内容：`{found}`"), "整个单元格要用引号括起来，内容里的引号要连写两个")
        }
        Flaw::Indentation => ("缩进与上下行对不上".to_owned(), "同级的内容要左对齐，缩进用空格，不用制表符"),
        Flaw::ColonInText => {
            ("这一行里多出一个冒号".to_owned(), "内容里有冒号的请用引号括起来，并核对上一行的缩进")
        }
        Flaw::KeyNotText => {
            ("字段名应是文本，不能是列表或一组字段".to_owned(), "以 `[` 或 `{` 开头的文本请加引号")
        }
        Flaw::UnknownAlias => ("引用了前面没有命名的内容".to_owned(), "以 `*` 开头的文本请加引号"),
        Flaw::MergeKey => ("不支持合并键 `<<`".to_owned(), "请把合并的内容直接写出来"),
        Flaw::Words(words) => {
            let message = format!("{format} 格式有误{stands}");
            return Sentence::with_help(message, format!("读取程序的说明：`{words}`"));
        }
    };
    let help = if has_full_width(found) {
        "请改用半角标点和数字（切换到英文输入法）"
    } else {
        help
    };
    Sentence::with_help(format!("{format} 格式有误：{what}"), help)
}

fn malformed(field: &str, found: &str, expected: &Expected) -> Sentence {
    let (wanted, help) = match expected {
        Expected::Text => ("文本".to_owned(), "请填一段文字"),
        Expected::Bool => ("是或否".to_owned(), "请填 `是` 或 `否`"),
        Expected::Int => ("整数".to_owned(), "请只填数字，如 `12`"),
        Expected::Number => ("数值".to_owned(), "请只填数字，如 `12.5`"),
        Expected::Ratio => ("比例".to_owned(), "请填如 `20%` 的比例"),
        Expected::Money(unit) => {
            (format!("金额（单位：{unit}）"), "请只填数字，或带上单位，如 `795`、`795万元`、`7,950,000元`")
        }
        Expected::Date => ("日期".to_owned(), "请填如 `2020-01-31` 或 `2020年1月31日` 的日期"),
        Expected::Year => ("年度".to_owned(), "请填四位数字，如 `2020`"),
        Expected::Days => ("天数".to_owned(), "请填整数，如 `30` 或 `30天`"),
        Expected::Record => ("一组字段".to_owned(), "请把其中的字段逐项填写"),
        Expected::List => (
            "列表".to_owned(),
            "JSON、YAML 请写成列表，TOML 请用双方括号的标题，CSV 请用 `名称[1]` 这样的列名",
        ),
    };
    let help = if has_full_width(found) {
        "请改用半角数字和标点（切换到英文输入法）"
    } else {
        help
    };
    Sentence::with_help(format!("「{field}」应填{wanted}，实际填的是 `{found}`"), help)
}

const fn habit_of(habit: Habit) -> &'static str {
    match habit {
        Habit::FullWidth => "全角字符或多余的空格",
        Habit::Words => "中文数字",
        Habit::Currency => "货币符号或“整”字",
        Habit::Accounting => "括号表示负数",
        Habit::Brackets => "单位写在括号里",
        Habit::CompactDate => "八位数字的日期",
        Habit::TimeOfDay => "日期后带有时间",
        Habit::Tick => "打勾的方框",
        Habit::Typing => "写法不规范",
    }
}

/// True for digits and marks that an input method typed in their full width.
fn has_full_width(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '！'..='～' | '“' | '”' | '‘' | '’' | '、' | '。' | '\u{3000}'))
}

fn choices(members: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = members.iter().take(SHOWN).map(String::as_str).collect();
    let more = if members.len() > SHOWN { "等" } else { "" };
    format!("{}{more}", shown.join("、"))
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => "空的",
        Shape::Scalar => "单个值",
        Shape::List => "列表",
        Shape::Object => "一组字段",
    }
}

pub(super) fn endings() -> String {
    // Other workbooks can be named as well; these are the ones to save.
    let all = ["xlsx", "xls", "ods"]
        .into_iter()
        .chain(read::formats().iter().flat_map(|format| format.endings.iter().copied()));
    all.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join("、")
}
