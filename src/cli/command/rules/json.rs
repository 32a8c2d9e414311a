//! Every effective value of a program for other programs: version 1; keys are only ever added.

use serde::Serialize;

use super::effective::{Effective, Giver};
use super::points::{DeductionsRow, deductions, digits};
use crate::diag::Severity;
use crate::eval::param_values;
use crate::ir::{Deed, Exception, Origin, Override, Param, Period, Rule, Scorecard};

#[derive(Serialize)]
struct Document {
    v: u32,
    as_of: Option<String>,
    packs: Vec<PackRow>,
    params: Vec<ParamRow>,
    rules: Vec<RuleRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scorecards: Vec<ScorecardRow>,
}

#[derive(Serialize)]
struct ScorecardRow {
    name: String,
    english: Option<String>,
    pack: String,
    place: PlaceRow,
    basis: Vec<String>,
    full: String,
    /// As written.
    by: String,
}

#[derive(Serialize)]
struct PackRow {
    name: String,
    version: String,
    sha256: String,
}

#[derive(Serialize)]
struct ParamRow {
    name: String,
    english: Option<String>,
    /// As people write them: `80.00万元`; several of a set.
    values: Vec<String>,
    effective: Option<PeriodRow>,
    range: Option<String>,
    open: Option<String>,
    /// `param`, `configuration`, `override` or `declaration`.
    source: &'static str,
    /// Both `None` when the value was given with the run.
    pack: Option<String>,
    place: Option<PlaceRow>,
    basis: Vec<String>,
    declared: DeclaredRow,
}

#[derive(Serialize)]
struct DeclaredRow {
    text: String,
    place: PlaceRow,
}

#[derive(Serialize)]
struct RuleRow {
    code: String,
    name: String,
    english: Option<String>,
    pack: String,
    place: PlaceRow,
    severity: &'static str,
    declared_severity: &'static str,
    enabled: bool,
    effective: Option<PeriodRow>,
    versions: usize,
    basis: Vec<String>,
    exceptions: Vec<ExceptionRow>,
    overrides: Vec<OverrideRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deductions: Option<DeductionsRow>,
}

#[derive(Serialize)]
struct ExceptionRow {
    text: String,
    basis: Vec<String>,
    place: PlaceRow,
}

#[derive(Serialize)]
struct OverrideRow {
    /// `raised`, `excepted` or `disabled`.
    kind: &'static str,
    pack: String,
    row: Option<String>,
    when: Option<String>,
    from: Option<&'static str>,
    to: Option<&'static str>,
    reason: Option<String>,
    basis: Vec<String>,
    effective: Option<PeriodRow>,
    place: PlaceRow,
}

#[derive(Serialize)]
struct PeriodRow {
    /// `None` for the days before the first that is written anywhere.
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct PlaceRow {
    path: String,
    line: usize,
    column: usize,
}

impl Effective<'_> {
    /// The whole as one object.
    pub(super) fn json(&self) -> serde_json::Result<String> {
        let packs = self.program.packs.iter().map(|pack| PackRow {
            name: pack.name.clone(),
            version: pack.version.clone().unwrap_or_default(),
            sha256: pack.sha256().to_owned(),
        });
        serde_json::to_string_pretty(&Document {
            v: 1,
            as_of: self.day.map(|day| day.to_string()),
            packs: packs.collect(),
            params: self.params().map(|param| self.param(param)).collect(),
            rules: self.program.rules.iter().map(|rule| self.rule(rule)).collect(),
            scorecards: self.program.scorecards.iter().map(|one| self.scorecard(one)).collect(),
        })
    }

    fn scorecard(&self, scorecard: &Scorecard) -> ScorecardRow {
        ScorecardRow {
            name: scorecard.names.first.clone(),
            english: scorecard.names.second.clone(),
            pack: self.pack(scorecard.pack),
            place: self.place(scorecard.origin),
            basis: scorecard.basis.clone(),
            full: digits(scorecard.full),
            by: scorecard.by.clone(),
        }
    }

    fn param(&self, param: &Param) -> ParamRow {
        let source = match self.giver(param) {
            Giver::CommandLine(_) => "param",
            Giver::Configuration => "configuration",
            Giver::Override => "override",
            Giver::Declaration => "declaration",
        };
        let by_pack = !param.overridden;
        ParamRow {
            name: param.names.first.clone(),
            english: param.names.second.clone(),
            values: param_values(self.program, param),
            effective: param.period.map(period),
            range: param.shown_range(&self.program.schema),
            open: param.open.as_ref().map(|open| open.shown.clone()),
            source,
            pack: by_pack.then(|| self.pack(param.pack)),
            place: by_pack.then(|| self.place(param.origin)),
            basis: if by_pack { param.basis.clone() } else { Vec::new() },
            declared: DeclaredRow {
                text: self.written().text(param.declared),
                place: self.place(param.declared),
            },
        }
    }

    fn rule(&self, rule: &Rule) -> RuleRow {
        RuleRow {
            code: rule.code.to_string(),
            name: rule.names.first.clone(),
            english: rule.names.second.clone(),
            pack: self.pack(rule.pack),
            place: self.place(rule.origin),
            severity: severity(rule.severity),
            declared_severity: severity(rule.declared_severity),
            enabled: rule.disabled().is_none(),
            effective: rule.period.map(period),
            versions: rule.versions,
            basis: rule.basis.to_vec(),
            exceptions: rule.exceptions.iter().map(|exception| self.exception(exception)).collect(),
            overrides: rule.overrides.iter().map(|one| self.change(rule, one)).collect(),
            deductions: deductions(self.program, rule),
        }
    }

    fn exception(&self, exception: &Exception) -> ExceptionRow {
        ExceptionRow {
            text: self.written().text(exception.origin),
            basis: exception.basis.clone(),
            place: self.place(exception.origin),
        }
    }

    fn change(&self, rule: &Rule, one: &Override) -> OverrideRow {
        let mut row = OverrideRow {
            kind: "excepted",
            pack: self.pack(one.pack),
            row: None,
            when: None,
            from: None,
            to: None,
            reason: None,
            basis: one.basis.clone(),
            effective: one.period.map(period),
            place: self.place(one.origin),
        };
        match &one.deed {
            Deed::Raised { row: label, from, to } => {
                row.kind = "raised";
                row.row.clone_from(label);
                row.from = Some(severity(*from));
                row.to = Some(severity(*to));
            }
            Deed::Excepted => row.when = Some(self.written().when(rule, one)),
            Deed::Disabled { reason } => {
                row.kind = "disabled";
                row.reason = Some(reason.clone());
            }
        }
        row
    }

    fn pack(&self, number: usize) -> String {
        self.written().pack(number).to_owned()
    }

    fn place(&self, origin: Origin) -> PlaceRow {
        let site = self.written().site(origin);
        PlaceRow { path: site.path.to_string(), line: site.start.line, column: site.start.column }
    }
}

fn period(days: Period) -> PeriodRow {
    let from = (days.from > crate::value::Date::MIN).then(|| days.from.to_string());
    PeriodRow { from, to: days.to.map(|day| day.to_string()) }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
