//! Where reports go: full disks, closed pipes, read-only files, and what a report must never replace.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::cli::{BAD, GOOD, Place, Run};

#[test]
fn an_unwritable_report_is_4() {
    let place = Place::with(&[("a.toml", GOOD)]);
    fs::create_dir(place.path("夹")).unwrap();
    place.put("旧.json", "旧");
    let old = place.path("旧.json");
    let mut only_read = fs::metadata(&old).unwrap().permissions();
    only_read.set_readonly(true);
    fs::set_permissions(&old, only_read).unwrap();
    for output in ["json=没有/report.json", "json=夹", "json=旧.json", "csv=a.toml/x.csv"] {
        let run = place.check(&["a.toml", "--out", output, "--out", "text=别的.txt"]);
        assert_eq!(run.code, 4, "{output}: {run:?}");
        assert!(run.err.contains("无法写出"), "{output}: {run:?}");
        // The others are written all the same.
        assert_eq!(place.read("别的.txt"), run.out);
        fs::remove_file(place.path("别的.txt")).unwrap();
    }
    assert_eq!(place.read("旧.json"), "旧");
}

#[test]
fn two_reports_are_never_one_file() {
    let place = Place::with(&[("a.toml", GOOD)]);
    fs::create_dir(place.path("夹")).unwrap();
    for more in [["--out", "html=r"], ["--out", "html=./夹/../r"], ["--record", "r"]] {
        let run = place.check(&[&["a.toml", "--out", "json=r"], &more[..]].concat());
        assert_eq!(run.code, 2, "{more:?}: {run:?}");
        assert!(run.err.contains("output/same"), "{run:?}");
        assert!(!place.path("r").exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_takes_any_report() {
    let place = Place::with(&[("a.toml", BAD)]);
    for format in ["csv", "json", "jsonl", "html"] {
        let run =
            place.check(&["a.toml", "--out", &format!("{format}=/dev/null"), "--out", "text=/dev/null"]);
        assert_eq!(run.code, 1, "{format}: {run:?}");
    }
    for format in ["csv", "json", "html"] {
        let run = place.check(&["a.toml", "--out", &format!("{format}=/dev/full"), "--out", "text=r.txt"]);
        assert_eq!(run.code, 4, "{format}: {run:?}");
        assert_eq!(place.read("r.txt"), run.out);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_4_and_a_closed_pipe_is_quiet() {
    let place = Place::with(&[("a.toml", GOOD)]);
    let arguments = ["check", "--rules", "试验", "a.toml"];
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let run = Run::of(place.command().args(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap());
    assert_eq!(run.code, 4, "{run:?}");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let run =
        Run::of(place.command().args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn a_report_never_replaces_an_input() {
    let place = Place::with(&[("a.toml", GOOD)]);
    let rules = place.read("试验/规则.heng");
    place.put("heng.toml", "fail-on = \"warning\"\n");
    for output in ["./a.toml", "试验/规则.heng", "heng.toml"] {
        for option in [["--out", &format!("json={output}")], ["--record", output]] {
            let run = place.check(&[&["a.toml"], &option[..]].concat());
            assert_eq!(run.code, 2, "{output}: {run:?}");
        }
    }
    assert_eq!((place.read("a.toml"), place.read("试验/规则.heng")), (GOOD.to_owned(), rules));
    // A report in the folder that is checked would be read by the next run.
    assert_eq!(place.check(&[".", "--out", "json=r.json"]).code, 0);
    let run = place.check(&[".", "--out", "json=r.json"]);
    assert!(run.code == 2 && run.err.contains("exclude"), "{run:?}");
}

#[test]
fn a_run_that_is_killed_while_it_writes_leaves_the_old_report_or_the_new_one() {
    let place = Place::with(&[]);
    let line = |number: usize| format!("{{\"code\":\"K{number}\",\"amount\":900,\"note\":\"备\"}}\n");
    place.put("申报/多.jsonl", &(0..20_000).map(line).collect::<String>());
    for wait in [20, 60, 120, 200, 300, 400] {
        place.put("报告.json", "旧");
        let mut command = place.command();
        command.args(["check", "--rules", "试验", "申报", "-q"]);
        command.args(["--out", "json=报告.json"]).stdout(Stdio::null());
        let mut run = command.spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        run.kill().unwrap();
        run.wait().unwrap();
        let left = place.read("报告.json");
        assert!(
            left == "旧" || serde_json::from_str::<serde_json::Value>(&left).is_ok(),
            "{wait}: {}",
            left.len()
        );
    }
}

/// Every example, forms and workbooks among them, with a waiver and a baseline, through Microsoft's validator, which
/// `HENG_SARIF_MULTITOOL` names.
#[test]
fn sarif_of_the_examples_passes_the_public_validator() {
    let Some(tool) = std::env::var_os("HENG_SARIF_MULTITOOL") else {
        println!("SKIPPED: HENG_SARIF_MULTITOOL does not name the SARIF validator");
        return;
    };
    let place = Place::with(&[("豁免.toml", WAIVER)]);
    let at = |path: &str| place.path(path).to_string_lossy().into_owned();
    let (known, waivers) = (at("基线.json"), at("豁免.toml"));
    let heng = |arguments: &[&str]| {
        let mut command = place.command();
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap().status.code()
    };
    let baseline = ["baseline", "examples/E10-没有满意度指标.json", "-o", &known];
    assert_eq!(heng(&baseline), Some(0));
    let standing = ["--as-of", "2020-06-30", "--waivers", &waivers, "--baseline", &known];
    for (name, more) in [("有.sarif", &standing[..]), ("无.sarif", &["--rules", "通用绩效"])] {
        let log = at(name);
        let out = format!("sarif={log}");
        assert_eq!(heng(&[&["check", "examples", "-q", "--out", &out], more].concat()), Some(1));
        let mut validate = Command::new(&tool);
        validate.arg("validate").arg(&log).args(["--rule-kind", "Sarif;Gh", "--level", "Error;Warning"]);
        let said = String::from_utf8_lossy(&validate.output().unwrap().stdout).into_owned();
        assert_eq!(said.lines().filter(|line| line.contains("): ")).collect::<Vec<_>>(), [""; 0]);
        assert!(said.contains("Analysis completed successfully"), "{said}");
    }
    let log: serde_json::Value = serde_json::from_str(&place.read("有.sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let states = |key: &str| results.iter().filter(|result| !result[key].is_null()).count();
    assert_eq!((states("suppressions"), states("baselineState")), (results.len(), results.len()));
}

const WAIVER: &str = r#"
[[waiver]]
rule = "LC101"
key = "37011220P000000000135"
reason = "抢险工程，先行实施"
approver = "区财政局"
basis = "区长办公会议纪要〔2020〕3号"
granted = 2020-03-01
expires = 2020-12-31
"#;

#[test]
fn what_is_wanted_is_shown_with_its_tolerance() {
    let place = Place::with(&[(
        "试验/误差.heng",
        "规则 T301 与备注相符\n  依据 \"例\"\n  对象 项目\n  要求 申报金额 = 100万元 ± 0.5万元\n  否则 警告 \"不相符\"\n",
    )]);
    place.put("b.toml", BAD);
    let run = place.check(&["b.toml", "--format", "csv", "--select", "T301"]);
    assert!(run.out.contains(",150,100.00 ± 0.50,50.00,万元,"), "{run:?}");
}

#[test]
fn rows_for_several_reports_at_once_are_those_of_each_alone() {
    // Records without a key: their findings have one fingerprint in common, and get numbers.
    let pack = "规则包 试\n  主表 项目\n\n表 项目\n  名 : 文本\n  数 : 整数\n\n\
                规则 R1 小数目\n  依据 \"例\"\n  对象 项目\n  要求 数 < 5\n  否则 错误 \"{名}：{数}\"\n";
    let line = |number: u32| format!("{{\"名\": \"第 {number} 个\", \"数\": {}}}\n", number % 10);
    // A text of the data that is the fingerprint which the findings have in common.
    let common = heng::finding::fingerprint("R1", "项目", "", "数").to_string();
    let last = format!("{{\"名\": \"{common}\", \"数\": 9}}\n");
    let lines: String = (0..3000).map(line).chain([last]).collect();
    let place = Place::with(&[("规则/a.heng", pack), ("a.jsonl", &lines)]);
    let formats = ["jsonl", "json", "csv", "csv-raw"];
    let run = |more: &[String], jobs: &str| {
        let mut arguments =
            vec!["check", "--rules", "规则", "a.jsonl", "--jobs", jobs, "-q", "--format", "summary"];
        arguments.extend(more.iter().flat_map(|output| ["--out", output]));
        place.heng(&arguments)
    };
    let together: Vec<String> = formats.iter().map(|format| format!("{format}=一起.{format}")).collect();
    assert_eq!(run(&together, "2").code, 1);
    let mut fingerprints = std::collections::BTreeSet::new();
    for format in formats {
        assert_eq!(run(&[format!("{format}=单独")], "1").code, 1);
        let alone = place.read("单独");
        assert_eq!(place.read(&format!("一起.{format}")), alone, "{format}");
        assert!(alone.contains(&format!("{common}：9")), "{format}");
        if format == "jsonl" {
            let findings = alone.lines().filter(|line| line.contains("\"type\":\"finding\""));
            let rows = findings.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
            fingerprints.extend(rows.map(|row| row["fingerprint"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(fingerprints.len(), 1501);
    assert!(fingerprints.contains(&common));
}
