//! Tiers: the row that covers, the axes it shows, silence and unreadable axes.

use heng::finding::{Message, Verdict};

use crate::run::{cells, document, judge};

const TWO: &str = r#"
分档 T1 例
  依据 "例"
  对象 项目
  按 属性, 得分
  新增, [60, 100] → 通过
  新增, [0, 60)   → 错误 "新增且差"
  延续, *         → 不适用
  缺失            → 警告 "没填全"
"#;

#[test]
fn two_axes() {
    for (more, verdict, message) in [
        (r#", "属性": "新增", "得分": 60"#, Verdict::Pass, None),
        (r#", "属性": "新增", "得分": 59.99"#, Verdict::Fail, Some("新增且差")),
        (r#", "属性": "延续", "得分": 0"#, Verdict::NotApplicable, None),
        (r#", "属性": "延续""#, Verdict::Fail, Some("没填全")),
        (r#", "得分": "约""#, Verdict::Fail, Some("没填全")),
        (r#", "属性": "延续", "得分": "约""#, Verdict::Undetermined, None),
    ] {
        let (found, finding) = judge(TWO, &document(more));
        assert_eq!(found, verdict, "{more}");
        if let Some(message) = message {
            assert_eq!(finding.unwrap().message, Message::Rule(message.to_owned()), "{more}");
        }
    }
}

#[test]
fn the_axes_are_the_places_and_a_silent_one_comes_first() {
    let (_, finding) = judge(TWO, &document(r#", "属性": "新增", "得分": 1"#));
    assert_eq!(cells(finding.as_ref()), [("属性", Some("新增")), ("得分", Some("1"))]);
    let (_, finding) = judge(TWO, &document(r#", "属性": "新增""#));
    assert_eq!(cells(finding.as_ref()), [("得分", None), ("属性", Some("新增"))]);
}

#[test]
fn a_required_axis_that_was_not_filled_in() {
    let rules = "分档 T1 例\n  依据 \"例\"\n  对象 项目\n  按 空\n  >= 0 → 通过\n  其他 → 错误 \"负\"\n";
    let (verdict, finding) = judge(rules, &document(""));
    assert_eq!(verdict, Verdict::Undetermined);
    assert_eq!(cells(finding.as_ref()), [("空", None)]);
}
