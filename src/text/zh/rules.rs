//! What is wrong with the meaning of rules, in words.

use super::kinds::{kind, where_declared};
use crate::diag::{ChildFlaw, Impossible, Kind, PatternFault, RuleProblem};
use crate::text::Sentence;
use crate::value::Date;

#[expect(clippy::too_many_lines, reason = "one arm a problem, and the compiler counts them")]
pub(in crate::text) fn problem(problem: &RuleProblem) -> Sentence {
    match problem {
        RuleProblem::Unknown { kind, name, nearest } => Sentence::with_help(
            format!("没有名为 `{name}` 的{}", self::kind(*kind)),
            nearest
                .as_ref()
                .map_or_else(|| where_declared(*kind).to_owned(), |name| format!("是否应为 `{name}`？")),
        ),
        RuleProblem::Duplicate { kind: Kind::Example, name } => Sentence::with_help(
            format!("表 `{name}` 的样例写了两次"),
            "一张表只能有一个样例，请合并或删去一个",
        ),
        RuleProblem::Duplicate { kind: Kind::Let, name } => Sentence::with_help(
            format!("`令` 的名称 `{name}` 已经用过了"),
            "请换一个名称：`令` 不能与对象的字段、参数或本规则的其他 `令` 同名",
        ),
        RuleProblem::Duplicate { kind, name } => Sentence::with_help(
            format!("{} `{name}` 声明了两次", self::kind(*kind)),
            "请改名或删去一个；别名也不能与其他名称相同",
        ),
        RuleProblem::Ambiguous { name, choices } => Sentence::with_help(
            format!("`{name}` 指的是哪一个，无法确定"),
            match choices.as_slice() {
                [] => "请给其中一个改名".to_owned(),
                [only] => format!("指这一个请写成 `{only}`，指另一个请先给它改名"),
                choices => format!("请写成 {}", listed(choices, " 或 ")),
            },
        ),
        RuleProblem::DuplicateCode { code } => {
            Sentence::with_help(format!("规则编号 `{code}` 用了两次"), "每条规则的编号不能相同，请换一个编号")
        }
        RuleProblem::NoBasis { code } => Sentence::with_help(
            format!("规则 `{code}` 没有写依据"),
            "请加上 `依据 \"文号和条款\"`，查出的问题才说得清根据什么",
        ),
        RuleProblem::Mismatch { expected, found } => Sentence::with_help(
            format!("这里要的是{}，写的是{}", expected.0, found.0),
            format!("请改成{}，或核对名称是否写对", expected.0),
        ),
        RuleProblem::MoneyAndNumber { suggestion } => Sentence::with_help(
            "金额不能与没有单位的数直接比较或加减",
            suggestion.as_ref().map_or_else(
                || "请给数写上单位，如 `50万元`".to_owned(),
                |text| format!("请写上单位，如 `{text}`"),
            ),
        ),
        RuleProblem::RatioAndNumber { suggestion } => Sentence::with_help(
            "比例不能与普通的数直接比较或加减",
            suggestion.as_ref().map_or_else(
                || "请写成百分数，如 `60%`；要把数当作比例，写 `比例(…)`".to_owned(),
                |text| format!("请写成百分数，如 `{text}`"),
            ),
        ),
        RuleProblem::DaysAndNumber { suggestion } => Sentence::with_help(
            "天数不能与普通的数直接比较或加减",
            suggestion.as_ref().map_or_else(
                || "请写成天数，如 `30天`；要把数当作天数，写 `天数(…)`".to_owned(),
                |text| format!("请写成天数，如 `{text}`"),
            ),
        ),
        RuleProblem::QuotedMember { text, suggestion } => Sentence::with_help(
            format!("`\"{text}\"` 是一段文本，这里要的是选项的名称"),
            suggestion.as_ref().map_or_else(
                || "请写选项的名称，不加引号".to_owned(),
                |name| format!("请去掉引号，写成 `{name}`"),
            ),
        ),
        RuleProblem::NoOperation { operation, operands } => Sentence::with_help(
            format!("`{operation}` 不能用于{}", words(operands)),
            "请核对两边各是什么：金额、比例、数值、日期不能混用",
        ),
        RuleProblem::ArgumentCount { function, expected, found } => Sentence::with_help(
            format!("`{function}` 要 {expected} 个参数，这里写了 {found} 个"),
            "请对照它的声明补上或删去参数",
        ),
        RuleProblem::NotARecord { found } => {
            Sentence::with_help(format!("{}里面没有字段，后面不能再写“.”", found.0), "请删去“.”和后面的名称")
        }
        RuleProblem::ListNotAggregated { list } => Sentence::with_help(
            format!("`{list}` 是列表，这里要的是单个值"),
            format!(
                "请先汇总，如 `合计(…)`、`计数({list})`，或逐项判断，如 `每个 {list} 满足 (…)`、`存在 {list} 满足 (…)`"
            ),
        ),
        RuleProblem::NotOneValue { path, found: (found, _) } => Sentence::with_help(
            format!("表样的一格只能填一个值，`{path}` 是{found}"),
            "请写到具体的字段，如 `绩效目标.年度目标`；列表里的字段用 `资金.金额 其中 (…)` 或 `清单 …`",
        ),
        RuleProblem::FormPattern { fault } => match fault {
            PatternFault::NoHole => Sentence::with_help(
                "格式里没有要读的字段",
                "请用 `{字段}` 标出，如 `\"{主管部门代码}-{主管部门}\"`",
            ),
            PatternFault::Unclosed => Sentence::with_help("格式里的 `{` 没有结束", "请补上 `}`"),
        },
        RuleProblem::TwoLists { lists: [first, second] } => Sentence::with_help(
            format!("`{first}` 和 `{second}` 不是同一组记录，不能逐项放在一起算"),
            "请分别汇总；同一列表要筛选时写 `合计(列表 其中 (…), 算式)`",
        ),
        RuleProblem::MisplacedType { found } => Sentence::with_help(
            format!("这里不能用{}", found.0),
            "列表里不能再套列表；集合只用于参数；参数和处置的参数只能是单个值",
        ),
        RuleProblem::TypeCircle { chain } => {
            Sentence::with_help(format!("类型互相包含，没有尽头：{}", chain.join("、")), "请去掉其中一处包含")
        }
        RuleProblem::TypeTooLarge { fields, depth } => Sentence::with_help(
            format!("记录太大：字段总数超过 {fields} 个，或层级超过 {depth} 层"),
            "请把记录拆开，或减少层级",
        ),
        RuleProblem::NotAList { operation } => Sentence::with_help(
            format!("`{operation}` 要对列表使用，这里不是列表"),
            "请写列表的名称，如 `资金`，或它的字段，如 `合计(资金.金额)`",
        ),
        RuleProblem::Unguarded { field, clause } => Sentence::with_help(
            format!("`{field}` 可能没有填，`{clause}`要说明没有填时怎么办"),
            match *clause {
                "令" => format!("请写 `{field} 或缺 …` 给出没有填时的值，或在条件里先写 `有 {field}`"),
                _ => {
                    format!("请写 `有 {field} 且 …`、`无 {field} 或 …`，或 `{field} 或缺 …` 给出没有填时的值")
                }
            },
        ),
        RuleProblem::AggregateOverOptional { field, list } => Sentence::with_help(
            format!("`{list}` 的 `{field}` 可能有的没有填，汇总时要说明没有填的怎么算"),
            format!(
                "请写 `{list}.{field} 或缺 …` 给出没有填时的值，或 `{list} 其中 (有 {field}).{field}` 只算填了的"
            ),
        ),
        RuleProblem::NeedlessGuard { field } => Sentence::with_help(
            format!("`{field}` 一定有值，不用判断是否填写"),
            "可以删去这个判断；没有填写必填项的申报，读取时就会报错",
        ),
        RuleProblem::BadChild { flaw } => match flaw {
            ChildFlaw::NotOfTable => Sentence::with_help(
                "`子表` 只能写在表的列表字段上",
                "`类型` 里的和列表元素里的列表没有主键可依，请直接写在表里",
            ),
            ChildFlaw::NoKey { table } => Sentence::with_help(
                format!("表 `{table}` 没有主键，子表的记录不知道归哪一条"),
                "请在表中加上 `主键 字段`",
            ),
            ChildFlaw::KeyInElement { field } => Sentence::with_help(
                format!("列表元素有字段 `{field}`，与表的主键同名，在子表里分不清"),
                "请给列表元素的这个字段改名",
            ),
        },
        RuleProblem::ChildTable { table, parent, list } => Sentence::with_help(
            format!("`{table}` 是子表，它的记录是 `{parent}` 的 `{list}`，不能单独使用"),
            format!("请把对象写成 `{parent}`，再写 `每个 {list} 满足 (…)`、`合计({list}.…)`"),
        ),
        RuleProblem::JoinWithoutKey { table } => Sentence::with_help(
            format!("表 `{table}` 没有主键，不能按主键取它的记录"),
            "请在表中加上 `主键 字段`",
        ),
        RuleProblem::JoinKeyCount { table, key, found } => Sentence::with_help(
            format!("表 `{table}` 的主键有 {} 项，这里写了 {found} 项", key.len()),
            format!("请写成 `{table}[{}]`，各项换成本规则中的值", key.join(", ")),
        ),
        RuleProblem::NotAGroupKey { field } => Sentence::with_help(
            format!("`{field}` 在一组记录中可以各不相同，不能当作一个值"),
            format!("请放进 `合计({field})` 一类的汇总里，或把它加到 `按` 后面"),
        ),
        RuleProblem::BadGroupKey => Sentence::with_help(
            "`按` 后面要写对象的字段，而且是单个的值",
            "请写字段名，如 `对象 项目 按 单位代码, 预算年度`；算出来的值不能用来分组",
        ),
        RuleProblem::TableAsList { table } => Sentence::with_help(
            format!("这里不能把表 `{table}` 整个拿来汇总"),
            format!("要取其中一条，写 `{table}[主键的值]`；要汇总整张表，规则的对象写 `批次`"),
        ),
        RuleProblem::NestedTables => Sentence::with_help(
            "汇总整张表的时候，不能为每一条记录再汇总一遍",
            "请改用 `对象 … 按 …` 分组，或按主键取记录",
        ),
        RuleProblem::TierGap { witness } => Sentence::with_help(
            format!("有的值没有任何一档：{}", witnesses(witness)),
            "请调整边界或补一档，让每个值都恰好落在一档",
        ),
        RuleProblem::TierOverlap { witness } => Sentence::with_help(
            format!("有的值同时落在两档：{}", witnesses(witness)),
            "请调整边界，`[` 和 `]` 含端点，`(` 和 `)` 不含",
        ),
        RuleProblem::TierMissingRow { axis } => Sentence::with_help(
            format!("`{axis}` 可能没有填，却没有写这时怎么办的一档"),
            "请补一行 `缺失 → 不适用`，或 `缺失 → 错误 \"…\"`",
        ),
        RuleProblem::TierUnreachable => Sentence::with_help(
            "没有任何值会落到这一档",
            "请核对边界与字段的范围，或删去这一档；必填的字段不用写 `缺失`",
        ),
        RuleProblem::TierBadAxis { found } => Sentence::with_help(
            format!("不能按{}分档", found.0),
            "请按单个值分档：数值、金额、比例、日期、选项或是否",
        ),
        RuleProblem::TierPatternCount { expected, found } => Sentence::with_help(
            format!("这一档写了 {found} 个范围，而分档按 {expected} 项"),
            "请按“按”后面的顺序逐项写出，不论什么值的写 `*`",
        ),
        RuleProblem::TierTooManyCells { limit } => Sentence::with_help(
            format!("各项组合起来超过 {limit} 种，无法逐一核对有无遗漏"),
            "请减少分档依据的项数，或拆成几个分档",
        ),
        RuleProblem::TierNotMonotone => {
            Sentence::with_help("处置沿着分档忽重忽轻", "请核对各档的处置是否写反；确实如此可以不理会")
        }
        RuleProblem::ConstantNeeded => Sentence::with_help(
            "这里要写确定的值，不能用要查数据才知道的内容",
            "请写数、金额、日期、选项等，或参数的名称",
        ),
        RuleProblem::EmptyInterval => {
            Sentence::with_help("这个区间里没有任何值", "请核对两端：小的在前，只含一个值时写 `[a, a]`")
        }
        RuleProblem::OutOfRange { value, range } => {
            Sentence::with_help(format!("`{value}` 不在允许的范围 {range} 之内"), "请改值，或改参数的范围")
        }
        RuleProblem::BadPattern { detail } => Sentence::with_help(
            format!("`匹配` 的格式写得不对：{detail}"),
            "请核对括号和特殊符号；要匹配符号本身，前面加 `\\`",
        ),
        RuleProblem::PatternTooLarge => Sentence::with_help(
            "`匹配` 的格式展开后太大",
            "请减少 `{…}` 里的重复次数，长度可以另用 `长度(…)` 判断",
        ),
        RuleProblem::BadModifier { modifier, found } => Sentence::with_help(
            format!("{}不能写 `{modifier}`", found.0),
            match *modifier {
                "单位" => "金额的单位是 元、千元、万元、百万元、亿元，比例的单位是 %，其他类型没有单位",
                "匹配" => "`匹配` 只用于文本",
                "主键" => "主键要用单个值的字段",
                "子表" => "`子表` 只用于记录的列表，如 `列表 { 名称 : 文本 }`",
                "下级可调" => "文本、选项和是否没有大小，请写出允许的值，如 `下级可调 {甲, 乙}`",
                _ => "`范围` 只用于整数、数值、比例、金额、年度、天数",
            },
        ),
        RuleProblem::PointsNotPositive { value } => {
            Sentence::with_help(format!("分数是 {value}，应大于 0"), "请写扣几分、满分几分，不写负号")
        }
        RuleProblem::MostBelowPoints => {
            Sentence::with_help("`至多` 的分数小于一次扣的分数", "请核对：`至多` 是这条规则一共最多扣几分")
        }
        RuleProblem::DifferentMost => Sentence::with_help(
            "各档的 `至多` 写得不一样，不知道这条规则一共最多扣几分",
            "请把扣分的各档都写成同一个 `至多`，或都不写，或拆成几条规则",
        ),
        RuleProblem::WhichScorecard { scorecards } if scorecards.is_empty() => {
            Sentence::with_help("没有声明考核，不知道从哪里扣分", "请先写 `考核 名称 满分 30 按 单位字段`")
        }
        RuleProblem::WhichScorecard { scorecards } => Sentence::with_help(
            "有几项考核，没有写明从哪一项扣分",
            format!("请在扣分后面写 `于 …`：{}", listed(scorecards, "、")),
        ),
        RuleProblem::TwoScorecards => Sentence::with_help(
            "同一条规则只能从一项考核里扣分",
            "请把各档的 `于` 写成同一项，或拆成两条规则",
        ),
        RuleProblem::EmptyPeriod => Sentence::with_help("施行期间在开始之前就结束了", "请核对起止日期"),
        RuleProblem::VersionOverlap { kind, name, from, to } => Sentence::with_help(
            format!("{} `{name}` 的两个版本{}同时施行", self::kind(*kind), days(Some(*from), *to)),
            "请在前一个版本的 `施行` 后写上 `至`，到后一个版本施行的前一天为止",
        ),
        RuleProblem::VersionHole { kind, name, from, to } => Sentence::with_help(
            format!("{} `{name}` {}没有施行的版本", self::kind(*kind), days(*from, *to)),
            match kind {
                Kind::Param => "请补上这段时间的值，或给用到它的规则（规则包）写上 `施行`",
                _ => "请补上这段时间的版本，或改起止日期，使前后相接",
            },
        ),
        RuleProblem::PackHeader { found: 0 } => Sentence::with_help(
            "规则包没有写 `规则包` 开头的说明",
            "请在其中一个文件里写 `规则包 名称`，并注明版本、施行日期和主表",
        ),
        RuleProblem::PackHeader { found } => {
            Sentence::with_help(format!("一个规则包写了 {found} 处 `规则包` 说明"), "请只保留一处")
        }
        RuleProblem::PackNotFound { name, nearest } => Sentence::with_help(
            format!("找不到引用的规则包 `{name}`"),
            nearest.as_ref().map_or_else(
                || "请核对名称，并把它的文件夹放在本规则包旁边".to_owned(),
                |name| format!("是否应为 `{name}`？"),
            ),
        ),
        RuleProblem::PackCircle { chain } => Sentence::with_help(
            format!("规则包互相引用，没有尽头：{}", chain.join(" → ")),
            "请去掉其中一处引用",
        ),
        RuleProblem::ImpossibleExpectation { why } => impossible(why),
    }
}

fn impossible(why: &Impossible) -> Sentence {
    match why {
        Impossible::OtherTable { table } => Sentence::with_help(
            "例子的记录不是这条规则的对象",
            format!("这条规则的对象是 `{table}`，请写 `{table} {{ … }}`"),
        ),
        Impossible::Verdict => Sentence::with_help(
            "这条规则不会有这样的结果",
            "请核对：没有条件、也没有例外的规则总是适用；没有“通过”一档的分档不会合规",
        ),
        Impossible::NothingToSay => Sentence::with_help(
            "这样的结果没有严重程度、处置、金额、扣分或字段",
            "只有 `应 违反` 才能写处置、金额和扣分，`应 合规` 和 `应 不适用` 后面什么都不写",
        ),
        Impossible::Severity => {
            Sentence::with_help("这条规则不会给出这样的严重程度", "请对照规则的 `否则` 或各档来写")
        }
        Impossible::Measure => Sentence::with_help("这条规则没有用到这项处置", "请对照规则的 `处置` 来写"),
        Impossible::Points => Sentence::with_help("这条规则不扣分", "请删去 `扣分`，或在规则里写 `扣分 …`"),
        Impossible::Amount => {
            Sentence::with_help("这条规则的处置没有金额", "请删去金额，或在处置的声明里写 `金额 …`")
        }
    }
}

/// Days of which both ends are known, or one.
fn days(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("在 {from} 这一天"),
        (Some(from), Some(to)) => format!("在 {from} 至 {to} 之间"),
        (Some(from), None) => format!("从 {from} 起"),
        (None, Some(to)) => format!("在 {to} 以前（含当日）"),
        (None, None) => "一直".to_owned(),
    }
}

fn words(types: &[(String, String)]) -> String {
    let names: Vec<&str> = types.iter().map(|(chinese, _)| chinese.as_str()).collect();
    names.join("和")
}

fn witnesses(witness: &[String]) -> String {
    listed(witness, "，")
}

fn listed(texts: &[String], between: &str) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(between)
}
