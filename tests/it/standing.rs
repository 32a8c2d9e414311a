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
