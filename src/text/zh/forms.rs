//! What is wrong with filled-in forms, in words.

use crate::diag::FormProblem;
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &FormProblem) -> Sentence {
    match problem {
        FormProblem::Ambiguous { forms } => Sentence::with_help(
            format!("这张工作表同样符合几种表样：{}，无法确定是哪一种，没有参与检查", forms.join("、")),
            "请核对表的标题和栏目名称",
        ),
        FormProblem::TooLong { form, limit } => Sentence::with_help(
            format!("像是表样「{form}」，但超过 {limit} 行，没有参与检查"),
            "请把明细另用一张表填，或分成几张表",
        ),
        FormProblem::NoCaption { form, captions } => Sentence::with_help(
            format!("按表样「{form}」读取，但没有找到栏目「{}」，这些栏目当作没有填", captions.join("」「")),
            "请核对栏目名称是否被改动或删去",
        ),
        FormProblem::CaptionTwice { caption } => Sentence::with_help(
            format!("栏目「{caption}」出现了不止一次，无法确定以哪一处为准，当作没有填"),
            "请核对栏目名称，多余的请删去",
        ),
        FormProblem::NotRead { form, cells, count } => {
            let more = if *count > cells.len() { format!(" 等 {count} 格") } else { String::new() };
            Sentence::with_help(
                format!(
                    "表样「{form}」没有用到这些单元格：{}{more}，其中的内容没有参与检查",
                    cells.join("、")
                ),
                "说明、签字等可以不管；是填报内容的，请移到对应的栏目里",
            )
        }
        FormProblem::OtherShape { field, found, shapes } => Sentence::with_help(
            format!("「{field}」填的是 `{found}`，看不出是什么值"),
            format!("应当写成这样：{}", shapes.join("，或")),
        ),
        FormProblem::SeveralTicks { field, found } => Sentence::with_help(
            format!("「{field}」只能选一项，勾选了不止一项，或看不出勾的是哪一项：`{found}`"),
            "请只勾选一项，勾紧挨着选项",
        ),
        FormProblem::NoUnit { field, found } => Sentence::with_help(
            format!("「{field}」填的是 `{found}`，表上没有注明金额单位，无法确定是元还是万元"),
            "请在栏目名称后注明单位，如“项目资金（万元）”",
        ),
        FormProblem::Conflict { field, first, second } => Sentence::with_help(
            format!("同一个项目的几张表对「{field}」填得不一样：`{first}` 和 `{second}`，无法确定以哪个为准"),
            "请核对后改成一致",
        ),
        FormProblem::OnlyInOne { list, element, missing_in, checked } => Sentence::with_help(
            format!(
                "「{list}」里的「{element}」只在这张表上有，「{missing_in}」上没有{}",
                if *checked { "" } else { "，以后者为准，这一条没有参与检查" }
            ),
            "几张表应当一致，请核对名称是否写得不同，或者有没有漏填",
        ),
        FormProblem::JoinedByName { name, forms } => Sentence::with_help(
            format!("这张表上没有项目代码，按名称「{name}」把 {forms} 张表合并为一个项目检查"),
            "请在每张表上填写项目代码",
        ),
        FormProblem::NotJoined { name, records } => Sentence::with_help(
            format!(
                "这张表没有项目代码，而名称为「{name}」的项目有 {records} 个，无法确定属于哪一个，单独检查"
            ),
            "请填写项目代码",
        ),
    }
}
