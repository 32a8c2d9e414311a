//! `heng explain`: one rule as written, with all that belongs to it.

mod finding;

use super::rules::Written;
use super::{program, settings};
use crate::cli::args::Explain;
use crate::cli::exit::Exit;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem, nearest};
use crate::eval::param_text;
use crate::ir::{Origin, Program, Rule};
use crate::report::{Tone, paint, visible};
use crate::source::Site;
use crate::text::Heading;

/// Runs `heng explain`.
pub(in crate::cli) fn explain(options: &Explain, screen: Screen, stated: bool) -> Exit {
    if finding::is_meant(options) {
        return finding::explain(options, screen, stated);
    }
    let day = options.scope.as_of.as_ref();
    let (settings, day) = match settings::of_rules(&options.program, None, day, screen, stated) {
        Ok(settings) => settings,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let screen = settings.screen;
    let compiled = match program::compile(&settings.rules, &settings.params, screen) {
        Ok(compiled) => compiled,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let program = &*compiled.program.on(day);
    let wanted = |rule: &&Rule| rule.code.eq_ignore_ascii_case(&options.code) || rule.names.is(&options.code);
    let Some((number, rule)) = program.rules.iter().enumerate().find(|(_, rule)| wanted(rule)) else {
        let nearest = nearest(&options.code, program.rules.iter().map(|rule| &*rule.code));
        let problem = SetupProblem::UnknownRule { code: options.code.clone(), nearest };
        let problem = Diagnostic::error(Problem::Setup(problem), Site::whole("heng explain"));
        return screen.complain(Exit::Unusable, &[problem]);
    };
    let page = Page { program, rule, screen };
    let mut lines = page.head();
    lines.extend(page.text());
    lines.extend(page.overrides());
    lines.extend(page.params());
    lines.extend(page.cases(number));
    screen.print(Exit::Clean, &lines)
}

/// A rule with all that belongs to it.
struct Page<'a> {
    program: &'a Program,
    rule: &'a Rule,
    screen: Screen,
}

impl Page<'_> {
    fn head(&self) -> Vec<String> {
        let (language, words) = (self.screen.language, self.screen.language.report());
        let rule = self.rule;
        let names: Vec<&str> = rule.names.iter().filter(|name| *name != &*rule.code).collect();
        let title = format!("{} {}", rule.code, names.join(words.comma));
        let mut lines = vec![paint(self.screen.output().color, Tone::Strong, title.trim_end())];
        let mut line =
            |label: &str, text: &str| lines.push(format!("{label}{}{}", words.colon, visible(text)));
        if let Some(pack) = self.program.packs.get(rule.pack) {
            let version = pack.version.as_deref().unwrap_or_default();
            line(language.heading(Heading::Pack), format!("{} {version}", pack.name).trim_end());
        }
        line(language.heading(Heading::Table), &super::rules::about(self.program, rule, language));
        line(language.heading(Heading::Severity), super::rules::severity(rule, language));
        if let Some(period) = &rule.period {
            line(language.heading(Heading::InForce), &language.period(period.from, period.to));
        }
        for basis in rule.basis.iter() {
            line(words.basis, basis);
        }
        for exception in &rule.exceptions {
            line(language.heading(Heading::Exceptions), &exception.basis.join(words.comma));
        }
        for points in super::rules::points(self.program, rule, language) {
            line(language.scores().points, &points);
        }
        lines
    }

    fn text(&self) -> Vec<String> {
        let mut lines = self.heading(Heading::Text, Some(self.rule.origin));
        lines.extend(self.slice(self.rule.origin));
        lines
    }

    /// What packs below have changed of it.
    fn overrides(&self) -> Vec<String> {
        if self.rule.overrides.is_empty() {
            return Vec::new();
        }
        let mut lines = self.heading(Heading::Overrides, None);
        lines.extend(Written(self.program).overrides(self.rule, self.screen.language));
        lines
    }

    fn params(&self) -> Vec<String> {
        let numbers = &self.rule.params;
        if numbers.is_empty() {
            return Vec::new();
        }
        let (language, words) = (self.screen.language, self.screen.language.report());
        let mut lines = self.heading(Heading::Params, None);
        for param in numbers.iter().filter_map(|number| self.program.params.get(*number)) {
            if param.is_changed() {
                lines.extend(self.slice(param.declared));
            }
            lines.extend(self.slice(param.origin));
            if param.overridden {
                let (label, value) = (language.heading(Heading::Overridden), param_text(self.program, param));
                lines.push(format!("      {label}{}{}", words.colon, visible(&value)));
            }
        }
        lines
    }

    fn cases(&self, number: usize) -> Vec<String> {
        let language = self.screen.language;
        let mut cases: Vec<_> = self
            .program
            .tests
            .iter()
            .filter(|test| test.rule == number)
            .flat_map(|test| &test.cases)
            .collect();
        cases.sort_by_key(|case| case.expect.verdict);
        let mut lines = self.heading(Heading::Cases, None);
        if cases.is_empty() {
            lines.push(format!("    {}", language.heading(Heading::NoCase)));
        }
        for case in cases {
            let verdict = language.verdict(case.expect.verdict);
            let place = self.place(case.origin);
            lines.push(format!("    {verdict}{}{}  {place}", language.report().colon, visible(&case.title)));
        }
        lines
    }

    fn heading(&self, heading: Heading, origin: Option<Origin>) -> Vec<String> {
        let place = origin.map(|origin| format!(" {}", self.place(origin))).unwrap_or_default();
        let title = format!("── {} ──", self.screen.language.heading(heading));
        let color = self.screen.output().color;
        vec![String::new(), paint(color, Tone::Strong, &title) + &paint(color, Tone::Faint, &place)]
    }

    /// The text at an origin, line by line, as far to the right as it is written.
    fn slice(&self, origin: Origin) -> Vec<String> {
        let Some(source) = self.program.sources.get(origin.source) else {
            return Vec::new();
        };
        source.slice(origin.span).trim_end().lines().map(|line| format!("    {}", visible(line))).collect()
    }

    fn place(&self, origin: Origin) -> String {
        Written(self.program).spot(origin)
    }
}
