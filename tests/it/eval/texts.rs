//! What messages, advice and keys look like.

use heng::finding::Message;

use crate::run::{document, judge};

fn message(template: &str, more: &str) -> String {
    let rules =
        format!("规则 R1 例\n  依据 \"例\"\n  对象 项目\n  要求 零 = 1\n  否则 错误 \"{template}\"\n");
    match judge(&rules, &document(more)).1.unwrap().message {
        Message::Rule(text) => text,
        Message::Reason(reason) => panic!("{reason:?}"),
    }
}

#[test]
fn holes_by_type() {
    let more = r#", "金额": 1234.5, "占比": "20%", "日期": "2020/1/1", "年度": 2020, "属性": "new", "已办": "否", "名称": "甲""#;
    for (hole, shown) in [
        ("{金额}", "1,234.50万元"),
        ("{占比}", "20%"),
        ("{日期}", "2020-01-01"),
        ("{年度}", "2020"),
        ("{属性}", "新增"),
        ("{已办}", "否"),
        ("{名称}", "甲"),
        ("{日期 - 2019-12-02}", "30天"),
        ("{一 ÷ 8}", "0.125"),
        ("{空}{{}}", "（未填）{}"),
        ("{坏 + 1}", "约三"),
        ("{一 = 1}", "是"),
    ] {
        assert_eq!(message(hole, more), shown, "{hole}");
    }
}

#[test]
fn data_stays_what_it_is_for_reports_to_show() {
    assert_eq!(message("{名称}", r#", "名称": "a\u202eb""#), "a\u{202e}b");
}
