//! The words of the list of problems.

use crate::text::{BookWords, Column};

pub(in crate::text) const BOOK: BookWords = BookWords {
    sheets: ["自查结果", "问题清单", "规则执行情况"],
    states: ["待修改", "已修改", "已说明", "申请豁免"],
    standings: ["已说明（待复核）", "数值变化，说明需更新", "说明对应的问题已消失"],
    by_sheet: "各表的问题",
    scope: "检查范围",
    file_hash: "文件 SHA-256",
    content_hash: "数据 SHA-256",
    day: "规则日期",
    program: "检查程序",
    reasons: "无法判定的原因",
    remarks: [
        "逐条核对「问题清单」：点单元格可以跳到出错的地方；需要说明的，填“情况说明”和“填写人”，状态从下拉表里选。",
        "改好、填好后保存，再检查这个文件一次：说明会读回来，标注会重新做。",
        "自查结果供修改参考，不代替财政部门审核。",
    ],
    too_many: "本表问题太多，其余见「问题清单」",
};

pub(in crate::text) const fn column(column: Column) -> &'static str {
    match column {
        Column::Number => "序号",
        Column::Severity => "严重程度",
        Column::File => "文件",
        Column::Sheet => "所在表",
        Column::Cell => "单元格",
        Column::Unit => "单位名称",
        Column::Key => "项目代码",
        Column::Title => "项目名称",
        Column::Check => "检查内容",
        Column::Found => "填报值",
        Column::Expected => "应为/比对值",
        Column::Difference => "差额",
        Column::Measure => "单位",
        Column::Points => "扣分",
        Column::Message => "问题说明",
        Column::Advice => "修改建议",
        Column::Basis => "依据",
        Column::Code => "规则编号",
        Column::State => "状态",
        Column::Explanation => "情况说明",
        Column::Person => "填写人",
        Column::Review => "复核意见",
        Column::Standing => "说明核对",
        Column::Fingerprint => "问题标识",
        Column::Carried => "上次的说明",
        Column::CarriedValue => "说明时的填报值",
    }
}
