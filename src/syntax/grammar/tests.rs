//! The functions made of the grammar and its parser read the same texts, to the same pieces.

use std::path::Path;

use super::{Symbol, machine, pest};

/// The rule files of the packs, and of every case the texts in it.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |folder: &str, ending: &str| {
        let files = walkdir::WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().flatten();
        let files = files.filter(|file| file.path().extension().is_some_and(|one| one == ending));
        files.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect::<Vec<String>>()
    };
    let cases = of("tests/cases", "md");
    let blocks = cases.iter().flat_map(|case| case.split("```").skip(1).step_by(2));
    let blocks = blocks.filter_map(|block| Some(block.split_once('\n')?.1.to_owned()));
    of("rules", "heng").into_iter().chain(blocks).collect()
}

fn agree(symbol: Symbol, text: &str) -> bool {
    let (ours, theirs) = (machine::read(symbol, text), pest::read(symbol, text).ok());
    assert_eq!(ours, theirs, "{symbol:?} of {text:?}");
    ours.is_some()
}

#[test]
fn they_agree_on_rules_and_on_cases() {
    let texts = texts();
    let read = texts.iter().filter(|text| agree(Symbol::file, text)).count();
    assert!(read > 400 && read < texts.len(), "{read} of {}", texts.len());
}

/// The same numbers every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}

#[test]
fn they_agree_on_texts_that_were_cut_and_mixed() {
    let texts = texts();
    let words: Vec<&str> =
        texts.iter().flat_map(|text| text.split_inclusive([' ', '，', '(', '\n'])).collect();
    let mut draw = Draw(1);
    let mut read = 0;
    for round in 0..4000 {
        let Some(text) = texts.get(draw.below(texts.len())).filter(|text| text.len() < 3000) else {
            continue;
        };
        let mut characters: Vec<char> = text.chars().collect();
        let at = draw.below(characters.len());
        let to = (at + draw.below(4)).min(characters.len());
        let word: Vec<char> = if round % 3 == 0 {
            Vec::new()
        } else {
            words.get(draw.below(words.len())).into_iter().flat_map(|word| word.chars()).collect()
        };
        characters.splice(at..to, word);
        read += usize::from(agree(Symbol::file, &characters.into_iter().collect::<String>()));
    }
    assert!(read > 50, "{read}");
}

#[test]
fn they_agree_on_every_symbol() {
    let texts = texts();
    let mut draw = Draw(2);
    for symbol in Symbol::all_rules() {
        for _ in 0..40 {
            let Some(text) = texts.get(draw.below(texts.len())) else {
                continue;
            };
            let from = text.floor_char_boundary(draw.below(text.len()));
            let to = text.floor_char_boundary((from + draw.below(60)).min(text.len()));
            agree(*symbol, &text[from..to]);
        }
    }
}
