//! What the cases of a program show of its rules, and what none of them does.

use super::cases::TestReport;
use crate::ir::{Body, Checked, Clause, Program, Rule, Way, forks};
use crate::source::{Site, Span};

/// The rules with what their cases show, in the order of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The rules.
    pub rules: Vec<RuleCoverage>,
}

/// A rule with what its cases show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCoverage {
    /// Which of the program's rules.
    pub number: usize,
    /// Where it is declared.
    pub site: Site,
    /// How many cases it has.
    pub cases: usize,
    /// Every way that it can go.
    pub branches: Vec<Branch>,
}

/// A way that a rule can go at one of its forks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// In which clause.
    pub part: Clause,
    /// Which way.
    pub way: Way,
    /// Where it stands.
    pub site: Site,
    /// What stands there, on one line; of a row, its label or its pattern.
    pub text: String,
    /// True when a case goes that way.
    pub shown: bool,
}

/// A kind of thing that cases show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rules with a case.
    Rules,
    /// Ways of 条件 and 除外.
    Conditions,
    /// Ways of 要求.
    Requirements,
    /// Rows of tier sets.
    Rows,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub of_them: usize,
    /// Of how many.
    pub all: usize,
}

/// What the cases of a report show. Cases count that do not end as they should: they go the way they go.
pub fn coverage(program: &Checked<Program>, report: &TestReport) -> Coverage {
    let rules = program.rules.iter().enumerate().filter(|(_, rule)| rule.disabled().is_none());
    Coverage { rules: rules.map(|(number, rule)| of_rule(program, number, rule, report)).collect() }
}

impl Kind {
    /// All kinds, in the order of a rule's clauses.
    pub const ALL: [Self; 4] = [Self::Rules, Self::Conditions, Self::Requirements, Self::Rows];
}

impl Coverage {
    /// How many things of that kind are shown.
    pub fn share(&self, kind: Kind) -> Share {
        self.rules.iter().fold(Share::default(), |sum, rule| sum.and(rule.share(kind)))
    }
}

impl RuleCoverage {
    /// How many things of that kind are shown.
    pub fn share(&self, kind: Kind) -> Share {
        if kind == Kind::Rules {
            return Share { of_them: usize::from(self.cases > 0), all: 1 };
        }
        let of_kind = self.branches.iter().filter(|branch| kind_of(branch.part) == kind);
        of_kind.fold(Share::default(), |sum, branch| {
            sum.and(Share { of_them: usize::from(branch.shown), all: 1 })
        })
    }
}

impl Share {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { of_them: self.of_them + other.of_them, all: self.all + other.all }
    }

    /// In percent with one digit, rounded down so that only all is 100; `None` of nothing.
    pub fn percent(self) -> Option<String> {
        let tenths = (self.of_them * 1000).checked_div(self.all)?;
        Some(format!("{}.{}%", tenths / 10, tenths % 10))
    }
}

const fn kind_of(part: Clause) -> Kind {
    match part {
        Clause::Condition | Clause::Exception(_) => Kind::Conditions,
        Clause::Requirement => Kind::Requirements,
        Clause::Row(_) => Kind::Rows,
    }
}

fn of_rule(program: &Program, number: usize, rule: &Rule, report: &TestReport) -> RuleCoverage {
    let cases: Vec<_> = report.cases.iter().filter(|case| case.number == number).collect();
    let source = |part: Option<Clause>| {
        // An added exception is in a file of another pack.
        let exception = match part {
            Some(Clause::Exception(number)) => rule.exceptions.get(number),
            _ => None,
        };
        program.sources.get(exception.map_or(rule.origin.source, |exception| exception.origin.source))
    };
    let site = |part: Option<Clause>, span: Span| {
        source(part).map_or_else(|| Site::whole(""), |source| source.site(span))
    };
    let text = |part: Clause, span: Span| {
        let text = source(Some(part)).map_or("", |source| source.slice(span));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let label = |part: Clause, span: Span| match (part, &rule.body) {
        (Clause::Row(row), Body::Tiers(tiers)) => {
            let label = tiers.rows.get(row).and_then(|row| row.label.clone());
            label.unwrap_or_else(|| {
                let text = text(part, span);
                text.split(['→'])
                    .next()
                    .unwrap_or(&text)
                    .split("->")
                    .next()
                    .unwrap_or(&text)
                    .trim()
                    .to_owned()
            })
        }
        _ => text(part, span),
    };
    let forks = forks(rule, &program.schema);
    let branches =
        forks.iter().enumerate().flat_map(|(at, fork)| fork.ways.iter().map(move |way| (at, fork, *way)));
    let branches = branches.map(|(at, fork, way)| Branch {
        part: fork.part,
        way,
        site: site(Some(fork.part), fork.span),
        text: label(fork.part, fork.span),
        shown: cases.iter().any(|case| case.trace.has(at, way)),
    });
    RuleCoverage {
        number,
        site: site(None, rule.origin.span),
        cases: cases.len(),
        branches: branches.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_is_a_hundred_percent() {
        assert_eq!(Share { of_them: 9999, all: 10_000 }.percent().as_deref(), Some("99.9%"));
        assert_eq!(Share { of_them: 3, all: 3 }.percent().as_deref(), Some("100.0%"));
        assert_eq!(Share::default().percent(), None);
    }
}
