//! Lines of JSON: most of them as they should be, some of them in every way that they should not.

/// Numbers that look thrown, and are the same for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// A number below another.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }

    pub(super) fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// A text of a line for each number.
pub(super) fn lines(schema: u64, seeds: &[u64]) -> Vec<u8> {
    let mut text = Vec::new();
    // How many values of a text are not as they should be: none, some or most.
    let wild = *[0, 0, 40, 12, 3].get((schema % 5) as usize).unwrap();
    // Some programs write nothing but ASCII.
    let ascii = schema % 4 == 1;
    for seed in seeds {
        let mut dice = Dice::new(*seed);
        let line =
            if wild > 0 && dice.one_in(wild + 8) { strange(&mut dice) } else { record(&mut dice, wild) };
        let line = if ascii { escaped(&line) } else { line };
        text.extend(line.as_bytes());
        text.extend(if dice.one_in(10) { b"\r\n".as_slice() } else { b"\n" });
    }
    if schema.is_multiple_of(7) {
        text.pop();
    }
    text
}

/// A line with an escape for every character that is not ASCII.
fn escaped(line: &str) -> String {
    let escape = |character: char| {
        let mut units = [0; 2];
        let units = character.encode_utf16(&mut units).iter();
        units.fold(String::new(), |text, unit| text + &format!("\\u{unit:04x}"))
    };
    line.chars().map(|one| if one.is_ascii() { one.to_string() } else { escape(one) }).collect()
}

fn strange(dice: &mut Dice) -> String {
    let record = record(dice, 0);
    let half = record.char_indices().nth(record.chars().count() / 2).map_or(0, |(at, _)| at);
    match dice.below(12) {
        0 => " \t ".to_owned(),
        1 => "{}".to_owned(),
        2 => "[]".to_owned(),
        3 => "null".to_owned(),
        4 => format!("[{record}]"),
        5 => format!("{{\"项目\": {record}}}"),
        6 => record[..half].to_owned(),
        7 => record + ",",
        8 => "\u{feff}".to_owned() + &record,
        9 => record.replacen(':', "", 1),
        10 => record.replacen('}', ",}", 1),
        _ => record.replacen(',', ",\u{1}", 1),
    }
}

/// The spellings of a field, and what writes a value of it.
type Fields = (&'static [&'static str], fn(&mut Writer) -> String);

fn record(dice: &mut Dice, wild: u64) -> String {
    let mut writer = Writer { dice: Dice::new(dice.below(u64::MAX)), wild };
    let fields: [Fields; 17] = [
        (&["代码", "code"], |w| w.text(&["A1", "A2", "B2", "C", "A"])),
        (&["名称", "name", "项目名称"], |w| {
            w.text(&["项目", "甲", "无", "/", "A1", "项 目", "　项目 "])
        }),
        (&["金额", "amount"], Writer::money),
        (&["预算", "budget"], Writer::money),
        (&["得分", "score"], |w| {
            w.number(&["0", "60", "99.5", "33.3", "100", "7", "-1", "1.000", "66.6666666667", "-"])
        }),
        (&["数", "n"], |w| w.number(&["0", "1", "2", "12", "-3"])),
        (&["占比", "share"], |w| w.number(&["0", "0.2", "20", "1", "33.3", "0.33333333333333331"])),
        (&["属性", "kind"], |w| w.text(&["新增", "new", "延续", "老", "其他"])),
        (&["日期", "date"], Writer::date),
        (&["止", "until"], Writer::date),
        (&["年度", "year"], |w| w.number(&["2024", "2023", "2025"])),
        (&["期限", "term"], |w| w.number(&["30", "0", "365"])),
        (&["已办", "done"], Writer::truth),
        (&["评价", "evaluation"], Writer::evaluation),
        (&["资金", "funds"], |w| w.list(Writer::fund)),
        (&["标签", "tags"], |w| w.list(|w| w.text(&["甲", "乙", "A1", "丙丁"]))),
        (&["月", "months"], |w| w.list(|w| w.number(&["1", "4", "12", "3"]))),
    ];
    let most = writer.dice.pick(&[6, 1, 2]);
    let mut entries: Vec<String> = Vec::new();
    for (keys, value) in fields {
        if most > 1 && writer.dice.one_in(most) {
            continue;
        }
        let key = writer.dice.pick(keys);
        let key = if writer.is_wild() { writer.odd_key(key) } else { key.to_owned() };
        let value = value(&mut writer);
        entries.push(writer.entry(&key, &value));
    }
    if writer.is_wild() {
        let more = writer.dice.pick(&[
            "\"未知\": 1",
            "\"code\": \"A1\"",
            "\"评价.分\": 5",
            "\"a\": [[1, {}]]",
            "\"资金[1].来源\": \"财政\"",
        ]);
        entries.push(more.to_owned());
    }
    if writer.dice.one_in(4) {
        entries.reverse();
    }
    writer.object(&entries)
}

struct Writer {
    dice: Dice,
    wild: u64,
}

impl Writer {
    fn is_wild(&mut self) -> bool {
        self.wild > 0 && self.dice.one_in(self.wild)
    }

    fn odd_key(&mut self, key: &str) -> String {
        match self.dice.below(4) {
            0 => key.chars().fold(String::new(), |text, c| text + &format!("\\u{:04x}", c as u32)),
            1 => format!(" {key}"),
            2 => format!("{key}\u{200b}"),
            _ => format!("{key}x"),
        }
    }

    fn entry(&mut self, key: &str, value: &str) -> String {
        format!("\"{key}\"{}{value}", self.dice.pick(&[":", ":", ": ", " : \t"]))
    }

    fn object(&mut self, entries: &[String]) -> String {
        let comma = self.dice.pick(&[",", ", ", " ,\t"]);
        format!("{{{}}}", entries.join(comma))
    }

    /// What is odd about a value of any type.
    fn odd(&mut self, plain: &str) -> String {
        let all = [
            "null",
            "\"\"",
            "\" \"",
            "\"无\"",
            "\"待定\"",
            "\"-\"",
            "true",
            "false",
            "{}",
            "[]",
            "[1]",
            "{\"a\": 1}",
            "1e2",
            "1E400",
            "01",
            "-0",
            "-0.0",
            "0.0000001",
            "123456789012345678901",
            "99999999999999.5",
            "1.",
            "+1",
            "\"约5\"",
            "\"1,250.50\"",
            "\"50万元\"",
            "\"20%\"",
            "\"５０\"",
            "\"壹佰元整\"",
            "\"2024年\"",
            "\"二〇二四年\"",
            "\"20240131\"",
            "\"2024-02-30\"",
            "\"2024/1/5\"",
            "\"2024年1月5日\"",
            "\"TRUE\"",
            "\"√\"",
            "\"是\"",
            "\"否\"",
            "\"a\\nb\"",
            "\"\\u7532\"",
            "\"\\ud800\"",
            "\"\u{200b}\"",
            "\"甲\u{feff}\"",
            "\"\u{a0}甲\"",
            "\"\u{7f}\"",
            "\"“甲”—…\"",
            "\"😀\"",
            "\"\u{85}\"",
            "\"新增\u{3000}\"",
            "nul",
            "tru",
            "\"",
        ];
        if self.dice.one_in(6) {
            format!("\"{}\"", plain.trim_matches('"'))
        } else {
            self.dice.pick(&all).to_owned()
        }
    }

    fn text(&mut self, all: &[&str]) -> String {
        let plain = format!("\"{}\"", self.dice.pick(all));
        if self.is_wild() { self.odd(&plain) } else { plain }
    }

    fn number(&mut self, all: &[&str]) -> String {
        let plain = self.dice.pick(all);
        let plain = if plain == "-" { "\"-\"" } else { plain };
        if self.is_wild() { self.odd(plain) } else { plain.to_owned() }
    }

    fn money(&mut self) -> String {
        self.number(&["50", "50.5", "0", "33.33", "100", "120.75", "0.01", "500000", "-5"])
    }

    fn date(&mut self) -> String {
        self.text(&["2024-01-05", "2024-01-31", "2023-12-31", "2024-02-29", "2024/3/1", "2024年6月30日"])
    }

    fn truth(&mut self) -> String {
        let plain = self.dice.pick(&["true", "false", "\"是\"", "\"否\""]);
        if self.is_wild() { self.odd(plain) } else { plain.to_owned() }
    }

    fn evaluation(&mut self) -> String {
        if self.is_wild() {
            return self.odd("1");
        }
        let mut entries = Vec::new();
        let points = self.number(&["95", "60", "89.9"]);
        entries.push(self.entry("分", &points));
        let grade = self.text(&["优", "b"]);
        entries.push(self.entry("grade", &grade));
        let day = self.date();
        entries.push(self.entry("日", &day));
        if self.dice.one_in(4) {
            entries.truncate(usize::try_from(self.dice.below(3)).unwrap());
        }
        self.object(&entries)
    }

    fn fund(&mut self) -> String {
        if self.is_wild() {
            return self.odd("1");
        }
        let source = self.text(&["财政", "自有", "财政"]);
        let value = self.money();
        let mut entries = vec![self.entry("来源", &source), self.entry("value", &value)];
        if !self.dice.one_in(3) {
            let share = self.number(&["10", "20", "33.3", "null"]);
            entries.push(self.entry("份额", &share));
        }
        if self.dice.one_in(3) {
            let parts = self.list(|w| {
                let sum = w.money();
                let sum = w.entry("额", &sum);
                w.object(&[sum])
            });
            entries.push(self.entry("明细", &parts));
        }
        if self.dice.one_in(3) {
            let more = self.dice.pick(&["{\"甲\": 2, \"乙\": false}", "{\"甲\": 1}", "{}", "null"]);
            entries.push(self.entry("附", more));
        }
        self.object(&entries)
    }

    fn list(&mut self, element: fn(&mut Writer) -> String) -> String {
        if self.is_wild() {
            return self.odd("1");
        }
        let elements: Vec<String> = (0..self.dice.below(4)).map(|_| element(self)).collect();
        format!("[{}]", elements.join(self.dice.pick(&[",", ", "])))
    }
}
