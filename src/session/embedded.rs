//! The packs that are part of the program; knows nothing of what stands in them.

use crate::ir::{Library, PackText};
use crate::source::Source;

/// The packs of `rules/` as they were when the program was built.
pub fn embedded() -> impl Library {
    Embedded
}

struct Embedded;

impl Library for Embedded {
    fn pack(&self, name: &str) -> Option<PackText> {
        let (_, files) = PACKS.iter().find(|(pack, _)| *pack == name)?;
        let files = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
        Some(PackText { name: name.to_owned(), files })
    }

    fn names(&self) -> Vec<String> {
        PACKS.iter().map(|(pack, _)| (*pack).to_owned()).collect()
    }
}

/// Files of `rules/`, each by its path and with its text.
macro_rules! files {
    ($($path:literal)*) => {
        &[$((concat!("rules/", $path), include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $path)))),*]
    };
}

/// The packs by the names in their headers, with their files by path; `tests/it/packs.rs` compares.
const PACKS: &[(&str, &[(&str, &str)])] = &[
    (
        "通用绩效",
        files! {
            "通用绩效/填报完整.heng"
            "通用绩效/处置.heng"
            "通用绩效/数据模型-汇总.heng"
            "通用绩效/数据模型.heng"
            "通用绩效/日期.heng"
            "通用绩效/样例-汇总.heng"
            "通用绩效/样例.heng"
            "通用绩效/测试-填报完整.heng"
            "通用绩效/测试-日期.heng"
            "通用绩效/测试-绩效指标.heng"
            "通用绩效/测试-评价等级.heng"
            "通用绩效/测试-金额勾稽.heng"
            "通用绩效/绩效指标.heng"
            "通用绩效/规则包.heng"
            "通用绩效/表样.heng"
            "通用绩效/评价等级.heng"
            "通用绩效/金额勾稽.heng"
        },
    ),
    (
        "历城绩效",
        files! {
            "历城绩效/上年结果.heng"
            "历城绩效/事前评估.heng"
            "历城绩效/入库与目标.heng"
            "历城绩效/全过程.heng"
            "历城绩效/参数.heng"
            "历城绩效/处置.heng"
            "历城绩效/汇总核对.heng"
            "历城绩效/测试-上年结果.heng"
            "历城绩效/测试-事前评估.heng"
            "历城绩效/测试-入库与目标.heng"
            "历城绩效/测试-全过程.heng"
            "历城绩效/测试-汇总核对.heng"
            "历城绩效/测试-结果公开.heng"
            "历城绩效/测试-绩效监控.heng"
            "历城绩效/测试-评价汇总.heng"
            "历城绩效/测试-评价结果应用.heng"
            "历城绩效/测试-项目类型.heng"
            "历城绩效/结果公开.heng"
            "历城绩效/综合考核.heng"
            "历城绩效/绩效监控.heng"
            "历城绩效/规则包.heng"
            "历城绩效/评价汇总.heng"
            "历城绩效/评价结果应用.heng"
            "历城绩效/项目类型.heng"
        },
    ),
    (
        "国家绩效2015",
        files! {
            "国家绩效/2015/处置.heng"
            "国家绩效/2015/期限.heng"
            "国家绩效/2015/测试-期限.heng"
            "国家绩效/2015/测试-目标批复.heng"
            "国家绩效/2015/测试-目标评审.heng"
            "国家绩效/2015/目标批复.heng"
            "国家绩效/2015/目标评审.heng"
            "国家绩效/2015/规则包.heng"
        },
    ),
    (
        "国家绩效2020",
        files! {
            "国家绩效/2020/单位自评.heng"
            "国家绩效/2020/处置.heng"
            "国家绩效/2020/测试-单位自评.heng"
            "国家绩效/2020/测试-绩效监控.heng"
            "国家绩效/2020/测试-评价结果.heng"
            "国家绩效/2020/绩效监控.heng"
            "国家绩效/2020/规则包.heng"
            "国家绩效/2020/评价结果.heng"
        },
    ),
    (
        "国家绩效2021",
        files! {
            "国家绩效/2021/指标分值.heng"
            "国家绩效/2021/指标设置.heng"
            "国家绩效/2021/测试-指标分值.heng"
            "国家绩效/2021/测试-指标设置.heng"
            "国家绩效/2021/规则包.heng"
        },
    ),
    (
        "政府采购",
        files! {
            "政府采购/合同期限.heng"
            "政府采购/数据模型.heng"
            "政府采购/样例.heng"
            "政府采购/测试-合同期限.heng"
            "政府采购/测试-采购方式和金额.heng"
            "政府采购/规则包.heng"
            "政府采购/采购方式和金额.heng"
        },
    ),
    (
        "济南绩效",
        files! {
            "济南/参数和处置.heng"
            "济南/年度目标.heng"
            "济南/数据模型.heng"
            "济南/样例.heng"
            "济南/测试-年度目标.heng"
            "济南/测试-考核结果.heng"
            "济南/测试-过程管理.heng"
            "济南/考核结果.heng"
            "济南/规则包.heng"
            "济南/过程管理.heng"
        },
    ),
    (
        "青岛绩效",
        files! {
            "青岛/专项资金.heng"
            "青岛/测试-专项资金.heng"
            "青岛/测试-绩效目标.heng"
            "青岛/绩效目标.heng"
            "青岛/规则包.heng"
        },
    ),
];
