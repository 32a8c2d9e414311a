//! Inputs made to break a reader: depth, numbers, repeats, bytes, cut-off files. One clean diagnostic each.

use heng::diag::Severity;
use heng::read::{self, MAX_DEPTH};

use super::mutations::CORPUS;
use super::schema::{check, parse, source, told};

fn codes(ending: &str, text: &str) -> Vec<&'static str> {
    parse(&source(ending, text)).diagnostics.iter().map(|told| told.problem.code()).collect()
}

#[test]
fn two_hundred_thousand_levels_are_one_diagnostic_on_a_small_stack() {
    let deep = || {
        const LEVELS: usize = 200_000;
        for (ending, text) in [
            ("json", "[".repeat(LEVELS)),
            ("json", "{\"a\":".repeat(LEVELS)),
            ("jsonl", "[".repeat(LEVELS)),
            ("yaml", "[".repeat(LEVELS)),
            ("yaml", "{a: ".repeat(LEVELS)),
            ("yaml", "- ".repeat(LEVELS)),
            ("toml", format!("a = {}", "[".repeat(LEVELS))),
            ("toml", format!("a = {}", "{a=".repeat(LEVELS))),
            ("toml", format!("a{} = 1", ".a".repeat(LEVELS))),
            ("toml", format!("[a{}]", ".a".repeat(LEVELS))),
        ] {
            assert_eq!(codes(ending, &text), ["read/too-deep"], "{ending} {}", &text[..8]);
        }
        // Each part within the limit, all together far past it.
        let path = ["a"; 100].join(".");
        let bomb = format!("[{path}]\n{path} = {}", format!("{{{path} = ").repeat(100));
        assert_eq!(codes("toml", &bomb), ["read/too-deep"]);
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(deep).unwrap().join().unwrap();
}

#[test]
fn the_limit_itself_is_read() {
    for (levels, fits) in [(MAX_DEPTH, true), (MAX_DEPTH + 1, false)] {
        let brackets = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let inside = format!("a = {}{}", "[".repeat(levels - 1), "]".repeat(levels - 1));
        for (ending, text) in [("json", &brackets), ("yaml", &brackets), ("toml", &inside)] {
            assert_eq!(codes(ending, text).is_empty(), fits, "{ending} {levels}");
        }
    }
}

#[test]
fn numbers_past_every_limit_are_malformed_and_never_rounded() {
    for number in ["1e400", "1e-400", "123456789012345678901234567890123", "1e99999999999999999999"] {
        let bound = check("json", &format!("{{\"项目代码\": \"0001\", \"申报金额\": {number}}}"));
        assert_eq!(told(&bound.diagnostics), [("read/malformed-value", number.to_owned())]);
    }
    let bound = check("yaml", "项目代码: 0001\n申报金额: 1_000\n");
    assert_eq!(told(&bound.diagnostics), [("read/malformed-value", "1_000".to_owned())]);
    let bound = check("yaml", "项目代码: 0001\n申报金额: -0\n");
    assert_eq!(told(&bound.diagnostics), []);
}

#[test]
fn a_repeated_key_decides_nothing_in_any_format() {
    for (ending, text) in [
        ("json", "{\"code\": \"0001\", \"amount\": 1, \"amount\": 2}"),
        ("yaml", "code: '0001'\namount: 1\namount: 2\n"),
        ("toml", "code = '0001'\namount = 1\namount = 2\n"),
        ("csv", "code,amount,amount\n0001,1,2\n"),
    ] {
        let bound = check(ending, text);
        assert_eq!(bound.diagnostics.len(), 1, "{ending}");
        assert_eq!(bound.diagnostics[0].labels.len(), 2);
        assert_eq!(super::schema::state(&bound.records[0].1.cells[1]), "!1", "{ending}");
    }
}

#[test]
fn every_beginning_of_a_document_is_read_or_refused() {
    for (ending, text) in CORPUS {
        let cut = text.char_indices().map(|(end, _)| &text[..end]).filter(|cut| !cut.trim().is_empty());
        for cut in cut {
            let parsed = parse(&source(ending, cut));
            let errors = parsed.diagnostics.iter().filter(|told| told.severity == Severity::Error).count();
            assert!(!parsed.documents.is_empty() || errors == 1, "{ending} {cut:?}");
        }
    }
}

#[test]
fn a_long_line_gives_a_short_diagnostic() {
    let long = "金".repeat(1_000_000);
    let bound = check("json", &format!("{{\"code\": \"0001\", \"amount\": \"{long}\"}}"));
    let told = &bound.diagnostics[0];
    assert!(told.site().unwrap().excerpt.as_ref().unwrap().text.len() < 2_000);
    assert!(heng::text::Language::Chinese.problem(&told.problem).message.chars().count() < 100);
}

#[test]
fn a_wide_table_is_read() {
    let columns = 10_000;
    let header: Vec<String> = (1..=columns).map(|column| format!("指标[{column}].名称")).collect();
    let text = format!("{}\n{}\n", header.join(","), vec!["1"; columns].join(","));
    assert!(codes("csv", &text).is_empty());
}

#[test]
fn files_are_utf_8_or_told_how_to_become_it() {
    let broken = b"\xCF\xEE\xC4\xBF,\xFF\n".to_vec();
    let told = read::decode("a.csv", broken, None).unwrap_err();
    let said = heng::text::Language::Chinese.problem(&told.problem);
    assert!(said.help.unwrap().contains("另存为 UTF-8"));
}
