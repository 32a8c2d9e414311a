//! What is wrong with workbooks, in words.

use crate::diag::{BookProblem, Damage, Disguise, Excess, RowList};
use crate::text::Sentence;

#[expect(clippy::too_many_lines, reason = "one arm a problem, and the compiler counts them")]
pub(in crate::text) fn problem(problem: &BookProblem) -> Sentence {
    match problem {
        BookProblem::LockFile => Sentence::with_help(
            "这是 Excel、WPS 打开工作簿时留下的临时文件，没有检查",
            "请关闭 Excel、WPS 中的工作簿，检查工作簿本身",
        ),
        BookProblem::NotAWorkbook { found } => Sentence::with_help(
            format!("文件名是工作簿的，内容却是{}", disguise(*found)),
            match found {
                Disguise::Empty => "请确认文件已经保存并且传送完整",
                Disguise::Text => "请用 Excel 或 WPS 打开，另存为 .xlsx；是 CSV 的请把扩展名改为 .csv",
                Disguise::Html | Disguise::Xml => {
                    "网页导出的表格常是这样，请用 Excel 或 WPS 打开，另存为 .xlsx"
                }
                Disguise::Document | Disguise::Slides | Disguise::Pdf | Disguise::Picture => {
                    "请提供 .xlsx 格式的申报表"
                }
                Disguise::Archive | Disguise::Unknown => "请用 Excel 或 WPS 打开，另存为 .xlsx",
            },
        ),
        BookProblem::OtherKind { kind } => {
            Sentence::with_help(format!("不支持 {kind} 格式的工作簿"), "请用 Excel 或 WPS 打开，另存为 .xlsx")
        }
        BookProblem::Encrypted => Sentence::with_help(
            "工作簿设有打开密码，无法读取",
            "请用 Excel 或 WPS 打开，去掉密码后另存为 .xlsx",
        ),
        BookProblem::Damaged { damage } => Sentence::with_help(
            format!("工作簿已经损坏：{}", damaged(damage)),
            match damage {
                Damage::CutShort => "文件可能没有保存、下载完整，请重新取得；能打开的请另存为 .xlsx",
                _ => "请用 Excel 或 WPS 打开修复，另存为 .xlsx",
            },
        ),
        BookProblem::TooMuch { excess } => Sentence::with_help(
            format!("工作簿展开后过大：{}", too_much(*excess)),
            "正常的申报表不会这样，请确认来源；是正常文件的，请把数据复制到新工作簿后另存为 .xlsx",
        ),
        BookProblem::DocumentType => Sentence::with_help(
            "工作簿中有自定义的实体或文档类型声明，为安全起见不读取",
            "请用 Excel 或 WPS 打开，另存为 .xlsx",
        ),
        BookProblem::NoList { sheet, headings } => Sentence::with_help(
            format!("工作表「{sheet}」里没有找到表头，这张表没有参与检查"),
            format!("表头要有这样的列名：{}；不是申报数据的工作表可以不管", headings.join("、")),
        ),
        BookProblem::UnknownHeading { heading, nearest } => Sentence::with_help(
            format!("没有名为「{heading}」的字段，这一列没有参与检查"),
            match nearest {
                Some(name) => format!("是否应为「{name}」？"),
                None => "请核对列名，确实用不到的可以不管".to_owned(),
            },
        ),
        BookProblem::SameFieldTwice { field } => Sentence::with_help(
            format!("有两列都是「{field}」，无法确定以哪一列为准"),
            "请核对后改名或删去一列",
        ),
        BookProblem::UnnamedColumn { column } => Sentence::with_help(
            format!("{column} 列有内容但没有列名，这一列没有参与检查"),
            "请在表头补上列名",
        ),
        BookProblem::UnitOfSheet { unit, fields } => {
            let fields: Vec<String> =
                fields.iter().map(|(field, own)| format!("「{field}」（规定的单位是{own}）")).collect();
            Sentence::with_help(
                format!("按表上注明的单位“{unit}”读取{}", fields.join("、")),
                "注明的单位与实际填报不符的，请改正",
            )
        }
        BookProblem::UnitsDiffer { used, other } => Sentence::with_help(
            format!("表上两处注明的金额单位不同，这里是{other}，已按{used}读取"),
            "请核对金额，只保留一种单位",
        ),
        BookProblem::MergedRows { cells, count } => Sentence::with_help(
            if cells.len() < *count {
                format!("{} 等 {count} 处跨行合并的单元格，只有第一行算填了", cells.join("、"))
            } else {
                format!("跨行合并的单元格 {}，只有第一行算填了", cells.join("、"))
            },
            "请取消合并，把内容填到每一行",
        ),
        BookProblem::UnitOfCell { field, found, unit } => Sentence::with_help(
            format!("「{field}」填的是 `{found}`，而这一列注明的单位是{unit}，已按单元格里的单位读取"),
            "请核对，单元格里只填数字",
        ),
        BookProblem::TotalRows(rows) => {
            Sentence::bare(format!("{}是合计、小计，不作为记录检查", listed(rows)))
        }
        BookProblem::SideRows(rows) => {
            Sentence::bare(format!("{}是栏次、说明或签字，不作为记录检查", listed(rows)))
        }
        BookProblem::RepeatedHeader => Sentence::with_help(
            "数据中间又出现一次表头，这一行没有参与检查",
            "请删去重复的表头，几张表拼在一起的请核对有没有漏行",
        ),
        BookProblem::ShiftedRow { right } => Sentence::with_help(
            format!("这一行的内容整体向{}错了一列，没有参与检查", if *right { "右" } else { "左" }),
            "请把各单元格移回对应的列名下面",
        ),
        BookProblem::HiddenSheet { sheet } => Sentence::with_help(
            format!("工作表「{sheet}」是隐藏的，也参与了检查"),
            "不该报送的请删去，该报送的请取消隐藏",
        ),
        BookProblem::HiddenRows(rows) => Sentence::with_help(
            format!("{}是隐藏或筛选掉的，也参与了检查", listed(rows)),
            "不该报送的请删去，该报送的请取消隐藏",
        ),
        BookProblem::HiddenColumns { columns } => Sentence::with_help(
            format!("{} 列是隐藏的，也参与了检查", columns.join("、")),
            "不该报送的请删去，该报送的请取消隐藏",
        ),
        BookProblem::ErrorValue { field, found } => Sentence::with_help(
            format!("「{field}」是错误值 `{found}`，无法识别"),
            "请检查单元格的公式和它引用的单元格",
        ),
        BookProblem::NotComputed { field } => Sentence::with_help(
            format!("「{field}」是公式，文件里没有它的计算结果"),
            "请用 Excel 或 WPS 打开，待算出结果后保存，再检查",
        ),
        BookProblem::LostDigits { field, found } => Sentence::with_help(
            format!("「{field}」的代码以数字保存，位数过多，末几位已经丢失，现为 `{found}`"),
            "请把单元格格式设为“文本”后重新填写",
        ),
        BookProblem::DateAsNumber { field, found, date } => Sentence::with_help(
            format!("「{field}」的日期显示为数字 `{found}`，已按 {date} 读取"),
            "请把单元格格式设为“日期”并核对",
        ),
    }
}

const fn disguise(found: Disguise) -> &'static str {
    match found {
        Disguise::Empty => "空的",
        Disguise::Html => "网页（HTML）",
        Disguise::Xml => "XML",
        Disguise::Text => "文本",
        Disguise::Pdf => "PDF",
        Disguise::Picture => "图片",
        Disguise::Document => "Word 文档",
        Disguise::Slides => "演示文稿",
        Disguise::Archive => "压缩包，里面没有工作簿",
        Disguise::Unknown => "无法识别的数据",
    }
}

fn damaged(damage: &Damage) -> String {
    match damage {
        Damage::CutShort => "文件不完整".to_owned(),
        Damage::Checksum { part } => format!("其中的 `{part}` 与保存时不一致"),
        Damage::MissingPart { part } => format!("缺少 `{part}`"),
        Damage::TwoParts => "有两个同名的部分".to_owned(),
        Damage::Grammar { part } => format!("其中的 `{part}` 格式有误"),
        Damage::BeyondGrid { cell } => format!("单元格 `{cell}` 超出了工作表的范围"),
    }
}

fn too_much(excess: Excess) -> String {
    match excess {
        Excess::Parts { limit } => format!("包含的文件超过 {limit} 个"),
        Excess::Bytes { limit_mib } => format!("展开后超过 {limit_mib} MiB"),
        Excess::Ratio { limit } => format!("压缩比超过 {limit} 倍"),
        Excess::OneItem { limit_mib } => format!("单个单元格或标记超过 {limit_mib} MiB"),
        Excess::Depth { limit } => format!("层级超过 {limit} 层"),
        Excess::Copies { limit } => format!("重复填充的单元格超过 {limit} 个"),
    }
}

/// `第 6、12 行`, `第 6、12、… 行等 20 行`.
fn listed(rows: &RowList) -> String {
    let first: Vec<String> = rows.first.iter().map(u32::to_string).collect();
    if rows.count > rows.first.len() as u64 {
        format!("第 {} 行等 {} 行", first.join("、"), rows.count)
    } else {
        format!("第 {} 行", first.join("、"))
    }
}
