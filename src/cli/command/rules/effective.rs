//! Every effective value of a program and where it comes from: parameters, severities, what packs have changed.

use unicode_width::UnicodeWidthStr;

use super::points::{digits, lines};
use super::written::{Written, period, severity};
use crate::cli::command::program::given_name;
use crate::cli::screen::Screen;
use crate::eval::param_text;
use crate::ir::{Param, Program, Rule};
use crate::report::{Align, Tone, columns, paint, visible};
use crate::text::{Heading, Language};
use crate::value::Date;

/// Columns of a terminal that a value may take beside the others.
const WIDEST_VALUE: usize = 24;

/// The parameters and rules of a day; without one, all versions of parameters and the newest of rules.
pub(super) struct Effective<'a> {
    pub(super) program: &'a Program,
    pub(super) day: Option<Date>,
    /// `--param` as it was given.
    pub(super) given: &'a [String],
}

/// Who gives a parameter its value.
pub(super) enum Giver<'a> {
    /// `--param`, as it was given.
    CommandLine(&'a str),
    /// `heng.toml`.
    Configuration,
    /// A pack below the one that declares it.
    Override,
    /// Its declaration.
    Declaration,
}

impl<'a> Effective<'a> {
    /// The program with its text.
    pub(super) const fn written(&self) -> Written<'a> {
        Written(self.program)
    }

    /// The values of parameters that hold.
    pub(super) fn params(&self) -> impl Iterator<Item = &'a Param> {
        let day = self.day;
        self.program.params.iter().filter(move |param| day.is_none_or(|day| param.is_in_force(day)))
    }

    /// Who gives a parameter its value.
    pub(super) fn giver(&self, param: &Param) -> Giver<'a> {
        let gives = |text: &&String| given_name(text).is_some_and(|name| param.names.is(name));
        match (param.overridden, self.given.iter().rfind(gives)) {
            (true, Some(text)) => Giver::CommandLine(text),
            (true, None) => Giver::Configuration,
            (false, _) if param.is_changed() => Giver::Override,
            (false, _) => Giver::Declaration,
        }
    }

    /// The whole as tables, under every line what has changed.
    pub(super) fn lines(&self, screen: Screen) -> Vec<String> {
        let mut lines = self.param_lines(screen);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(self.scorecard_lines(screen));
        lines.extend(self.rule_lines(screen));
        lines
    }

    fn scorecard_lines(&self, screen: Screen) -> Vec<String> {
        let language = screen.language;
        let heads = [Heading::Scorecard, Heading::FullMarks, Heading::By, Heading::Source];
        let mut rows = vec![heads.map(|heading| language.heading(heading).to_owned()).to_vec()];
        for scorecard in &self.program.scorecards {
            let (pack, spot) = (self.written().pack(scorecard.pack), self.written().spot(scorecard.origin));
            rows.push(vec![
                visible(language.name(&scorecard.names)).into_owned(),
                digits(scorecard.full),
                visible(&scorecard.by).into_owned(),
                format!("{} {spot}", visible(pack)),
            ]);
        }
        if rows.len() == 1 {
            return Vec::new();
        }
        let mut lines = titled(Heading::AllScorecards, &rows, vec![Vec::new(); rows.len()], screen);
        lines.push(String::new());
        lines
    }

    fn param_lines(&self, screen: Screen) -> Vec<String> {
        let language = screen.language;
        let heads = [
            Heading::Param,
            Heading::Value,
            Heading::InForce,
            Heading::Range,
            Heading::Open,
            Heading::Source,
        ];
        let mut rows = vec![heads.map(|heading| language.heading(heading).to_owned()).to_vec()];
        let mut details = Vec::new();
        for param in self.params() {
            let value = param_text(self.program, param);
            let value = visible(&value);
            // A long set would push the other columns out of sight.
            let is_long = value.width() > WIDEST_VALUE;
            rows.push(vec![
                visible(language.name(&param.names)).into_owned(),
                if is_long { language.members(param.values.len()) } else { value.clone().into_owned() },
                param.period.map_or_else(String::new, |days| period(days, language)),
                param.shown_range(&self.program.schema).unwrap_or_default(),
                param.open.as_ref().map_or_else(String::new, |open| visible(&open.shown).into_owned()),
                self.source(param),
            ]);
            let whole = is_long.then(|| {
                let label = language.heading(Heading::Value);
                format!("    {label}{}{value}", language.report().colon)
            });
            details.push(whole.into_iter().chain(self.changed(param, language)).collect());
        }
        if details.is_empty() {
            return Vec::new();
        }
        titled(Heading::AllParams, &rows, details, screen)
    }

    /// Who gives a parameter its value, and where.
    fn source(&self, param: &Param) -> String {
        match self.giver(param) {
            Giver::CommandLine(text) => format!("--param {}", visible(text)),
            Giver::Configuration => "heng.toml".to_owned(),
            Giver::Override | Giver::Declaration => {
                format!("{} {}", visible(self.written().pack(param.pack)), self.written().spot(param.origin))
            }
        }
    }

    /// By which texts a parameter has another value than declared, and its declaration.
    fn changed(&self, param: &Param, language: Language) -> Vec<String> {
        let words = language.report();
        let mut parts = Vec::new();
        match self.giver(param) {
            Giver::Declaration => return Vec::new(),
            Giver::Override => {
                let basis = param.basis.join(words.comma);
                parts.push(format!("{}{}{}", words.basis, words.colon, visible(&basis)));
            }
            Giver::CommandLine(_) | Giver::Configuration => {}
        }
        let declared = self.written().text(param.declared);
        let label = language.heading(Heading::Declared);
        parts.push(format!(
            "{label}{}{} {}",
            words.colon,
            visible(&declared),
            self.written().spot(param.declared)
        ));
        vec![format!("    {}", language.clauses(&parts))]
    }

    fn rule_lines(&self, screen: Screen) -> Vec<String> {
        let language = screen.language;
        let words = language.report();
        let head = |heading| language.heading(heading).to_owned();
        let mut rows = vec![vec![
            words.rule.to_owned(),
            head(Heading::Severity),
            head(Heading::InForce),
            head(Heading::Source),
            words.name.to_owned(),
        ]];
        let row = |rule: &Rule| {
            vec![
                visible(&rule.code).into_owned(),
                severity(rule, language).to_owned(),
                rule.period.map_or_else(String::new, |days| period(days, language)),
                format!("{} {}", visible(self.written().pack(rule.pack)), self.written().spot(rule.origin)),
                visible(language.name(&rule.names)).into_owned(),
            ]
        };
        rows.extend(self.program.rules.iter().map(row));
        let below = |rule: &Rule| {
            let label = |line: String| format!("    {}{}{line}", language.scores().points, words.colon);
            let points = lines(self.program, rule, language).into_iter().map(label);
            points.chain(self.written().overrides(rule, language)).collect()
        };
        let details = self.program.rules.iter().map(below);
        titled(Heading::AllRules, &rows, details.collect(), screen)
    }
}

/// A table under a title; below each of its rows the lines that belong to it.
fn titled(title: Heading, rows: &[Vec<String>], details: Vec<Vec<String>>, screen: Screen) -> Vec<String> {
    let color = screen.output().color;
    let title = format!("── {} ──", screen.language.heading(title));
    let mut lines = vec![paint(color, Tone::Strong, &title)];
    // The heads have nothing below them.
    let details = [Vec::new()].into_iter().chain(details);
    for (row, below) in columns(&[Align::Left; 6], rows).into_iter().zip(details) {
        let row = if lines.len() == 1 { paint(color, Tone::Faint, &row) } else { row };
        lines.push(row);
        lines.extend(below);
    }
    lines
}
