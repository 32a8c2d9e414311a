//! Properties over generated texts: every construct, both spellings, both widths, comments and line breaks anywhere.

use proptest::prelude::*;

use super::formats_well;

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_layout_keeps_the_meaning_and_the_comments(choices in proptest::collection::vec(any::<u8>(), 0..600)) {
        let mut writer = Writer { choices: &choices, text: String::new(), joined: true };
        writer.file();
        formats_well(&writer.text);
    }
}

/// Writes a text by choices; when they run out the first alternative is taken, which is the simplest.
struct Writer<'c> {
    choices: &'c [u8],
    text: String,
    /// True when no white space is needed before the next token.
    joined: bool,
}

impl Writer<'_> {
    fn pick(&mut self, ways: usize) -> usize {
        let Some((first, rest)) = self.choices.split_first() else {
            return 0;
        };
        self.choices = rest;
        usize::from(*first) % ways
    }

    fn one_of(&mut self, ways: &[&'static str]) -> &'static str {
        ways[self.pick(ways.len())]
    }

    fn maybe(&mut self) -> bool {
        self.pick(3) == 1
    }

    /// White space, sometimes with line breaks and comments.
    fn gap(&mut self) {
        let gap = self.one_of(&[
            " ",
            " ",
            " ",
            " ",
            "  ",
            "\n    ",
            "\n\n  ",
            "　",
            " # 注，一\n",
            "\n  # 注（二\n\n  ",
            "\r\n\t",
        ]);
        self.text.push_str(gap);
        self.joined = true;
    }

    fn word(&mut self, word: &str) {
        if !self.joined {
            self.gap();
        }
        self.text.push_str(word);
        self.joined = false;
    }

    /// A mark, with or without white space around it.
    fn mark(&mut self, ways: &[&'static str]) {
        if self.maybe() {
            self.gap();
        }
        let mark = self.one_of(ways);
        self.text.push_str(mark);
        self.joined = true;
        if self.maybe() {
            self.gap();
        }
    }

    fn keyword(&mut self, chinese: &'static str, english: &'static str) {
        let word = self.one_of(&[chinese, english]);
        self.word(word);
    }

    fn name(&mut self) {
        let name = self.one_of(&[
            "项目",
            "金额",
            "amount",
            "单位",
            "依据",
            "评价得分",
            "`条件`",
            "`且 或`",
            "_a1",
            "`项目`",
            "对象",
            "错误",
        ]);
        self.word(name);
    }

    /// One or two names on a line.
    fn names(&mut self) {
        let first = self.one_of(&["申报金额", "项目", "单价", "`不适用`", "x"]);
        self.word(first);
        if self.maybe() {
            let second = self.one_of(&[" amount", " code_2", "  `a b`"]);
            self.text.push_str(second);
        }
    }

    fn string(&mut self) {
        let text = self.one_of(&[
            "\"\"",
            "“好”",
            "\"a\\\"b\"",
            "“说\"是\"”",
            "“完\\”",
            "\"^\\d+$\"",
            "\"一，（二\"",
        ]);
        self.word(text);
    }

    fn template(&mut self) {
        let text = self.one_of(&[
            "\"不符\"",
            "\"{项目名称}为{合计(资金.金额)}，{{}}\"",
            "“「{a 或缺 1}」”",
            "\"{x 属于 {a, b}}\"",
        ]);
        self.word(text);
    }

    fn list(&mut self, mut part: impl FnMut(&mut Self)) {
        part(self);
        while self.maybe() {
            self.mark(&[",", "，", "、"]);
            part(self);
        }
    }

    fn quantity(&mut self) {
        let literal = self.one_of(&[
            "1",
            "20%",
            "50万元",
            "30天",
            "2020年",
            "0.5",
            "1.5亿元",
            "12％",
            "2020-01-31",
            "2020年1月1日",
        ]);
        self.word(literal);
    }

    fn date(&mut self) {
        let date = self.one_of(&["2020-01-01", "2020年12月31日"]);
        self.word(date);
    }

    fn file(&mut self) {
        loop {
            self.text.push('\n');
            self.joined = true;
            match self.pick(10) {
                0 => self.measure(),
                1 => self.rule(),
                2 => self.tiers(),
                3 => self.table(),
                4 => self.type_item(),
                5 => self.param(),
                6 => self.test(),
                7 => self.example(),
                8 => self.pack(),
                _ => self.text.push_str("# 一、说明"),
            }
            if self.choices.is_empty() {
                break;
            }
        }
        if self.text.contains('x') {
            self.text.push_str("\n  # 尾\n# 完");
        }
    }

    fn pack(&mut self) {
        self.keyword("规则包", "pack");
        self.word("历城绩效");
        self.keyword("名称", "title");
        self.string();
        self.period();
        self.keyword("引用", "use");
        self.list(|writer| writer.word("通用"));
        self.keyword("主表", "main");
        self.word("项目");
    }

    fn period(&mut self) {
        self.keyword("施行", "effective");
        if self.maybe() {
            self.keyword("起", "from");
            self.date();
        } else {
            self.date();
            self.keyword("起", "from");
        }
        if self.maybe() {
            self.keyword("至", "to");
            self.date();
        }
    }

    fn param(&mut self) {
        self.keyword("参数", "param");
        self.text.push(' ');
        self.joined = true;
        self.names();
        self.mark(&[":", "："]);
        self.type_expr(1);
        self.mark(&["=", "＝"]);
        self.expr(1);
        if self.maybe() {
            self.keyword("范围", "range");
            self.interval(1);
        }
        if self.maybe() {
            self.period();
        }
    }

    fn type_item(&mut self) {
        self.keyword("类型", "type");
        self.word("绩效等级");
        self.body(2);
    }

    fn body(&mut self, depth: usize) {
        self.mark(&["{", "｛"]);
        if self.maybe() {
            self.field(depth);
            while self.maybe() {
                self.field(depth);
            }
        } else {
            self.list(|writer| {
                writer.names();
                if writer.maybe() {
                    writer.keyword("别名", "alias");
                    writer.string();
                }
            });
            if self.maybe() {
                self.mark(&[",", "，"]);
            }
        }
        self.mark(&["}", "｝"]);
    }

    fn type_expr(&mut self, depth: usize) {
        if self.maybe() {
            self.keyword("列表", "list");
        }
        match self.pick(5) {
            4 if depth > 0 => self.body(depth - 1),
            2 => self.word("公开记录"),
            3 => self.word("`文本`"),
            _ => {
                let ty = self.one_of(&["文本", "money", "比例", "year", "是否"]);
                self.word(ty);
                if self.maybe() {
                    self.mark(&["?", "？"]);
                }
            }
        }
    }

    fn field(&mut self, depth: usize) {
        self.text.push('\n');
        self.joined = true;
        self.names();
        self.mark(&[":", "："]);
        self.type_expr(depth);
        let mut modifiers = [0, 1, 2, 3, 4, 5].into_iter();
        while let Some(modifier) = modifiers.next().filter(|_| self.maybe()) {
            match modifier {
                0 => self.keyword("必填", "required"),
                1 => {
                    self.keyword("单位", "unit");
                    let unit = self.one_of(&["万元", "元", "%", "％"]);
                    self.word(unit);
                }
                2 => {
                    self.keyword("范围", "range");
                    self.interval(1);
                }
                3 => {
                    self.keyword("匹配", "matches");
                    self.string();
                }
                4 => {
                    self.keyword("别名", "alias");
                    self.list(Self::string);
                }
                _ => {
                    self.keyword("占位", "placeholder");
                    self.list(Self::string);
                }
            }
        }
    }

    fn table(&mut self) {
        self.keyword("表", "table");
        self.word("项目");
        self.text.push('\n');
        self.joined = true;
        if self.maybe() {
            self.keyword("主键", "key");
            self.list(Self::name);
        }
        if self.maybe() {
            self.keyword("占位", "placeholder");
            self.list(Self::string);
        }
        self.field(2);
        while self.maybe() {
            self.field(2);
        }
    }

    fn measure(&mut self) {
        self.keyword("处置", "measure");
        let name = self.one_of(&["改进管理", "压减预算"]);
        self.word(name);
        if self.maybe() {
            self.text.push_str("（比例 : ratio）");
            self.joined = true;
        }
        self.keyword("轻重", "weight");
        self.word("2");
        if self.maybe() {
            self.keyword("金额", "amount");
            self.expr(2);
        }
    }

    fn head(&mut self) {
        self.text.push_str(" LC101");
        if self.maybe() {
            self.text.push_str(" 评估必备");
            if self.maybe() {
                self.text.push_str(" assessed");
            }
        }
        self.joined = false;
        self.text.push('\n');
        if self.maybe() {
            self.keyword("依据", "basis");
            self.list(Self::string);
        }
        self.keyword("对象", "for");
        self.word("项目");
        if self.maybe() {
            self.period();
        }
        if self.maybe() {
            self.keyword("条件", "when");
            self.expr(3);
        }
        while self.maybe() {
            self.keyword("令", "let");
            self.word("甲");
            self.mark(&["=", "＝"]);
            self.expr(2);
        }
        if self.maybe() {
            self.keyword("除外", "except");
            let when = self.one_of(&["当", "when", "条件"]);
            self.word(when);
            self.expr(2);
            self.keyword("依据", "basis");
            self.string();
        }
    }

    fn rule(&mut self) {
        self.keyword("规则", "rule");
        self.head();
        self.keyword("要求", "require");
        self.expr(4);
        self.keyword("否则", "else");
        self.finding();
        self.follow_up();
    }

    fn finding(&mut self) {
        let level = self.one_of(&["错误", "warning", "note", "error", "警告"]);
        self.word(level);
        self.template();
    }

    fn follow_up(&mut self) {
        if self.maybe() {
            self.keyword("处置", "measure");
            self.word("压减预算");
            if self.maybe() {
                self.text.push('(');
                self.joined = true;
                self.expr(1);
                self.mark(&[")", "）"]);
            }
        }
        if self.maybe() {
            self.keyword("建议", "advice");
            self.template();
        }
    }

    fn tiers(&mut self) {
        self.keyword("分档", "tiers");
        self.head();
        self.keyword("按", "by");
        self.list(|writer| writer.sum(1));
        loop {
            self.text.push('\n');
            self.joined = true;
            if self.pick(8) == 7 {
                self.keyword("其他", "otherwise");
            } else {
                self.list(Self::pattern);
            }
            if self.maybe() {
                self.word("优");
            }
            self.mark(&["→", "->"]);
            match self.pick(3) {
                0 => self.keyword("通过", "pass"),
                1 => self.keyword("不适用", "not_applicable"),
                _ => {
                    self.finding();
                    self.follow_up();
                }
            }
            if !self.maybe() {
                break;
            }
        }
    }

    fn pattern(&mut self) {
        match self.pick(6) {
            0 => self.interval(1),
            1 => self.quantity(),
            2 => {
                let op = self.one_of(&[">=", "≤", "＞", "<"]);
                self.word(op);
                self.quantity();
            }
            3 => self.keyword("缺失", "missing"),
            4 => self.word("*"),
            _ => self.set(1),
        }
    }

    fn set(&mut self, depth: usize) {
        self.mark(&["{", "｛"]);
        self.list(|writer| writer.expr(depth));
        self.mark(&["}", "｝"]);
    }

    fn interval(&mut self, depth: usize) {
        self.mark(&["[", "(", "［", "（"]);
        self.sum(depth);
        self.mark(&[",", "，"]);
        self.sum(depth);
        self.mark(&["]", ")", "］"]);
    }

    fn group(&mut self, depth: usize) {
        self.mark(&["(", "（"]);
        self.expr(depth);
        self.mark(&[")", "）"]);
    }

    fn expr(&mut self, depth: usize) {
        self.comparison(depth);
        while depth > 0 && self.maybe() {
            let op = self.one_of(&["且", "或", "and", "or"]);
            self.word(op);
            self.comparison(depth - 1);
        }
    }

    fn comparison(&mut self, depth: usize) {
        if self.maybe() {
            self.keyword("非", "not");
        }
        self.sum(depth);
        if depth == 0 {
            return;
        }
        match self.pick(8) {
            1 => {
                self.mark(&["=", "≠", "!=", "＝"]);
                self.sum(depth - 1);
                if self.maybe() {
                    self.mark(&["±", " within "]);
                    self.sum(depth - 1);
                }
            }
            2 => {
                self.mark(&["<", ">=", "≤", "＞"]);
                self.sum(depth - 1);
            }
            3 => {
                let op = self.one_of(&["属于", "in", "不属于", "not in"]);
                self.word(op);
                self.set(depth - 1);
            }
            4 => {
                self.keyword("属于", "in");
                self.interval(depth - 1);
            }
            5 => {
                self.keyword("匹配", "matches");
                self.string();
            }
            6 => {
                self.keyword("包含", "contains");
                self.operand(depth - 1);
            }
            _ => {}
        }
    }

    fn sum(&mut self, depth: usize) {
        self.operand(depth);
        while depth > 0 && self.maybe() {
            self.mark(&["+", "-", "×", "÷", "*", "/", "＋", "－"]);
            self.operand(depth - 1);
        }
    }

    fn operand(&mut self, depth: usize) {
        if self.pick(6) == 5 {
            self.word("-");
            self.joined = true;
        }
        if self.pick(6) == 5 {
            let op = self.one_of(&["有", "无", "has", "lacks"]);
            self.word(op);
            self.name();
            return;
        }
        self.primary(depth);
        if self.maybe() {
            self.keyword("或缺", "default");
            self.primary(0);
        }
    }

    fn primary(&mut self, depth: usize) {
        match self.pick(if depth == 0 { 4 } else { 9 }) {
            0 => self.name(),
            1 => self.quantity(),
            2 => self.string(),
            3 => {
                self.name();
                self.mark(&["."]);
                let any = self.one_of(&["条件", "金额", "in"]);
                self.word(any);
            }
            4 => self.group(depth - 1),
            5 => {
                self.word("合计");
                self.text.push('(');
                self.joined = true;
                self.list(|writer| writer.expr(depth - 1));
                self.mark(&[")", "）"]);
            }
            6 => {
                let (quantifier, satisfy) =
                    [("每个", "满足"), ("存在", "satisfies"), ("any", "satisfies"), ("all", "satisfy")]
                        [self.pick(4)];
                self.word(quantifier);
                self.name();
                self.word(satisfy);
                self.group(depth - 1);
            }
            7 => {
                self.name();
                self.keyword("其中", "where");
                self.group(depth - 1);
                self.mark(&["."]);
                self.word("得分");
            }
            _ => self.keyword("是", "false"),
        }
    }

    fn example(&mut self) {
        self.keyword("样例", "example");
        self.word("项目");
        self.record(3);
    }

    fn test(&mut self) {
        self.keyword("测试", "test");
        self.word("LC101");
        loop {
            self.keyword("例", "case");
            self.string();
            self.word("项目");
            self.record(2);
            self.keyword("应", "expect");
            let verdict = self.one_of(&["合规", "违反", "不适用", "undetermined", "pass"]);
            self.word(verdict);
            if self.maybe() {
                self.keyword("错误", "error");
            }
            if self.maybe() {
                self.keyword("处置", "measure");
                self.word("不予入库");
            }
            if self.maybe() {
                self.keyword("金额", "amount");
                self.word("-1,250.50万元");
            }
            if self.maybe() {
                self.keyword("字段", "field");
                self.word("指标[2].权重");
            }
            if self.maybe() {
                self.keyword("待修", "todo");
            }
            if !self.maybe() {
                break;
            }
        }
    }

    fn record(&mut self, depth: usize) {
        self.mark(&["{", "｛"]);
        self.list(|writer| {
            writer.name();
            writer.mark(&[":", "："]);
            writer.data(depth);
        });
        if self.maybe() {
            self.mark(&[","]);
        }
        self.mark(&["}", "｝"]);
    }

    fn data(&mut self, depth: usize) {
        match self.pick(if depth == 0 { 5 } else { 7 }) {
            0 => self.name(),
            1 => self.quantity(),
            2 => self.string(),
            3 => self.keyword("缺失", "missing"),
            4 => self.word("-5％"),
            5 => self.record(depth - 1),
            _ => {
                self.mark(&["[", "［"]);
                self.list(|writer| writer.data(depth - 1));
                self.mark(&["]", "］"]);
            }
        }
    }
}
