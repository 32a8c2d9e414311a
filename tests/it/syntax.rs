//! Rule text: what is read from it, what is said of mistakes, how it is laid out.

mod generated;
mod limits;
mod mistakes;
mod mutated;
mod overrides;
mod packs;

use heng::source::Source;
use heng::syntax::{self, Keywords, ast};

fn source(text: &str) -> Source<'_> {
    Source::new("规则.heng", text.to_owned())
}

/// The tree as JSON, without its places, of a text that has no mistakes.
fn tree(text: &str) -> String {
    let (file, diagnostics) = syntax::parse(&source(text));
    assert!(diagnostics.is_empty(), "{diagnostics:#?}\n{text}");
    serde_json::to_string(&file).unwrap()
}

fn formatted(text: &str, keywords: Keywords) -> String {
    syntax::format(&source(text), keywords).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// The items that a check needs, as JSON without their places.
fn rules_of(file: &ast::File) -> String {
    let tested = |item: &&ast::Item| matches!(item, ast::Item::Test(_) | ast::Item::Example(_));
    let rules: Vec<&ast::Item> = file.items.iter().filter(|item| !tested(item)).collect();
    serde_json::to_string(&rules).unwrap()
}

/// A text without its tests has all its rules.
fn keeps_its_rules(text: &str) {
    let (whole, _) = syntax::parse(&source(text));
    let (file, diagnostics) = syntax::parse_rules(&source(text));
    // With a mistake in the rules the two are the same.
    if diagnostics.is_empty() {
        let sound: Vec<ast::Item> =
            whole.items.into_iter().filter(|item| !matches!(item, ast::Item::Broken(_))).collect();
        assert_eq!(rules_of(&file), rules_of(&ast::File { items: sound }), "{text}");
    }
}

/// What the formatter promises of any text without mistakes.
fn formats_well(text: &str) {
    let meaning = tree(text);
    keeps_its_rules(text);
    for keywords in [Keywords::Chinese, Keywords::English] {
        let once = formatted(text, keywords);
        assert_eq!(tree(&once), meaning, "the layout changes the meaning\n{text}\n→\n{once}");
        assert_eq!(formatted(&once, keywords), once, "the layout is not stable\n{text}");
        assert_eq!(comments(&once), comments(text), "a comment is lost or moved\n{text}\n→\n{once}");
        assert!(once.lines().all(|line| line.trim_end() == line), "white space at the end of a line\n{once}");
    }
}

/// The comments of a text in which `#` stands nowhere else.
fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.find('#').map(|at| line[at..].trim_end())).collect()
}
