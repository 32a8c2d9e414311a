//! The recipes of `docs/ci`: every `heng` command in them is run as it stands, and leaves the files they name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use saphyr_parser::{Event, Parser};
use tempfile::TempDir;

/// A folder with the pack `规则`, declarations `申报`, and `heng` on the path.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put(
            "规则/规则.heng",
            "规则包 规则\n  主表 项目\n\n表 项目 project\n  主键 代码\n  代码 code : 文本 必填\n  金额 amount : 金额 必填\n\n\
             规则 T1 金额\n  依据 \"办法\"\n  对象 项目\n  要求 金额 > 0元\n  否则 错误 \"金额是 {金额}\"\n\n\
             测试 T1\n  例 \"有金额\"\n    项目 { 代码: A, 金额: 1 }\n    应 合规\n",
        );
        place.put("申报/甲.toml", "code = \"A\"\namount = 0\n");
        place
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn sh(&self, line: &str) -> i32 {
        let heng = Path::new(env!("CARGO_BIN_EXE_heng")).parent().unwrap();
        let path = format!("{}:{}", heng.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(self.0.path()).env("PATH", path).env("HENG_LANG", "zh");
        command.output().unwrap().status.code().unwrap()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn recipe(name: &str) -> String {
    fs::read_to_string(root().join("docs/ci").join(name)).unwrap()
}

/// The `heng check` commands of a recipe, whatever stands around them.
fn checks(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| {
        let command = line.get(line.find("heng check ")?..)?;
        Some(command.trim_end_matches(['\'', '"']).to_owned())
    });
    lines.collect()
}

/// The files that a command writes: `--out FORMAT=FILE` and `--record FILE`.
fn written(command: &str) -> Vec<PathBuf> {
    let words: Vec<&str> = command.split(' ').collect();
    let pairs = words.windows(2).filter_map(|pair| match pair {
        ["--out", out] => out.split_once('=').map(|(_, path)| PathBuf::from(path)),
        ["--record", path] => Some(PathBuf::from(path)),
        _ => None,
    });
    pairs.collect()
}

#[test]
fn every_check_of_a_recipe_fails_for_the_right_reason_and_leaves_its_reports() {
    for name in ["github.yml", "gitlab-ci.yml", "gitee-go.yml", "Jenkinsfile", "Makefile"] {
        let commands = checks(&recipe(name));
        assert_eq!(commands.len(), 1, "{name}");
        for command in commands {
            let place = Place::new();
            fs::create_dir(place.0.path().join("报告")).unwrap();
            assert_eq!(place.sh(&command), 1, "{name}: {command}");
            let files = written(&command);
            assert!(files.len() >= 2, "{name}: {command}");
            for file in files {
                let size = fs::metadata(place.0.path().join(&file)).map_or(0, |file| file.len());
                assert!(size > 0, "{name}: {}", file.display());
            }
            place.put("申报/甲.toml", "code = \"A\"\namount = 1\n");
            assert_eq!(place.sh(&command), 0, "{name}: {command}");
        }
    }
}

#[test]
fn recipes_in_yaml_are_yaml() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let recipes = ["github.yml", "gitlab-ci.yml", "gitee-go.yml", "pre-commit-config.yaml"].map(recipe);
    for text in recipes.iter().chain([&hooks]) {
        let events: Vec<_> = Parser::new_from_str(text).collect();
        assert!(events.iter().all(Result::is_ok), "{text}");
        assert!(events.iter().flatten().any(|(event, _)| matches!(event, Event::MappingStart(..))));
    }
}

#[test]
fn the_commands_of_the_recipes_page_leave_what_they_name() {
    let page = recipe("README.md");
    let blocks = crate::markdown::blocks(&page);
    let commands = &blocks.iter().find(|block| block.words.first() == Some(&"sh")).unwrap().text;
    let place = Place::new();
    for command in commands.lines().filter(|line| !line.contains("$PROFILE")) {
        assert_eq!(place.sh(&format!("HOME=$PWD\n{command}")), 0, "{command}");
    }
    for file in [
        ".local/share/bash-completion/completions/heng",
        ".zfunc/_heng",
        ".local/share/man/man1/heng-check.1",
    ] {
        assert!(fs::metadata(place.0.path().join(file)).unwrap().len() > 0, "{file}");
    }
}

#[test]
fn hooks_are_commands_that_there_are() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: ")).collect();
    assert_eq!(entries, ["heng check", "heng fmt --check"]);
    let place = Place::new();
    assert_eq!(place.sh("heng check --rules 规则 --quiet 申报/甲.toml"), 1);
    assert_eq!(place.sh("heng fmt 规则 && heng fmt --check 规则/规则.heng"), 0);
}

#[test]
fn make_runs_the_makefile() {
    if Command::new("make").arg("--version").output().is_err() {
        println!("SKIPPED: there is no make");
        return;
    }
    let place = Place::new();
    place.put("Makefile", &recipe("Makefile"));
    assert_eq!(place.sh("make check"), 2, "make ends with 2 where a command ends with 1");
    assert_eq!(place.sh("heng fmt 规则 && make rules"), 0);
}

#[test]
fn pre_commit_runs_the_hooks() {
    let there = Command::new("pre-commit").arg("--version").output().is_ok_and(|run| run.status.success());
    if !there {
        println!("SKIPPED: there is no pre-commit");
        return;
    }
    let place = Place::new();
    // The hooks come from a repository of their own, as a user has them.
    place.put(
        "hooks/.pre-commit-hooks.yaml",
        &fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap(),
    );
    let git = "git -c user.name=n -c user.email=e@e";
    let made = format!(
        "heng fmt 规则 && cd hooks && git init -q . && git add -A && {git} commit -qm hooks && git tag v1 && \
         cd .. && echo hooks > .gitignore && git init -q . && git add -A"
    );
    assert_eq!(place.sh(&made), 0);
    let config = recipe("pre-commit-config.yaml");
    let hooks = place.0.path().join("hooks");
    let config = config.replace("REPOSITORY", &hooks.to_string_lossy()).replace("VERSION", "v1");
    place.put(".pre-commit-config.yaml", &config);
    let run = "PRE_COMMIT_HOME=$PWD/hooks/home pre-commit run --all-files";
    assert_eq!(place.sh(&format!("git add -A && {run}")), 1);
    place.put("申报/甲.toml", "code = \"A\"\namount = 1\n");
    assert_eq!(place.sh(&format!("git add -A && {run}")), 0);
}

#[test]
fn every_shell_has_completions_and_every_command_a_page() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert_eq!(place.sh(&format!("heng completions {shell} > out && grep -q verify out")), 0, "{shell}");
    }
    assert_eq!(place.sh("heng completions bash > out && bash -n out"), 0);
    assert_eq!(
        place.sh("mkdir man && heng man --out man && test -s man/heng.1 && test -s man/heng-check.1"),
        0
    );
    assert_eq!(place.sh("heng man --out new/man1 && test -s new/man1/heng.1"), 0);
    assert_eq!(place.sh("touch file && heng man --out file"), 4);
    let page = fs::read_to_string(place.0.path().join("man/heng-sample.1")).unwrap();
    assert!(page.contains("seed"), "{page}");
}
