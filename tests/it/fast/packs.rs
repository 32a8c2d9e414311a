//! Packs: a table with fields of every kind, and rules over them.

use heng::ir::{self, Checked, PackText, Program};
use heng::session;
use heng::source::Source;

use super::documents::Dice;

/// A pack with those of the rules that compile; `None` where none does.
pub(super) fn pack(schema: u64, rules: &[u64]) -> Option<(String, Checked<Program>)> {
    let table = table(&mut Dice::new(schema));
    let good = rules.iter().enumerate().filter_map(|(at, seed)| {
        let text = rule(at, &mut Dice::new(*seed));
        compiled(&format!("{table}{text}")).map(|_| text)
    });
    let text = good.fold(table.clone(), |text, rule| text + &rule);
    (text != table).then(|| compiled(&text).map(|program| (text, program)))?
}

/// The same pack, where the elements of a list are a table of their own; `None` where records have no key.
pub(super) fn with_child_table(text: &str) -> Option<Checked<Program>> {
    let apart = text.replace("  }\n  标签 tags", "  } 子表 资金表 fund_rows\n  标签 tags");
    text.contains("  主键 代码\n").then(|| compiled(&apart))?
}

pub(super) fn compiled(text: &str) -> Option<Checked<Program>> {
    let files = vec![Source::new("试.heng", text.to_owned())];
    ir::compile(vec![PackText { name: "试".to_owned(), files }], &session::embedded(), &[]).0
}

fn table(dice: &mut Dice) -> String {
    let mut maybe = |text: &'static str| if dice.one_in(3) { text } else { "" };
    let code = [maybe(" 必填"), maybe(r#" 匹配 "^[A-Z]\d*$""#)].concat();
    let name = [maybe(r#" 占位 "无", "/""#), maybe(r#" 别名 "项目名称""#)].concat();
    let amount = [maybe(" 必填"), " 单位 万元", maybe(" 范围 [0元, 100亿元)")].concat();
    let score = [maybe(" 必填"), maybe(" 范围 [0, 100]"), maybe(r#" 占位 "0", "-""#)].concat();
    let (share, kind, date, day) =
        (maybe(" 单位 %"), maybe(" 必填"), maybe(r#" 占位 "待定""#), maybe(" 必填"));
    let (source, value, key, months) =
        (maybe(" 必填"), maybe(" 单位 万元"), maybe("  主键 代码\n"), maybe(" 范围 [1, 12]"));
    format!(
        r#"规则包 试
  主表 项目

参数 起点 : 金额 = 50万元
参数 名单 : 集合 文本 = {{"A1", "无", "项目"}}
参数 档 : 集合 数值 = {{1, 60, 0.5}}

表 项目 project
{key}  代码 code : 文本{code}
  名称 name : 文本{name}
  金额 amount : 金额{amount}
  预算 budget : 金额 单位 万元
  得分 score : 数值{score}
  数 n : 整数
  占比 share : 比例{share}
  属性 kind : {{ 新增 new, 延续 continuing 别名 "老", 其他 }}{kind}
  日期 date : 日期{date}
  止 until : 日期
  年度 year : 年度
  期限 term : 天数
  已办 done : 是否
  评价 evaluation : {{ 分 points : 数值  等级 grade : {{ 优 a, 良 b }}  日 day : 日期{day} }}
  资金 funds : 列表 {{
    来源 source : 文本{source}
    数额 value : 金额{value}
    份额 share : 数值
    明细 parts : 列表 {{ 额 sum : 金额  名 title : 文本 }}
    附 more : {{ 甲 : 整数  乙 : 是否 }}
  }}
  标签 tags : 列表 文本
  月 months : 列表 整数{months}

"#
    )
}

fn rule(at: usize, dice: &mut Dice) -> String {
    match dice.below(12) {
        0 | 1 => return tiers(at, dice),
        2 | 3 => return gathered(at, dice),
        _ => {}
    }
    let mut text = format!("规则 R{at:02} 规则\n  依据 \"例\"\n  对象 项目\n");
    let guarded = dice.one_in(3);
    if guarded {
        text = text + "  条件 " + &truth(dice, 1, true) + "\n";
    }
    if dice.one_in(6) {
        text = text + "  除外 当 (" + &truth(dice, 1, true) + ") 依据 \"例外\"\n";
    }
    if dice.one_in(5) {
        text += "  令 合 = 合计(资金.数额 或缺 0元)\n";
        return text
            + &format!(
                "  要求 合 <= {} 或 {}\n  否则 警告 \"{{合}}\"\n",
                money(dice),
                truth(dice, 2, false)
            );
    }
    text + &format!("  要求 {}\n  否则 错误 \"{{名称}} {{金额}}\"\n", truth(dice, 3, false))
}

/// A rule about groups or about the batch.
fn gathered(at: usize, dice: &mut Dice) -> String {
    let subject = dice.pick(&[
        "项目 按 属性",
        "项目 按 代码",
        "项目 按 属性, 已办",
        "项目 按 评价.等级",
        "项目 按 名称, 金额",
        "项目 按 日期, 年度, 代码",
        "批次",
    ]);
    let of = if subject == "批次" { "项目." } else { "" };
    let filter =
        dice.pick(&[" 其中 (有 得分)", " 其中 (有 名称 且 名称 包含 \"项\")", " 其中 ((得分 或缺 0) > 50)"]);
    let count = if subject == "批次" { "计数(项目)" } else { "计数()" };
    let guard = match dice.below(6) {
        0 => format!("  条件 {count} > 1\n"),
        1 => format!("  条件 非 (每个 项目 满足 ({}))\n", truth(dice, 1, true)),
        2 if subject == "项目 按 代码" => {
            "  条件 有 代码 且 长度(代码) > 1\n  除外 当 (代码 = \"B2\") 依据 \"例外\"\n".to_owned()
        }
        _ => String::new(),
    };
    if dice.one_in(6) {
        return format!(
            "分档 G{at:02} 整体\n  依据 \"例\"\n  对象 {subject}\n  按 合计({of}预算 或缺 0元)\n  [100万元, ∞) → 通过\n  [1元, 100万元) → 提示 \"{{{count}}}\"\n  其他 → 不适用\n"
        );
    }
    let asked = match dice.below(10) {
        0 => format!("{count} {} {}", op(dice), dice.below(4)),
        1 => format!("合计({of}预算 或缺 0元) {} {}", op(dice), money(dice)),
        2 => format!("计数(项目{filter}) {} {}", op(dice), dice.below(3)),
        3 => format!("最大({of}得分 或缺 0) {} 60", op(dice)),
        4 => format!("最小({of}数 或缺 5) {} 2", op(dice)),
        5 => format!("去重计数(项目{filter}.得分) >= {}", dice.below(3)),
        6 => format!("(每个 项目 满足 ({}))", truth(dice, 1, true)),
        7 => format!("非 (存在 项目{filter} 满足 ({}))", truth(dice, 1, true)),
        8 => format!("(存在 项目{filter} 满足 ({}))", truth(dice, 1, true)),
        _ => format!("平均({of}得分 或缺 1) {} 30 或 合计(项目 其中 (有 金额).金额) > 0元", op(dice)),
    };
    format!(
        "规则 G{at:02} 整体\n  依据 \"例\"\n  对象 {subject}\n{guard}  要求 {asked}\n  否则 提示 \"整体 {{{count}}}\"\n"
    )
}

fn tiers(at: usize, dice: &mut Dice) -> String {
    let head = format!("分档 T{at:02} 分档\n  依据 \"例\"\n  对象 项目\n");
    let rows = dice.pick(&[
        "  按 得分\n  [60, ∞) → 通过\n  [0, 60) → 不适用\n  (-∞, 0) → 错误 \"负\"\n  缺失 → 不适用\n",
        "  按 金额\n  [50万元, ∞) → 通过\n  (-∞, 50万元) → 警告 \"小\"\n  缺失 → 通过\n",
        "  按 属性, 得分\n  新增, [60, ∞) → 通过\n  缺失 → 不适用\n  其他 → 错误 \"低\"\n",
        "  按 属性\n  新增 → 通过\n  延续 → 不适用\n  缺失 → 不适用\n  其他 → 提示 \"别的\"\n",
        "  按 日期\n  2024-01-01 起 → 通过\n  至 2023-12-31 → 警告 \"早\"\n  缺失 → 不适用\n",
        "  按 评价.分, 评价.等级\n  [90, 100], 优 → 通过\n  [0, 90), 良 → 通过\n  缺失 → 不适用\n  其他 → 错误 \"不符\"\n",
        "  按 已办\n  是 → 通过\n  否 → 错误 \"未办\"\n  缺失 → 不适用\n",
        "  按 合计(资金.数额 或缺 0元)\n  [10万元, ∞) → 通过\n  (-∞, 10万元) → 警告 \"少\"\n  缺失 → 不适用\n",
    ]);
    head + rows
}

/// A truth about the record; where `guarded`, one that reads nothing without asking for it first.
fn truth(dice: &mut Dice, depth: usize, guarded: bool) -> String {
    if depth > 0 && dice.one_in(2) {
        let (left, right) = (truth(dice, depth - 1, guarded), truth(dice, depth - 1, guarded));
        return match dice.below(4) {
            0 | 1 => format!("({left} 且 {right})"),
            2 => format!("({left} 或 {right})"),
            _ => format!("非 ({left})"),
        };
    }
    if guarded {
        return match dice.below(7) {
            0 => format!("(有 {0} 且 {1})", "金额", compared(dice, "金额")),
            1 => "(已办 或缺 否)".to_owned(),
            2 => format!("(得分 或缺 {}) > 0", dice.pick(&["0", "100"])),
            3 => format!("(有 属性 且 属性 = {})", dice.pick(&["新增", "延续"])),
            4 => format!("有 {}", field(dice)),
            5 => "(有 资金 且 计数(资金) > 1)".to_owned(),
            _ => "(有 标签 且 标签 包含 \"甲\")".to_owned(),
        };
    }
    match dice.below(30) {
        0 => compared(dice, "金额"),
        1 => compared(dice, "预算"),
        2 => {
            format!("{} {} {}", numeric(dice), op(dice), dice.pick(&["0", "1", "60", "99.5", "-3", "0.333"]))
        }
        3 => format!(
            "{} 属于 {}",
            dice.pick(&["得分", "数"]),
            dice.pick(&["[0, 60)", "(0, 100]", "{0, 1, 60}", "档"])
        ),
        4 => format!("属性 {}", dice.pick(&["= 新增", "≠ 延续", "属于 {新增, 延续}", "不属于 {其他}"])),
        5 => format!(
            "{} 属于 {}",
            dice.pick(&["代码", "名称"]),
            dice.pick(&["名单", "{\"A1\", \"B2\", \"项目\"}"])
        ),
        6 => format!(
            "{} 匹配 \"{}\"",
            dice.pick(&["代码", "名称"]),
            dice.pick(&["^[AB]", "\\d$", "项", "^.{2}$", "^[AB][0-9]$"])
        ),
        7 => format!("名称 包含 {}", dice.pick(&["\"项\"", "代码", "\"\""])),
        8 => format!("长度({}) {} {}", dice.pick(&["代码", "名称"]), op(dice), dice.below(4)),
        9 => format!(
            "截取(代码, {}, {}) = {}",
            dice.below(3),
            dice.below(4),
            dice.pick(&["\"A\"", "\"1\"", "文本(数)"])
        ),
        10 => format!("{}({}, \"A\")", dice.pick(&["开头", "结尾"]), dice.pick(&["代码", "名称"])),
        11 => format!("归一(名称) = {}", dice.pick(&["\"项目\"", "归一(代码)"])),
        12 => format!("{} {}", dice.pick(&["有", "无"]), field(dice)),
        13 => format!("日期 {} {}", op(dice), dice.pick(&["2024-01-01", "止", "评价.日", "止 - 30天"])),
        14 => format!("止 - 日期 {} {}", op(dice), dice.pick(&["30天", "期限", "0天"])),
        15 => format!("年(日期) {} {}", op(dice), dice.pick(&["年度", "2024年"])),
        16 => format!("{}(日期) {} 6", dice.pick(&["月", "日"]), op(dice)),
        17 => "已办".to_owned(),
        18 => format!("金额 = 预算 ± {}", money(dice)),
        19 => format!("{}(金额, 预算) {} {}", dice.pick(&["最大", "最小"]), op(dice), money(dice)),
        20 => format!("金额 ÷ 预算 {} {}", op(dice), dice.pick(&["50%", "占比", "100%"])),
        21 => format!("占比 {} {}", op(dice), dice.pick(&["20%", "100%", "比例(得分 ÷ 100)"])),
        22 => format!("评价.分 {} {}", op(dice), dice.pick(&["60", "得分", "90 或缺 0"])),
        23 => format!("评价.等级 = {}", dice.pick(&["优", "良"])),
        24 => format!("四舍五入(得分, {}) {} 60", dice.pick(&["1", "0.1"]), op(dice)),
        25 => format!("绝对值(金额 - 预算) {} {}", op(dice), money(dice)),
        26 | 27 => quantified(dice),
        28 => aggregate(dice),
        _ => scalars(dice),
    }
}

fn quantified(dice: &mut Dice) -> String {
    let filter = match dice.below(3) {
        0 => format!(" 其中 ({})", element(dice, true)),
        _ => String::new(),
    };
    format!("({} 资金{filter} 满足 ({}))", dice.pick(&["每个", "存在"]), element(dice, false))
}

/// A truth about an element of 资金.
fn element(dice: &mut Dice, guarded: bool) -> String {
    match dice.below(if guarded { 3 } else { 10 }) {
        0 => "有 份额".to_owned(),
        1 => format!("(份额 或缺 {}) > 10", dice.pick(&["0", "50"])),
        2 => "(有 来源 且 来源 = \"财政\")".to_owned(),
        3 => format!("数额 {} {}", op(dice), money(dice)),
        4 => format!("数额 {} 金额", op(dice)),
        5 => format!("({} 明细 满足 (额 {} {}))", dice.pick(&["每个", "存在"]), op(dice), money(dice)),
        6 => format!("合计(明细.额 或缺 0元) {} 数额", op(dice)),
        7 => "非 (附.乙) 且 附.甲 > 1".to_owned(),
        8 => format!("长度(来源) > {}", dice.below(3)),
        _ => "(存在 月 满足 (此项 > 3))".to_owned(),
    }
}

fn aggregate(dice: &mut Dice) -> String {
    let filter = dice.pick(&["", " 其中 (有 份额)", " 其中 (来源 = \"财政\")"]);
    match dice.below(7) {
        0 => format!("合计(资金{filter}.数额) {} 金额", op(dice)),
        1 => format!("合计(资金.数额 或缺 0元) {} {}", op(dice), money(dice)),
        2 => format!("计数(资金{filter}) {} {}", op(dice), dice.below(3)),
        3 => format!("{}(资金{filter}.份额) {} 20", dice.pick(&["最大", "最小", "平均"]), op(dice)),
        4 => format!("去重计数(资金.{}) = {}", dice.pick(&["来源", "份额"]), dice.below(3)),
        5 => format!("合计(月) {} 12", op(dice)),
        _ => "(有 资金 且 计数(资金 其中 (非 (有 份额))) = 0)".to_owned(),
    }
}

/// Lists of scalars.
fn scalars(dice: &mut Dice) -> String {
    match dice.below(5) {
        0 => "标签 包含 \"甲\"".to_owned(),
        1 => "代码 属于 标签".to_owned(),
        2 => format!("({} 标签 满足 (此项 匹配 \"^.$\"))", dice.pick(&["每个", "存在"])),
        3 => format!("({} 月 满足 (此项 {} 数))", dice.pick(&["每个", "存在"]), op(dice)),
        _ => format!("计数(标签) {} {}", op(dice), dice.below(3)),
    }
}

fn field(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "名称",
        "金额",
        "得分",
        "属性",
        "日期",
        "评价",
        "评价.分",
        "资金",
        "标签",
        "占比",
        "已办",
        "期限",
    ])
}

fn compared(dice: &mut Dice, what: &str) -> String {
    match dice.below(3) {
        0 => format!("{what} {} 起点", op(dice)),
        1 => format!("{what} × {} {} {}", dice.pick(&["2", "0.3", "占比"]), op(dice), money(dice)),
        _ => format!("{what} {} {}", op(dice), money(dice)),
    }
}

fn numeric(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "得分",
        "数",
        "得分 + 数",
        "得分 × 2 - 数",
        "-得分",
        "得分 ÷ 3",
        "数 ÷ 数",
        "数值(代码)",
        "得分 × 得分",
    ])
}

fn money(dice: &mut Dice) -> &'static str {
    dice.pick(&["0元", "50万元", "500,000元", "0.01元", "1亿元", "33.3万元"])
}

fn op(dice: &mut Dice) -> &'static str {
    dice.pick(&["=", "≠", "<", "<=", ">", ">="])
}
