//! What `heng test` says of the cases themselves: coverage, borders, changes that nobody notices.

use std::io::{self, Write};

use crate::ir::{Body, Change, Checked, Clause, Program, Scale, Way};
use crate::report::{Align, Context, Tone, columns, paint, visible};
use crate::schema::Type;
use crate::session::{Borders, Branch, Coverage, Kind, Mutation, Point, Share};
use crate::source::Site;
use crate::text::{Heading, Language, Notice};
use crate::value::{Number, Value};

/// Writes for each pack, and for all together, how much the cases show and how many changes they notice.
pub(super) fn write_figures(
    program: &Checked<Program>,
    coverage: &Coverage,
    mutation: &Mutation,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = context.language;
    let headings = [Heading::Conditions, Heading::Requirements, Heading::Rows, Heading::Mutation];
    let mut head = vec![language.heading(Heading::Pack).to_owned(), language.report().rule.to_owned()];
    head.extend(headings.map(|heading| language.heading(heading).to_owned()));
    let row = |name: String, own: &dyn Fn(usize) -> bool| {
        let shown = |kind| {
            let rules = coverage.rules.iter().filter(|rule| own(rule.number));
            rules.fold(Share::default(), |sum, rule| sum.and(rule.share(kind)))
        };
        let rules = mutation.rules.iter().filter(|rule| own(rule.number));
        let noticed = rules.fold(Share::default(), |sum, rule| sum.and(rule.share()));
        let shares = Kind::ALL.map(shown).into_iter().chain([noticed]);
        std::iter::once(name).chain(shares.map(told)).collect::<Vec<_>>()
    };
    let mut rows = vec![head];
    rows.extend(by_pack(program).map(|(name, own)| row(name, &own)));
    rows.push(row(language.report().sum.to_owned(), &|_| true));
    write_heading(Heading::Figures, context, out)?;
    let mut align = [Align::Right; 6];
    align[0] = Align::Left;
    for line in columns(&align, &rows) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

/// Writes what no case shows.
pub(super) fn write_not_shown(
    program: &Checked<Program>,
    coverage: &Coverage,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = context.language;
    write_heading(Heading::NotShown, context, out)?;
    let mut any = false;
    for rule in &coverage.rules {
        let code = program.rules.get(rule.number).map_or("", |rule| &*rule.code);
        if rule.cases == 0 {
            any = true;
            write_place(&rule.site, code, language.heading(Heading::NoCase), out)?;
        }
        for branch in rule.branches.iter().filter(|branch| !branch.shown && rule.cases > 0) {
            any = true;
            let label = language.heading(way(branch));
            let text = format!("{label}{}{}", language.report().colon, branch.text);
            write_place(&branch.site, code, &text, out)?;
        }
    }
    if !any {
        writeln!(out, "{}", language.notice(&Notice::AllShown))?;
    }
    writeln!(out)
}

/// Writes the changes that no case notices.
pub(super) fn write_not_noticed(
    program: &Checked<Program>,
    mutation: &Mutation,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = context.language;
    write_heading(Heading::NotNoticed, context, out)?;
    for rule in &mutation.rules {
        let code = program.rules.get(rule.number).map_or("", |rule| &*rule.code);
        for one in &rule.unnoticed {
            let notice = match one.change.clone() {
                Change::Replaced { from, to } => Notice::Replaced { from, to },
                Change::Dropped(text) => Notice::Dropped(text),
                Change::Negated(text) => Notice::Negated(text),
                Change::Turned(text) => Notice::Turned(text),
            };
            write_place(&one.site, code, &language.notice(&notice), out)?;
        }
    }
    if mutation.rules.iter().all(|rule| rule.unnoticed.is_empty()) {
        writeln!(out, "{}", language.notice(&Notice::AllNoticed))?;
    }
    writeln!(out)
}

/// For each tier set with borders, the values around them and the rows in which they fall.
pub(super) fn write_borders(
    program: &Program,
    borders: &[Borders],
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = context.language;
    if borders.iter().all(|set| set.points.is_empty()) {
        return Ok(());
    }
    write_heading(Heading::Borders, context, out)?;
    for set in borders.iter().filter(|set| !set.points.is_empty()) {
        let Some(rule) = program.rules.get(set.number) else { continue };
        let Body::Tiers(tiers) = &rule.body else { continue };
        let count = language.notice(&Notice::BordersOf(set.points.len()));
        let name = visible(language.name(&rule.names));
        writeln!(out, "{} {name}{}{count}", visible(&rule.code), language.report().colon)?;
        // A table of all combinations of several axes tells a reader nothing; a line does.
        if let [scale] = tiers.scales.as_slice() {
            for point in &set.points {
                let label = point.row.and_then(|row| row_text(program, set.number, row)).unwrap_or_default();
                let value = point.values.first().and_then(Option::as_ref);
                writeln!(out, "    {} → {}", shown(value, scale, language), visible(&label))?;
            }
        } else {
            for point in set.points.iter().filter(|point| !point.agrees) {
                writeln!(out, "    {}", combination(point, &tiers.scales, language))?;
            }
        }
    }
    writeln!(out)
}

fn combination(point: &Point, scales: &[Scale], language: Language) -> String {
    let values = point.values.iter().zip(scales);
    let values = values.map(|(value, scale)| {
        format!("{} = {}", visible(&scale.text), shown(value.as_ref(), scale, language))
    });
    values.collect::<Vec<_>>().join(language.report().comma)
}

/// The label of a row, else its pattern.
fn row_text(program: &Program, rule: usize, row: usize) -> Option<String> {
    let rule = program.rules.get(rule)?;
    let Body::Tiers(tiers) = &rule.body else { return None };
    let row = tiers.rows.get(row)?;
    let text = program.sources.get(rule.origin.source)?.slice(row.span);
    let pattern = || text.split(['→', '\n']).next().unwrap_or(text).trim().to_owned();
    Some(row.label.clone().unwrap_or_else(pattern))
}

fn shown(value: Option<&Value>, scale: &Scale, language: Language) -> String {
    let Some(value) = value else {
        return language.heading(Heading::Missing).to_owned();
    };
    match (value, &scale.ty) {
        (Value::Number(number), Type::Money) => {
            let number = number.over(scale.unit.in_yuan()).unwrap_or(*number);
            format!("{} {}", number.to_decimal(2), scale.unit.word())
        }
        (Value::Number(number), Type::Ratio) => {
            format!("{}%", number.times(Number::integer(100)).unwrap_or(*number))
        }
        (Value::Number(number), _) => number.to_string(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Text(text), _) => visible(text).into_owned(),
        (Value::Bool(value), _) => value.to_string(),
        (Value::Member(member), _) => member.to_string(),
    }
}

const fn way(branch: &Branch) -> Heading {
    match (branch.part, branch.way) {
        (Clause::Condition, Way::Holds) => Heading::ConditionHolds,
        (Clause::Condition, Way::Fails) => Heading::ConditionFails,
        (Clause::Condition, Way::Unknown) => Heading::ConditionUnknown,
        (Clause::Exception(_), Way::Holds) => Heading::ExceptionHolds,
        (Clause::Exception(_), Way::Fails | Way::Unknown) => Heading::ExceptionFails,
        (Clause::Requirement, Way::Holds) => Heading::RequirementHolds,
        (Clause::Requirement, Way::Fails | Way::Unknown) => Heading::RequirementFails,
        (Clause::Row(_), _) => Heading::Row,
    }
}

/// Each pack with the test of whether a rule, by its number, is one of its own.
fn by_pack(program: &Program) -> impl Iterator<Item = (String, impl Fn(usize) -> bool)> {
    let packs = program.packs.iter().enumerate();
    packs.map(move |(number, pack)| {
        let own = move |rule: usize| program.rules.get(rule).is_some_and(|rule| rule.pack == number);
        (visible(&pack.name).into_owned(), own)
    })
}

/// `57/57 100.0%`, or nothing of nothing.
fn told(share: Share) -> String {
    let percent = share.percent();
    percent.map_or_else(String::new, |percent| format!("{}/{} {percent}", share.of_them, share.all))
}

fn write_heading(heading: Heading, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("── {} ──", context.language.heading(heading));
    writeln!(out, "{}", paint(context.color, Tone::Strong, &title))
}

fn write_place(site: &Site, code: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let (line, column) = (site.start.line, site.start.column);
    writeln!(out, "{}:{line}:{column}: {} {}", visible(&site.path), visible(code), visible(text))
}
