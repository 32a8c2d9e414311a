//! What some reports show of a run, and others do not: what nobody is shown need not be made.

/// Parts of a report besides those that all have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details {
    /// The SHA-256 of inputs and packs.
    pub hashes: bool,
    /// The text around the places of findings.
    pub excerpts: bool,
    /// What rules wanted in place of what was filled in.
    pub compared: bool,
}

impl Details {
    /// All of them.
    pub const ALL: Self = Self { hashes: true, excerpts: true, compared: true };
    /// None of them.
    pub const NONE: Self = Self { hashes: false, excerpts: false, compared: false };

    /// Those that either has.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            hashes: self.hashes || other.hashes,
            excerpts: self.excerpts || other.excerpts,
            compared: self.compared || other.compared,
        }
    }
}

impl Default for Details {
    /// Whoever does not say what is shown is shown all.
    fn default() -> Self {
        Self::ALL
    }
}
