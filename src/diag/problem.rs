//! All problems, by the kind of text they are about.

use strum::VariantNames;

use super::{
    BookProblem, DataProblem, FormProblem, OverrideProblem, RuleProblem, SetupProblem, StateProblem,
    SyntaxProblem,
};

/// What is wrong. Each variant of the six families has a stable code, `family/problem`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A rule file that cannot be parsed.
    Syntax(SyntaxProblem),
    /// A rule that cannot mean what it says.
    Rule(RuleProblem),
    /// What a pack changes of another one in a way that it may not.
    Override(OverrideProblem),
    /// A document that cannot be read, or a cell that cannot be read as its type.
    Data(DataProblem),
    /// A workbook that cannot be read, or something in one of its sheets.
    Book(BookProblem),
    /// A filled-in form, or several of one record.
    Form(FormProblem),
    /// Arguments, configuration, inputs and outputs.
    Setup(SetupProblem),
    /// Waivers and baselines.
    State(StateProblem),
}

impl Problem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax(problem) => problem.into(),
            Self::Rule(problem) => problem.into(),
            Self::Override(problem) => problem.into(),
            Self::Data(problem) => problem.into(),
            Self::Book(problem) => problem.into(),
            Self::Form(problem) => problem.into(),
            Self::Setup(problem) => problem.into(),
            Self::State(problem) => problem.into(),
        }
    }

    /// True when the other one, of the same file, says nothing that this one has not said.
    pub fn says_all_of(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Data(DataProblem::Normalized { habit, .. }),
                Self::Data(DataProblem::Normalized { habit: other, .. }),
            ) => habit == other,
            (Self::Data(DataProblem::UnitGuess { .. }), _) => self == other,
            _ => false,
        }
    }

    /// Every code there is.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        [
            SyntaxProblem::VARIANTS,
            RuleProblem::VARIANTS,
            OverrideProblem::VARIANTS,
            DataProblem::VARIANTS,
            BookProblem::VARIANTS,
            FormProblem::VARIANTS,
            SetupProblem::VARIANTS,
            StateProblem::VARIANTS,
        ]
        .into_iter()
        .flatten()
        .copied()
    }
}
