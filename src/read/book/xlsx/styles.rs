//! Which styles of cells show a number as something else than a number.

use std::collections::HashMap;

use crate::diag::BookProblem;
use crate::read::book::archive::Archive;
use crate::read::book::cells::{DateSystem, Shown};
use crate::read::book::formats::{built_in, shown};
use crate::read::book::xml::{Item, Xml};

/// How the cells of each style show a number.
#[derive(Default)]
pub(super) struct Styles(Vec<Shown>);

impl Styles {
    /// How the style with that number shows a number.
    pub(super) fn get(&self, style: usize) -> Shown {
        self.0.get(style).copied().unwrap_or_default()
    }
}

pub(super) fn read(archive: &Archive, part: &str, system: DateSystem) -> Result<Styles, BookProblem> {
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut styles = Vec::new();
    if !archive.has(part) {
        return Ok(Styles(styles));
    }
    let mut xml = Xml::new(part, archive.part(part)?);
    // The formats of cells are listed after those of named styles, which look the same.
    let mut of_cells = false;
    loop {
        match xml.next()? {
            Item::Start(tag) => match tag.name() {
                "numFmt" => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
                        own.insert(id, shown(&code, system));
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(id, system)));
                }
                _ => {}
            },
            Item::End(end) if end.name() == "cellXfs" => of_cells = false,
            Item::Eof => return Ok(Styles(styles)),
            _ => {}
        }
    }
}
