//! Broken documents of every format: no panic, and every place lies in the text on character boundaries.

use heng::diag::Diagnostic;
use heng::read;
use heng::source::Source;
use heng::text::Language;

use super::schema::{parse, schema, source, spans};

/// Numbers that are the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// `text` with one to three characters or tokens taken out, put in, repeated or cut off.
pub(crate) fn mutate(dice: &mut Dice, text: &str, alphabet: &[&str]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(characters.len().max(1)).min(characters.len());
        let token = alphabet[dice.below(alphabet.len())];
        match dice.below(5) {
            0 => {
                characters.splice(at..at, token.chars());
            }
            1 if at < characters.len() => {
                characters.splice(at..=at, token.chars());
            }
            2 if at < characters.len() => {
                characters.remove(at);
            }
            3 => {
                let to = (at + dice.below(20)).min(characters.len());
                let piece: Vec<char> = characters[at..to].to_vec();
                characters.splice(at..at, piece);
            }
            _ if dice.below(20) == 0 => characters.truncate(at),
            _ => {}
        }
    }
    characters.into_iter().collect()
}

/// A document of each format in which every kind of value stands.
pub(crate) const CORPUS: [(&str, &str); 5] = [
    (
        "json",
        "{\"项目代码\": \"0001\", \"amount\": 1250.50, \"新建\": true, \"review\": {\"得分\": 95, \"日期\": null}, \
         \"指标\": [{\"名称\": \"产\\u51fa\", \"权重\": \"20%\"}, {}], \"标签\": [\"a\", \"\"]}",
    ),
    ("jsonl", "{\"code\": \"0001\"}\n\n{\"申报金额\": \"795万左右\"}\r\n[{\"属性\": \"新曾\"}]\n"),
    (
        "toml",
        "\"项目代码\" = '0001'\namount = 1_250.5\n\"年度\" = 2020\n[review]\nscore = 95\ndate = 2020-01-01\n\
         [[indicators]]\nname = \"产出\"\nweight = \"20%\"\n[[indicators]]\nname = '''x'''\n",
    ),
    (
        "yaml",
        "项目代码: '0001' # 注释\namount: 1,250.5\nreview: &r\n  得分: 95\n  日期: 2020-01-01\n指标:\n- 名称: 产出\n  \
         权重: 20%\n- {名称: \"乙\", 权重: 3}\n标签: [一, *r]\n---\n项目: []\n",
    ),
    (
        "csv",
        "项目代码,申报金额,评价.得分,指标[1].名称,指标[1].权重,标签[2],备注\n0001,\"1,250.50\",95,产出,20,甲,\n\
         0002,795万左右,\"9\"\"5\",,,,x\n",
    ),
];

const TOKENS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    ";",
    "\t",
    "\"",
    "'",
    "\n",
    "\r",
    " ",
    "  ",
    "- ",
    "&r ",
    "*r",
    "!x ",
    "|",
    ">",
    "?",
    "#",
    "=",
    ".",
    "0",
    "1e9",
    "-",
    "%",
    "金",
    "，",
    "：",
    "“",
    "\u{feff}",
    "\u{0}",
    "\u{1f600}",
    "\\u12",
    "\\",
    "---\n",
    "[[a]]\n",
    "null",
];

fn places_hold(source: &Source, diagnostics: &[Diagnostic]) {
    for told in diagnostics {
        for label in &told.labels {
            let excerpt = label.site.excerpt.as_ref().unwrap();
            assert!(excerpt.text.get(excerpt.span.range()).is_some(), "{told:?} in {:?}", source.text());
        }
        for language in [Language::Chinese, Language::English] {
            let said = language.problem(&told.problem);
            let ends = [Some(said.message.as_str()), said.help.as_deref()];
            for sentence in ends.into_iter().flatten() {
                assert!(!sentence.is_empty() && !sentence.ends_with(['。', '.']), "{sentence}");
            }
        }
    }
}

pub(crate) fn survives(ending: &str, text: &str) {
    let source = source(ending, text);
    let parsed = parse(&source);
    let mut places = Vec::new();
    for document in &parsed.documents {
        spans(document, &mut places);
    }
    for place in places {
        assert!(source.text().get(place.range()).is_some(), "{place:?} in {ending} {text:?}");
    }
    assert!(!parsed.documents.is_empty() || !parsed.diagnostics.is_empty(), "{ending} {text:?} is silent");
    let bound = read::bind_all(&schema(), None, &source, &parsed.documents);
    places_hold(&source, &parsed.diagnostics);
    places_hold(&source, &bound.diagnostics);
}

#[test]
fn mutated_documents_of_every_format_are_read_or_refused_in_place() {
    for (seed, (ending, text)) in (1..).zip(CORPUS) {
        survives(ending, text);
        let mut dice = Dice::new(seed);
        for _ in 0..1_000 {
            survives(ending, &mutate(&mut dice, text, &TOKENS));
        }
        // Every format's reader on every other format's text, and on every beginning of its own.
        for (_, other) in CORPUS {
            survives(ending, other);
        }
        for (end, _) in text.char_indices() {
            survives(ending, &text[..end]);
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_by_decode() {
    let mut dice = Dice::new(3);
    for (_, text) in CORPUS {
        for _ in 0..500 {
            let mut bytes = text.as_bytes().to_vec();
            let at = dice.below(bytes.len());
            bytes[at] = u8::try_from(dice.below(256)).unwrap();
            match read::decode("a.json", bytes.clone(), None) {
                Ok(decoded) if decoded.note.is_none() => {
                    assert_eq!(Ok(decoded.source.text()), std::str::from_utf8(&bytes));
                }
                // The bytes make a text in another encoding, and that is said.
                Ok(decoded) => assert_eq!(decoded.note.unwrap().problem.code(), "read/encoding"),
                Err(told) => {
                    let code = told.problem.code();
                    assert!(matches!(code, "read/not-utf8" | "read/nul-byte" | "read/undecodable"));
                }
            }
        }
    }
}
