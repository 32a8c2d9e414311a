//! Headers, imports, hashes.

use heng::ir::{PackText, compile};
use heng::source::Source;

use super::harness::{Shelf, said, says_of};

const TABLE: &str = "表 项目\n  金额 : 金额 必填\n";

fn pack(name: &str, files: &[(&str, &str)]) -> PackText {
    let files = files.iter().map(|(path, text)| Source::new(*path, (*text).to_owned())).collect();
    PackText { name: name.to_owned(), files }
}

#[test]
fn a_pack_has_one_header() {
    says_of(TABLE, &[("pack/header", "", "规则包 名称")]);
    says_of(&format!("规则包 甲\n规则包 乙\n{TABLE}"), &[("pack/header", "乙", "只保留一处")]);
}

#[test]
fn a_folder_without_rules() {
    let (program, diagnostics) = compile(vec![pack("空", &[])], &Shelf(&[]), &[]);
    assert!(program.is_none());
    assert_eq!(said(&diagnostics)[0][0], "pack/empty");
}

#[test]
fn an_import_that_cannot_be_found() {
    let shelf = Shelf(&[("通用绩效", "规则包 通用绩效")]);
    let root = pack("试", &[("a.heng", "规则包 试\n  引用 通用绩校\n")]);
    let (_, diagnostics) = compile(vec![root], &shelf, &[]);
    let found = said(&diagnostics);
    assert_eq!((found.len(), found[0][0].as_str(), found[0][1].as_str()), (1, "pack/not-found", "通用绩校"));
    assert!(found[0][2].contains("`通用绩效`"));
}

#[test]
fn packs_in_a_circle() {
    let shelf = Shelf(&[("乙", "规则包 乙\n  引用 甲")]);
    let (_, diagnostics) = compile(vec![pack("甲", &[("a.heng", "规则包 甲\n  引用 乙")])], &shelf, &[]);
    let found = said(&diagnostics);
    assert_eq!((found.len(), found[0][0].as_str()), (1, "pack/circle"));
}

#[test]
fn imported_packs_go_first_and_once() {
    let shelf = Shelf(&[
        ("底", "规则包 底\n  主表 项目\n表 项目\n  金额 : 金额 必填\n"),
        ("左", "规则包 左\n  引用 底\n规则 Z1 左 依据 \"文\" 对象 项目 要求 金额 > 1元 否则 错误 \"m\""),
        ("右", "规则包 右\n  引用 底\n"),
    ]);
    let root = pack(
        "顶",
        &[
            ("顶/乙.heng", "规则 D2 二 依据 \"文\" 对象 项目 要求 金额 > 2元 否则 错误 \"m\""),
            (
                "顶/丁.heng",
                "规则包 顶\n  引用 左, 右\n规则 D1 一 依据 \"文\" 对象 项目 要求 金额 > 2元 否则 错误 \"m\"",
            ),
        ],
    );
    let (program, diagnostics) = compile(vec![root], &shelf, &[]);
    assert_eq!(diagnostics, []);
    let program = program.unwrap();
    let names: Vec<&str> = program.packs.iter().map(|pack| pack.name.as_str()).collect();
    assert_eq!(names, ["底", "左", "右", "顶"]);
    let codes: Vec<&str> = program.rules.iter().map(|rule| &*rule.code).collect();
    assert_eq!(codes, ["Z1", "D1", "D2"]);
    assert!(program.schema.main.is_some());
}

#[test]
fn two_packs_of_one_name() {
    let text = "规则包 试";
    let roots = vec![pack("a", &[("a/a.heng", text)]), pack("b", &[("b/a.heng", text)])];
    let (_, diagnostics) = compile(roots, &Shelf(&[]), &[]);
    assert_eq!(said(&diagnostics)[0][0], "name/duplicate");
}

#[test]
fn a_period_that_ends_before_it_begins() {
    says_of(
        &format!("规则包 试\n  施行 2021-01-01 起 至 2020-01-01\n{TABLE}"),
        &[("time/empty-period", "施行 2021-01-01 起 至 2020-01-01", "")],
    );
}

#[test]
fn a_hash_is_of_names_and_contents() {
    let hash = |path: &str, text: &str| {
        let (program, _) = compile(vec![pack("试", &[(path, text)])], &Shelf(&[]), &[]);
        program.unwrap().packs[0].sha256().to_owned()
    };
    let text = "规则包 试\n";
    assert_eq!(hash("a/x.heng", text), hash("b/x.heng", text));
    assert_ne!(hash("a/x.heng", text), hash("a/y.heng", text));
    assert_ne!(hash("a/x.heng", text), hash("a/x.heng", "规则包 试 "));
}
