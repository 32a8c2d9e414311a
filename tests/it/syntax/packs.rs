//! The packs that come with heng.

use std::path::Path;

use heng::syntax::{self, Keywords};

use super::{formats_well, source};

#[test]
fn every_pack_is_read_and_keeps_its_meaning_in_both_spellings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    for entry in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "heng") {
            formats_well(&std::fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn both_spellings_of_a_rule_are_one_tree() {
    let chinese = "规则 A 甲\n  依据 \"x\"\n  对象 t\n  条件 有 a 且 a 属于 {b, c}\n  要求 非 (a ≥ 1 或 每个 l 满足 (x ＝ 2 ± 1))\n  否则 错误 \"{a}\"\n";
    let english = "rule A 甲 basis “x” for t when has a and a in {b，c} require not (a >= 1 or all l satisfy (x = 2 within 1)) else error \"{a}\"";
    assert_eq!(super::tree(chinese), super::tree(english));
    let (file, _) = syntax::parse(&source(english));
    assert_eq!(file.items.len(), 1);
    assert_eq!(
        super::formatted(english, Keywords::Chinese),
        "规则 A 甲\n  依据 \"x\"\n  对象 t\n  条件 有 a 且 a 属于 {b, c}\n  要求 非 (a >= 1 或 每个 l 满足 (x = 2 ± 1))\n  否则 错误 \"{a}\"\n"
    );
}
