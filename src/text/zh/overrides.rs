//! What is wrong with what a pack changes of the packs above it, in words.

use super::kinds::kind;
use crate::diag::{Kind, OverrideProblem};
use crate::text::{Language, Sentence};

pub(in crate::text) fn problem(problem: &OverrideProblem) -> Sentence {
    match problem {
        OverrideProblem::Own { kind, name } => Sentence::with_help(
            format!("{} `{name}` 是本规则包自己的", self::kind(*kind)),
            "请直接改它的声明；`改为`、`增加`、`停用` 只用于引用来的规则包",
        ),
        OverrideProblem::NotImported { kind, name, pack } => Sentence::with_help(
            format!("{} `{name}` 属于规则包 `{pack}`，本规则包没有引用它", self::kind(*kind)),
            format!("请在本规则包的 `规则包` 说明里写 `引用 {pack}`"),
        ),
        OverrideProblem::Closed { name } => Sentence::with_help(
            format!("参数 `{name}` 没有开放给下级，不能改"),
            "上级规则包在参数后面写上 `下级可调 [最小, 最大]`，下级才能改；下级改过的，要再写 `下级可调` 才能再改",
        ),
        OverrideProblem::OutOfBounds { name, value, bounds } => Sentence::with_help(
            format!("参数 `{name}` 改为 `{value}`，超出上级允许的 {bounds}"),
            "请改用允许的值，或请上级规则包放宽 `下级可调`",
        ),
        OverrideProblem::Wider { bounds, upper } => Sentence::with_help(
            format!("开放给下级的 {bounds} 超出上级允许的 {upper}"),
            format!("请缩小到 {upper} 之内"),
        ),
        OverrideProblem::NotTighter { name, from, to } if from == to => Sentence::with_help(
            format!("规则 `{name}` 已经是{}", severity(*from)),
            "请删去这一句，或改为更重的一级",
        ),
        OverrideProblem::NotTighter { name, from, to } => Sentence::with_help(
            format!("规则 `{name}` 是{}，不能放宽为{}", severity(*from), severity(*to)),
            "下级只能由轻改重：提示、警告、错误；整条不用的写 `停用 … 因 \"…\"`",
        ),
        OverrideProblem::Conflict { kind: Kind::Param, name } => Sentence::with_help(
            format!("参数 `{name}` 在同一天改了两次，无法确定用哪个值"),
            "请删去一处，或用 `施行` 把日期分开",
        ),
        OverrideProblem::Conflict { kind, name } => Sentence::with_help(
            format!("{} `{name}` 在同一天有两处改动互相矛盾", self::kind(*kind)),
            "请删去一处，或用 `施行` 把日期分开；已经停用的规则不能再改",
        ),
        OverrideProblem::Never { kind, name } => Sentence::with_help(
            format!("{} `{name}` 在这些日子没有施行，改动永远用不上", self::kind(*kind)),
            "请核对 `施行` 的起止日期",
        ),
    }
}

fn severity(severity: crate::diag::Severity) -> &'static str {
    Language::Chinese.severity(severity)
}
