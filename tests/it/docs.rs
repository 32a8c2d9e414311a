//! Every rule in the language reference compiles, and what it says does not compile is refused as it says.

use std::fs;
use std::path::Path;
use std::process::Command;

use heng::diag::{Diagnostic, Severity};
use heng::ir::{self, Library, PackText};
use heng::source::Source;

use crate::markdown::{Block, blocks};

#[test]
fn every_example_of_the_language_reference_is_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let text = fs::read_to_string(path).unwrap();
    let blocks: Vec<Block> =
        blocks(&text).into_iter().filter(|block| block.words.first() == Some(&"heng")).collect();
    let prelude =
        blocks.iter().find(|block| block.words.contains(&"prelude")).expect("a block marked prelude");
    assert!(blocks.len() >= 20, "only {} examples found", blocks.len());
    let mut wrong = Vec::new();
    let mut shelf = Shelf { packs: Vec::new(), embedded: heng::session::embedded() };
    for block in &blocks {
        if let Some(name) = block.words.iter().find_map(|word| word.strip_prefix("as=")) {
            shelf.packs.push((name, &block.text));
        }
        let wanted = block.words.iter().find_map(|word| word.strip_prefix("error="));
        let alone = block.words.contains(&"pack") || block.words.contains(&"prelude");
        let mut files = vec![Source::new("例.heng", block.text.clone())];
        if !alone {
            files.insert(0, Source::new("前文.heng", prelude.text.clone()));
        }
        let roots = vec![PackText { name: "手册".to_owned(), files }];
        let (program, diagnostics) = ir::compile(roots, &shelf, &[]);
        let errors: Vec<&str> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| diagnostic.problem.code())
            .collect();
        let right = match wanted {
            Some(code) => errors == [code],
            None => program.is_some() && diagnostics.is_empty(),
        };
        let cases = program.iter().flat_map(|program| heng::session::run_tests(program).cases);
        wrong.extend(
            cases.filter(|case| !case.passed()).map(|case| {
                format!("docs/language.md:{}: case {}: {:?}", block.line, case.title, case.differs)
            }),
        );
        if !right {
            let found: Vec<_> =
                diagnostics.iter().map(|diagnostic| (&diagnostic.problem, place(diagnostic))).collect();
            wrong.push(format!("docs/language.md:{}: wanted {wanted:?}, found {found:#?}", block.line));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The packs that other examples import: those marked `as=`, then those that come with the program.
struct Shelf<'d, L> {
    packs: Vec<(&'d str, &'d str)>,
    embedded: L,
}

impl<L: Library> Library for Shelf<'_, L> {
    fn pack(&self, name: &str) -> Option<PackText> {
        let Some((_, text)) = self.packs.iter().find(|(own, _)| *own == name) else {
            return self.embedded.pack(name);
        };
        let files = vec![Source::new(format!("{name}.heng"), (*text).to_owned())];
        Some(PackText { name: name.to_owned(), files })
    }

    fn names(&self) -> Vec<String> {
        self.embedded.names()
    }
}

fn place(diagnostic: &Diagnostic) -> String {
    diagnostic
        .site()
        .map(|site| format!("{}:{}:{}", site.path, site.start.line, site.start.column))
        .unwrap_or_default()
}

#[test]
fn the_readme_shows_what_is_so() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let blocks = blocks(&readme);
    let block =
        |word: &str| blocks.iter().find(|block| block.words == [word]).expect("the README has the block");
    let rules = fs::read_to_string(root.join("rules/历城绩效/事前评估.heng")).unwrap();
    assert!(rules.contains(&block("heng").text), "the rule in the README is not the one in the pack");
    let screen =
        blocks.iter().find(|block| block.text.starts_with("$ heng ")).expect("the README has a screen");
    let (command, shown) = screen.text.split_once('\n').unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_heng"))
        .args(command.trim_start_matches("$ heng ").split(' '))
        .current_dir(root)
        .env("HENG_LANG", "zh")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(run.stdout).unwrap().trim(), shown.trim());
}

#[test]
fn the_waiver_of_the_handbook_is_one() {
    use crate::cli::{BAD, Place};

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/豁免与基线.md");
    let text = fs::read_to_string(path).unwrap();
    let blocks = blocks(&text);
    let waivers = blocks.iter().find(|block| block.words == ["toml"]).expect("the handbook has a waiver");
    let place = Place::with(&[("申报/b.toml", BAD), ("豁免.toml", &waivers.text)]);
    // Its commands, as they stand there.
    let commands = blocks.iter().filter(|block| block.words == ["text"]).flat_map(|block| block.text.lines());
    let commands: Vec<&str> = commands.filter(|line| line.starts_with("heng ")).collect();
    assert_eq!(commands.len(), 4);
    for command in commands {
        let command = command.split('#').next().unwrap_or_default();
        let mut arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        arguments.extend(["--rules", "试验"]);
        let run = place.heng(&arguments);
        assert_eq!(run.code, 0, "{command}: {run:?}");
    }
}
