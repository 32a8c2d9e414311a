//! A smoke run of the fuzz target `rule_text`: small texts with random mutations from a fixed seed.

use heng::source::Source;
use heng::syntax::{self, Keywords};

const TEXTS: &[&str] = &[
    "规则包 甲\n  名称 \"x\"\n  版本 \"1\"\n  施行 2020-01-01 起 至 2021-01-01\n  引用 乙, 丙\n  主表 项目\n",
    "参数 a b : 比例 = 20% 范围 [0%, 100%]\n处置 c(d : 金额) 轻重 2 金额 d × a\n",
    "类型 t { 甲 a 别名 \"1\", 乙 }\n表 项目 p\n  主键 k\n  k : 文本 必填 匹配 \"^\\d\"\n  e : {\n    f : 列表 { g : 数值 范围 [0, 1) 单位 万元 }\n  }\n",
    "规则 A1 甲 b\n  依据 “x”\n  对象 项目\n  条件 有 a 且 (b 或 非 c) # 注\n  令 d = 合计(l 其中 (x > 1).y 或缺 0元)\n  要求 a = b ± 1,250.50元\n  否则 错误 \"{a}，{{b}}\"\n  处置 c(20%)\n  除外 当 x 依据 \"y\"\n",
    "分档 T 甲\n  对象 项目\n  按 a, b\n  [0, 60), {x, y} 差 → 提示 \"z\" 处置 c 建议 \"w\"\n  >= 60, * → 通过\n  缺失 → 不适用\n  其他 → 警告 \"v\"\n",
    "样例 项目 { a: 1, b: [ { c: 是 }, { c: 缺失 } ] }\n测试 A1\n  例 \"x\"\n    项目 { a: -5万元 }\n    应 违反 错误 处置 c 金额 5元 字段 a[1].b 待修\n",
];

const SCRAPS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "“",
    "”",
    "`",
    ":",
    "，",
    "\n",
    "\n规则 ",
    "\n  要求 ",
    "\r",
    "\u{200b}",
    "\u{202e}",
    "🙂",
    "#",
    "é",
    "1,2",
    "50万",
    "{{",
    "}}",
    "且",
    "非 ",
    "→",
    "-",
    "±",
    "\u{feff}",
    "\0",
    "１",
    "..",
    "处置 ",
    "例 ",
    "\\\"",
];

/// xorshift: the same numbers on every machine.
struct Seed(u64);

impl Seed {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).unwrap()).unwrap()
    }

    fn mutate(&mut self, text: &mut String) {
        let at = text.floor_char_boundary(self.below(text.len() + 1));
        let end = text.ceil_char_boundary((at + self.below(12)).min(text.len()));
        match self.below(5) {
            0 => text.insert_str(at, SCRAPS[self.below(SCRAPS.len())]),
            1 => text.replace_range(at..end, ""),
            2 => text.replace_range(at..end, SCRAPS[self.below(SCRAPS.len())]),
            3 => text.truncate(at),
            _ => {
                let other = TEXTS[self.below(TEXTS.len())];
                let from = other.floor_char_boundary(self.below(other.len()));
                let to = other.ceil_char_boundary((from + self.below(60)).min(other.len()));
                text.insert_str(at, &other[from..to]);
            }
        }
    }
}

#[test]
fn no_text_makes_the_parser_fail() {
    let mut seed = Seed(0x9e37_79b9_7f4a_7c15);
    for round in 0..2_000 {
        let mut text = TEXTS[round % TEXTS.len()].to_owned();
        for _ in 0..=seed.below(6) {
            seed.mutate(&mut text);
        }
        holds(&text);
    }
}

/// What holds of any text: what the fuzz target asserts.
fn holds(text: &str) {
    super::keeps_its_rules(text);
    let source = Source::new("规则.heng", text.to_owned());
    let (file, diagnostics) = syntax::parse(&source);
    let lines = text.lines().count() + 1;
    for diagnostic in &diagnostics {
        let site = diagnostic.site().unwrap();
        let excerpt = site.excerpt.as_ref().unwrap();
        assert!(site.start.line <= lines && site.start <= site.end, "{site:?}\n{text}");
        assert!(excerpt.text.get(excerpt.span.range()).is_some(), "{site:?}\n{text}");
    }
    if !diagnostics.is_empty() {
        assert!(syntax::format(&source, Keywords::Chinese).is_err());
        return;
    }
    let tree = serde_json::to_string(&file).unwrap();
    let once = syntax::format(&source, Keywords::English).unwrap();
    let again = Source::new("规则.heng", once.clone());
    let (file, diagnostics) = syntax::parse(&again);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}\n{text}\n→\n{once}");
    assert_eq!(serde_json::to_string(&file).unwrap(), tree, "{text}\n→\n{once}");
    assert_eq!(syntax::format(&again, Keywords::English).unwrap(), once, "{text}");
}
