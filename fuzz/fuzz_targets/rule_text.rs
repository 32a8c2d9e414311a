//! Any bytes as a rule file: `cargo +nightly fuzz run rule_text fuzz/corpus/rule_text rules`.
//!
//! `tests/it/syntax/mutated.rs` asserts the same over a small corpus with every `cargo test`.

#![no_main]

use heng::source::Source;
use heng::syntax::{self, Keywords};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = syntax::decode("规则.heng", bytes.to_vec()) else {
        return;
    };
    let (file, diagnostics) = syntax::parse(&source);
    for diagnostic in &diagnostics {
        let excerpt = diagnostic.site().and_then(|site| site.excerpt.as_ref()).expect("a place in the text");
        assert!(excerpt.text.get(excerpt.span.range()).is_some(), "a span inside a character");
    }
    if !diagnostics.is_empty() {
        assert!(syntax::format(&source, Keywords::Chinese).is_err(), "a file with mistakes is laid out");
        return;
    }
    let tree = serde_json::to_string(&file).expect("a tree is JSON");
    for keywords in [Keywords::Chinese, Keywords::English] {
        let once = syntax::format(&source, keywords).expect("a file without mistakes has a layout");
        let again = Source::new("规则.heng", once.clone());
        let (file, diagnostics) = syntax::parse(&again);
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        assert_eq!(serde_json::to_string(&file).expect("a tree is JSON"), tree, "the layout changes the meaning");
        assert_eq!(syntax::format(&again, keywords).as_deref(), Ok(once.as_str()), "the layout is not stable");
    }
});
