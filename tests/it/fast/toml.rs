//! The records of lines of JSON as files of TOML, in many ways of writing them and sometimes in none that is right.

use serde_json::{Map, Value};

use super::documents::Dice;

/// The record as a file.
pub(super) fn file(record: &Map<String, Value>, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let most_inline = dice.pick(&[2, 4, 1000]);
    let mut writer = Writer { dice, most_inline, out: String::new() };
    writer.table(&mut Vec::new(), record);
    let mut text = writer.out;
    if writer.dice.one_in(6) {
        text = broken(&text, &mut writer.dice);
    }
    if writer.dice.one_in(8) { text.replace('\n', "\r\n") } else { text }
}

/// The text with something in it that should not be.
fn broken(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = |dice: &mut Dice, length: usize| usize::try_from(dice.below(length as u64)).unwrap();
    let line = at(dice, lines.len());
    match dice.below(6) {
        _ if lines.is_empty() => {}
        0 => lines.insert(line, lines[line]),
        1 => _ = lines.remove(line),
        2 => lines.swap(line, at(dice, text.lines().count())),
        3 => lines.insert(
            line,
            dice.pick(&[
                "[评价]",
                "[[资金]]",
                "评价.分 = 1",
                "[a.b]",
                "x",
                "=",
                "\"\" = 1",
                "[资金.附]",
                "#\u{1}",
                "[[]]",
            ]),
        ),
        _ => {
            let place = text.char_indices().nth(at(dice, text.chars().count())).map_or(0, |(place, _)| place);
            let (before, after) = text.split_at(place);
            let more = dice.pick(&[
                "\"", "'", "=", ".", "[", "]", "{", ",", "\n", "\t", "\0", "\\", "#", "_", "1", "\r",
            ]);
            let skipped = after.chars().next().filter(|_| dice.one_in(2)).map_or(0, char::len_utf8);
            return format!("{before}{more}{}", &after[skipped..]);
        }
    }
    lines.join("\n")
}

struct Writer {
    dice: Dice,
    /// One table or list in so many is written in a line, where it need not be.
    most_inline: u64,
    out: String,
}

impl Writer {
    fn table(&mut self, path: &mut Vec<String>, table: &Map<String, Value>) {
        let mut later: Vec<(&String, &Value)> = Vec::new();
        let filled = table.iter().filter(|(_, value)| !value.is_null());
        for (key, value) in filled {
            let in_tables = match value {
                Value::Object(_) => !self.dice.one_in(self.most_inline),
                Value::Array(elements) => {
                    !elements.is_empty()
                        && elements.iter().all(Value::is_object)
                        && !self.dice.one_in(self.most_inline)
                }
                _ => false,
            };
            match value {
                Value::Object(inner) if in_tables && self.dice.one_in(6) => {
                    for (own, value) in inner.iter().filter(|(_, value)| !value.is_null()) {
                        let key = format!("{}.{}", self.key(key), self.key(own));
                        self.assign(&key, value);
                    }
                }
                _ if in_tables => later.push((key, value)),
                _ => {
                    let key = self.key(key);
                    self.assign(&key, value);
                }
            }
        }
        if self.dice.one_in(4) {
            later.reverse();
        }
        for (key, value) in later {
            path.push(self.key(key));
            let header = path.join(".");
            match value {
                Value::Object(inner) => {
                    // The header of a table in which there are only others may be left out.
                    let implied = inner.values().all(Value::is_object) && !inner.is_empty();
                    if !(implied && self.dice.one_in(2)) {
                        self.line(&format!("[{header}]"));
                    }
                    self.table(path, inner);
                }
                Value::Array(elements) => {
                    for element in elements.iter().filter_map(Value::as_object) {
                        self.line(&format!("[[{header}]]"));
                        self.table(path, element);
                    }
                }
                _ => {}
            }
            path.pop();
        }
    }

    fn line(&mut self, text: &str) {
        let before = self.dice.pick(&["", "", "", "", "\n", "  ", "# 说明\n", "\t"]);
        let after = self.dice.pick(&["", "", "", "", "", " ", " # 说明", "#"]);
        for part in [before, text, after, "\n"] {
            self.out.push_str(part);
        }
    }

    fn assign(&mut self, key: &str, value: &Value) {
        let value = self.value(value, true);
        let equals = self.dice.pick(&[" = ", " = ", " = ", "=", "  = ", " =\t"]);
        self.line(&format!("{key}{equals}{value}"));
    }

    fn key(&mut self, key: &str) -> String {
        let bare = key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match self.dice.below(20) {
            0 => format!("'{key}'"),
            1 => key.to_owned(),
            _ if bare => key.to_owned(),
            _ => Value::from(key).to_string(),
        }
    }

    fn value(&mut self, value: &Value, spread: bool) -> String {
        match value {
            Value::Null => "\"\"".to_owned(),
            Value::Bool(truth) => truth.to_string(),
            Value::Number(number) => self.number(&number.to_string()),
            Value::String(text) => self.text(text),
            Value::Array(elements) => {
                let elements: Vec<String> = elements.iter().map(|value| self.value(value, spread)).collect();
                let (before, comma, after) = match self.dice.below(5) {
                    0 if spread => ("[\n  ", ",\n  ", ",\n]"),
                    1 if spread => ("[ # 说明\n", " # 一\n, ", "\n]"),
                    2 => ("[ ", " , ", " ]"),
                    _ => ("[", ", ", "]"),
                };
                if elements.is_empty() {
                    "[]".to_owned()
                } else {
                    before.to_owned() + &elements.join(comma) + after
                }
            }
            Value::Object(entries) => {
                let filled: Vec<_> = entries.iter().filter(|(_, value)| !value.is_null()).collect();
                let entry = |(key, value): (&String, &Value)| {
                    format!("{} = {}", self.key(key), self.value(value, false))
                };
                let entries: Vec<String> = filled.into_iter().map(entry).collect();
                let (before, after) = self.dice.pick(&[("{", "}"), ("{ ", " }")]);
                format!("{before}{}{after}", entries.join(", "))
            }
        }
    }

    fn number(&mut self, plain: &str) -> String {
        match self.dice.below(12) {
            0 => format!("+{plain}"),
            1 => plain.replacen("00", "0_0", 1),
            2 => plain.replacen('0', "0_", 1),
            _ => plain.to_owned(),
        }
    }

    fn text(&mut self, text: &str) -> String {
        let day = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        match self.dice.below(12) {
            0 | 1 if day => text.to_owned(),
            0 => format!("'{text}'"),
            1 => format!("\"\"\"{text}\"\"\""),
            2 => text.to_owned(),
            _ => Value::from(text).to_string(),
        }
    }
}
