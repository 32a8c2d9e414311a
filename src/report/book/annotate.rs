//! A copy of a workbook with its problems marked: cells in colour, a note at each, three sheets in front.

use std::collections::{BTreeMap, BTreeSet};

use super::Earlier;
use super::front::{self, Original};
use super::package::{Package, Relation};
use super::parts::survey::{Cells, survey};
use super::parts::workbook::{New, Workbook, relation_of};
use super::parts::worksheet::{self, Change, Drawing};
use super::parts::{drawing, notes};
use super::sheet::Sheet;
use super::styles::Styles;
use crate::diag::{BookProblem, Problem, Severity, Unmarkable};
use crate::finding::Report;
use crate::report::entry::{Entry, worst_first};
use crate::text::Language;

/// A marked copy.
#[derive(Debug)]
pub struct Annotated {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// Cells that are marked.
    pub marked: usize,
    /// Notes; a sheet with more problems than programs show notes for has the worst of them.
    pub notes: usize,
}

/// Notes of one sheet; programs become slow with more.
const MOST_NOTES: usize = 2_000;

const NOTES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Makes the copy. `report` is about this workbook alone, `own` names the sheets that an earlier run put in front.
pub fn annotate(
    bytes: Vec<u8>,
    report: &Report,
    original: &Original,
    own: &[String],
    earlier: &Earlier,
    language: Language,
) -> Result<Annotated, Unmarkable> {
    if !bytes.starts_with(b"PK") {
        return Err(Unmarkable::Kind);
    }
    let mut package = Package::open(bytes)?;
    let mut annotated = Annotated { bytes: Vec::new(), marked: 0, notes: 0 };
    let main = main_part(&package)?;
    let workbook = Workbook::parse(package.text(&main)?)?;
    let relations = package.relations(&main)?;
    let mut styles = Styles::of(&mut package, &main, &relations)?;
    let mut by_sheet = wanted(report, original, language);
    for sheet in workbook.sheets.iter().filter(|sheet| !own.contains(&sheet.name)) {
        let relation = relation_of(sheet, &relations).filter(|relation| relation.kind == "worksheet");
        if let Some(relation) = relation {
            let wanted = by_sheet.remove(sheet.name.as_str()).unwrap_or_default();
            let mut copy = Copy { package: &mut package, styles: &mut styles, workbook: &workbook };
            let (marked, notes) = copy.sheet(relation, wanted, language)?;
            annotated.marked += marked;
            annotated.notes += notes;
        }
    }
    let front = Front { report, original: Some(original), earlier, own, links: true, language };
    front.put(&mut package, &main, &workbook, &relations, styles)?;
    annotated.bytes = package.finish()?;
    Ok(annotated)
}

/// What is wrong at one cell.
#[derive(Default)]
struct Wanted {
    severity: Option<Severity>,
    says: Vec<String>,
}

/// What is wrong at each cell of each sheet, the worst first.
fn wanted(report: &Report, original: &Original, language: Language) -> BTreeMap<String, Cells<Wanted>> {
    let mut by_sheet: BTreeMap<String, Cells<Wanted>> = BTreeMap::new();
    for entry in worst_first(report) {
        if is_about_sheet(entry) {
            continue;
        }
        let site = entry.site().filter(|site| *site.path == *original.path);
        let Some(cell) = site.and_then(|site| site.cell.as_ref()) else {
            continue;
        };
        let (Ok(row), Ok(column)) = (u32::try_from(cell.row), u32::try_from(cell.column)) else {
            continue;
        };
        let cells = by_sheet.entry(cell.sheet.to_string()).or_default();
        let wanted = cells.entry((row, column)).or_default();
        wanted.severity = wanted.severity.max(Some(entry.severity()));
        wanted.says.push(said(entry, language));
    }
    by_sheet
}

/// True for what is said about a sheet and not about the cell at which it is said: its unit, its hidden rows, that
/// it holds no list.
fn is_about_sheet(entry: Entry<'_>) -> bool {
    match entry {
        Entry::Finding(_) => false,
        Entry::Diagnostic(diagnostic) => {
            diagnostic.severity == Severity::Note
                || matches!(diagnostic.problem, Problem::Book(BookProblem::NoList { .. }))
        }
    }
}

/// What the note says of one problem.
fn said(entry: Entry<'_>, language: Language) -> String {
    let message = match entry {
        Entry::Finding(finding) => language.message(&finding.message),
        Entry::Diagnostic(diagnostic) => language.problem(&diagnostic.problem).message,
    };
    let title = match entry {
        Entry::Finding(_) => entry.title(language),
        Entry::Diagnostic(_) => String::new(),
    };
    let mut lines = vec![format!("【{}】{title}", language.severity(entry.severity()))];
    lines.push(language.sentences([message.as_str()]));
    lines.extend(entry.details(language));
    lines.join("\n")
}

struct Copy<'c> {
    package: &'c mut Package,
    styles: &'c mut Styles,
    workbook: &'c Workbook,
}

impl Copy<'_> {
    /// Copies one sheet, and says how many cells are marked and how many have a note.
    fn sheet(
        &mut self,
        relation: &Relation,
        wanted: Cells<Wanted>,
        language: Language,
    ) -> Result<(usize, usize), Unmarkable> {
        let part = relation.target.as_str();
        let marks = self.styles.marks();
        let survey = survey(self.package.stream(part)?, &|style| marks.contains(&style))?;
        let relations = self.package.relations(part)?;
        let mut at: Cells<Wanted> = Cells::new();
        for ((row, column), one) in wanted {
            let seen = at.entry(survey.seen(row, column)).or_default();
            seen.severity = seen.severity.max(one.severity);
            seen.says.extend(one.says);
        }
        let texts = chosen(&at, language);
        let before = relations.iter().find(|relation| relation.kind == "comments");
        let old = before.map(|relation| self.package.text(&relation.target)).transpose()?;
        let any_note = !texts.is_empty() || old.as_deref().is_some_and(notes::has_own);
        let mut new = None;
        let mut count = 0;
        if any_note {
            let drawing = survey.drawing.as_deref();
            let drawing = drawing.and_then(|id| relations.iter().find(|relation| relation.id == id));
            match self.notes(relation, before, drawing, &texts) {
                Ok(relation) => (new, count) = (relation, texts.len()),
                // Boxes of a form that nobody knows stay as they are: the colours say where to look.
                Err(_) if drawing.is_some() || before.is_some() => {}
                Err(other) => return Err(other),
            }
        }
        let severities: Cells<Severity> =
            at.iter().filter_map(|(cell, one)| Some((*cell, one.severity?))).collect();
        let marked = severities.len();
        if marked > 0 || survey.selected || survey.styled || new.is_some() {
            let mut out = Vec::new();
            let namespace = relation.base.as_str();
            let drawing = new.as_deref().map(|relation| Drawing { relation, namespace });
            let change = Change { marks: severities, styles: self.styles, drawing };
            worksheet::copy(self.package.stream(part)?, &mut out, change)?;
            self.package.put(part, out);
        }
        Ok((marked, count))
    }

    /// Writes the notes of a sheet; gives the relation to their drawing when the sheet has to be told of it.
    fn notes(
        &mut self,
        sheet: &Relation,
        before: Option<&Relation>,
        drawing: Option<&Relation>,
        texts: &Cells<String>,
    ) -> Result<Option<String>, Unmarkable> {
        let namespace = &self.workbook.namespace;
        let old = before.map(|relation| self.package.text(&relation.target)).transpose()?;
        let written = notes::rewrite(old.as_deref().unwrap_or(&notes::empty(namespace)), texts)?;
        let boxes = drawing.map(|relation| self.package.text(&relation.target)).transpose()?;
        let shapes = drawing::rewrite(
            boxes.as_deref().unwrap_or(&drawing::empty()),
            &written.dropped,
            &written.added,
        )?;
        let mut new = Vec::new();
        if let Some(relation) = before {
            self.package.put_text(&relation.target, old.as_deref().unwrap_or_default(), written.part);
        } else {
            let name = self.package.free(|number| format!("xl/comments{number}.xml"));
            self.package.declare(&name, NOTES);
            self.package.put(&name, written.part);
            new.push((format!("{}/comments", sheet.base), name));
        }
        if let Some(relation) = drawing {
            self.package.put_text(&relation.target, boxes.as_deref().unwrap_or_default(), shapes);
        } else {
            let name = self.package.free(|number| format!("xl/drawings/vmlDrawing{number}.vml"));
            self.package.declare_ending("vml", DRAWING);
            self.package.put(&name, shapes);
            new.push((format!("{}/vmlDrawing", sheet.base), name));
        }
        let ids = self.package.relate(&sheet.target, &[], &new)?;
        Ok(if drawing.is_some() { None } else { ids.into_iter().next_back() })
    }
}

/// The notes of a sheet: all of them, or the worst where there are too many.
fn chosen(at: &Cells<Wanted>, language: Language) -> Cells<String> {
    let mut cells: Vec<(&(u32, u32), &Wanted)> = at.iter().collect();
    let more = cells.len() > MOST_NOTES;
    cells.sort_by_key(|(cell, wanted)| (std::cmp::Reverse(wanted.severity), **cell));
    let text = |(cell, wanted): (&(u32, u32), &Wanted)| {
        let mut text = wanted.says.join("\n\n");
        if more {
            text.extend(["\n\n", language.book().too_many]);
        }
        (*cell, text)
    };
    cells.into_iter().take(MOST_NOTES).map(text).collect()
}

/// Puts the three sheets in front of a workbook that has none of them.
pub(super) fn put_front(
    package: &mut Package,
    report: &Report,
    original: Option<&Original>,
    earlier: &Earlier,
    links: bool,
    language: Language,
) -> Result<(), Unmarkable> {
    let main = main_part(package)?;
    let workbook = Workbook::parse(package.text(&main)?)?;
    let relations = package.relations(&main)?;
    let styles = Styles::of(package, &main, &relations)?;
    let front = Front { report, original, earlier, own: &[], links, language };
    front.put(package, &main, &workbook, &relations, styles)
}

/// The sheets in front, and what they are made of.
struct Front<'f> {
    report: &'f Report,
    original: Option<&'f Original>,
    earlier: &'f Earlier,
    own: &'f [String],
    links: bool,
    language: Language,
}

impl Front<'_> {
    fn sheets(&self) -> [Sheet; 3] {
        let Self { report, original, earlier, links, language, .. } = *self;
        [
            front::result(report, original, language),
            front::problems(report, original, earlier, links, language),
            front::rules(report, language),
        ]
    }

    fn put(
        &self,
        package: &mut Package,
        main: &str,
        workbook: &Workbook,
        relations: &[Relation],
        mut styles: Styles,
    ) -> Result<(), Unmarkable> {
        let is_own = |name: &String| self.own.contains(name);
        let gone: BTreeSet<usize> =
            (0..).zip(&workbook.sheets).filter(|(_, sheet)| is_own(&sheet.name)).map(|(at, _)| at).collect();
        let old: Vec<&Relation> = workbook
            .sheets
            .iter()
            .filter(|sheet| is_own(&sheet.name))
            .filter_map(|sheet| relation_of(sheet, relations))
            .collect();
        for relation in &old {
            package.drop_sheet(&relation.target);
        }
        let base = relations.first().map_or(RELATIONS, |relation| relation.base.as_str());
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let sheets = self.sheets();
        let mut written = Vec::new();
        for sheet in &sheets {
            written.push(sheet.write(&workbook.namespace, &mut styles));
        }
        styles.put(package)?;
        let mut parts = Vec::new();
        for part in written {
            let name = package.free(|number| format!("{folder}worksheets/heng{number}.xml"));
            package.declare(&name, SHEET);
            package.put(&name, part);
            parts.push((format!("{base}/worksheet"), name));
        }
        let ids = package.relate(main, &old, &parts)?;
        let mut taken: Vec<String> = workbook
            .sheets
            .iter()
            .filter(|sheet| !is_own(&sheet.name))
            .map(|sheet| sheet.name.to_lowercase())
            .collect();
        let mut new = Vec::new();
        for ((sheet, name), relation) in sheets.iter().zip(self.language.book().sheets).zip(ids) {
            let name = unused(name, &taken);
            taken.push(name.to_lowercase());
            let corner = sheet.corner();
            let digits = corner.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
            let (letters, row) = corner.split_at_checked(digits).unwrap_or_default();
            let table = sheet.table.then(|| format!("$A$1:${letters}${row}"));
            new.push(New { name, relation, table });
        }
        let before = package.text(main)?;
        package.put_text(main, &before, workbook.with_front(&gone, &new, base)?);
        Ok(())
    }
}

/// The name, with a number when a sheet has it already.
fn unused(name: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default()
}

/// The part that lists the sheets.
fn main_part(package: &Package) -> Result<String, Unmarkable> {
    let relations = package.relations("")?;
    let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    if package.has(&main) { Ok(main) } else { Err(Unmarkable::Kind) }
}

impl Styles {
    /// The table of styles of a workbook, or a new one.
    fn of(package: &mut Package, main: &str, relations: &[Relation]) -> Result<Self, Unmarkable> {
        const EMPTY: &str =
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=";
        if let Some(relation) = relations.iter().find(|relation| relation.kind == "styles")
            && package.has(&relation.target)
        {
            return Self::parse(relation.target.clone(), package.text(&relation.target)?);
        }
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let name = package.free(|number| match number {
            1 => format!("{folder}styles.xml"),
            number => format!("{folder}styles{number}.xml"),
        });
        let namespace = Workbook::parse(package.text(main)?)?.namespace;
        let text = format!("{EMPTY}\"{namespace}\"></styleSheet>");
        let base = relations.first().map_or(RELATIONS, |relation| relation.base.as_str());
        package.declare(&name, STYLES);
        package.put(&name, text.clone());
        package.relate(main, &[], &[(format!("{base}/styles"), name.clone())])?;
        Self::parse(name, text)
    }

    /// Writes the table where something was added to it.
    fn put(self, package: &mut Package) -> Result<(), Unmarkable> {
        let name = self.part.clone();
        let before = package.text(&name)?;
        package.put_text(&name, &before, self.finish());
        Ok(())
    }
}
