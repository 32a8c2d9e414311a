//! What is wrong with arguments, configuration, inputs and outputs, in words.

use super::data::endings;
use crate::diag::{Setting, SetupProblem};
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &SetupProblem) -> Sentence {
    match problem {
        SetupProblem::Unreadable { reason } => Sentence::with_help(
            format!("无法读取：{reason}"),
            "请检查路径是否正确、文件是否被其他程序占用、是否有读取权限",
        ),
        SetupProblem::NoInput { paths } => Sentence::with_help(
            format!("在 {} 下没有找到可检查的申报文件", quoted(paths)),
            format!("申报文件以这些扩展名结尾：{}；文件夹中以 `.` 开头的文件和 `heng.toml` 不算", endings()),
        ),
        SetupProblem::Changed => Sentence::with_help(
            "这个文件在检查过程中被改动，没有写标注版",
            "先在 Excel 或 WPS 中关闭它，再检查一次",
        ),
        SetupProblem::Mixed => Sentence::with_help(
            "这个文件在检查过程中被改动，问题可能混有改动前后的内容，有的位置已找不到",
            "等文件不再改动后，再检查一次",
        ),
        SetupProblem::Repeated => Sentence::bare("这个文件重复给出，只检查一次"),
        SetupProblem::UnknownPack { name, nearest } => suggest(
            format!("没有规则包 `{name}`"),
            nearest.as_deref(),
            "规则包是放有 .heng 文件的文件夹，或内置规则包的名称",
        ),
        SetupProblem::EmptyPack => {
            Sentence::with_help("这个文件夹里没有规则文件", "规则文件以 .heng 结尾，直接放在规则包文件夹中")
        }
        SetupProblem::UnknownParam { name, nearest } => {
            suggest(format!("没有参数 `{name}`"), nearest.as_deref(), "参数由规则包中的 `参数` 声明")
        }
        SetupProblem::BadParam { name, value, expected } => Sentence::with_help(
            format!("参数 `{name}` 的值 `{value}` 不是{}", expected.0),
            "写法与规则中相同，如 50万元、20%、30天、2020-01-01",
        ),
        SetupProblem::SelectsNothing { code, nearest } => suggest(
            format!("没有编号为 `{code}` 或以它开头的规则"),
            nearest.as_deref(),
            "用 `heng rules` 查看全部规则编号",
        ),
        SetupProblem::SelectsDisabled { code, pack, reason } => Sentence::with_help(
            format!("`{code}` 选中的规则已由规则包 `{pack}` 停用：{reason}"),
            "停用的规则不检查；请去掉这个编号，或用没有停用它的规则包",
        ),
        SetupProblem::UnknownTable { name, nearest } => {
            suggest(format!("没有表 `{name}`"), nearest.as_deref(), "表由规则包中的 `表` 声明")
        }
        SetupProblem::UnknownField { name, nearest } => suggest(
            format!("没有哪个表有字段 `{name}`"),
            nearest.as_deref(),
            "字段由规则包中的 `表` 声明，写表头一级的名称",
        ),
        SetupProblem::UnknownRule { code, nearest } => {
            suggest(format!("没有规则 `{code}`"), nearest.as_deref(), "用 `heng rules` 查看全部规则编号")
        }
        SetupProblem::BadOption { option, value, form } if value.is_empty() => {
            Sentence::with_help(format!("这里要写明 `{option}`"), format!("应写作 {form}"))
        }
        SetupProblem::BadOption { option, value, form } => {
            Sentence::with_help(format!("`{option}` 的值 `{value}` 写法不对"), format!("应写作 {form}"))
        }
        SetupProblem::BadConfig { detail } => Sentence::with_help(
            format!("配置文件不符合 TOML 的写法：{detail}"),
            "文字和中文的名要加引号，如 \"压减比例\" = \"30%\"，列表写作 [\"a\", \"b\"]",
        ),
        SetupProblem::UnknownKey { key, nearest, known } => {
            let known = format!("可用的有 {}", known.join("、"));
            let help = nearest
                .as_ref()
                .map_or_else(|| known.clone(), |nearest| format!("是否要写 `{nearest}`？{known}"));
            Sentence::with_help(format!("配置项 `{key}` 不认识"), help)
        }
        SetupProblem::WrongKind { key, expected } => {
            Sentence::with_help(format!("配置项 `{key}` 的值写法不对"), format!("应是{}", setting(*expected)))
        }
        SetupProblem::UnknownFinding { fingerprint, findings } => Sentence::with_help(
            format!("这次检查的 {findings} 个问题里没有指纹以 `{fingerprint}` 开头的"),
            "指纹在 json、sarif 等报告和运行记录里；规则、参数和 --as-of 要与那次检查的相同",
        ),
        SetupProblem::BadRecord { detail } => Sentence::with_help(
            format!("这不是能核对的运行记录：{detail}"),
            "运行记录由 `heng check --record 文件` 写出，用同一版格式（heng-record/1）的程序来核对",
        ),
        SetupProblem::OverwritesInput => Sentence::with_help(
            "报告不能写到这次检查要读的文件上",
            "请换一个文件名；报告写在所查的文件夹里的，下一次会被当成申报，请写到别处，或写进 heng.toml 的 exclude",
        ),
        SetupProblem::SameOutput => {
            Sentence::with_help("两份报告不能写到同一个文件上，后一份会盖掉前一份", "每份报告各用一个文件名")
        }
        SetupProblem::Unwritable { reason } => Sentence::with_help(
            format!("无法写出：{reason}"),
            "请检查文件夹是否存在、是否有写入权限、磁盘是否已满",
        ),
    }
}

pub(super) fn setting(setting: Setting) -> String {
    match setting {
        Setting::Text => "文字".to_owned(),
        Setting::Texts => "文字，或文字的列表 [\"a\", \"b\"]".to_owned(),
        Setting::Date => "日期，如 2020-01-01".to_owned(),
        Setting::Table => "`[名称]` 下的若干行 `名 = 值`".to_owned(),
        Setting::Tables => "若干段 `[[名称]]`，每段若干行 `名 = 值`".to_owned(),
        Setting::Value => "文字、数字、true/false，或它们的列表".to_owned(),
        Setting::Pattern => "路径的通配式，如 `草稿/*`".to_owned(),
        Setting::Word(words) => format!("{} 之一", words.join("、")),
    }
}

pub(super) fn suggest(message: String, nearest: Option<&str>, otherwise: &str) -> Sentence {
    match nearest {
        Some(nearest) => Sentence::with_help(message, format!("是否要写 `{nearest}`？")),
        None => Sentence::with_help(message, otherwise),
    }
}

fn quoted(paths: &[String]) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join("、")
}
