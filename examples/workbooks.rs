//! Writes the workbooks of `examples/工作簿`, byte for byte the same each time:
//! `cargo run --example workbooks`.
//!
//! The three real forms are copied cell by cell from what was published; all else is made up for show.

#![expect(
    clippy::expect_used,
    reason = "a program for those who work on this repository: it writes all or says why not"
)]

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/工作簿");
    fs::create_dir_all(&folder).expect("the folder can be made");
    for (name, bytes) in all() {
        fs::write(folder.join(name), bytes).expect("the file can be written");
    }
}

/// The files with their names.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let list = list();
    let short: Vec<Columns> = list.iter().take(10).cloned().collect();
    vec![
        ("表样F01-拆违经费.xlsx", forms(&[("财政项目支出绩效目标申报表", F01)])),
        ("表样F03-委托业务项目.xlsx", forms(&[("项目支出绩效自评表", F03)])),
        ("表样F06-工资性支出.xlsx", forms(&[("510000_0013zp", F06)])),
        ("日间照料中心.xlsx", forms(&[("年初预算", BUDGET), ("绩效目标", GOALS)])),
        ("日间照料中心-自评.xlsx", forms(&[("自评", SELF_EVALUATION)])),
        ("2020年五十个项目.xlsx", sheet(&list)),
        ("2020年十个项目-GB18030.csv", csv(&short)),
    ]
}

/// 财政项目支出绩效目标申报表, Shanghai 2026: the unit is 元.
const F01: &str = "\
财政项目支出绩效目标申报表|<|<|<|<|<|<|<
（2026年度）|<|<|<|<|<|<|<
项目名称|<|拆违经费|<|项目性质|阶段\\n性项\\n目|项目类别|特定目标类
主管部门|<|普陀区城市管理行政执\\n法局执法大队|<|实施单位|上海市普陀区城市管理行政执法局执\\n法大队|<|<
计划开始日期|<|2024-01-01|<|计划完成日期|2026-12-31|<|<
项目资金\\n（元）|<|项目资金总额|<|{#,##0.00}10308000|年度资金申请总额|<|{#,##0.00}3498000
^|<|其中：财政资金|<|{#,##0.00}10308000|其中：当年财政拨款|<|{#,##0.00}3498000
^|<||||上年结转资金|<|{#,##0.00}0
^|<|其他资金|<|{#,##0.00}0|其他资金|<|{#,##0.00}0
项目\\n绩效\\n目标|项目总体目标\\n(2024 年-2026 年)|<|<|<|年度总体目标|<|<
^|1.完成市、区相关部门下达的年度拆违任务。\\n2.新增违建“零增长”，坚决做到“无增减存”。\\n3.开展存量违建专项治理，快速降低违建点位数。\\n4.开展普查数据平台“拆一件、销一项、存一档”目标管理。|<|<|<|1.完成市、区相关部门下达的年度\\n拆违任务。\\n2.新增违建“零增长”，坚决做到“\\n无增减存”。\\n3.开展存量违建专项治理，快速降低\\n违建点位数。\\n4.开展普查数据平台“拆一件、销一\\n项、存一档”目标管理。|<|<
绩效\\n指标|一级指标|二级指标|三级指标|<|<|年度(/项目)指标值|<
^|成本指标|经济成本指标|成本控制合理性|<|<|合理|<
^|产出指标|数量指标|完成年度拆违计划|<|<|=100.00(%)|<
^|^|质量指标|违法建筑销项正确率|<|<|=100.00(%)|<
^|^|时效指标|新增违建处置率|<|<|=100.00(%)|<
^|效益指标|社会效益指标|群众政策知晓度|<|<|≥90.00(%)|<
^|^|生态效益指标|提升城市环境美化指数|<|<|提高|<
^|^|可持续影响指标|新增违建发生数|<|<|降低|<
^|满意度指标|服务对象满意度\\n指标|群众满意度|<|<|≥90.00(%)|<";

/// 项目支出绩效自评表, Anhui 2022; what was published breaks off in the last row.
const F03: &str = "\
项目支出绩效自评表|<|<|<|<|<|<|<|<
(2022年度)|<|<|<|<|<|<|<|<
项目名称|<|委托业务项目|<|<|<|<|<|<
主管部门|<|219-池州市贵池区棠溪镇人民政府|<|实施单位|<|219001-池州市贵池区棠溪镇人民政府|<|<
项目资金\\n(万元)|<||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|<|年度资金总额:|0|0|0|10|0|0
^|<|其中:本年财政拨款|90|89.974|89.974|—|—|—
^|<|上年结转资金||||—|—|—
^|<|其他资金||||—|—|—
年度总体目标|预期目标|<|<|<|实际完成情况|<|<|<
^|本项目共申请预算资金90万元。其中:30万元用于基建工程项目预算编制;30万元用于基建工程项目审计;30万元用于基建工程项目设计、规划、测绘。|<|<|<|本项目共完成预算资金89.97万元。其中:30万元用于基建工程项目预算编制;30万元用于基建工程项目审计;29.99万元用于基建工程项目设计、规划、测绘。|<|<|<
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
^|产出指标(50分)|数量指标|基建工程委托业务项目数量|≥50个|50|8|8|
^|^|质量指标|委托业务报告合格率|≥100百分比|100|8|8|
^|^|^|经费支出合规性|严格执行相关制度规定|达成预期指标|8|8|
^|^|时效指标|提交报告及时性|在项目计划完成时间内完成|达成预期指标|8|8|
^|^|成本指标|项目总成本|≤90万元|90|8|8|
^|^|^|单项业务成本|符合相关规定|达成预期指标|10|10|
^|效益指标(30分)|社会效益指标|对维护基建市场公平的影响程度|效果明显|达成预期指标|10|10|
^|^|生态效益指标|对控制基建项目成本影响程度|效果明显|达成预期指标|10|10|
^|^|可持续影响指标|对推动基建项目“四项制度”健全和落实的持续性影响|效果明显|达成预期指标|10|10|
^|^|经济效益指标||||||
^|满意度指标(10分)|满意度指标|公众满（原文截断）|（原文截断）||10||";

/// 部门预算项目支出绩效自评表, Sichuan 2023.
const F06: &str = "\
报表编号:510000_0013zp|<|<|<|<|<|<|<|<|<|<
部门预算项目支出绩效自评表(2023年度)|<|<|<|<|<|<|<|<|<|<
项目名称|<|51000021R000000019951-工资性支出|<|<|<|<|<|<|<|<
主管部门|<|青神县发展和改革局本级|<|<|实施单位\\n(盖章)|<|青神县发展和改革局|<|<|<
项目基本情况|1.项目年度目标完成情况|<|项目年度目标|<|<|<|年度目标完成情况|<|<|<
^|^|<|严格执行相关政策,保障工资及时、足额发放或社保及时、足额缴纳,预算编制科学合理,减少结余资金。|<|<|<|对照年度目标,说明相关任务目标的完成情况(100字以内)|<|<|<
^|2.项目实施内容及过程概述|<||<|<|<|<|<|<|<
预算执行情况(10分)|年度预算数(万元)|<|年初预算|调整后预算数|预算执行数|<|预算执行率|权重|得分|原因
^|总额|<|238.93|251.89|251.89|<|{0.00%}1|10||1.预算执行率=预算执行数/调整后预算数,预算执行率未达到90%的需说明原因(100字以内);2.年中发生预算调整的(追加或调减),应单独说明理由;3.其他资金包括:社会投入资金、银行贷款.
^|其中:财政资金|<|238.93|251.89|251.89|<|{0.00%}1|/|/|^
^|财政专户管理资金|<|{0.00}0|{0.00}0|{0.00}0|<|{0.00%}0|/|/|^
^|单位资金|<|{0.00}0|{0.00}0|{0.00}0|<|{0.00%}0|/|/|^
^|其他资金|<||||<||/|/|^
绩效指标(90分)|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
^|产出指标|数量指标|发放(缴纳)覆盖率|=|100|%||60||
^|效益指标|社会效益指标|足额保障率(参保率)|=|100|%||30||
合计|<|<|<|<|<|<|<|100||
评价结论|<|结合自评情况,说明项目自评总分,说明项目实施取得的成效或成果。(200字以内)|<|<|<|<|<|<|<|<
存在问题|<|结合自评情况,分析存在的问题及原因。(200字以内)|<|<|<|<|<|<|<|<
改进措施|<|针对项目自评中发现的问题,提出下一步改进完善的意见及有关政策性建议。(200字以内)|<|<|<|<|<|<|<|<
项目负责人:|<|<|<|<|财务负责人:|<|<|<|<|<";

/// 年初预算项目支出申报表 of a project that 绩效目标 below is about too.
const BUDGET: &str = "\
年初预算项目支出申报表|<|<|<|<|<
（2020年度）|<|<|<|<|<
项目名称|城市社区老年人日间照料中心|<|项目代码|37011220P000000000203|<
项目单位|区社会福利服务中心|<|主管部门|区民政局|<
项目属性|☑新增项目 □延续项目|<|项目类别|特定目标类|<
预计开始时间|{yyyy-mm-dd}43891|<|预计完成时间|2020年11月30日|<
项目资金合计（万元）|240|<|其中：财政拨款|180|<
单位资金|60|<|其他资金||<
设立依据|民政部门年度工作安排|<|是否政府采购|□是 ☑否|<
支出预算明细|<|<|<|<|<
项目用途|金额（万元）|数量|单位|单价（元）|测算依据
场所改造|210|6|处|{#,##0}350000|设计概算
设施设备|30|6|套|{#,##0}50000|询价
合计|240||||";

/// 项目支出绩效目标申报表 of the same project: one weight is missing, and one amount differs.
const GOALS: &str = "\
项目支出绩效目标申报表|<|<|<|<|<|<
（2020年度）|<|<|<|<|<|<
项目名称|<|城市社区老年人\\n日间照料中心|<|项目代码|37011220P000000000203|<
主管部门|<|区民政局|<|实施单位|区社会福利服务中心|<
财政区划代码|<|370112|<|项目属性|☑新增项目|□延续项目
项目资金（万元）|<|年度资金总额|<|238|<|<
^|<|其中：财政拨款|<|180|<|<
^|<|其他资金|<||<|<
年度目标|<|建成日间照料中心6处，新增日托床位120张|<|<|<|<
绩效指标|一级指标|二级指标|三级指标|指标值|权重|衡量标准
^|产出指标|数量指标|建成处数|=6处|15|
^|^|质量指标|验收合格率|{0%}1|15|
^|^|时效指标|投入使用时间|2020年11月30日前|10|
^|^|成本指标|每处改造成本|≤３５万元|10|
^|效益指标|社会效益指标|新增日托床位|≥120张|15|
^|^|可持续影响指标|运营机制|健全|15|有运营单位、有收费标准、有补贴办法，缺一项扣5分
^|满意度指标|服务对象满意度指标|老年人满意度|≥90%||";

/// Its 项目支出绩效自评表 in a workbook of its own, without a code; an indicator has another name.
const SELF_EVALUATION: &str = "\
项目支出绩效自评表|<|<|<|<|<|<|<|<
（2020年度）|<|<|<|<|<|<|<|<
项目名称|<|城市社区老年人日间照料中心|<|<|<|<|<|<
主管部门|<|区民政局|<|实施单位|<|区社会福利服务中心|<|<
项目资金（元）|<||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|<|年度资金总额|2400000|2400000|2160000|10|{0%}0.9|9
^|<|其中：当年财政拨款|1800000|1800000|1620000|—|—|—
^|<|上年结转资金|0|0|0|—|—|—
^|<|其他资金|600000|600000|540000|—|—|—
年度总体目标|预期目标|<|<|<|实际完成情况|<|<|<
^|建成日间照料中心6处，新增日托床位120张|<|<|<|建成6处，新增床位100张|<|<|<
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
^|产出指标(50分)|数量指标|建成处数|=6处|6处|15|15|
^|^|质量指标|验收合格率|{0%}1|{0%}1|15|15|
^|^|时效指标|投入使用时间|2020年11月30日前|2020年11月20日|10|10|
^|^|成本指标|每处改造成本|≤35万元|34万元|10|10|
^|效益指标(30分)|社会效益指标|日托床位|≥120张|100张|15|12.5|两处场地面积小于设计
^|^|可持续影响指标|运营机制|健全|达成预期|15|15|
^|满意度指标(10分)|服务对象满意度指标|老年人满意度|≥90%|93%|10|10|
总分|<|<|<|<|<|100|96.5|";

/// A workbook with a sheet a form. Cells stand between `|`; `<` and `^` go on with the cell left and above, and
/// `{format}1` is a number with a format.
fn forms(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut book = new();
    for (name, text) in sheets {
        form(book.add_worksheet(), name, text).expect("a sheet can be written");
    }
    book.save_to_buffer().expect("a workbook can be written")
}

fn form(sheet: &mut Worksheet, name: &str, text: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('|').collect()).collect();
    let at = |row: usize, column: usize| rows.get(row).and_then(|row| row.get(column)).copied();
    let plain =
        Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !matches!(**cell, "<" | "^")) {
            let wide = (column + 1..cells.len()).take_while(|next| at(row, *next) == Some("<")).count();
            let high = (row + 1..rows.len()).take_while(|next| at(*next, column) == Some("^")).count();
            let (row, column) = (u32::try_from(row).unwrap_or(0), u16::try_from(column).unwrap_or(0));
            let last = (row + u32::try_from(high).unwrap_or(0), column + u16::try_from(wide).unwrap_or(0));
            let (format, text) = match cell.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                Some((format, number)) => (plain.clone().set_num_format(format), number.to_owned()),
                None => (plain.clone(), cell.replace("\\n", "\n")),
            };
            if (row, column) != last {
                sheet.merge_range(row, column, last.0, last.1, "", &format)?;
            }
            let code =
                text.len() > 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && !cell.starts_with('{');
            match text.parse::<f64>() {
                Ok(number) if !code || text.ends_with("000") => {
                    sheet.write_number_with_format(row, column, number, &format)?
                }
                _ => sheet.write_string_with_format(row, column, text, &format)?,
            };
        }
    }
    Ok(())
}

/// A project as columns with their values.
type Columns = Vec<(String, String)>;

/// Fifty projects, of which thirteen hold a typical mistake each.
fn list() -> Vec<Columns> {
    let places = TOWNS.iter().flat_map(|town| KINDS.iter().map(move |kind| (*town, *kind)));
    let projects = places.enumerate().map(|(number, (town, kind))| {
        let mut columns = project(number, town, kind);
        for (_, heading, wrong) in MISTAKES.iter().filter(|(of, ..)| *of == number) {
            for (_, value) in columns.iter_mut().filter(|(of, _)| of.starts_with(heading)) {
                (*wrong).clone_into(value);
            }
        }
        columns
    });
    projects.collect()
}

const TOWNS: [&str; 5] = ["洪家楼街道", "山大路街道", "全福街道", "王舍人街道", "郭店街道"];
/// What is to be done, who answers for it, of what type it is, and what is counted.
const KINDS: [[&str; 4]; 10] = [
    ["道路养护", "区交通运输局", "工程类", "公里"],
    ["农村饮水管网改造", "区城乡水务局", "工程类", "公里"],
    ["校舍修缮", "区教育和体育局", "工程类", "间"],
    ["垃圾分类收集点", "区城市管理局", "设备购置类", "处"],
    ["文化站设备", "区文化和旅游局", "设备购置类", "套"],
    ["养老服务站", "区民政局", "服务类", "处"],
    ["河道清淤", "区城乡水务局", "工程类", "公里"],
    ["消防设施更新", "区应急管理局", "设备购置类", "套"],
    ["口袋公园", "区园林和林业绿化局", "工程类", "处"],
    ["数字档案", "区档案馆", "服务类", "卷"],
];

/// Project, column, what is filled in there.
const MISTAKES: [(usize, &str, &str); 14] = [
    (2, "申报金额（万元）", "50万元左右"),
    (5, "资金[1].金额（万元）", "60"),
    (8, "指标[1].权重", "25"),
    (11, "指标[7].", ""),
    (14, "指标[6].衡量标准", ""),
    (17, "指标[2].指标值", "≥100%"),
    (17, "指标[2].目标数", "100"),
    (20, "指标[4].比较", "≥"),
    (23, "主管部门", ""),
    (26, "绩效目标.年度目标", "完成河道清淤XX公里（200字以内）"),
    (29, "完成日期", "2020年12月底前"),
    (32, "申报金额（万元）", "８０"),
    (35, "指标[3].权重", ""),
    (38, "项目代码", "37011221P000000008038"),
];

fn project(number: usize, town: &str, [name, department, sort, measure]: [&str; 4]) -> Columns {
    let (amount, count) = (40 + 5 * (number % 12), 4 + number % 9);
    let (project, amount_text) = (format!("{town}{name}"), amount.to_string());
    let mut columns = Columns::new();
    let mut add = |heading: &str, value: &str| columns.push((heading.to_owned(), value.to_owned()));
    for (heading, value) in [
        ("报送环节", "申报阶段"),
        ("预算年度", "2020"),
        ("财政区划代码", "370112"),
        ("项目代码", &format!("37011220P{:012}", 8_000 + number)),
        ("项目名称", &project),
        ("主管部门", department),
        ("实施单位", &format!("{town}办事处")),
        ("支出类别", "项目支出"),
        ("项目类别", "特定目标类"),
        ("项目类型", sort),
        ("属性", "延续"),
        ("开始日期", "2020-03-01"),
        ("完成日期", "2020-11-30"),
        ("预算类型", "一般公共预算"),
        ("申报金额（万元）", &amount_text),
        ("资金[1].版本", "申请数"),
        ("资金[1].口径", "当年"),
        ("资金[1].来源", "财政拨款"),
        ("资金[1].金额（万元）", &amount_text),
        ("支出明细[1].用途", &project),
        ("支出明细[1].数量", &count.to_string()),
        ("支出明细[1].计量单位", measure),
        ("支出明细[1].金额（万元）", &amount_text),
        ("支出明细[1].测算依据", "定额"),
        ("绩效目标.总体目标", &format!("改善{town}的公共服务条件")),
        ("绩效目标.年度目标", &format!("完成{name}{count}{measure}")),
    ] {
        add(heading, value);
    }
    let total = format!("总成本 产出 产出成本 ≤ {amount} 万元 10");
    let quantity = format!("完成数量 产出 数量 ≥ {count} {measure} 15");
    let indicators = [
        &quantity,
        "验收合格率 产出 质量 ≥ 95 % 15",
        "完成时间 产出 时效 2020年11月30日前 10",
        &total,
        "受益人口 效益 社会效益 ≥ 3000 人 15",
        "管护机制 效益 可持续影响 健全 15",
        "群众满意度 满意度 服务对象满意度 ≥ 90 % 10",
    ];
    for (number, indicator) in (1..).zip(indicators) {
        let words: Vec<&str> = indicator.split(' ').collect();
        let mut field = |field: &str, value: &str| add(&format!("指标[{number}].{field}"), value);
        if let [name, level, kind, rest @ .., weight] = words.as_slice() {
            field("一级", level);
            field("二级", kind);
            field("名称", name);
            field("指标值", &rest.concat());
            if let [operator, target, measure] = rest {
                field("比较", operator);
                field("目标数", target);
                field("计量单位", measure);
            } else if rest == ["健全"] {
                field("衡量标准", "有管护单位、有管护经费，缺一项扣8分");
            }
            field("权重", weight);
        }
    }
    for (number, kind) in
        (1..).zip(["年初预算项目支出申报表", "项目支出绩效目标申报表", "绩效目标可行性分析报告"])
    {
        add(&format!("附件[{number}].种类"), kind);
        add(&format!("附件[{number}].日期"), "2019-08-10");
    }
    add("入库.已入库", "是");
    add("入库.日期", "2019-09-20");
    columns
}

/// A list sheet: a title, a note about the unit, headings, projects, a total.
fn sheet(projects: &[Columns]) -> Vec<u8> {
    let mut book = new();
    let sheet = book.add_worksheet();
    write_list(sheet, projects).expect("a sheet can be written");
    book.save_to_buffer().expect("a workbook can be written")
}

fn write_list(sheet: &mut Worksheet, projects: &[Columns]) -> Result<(), XlsxError> {
    sheet.set_name("项目清单")?;
    sheet.write_string(0, 0, "历城区2020年预算项目清单")?;
    sheet.write_string(1, 0, "单位：万元")?;
    let bold = Format::new().set_bold();
    for (row, project) in (3..).zip(projects) {
        for (column, (heading, value)) in (0..).zip(project) {
            sheet.write_string_with_format(2, column, heading, &bold)?;
            // Codes are texts, whatever they look like.
            match value.parse::<f64>() {
                Ok(number) if value.len() < 6 => sheet.write_number(row, column, number)?,
                _ if value.is_empty() => continue,
                _ => sheet.write_string(row, column, value)?,
            };
        }
    }
    let last = 3 + u32::try_from(projects.len()).unwrap_or(0);
    sheet.write_string(last, 0, "合计")?;
    Ok(())
}

/// The same as it comes out of another system: codes of its own, and units in the cells and not in the headings.
fn csv(projects: &[Columns]) -> Vec<u8> {
    let column = |(heading, value): &(String, String)| match heading.strip_suffix("（万元）") {
        Some(bare) => {
            (bare.to_owned(), if value.ends_with("右") { value.clone() } else { format!("{value}万元") })
        }
        None => (heading.clone(), value.replace("P00000000800", "P00000000900")),
    };
    let projects: Vec<Columns> =
        projects.iter().map(|project| project.iter().map(column).collect()).collect();
    let headings =
        projects.first().into_iter().map(|project| line(project.iter().map(|(heading, _)| heading)));
    let rows = projects.iter().map(|project| line(project.iter().map(|(_, value)| value)));
    let text: String = headings.chain(rows).collect();
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

fn line<'a>(cells: impl Iterator<Item = &'a String>) -> String {
    cells.map(String::as_str).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A workbook that is the same whenever it is written.
fn new() -> Workbook {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(2020, 1, 1).expect("a day");
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    book
}
