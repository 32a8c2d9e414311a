//! What can be wrong with what a pack changes of the packs that it imports.

use super::{Kind, Severity};

/// 改为, 增加 or 停用 that cannot be obeyed.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum OverrideProblem {
    /// Something of the pack itself, which is changed where it is written.
    #[strum(serialize = "override/own")]
    Own {
        /// What it is.
        kind: Kind,
        /// Its name or code.
        name: String,
    },
    /// Something of a pack that takes part in the run and is not imported by this one.
    #[strum(serialize = "override/not-imported")]
    NotImported {
        /// What it is.
        kind: Kind,
        /// Its name or code.
        name: String,
        /// The pack that has it.
        pack: String,
    },
    /// A parameter that the packs above have not opened.
    #[strum(serialize = "override/closed")]
    Closed {
        /// The parameter.
        name: String,
    },
    /// A value that the packs above do not permit.
    #[strum(serialize = "override/out-of-bounds")]
    OutOfBounds {
        /// The parameter.
        name: String,
        /// The value.
        value: String,
        /// What is permitted.
        bounds: String,
    },
    /// 下级可调 beyond what the packs above permit.
    #[strum(serialize = "override/wider")]
    Wider {
        /// What this pack would permit.
        bounds: String,
        /// What the packs above permit.
        upper: String,
    },
    /// A severity that is not graver than the one there is.
    #[strum(serialize = "override/not-tighter")]
    NotTighter {
        /// The rule's code, with the label of its row.
        name: String,
        /// How much it matters without this.
        from: Severity,
        /// How much it should.
        to: Severity,
    },
    /// Two overrides of one thing on the same days.
    #[strum(serialize = "override/conflict")]
    Conflict {
        /// What it is.
        kind: Kind,
        /// Its name or code.
        name: String,
    },
    /// An override on days on which there is nothing to override.
    #[strum(serialize = "override/never")]
    Never {
        /// What it is.
        kind: Kind,
        /// Its name or code.
        name: String,
    },
}
