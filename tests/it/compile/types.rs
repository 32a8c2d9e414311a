//! Values that do not go together, and what was likely meant.

use super::harness::{program, requiring, rule, says};

#[test]
fn money_and_a_plain_number() {
    says(&requiring("申报金额 > 50"), &[("type/money-and-number", "50", "`50万元`")]);
    says(&requiring("1,000 < amount"), &[("type/money-and-number", "1,000", "`1000万元`")]);
    says(&requiring("申报金额 - 5 > 1万元"), &[("type/money-and-number", "5", "`5万元`")]);
    says(&requiring("合计(资金.金额) = 申报金额 ± 0.5"), &[("type/money-and-number", "0.5", "`0.5万元`")]);
    says(&requiring("四舍五入(申报金额, 1) > 起点"), &[("type/money-and-number", "1", "`1万元`")]);
    says(&requiring("申报金额 > 总分"), &[("type/money-and-number", "总分", "50万元")]);
}

#[test]
fn a_ratio_and_a_plain_number() {
    says(&requiring("占比 >= 0.6"), &[("type/ratio-and-number", "0.6", "`60%`")]);
    says(&requiring("占比 >= 60"), &[("type/ratio-and-number", "60", "`60%`")]);
    says(
        &requiring("申报金额 ÷ 起点 属于 [0, 1]"),
        &[("type/ratio-and-number", "0", "`0%`"), ("type/ratio-and-number", "1", "`100%`")],
    );
}

#[test]
fn days_and_a_plain_number() {
    says(&requiring("2020-12-31 - 开工 <= 30"), &[("type/days-and-number", "30", "`30天`")]);
}

#[test]
fn a_member_in_quotes() {
    says(&requiring("评级 = \"优\""), &[("type/quoted-member", "\"优\"", "`优`")]);
}

#[test]
fn types_that_do_not_go_together() {
    says(&requiring("开工 > 总分"), &[("type/mismatch", "总分", "日期")]);
    says(&requiring("总分"), &[("type/mismatch", "总分", "是否")]);
    says(&requiring("评级 = 已验收"), &[("type/mismatch", "已验收", "等级")]);
    says(&rule("要求 总分 > 1 否则 错误 \"{评价}\""), &[("type/mismatch", "评价", "单个值")]);
    says(
        &rule("要求 总分 > 1 否则 错误 \"m\" 处置 压减(总分)"),
        &[("type/ratio-and-number", "总分", "比例(…)")],
    );
}

#[test]
fn operators_that_types_do_not_have() {
    says(&requiring("申报金额 × 申报金额 > 1万元"), &[("type/no-operation", "申报金额 × 申报金额", "")]);
    says(&requiring("评级 > 良"), &[("type/no-operation", "评级 > 良", "")]);
    says(&requiring("开工 + 开工 > 2020-01-01"), &[("type/no-operation", "开工 + 开工", "")]);
    says(&requiring("长度(总分) > 1"), &[("type/no-operation", "长度(总分)", "")]);
    says(&requiring("合计(资金.来源) > 1"), &[("type/no-operation", "合计(资金.来源)", "")]);
    says(&requiring("代码 属于 [1, 2]"), &[("type/no-operation", "[1, 2]", "")]);
}

#[test]
fn the_wrong_number_of_arguments() {
    says(&requiring("长度(代码, 1) > 1"), &[("type/argument-count", "长度(代码, 1)", "")]);
    says(&rule("要求 总分 > 1 否则 错误 \"m\" 处置 压减"), &[("type/argument-count", "处置 压减", "")]);
    says(&requiring("计数(资金, 明细, 标签) > 1"), &[("type/argument-count", "计数(资金, 明细, 标签)", "")]);
}

#[test]
fn a_point_after_something_without_fields() {
    says(&requiring("总分.值 > 1"), &[("type/not-a-record", "总分.值", "")]);
}

#[test]
fn a_list_where_a_value_is_needed() {
    says(&requiring("资金.金额 > 1万元"), &[("type/list-not-aggregated", "资金", "每个 资金 满足")]);
    says(&rule("要求 总分 > 1 否则 错误 \"{标签}\""), &[("type/list-not-aggregated", "标签", "计数(标签)")]);
}

#[test]
fn an_aggregate_over_two_lists() {
    says(&requiring("合计(资金.金额 + 明细.单价) > 1万元"), &[("type/two-lists", "明细", "分别汇总")]);
}

#[test]
fn an_aggregate_or_a_quantifier_over_no_list() {
    says(&requiring("合计(申报金额) > 1万元"), &[("type/not-a-list", "申报金额", "资金.金额")]);
    says(&requiring("每个 总分 满足 (总分 > 1)"), &[("type/not-a-list", "总分", "")]);
}

#[test]
fn two_mistakes_in_one_expression_are_both_told() {
    says(
        &requiring("申报金额 > 50 且 占比 > 0.5"),
        &[("type/money-and-number", "50", "`50万元`"), ("type/ratio-and-number", "0.5", "`50%`")],
    );
}

#[test]
fn a_pattern_that_is_none() {
    says(&requiring("代码 匹配 \"[0-\""), &[("pattern/invalid", "\"[0-\"", "括号")]);
    says(&requiring("代码 匹配 \"\\w{1000}{1000}\""), &[("pattern/too-large", "\"\\w{1000}{1000}\"", "")]);
    says(&requiring("代码 匹配 代码"), &[("constant/needed", "代码", "")]);
}

#[test]
fn an_interval_that_holds_nothing() {
    says(&requiring("总分 属于 [80, 60]"), &[("constant/empty-interval", "[80, 60]", "")]);
    says(&requiring("总分 属于 [80, 80)"), &[("constant/empty-interval", "[80, 80)", "")]);
}

#[test]
fn everything_that_goes_together() {
    for requirement in [
        "申报金额 × 2 + 起点 ÷ 3 > 申报金额 × 占比",
        "申报金额 ÷ 起点 >= 80% 且 占比 × 50% + 10% <= 100%",
        "年份 = 2020 且 年份 + 1 > 2020年 且 2021 - 年份 = 1",
        "开工 + 期限 <= 2020-12-31 且 2020年12月31日 - 开工 >= 30天",
        "合计(明细.单价 × 明细.数量) = 申报金额 ± 舍入误差(计数(明细), 1万元)",
        "合计(资金 其中 (来源 = \"财政\").金额) <= 合计(资金, 金额 × 2)",
        "最大(总分, 人数, 3) > 最小(资金.金额) ÷ 1万元 × 0 或 最大(总分, 1.5) > 0",
        "总分 > 人数 且 四舍五入(总分, 0.1) = 总分 且 绝对值(-3) = 3",
        "评级 属于 好评 且 评级 属于 {优, grade.良, 等级.差} 且 等级.优 ≠ 评级",
        "标签 包含 \"急\" 或 \"急\" 属于 标签 或 每个 标签 满足 (长度(此项) > 0)",
        "代码 包含 \"1\" 且 代码 匹配 \"^1\" 且 截取(代码, 0, 2) = \"11\"",
        "去重计数(资金.来源) = 计数(资金) 且 平均(明细.数量) >= 1 且 已验收",
        "存在 资金 满足 (存在 明细 满足 (单价 > 金额)) 或 合计(资金, 合计(明细, 单价 × 数量)) > 0元",
        "比例(总分) >= 0% 且 数值(占比) >= 0",
    ] {
        program(&requiring(requirement));
    }
}
