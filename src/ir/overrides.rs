//! 改为, 增加 and 停用: what a pack changes of the packs that it imports, and what it may not.

mod opening;
mod params;
mod rules;

pub(super) use opening::opening;
pub(super) use params::apply;
pub(super) use rules::{Change, Known, raise, tell};

pub use opening::{Opening, Permitted};

use super::mistakes::Mistakes;
use super::packs::Packs;
use super::{Origin, Period};
use crate::diag::{Kind, OverrideProblem, Problem, Remark, Severity};

/// What a pack has changed of a rule.
#[derive(Clone, Debug)]
pub struct Override {
    /// Which of the program's packs has.
    pub pack: usize,
    /// What it has done.
    pub deed: Deed,
    /// By which texts.
    pub basis: Vec<String>,
    /// The days on which it holds; `None` for always.
    pub period: Option<Period>,
    /// Where it is written.
    pub origin: Origin,
}

/// What was done to a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// 改为.
    Raised {
        /// The label of the rows of a tier set, where not all of them are meant.
        row: Option<String>,
        /// The least severity before.
        from: Severity,
        /// The severity now.
        to: Severity,
    },
    /// 增加 除外.
    Excepted,
    /// 停用.
    Disabled {
        /// Why.
        reason: String,
    },
}

/// Something that a pack wants to change.
struct Target<'a> {
    kind: Kind,
    name: &'a str,
    /// The pack that has it.
    pack: usize,
    declared: Origin,
}

impl Target<'_> {
    /// True when that pack imports the one that has it; says so when it does not.
    fn is_open_to(&self, pack: usize, at: Origin, packs: &Packs, mistakes: &mut Mistakes) -> bool {
        let (kind, name) = (self.kind, self.name.to_owned());
        let problem = if pack == self.pack {
            OverrideProblem::Own { kind, name }
        } else if packs.sees(pack, self.pack) {
            return true;
        } else {
            let pack = packs.used.get(self.pack).map(|pack| pack.name.clone()).unwrap_or_default();
            OverrideProblem::NotImported { kind, name, pack }
        };
        refuse(at, problem, (self.declared, Remark::DeclaredHere), mistakes);
        false
    }
}

/// An override that cannot be obeyed, with the other place.
fn refuse(at: Origin, problem: OverrideProblem, other: (Origin, Remark), mistakes: &mut Mistakes) {
    mistakes.add(Severity::Error, at, Problem::Override(problem), &[other]);
}
