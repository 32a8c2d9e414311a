//! YAML: raw scalars, byte places, documents, aliases, and what is refused.

use heng::read::NodeKind;

use super::schema::{parse, show, source, told};

fn shown(text: &str) -> Vec<String> {
    parse(&source("yaml", text)).documents.iter().map(show).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    parse(&source("yaml", text)).diagnostics.iter().map(|told| told.problem.code()).collect()
}

#[test]
fn plain_scalars_keep_their_text_and_only_nothing_is_null() {
    let text = "a: 007\nb: 1.10\nc: yes\nd: ~\ne:\nf: null\ng: '~'\nh: \"\"\ni: 2020-01-01\nj: 0x1F\nk: !!str null\n";
    let wanted = "{a: '007', b: '1.10', c: 'yes', d: null, e: null, f: null, g: '~', h: '', i: '2020-01-01', \
                  j: '0x1F', k: 'null'}";
    assert_eq!(shown(text), [wanted]);
}

#[test]
fn places_are_in_bytes_under_chinese_text() {
    let source = source("yaml", "项目名称: '改造' # 注释 '\n评价: {得分: 九十, 日期: \"x\"}\n金: |\n  块\n");
    let parsed = parse(&source);
    let NodeKind::Object(entries) = &parsed.documents[0].kind else { panic!("no object") };
    assert_eq!(source.slice(entries[0].value.span), "'改造'");
    assert_eq!(source.slice(entries[1].key_span), "评价");
    assert_eq!(source.slice(entries[1].value.span), "{得分: 九十, 日期: \"x\"}");
    assert_eq!(source.slice(entries[1].value.anchor), "评价");
    assert_eq!(source.slice(entries[2].key_span), "金");
}

#[test]
fn several_documents_stand_in_one_file() {
    assert_eq!(shown("---\na: 1\n...\n---\nb: 2\n---\n"), ["{a: '1'}", "{b: '2'}"]);
}

#[test]
fn documents_before_a_mistake_are_kept() {
    let parsed = parse(&source("yaml", "a: 1\n---\nb: [1\n"));
    assert_eq!((parsed.documents.len(), told(&parsed.diagnostics)[0].0), (1, "read/truncated"));
}

#[test]
fn an_alias_repeats_what_its_anchor_named() {
    assert_eq!(shown("a: &x {b: [1]}\nc: *x\n"), ["{a: {b: ['1']}, c: {b: ['1']}}"]);
    assert_eq!(codes("a: &x 1\n---\nb: *x\n"), ["read/bad-syntax"]);
    assert_eq!(codes("a: &x [*x]\n"), ["read/bad-syntax"]);
}

#[test]
fn aliases_of_aliases_of_aliases_have_a_budget() {
    let mut lines = vec!["a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned()];
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        lines.push(format!("a{level}: &a{level} [{}]\n", [before.as_str(); 10].join(", ")));
    }
    assert_eq!(codes(&lines.concat()), ["read/alias-budget"]);
}

#[test]
fn aliases_cannot_nest_deeper_than_brackets() {
    let mut lines = vec![format!("a0: &a0 {}{}\n", "[".repeat(100), "]".repeat(100))];
    for level in 1..12 {
        lines.push(format!("a{level}: &a{level} {}*a{}{}\n", "[".repeat(90), level - 1, "]".repeat(90)));
    }
    assert_eq!(codes(&lines.concat()), ["read/too-deep"]);
}

#[test]
fn what_has_a_meaning_of_its_own_is_refused() {
    for (text, code) in [
        ("a: !foo 1\n", "read/refused-tag"),
        ("a: !!binary eA==\n", "read/refused-tag"),
        ("<<: {a: 1}\n", "read/bad-syntax"),
        ("? [a]\n: 1\n", "read/bad-syntax"),
        ("a: 1\na: 2\n", "read/duplicate-key"),
        ("a: b: c\n", "read/bad-syntax"),
        ("a:\n\t- b\n", "read/bad-syntax"),
        ("# 无\n", "read/no-record"),
        ("---\n", "read/no-record"),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
}
