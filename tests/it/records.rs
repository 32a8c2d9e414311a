//! Runs recorded, made again and compared, as a user does it.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const PACK: &str = r#"
规则包 试验
  名称 "试验规则" 版本 "1.0" 主表 项目
参数 压减比例 : 比例 = 20%
参数 上限 : 金额 = 500万元
表 项目 project
  主键 代码
  代码 code : 文本 必填
  金额 amount : 金额 必填 单位 万元
  得分 score : 数值 范围 [0, 100]
处置 压减预算(比例 : 比例) 轻重 1 金额 金额 × 比例
处置 取消预算 轻重 2 金额 金额
规则 T1 上限
  依据 "试验办法第一条"
  对象 项目
  要求 金额 <= 上限
  否则 警告 "{金额} 超过 {上限}"
规则 T3 合计
  依据 "试验办法第三条"
  对象 批次
  令 全部 = 合计(项目.金额)
  要求 全部 <= 上限 × 2
  否则 提示 "合计 {全部}"
分档 T2 评价结果
  依据 "试验办法第二条"
  对象 项目
  按 得分
  [80, 100] → 通过
  [60, 80)  → 警告 "得 {得分} 分" 处置 压减预算(压减比例)
  [0, 60)   → 错误 "得 {得分} 分" 处置 取消预算
  缺失      → 不适用
"#;

const FILES: [(&str, &str); 3] = [
    ("试验/规则.heng", PACK),
    ("申报/甲.toml", "code = \"A1\"\namount = 100\nscore = 70\n"),
    (
        "申报/乙.jsonl",
        "{\"code\": \"B1\", \"amount\": 900, \"score\": 50}\n{\"code\": \"B2\", \"amount\": 1}\n",
    ),
];

pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (path, text) in FILES {
            place.put(path, text);
        }
        place
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    pub(crate) fn heng(&self, arguments: &[&str]) -> (i32, String, String) {
        self.heng_in("", arguments)
    }

    pub(crate) fn heng_in(&self, folder: &str, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
        command.current_dir(self.0.path().join(folder)).env("HENG_LANG", "zh").args(arguments);
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }

    pub(crate) fn record(&self, path: &str, more: &[&str]) -> i32 {
        let arguments = ["check", "--rules", "试验", "申报", "-q", "--record", path];
        self.heng(&[&arguments, more].concat()).0
    }
}

#[test]
fn a_record_says_what_was_checked_and_names_no_machine() {
    let place = Place::new();
    assert_eq!(place.record("一.json", &["--jobs", "1"]), 1);
    assert_eq!(place.record("二.json", &["--jobs", "2"]), 1);
    assert_eq!(place.text("一.json"), place.text("二.json"));
    let absolute = place.0.path().join("申报").to_string_lossy().into_owned();
    let run = place.heng(&["check", "--rules", "试验", &absolute, "-q", "--record", "三.json"]);
    assert_eq!(run.0, 1, "{run:?}");
    assert_eq!(place.text("一.json"), place.text("三.json"));
    assert!(!place.text("三.json").contains(&*place.0.path().to_string_lossy()));

    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    assert_eq!(record["records"], 3);
    assert_eq!(record["inputs"][1]["path"], "申报/甲.toml");
    assert_eq!(record["params"][0]["value"], "20%");
    assert_eq!(record["rules"][0]["fail"], 1);
    assert_eq!(record["exit_code"], 1);
}

#[test]
fn what_could_not_be_read_is_in_the_record() {
    let place = Place::new();
    place.put("申报/坏.json", "{");
    assert_eq!(place.record("一.json", &["没有.toml"]), 3);
    let record: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    let why: Vec<&str> =
        record["left_out"].as_array().unwrap().iter().map(|row| row["why"].as_str().unwrap()).collect();
    assert_eq!(why, ["input/unreadable", "read/truncated"]);
    assert_eq!(place.heng(&["verify", "一.json"]).0, 0);
}

#[test]
fn a_run_made_again_is_the_same_on_one_thread_and_on_two() {
    let place = Place::new();
    place.record("一.json", &["--param", "上限=800万元", "--select", "T1", "--as-of", "2026-01-01"]);
    for jobs in ["1", "2"] {
        let (exit, out, _) = place.heng(&["verify", "一.json", "--jobs", jobs]);
        assert_eq!((exit, out.starts_with("一致：2 个文件、3 条记录")), (0, true), "{out}");
    }
    let (exit, out, _) = place.heng_in("申报", &["verify", "../一.json", "--root", ".."]);
    assert_eq!(exit, 0, "{out}");
}

#[test]
fn the_first_difference_is_named() {
    let place = Place::new();
    place.record("一.json", &[]);
    let verify = || place.heng(&["verify", "一.json"]);

    place.put("申报/甲.toml", "code = \"A1\"\namount = 100\nscore = 90\n");
    let (exit, out, _) = verify();
    assert_eq!(exit, 1);
    assert!(out.contains("第一处是：\n文件 申报/甲.toml 的内容变了"), "{out}");

    fs::remove_file(place.0.path().join("申报/甲.toml")).unwrap();
    let (exit, out, _) = verify();
    assert_eq!(exit, 3);
    assert!(out.contains("文件 申报/甲.toml 读不到"), "{out}");

    place.put("申报/甲.toml", FILES[1].1);
    place.put("试验/规则.heng", &PACK.replace("500万元", "600万元"));
    let (exit, out, _) = verify();
    assert_eq!(exit, 1);
    assert!(out.contains("规则包「试验」的文件变了"), "{out}");
}

#[test]
fn a_record_that_was_changed_by_hand() {
    let place = Place::new();
    place.record("一.json", &[]);
    let text = place.text("一.json");
    place.put("一.json", &text.replace("得 50 分", "得 59 分"));
    let (exit, out, _) = place.heng(&["verify", "一.json"]);
    assert_eq!(exit, 1);
    assert!(out.contains("问题的内容不同：T2 B1"), "{out}");

    let hash: Value = serde_json::from_str(&text).unwrap();
    let hash = hash["findings_sha256"].as_str().unwrap();
    place.put("一.json", &text.replace(hash, &"0".repeat(64)));
    let (exit, out, _) = place.heng(&["verify", "一.json"]);
    assert_eq!(exit, 1);
    assert!(out.contains("记录被改动过"), "{out}");

    // What follows for a subject is in no finding.
    let decision = "\"decisions\":[";
    place.put(
        "一.json",
        &text.replace(&format!("{decision}{{\"key\":\"B1\""), &format!("{decision}{{\"key\":\"B9\"")),
    );
    let (exit, out, _) = place.heng(&["verify", "一.json"]);
    assert_eq!(exit, 1, "{out}");
    assert!(out.contains("记录的 `decisions` 与再次检查的不符"), "{out}");
}

#[test]
fn what_is_no_record_is_refused() {
    let place = Place::new();
    for text in ["", "{}", "[]", "{\"schema\":\"heng-record/9\"}"] {
        place.put("一.json", text);
        let (exit, _, told) = place.heng(&["verify", "一.json"]);
        assert_eq!(exit, 2, "{text}");
        assert!(told.contains("这不是能核对的运行记录"), "{told}");
    }
}

#[test]
fn a_parameter_that_changes_says_for_whom_and_how_much_money() {
    let place = Place::new();
    let arguments = ["diff", "试验", "试验", "申报", "--param-after", "压减比例=30%"];
    let (exit, out, told) = place.heng(&arguments);
    assert_eq!(exit, 1, "{told}");
    assert!(out.contains("参数 压减比例：20% → 30%"), "{out}");
    assert!(out.contains("压减预算 20.00 万元 → 压减预算 30.00 万元"), "{out}");
    assert!(out.contains("项目 A1") && out.contains("+10.00 万元"), "{out}");
    assert!(out.contains("新增 0 个，已消除 0 个，有变化 1 个，不变 3 个"), "{out}");
    let (exit, ..) = place.heng(&["diff", "试验", "试验", "申报"]);
    assert_eq!(exit, 0);

    let (_, json, _) = place.heng(&[&arguments[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["findings"][0]["why"], serde_json::json!(["params"]));
    assert_eq!(json["totals"][0]["after"]["amount"], "300000");
    let (_, page, _) = place.heng(&[&arguments[..], &["--format", "markdown"]].concat());
    assert!(page.contains("| 压减预算 | 1 | 20.00 万元 | 1 | 30.00 万元 | +10.00 万元 |"), "{page}");
}

#[test]
fn data_that_changes_is_told_from_rules_that_change() {
    let place = Place::new();
    place.record("一.json", &[]);
    place.put("申报/甲.toml", "code = \"A1\"\namount = 100\nscore = 90\n");
    place.put("试验/规则.heng", &PACK.replace("金额 <= 上限", "金额 < 上限"));
    place.record("二.json", &[]);
    let (exit, json, _) = place.heng(&["diff", "一.json", "二.json", "--format", "json"]);
    assert_eq!(exit, 1);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["findings"][0]["change"], "fixed");
    assert_eq!(json["findings"][0]["why"], serde_json::json!(["data"]));
    assert_eq!(json["causes"]["rules"][0]["name"], "T1");
    assert_eq!(json["summary"]["unchanged"], 3);
}

#[test]
fn what_two_packs_could_not_read_is_told() {
    let place = Place::new();
    place.put("申报/坏.json", "{\"code\": ");
    let (exit, out, told) = place.heng(&["diff", "试验", "试验", "申报", "没有.toml"]);
    assert_eq!(exit, 3, "{out}{told}");
    assert!(out.contains("不变"), "{out}");
    assert!(told.contains("申报/坏.json") && told.contains("没有.toml"), "{told}");
}

#[test]
fn what_a_waiver_changes_comes_from_the_waiver() {
    let place = Place::new();
    let waiver = "[[waiver]]\nrule = \"T2\"\nkey = \"B1\"\nreason = \"另行核定\"\napprover = \"财政局\"\n\
                  basis = \"会议纪要\"\ngranted = 2020-01-01\nexpires = 2020-12-31\n";
    place.put("豁免.toml", waiver);
    place.record("一.json", &["--as-of", "2020-06-30"]);
    place.record("二.json", &["--as-of", "2020-06-30", "--waivers", "豁免.toml"]);
    let (exit, json, told) = place.heng(&["diff", "一.json", "二.json", "--format", "json"]);
    assert_eq!(exit, 1, "{told}");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["decisions"][0]["key"], "B1");
    assert_eq!(json["causes"]["options"][0]["name"], "--waivers");
    let changed = &json["findings"][0];
    assert_eq!((&changed["change"], &changed["after"]["state"]), (&"changed".into(), &"waived".into()));
    assert_eq!(changed["why"], serde_json::json!(["options"]));
    let (_, out, _) = place.heng(&["diff", "二.json", "一.json"]);
    assert!(out.contains("已豁免 → 待处理"), "{out}");
}

#[test]
fn two_packs_are_run_as_the_configuration_says() {
    let place = Place::new();
    let config = |more: &str| place.put("heng.toml", &format!("rules = \"别的\"\n{more}"));
    let count = |arguments: &[&str]| {
        let (exit, json, told) =
            place.heng(&[&["diff", "试验", "试验", "申报", "--format", "json"], arguments].concat());
        let json: Value = serde_json::from_str(&json).expect(&told);
        let summary = &json["summary"];
        (exit, summary["changed"].as_u64().unwrap(), summary["unchanged"].as_u64().unwrap())
    };
    config("");
    assert_eq!(count(&["--param-after", "压减比例=30%"]), (1, 1, 3));
    // T2 alone, of two findings of it one with another cut.
    config("select = [\"T2\"]\n");
    assert_eq!(count(&["--param-after", "压减比例=30%"]), (1, 1, 1));
    assert_eq!(count(&["--param-after", "压减比例=30%", "--select", "T1"]), (0, 0, 1));
    // A value for both, and one of the two that has its own.
    config("[params]\n\"压减比例\" = \"30%\"\n");
    assert_eq!(count(&["--param-after", "压减比例=30%"]), (0, 0, 4));
    assert_eq!(count(&["--param", "压减比例=40%"]), (0, 0, 4));
    assert_eq!(count(&["--param", "压减比例=40%", "--param-before", "压减比例＝20%"]), (1, 1, 3));
    // What is wrong for both is told once.
    config("select = [\"T8\"]\n");
    let (exit, _, told) = place.heng(&["diff", "试验", "试验", "申报"]);
    assert_eq!((exit, told.matches("option/selects-nothing").count()), (2, 1), "{told}");
}

#[test]
fn two_records_are_compared_as_they_are() {
    let place = Place::new();
    place.record("一.json", &[]);
    let (exit, _, told) = place.heng(&["diff", "一.json", "一.json", "--param-after", "上限=1万元"]);
    assert_eq!(exit, 2);
    assert!(told.contains("--param-after"), "{told}");
}

#[test]
fn scores_are_recorded_and_compared() {
    let place = Place::new();
    let card = "\n参数 满 : 数值 = 10\n考核 综合考核\n  满分 满\n  按 代码\n规则 K1 得分\n  依据 \"例\"\n  对象 项目\n  \
                要求 有 得分 且 得分 >= 60\n  否则 警告 \"不够\"\n  扣分 2\n";
    place.put("考/规则.heng", &format!("规则包 考\n  引用 试验\n{card}"));
    let record = |path: &str, more: &[&str]| {
        let arguments = ["check", "--rules", "考", "申报", "-q", "--record", path];
        assert_eq!(place.heng(&[&arguments, more].concat()).0, 1);
    };
    record("一.json", &[]);
    let one: Value = serde_json::from_str(&place.text("一.json")).unwrap();
    assert_eq!(one["scorecards"][0]["full"], "10");
    let scores: Vec<&str> = one["scorecards"][0]["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["score"].as_str().unwrap())
        .collect();
    assert_eq!(scores, ["10", "8", "8"]);
    assert_eq!(place.heng(&["verify", "一.json"]).0, 0);
    place.put("假.json", &place.text("一.json").replace("\"score\":\"8\"", "\"score\":\"9\""));
    let (exit, out, _) = place.heng(&["verify", "假.json"]);
    assert_eq!((exit, out.contains("`scorecards`")), (1, true), "{out}");

    record("二.json", &["--param", "满=20"]);
    let (exit, out, _) = place.heng(&["diff", "一.json", "二.json"]);
    assert_eq!(exit, 1, "{out}");
    assert!(out.contains("── 得分有变的 ──") && out.contains("综合考核 B1    8/10 18/20  +10"), "{out}");
    let (_, json, _) = place.heng(&["diff", "二.json", "一.json", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["scores"][0]["before"], serde_json::json!({"full": "20", "score": "20"}));
}
