//! The parts of a workbook and how they hang together: sheets in their order, texts, number formats, date system.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::sheet::SheetReader;
use super::strings;
use super::styles::{self, Styles};
use crate::diag::{BookProblem, Damage, Disguise};
use crate::read::book::archive::Archive;
use crate::read::book::cells::{DateSystem, Merge, Row, SheetHead, Sheets};
use crate::read::book::texts::Texts;
use crate::read::book::xml::{Item, Xml};

/// A workbook whose sheets are read one after the other.
pub(in crate::read::book) struct Xlsx {
    archive: Archive,
    sheets: std::vec::IntoIter<Listed>,
    strings: Arc<Texts>,
    styles: Arc<Styles>,
    /// False when no formula has a result yet.
    computed: bool,
    system: DateSystem,
    now: Option<SheetReader>,
    /// Merged cells of the sheet that was read last.
    merges: Vec<Merge>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    part: String,
}

impl Xlsx {
    /// The workbook in the archive; `None` when it holds none of this kind.
    pub(in crate::read::book) fn open(archive: &Archive) -> Option<Result<Self, BookProblem>> {
        if archive.has("xl/workbook.bin") {
            return Some(Err(BookProblem::OtherKind { kind: ".xlsb" }));
        }
        let main = match main_part(archive) {
            Ok(main) => main?,
            Err(problem) => return Some(Err(problem)),
        };
        Some(Self::read(archive.clone(), &main))
    }

    fn read(archive: Archive, main: &str) -> Result<Self, BookProblem> {
        let mut xml = Xml::new(main, archive.part(main)?);
        let mut listed = Vec::new();
        let mut system = DateSystem::From1900;
        let mut computed = true;
        loop {
            match xml.next()? {
                Item::Start(tag) if tag.name() == "workbookPr" => {
                    let flag = tag.attribute("date1904");
                    if flag.is_some_and(|flag| matches!(&*flag, "1" | "true" | "on")) {
                        system = DateSystem::From1904;
                    }
                }
                // The program that wrote it says that the results of formulas are to be computed yet.
                Item::Start(tag) if tag.name() == "calcPr" => {
                    let flag = tag.attribute("fullCalcOnLoad");
                    computed = !flag.is_some_and(|flag| matches!(&*flag, "1" | "true" | "on"));
                }
                Item::Start(tag) if tag.name() == "sheet" => {
                    let get = |name| tag.attribute(name).map(Cow::into_owned);
                    let hidden = get("state").is_some_and(|state| state != "visible");
                    // Two attributes end in `id`: `sheetId` by its own name, and the relation's with a prefix.
                    if let (Some(name), Some(relation)) = (get("name"), get("id")) {
                        listed.push((name, hidden, relation));
                    }
                }
                Item::Eof => break,
                _ => {}
            }
        }
        let relations = Relations::read(&archive, main)?;
        let strings = relations.of_type("sharedStrings").map(|part| strings::read(&archive, part));
        let styles = relations.of_type("styles").map(|part| styles::read(&archive, part, system));
        let sheets = listed.into_iter().filter_map(|(name, hidden, relation)| {
            let (kind, part) = relations.by_id.get(&relation)?;
            // Sheets of charts and of dialogs have no cells.
            kind.ends_with("/worksheet").then(|| Listed { name, hidden, part: part.clone() })
        });
        let sheets: Vec<Listed> = sheets.collect();
        Ok(Self {
            sheets: sheets.into_iter(),
            strings: Arc::new(strings.transpose()?.unwrap_or_default()),
            styles: Arc::new(styles.transpose()?.unwrap_or_default()),
            archive,
            computed,
            system,
            now: None,
            merges: Vec::new(),
        })
    }
}

impl Sheets for Xlsx {
    fn next_sheet(&mut self) -> Option<Result<SheetHead, BookProblem>> {
        let listed = self.sheets.next()?;
        let reader = self.archive.part(&listed.part).and_then(|part| {
            let xml = Xml::new(&listed.part, part);
            SheetReader::open(xml, Arc::clone(&self.strings), Arc::clone(&self.styles), self.computed)
        });
        self.merges.clear();
        Some(reader.map(|(reader, hidden_columns)| {
            self.now = Some(reader);
            let (name, system) = (listed.name.into(), self.system);
            SheetHead { name, hidden: listed.hidden, hidden_columns, system }
        }))
    }

    fn next_row(&mut self, row: &mut Row) -> Result<bool, BookProblem> {
        let Some(reader) = &mut self.now else {
            return Ok(false);
        };
        let more = reader.next_row(row);
        if !matches!(more, Ok(true)) {
            self.merges = self.now.take().map(|reader| reader.merges).unwrap_or_default();
        }
        more
    }

    fn merges(&mut self) -> Vec<Merge> {
        std::mem::take(&mut self.merges)
    }
}

/// The part that the archive says is its document.
fn main_part(archive: &Archive) -> Result<Option<String>, BookProblem> {
    const USUAL: &str = "xl/workbook.xml";
    let relations = Relations::read(archive, "")?;
    let Some(part) = relations.of_type("officeDocument") else {
        return Ok(archive.has(USUAL).then(|| USUAL.to_owned()));
    };
    let folder = part.split('/').next().unwrap_or_default().to_ascii_lowercase();
    match folder.as_str() {
        "word" => Err(BookProblem::NotAWorkbook { found: Disguise::Document }),
        "ppt" => Err(BookProblem::NotAWorkbook { found: Disguise::Slides }),
        _ if archive.has(part) => Ok(Some(part.to_owned())),
        _ => Err(BookProblem::Damaged { damage: Damage::MissingPart { part: part.to_owned() } }),
    }
}

/// To which parts a part refers: type and name by identifier.
struct Relations {
    by_id: BTreeMap<String, (String, String)>,
}

impl Relations {
    /// The relations of a part; those of the archive itself for an empty name.
    fn read(archive: &Archive, of: &str) -> Result<Self, BookProblem> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let part = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let mut by_id = BTreeMap::new();
        if !archive.has(&part) {
            return Ok(Self { by_id });
        }
        let mut xml = Xml::new(&part, archive.part(&part)?);
        loop {
            match xml.next()? {
                Item::Start(tag) if tag.name() == "Relationship" => {
                    let get = |name| tag.attribute(name).map(Cow::into_owned);
                    if let (Some(id), Some(kind), Some(target)) = (get("Id"), get("Type"), get("Target")) {
                        by_id.insert(id, (kind, part_name(folder, &target)));
                    }
                }
                Item::Eof => return Ok(Self { by_id }),
                _ => {}
            }
        }
    }

    fn of_type(&self, kind: &str) -> Option<&str> {
        let mut found = self.by_id.values().filter(|(of, _)| of.rsplit('/').next() == Some(kind));
        found.next().map(|(_, part)| part.as_str())
    }
}

/// A target as seen from a folder: `../x` leaves it, `/x` begins at the root.
pub fn part_name(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
