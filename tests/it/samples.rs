//! Samples as an auditor draws them: again, from records in any order, with the method in words.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const PACK: &str = r#"
规则包 试验
  名称 "试验规则" 版本 "1.0" 主表 项目
表 项目 project
  主键 代码
  代码 code : 文本 必填
  金额 amount : 金额 单位 万元
  单位 agency : { 名称 name : 文本 }
处置 退回 轻重 1 金额 金额 或缺 0元
规则 T1 金额大于零
  依据 "试验办法第一条"
  对象 项目
  要求 金额 > 0元
  否则 错误 "金额是 {金额}"
  处置 退回
"#;

struct Place(TempDir);

impl Place {
    /// Forty records in two files; one is much larger than the others, one has no amount, one less than none.
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put("试验/规则.heng", PACK);
        let line = |number: usize| {
            let amount = match number {
                7 => "null".to_owned(),
                8 => "-5".to_owned(),
                9 => "100000".to_owned(),
                _ => number.to_string(),
            };
            let agency = if number.is_multiple_of(4) { "教育局" } else { "卫健局" };
            format!("{{\"code\":\"P{number}\",\"amount\":{amount},\"agency\":{{\"name\":\"{agency}\"}}}}\n")
        };
        place.put("甲.jsonl", &(1..=25).map(line).collect::<String>());
        place.put("乙.jsonl", &(26..=40).map(line).collect::<String>());
        place
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn sample(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
        command.current_dir(self.0.path()).env("HENG_LANG", "zh");
        command.args(["sample", "--rules", "试验", "--seed", "20261126"]).args(arguments);
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (exit, out, told) = self.sample(&[arguments, &["--format", "json"]].concat());
        assert_eq!(exit, 0, "{told}");
        serde_json::from_str(&out).unwrap()
    }
}

fn keys(sample: &Value) -> Vec<&str> {
    sample["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap()).collect()
}

#[test]
fn the_same_seed_draws_the_same_records_wherever_they_lie() {
    let place = Place::new();
    let first = place.json(&["--size", "10", "甲.jsonl", "乙.jsonl"]);
    assert_eq!(keys(&first).len(), 10);
    let (one, other) = (fs::read_to_string(place.0.path().join("甲.jsonl")).unwrap(), "乙.jsonl");
    place.put("丙/全部.jsonl", &(fs::read_to_string(place.0.path().join(other)).unwrap() + &one));
    let second = place.json(&["--size", "10", "丙", "--jobs", "1"]);
    let sorted = |sample: &Value| {
        let mut keys: Vec<String> = keys(sample).into_iter().map(str::to_owned).collect();
        keys.sort();
        keys
    };
    assert_eq!(sorted(&first), sorted(&second));
}

#[test]
fn the_method_is_described_for_a_working_paper() {
    let place = Place::new();
    let (exit, out, _) = place.sample(&["--size", "8", "--method", "systematic", "甲.jsonl", "乙.jsonl"]);
    assert_eq!(exit, 0);
    assert!(out.starts_with("总体：表「项目」的 40 条记录，来自 2 个文件。"), "{out}");
    assert!(
        out.contains("方法：等距抽样，随机起点。要求抽取 8 项，实际抽中 8 项。种子：20261126。"),
        "{out}"
    );
    assert!(out.contains("间隔 5 项"), "{out}");
}

#[test]
fn classes_are_drawn_from_in_proportion() {
    let place = Place::new();
    let arguments = ["--size", "8", "--method", "stratified", "--by", "单位.名称", "甲.jsonl", "乙.jsonl"];
    let sample = place.json(&arguments);
    let of = |agency: &str| {
        sample["items"].as_array().unwrap().iter().filter(|item| item["stratum"] == agency).count()
    };
    assert_eq!((of("教育局"), of("卫健局")), (2, 6));
}

#[test]
fn money_is_drawn_by_the_yuan_and_what_has_none_is_said() {
    let place = Place::new();
    let arguments = ["--size", "5", "--method", "monetary", "--by", "金额", "甲.jsonl", "乙.jsonl"];
    let sample = place.json(&arguments);
    assert!(keys(&sample).contains(&"P9"));
    let times: u64 =
        sample["items"].as_array().unwrap().iter().map(|item| item["times"].as_u64().unwrap()).sum();
    assert_eq!(times, 5);
    let (_, out, _) = place.sample(&arguments);
    assert!(out.contains("没有金额或金额不大于零的 2 项不在抽样之列，其金额合计 -50,000.00 元"), "{out}");
}

#[test]
fn findings_are_drawn_too() {
    let place = Place::new();
    let sample = place.json(&["--size", "9", "--of", "findings", "甲.jsonl", "乙.jsonl"]);
    assert_eq!((sample["population"].as_u64(), keys(&sample)), (Some(2), vec!["P7", "P8"]));
}

#[test]
fn findings_that_are_waived_are_told_apart() {
    let place = Place::new();
    place.put(
        "豁免.toml",
        "[[waiver]]\nrule = \"T1\"\nkey = \"P8\"\nreason = \"另行核定\"\napprover = \"财政局\"\nbasis = \"会议纪要\"\n\
         granted = 2020-01-01\nexpires = 2020-12-31\n",
    );
    let paths = ["甲.jsonl", "乙.jsonl", "--of", "findings", "--size", "9"];
    let waived = [&paths[..], &["--as-of", "2020-06-30", "--waivers", "豁免.toml"]].concat();
    let states = |arguments: &[&str]| -> Vec<String> {
        let sample = place.json(arguments);
        let items = sample["items"].as_array().unwrap().iter();
        items.map(|item| item["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (states(&paths), states(&waived)),
        (vec!["open".into(), "open".into()], vec!["open".to_owned(), "waived".to_owned()])
    );
    let (_, out, _) = place.sample(&[&waived[..], &["--method", "stratified"]].concat());
    assert!(out.contains("检查发现的 2 个问题，其中已豁免 1 个，来自 2 个文件"), "{out}");
    assert!(out.contains("按规则分为 1 层") && out.contains("已豁免\n"), "{out}");
    assert!(place.json(&["甲.jsonl", "--size", "1"])["items"][0].get("state").is_none());
}

#[test]
fn the_findings_are_those_of_a_check_with_its_configuration() {
    let place = Place::new();
    let pack = PACK
        .replace("规则 T1", "规则 T9 又一条\n  对象 项目\n  要求 金额 > 0元\n  否则 错误 \"不对\"\n规则 T1");
    place.put("申报/另外/规则.heng", &pack);
    place.put("申报/heng.toml", "rules = [\"另外\"]\nselect = [\"T1\"]\nlang = \"zh\"\n");
    place.put("申报/甲.jsonl", "{\"code\":\"P1\",\"amount\":-1}\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
    command.current_dir(place.0.path()).args(["sample", "--of", "findings", "--size", "5", "--seed", "1"]);
    let output = command.args(["申报", "--format", "json"]).output().unwrap();
    let sample: Value = serde_json::from_slice(&output.stdout).unwrap();
    let items: Vec<&str> =
        sample["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!((items, output.status.code()), (vec!["T1"], Some(0)));
}

#[test]
fn a_list_for_spreadsheets_holds_no_formula() {
    let place = Place::new();
    place.put("甲.jsonl", "{\"code\":\"=1+1\",\"amount\":1}\n");
    let (exit, out, _) = place.sample(&["--size", "1", "--format", "csv", "甲.jsonl"]);
    assert_eq!(exit, 0);
    assert!(out.starts_with('\u{feff}') && out.contains(",'=1+1,"), "{out}");
}

#[test]
fn a_population_with_holes_is_said() {
    let place = Place::new();
    place.put("坏.json", "{");
    let (exit, out, told) = place.sample(&["--size", "3", "甲.jsonl", "坏.json"]);
    assert_eq!(exit, 3);
    assert!(out.contains("25 条记录") && told.contains("坏.json"), "{told}");
    // A record with an amount that cannot be read is one of the population all the same.
    place.put("坏.json", "{\"code\":\"P99\",\"amount\":\"约五\"}");
    let (exit, out, told) = place.sample(&["--size", "26", "甲.jsonl", "坏.json"]);
    assert_eq!((exit, out.contains("P99"), told.as_str()), (0, true, ""));
}

#[test]
fn what_does_not_fit_the_method_is_refused() {
    let place = Place::new();
    for (arguments, word) in [
        (&["--method", "monetary"][..], "这里要写明 `--by`"),
        (&["--method", "monetary", "--by", "单位.名称"], "单位.名称"),
        (&["--method", "stratified", "--by", "单位.名"], "单位.名"),
        (&["--by", "金额"], "金额"),
        (&["--table", "项木"], "项目"),
    ] {
        let (exit, _, told) = place.sample(&[&["--size", "3", "甲.jsonl"], arguments].concat());
        assert_eq!(exit, 2, "{arguments:?}");
        assert!(told.contains(word), "{told}");
    }
}
