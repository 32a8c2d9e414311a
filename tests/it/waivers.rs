//! Waivers and baselines: what they change of a run, and what they do not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use heng::finding::{Age, Finding, Known, Report, Verdict};
use heng::ir::{Checked, Program};
use heng::session::{self, Baseline, Input, Options, Waiver, read_waivers};
use heng::source::Source;
use proptest::prelude::*;

use crate::run::{Memory, check, compile};

const RULES: &str = r#"
规则包 例
  主表 项目

表 项目
  主键 代码
  代码 : 文本 必填
  单位 : 文本
  金额 : 金额 必填 单位 万元
  得分 : 数值

处置 提醒 轻重 1
处置 压减 轻重 2 金额 金额

规则 R1 金额
  依据 "例"
  对象 项目
  要求 金额 < 50万元
  否则 错误 "金额 {金额}"
  处置 压减

规则 R2 得分
  依据 "例"
  对象 项目
  要求 得分 >= 60
  否则 警告 "得分 {得分}"
  处置 提醒

规则 G1 单位合计
  依据 "例"
  对象 项目 按 单位
  要求 合计(项目.金额) < 200万元
  否则 错误 "合计 {合计(项目.金额)}"
"#;

const DAY: &str = "2020-06-30";

fn options(waivers: Vec<Waiver>, jobs: usize) -> Options {
    Options { as_of: Some(DAY.parse().unwrap()), waivers, jobs: Some(jobs), ..Options::default() }
}

fn entry(finding: &Finding, with_field: bool) -> String {
    let field = if with_field { format!("field = \"{}\"\n", finding.field()) } else { String::new() };
    format!(
        "[[waiver]]\nrule = \"{}\"\nkey = \"{}\"\n{field}reason = \"急\"\napprover = \"局\"\nbasis = \"纪要\"\n\
         granted = 2020-01-01\nexpires = 2020-12-31\n",
        finding.rule, finding.key
    )
}

fn waivers(program: &Checked<Program>, text: String) -> Vec<Waiver> {
    read_waivers(program, &[Source::new("豁免.toml", text)]).unwrap()
}

/// Projects with codes of their own, in several files.
fn files() -> impl Strategy<Value = Memory> {
    let project = (0_u32..100, prop::sample::select(vec!["30", "59.5", "90", "约", ""]), 0_u32..4);
    prop::collection::vec(prop::collection::vec(project, 1..40), 1..5).prop_map(|files| {
        let mut code = 0;
        let mut texts = BTreeMap::new();
        for (at, projects) in files.iter().enumerate() {
            let mut text = "代码,金额,得分,单位\n".to_owned();
            for (amount, score, unit) in projects {
                code += 1;
                writeln!(text, "P{code},{amount},{score},U{unit}").unwrap();
            }
            texts.insert(format!("{at}.csv"), text.into_bytes());
        }
        Memory(texts)
    })
}

/// The finding without any answer.
fn bare(finding: &Finding) -> Finding {
    Finding { suppression: None, ..finding.clone() }
}

/// A rule's counts without those of waivers.
fn counts(report: &Report) -> Vec<(String, heng::finding::Counts)> {
    let bare = |counts| heng::finding::Counts { waived: 0, ..counts };
    report.rules.iter().map(|rule| (rule.code.to_string(), bare(rule.counts))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn waiving_some_findings_changes_only_those(
        files in files(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..8),
        threads in 1_usize..5,
    ) {
        let program = compile(RULES);
        let before = check(&program, &files, &options(Vec::new(), 1));
        let failed: Vec<&Finding> =
            before.findings.iter().filter(|finding| finding.verdict == Verdict::Fail).collect();
        let mut chosen = BTreeSet::new();
        let mut text = String::new();
        for (pick, with_field) in picks {
            if failed.is_empty() {
                break;
            }
            let finding = pick.get(&failed);
            // The key of a group that has none of its own is what reports show.
            if chosen.insert(finding.fingerprint) {
                text.push_str(&entry(finding, with_field));
            }
        }
        let waivers = waivers(&program, text);
        let after = check(&program, &files, &options(waivers.clone(), threads));
        prop_assert_eq!(before.findings.len(), after.findings.len());
        for (old, new) in before.findings.iter().zip(&after.findings) {
            prop_assert_eq!(old, &bare(new));
            prop_assert_eq!(new.is_waived(), chosen.contains(&new.fingerprint));
        }
        prop_assert_eq!(counts(&before), counts(&after));
        prop_assert_eq!(&before.diagnostics, &after.diagnostics);
        prop_assert_eq!(after.verdicts().waived, chosen.len() as u64);
        prop_assert_eq!(after.waivers.map_or(0, |waivers| waivers.used), chosen.len() as u64);
        // Who is decided on is decided by an open finding, or by one of the waived for the tally of its own.
        let open: BTreeSet<&str> = after
            .open()
            .filter(|finding| finding.measure.is_some())
            .map(|finding| finding.key.as_str())
            .collect();
        let decided: BTreeSet<&str> = after.decisions.iter().map(|one| one.key.as_str()).collect();
        prop_assert_eq!(open, decided);
        // Neither the order of the files nor that of the waivers changes a thing.
        let mut inputs: Vec<Input> =
            files.0.keys().map(|path| Input { path: path.clone(), table: None }).collect();
        inputs.reverse();
        let mut turned = options(waivers, 1);
        turned.waivers.reverse();
        prop_assert_eq!(session::check(&program, inputs, &files, &turned, &|_| {}), after);
    }

    #[test]
    fn only_what_a_baseline_does_not_know_is_new(
        files in files(),
        dropped in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        threads in 1_usize..5,
    ) {
        let program = compile(RULES);
        let before = check(&program, &files, &options(Vec::new(), 1));
        let mut known = session::known(&before);
        prop_assert_eq!(known.len(), before.findings.len());
        let mut lost = BTreeSet::new();
        for index in dropped {
            if !known.is_empty() {
                lost.insert(known.remove(index.index(known.len())).fingerprint);
            }
        }
        // Something that was and is no more.
        let gone = known.first().map(|one| Known { fingerprint: "0".repeat(32), ..one.clone() });
        known.extend(gone.clone());
        let baseline = Some(Baseline { known, strict: false });
        let held = Options { baseline, ..options(Vec::new(), threads) };
        let after = check(&program, &files, &held);
        for (old, new) in before.findings.iter().zip(&after.findings) {
            prop_assert_eq!(old, &Finding { age: None, ..new.clone() });
            prop_assert_eq!(new.age == Some(Age::New), lost.contains(&*new.fingerprint));
            prop_assert_eq!(after.counts_against(new), lost.contains(&*new.fingerprint));
        }
        let comparison = after.comparison.clone().unwrap();
        prop_assert_eq!(comparison.fixed.len() + comparison.unchecked.len(), gone.iter().count());
        let left = session::pruned(&held.baseline.as_ref().unwrap().known, &after);
        let again = Options { baseline: Some(Baseline { known: left, strict: false }), ..held.clone() };
        let again = check(&program, &files, &again);
        prop_assert_eq!(&again.findings, &after.findings);
        let mut inputs: Vec<Input> =
            files.0.keys().map(|path| Input { path: path.clone(), table: None }).collect();
        inputs.reverse();
        prop_assert_eq!(session::check(&program, inputs, &files, &held, &|_| {}), after);
    }

    #[test]
    fn no_two_findings_have_one_identity(
        keys in prop::collection::vec(prop::sample::select(vec!["", "A", "B"]), 1..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let program = compile(RULES);
        let rows: Vec<String> = keys.iter().map(|key| format!("{key},90,30,U\n")).collect();
        let (first, second) = rows.split_at(cut.index(rows.len()));
        let text = |rows: &[String]| format!("代码,金额,得分,单位\n{}", rows.concat());
        let (first, second) = (text(first), text(second));
        let one = Memory::of([("a.csv", first.as_str()), ("b.csv", second.as_str())]);
        let other = Memory::of([("z.csv", first.as_str()), ("b.csv", second.as_str())]);
        let identities = |files: &Memory| -> Vec<String> {
            let report = check(&program, files, &Options::default());
            report.findings.into_iter().map(|finding| finding.fingerprint.to_string()).collect()
        };
        let found = identities(&one);
        let distinct: BTreeSet<String> = found.iter().cloned().collect();
        prop_assert_eq!(found.len(), distinct.len());
        // Files by other names, and so in another order, have the same ones.
        prop_assert_eq!(distinct, identities(&other).into_iter().collect());
    }
}

#[test]
fn an_unread_day_waives_nothing() {
    let program = compile(RULES);
    let files = Memory::of([("a.csv", "代码,金额,得分,单位\nA,90,90,U\n")]);
    let report = check(&program, &files, &options(Vec::new(), 1));
    let waivers = waivers(&program, entry(&report.findings[0], false));
    let refused = check(&program, &files, &Options { waivers, ..Options::default() });
    let codes: Vec<&str> = refused.diagnostics.iter().map(|told| told.problem.code()).collect();
    assert_eq!((codes, refused.records), (vec!["waiver/no-day"], 0));
}
