//! What commands say of their own doing, and the operating system's reasons.

use std::io::ErrorKind;

use crate::diag::Unmarkable;
use crate::text::Notice;

pub(in crate::text) fn io_reason(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::InvalidFilename => "文件名不合规定",
        ErrorKind::Unsupported => "这不是普通文件",
        ErrorKind::ResourceBusy => "别的程序也在写这个文件",
        _ => return None,
    })
}

pub(in crate::text) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Progress(records) => format!("已检查 {records} 条记录"),
        Notice::PackWarnings(count) => format!("规则包有 {count} 处警告，用 `heng compile` 查看"),
        Notice::Compiled { packs, rules, cases, warnings: 0 } => {
            format!("{packs} 个规则包、{rules} 条规则、{cases} 个用例，没有错误")
        }
        Notice::Compiled { packs, rules, cases, warnings } => {
            format!("{packs} 个规则包、{rules} 条规则、{cases} 个用例，没有错误，{warnings} 处警告")
        }
        Notice::NotCompiled { errors, warnings: 0 } => format!("规则有 {errors} 处错误"),
        Notice::NotCompiled { errors, warnings } => format!("规则有 {errors} 处错误，{warnings} 处警告"),
        Notice::Formatted(path) => format!("已整理 {path}"),
        Notice::WouldFormat(path) => format!("需要整理 {path}"),
        Notice::FormatDone { changed, unchanged, broken: 0 } => {
            format!("{changed} 个文件与统一版式不同，{unchanged} 个已是统一版式")
        }
        Notice::FormatDone { changed, unchanged, broken } => {
            format!("{changed} 个文件与统一版式不同，{unchanged} 个已是统一版式，{broken} 个有错误、没有改动")
        }
        Notice::Tested { passed: 0, failed: 0, todo: 0 } => "规则包中没有用例".to_owned(),
        Notice::Tested { passed, failed, todo: 0 } => format!("用例 {passed} 个通过，{failed} 个不符"),
        Notice::Tested { passed, failed, todo } => {
            format!("用例 {passed} 个通过，{failed} 个不符，{todo} 个待修")
        }
        Notice::LeftOut(count) => {
            format!("上级规则包的 {count} 个用例没有跑：所测的规则或参数已由下级改动")
        }
        Notice::TodoPasses => "标为待修，但已经相符，请去掉 `待修`".to_owned(),
        Notice::Borders { points, wrong: 0 } => format!("分档边界值 {points} 个，各落在一档"),
        Notice::Borders { points, wrong } => {
            format!("分档边界值 {points} 个，{wrong} 个落档与证明不符，这是 heng 的缺陷")
        }
        Notice::BordersOf(points) => format!("{points} 个边界值"),
        Notice::Replaced { from, to } => format!("`{from}` 改成 `{to}`"),
        Notice::Dropped(text) => format!("去掉 `{text}`"),
        Notice::Negated(text) => format!("`{text}` 改成相反"),
        Notice::Turned(text) => format!("界线 `{text}` 划归另一档"),
        Notice::BaselineWritten { path, findings, added, dropped } => {
            format!("已写入基线 {path}：{findings} 处问题（新增 {added}，去掉 {dropped}）")
        }
        Notice::AllShown => "每一处都有用例走到".to_owned(),
        Notice::AllNoticed => "每一处改动都有用例察觉".to_owned(),
        Notice::Annotated { path, cells, notes } => {
            format!("已写出 {path}：标注 {cells} 个单元格，批注 {notes} 处")
        }
        Notice::Listed { file, path, reason } => {
            format!("{file} 不能做标注版：{}；问题清单已写到 {path}", unmarkable(*reason))
        }
        Notice::Beside { path, beside } => format!("{path} 里的数据改过，没有覆盖；新的标注版写到 {beside}"),
        Notice::Bug { message, place } => format!(
            "程序内部出错，没有完成：{message}（{place}）\n这是 heng 的缺陷，请连同所用的规则和申报一并反映"
        ),
    }
}

const fn unmarkable(reason: Unmarkable) -> &'static str {
    match reason {
        Unmarkable::Kind => "只有 .xlsx、.xlsm 工作簿能在原格上标注，可先另存为 .xlsx",
        Unmarkable::Form => "工作簿的内部结构与规范不符，可用 Excel 或 WPS 另存一次",
        Unmarkable::Encoding => "工作簿内部不是 UTF-8 编码，可用 Excel 或 WPS 另存一次",
        Unmarkable::TooLarge => "工作簿太大",
    }
}
