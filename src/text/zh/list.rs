//! The words of the list of problems.

use crate::text::Column;

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
    }
}
