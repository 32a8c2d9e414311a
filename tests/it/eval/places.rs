//! Which cells a finding points at.

use heng::finding::{Cause, Finding, Message, Reason, Role};

use crate::run::{cells, document, judge, rule};

fn finding(requirement: &str, more: &str) -> Option<Finding> {
    judge(&rule(&format!("要求 {requirement}")), &document(more)).1
}

#[test]
fn the_failing_sides_of_and() {
    let found = finding("一 = 1 且 零 = 5 且 一 = 零", "");
    assert_eq!(cells(found.as_ref()), [("零", Some("0")), ("一", Some("1"))]);
    let roles: Vec<Role> = found.unwrap().places.iter().map(|place| place.role).collect();
    assert_eq!(roles, [Role::Primary, Role::Related]);
}

#[test]
fn all_sides_of_or() {
    assert_eq!(cells(finding("一 = 7 或 零 = 7", "").as_ref()), [("一", Some("1")), ("零", Some("0"))]);
}

#[test]
fn under_not_the_sides_change_their_parts() {
    assert_eq!(cells(finding("非 (一 = 1 或 零 = 7)", "").as_ref()), [("一", Some("1"))]);
}

#[test]
fn a_missing_cell_goes_before_what_was_read_with_it() {
    assert_eq!(cells(finding("一 = 选", "").as_ref()), [("选", None), ("一", Some("1"))]);
}

#[test]
fn a_missing_cell_points_at_the_record_that_lacks_it() {
    let text = document(r#", "评价": {"等级": "优"}"#);
    let (_, found) = judge(&rule("要求 评价.分数 > 60"), &text);
    let place = found.unwrap().places.remove(0);
    assert_eq!((place.field.0.as_str(), place.field.1.as_str()), ("评价.分数", "evaluation.points"));
    let column = text.chars().take(place.site.start.column - 1).collect::<String>();
    assert!(column.contains("坏") && !column.contains("等级"), "{column}");
    let absent = finding("评价.分数 > 60", "");
    assert_eq!(cells(absent.as_ref()), [("评价.分数", None)]);
}

#[test]
fn the_failing_elements_of_every_and_not_too_many() {
    let list: Vec<String> = (0..9).map(|n| format!(r#"{{"数额": {n}}}"#)).collect();
    let more = format!(r#", "资金": [{}]"#, list.join(","));
    let found = finding("每个 资金 满足 (数额 >= 3万元)", &more);
    let expected = [("资金[1].数额", Some("0")), ("资金[2].数额", Some("1")), ("资金[3].数额", Some("2"))];
    assert_eq!(cells(found.as_ref()), expected);
    assert_eq!(found.unwrap().places[1].field.1, "funds[2].value");
    assert_eq!(finding("每个 资金 满足 (数额 > 90万元)", &more).unwrap().places.len(), 5);
}

#[test]
fn that_there_is_none_is_said_of_the_list() {
    let more = r#", "资金": [{"数额": 1, "来源": "甲"}]"#;
    let found = finding("存在 资金 满足 (来源 = \"乙\")", more);
    assert_eq!(cells(found.as_ref())[0].0, "资金");
    assert_eq!(cells(finding("存在 资金 满足 (数额 > 0元)", r#", "资金": []"#).as_ref())[0].0, "资金");
    assert_eq!(cells(finding("存在 资金 满足 (数额 > 0元)", "").as_ref()), [("资金", None)]);
}

#[test]
fn the_parts_of_a_sum() {
    let more = r#", "金额": 5, "资金": [{"数额": 1, "来源": "甲"}, {"数额": "2万元", "来源": "乙"}]"#;
    let expected = [("金额", Some("5")), ("资金[1].数额", Some("1")), ("资金[2].数额", Some("2万元"))];
    assert_eq!(cells(finding("金额 = 合计(资金.数额)", more).as_ref()), expected);
}

#[test]
fn through_a_let_to_the_cells() {
    let found = judge(&rule("令 好 = 一 = 7 且 零 = 0\n  要求 好"), &document("")).1;
    assert_eq!(cells(found.as_ref()), [("一", Some("1"))]);
}

#[test]
fn a_default_is_read_only_where_it_is_needed() {
    let requirement = "(选 或缺 零) = 7";
    assert_eq!(cells(finding(requirement, r#", "选": 3"#).as_ref()), [("选", Some("3"))]);
    assert_eq!(cells(finding(requirement, "").as_ref()), [("选", None), ("零", Some("0"))]);
}

#[test]
fn undetermined_says_what_it_hangs_on() {
    let found = finding("一 = 1 且 坏 = 1", "").unwrap();
    let field = ("坏".to_owned(), "坏".to_owned());
    let cause = Cause::Malformed { field, found: "约三".to_owned() };
    assert_eq!(found.message, Message::Reason(Reason::Hangs(vec![cause])));
    assert_eq!(cells(Some(&found)), [("坏", Some("约三"))]);
    assert_eq!(found.measure, None);
}

#[test]
fn a_condition_hangs_on_its_missing_cells() {
    let found = judge(&rule("条件 空 = 1 且 一 = 1\n  要求 一 = 1"), &document("")).1.unwrap();
    let field = ("空".to_owned(), "空".to_owned());
    assert_eq!(found.message, Message::Reason(Reason::Hangs(vec![Cause::Missing { field }])));
}

#[test]
fn a_fault_shows_what_was_read() {
    let found = finding("一 ÷ 零 = 1", "").unwrap();
    assert_eq!(found.message, Message::Reason(Reason::DivisionByZero));
    assert_eq!(cells(Some(&found)), [("一", Some("1")), ("零", Some("0"))]);
}

#[test]
fn a_rule_that_reads_nothing_points_at_the_record() {
    let found = finding("1 = 2", "").unwrap();
    assert_eq!(cells(Some(&found)), [("", None)]);
    assert_eq!(found.places[0].site.start.line, 1);
}

#[test]
fn the_fingerprint_stays_when_lines_and_values_change() {
    let one = finding("一 = 7", "").unwrap();
    let moved = judge(&rule("要求 一 = 7"), &document("").replace(r#""一": 1"#, "\n\"一\": 2")).1.unwrap();
    assert_ne!(one.places, moved.places);
    assert_eq!(one.fingerprint, moved.fingerprint);
}

#[test]
fn outer_fields_inside_a_list() {
    let more = r#", "金额": 1, "资金": [{"数额": 1}, {"数额": 2}]"#;
    let found = finding("每个 资金 满足 (数额 <= 项目.金额)", more);
    assert_eq!(cells(found.as_ref()), [("资金[2].数额", Some("2")), ("金额", Some("1"))]);
}
