//! A pack below another one: what the commands say of what it changes, and where each value comes from.

use serde_json::{Value, json};

use crate::cli::{Place, Run};

const CITY: &str = r#"规则包 市级
  版本 "2026.1"
  主表 项目

表 项目 project
  主键 代码
  代码 code     : 文本 必填
  金额 amount   : 金额 必填 单位 万元
  得分 score    : 数值 范围 [0, 100]
  涉密 secret   : 是否
  公开 disclosed : 是否

参数 起点 disclose_from : 金额 = 100万元 范围 [0元, 1亿元] 下级可调 [50万元, 500万元]
参数 空话 empty_words : 集合 文本 = {"合理", "提高"}
参数 期限 term : 天数 = 30天

规则 CS01 应当公开 disclosure
  依据 "市级办法第三条"
  对象 项目
  条件 金额 >= 起点
  要求 公开
  否则 警告 "{金额} 已到 {起点}"

规则 CS02 应大于零 positive
  依据 "市级办法第四条"
  对象 项目
  要求 金额 > 0元
  否则 错误 "应大于 0"

分档 CS03 结果应用 use_of_results
  依据 "市级办法第五条"
  对象 项目
  按 得分
  [80, 100] 好 → 通过
  [60, 80)  中 → 提示 "{得分} 分"
  [0, 60)   差 → 警告 "{得分} 分"
  缺失         → 不适用
"#;

const DISTRICT: &str = r#"规则包 本区
  版本 "2026.2"
  施行 2026-01-01 起
  引用 市级

参数 起点 改为 80万元 依据 "区办法第二条"

规则 CS01 改为 错误 依据 "区办法第四条"
规则 CS01 增加 除外 当 (涉密 或缺 否) 依据 "区保密规定第一条"
规则 CS03 中 改为 警告 依据 "区办法第五条"
停用 CS02 因 "与本区 QJ01 重复"

规则 QJ01 不少于一万元 least
  依据 "区办法第六条"
  对象 项目
  要求 金额 >= 1万元
  否则 错误 "不足一万元"

样例 项目 { 代码: "P1", 金额: 80万元, 公开: 是 }

测试 CS01
  例 "到了起点没有公开" 项目 { 公开: 否 } 应 违反 错误
  例 "公开了" 项目 { } 应 合规
"#;

const SECRET: &str = "  例 \"涉密的除外\" 项目 { 公开: 否, 涉密: 是 } 应 不适用\n";

fn places() -> Place {
    let place = Place::with(&[("a.toml", "code = \"A1\"\namount = 50\n")]);
    place.put("市级/市级.heng", CITY);
    place.put("本区/本区.heng", DISTRICT);
    place
}

fn run(place: &Place, command: &[&str], more: &[&str]) -> Run {
    let run = place.heng(&[command, &["--rules", "本区"], more].concat());
    assert_eq!(run.code, 0, "{run:?}");
    run
}

fn effective(more: &[&str]) -> Run {
    run(&places(), &["rules", "--effective"], more)
}

fn json(more: &[&str]) -> Value {
    run(&places(), &["rules", "--format", "json"], more).json()
}

/// The row of that name or code.
fn row<'a>(rows: &'a Value, key: &str, name: &str) -> &'a Value {
    let mut found = rows.as_array().unwrap().iter().filter(|row| row[key] == name);
    let row = found.next().unwrap();
    assert!(found.next().is_none(), "{name} stands there twice");
    row
}

fn says(run: &Run, parts: &[&str]) {
    for part in parts {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
}

#[test]
fn effective_shows_every_value_and_where_it_comes_from() {
    let run = effective(&["--as-of", "2026-06-30"]);
    says(
        &run,
        &[
            "── 参数的值 ──\n参数 值         施行          范围               下级可调 出处\n",
            "\n起点 80.00万元  2026-01-01 起 [0万元, 10000万元]          本区 本区/本区.heng:6:1\n\
             \x20   依据：区办法第二条；声明：参数 起点 disclose_from : 金额 = 100万元 \
             范围 [0元, 1亿元] 下级可调 [50万元, 500万元] 市级/市级.heng:13:1\n",
            "\n空话 合理、提高",
            " 市级 市级/市级.heng:14:1\n",
            "\n期限 30天",
            "\n\n── 规则 ──\n",
            "\nCS01 错误               市级 市级/市级.heng:17:1 应当公开\n\
             \x20   由警告改为错误；依据：区办法第四条；施行：2026-01-01 起；本区 本区/本区.heng:8:1\n\
             \x20   增加除外：涉密 或缺 否；依据：区保密规定第一条；施行：2026-01-01 起；本区 本区/本区.heng:9:1\n",
            "\nCS02 停用               市级 市级/市级.heng:24:1 应大于零\n\
             \x20   停用：与本区 QJ01 重复；施行：2026-01-01 起；本区 本区/本区.heng:11:1\n",
            "\n    “中”档由提示改为警告；依据：区办法第五条；施行：2026-01-01 起；本区 本区/本区.heng:10:1\n",
            "\nQJ01 错误 2026-01-01 起 本区 本区/本区.heng:13:1 不少于一万元\n",
        ],
    );
}

#[test]
fn effective_speaks_english() {
    says(
        &effective(&["--lang", "en"]),
        &[
            "── values of parameters ──\nparam ",
            "to 2025-12-31",
            "basis: 区办法第二条; declared: 参数 起点",
            "\n    from warning to error; basis: 区办法第四条; in force: from 2026-01-01; 本区 本区/本区.heng:8:1\n",
            "\n    added exception: 涉密 或缺 否; basis: 区保密规定第一条",
            "\n    disabled: 与本区 QJ01 重复; in force",
            "\n    row `中` from note to warning; basis",
        ],
    );
}

#[test]
fn before_the_pack_is_in_force_the_upper_values_hold() {
    let run = effective(&["--as-of", "2025-12-31"]);
    says(&run, &["\n起点 100.00万元 至 2025-12-31", "\nCS01 警告", "\nCS02 错误"]);
    assert!(!run.out.contains("停用") && !run.out.contains("区办法"), "{}", run.out);
}

#[test]
fn a_value_of_the_run_is_shown_as_that() {
    let place = places();
    let command = ["rules", "--effective", "--as-of", "2026-06-30"];
    let given = run(&place, &command, &["--param", "起点=60", "--param", "期限=20"]);
    says(
        &given,
        &["\n起点 60.00万元", " --param 起点=60\n    声明：参数 起点", "\n期限 20天", " --param 期限=20\n"],
    );
    assert!(!given.out.contains("区办法第二条"), "{}", given.out);
    place.put("heng.toml", "[params]\n\"期限\" = \"20天\"\n");
    let configured = run(&place, &command, &[]);
    says(
        &configured,
        &["\n期限 20天", " heng.toml\n    声明：参数 期限 term : 天数 = 30天 市级/市级.heng:15:1\n"],
    );
}

#[test]
fn the_json_of_values_has_stable_keys() {
    let whole = json(&["--as-of", "2026-06-30", "--param", "期限=20"]);
    assert_eq!((&whole["v"], &whole["as_of"]), (&json!(1), &json!("2026-06-30")));
    assert_eq!(row(&whole["packs"], "name", "本区")["version"], "2026.2");
    let declared = json!({
        "text": "参数 起点 disclose_from : 金额 = 100万元 范围 [0元, 1亿元] 下级可调 [50万元, 500万元]",
        "place": { "path": "市级/市级.heng", "line": 13, "column": 1 },
    });
    assert_eq!(
        row(&whole["params"], "name", "起点"),
        &json!({
            "name": "起点", "english": "disclose_from", "values": ["80.00万元"],
            "effective": { "from": "2026-01-01", "to": null },
            "range": "[0万元, 10000万元]", "open": null, "source": "override", "pack": "本区",
            "place": { "path": "本区/本区.heng", "line": 6, "column": 1 },
            "basis": ["区办法第二条"], "declared": declared,
        })
    );
    let words = row(&whole["params"], "name", "空话");
    assert_eq!((&words["values"], &words["source"]), (&json!(["合理", "提高"]), &json!("declaration")));
    let term = row(&whole["params"], "name", "期限");
    assert_eq!(
        (&term["source"], &term["pack"], &term["place"]),
        (&json!("param"), &json!(null), &json!(null))
    );
    let rule = row(&whole["rules"], "code", "CS01");
    let exception = json!({ "path": "本区/本区.heng", "line": 9, "column": 12 });
    let days = json!({ "from": "2026-01-01", "to": null });
    assert_eq!(
        rule,
        &json!({
            "code": "CS01", "name": "应当公开", "english": "disclosure", "pack": "市级",
            "place": { "path": "市级/市级.heng", "line": 17, "column": 1 },
            "severity": "error", "declared_severity": "warning", "enabled": true,
            "effective": null, "versions": 1, "basis": ["市级办法第三条"],
            "exceptions": [{
                "text": "除外 当 (涉密 或缺 否) 依据 \"区保密规定第一条\"",
                "basis": ["区保密规定第一条"], "place": exception,
            }],
            "overrides": [
                {
                    "kind": "raised", "pack": "本区", "row": null, "when": null, "from": "warning", "to": "error",
                    "reason": null, "basis": ["区办法第四条"], "effective": days,
                    "place": { "path": "本区/本区.heng", "line": 8, "column": 1 },
                },
                {
                    "kind": "excepted", "pack": "本区", "row": null, "when": "涉密 或缺 否", "from": null, "to": null,
                    "reason": null, "basis": ["区保密规定第一条"], "effective": days,
                    "place": { "path": "本区/本区.heng", "line": 9, "column": 1 },
                },
            ],
        })
    );
    let disabled = row(&whole["rules"], "code", "CS02");
    assert_eq!(disabled["enabled"], false);
    assert_eq!(
        (&disabled["overrides"][0]["kind"], &disabled["overrides"][0]["reason"]),
        (&json!("disabled"), &json!("与本区 QJ01 重复"))
    );
    assert_eq!(row(&whole["rules"], "code", "CS03")["overrides"][0]["row"], "中");
}

#[test]
fn the_json_of_values_is_the_same_in_both_languages() {
    assert_eq!(json(&["--lang", "en"]), json(&["--lang", "zh"]));
}

#[test]
fn rules_lists_disabled_rules_as_disabled() {
    let run = run(&places(), &["rules"], &[]);
    says(
        &run,
        &[
            "\nCS01 错误 项目 应当公开",
            "\nCS02 停用 项目 应大于零",
            "\n\n停用的规则\n    CS02，本区：与本区 QJ01 重复\n",
        ],
    );
    let upper = places().heng(&["rules", "--rules", "市级"]);
    assert!(upper.out.contains("\nCS02 错误") && !upper.out.contains("停用"), "{upper:?}");
}

#[test]
fn explain_shows_what_packs_have_changed() {
    let place = places();
    says(
        &run(&place, &["explain", "CS01"], &[]),
        &[
            "\n轻重：错误\n",
            "\n── 下级的改动 ──\n    由警告改为错误；依据：区办法第四条；",
            "\n    增加除外：涉密 或缺 否；依据：区保密规定第一条；",
            "\n    参数 起点 disclose_from : 金额 = 100万元",
            "\n    参数 起点 改为 80万元 依据 \"区办法第二条\"\n",
        ],
    );
    says(
        &run(&place, &["explain", "CS02"], &["--lang", "en"]),
        &["\nseverity: disabled\n", "\n── changed by packs below ──\n    disabled: 与本区 QJ01 重复; "],
    );
    let own = run(&place, &["explain", "QJ01"], &[]);
    assert!(!own.out.contains("下级的改动"), "{}", own.out);
    let given = run(&place, &["explain", "CS01"], &["--param", "起点=60"]);
    says(&given, &["本次给定：60.00万元\n"]);
}

#[test]
fn points_of_scorecards_are_data() {
    let place = places();
    let card = "\n参数 每处 : 数值 = 2\n考核 综合考核 overall\n  依据 \"区办法\"\n  满分 30\n  按 代码\n\
                规则 QJ02 有金额\n  依据 \"区办法\"\n  对象 项目\n  要求 金额 > 0元\n  否则 警告 \"无\"\n  扣分 每处 至多 7\n\
                分档 QJ03 得分\n  依据 \"区办法\"\n  对象 项目\n  按 得分\n  [60, 100] → 通过\n  [0, 60) → 警告 \"差\" 扣分 0.5\n  \
                缺失 → 提示 \"无\" 扣分 1\n";
    place.put("本区/本区.heng", &format!("{DISTRICT}{card}"));
    // The equals sign of a Chinese input method.
    let whole = run(&place, &["rules", "--format", "json"], &["--param", "每处＝4"]);
    let whole: Value = serde_json::from_str(&whole.out).unwrap();
    let given = row(&whole["params"], "name", "每处");
    assert_eq!((&given["source"], &given["values"]), (&json!("param"), &json!(["4"])));
    let card = &whole["scorecards"][0];
    assert_eq!(
        (&card["name"], &card["full"], &card["by"]),
        (&json!("综合考核"), &json!("30"), &json!("代码"))
    );
    assert_eq!(
        row(&whole["rules"], "code", "QJ02")["deductions"],
        json!({"scorecard": "综合考核", "outcomes": [{"row": null, "points": "4", "at_most": "7"}]})
    );
    let rows = &row(&whole["rules"], "code", "QJ03")["deductions"]["outcomes"];
    assert_eq!((&rows[0]["points"], &rows[1]["points"]), (&json!("0.5"), &json!("1")));
    assert!(row(&whole["rules"], "code", "QJ01").get("deductions").is_none());

    let points = "扣分：一处 2 分（综合考核，一个单位至多扣 7 分）\n";
    says(&run(&place, &["rules", "--effective"], &[]), &["\n── 考核 ──\n", "综合考核 30   代码", points]);
    says(&run(&place, &["explain", "QJ02"], &[]), &[points]);
    says(&run(&place, &["explain", "QJ03"], &[]), &["扣分：一处 0.5 分（综合考核）  [0, 60) → 警告 "]);
}

#[test]
fn a_long_value_stands_below_its_parameter() {
    let place = places();
    let many: Vec<String> = (10..40).map(|number| format!("\"空话{number}\"")).collect();
    let words = format!("\n参数 套话 : 集合 文本 = {{{}}}\n", many.join(", "));
    place.put("本区/本区.heng", &format!("{DISTRICT}{words}"));
    let run = run(&place, &["rules", "--effective"], &[]);
    says(&run, &["\n套话 30 项 ", "\n    值：空话10、空话11、"]);
}

#[test]
fn selecting_only_a_disabled_rule_is_2() {
    let place = places();
    let run = place.heng(&["check", "--rules", "本区", "a.toml", "--select", "CS02"]);
    assert_eq!(run.code, 2, "{run:?}");
    for part in ["option/selects-disabled", "`CS02` 选中的规则已由规则包 `本区` 停用：与本区 QJ01 重复"]
    {
        assert!(run.out.contains(part), "{part}\n{run:?}");
    }
    // Others that the beginning of a code selects are used.
    let run = place.heng(&["check", "--rules", "本区", "a.toml", "--select", "CS"]);
    assert_eq!(run.code, 0, "{run:?}");
    // On a day before the pack nothing is disabled.
    let early = ["check", "--rules", "本区", "a.toml", "--select", "CS02", "--as-of", "2025-12-31"];
    assert_eq!(place.heng(&early).code, 0);
}

#[test]
fn an_added_exception_counts_as_a_branch_that_cases_must_show() {
    let place = places();
    let tested = |more: &str| {
        place.put("本区/本区.heng", &format!("{DISTRICT}{more}"));
        let coverage = place.heng(&["test", "本区", "--coverage"]);
        let mutants = place.heng(&["test", "本区", "--mutate"]);
        assert_eq!((coverage.code, mutants.code), (0, 0), "{coverage:?} {mutants:?}");
        (coverage.out, mutants.out)
    };
    let at = "本区/本区.heng:9:18: CS01 ";
    let shown = [format!("{at}除外适用：涉密 或缺 否\n")];
    let changes = [format!("{at}`涉密` 改成相反\n"), format!("{at}去掉 `涉密 或缺 否`\n")];
    let (coverage, mutants) = tested("");
    assert!(shown.iter().all(|line| coverage.contains(line)), "{coverage}");
    assert!(changes.iter().all(|line| mutants.contains(line)), "{mutants}");
    let (coverage, mutants) = tested(SECRET);
    assert!(!coverage.contains(at), "{coverage}");
    assert!(!mutants.contains(at), "{mutants}");
}
