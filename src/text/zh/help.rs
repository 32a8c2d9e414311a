//! Help pages and usage errors.

use crate::text::{Sentence, Usage};

pub(in crate::text) fn command(name: &str) -> Option<&'static str> {
    Some(match name {
        "" => "衡：按预算绩效管理规则检查项目申报",
        "check" => "检查申报文件，逐处指出问题、依据和处置",
        "annotate" => {
            "检查工作簿，写出标注版：出错的单元格标色、加批注，前面加自查结果、问题清单、规则执行情况三张表"
        }
        "rules" => "列出规则目录：编号、名称、轻重、对象、依据",
        "explain" => "说明一条规则：原文、依据、所用参数、用例；或一个问题：怎样一步步得出",
        "baseline" => "把现有的问题写成基线，以后的检查只对新增的问题不合格",
        "compile" => "只检查规则包本身，不检查申报",
        "fmt" => "把规则文件整理成统一的版式",
        "verify" => "按运行记录再检查一遍，核对文件、规则和结果是否一致",
        "diff" => "比较两次检查的运行记录，或两个规则包对同一批申报的结果",
        "completions" => "写出命令行补全的脚本",
        "man" => "写出手册页",
        "sample" => "从记录或问题中抽取样本，并写出抽样方法的说明",
        "test" => "运行规则包中的 `测试` 用例",
        _ => return None,
    })
}

pub(in crate::text) fn after_help(command: &str) -> Option<&'static str> {
    (command == "check").then_some(
        "退出码:
  0  检查了至少一条记录，没有达到 --fail-on 的问题
  1  有达到 --fail-on 的问题，或这样的规则无法判定
  2  参数、配置或规则有错误，没有检查
  3  有申报读不了，或没有找到申报（其余的照常检查）
  4  程序内部出错，或报告写不出去

同样的选项可以写在 `heng.toml` 里，从第一个路径所在的文件夹逐级向上查找",
    )
}

pub(in crate::text) fn argument(command: &str, argument: &str) -> Option<&'static str> {
    Some(match (command, argument) {
        ("check" | "baseline", "paths") => "要检查的文件、文件夹或通配式（如 `2020/*.toml`）",
        ("compile" | "test", "packs") => {
            "规则包：放有 .heng 文件的文件夹，或内置规则包的名称（不写时为内置的 `历城绩效`）"
        }
        ("fmt", "paths") => "要整理的规则文件或文件夹",
        ("explain", "code") => "规则编号，如 LC101；或报告里一个问题的指纹（写开头几位就行）",
        ("explain", "paths") => "说明一个问题时，它所在的文件、文件夹或通配式",
        ("explain", "report") => {
            "说明一个问题时，报告（json）或运行记录：文件、日期从这里看；运行记录里还有规则、参数"
        }
        (_, "rules") => {
            "规则包：放有 .heng 文件的文件夹，或内置规则包的名称；可重复（不写时为内置的 `历城绩效`）"
        }
        (_, "data") => "表的数据另在别处：表名=路径；可重复",
        (_, "as_of") => "按这一天施行的规则和参数，如 2020-06-30",
        (_, "params") => "改用别的参数值：名=值，如 压减比例=30%；可重复",
        ("rules", "effective") => "列出参数和规则现在的值、改动，以及各自出自哪里",
        ("rules", "format") => "text，或 json（总是全部的值）",
        (_, "select") => "只用这些规则：编号或编号的开头；可重复，可用逗号分开",
        (_, "ignore") => "不用这些规则：编号或编号的开头；可重复，可用逗号分开",
        (_, "waivers") => "豁免文件（TOML）：已批准、到期前有效的例外；可重复",
        (_, "unit") => "按这个字段归集问题，如 `实施单位`（不写时按文件）",
        (_, "encoding") => "文本文件的编码，如 gb18030、utf-16le、big5（不写时自动识别）",
        ("check", "format") => "报告的格式",
        ("check", "out") => "另写一份报告：格式=路径；可重复",
        ("check", "record") => "写一份运行记录：文件和规则的校验值、参数、每条规则的判定、全部问题",
        ("verify", "record") => "`heng check --record` 写的运行记录",
        ("verify", "root") => "申报和规则包所在的文件夹（不写时为当前文件夹）",
        ("diff", "before") => "原来的：运行记录，或规则包的文件夹或名称",
        ("diff", "after") => "现在的：运行记录，或规则包的文件夹或名称",
        ("diff", "paths") => "比较规则包时，要检查的文件、文件夹或通配式",
        ("diff", "params_before") => "原来的规则包改用这个参数值：名=值；可重复",
        ("diff", "params_after") => "现在的规则包改用这个参数值：名=值，如 压减比例=30%；可重复",
        ("diff", "format") => "结果的格式",
        ("completions", "shell") => "哪一种命令行",
        ("man", "out") => "写到这个文件夹（没有就新建），每个命令一页（不写时把总的一页写到标准输出）",
        ("sample", "paths") => "总体所在的文件、文件夹或通配式",
        ("sample", "size") => "抽取多少项",
        ("sample", "seed") => "种子：任意文字；同样的种子抽得同样的样本",
        ("sample", "method") => "抽样方法：简单随机、等距、分层、货币单元（不写时为 random）",
        ("sample", "by") => "分层的字段，或货币单元的金额字段",
        ("sample", "of") => "总体是记录还是检查发现的问题（不写时为 records）",
        ("sample", "table") => "哪张表的记录（不写时为主表）",
        ("sample", "format") => "结果的格式（不写时为 text）",
        (_, "jobs") => "同时检查的线程数（不写时按处理器数）",
        ("annotate", "into") => "标注版写到这个文件夹（没有就新建）；原文件不会改动",
        ("annotate", _) => return self::argument("check", argument),
        (_, "careful") => "不走快速通道，逐条细读细判；报告一字不差，只是慢",
        ("check", "baseline") => "基线文件：分出新增、仍有、已整改的问题，只有新增的影响退出码",
        ("check", "fail_on_all") => "有基线时，仍有的问题也影响退出码",
        ("baseline", "output") => "写到这个文件",
        ("baseline", "prune") => "只从已有的基线中去掉已整改的，不添新问题",
        ("check", "fail_on") => "从这一轻重起算不合格（退出码 1）",
        (_, "quiet") => "只显示问题和结论，不显示汇总和进度",
        ("test", "coverage") => "列出用例没有走到的规则、条件、要求和分档，以及各边界值落在哪一档",
        ("test", "quick") => "只跑用例，不算覆盖和变异得分",
        ("test", "mutate") => "逐处改动规则再跑用例，列出没有用例察觉的改动",
        ("fmt", "keywords") => "改用中文（zh）或英文（en）关键字（不写时保持原样）",
        ("fmt", "check") => "不改文件，只列出需要整理的（有则退出码 1）",
        (_, "lang") => "报告和提示所用的语言",
        (_, "help") => "显示帮助",
        (_, "version") => "显示版本",
        _ => return None,
    })
}

pub(in crate::text) fn usage_line(command: &str) -> Option<&'static str> {
    Some(match command {
        "" => "heng [选项] <命令>",
        "check" => "heng check [选项] <路径>...",
        "annotate" => "heng annotate [选项] <路径>... -o <文件夹>",
        "rules" => "heng rules [选项]",
        "explain" => "heng explain [选项] <编号或指纹> [路径]...",
        "verify" => "heng verify [选项] <运行记录>",
        "diff" => "heng diff [选项] <原来的> <现在的> [路径]...",
        "completions" => "heng completions <命令行>",
        "man" => "heng man [--out <文件夹>]",
        "sample" => "heng sample --size <个数> --seed <种子> [选项] <路径>...",
        "baseline" => "heng baseline [选项] -o <文件> <路径>...",
        "compile" => "heng compile [选项] [规则包]...",
        "test" => "heng test [选项] [规则包]...",
        "fmt" => "heng fmt [选项] <路径>...",
        _ => return None,
    })
}

pub(in crate::text) fn placeholder(argument: &str) -> Option<&'static str> {
    Some(match argument {
        "paths" => "路径",
        "packs" | "rules" => "规则包",
        "code" | "select" | "ignore" => "编号",
        "before" => "原来的",
        "after" => "现在的",
        "record" => "运行记录",
        "report" => "报告",
        "root" | "into" => "文件夹",
        "seed" => "种子",
        "shell" => "命令行",
        "method" => "方法",
        "of" => "总体",
        "table" => "表",
        "data" => "表名=路径",
        "as_of" => "日期",
        "params" | "params_before" | "params_after" => "名=值",
        "waivers" | "baseline" | "output" => "文件",
        "unit" | "by" => "字段",
        "encoding" => "编码",
        "format" => "格式",
        "out" => "格式=路径",
        "fail_on" => "轻重",
        "jobs" | "size" => "个数",
        "lang" | "keywords" => "语言",
        _ => return None,
    })
}

pub(in crate::text) const SEE_HELP: &str = "用 `heng --help` 或 `heng <命令> --help` 查看用法";

pub(in crate::text) fn choices(words: &[String]) -> String {
    format!("（{}）", words.join("、"))
}

pub(in crate::text) fn usage(usage: &Usage) -> Sentence {
    match usage {
        Usage::UnknownArgument { argument, nearest } => {
            suggest(format!("没有选项 `{argument}`"), nearest.as_deref())
        }
        Usage::UnknownCommand { command, nearest } => {
            suggest(format!("没有命令 `{command}`"), nearest.as_deref())
        }
        Usage::BadValue { argument, value, possible, nearest } => {
            let message = format!("`{argument}` 的值 `{value}` 不对");
            match nearest {
                Some(_) => suggest(message, nearest.as_deref()),
                None if possible.is_empty() => Sentence::bare(message),
                None => Sentence::with_help(message, format!("可用的有 {}", possible.join("、"))),
            }
        }
        Usage::NoValue { argument, possible } if possible.is_empty() => {
            Sentence::bare(format!("`{argument}` 后面缺少值"))
        }
        Usage::NoValue { argument, possible } => Sentence::with_help(
            format!("`{argument}` 后面缺少值"),
            format!("可用的有 {}", possible.join("、")),
        ),
        Usage::Missing(arguments) => Sentence::bare(format!("缺少 {}", arguments.join("、"))),
        Usage::NoCommand => Sentence::bare("缺少命令"),
        Usage::Repeated(argument) => Sentence::bare(format!("`{argument}` 只能给出一次")),
        Usage::Other(words) => Sentence::bare(words.clone()),
    }
}

fn suggest(message: String, nearest: Option<&str>) -> Sentence {
    match nearest {
        Some(nearest) => Sentence::with_help(message, format!("是否要写 `{nearest}`？")),
        None => Sentence::bare(message),
    }
}
