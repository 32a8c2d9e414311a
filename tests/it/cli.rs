//! The `heng` command as a user runs it: arguments in, streams and exit code out.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const PACK: &str = r#"
规则包 试验
  名称 "试验规则" 版本 "1.0" 主表 项目
参数 上限 : 金额 = 100万元
表 项目 project
  主键 代码
  代码 code : 文本 必填
  申报金额 amount : 金额 必填 单位 万元
  备注 note : 文本
处置 退回 send_back 轻重 2 金额 申报金额
规则 T101 金额上限 amount_limit
  依据 "试验办法第一条"
  对象 项目
  要求 申报金额 <= 上限
  否则 错误 "申报金额 {申报金额} 超过 {上限}"
  处置 退回
  建议 "分年度申报"
规则 T201 备注提醒 note_wanted
  依据 "试验办法第二条"
  对象 项目
  要求 有 备注
  否则 警告 "没有备注"
测试 T101
  例 "超过上限" 项目 { 代码: A, 申报金额: 150 } 应 违反 错误 处置 退回 金额 150万元
  例 "不超过上限" 项目 { 代码: A, 申报金额: 50 } 应 合规
"#;

pub(crate) const GOOD: &str = "code = \"A1\"\namount = 50\nnote = \"备\"\n";
pub(crate) const BAD: &str = "code = \"B1\"\namount = 150\nnote = \"备\"\n";
pub(crate) const WARNED: &str = "code = \"C1\"\namount = 50\n";

/// A folder with the pack `试验` and the given declarations.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put("试验/规则.heng", PACK);
        for (path, text) in files {
            place.put(path, text);
        }
        place
    }

    pub(crate) fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs `heng` here, in Chinese unless the arguments say otherwise.
    pub(crate) fn heng(&self, arguments: &[&str]) -> Run {
        Run::of(self.command().args(arguments).output().unwrap())
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
        command.current_dir(self.0.path()).env("HENG_LANG", "zh").env_remove("NO_COLOR");
        command
    }

    /// `heng check --rules 试验` with more arguments.
    pub(crate) fn check(&self, arguments: &[&str]) -> Run {
        self.heng(&[&["check", "--rules", "试验"], arguments].concat())
    }
}

#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

#[test]
fn nothing_found_is_0() {
    let place = Place::with(&[("a.toml", GOOD)]);
    let run = place.check(&["a.toml"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.ends_with("1 条记录未发现问题\n"), "{run:?}");
    assert_eq!(run.err, "");
}

#[test]
fn a_violation_is_1_and_says_who_what_where_and_by_what() {
    let place = Place::with(&[("b.toml", BAD)]);
    let run = place.check(&["b.toml"]);
    assert_eq!(run.code, 1, "{run:?}");
    for part in [
        "错误[T101] 金额上限 · 项目 B1",
        "申报金额 150.00万元 超过 100.00万元",
        "╭─[b.toml:2:10]",
        "2 │ amount = 150",
        "依据：试验办法第一条",
        "处置：退回，150.00 万元",
        "建议：分年度申报",
        "T101    0 +    1 +      0 +        0 +    0 =    1 金额上限",
        "还有 1 处必须修改",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
}

#[test]
fn fail_on_decides_which_severities_count() {
    let place = Place::with(&[("c.toml", WARNED)]);
    assert_eq!(place.check(&["c.toml"]).code, 0);
    assert_eq!(place.check(&["c.toml", "--fail-on", "warning"]).code, 1);
}

#[test]
fn an_undetermined_verdict_is_1() {
    let place = Place::with(&[("d.json", r#"{"代码": "D1", "申报金额": "约五十", "备注": "备"}"#)]);
    let run = place.check(&["d.json", "--format", "json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let report = run.json();
    assert_eq!(report["findings"][0]["verdict"], "undetermined");
    assert_eq!(report["diagnostics"][0]["code"], "read/malformed-value");
}

#[test]
fn wrong_arguments_are_2_with_what_was_meant() {
    let place = Place::with(&[]);
    for (arguments, said) in [
        (&["chekc"][..], "是否要写 `check`？"),
        (&["check", "a", "--fromat", "json"], "是否要写 `--format`？"),
        (&["check"], "缺少"),
        (&["check", "a", "--format", "parquet"], "可用的有 text、concise、summary、json、jsonl"),
        (&["check", "a", "--rules", "试验", "--unit", "备住"], "是否要写 `备注`？"),
        (&["check", "a", "--as-of", "昨天"], "--as-of"),
        (&["check", "a", "--param", "上限"], "NAME=VALUE"),
        (&["check", "a", "--out", "json"], "--out"),
        (&["check", "a", "--rules", "试脸"], "是否要写 `试验`？"),
        (&["check", "a", "--rules", "试验", "--select", "T901"], "T901"),
        (&["check", "a", "--rules", "试验", "--data", "项木=a"], "项木"),
        (&["check", "a", "--rules", "试验", "--param", "上线=1万元"], "是否要写 `上限`？"),
    ] {
        let run = place.heng(arguments);
        assert_eq!(run.code, 2, "{arguments:?} {run:?}");
        assert!(format!("{}{}", run.out, run.err).contains(said), "{said} {run:?}");
    }
}

#[test]
fn findings_say_the_unit_that_a_field_names() {
    let place = Place::with(&[("a.toml", BAD)]);
    let run = place.heng(&["check", "a.toml", "--rules", "试验", "--unit", "note", "--format", "json"]);
    assert!(run.out.contains(r#""key":"B1","unit":"备""#), "{run:?}");
}

#[test]
fn rule_errors_are_2_and_nothing_is_checked() {
    let place = Place::with(&[("a.toml", GOOD), ("坏/a.heng", "规则 X1\n  对象 没有的表\n")]);
    let run = place.heng(&["check", "a.toml", "--rules", "坏"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("a.heng:2:"), "{run:?}");
    assert!(run.out.contains("没有检查任何申报"), "{run:?}");
}

#[test]
fn an_unreadable_input_is_3_and_the_rest_is_checked() {
    let place = Place::with(&[("a.toml", GOOD), ("b.toml", BAD), ("x.json", "{\"代码\": ")]);
    let run = place.check(&["."]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("x.json") && run.out.contains("[T101]"), "{run:?}");
    let run = place.check(&["a.toml", "没有.toml"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("没有.toml") && run.out.contains("1 条记录"), "{run:?}");
}

#[test]
fn no_input_is_3_and_never_looks_like_passed() {
    let place = Place::with(&[("空/说明.md", "")]);
    for format in ["text", "concise", "json", "jsonl"] {
        let run = place.check(&["空", "--format", format]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(format!("{}{}", run.out, run.err).contains("没有检查任何申报"), "{run:?}");
    }
}

#[test]
fn one_run_writes_all_formats() {
    let place = Place::with(&[("b.toml", BAD)]);
    let run =
        place.check(&["b.toml", "--out", "json=r.json", "--out", "jsonl=r.jsonl", "--out", "text=r.txt"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(place.read("r.txt"), run.out);
    let report: serde_json::Value = serde_json::from_str(&place.read("r.json")).unwrap();
    assert_eq!(report["findings"][0]["measure"]["amount"], "150.00");
    assert_eq!(report["decisions"][0]["measure"], "退回");
    assert_eq!(report["summary"]["verdicts"]["sum"], 2);
    assert!(place.read("r.jsonl").lines().all(|line| line.starts_with("{\"type\":\"")));
    assert_eq!(fs::read_dir(place.0.path()).unwrap().count(), 5);
}

#[test]
fn concise_has_one_line_a_problem() {
    let place = Place::with(&[("b.toml", BAD)]);
    let run = place.check(&["b.toml", "--format", "concise"]);
    assert_eq!(run.out, "b.toml:2:10: 错误 T101 申报金额 150.00万元 超过 100.00万元\n");
    assert_eq!(run.err, "还有 1 处必须修改\n");
    assert_eq!(place.check(&["b.toml", "--format", "concise", "-q"]).err, "");
}

#[test]
fn the_order_of_paths_and_the_number_of_threads_change_nothing() {
    let place = Place::with(&[("a.toml", GOOD), ("b.toml", BAD), ("c.toml", WARNED)]);
    let one = place.check(&["a.toml", "b.toml", "c.toml", "--jobs", "1", "--format", "json"]);
    let other = place.check(&["c.toml", "a.toml", "b.toml", "--jobs", "8", "--format", "json"]);
    assert_eq!(one.out, other.out);
}

#[test]
fn a_file_given_twice_is_checked_once() {
    let place = Place::with(&[("b.toml", BAD)]);
    let run = place.check(&["b.toml", ".", "--format", "json"]);
    let report = run.json();
    assert_eq!(report["summary"]["records"], 1);
    assert_eq!(report["diagnostics"][0]["code"], "input/repeated");
}

#[test]
fn the_configuration_is_found_upwards_and_the_command_line_wins() {
    let config = "rules = \"试验\"\nfail-on = \"warning\"\nformat = \"concise\"\nexclude = [\"申报/草稿\"]\n";
    let place =
        Place::with(&[("heng.toml", config), ("申报/2020/c.toml", WARNED), ("申报/草稿/b.toml", BAD)]);
    let run = place.heng(&["check", "申报"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    assert!(run.out.starts_with("申报/2020/c.toml:"), "{run:?}");
    let run = place.heng(&["check", "申报", "--fail-on", "error", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.json()["summary"]["warnings"], 1);
}

#[test]
fn parameters_come_from_the_configuration_or_the_command_line() {
    let config = "rules = \"试验\"\n[params]\n\"上限\" = \"200万元\"\n";
    let place = Place::with(&[("heng.toml", config), ("b.toml", BAD)]);
    assert_eq!(place.heng(&["check", "b.toml"]).code, 0);
    assert_eq!(place.heng(&["check", "b.toml", "--param", "上限=120万元"]).code, 1);
}

#[test]
fn an_unknown_key_of_the_configuration_is_2_with_its_place() {
    let place = Place::with(&[("heng.toml", "rules = \"试验\"\nfail_on = \"error\"\n"), ("a.toml", GOOD)]);
    let run = place.heng(&["check", "a.toml"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("heng.toml:2:1") && run.err.contains("`fail-on`"), "{run:?}");
}

#[test]
fn the_language_is_that_of_the_option_then_the_environment_then_the_configuration() {
    let place = Place::with(&[("heng.toml", "rules = \"试验\"\nlang = \"en\"\n"), ("a.toml", GOOD)]);
    let run = |arguments: &[&str], variable: Option<&str>| {
        let mut command = place.command();
        command.args(arguments).env_remove("HENG_LANG").env("LC_ALL", "zh_CN.UTF-8");
        if let Some(word) = variable {
            command.env("HENG_LANG", word);
        }
        Run::of(command.output().unwrap()).out
    };
    assert!(run(&["check", "a.toml"], None).contains("No problem found"));
    assert!(run(&["check", "a.toml"], Some("zh")).contains("未发现问题"));
    assert!(run(&["check", "a.toml", "--lang", "en"], Some("zh")).contains("No problem found"));
    assert!(run(&["--help"], None).contains("用法"));
    assert!(run(&["--lang=en", "--help"], None).contains("Usage"));
}

#[test]
fn rules_lists_the_catalogue() {
    let run = Place::with(&[]).heng(&["rules", "--rules", "试验"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("T101 错误 项目 金额上限 试验办法第一条"), "{run:?}");
}

#[test]
fn explain_shows_text_basis_parameters_and_cases() {
    let place = Place::with(&[]);
    let run = place.heng(&["explain", "T101", "--rules", "试验"]);
    assert_eq!(run.code, 0, "{run:?}");
    for part in [
        "依据：试验办法第一条",
        "要求 申报金额 <= 上限",
        "参数 上限 : 金额 = 100万元",
        "违反：超过上限",
        "合规：不超过上限",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let run = place.heng(&["explain", "T102", "--rules", "试验"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("是否要写 `T101`？"), "{run:?}");
}

#[test]
fn explain_finds_the_parameters_of_borders() {
    let place = Place::with(&[]);
    let tiers = "参数 线 : 数值 = 60\n分档 T301 按分\n  依据 \"试验办法第三条\"\n  对象 项目\n  按 得分\n  [0, 线) → 错误 \"差\"\n  [线, 100] → 通过\n  缺失 → 不适用\n";
    let pack =
        PACK.replace("  备注 note : 文本\n", "  备注 note : 文本\n  得分 score : 数值 范围 [0, 100]\n");
    place.put("试验/规则.heng", &format!("{pack}{tiers}"));
    let run = place.heng(&["explain", "T301", "--rules", "试验"]);
    assert!(run.out.contains("参数 线 : 数值 = 60\n"), "{run:?}");
}

#[test]
fn declarations_that_no_rule_applies_to_do_not_look_like_passed() {
    let place = Place::with(&[("a.toml", GOOD)]);
    place.put(
        "试验/规则.heng",
        &PACK
            .replace("  对象 项目\n", "  对象 项目\n  条件 金额上限日 = 是\n")
            .replace("  备注 note : 文本\n", "  备注 note : 文本\n  金额上限日 limited : 是否 必填\n"),
    );
    place.put("a.toml", &format!("{GOOD}limited = false\n"));
    let run = place.check(&["a.toml"]);
    assert!(run.out.ends_with("没有规则适用于这些申报，未作判定\n"), "{run:?}");
}

#[test]
fn compile_checks_the_rules_alone() {
    let place = Place::with(&[("坏/a.heng", "规则 X1\n  对象 没有的表\n")]);
    let run = place.heng(&["compile", "试验"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("1 个规则包、2 条规则、2 个用例，没有错误"), "{run:?}");
    let run = place.heng(&["compile", "坏"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("规则有"), "{run:?}");
}

#[test]
fn coverage_tells_what_no_case_shows_and_where_borders_fall() {
    let place = Place::with(&[]);
    let tiers = "分档 T301 得分\n  依据 \"一\"\n  对象 项目\n  按 申报金额\n  >= 80万元 高 → 通过\n  < 80万元 低 → 提示 \"低\"\n\
        测试 T301\n  例 \"高\" 项目 { 代码: A, 申报金额: 80 } 应 合规\n";
    place.put("试验/规则.heng", &format!("{PACK}{tiers}"));
    let run = place.heng(&["test", "试验", "--coverage"]);
    assert_eq!(run.code, 0, "{run:?}");
    for part in [
        "2/3 66.6%",
        "1/2 50.0%",
        "规则.heng:18:1: T201 没有用例\n",
        "T301 分档：低\n",
        "T301 得分：3 个边界值\n",
        "    79.999999 万元 → 低\n    80.00 万元 → 高\n",
        "分档边界值 3 个，各落在一档\n用例 3 个通过",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
}

#[test]
fn mutation_tells_the_changes_that_no_case_notices() {
    let place = Place::with(&[]);
    let run = place.heng(&["test", "试验", "--mutate"]);
    assert_eq!(run.code, 0, "{run:?}");
    for part in
        ["规则.heng:14:6: T101 `<=` 改成 `<`\n", "`100万元` 改成 `100.01万元`\n", "T201 `有 备注` 改成相反\n"]
    {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    let noticed = PACK.to_owned()
        + "  例 \"正好\" 项目 { 代码: A, 申报金额: 100 } 应 合规\n"
        + "  例 \"多一点\" 项目 { 代码: A, 申报金额: 100.01 } 应 违反\n"
        + "测试 T201\n  例 \"有\" 项目 { 代码: A, 申报金额: 1, 备注: \"备\" } 应 合规\n";
    place.put("试验/规则.heng", &noticed);
    let run = place.heng(&["test", "试验", "--mutate"]);
    assert!(run.out.contains("100.0%") && run.out.contains("每一处改动都有用例察觉\n"), "{}", run.out);
}

#[test]
fn a_folder_of_packs_stands_for_its_packs() {
    let place = Place::with(&[]);
    place.put("各地/一/规则.heng", PACK);
    let run = place.heng(&["test", "各地", "--quick"]);
    assert_eq!((run.code, run.out.as_str()), (0, "用例 2 个通过，0 个不符\n"), "{run:?}");
    place.put("空/说明.txt", "");
    assert_eq!(place.heng(&["test", "空"]).code, 2);
}

#[test]
fn test_runs_the_cases_and_shows_what_failed() {
    let place = Place::with(&[]);
    let run = place.heng(&["test", "试验"]);
    assert_eq!(run.code, 0, "{run:?}");
    let figures = "── 用例够不够 ──\n规则包";
    assert!(
        run.out.starts_with(figures) && run.out.ends_with("\n\n用例 2 个通过，0 个不符\n"),
        "{}",
        run.out
    );
    let all = run.out.lines().find(|line| line.starts_with("合计")).unwrap();
    let shares = ["1/2 50.0%", "2/4 50.0%", "0/4 0.0%"];
    assert!(shares.iter().all(|share| all.contains(share)), "{all}");
    assert_eq!(place.heng(&["test", "试验", "--quick"]).out, "用例 2 个通过，0 个不符\n");
    assert_eq!(place.heng(&["test", "试验", "--quick", "--mutate"]).code, 2);
    place.put("试验/规则.heng", &PACK.replace("应 合规", "应 违反"));
    let run = place.heng(&["test", "试验"]);
    assert_eq!(run.code, 1, "{run:?}");
    for part in ["用例不符 T101", "不超过上限", "应为：违反", "实为：合规", "用例 1 个通过，1 个不符"]
    {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
}

#[test]
fn fmt_writes_one_layout_and_check_only_asks() {
    let place = Place::with(&[]);
    let run = place.heng(&["fmt", "--check", "试验"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.out, "需要整理 试验/规则.heng\n");
    assert_eq!(place.read("试验/规则.heng"), PACK);
    assert_eq!(place.heng(&["fmt", "试验"]).code, 0);
    assert_eq!(place.heng(&["fmt", "--check", "试验"]).code, 0);
    assert_eq!(place.heng(&["fmt", "--keywords", "en", "试验"]).code, 0);
    assert!(place.read("试验/规则.heng").contains("rule T101"));
    assert_eq!(place.heng(&["test", "试验"]).code, 0);
}

#[test]
fn a_pattern_finds_declarations_where_the_shell_does_not() {
    let place = Place::with(&[("a.toml", GOOD), ("b.toml", BAD), ("heng.toml", "")]);
    let run = place.check(&["[ab]*.toml", "--format", "json"]);
    assert_eq!(run.json()["summary"]["records"], 2);
}

#[test]
fn output_to_a_pipe_has_no_colours() {
    let place = Place::with(&[("b.toml", BAD)]);
    assert!(!place.check(&["b.toml"]).out.contains('\u{1b}'));
    assert!(!place.heng(&["chekc"]).err.contains('\u{1b}'));
}

#[test]
fn a_named_pipe_is_refused_and_not_waited_for() {
    let place = Place::with(&[]);
    let path = place.path("p.json");
    if Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success()) {
        assert!(Path::exists(&path));
        assert_eq!(place.check(&["p.json"]).code, 3);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_has_colours_unless_they_are_not_wanted() {
    let place = Place::with(&[("b.toml", BAD)]);
    let command = format!("{} check --rules 试验 b.toml", env!("CARGO_BIN_EXE_heng"));
    let on_a_terminal = |plain: &str| {
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(place.0.path());
        script.env("HENG_LANG", "zh").env("TERM", "xterm").env("NO_COLOR", plain);
        script.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    // Machines without `script` have no terminal to offer.
    if let (Some(coloured), Some(plain)) = (on_a_terminal(""), on_a_terminal("1")) {
        assert!(coloured.contains("\u{1b}[1;31m错误[T101]"), "{coloured}");
        assert!(plain.contains("错误[T101]") && !plain.contains('\u{1b}'), "{plain}");
    }
}

#[test]
fn outputs_of_rows_are_the_same_whether_a_run_keeps_its_findings_or_not() {
    let malformed = "code = \"D1\"\namount = \"很多\"\nother = 1\n";
    let place = Place::with(&[("a.toml", BAD), ("b.toml", WARNED), ("c.toml", GOOD), ("d.toml", malformed)]);
    // The text report needs all findings at once, so that none is handed on.
    let kept = place.check(&["*.toml", "--out", "jsonl=kept.jsonl", "--out", "csv=kept.csv"]);
    let handed =
        place.check(&["*.toml", "--format", "jsonl", "--out", "csv=handed.csv", "--out", "csv-raw=raw.csv"]);
    assert_eq!((kept.code, handed.code), (1, 1), "{handed:?}");
    assert_eq!(handed.out, place.read("kept.jsonl"));
    assert_eq!(place.read("handed.csv"), place.read("kept.csv"));
    assert!(
        handed.out.lines().filter(|line| line.contains("\"type\":\"finding\"")).count() >= 3,
        "{handed:?}"
    );
    // How it went is said all the same.
    assert_eq!(handed.err.trim_end(), kept.out.lines().last().unwrap());
    assert_eq!(place.check(&["b.toml", "--format", "csv", "-q"]).code, 0);
    assert_eq!(place.check(&["b.toml", "--format", "csv", "--fail-on", "warning"]).code, 1);
}
