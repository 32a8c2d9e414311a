//! Silence that must be handled, and guards that handle it.

use super::harness::{program, requiring, rule, says};

#[test]
fn an_optional_field_in_a_condition() {
    says(
        &rule("条件 评价.得分 > 60 要求 总分 > 1"),
        &[("presence/unguarded", "评价.得分", "`有 评价.得分 且 …`")],
    );
}

#[test]
fn it_is_told_once_a_rule() {
    says(
        &rule("条件 评价.得分 > 60 且 评价.得分 < 90 令 a = 评价.得分 + 1 要求 a > 1"),
        &[("presence/unguarded", "评价.得分", "或缺")],
    );
}

#[test]
fn a_let_an_exception_and_a_filter_are_strict_too() {
    says(&rule("令 a = 评价.得分 + 1 要求 a > 1"), &[("presence/unguarded", "评价.得分", "有 评价.得分")]);
    says(&rule("要求 总分 > 1 除外 当 复评 = 优 依据 \"文\""), &[("presence/unguarded", "复评", "有 复评")]);
    says(
        &requiring("合计(资金 其中 (已到 > 1万元).金额) > 1万元"),
        &[("presence/unguarded", "已到", "有 已到")],
    );
}

#[test]
fn an_optional_list_in_a_condition() {
    says(
        &rule("条件 计数(附件) > 1 要求 总分 > 1"),
        &[("presence/unguarded", "计数(附件)", "`有 附件 且 …`")],
    );
}

#[test]
fn the_greatest_of_a_list_may_be_none() {
    says(
        &rule("条件 最大(资金.金额) > 1万元 要求 总分 > 1"),
        &[("presence/unguarded", "最大(资金.金额)", "或缺")],
    );
    program(&rule("令 顶 = 最大(资金.金额) 条件 有 顶 且 顶 > 1万元 要求 总分 > 1"));
}

#[test]
fn guards_in_whichever_order_they_stand() {
    for condition in [
        "有 评价.得分 且 评价.得分 > 60",
        "评价.得分 > 60 且 有 评价.得分",
        "无 评价.得分 或 评价.得分 > 60",
        "非 (无 评价.得分 或 非 (评价.得分 > 60))",
        "(评价.得分 或缺 0) > 60",
        "有 评价.得分 且 有 复评 且 (复评 = 优 或 评价.得分 > 60)",
        "有 (评价.得分 + 1) 且 评价.得分 > 60",
        "有 附件 且 计数(附件) > 0",
        "存在 资金 满足 (有 已到 且 已到 > 1万元)",
        "合计(资金 其中 (有 已到).已到) > 1万元",
        "合计(资金.已到 或缺 0元) > 1万元",
    ] {
        program(&rule(&format!("条件 {condition} 要求 总分 > 1")));
    }
}

#[test]
fn guards_that_do_not_hold() {
    for condition in [
        "有 评价.得分 或 评价.得分 > 60",
        "(有 评价.得分 或 已验收) 且 评价.得分 > 60",
        "有 评价 且 评价.得分 > 60",
        "非 有 评价.得分 且 评价.得分 > 60",
    ] {
        says(&rule(&format!("条件 {condition} 要求 总分 > 1")), &[("presence/unguarded", "评价.得分", "有")]);
    }
}

#[test]
fn facts_of_the_condition_hold_afterwards() {
    program(&rule("条件 有 评价.得分 令 a = 评价.得分 + 1 要求 a > 1 除外 当 评价.得分 = 0 依据 \"文\""));
    program(&rule("令 填 = 有 评价.得分 条件 填 且 评价.得分 > 1 要求 总分 > 1"));
}

#[test]
fn a_let_that_the_condition_reads_does_not_see_its_facts() {
    says(
        &rule("令 a = 评价.得分 + 1 条件 有 评价.得分 且 a > 1 要求 总分 > 1"),
        &[("presence/unguarded", "评价.得分", "")],
    );
}

#[test]
fn requirements_messages_and_amounts_may_read_what_is_missing() {
    program("处置 收回 轻重 4 金额 评价.金额\n");
    program(&rule(
        "要求 评价.得分 >= 60 且 计数(附件) > 0 否则 错误 \"{评价.得分} {复评}\" 处置 压减(评价.金额 ÷ 申报金额)",
    ));
}

#[test]
fn a_sum_over_elements_that_may_be_missing() {
    says(
        &requiring("合计(资金.已到) <= 申报金额"),
        &[("presence/aggregate", "资金.已到", "`资金.已到 或缺 …`")],
    );
    says(
        &rule("要求 合计(资金.已到) <= 申报金额 否则 错误 \"{合计(资金.已到)}\""),
        &[("presence/aggregate", "资金.已到", "`资金 其中 (有 已到).已到`")],
    );
}

#[test]
fn a_guard_that_is_not_needed() {
    says(&requiring("有 总分 且 总分 > 1"), &[("presence/needless", "有 总分", "必填")]);
    says(&requiring("(总分 或缺 0) > 1"), &[("presence/needless", "总分", "必填")]);
}

#[test]
fn lets_that_read_each_other_twice_are_looked_at_once() {
    use std::fmt::Write;
    let mut clauses = String::from("令 a0 = 有 评价.得分 令 d0 = 期限 ");
    for n in 1..60 {
        let before = n - 1;
        let _ = write!(clauses, "令 a{n} = a{before} 且 a{before} 令 d{n} = d{before} + d{before} ");
    }
    program(&rule(&format!("{clauses} 条件 a59 且 评价.得分 > 1 要求 d59 > 30天")));
}
