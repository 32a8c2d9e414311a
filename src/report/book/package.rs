//! The archive of a workbook: parts that change are written anew, all others are copied as they are packed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufReader, Cursor, Read, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::xml::{Edits, Element, elements};
use crate::diag::Unmarkable;
use crate::read::Archive;
use crate::report::xml::Xml;

/// Bytes of a part that is changed: it is in memory until the copy is written.
const MOST: u64 = 512 << 20;

/// The table of what kinds of parts there are.
const TYPES: &str = "[Content_Types].xml";

/// An archive and the changes to it.
pub(super) struct Package {
    archive: Archive,
    bytes: Arc<Vec<u8>>,
    /// By canonical name.
    changed: BTreeMap<String, Vec<u8>>,
    dropped: BTreeSet<String>,
    /// In the order in which they came.
    added: Vec<String>,
    types: Vec<Type>,
}

/// A line to be added to the table of kinds.
enum Type {
    Ending(&'static str, &'static str),
    Part(String, &'static str),
}

/// To what a part refers.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last step of the type: `worksheet`, `styles`.
    pub(super) kind: String,
    /// The steps before it.
    pub(super) base: String,
    /// The name of the part.
    pub(super) target: String,
    element: Element,
}

impl Package {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Unmarkable> {
        let bytes = Arc::new(bytes);
        let archive = Archive::open(Arc::clone(&bytes)).map_err(|_| Unmarkable::Form)?;
        let (changed, dropped, added, types) = Default::default();
        Ok(Self { archive, bytes, changed, dropped, added, types })
    }

    /// True when there is, or will be, a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        let name = canonical(name);
        self.changed.contains_key(&name) || (self.archive.has(&name) && !self.dropped.contains(&name))
    }

    /// A name that no part has, with a number from 1 in it.
    pub(super) fn free(&self, name: impl Fn(usize) -> String) -> String {
        // One more than there are parts is always free.
        let most = self.archive.len() + self.added.len() + 1;
        (1..=most).map(name).find(|name| !self.has(name)).unwrap_or_default()
    }

    /// The text of a part.
    pub(super) fn text(&self, name: &str) -> Result<String, Unmarkable> {
        let canonical = canonical(name);
        let mut bytes = Vec::new();
        if let Some(changed) = self.changed.get(&canonical) {
            bytes.clone_from(changed);
        } else {
            let part = self.archive.part(name).map_err(|_| Unmarkable::Form)?;
            part.take(MOST + 1).read_to_end(&mut bytes).map_err(|_| Unmarkable::Form)?;
            if bytes.len() as u64 > MOST {
                return Err(Unmarkable::TooLarge);
            }
        }
        let text = String::from_utf8(bytes).map_err(|_| Unmarkable::Encoding)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// The bytes of a part as they come.
    pub(super) fn stream(&self, name: &str) -> Result<impl std::io::BufRead, Unmarkable> {
        if self.archive.size(name) > MOST {
            return Err(Unmarkable::TooLarge);
        }
        let part = self.archive.part(name).map_err(|_| Unmarkable::Form)?;
        Ok(BufReader::with_capacity(1 << 16, part))
    }

    /// Writes a part anew, or adds it.
    pub(super) fn put(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        let canonical = canonical(name);
        if !self.archive.has(&canonical) || self.dropped.contains(&canonical) {
            let known = self.added.iter().any(|known| self::canonical(known) == canonical);
            if !known {
                self.added.push(name.to_owned());
            }
        }
        self.changed.insert(canonical, content.into());
    }

    /// Writes a part anew where the text is another than before.
    pub(super) fn put_text(&mut self, name: &str, before: &str, after: String) {
        if before != after {
            self.put(name, after);
        }
    }

    /// Leaves a part out, and that to which it refers.
    pub(super) fn drop_sheet(&mut self, name: &str) {
        for name in [name, &relations_of(name)] {
            self.dropped.insert(canonical(name));
        }
    }

    /// Says of what kind a new part is.
    pub(super) fn declare(&mut self, name: &str, kind: &'static str) {
        self.types.push(Type::Part(name.to_owned(), kind));
    }

    /// Says of what kind all parts with an ending are.
    pub(super) fn declare_ending(&mut self, ending: &'static str, kind: &'static str) {
        self.types.push(Type::Ending(ending, kind));
    }

    /// To what a part refers, in the order of the text.
    pub(super) fn relations(&self, of: &str) -> Result<Vec<Relation>, Unmarkable> {
        let part = relations_of(of);
        if !self.has(&part) {
            return Ok(Vec::new());
        }
        let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
        let found = elements(&self.text(&part)?, 1)?;
        let relations = found.into_iter().filter(|one| one.name == "Relationship").filter_map(|element| {
            let (id, kind, target) = (element.meant("Id")?, element.meant("Type")?, element.meant("Target")?);
            if element.get("TargetMode") == Some("External") {
                return None;
            }
            let (base, kind) = kind.rsplit_once('/')?;
            let target = crate::read::part_name(folder, &target);
            Some(Relation { id, kind: kind.to_owned(), base: base.to_owned(), target, element })
        });
        Ok(relations.collect())
    }

    /// Takes relations of a part away and adds others: kind with all its steps, and name of the part. Gives the
    /// identifiers of the new ones.
    pub(super) fn relate(
        &mut self,
        of: &str,
        dropped: &[&Relation],
        added: &[(String, String)],
    ) -> Result<Vec<String>, Unmarkable> {
        const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
            xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
        let part = relations_of(of);
        let before = if self.has(&part) { self.text(&part)? } else { EMPTY.to_owned() };
        let found = elements(&before, 1)?;
        let root = found.first().ok_or(Unmarkable::Form)?;
        let gone = |id: &str| dropped.iter().any(|relation| relation.id == id);
        let mut taken: BTreeSet<String> = found.iter().skip(1).filter_map(|one| one.meant("Id")).collect();
        taken.retain(|id| !gone(id));
        let mut edits = Edits::default();
        for relation in dropped {
            edits.remove(relation.element.span.clone());
        }
        let (mut lines, mut ids) = (String::new(), Vec::new());
        for (kind, target) in added {
            let mut ids_of_all = (1..=taken.len() + 1).map(|number| format!("rId{number}"));
            let id = ids_of_all.find(|id| !taken.contains(id));
            let id = id.unwrap_or_default();
            let tag = format!("{}Relationship", root.prefix);
            let target = quick_xml::escape::escape(target.as_str());
            let _ = write!(lines, "<{tag} Id=\"{id}\" Type=\"{kind}\" Target=\"/{target}\"/>");
            taken.insert(id.clone());
            ids.push(id);
        }
        append(&mut edits, root, &lines);
        self.put_text(&part, &before, edits.apply(&before));
        Ok(ids)
    }

    /// The archive with all changes.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Unmarkable> {
        self.write_types()?;
        let failed = |_| Unmarkable::Form;
        let bytes: &[u8] = &self.bytes;
        let mut from = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
        let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + (64 << 10))));
        for index in 0..from.len() {
            let part = from.by_index_raw(index).map_err(failed)?;
            let name = canonical(&String::from_utf8_lossy(part.entry().name_raw()));
            if let Some(changed) = self.changed.get(&name).filter(|_| !self.dropped.contains(&name)) {
                let stored = String::from_utf8_lossy(part.entry().name_raw()).into_owned();
                drop(part);
                write_part(&mut to, &stored, changed)?;
            } else if !self.dropped.contains(&name) {
                to.raw_copy_file(part).map_err(failed)?;
            }
        }
        for name in &self.added {
            if let Some(content) = self.changed.get(&canonical(name)) {
                write_part(&mut to, name, content)?;
            }
        }
        Ok(to.finish().map_err(failed)?.into_inner())
    }

    fn write_types(&mut self) -> Result<(), Unmarkable> {
        let before = self.text(TYPES)?;
        let found = elements(&before, 1)?;
        let root = found.first().ok_or(Unmarkable::Form)?;
        let mut edits = Edits::default();
        for element in
            found.iter().filter(|one| of_part(one).is_some_and(|part| self.dropped.contains(&part)))
        {
            edits.remove(element.span.clone());
        }
        let p = &root.prefix;
        let has_ending = |ending: &str| {
            found.iter().filter_map(|one| one.get("Extension")).any(|one| one.eq_ignore_ascii_case(ending))
        };
        let mut lines = String::new();
        for one in &self.types {
            match one {
                Type::Ending(ending, _) if has_ending(ending) => {}
                Type::Ending(ending, kind) => edits.insert(
                    root.content.start,
                    format!("<{p}Default Extension=\"{ending}\" ContentType=\"{kind}\"/>"),
                ),
                Type::Part(name, kind) => {
                    let _ =
                        write!(lines, "<{p}Override PartName=\"/{}\" ContentType=\"{kind}\"/>", Xml(name));
                }
            }
        }
        append(&mut edits, root, &lines);
        self.put_text(TYPES, &before, edits.apply(&before));
        Ok(())
    }
}

/// Adds at the end of the root.
fn append(edits: &mut Edits, root: &Element, lines: &str) {
    if root.is_empty() && !lines.is_empty() {
        let tag = super::xml::tag(&format!("{}{}", root.prefix, root.name), &root.attributes, false);
        edits.replace(root.span.clone(), format!("{tag}{lines}</{}{}>", root.prefix, root.name));
    } else {
        edits.insert(root.content.end, lines);
    }
}

fn of_part(element: &Element) -> Option<String> {
    (element.name == "Override").then(|| element.meant("PartName").map(|name| canonical(&name))).flatten()
}

fn write_part(to: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[u8]) -> Result<(), Unmarkable> {
    // The same day for every part of every copy: the same workbook gives the same bytes.
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .large_file(content.len() as u64 >= u64::from(u32::MAX));
    to.start_file(name, options).map_err(|_| Unmarkable::Form)?;
    to.write_all(content).map_err(|_| Unmarkable::Form)
}

/// The part that holds the relations of a part.
fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// Names as office programs compare them.
fn canonical(name: &str) -> String {
    crate::read::canonical(name)
}
