//! The typed program as a whole.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::packs::{Located, hash};
use super::{Deed, Expr, Join, Opening, Override, Points, Scorecard, Scored, Slot, Test, Tiers, Visits};
use crate::diag::Severity;
use crate::read::Node;
use crate::schema::{Bounds, Names, Schema, TableId, Type};
use crate::source::{Source, Span};
use crate::value::{Date, Period, Unit, Value};

/// What passed every check. Only [`super::compile()`] makes one of a program.
#[derive(Clone, Debug)]
pub struct Checked<T>(T);

impl<T> Checked<T> {
    pub(super) const fn vouch(inner: T) -> Self {
        Self(inner)
    }

    pub(super) fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Checked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// All packs of a run as one program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The packs, imported ones first.
    pub packs: Vec<Pack>,
    /// The rule files.
    pub sources: Vec<Arc<Source<'static>>>,
    /// Types and tables.
    pub schema: Schema,
    /// Parameters with their values in force; one with versions stands once for each.
    pub params: Vec<Param>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Scorecards.
    pub scorecards: Vec<Scorecard>,
    /// Rules and tier sets, in the order of packs and files; of one with versions the newest.
    pub rules: Vec<Rule>,
    /// What each rule is that is not the same on all days.
    pub versions: Vec<Version>,
    /// 样例 of each table that has one.
    pub examples: Vec<(TableId, Node)>,
    /// Tests.
    pub tests: Vec<Test>,
    /// How many cases are left out: those of packs above, of what a pack below has changed.
    pub left_out: usize,
    /// What it was made of. It goes when the program goes, and not before the first record is checked.
    pub(super) written: Arc<Vec<Located>>,
}

/// A place in the program's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Which of the program's sources.
    pub source: usize,
    /// Where in it.
    pub span: Span,
}

/// A pack.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// 名称.
    pub title: Option<String>,
    /// 版本.
    pub version: Option<String>,
    /// 施行.
    pub period: Option<Period>,
    /// Its files.
    pub files: Vec<Arc<Source<'static>>>,
    /// Their SHA-256, once somebody has asked for it.
    pub(super) hash: OnceLock<String>,
}

impl Pack {
    /// SHA-256 of its files, in the order of their names.
    pub fn sha256(&self) -> &str {
        self.hash.get_or_init(|| hash(&self.files))
    }
}

impl Checked<Program> {
    /// The program as it is on a day; without one, with the newest version of everything.
    pub fn on(&self, day: Option<Date>) -> Cow<'_, Self> {
        let Some(day) = day.filter(|_| !self.versions.is_empty()) else {
            return Cow::Borrowed(self);
        };
        let mut program = self.0.clone();
        for version in self.versions.iter().filter(|version| version.days.contains(day)) {
            if let Some(rule) = program.rules.get_mut(version.rule) {
                rule.clone_from(&version.body);
            }
        }
        Cow::Owned(Self(program))
    }
}

/// A rule as it is on some days: by its own 施行 and by those of the parameters that it reads.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which of the program's rules.
    pub rule: usize,
    /// The days.
    pub days: Period,
    /// The rule on these days.
    pub body: Rule,
}

/// A parameter with its value in force.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub names: Names,
    /// Its type.
    pub ty: Type,
    /// Its values: one, or those of a set in ascending order.
    pub values: Vec<Value>,
    /// The unit in which its money is written.
    pub unit: Unit,
    /// 范围.
    pub range: Option<Bounds>,
    /// 下级可调.
    pub open: Option<Opening>,
    /// The days on which it has these values; `None` for always.
    pub period: Option<Period>,
    /// True when the value was given with the run and not by a pack.
    pub overridden: bool,
    /// Which of the program's packs gives these values.
    pub pack: usize,
    /// 依据 of the override.
    pub basis: Vec<String>,
    /// Where these values are given: its declaration, or an override of it.
    pub origin: Origin,
    /// Its declaration.
    pub declared: Origin,
}

impl Param {
    /// True when a pack has given it another value than it was declared with.
    pub fn is_changed(&self) -> bool {
        self.origin != self.declared
    }

    /// True when it has this value on that day.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.period.is_none_or(|period| period.contains(day))
    }
}

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name.
    pub names: Arc<Names>,
    /// 轻重: greater is graver.
    pub weight: u32,
    /// Its declaration.
    pub origin: Origin,
}

/// A rule or a tier set.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Which of the program's packs.
    pub pack: usize,
    /// The stable code. Findings share it, the names and the basis.
    pub code: Arc<str>,
    /// Its names; the code where it has none.
    pub names: Arc<Names>,
    /// 依据.
    pub basis: Arc<[String]>,
    /// 对象: the table whose records it is about; `None` for the whole batch.
    pub table: Option<TableId>,
    /// What it visits.
    pub visits: Visits,
    /// The records of other tables that it reads.
    pub joins: Vec<Join>,
    /// What it asks of all members of a group, or of tables of the batch.
    pub slots: Vec<Slot>,
    /// 施行: its own, else its pack's.
    pub period: Option<Period>,
    /// How many versions there are of it.
    pub versions: usize,
    /// The parameters that it reads, its measures and messages included.
    pub params: Vec<usize>,
    /// 令; a later one may read earlier ones.
    pub lets: Vec<Let>,
    /// 条件.
    pub condition: Option<Expr>,
    /// 除外.
    pub exceptions: Vec<Exception>,
    /// The scorecard off which it takes points.
    pub scored: Option<Scored>,
    /// What it demands.
    pub body: Body,
    /// The gravest severity it can give.
    pub severity: Severity,
    /// The same without the overrides.
    pub declared_severity: Severity,
    /// What packs below have changed of it.
    pub overrides: Vec<Override>,
    /// Its declaration.
    pub origin: Origin,
}

impl Rule {
    /// False on a day when it is not in force. Without a day every rule is.
    pub fn in_force(&self, as_of: Option<Date>) -> bool {
        match (self.period, as_of) {
            (Some(period), Some(day)) => period.contains(day),
            _ => true,
        }
    }

    /// The override by which it is not used.
    pub fn disabled(&self) -> Option<(&Override, &str)> {
        self.overrides.iter().find_map(|one| match &one.deed {
            Deed::Disabled { reason } => Some((one, reason.as_str())),
            Deed::Raised { .. } | Deed::Excepted => None,
        })
    }
}

/// 令.
#[derive(Clone, Debug)]
pub struct Let {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub value: Expr,
}

/// 除外.
#[derive(Clone, Debug)]
pub struct Exception {
    /// When it applies.
    pub when: Expr,
    /// Why it may.
    pub basis: Vec<String>,
    /// Its text, perhaps in a file of another pack.
    pub origin: Origin,
}

/// What a rule demands.
#[derive(Clone, Debug)]
pub enum Body {
    /// 要求 and 否则.
    Require(Requirement),
    /// 分档.
    Tiers(Tiers),
}

/// 要求 and 否则.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// 要求.
    pub requirement: Expr,
    /// 否则.
    pub outcome: Outcome,
}

/// What a finding says and what follows from it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How much it matters.
    pub severity: Severity,
    /// The message.
    pub message: Template,
    /// 处置.
    pub measure: Option<MeasureUse>,
    /// 扣分.
    pub points: Option<Points>,
    /// 建议.
    pub advice: Option<Template>,
}

/// A measure applied.
#[derive(Clone, Debug)]
pub struct MeasureUse {
    /// Which of the program's measures.
    pub measure: usize,
    /// 金额, its arguments put in.
    pub amount: Option<Expr>,
    /// The unit in which the amount is shown.
    pub unit: Unit,
}

/// A text with holes.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Its pieces.
    pub parts: Vec<Part>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Characters.
    Text(String),
    /// A value, and the unit in which it is shown if it is money.
    Hole(Expr, Unit),
}
