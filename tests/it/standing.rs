//! Waivers and baselines as a user gives them: options, configuration, reports and exit codes.

use crate::cli::{BAD, GOOD, Place, WARNED};

const WAIVER: &str = r#"[[waiver]]
rule = "T101"
key = "B1"
reason = "抢险工程"
approver = "区财政局"
basis = "纪要〔2020〕3号"
granted = 2020-03-01
expires = 2020-12-31
"#;

const DAY: [&str; 2] = ["--as-of", "2020-06-30"];

fn with_waiver() -> Place {
    Place::with(&[("申报/a.toml", GOOD), ("申报/b.toml", BAD), ("申报/豁免.toml", WAIVER)])
}

#[test]
fn what_is_waived_is_seen_and_does_not_fail() {
    let place = with_waiver();
    assert_eq!(place.check(&["申报/a.toml", "申报/b.toml"]).code, 1);
    // A file of waivers in the folder is no declaration.
    let run = place.check(&[&["申报", "--waivers", "申报/豁免.toml"], &DAY[..]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    for part in [
        "── 已豁免 ──\n错误[T101] 项目 B1：申报金额 150.00万元 超过 100.00万元  申报/b.toml:2:10",
        "理由：抢险工程（批准人：区财政局，依据：纪要〔2020〕3号，2020-03-01 至 2020-12-31）",
        "金额上限，违反 1（其中已豁免 1）",
        "── 已豁免的处置 ──",
        "豁免 1 项：用上 1",
        "没有尚待处理的问题；另有 1 处已豁免",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    assert!(!run.out.contains("── 处理意见 ──"), "{}", run.out);
}

#[test]
fn waivers_of_the_configuration_are_beside_it() {
    let place = with_waiver();
    place.put("申报/heng.toml", "waivers = [\"豁免.toml\"]\nas-of = 2020-06-30\n");
    let json = place.check(&["申报", "--format", "json"]).json();
    assert_eq!(json["summary"]["records"], 2);
    assert_eq!(json["summary"]["verdicts"]["waived"], 1);
    assert_eq!(json["summary"]["waivers"]["used"], 1);
    assert_eq!(json["findings"][0]["suppression"]["status"], "accepted");
    assert_eq!(json["findings"][0]["suppression"]["path"], "申报/豁免.toml");
    assert_eq!(json["summary"]["errors"], 0);
}

#[test]
fn an_expired_waiver_fails_and_says_where() {
    let place = with_waiver();
    let run =
        place.check(&["申报", "--waivers", "申报/豁免.toml", "--as-of", "2021-01-01", "--select", "T101"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.contains("错误[waiver/expired]") && run.out.contains("申报/豁免.toml:8:11"),
        "{}",
        run.out
    );
    assert!(run.out.contains("── 申报/豁免.toml ──"), "{}", run.out);
    // Though the finding itself is only a warning: somebody relies on what no longer holds.
    place.put("申报/b.toml", WARNED);
    place.put("申报/豁免.toml", &WAIVER.replace("T101", "T201").replace("B1", "C1"));
    let late = ["申报", "--waivers", "申报/豁免.toml", "--as-of", "2021-01-01"];
    assert_eq!(place.check(&late).code, 1);
    assert_eq!(place.check(&[&late[..3], &["--as-of", "2020-12-31"]].concat()).code, 0);
}

#[test]
fn an_unused_waiver_is_a_warning() {
    let place = with_waiver();
    let waivers = ["申报/a.toml", "--waivers", "申报/豁免.toml"];
    let run = place.check(&[&waivers[..], &DAY[..]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("警告[waiver/unused]"), "{}", run.out);
    assert_eq!(place.check(&[&waivers[..], &DAY[..], &["--fail-on", "warning"]].concat()).code, 1);
    // A rule that is left out says nothing of its waivers.
    let run = place.check(&[&waivers[..], &DAY[..], &["--select", "T201"]].concat());
    assert!(run.out.contains("豁免 1 项：规则未检查 1") && !run.out.contains("waiver/unused"), "{}", run.out);
}

#[test]
fn waivers_that_cannot_be_taken_are_2_and_nothing_is_checked() {
    let place = with_waiver();
    let files = ["申报/b.toml", "--waivers", "申报/豁免.toml"];
    let run = place.check(&files);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("错误[waiver/no-day]") && run.out.contains("--as-of 2020-06-30"), "{}", run.out);
    place.put("申报/豁免.toml", &WAIVER.replace("T101", "T110"));
    let run = place.check(&[&files[..], &DAY[..]].concat());
    assert_eq!(run.code, 2, "{run:?}");
    for part in
        ["错误[waiver/unknown-rule]", "是否要写 `T101`？", "╭─[申报/豁免.toml:2:8]", "2 │ rule = \"T110\""]
    {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let run = place.check(&["申报/b.toml", "--waivers", "没有.toml", "--as-of", "2020-06-30"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("input/unreadable"), "{}", run.out);
}

#[test]
fn a_report_does_not_replace_the_waivers() {
    let place = with_waiver();
    let files = ["申报", "--waivers", "申报/豁免.toml", "--out", "json=申报/豁免.toml"];
    let run = place.check(&[&files[..], &DAY[..]].concat());
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(place.read("申报/豁免.toml"), WAIVER);
}

#[test]
fn only_new_findings_fail_against_a_baseline() {
    let place = Place::with(&[("申报/b.toml", BAD), ("申报/c.toml", WARNED)]);
    let run = place.heng(&["baseline", "--rules", "试验", "申报", "-o", "申报/基线.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(run.err.contains("已写入基线 申报/基线.json：2 处问题（新增 2，去掉 0）"), "{run:?}");
    let written = place.read("申报/基线.json");
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 7, "a finding a line: {written}");
    assert!(
        lines[3]
            .starts_with(r#"{"rule":"T101","table":"项目","key":"B1","field":"申报金额","verdict":"fail""#)
    );
    // The baseline lies among the declarations and is none.
    let check = ["申报", "--baseline", "申报/基线.json"];
    let run = place.check(&check);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(
        run.out.contains("还有 1 处必须修改，1 处需要核实；与基线相比新增 0，仍有 2，已整改 0"),
        "{run:?}"
    );
    assert_eq!(place.check(&[&check[..], &["--fail-on-all"]].concat()).code, 1);
    // Another line, another amount: the same finding. Another project: a new one.
    place.put("申报/b.toml", &format!("# 更正\n{}", BAD.replace("150", "160")));
    assert_eq!(place.check(&check).code, 0);
    place.put("申报/d.toml", &BAD.replace("B1", "D1"));
    let run = place.check(&check);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("错误[T101] 金额上限 · 新增 · 项目 D1"), "{run:?}");
    assert!(!run.out.contains("金额上限 · 仍有"), "what is old is a line in a list: {run:?}");
}

#[test]
fn pruning_drops_what_was_fixed_and_adds_nothing() {
    let place = Place::with(&[("b.toml", BAD), ("c.toml", WARNED)]);
    let write = ["baseline", "--rules", "试验", "b.toml", "c.toml", "d.toml", "-o", "基线.json"];
    place.put("d.toml", &BAD.replace("B1", "D1"));
    assert_eq!(place.heng(&write).code, 0);
    let before = place.read("基线.json");
    place.put("b.toml", &GOOD.replace("A1", "B1"));
    place.put("c.toml", BAD.replace("B1", "C1").as_str());
    // D1 is not checked this time: nothing is known of it.
    let run = place.heng(&["baseline", "--rules", "试验", "b.toml", "c.toml", "-o", "基线.json", "--prune"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("1 处问题（新增 0，去掉 2）"), "{run:?}");
    let line = |text: &str| {
        text.lines().find(|line| line.contains("\"D1\"")).map(|line| line.trim_end_matches(',').to_owned())
    };
    assert_eq!(line(&place.read("基线.json")), line(&before));
    assert!(!place.read("基线.json").contains("\"B1\""));
}

#[test]
fn a_baseline_of_waived_findings_would_hide_the_end_of_their_waivers() {
    let place = with_waiver();
    let waived = ["--waivers", "申报/豁免.toml"];
    let write = ["baseline", "--rules", "试验", "申报", "-o", "基线.json"];
    assert_eq!(place.heng(&[&write[..], &waived[..], &DAY[..]].concat()).code, 0);
    assert_eq!(place.read("基线.json"), "{\n\"baseline\": 1,\n\"findings\": [\n]\n}\n");
    let check = ["申报", "--waivers", "申报/豁免.toml", "--baseline", "基线.json"];
    assert_eq!(place.check(&[&check[..], &DAY[..]].concat()).code, 0);
    assert_eq!(place.check(&[&check[..], &["--as-of", "2021-01-01"]].concat()).code, 1);
}

#[test]
fn a_report_of_json_is_a_baseline_and_other_files_are_not() {
    let place = Place::with(&[("b.toml", BAD)]);
    place.check(&["b.toml", "--out", "json=报告.json", "--record", "记录.json"]);
    let json = place.check(&["b.toml", "--baseline", "报告.json", "--format", "json"]);
    assert_eq!(json.code, 0, "{json:?}");
    assert_eq!(json.json()["summary"]["baseline"]["unchanged"], 1);
    assert_eq!(json.json()["findings"][0]["baseline"], "unchanged");
    let run = place.check(&["b.toml", "--baseline", "没有.json"]);
    assert_eq!(run.code, 2, "{run:?}");
    place.put("别的.json", "{\"a\": 1}\n");
    for arguments in [
        vec!["check", "--rules", "试验", "b.toml", "--baseline", "别的.json"],
        // What is no baseline is not replaced by one either.
        vec!["baseline", "--rules", "试验", "b.toml", "-o", "别的.json"],
    ] {
        let run = place.heng(&arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!((run.out + &run.err).contains("baseline/not-a-baseline"));
    }
    assert_eq!(place.read("别的.json"), "{\"a\": 1}\n");
    // Reports and records hold findings, and are no baselines all the same.
    for path in ["报告.json", "记录.json"] {
        let before = place.read(path);
        let run = place.heng(&["baseline", "--rules", "试验", "b.toml", "-o", path]);
        assert_eq!((run.code, place.read(path)), (2, before), "{run:?}");
        assert!(run.err.contains("baseline/not-a-baseline"), "{run:?}");
    }
    let run = place.heng(&["baseline", "--rules", "试验", "b.toml", "-o", "b.toml"]);
    assert_eq!((run.code, place.read("b.toml").as_str()), (2, BAD), "{run:?}");
}

#[test]
fn the_baseline_of_the_configuration_is_beside_it() {
    let place = Place::with(&[("申报/b.toml", BAD)]);
    place.heng(&["baseline", "--rules", "试验", "申报", "-o", "申报/基线.json"]);
    place.put("申报/heng.toml", "baseline = \"基线.json\"\n");
    assert_eq!(place.check(&["申报"]).code, 0);
}

#[test]
fn a_recorded_run_with_waivers_is_made_again_with_them() {
    let place = with_waiver();
    let files = ["申报", "--waivers", "申报/豁免.toml", "--record", "记录.json"];
    let run = place.check(&[&files[..], &DAY[..]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let record = place.read("记录.json");
    for part in [
        r#""standing":[{"kind":"waivers","path":"申报/豁免.toml","sha256":""#,
        r#""state":"waived""#,
        r#""waived":1"#,
    ] {
        assert!(record.contains(part), "{part}\n{record}");
    }
    assert_eq!(place.heng(&["verify", "记录.json"]).code, 0);
    place.put("申报/豁免.toml", &WAIVER.replace("抢险工程", "别的理由"));
    let run = place.heng(&["verify", "记录.json"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("文件 申报/豁免.toml 的内容变了"), "{run:?}");
}
