//! Findings explained, as a user asks for it: by paths, by a report, by a record.

use serde_json::Value;

use crate::records::Place;

#[test]
fn a_finding_is_explained_step_by_step() {
    let place = Place::new();
    place.record("一.json", &[]);
    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    let finding = record["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "T1").unwrap();
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    let whole = ["explain", "--rules", "试验", fingerprint, "申报"];
    let (exit, out, told) = place.heng(&whole);
    assert_eq!(exit, 0, "{told}");
    for part in [
        "T1 上限 · 项目 B1",
        "违反，警告",
        "要求：金额 <= 上限",
        "代入：900.00万元 <= 500.00万元",
        "得：否",
        "金额 → 900.00万元",
        "申报/乙.jsonl:1:",
        "规则 T1 上限",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
    let (exit, by_record, _) =
        place.heng(&["explain", "--rules", "试验", &fingerprint[..8], "--report", "一.json"]);
    assert_eq!((exit, by_record), (0, out.clone()));
    place.heng(&["check", "--rules", "试验", "申报", "--out", "json=报告.json"]);
    let (exit, by_report, _) =
        place.heng(&["explain", "--rules", "试验", fingerprint, "--report", "报告.json"]);
    assert_eq!((exit, by_report), (0, out));
}

#[test]
fn an_added_exception_is_explained_as_its_pack_has_it() {
    let place = Place::new();
    place.put(
        "区/规则.heng",
        "规则包 区\n  引用 试验\n\n规则 T1 增加 除外 当 有 得分 且 得分 >= 60 依据 \"区文件第四条\"\n",
    );
    let (_, json, told) = place.heng(&["check", "--rules", "区", "申报", "--format", "json"]);
    let report: Value = serde_json::from_str(&json).expect(&told);
    let finding = report["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "T1").unwrap();
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    let (exit, out, told) = place.heng(&["explain", "--rules", "区", fingerprint, "申报"]);
    assert_eq!(exit, 0, "{told}");
    assert!(
        out.contains("除外：有 得分 且 得分 >= 60\n      代入：有 得分 且 50 >= 60\n      得：否"),
        "{out}"
    );
}

#[test]
fn tiers_show_their_axis_and_their_row() {
    let place = Place::new();
    place.record("一.json", &[]);
    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    let finding = record["findings"].as_array().unwrap().iter().find(|one| one["key"] == "A1").unwrap();
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    let (_, out, _) = place.heng(&["explain", "--rules", "试验", fingerprint, "申报"]);
    assert!(out.contains("按：得分\n      代入：70\n      得：70"), "{out}");
    assert!(out.contains("分档：[60, 80) → 警告"), "{out}");
    assert!(out.contains("处置：压减预算，20.00 万元"), "{out}");
}

#[test]
fn what_would_decide_an_open_verdict_is_named() {
    let place = Place::new();
    place.put("申报/丙.toml", "code = \"C1\"\namount = \"约900\"\n");
    place.record("一.json", &[]);
    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    let finding =
        record["findings"].as_array().unwrap().iter().find(|one| one["verdict"] == "undetermined").unwrap();
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    let (_, out, _) = place.heng(&["explain", "--rules", "试验", fingerprint, "申报"]);
    assert!(out.contains("── 把这些格填清楚，就能判定 ──\n    申报/丙.toml:2:"), "{out}");
    assert!(out.contains("金额 = 约900"), "{out}");
    assert!(out.contains("代入：（无法识别） <= 500.00万元"), "{out}");
}

#[test]
fn a_fingerprint_that_no_finding_has() {
    let place = Place::new();
    let (exit, _, told) = place.heng(&["explain", "--rules", "试验", "00000000", "申报"]);
    assert_eq!(exit, 2);
    assert!(told.contains("这次检查的 4 个问题里没有指纹以 `00000000` 开头的"), "{told}");
    let (exit, _, told) = place.heng(&["explain", "--rules", "试验", "00000000"]);
    assert_eq!(exit, 2, "{told}");
}

#[test]
fn the_total_of_a_batch_is_explained_too() {
    let place = Place::new();
    place.put("申报/丁.toml", "code = \"D1\"\namount = 400\n");
    place.record("一.json", &[]);
    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    let finding = record["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "T3").unwrap();
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    let (_, out, _) = place.heng(&["explain", "--rules", "试验", fingerprint, "申报"]);
    assert!(out.contains("令 全部：合计(项目.金额)"), "{out}");
    assert!(out.contains("代入：1,401.00万元 <= 500.00万元 × 2"), "{out}");
}

#[test]
fn of_two_records_with_one_key_each_finding_has_its_own_steps() {
    let place = Place::new();
    place.put("申报/重.jsonl", "{\"code\":\"Z\",\"amount\":600}\n{\"code\":\"Z\",\"amount\":700}\n");
    place.record("一.json", &[]);
    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    let findings = record["findings"].as_array().unwrap();
    let shown: Vec<String> = findings
        .iter()
        .filter(|one| one["key"] == "Z")
        .map(|one| {
            let fingerprint = one["fingerprint"].as_str().unwrap();
            place.heng(&["explain", "--rules", "试验", fingerprint, "申报"]).1
        })
        .collect();
    assert_eq!(shown.len(), 2);
    assert!(shown[0].contains("代入：600.00万元") && shown[1].contains("代入：700.00万元"), "{shown:#?}");
}

#[test]
fn a_record_says_by_what_it_is_explained() {
    let place = Place::new();
    let waiver = "[[waiver]]\nrule = \"T1\"\nkey = \"B1\"\nreason = \"另行核定\"\napprover = \"财政局\"\n\
                  basis = \"会议纪要\"\ngranted = 2020-01-01\nexpires = 2020-12-31\n";
    place.put("豁免.toml", waiver);
    let more = ["--param", "上限=600万元", "--as-of", "2020-06-30", "--waivers", "豁免.toml"];
    place.record("一.json", &more);
    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    let finding = record["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "T1").unwrap();
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    // Another day than that of the record, in which there are no waivers in force.
    place.put("heng.toml", "as-of = 2019-06-30\n");
    let (exit, out, told) = place.heng(&["explain", fingerprint, "--report", "一.json"]);
    assert_eq!(exit, 0, "{told}");
    assert!(out.contains("代入：900.00万元 <= 600.00万元"), "{out}");
    assert!(out.contains("已豁免：另行核定"), "{out}");
    // The command line goes before the record.
    let given = ["--param", "上限=700万元", "--as-of", "2021-01-01"];
    let (_, out, _) = place.heng(&[&["explain", fingerprint, "--report", "一.json"], &given[..]].concat());
    assert!(out.contains("代入：900.00万元 <= 700.00万元") && !out.contains("已豁免"), "{out}");
}

#[test]
fn brackets_of_a_formula_stay_together() {
    let place = Place::new();
    place.put(
        "括/规则.heng",
        "规则包 括\n  引用 试验\n\n规则 K1 括号\n  依据 \"例\"\n  对象 项目\n  要求 非 (金额 > 上限 或 (金额 + 1元) × 2 > 上限 × 2)\n  \
         否则 错误 \"不对\"\n",
    );
    let (_, json, told) =
        place.heng(&["check", "--rules", "括", "--select", "K1", "申报", "--format", "json"]);
    let report: Value = serde_json::from_str(&json).expect(&told);
    let fingerprint = report["findings"][0]["fingerprint"].as_str().unwrap();
    let (exit, out, told) = place.heng(&["explain", "--rules", "括", fingerprint, "申报"]);
    assert_eq!(exit, 0, "{told}");
    for part in [
        "要求：非 (金额 > 上限 或 (金额 + 1元) × 2 > 上限 × 2)\n",
        "代入：非 (900.00万元 > 500.00万元 或 (900.00万元 + 1元) × 2 > 500.00万元 × 2)\n",
        "  (金额 + 1元) × 2 > 上限 × 2 → 是\n",
        "  (金额 + 1元) × 2 → ",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
}
