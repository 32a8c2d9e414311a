//! What a pack changes of another one is laid out the same way as all else, in both keyword languages.

use heng::syntax::Keywords;

use super::{formats_well, formatted};

const WRITTEN: &str = "规则包 本区\n  引用 市级\n\n\
参数  x   改为 80万元   下级可调 [60万元,90万元] 依据 \"二\" 施行 2026-07-01 起  # 一\n\
规则 R1 override error basis \"四\"\n\
规则 R1 增加 除外 当 (涉密 或缺 否)   依据 \"五\",\"六\"\n\
rule T1 中   改为 警告 依据 \"七\" 施行 2026-01-01 起 至 2026-12-31\n\
停用   R2 because   \"重复\"\n";

const CHINESE: &str = "规则包 本区\n  引用 市级\n\n\
参数 x 改为 80万元 下级可调 [60万元, 90万元] 依据 \"二\" 施行 2026-07-01 起  # 一\n\n\
规则 R1 改为 错误 依据 \"四\"\n\
规则 R1 增加 除外 当 (涉密 或缺 否) 依据 \"五\", \"六\"\n\
规则 T1 中 改为 警告 依据 \"七\" 施行 2026-01-01 起 至 2026-12-31\n\
停用 R2 因 \"重复\"\n";

const ENGLISH: &str = "pack 本区\n  use 市级\n\n\
param x override 80万元 open [60万元, 90万元] basis \"二\" effective from 2026-07-01  # 一\n\n\
rule R1 override error basis \"四\"\n\
rule R1 add except when (涉密 default false) basis \"五\", \"六\"\n\
rule T1 中 override warning basis \"七\" effective from 2026-01-01 to 2026-12-31\n\
disable R2 because \"重复\"\n";

#[test]
fn overrides_are_written_in_one_way() {
    assert_eq!(formatted(WRITTEN, Keywords::Chinese), CHINESE);
    formats_well(WRITTEN);
}

#[test]
fn overrides_are_written_with_english_keywords() {
    let english = formatted(WRITTEN, Keywords::English);
    assert_eq!(english, ENGLISH);
    assert_eq!(formatted(&english, Keywords::Chinese), CHINESE);
}
