//! The part that lists the sheets: three come in front, and what counts sheets counts them too.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::diag::Unmarkable;
use crate::report::book::package::Relation;
use crate::report::book::xml::{Edits, Element, elements, set, tag};

/// A sheet as the workbook lists it.
#[derive(Clone, Debug)]
pub(in crate::report::book) struct Listed {
    pub(in crate::report::book) name: String,
    /// The relation to its part.
    pub(in crate::report::book) relation: String,
    number: u32,
    element: Element,
}

/// A sheet to be put in front.
#[derive(Clone, Debug)]
pub(in crate::report::book) struct New {
    pub(in crate::report::book) name: String,
    pub(in crate::report::book) relation: String,
    /// Rows that are printed on every page, `$1:$1`, and cells that are filtered, `$A$1:$U$12`.
    pub(in crate::report::book) table: Option<String>,
}

/// The part as it is read.
pub(in crate::report::book) struct Workbook {
    text: String,
    found: Vec<Element>,
    pub(in crate::report::book) sheets: Vec<Listed>,
    /// The namespace of its elements.
    pub(in crate::report::book) namespace: String,
}

impl Workbook {
    pub(in crate::report::book) fn parse(text: String) -> Result<Self, Unmarkable> {
        let found = elements(&text, 2)?;
        let root = found.first().filter(|root| root.name == "workbook").ok_or(Unmarkable::Form)?;
        let declared = match root.prefix.strip_suffix(':') {
            Some(prefix) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        let namespace = root.meant(&declared).ok_or(Unmarkable::Form)?;
        let listed = found.iter().filter(|one| one.depth == 2 && one.name == "sheet").map(|element| {
            let relation = element.attributes.iter().find(|(name, _)| name.ends_with(":id"));
            Some(Listed {
                name: element.meant("name")?,
                relation: relation.map(|(_, id)| id.clone())?,
                number: element.get("sheetId")?.parse().ok()?,
                element: element.clone(),
            })
        });
        let sheets = listed.collect::<Option<Vec<_>>>().ok_or(Unmarkable::Form)?;
        Ok(Self { text, found, sheets, namespace })
    }

    /// The part with some sheets taken away and others put in front.
    pub(in crate::report::book) fn with_front(
        &self,
        gone: &BTreeSet<usize>,
        new: &[New],
        relations: &str,
    ) -> Result<String, Unmarkable> {
        let mut edits = Edits::default();
        let list = self.section("sheets").ok_or(Unmarkable::Form)?;
        let p = &list.prefix;
        for (_, sheet) in self.sheets.iter().enumerate().filter(|(number, _)| gone.contains(number)) {
            edits.remove(sheet.element.span.clone());
        }
        let kept = self.sheets.iter().enumerate().filter(|(number, _)| !gone.contains(number));
        let greatest = kept.map(|(_, sheet)| sheet.number).max().unwrap_or(0);
        let mut lines = String::new();
        for (sheet, number) in new.iter().zip(greatest + 1..) {
            let name = quick_xml::escape::escape(sheet.name.as_str());
            let _ = write!(
                lines,
                "<{p}sheet name=\"{name}\" sheetId=\"{number}\" xmlns:r=\"{relations}\" r:id=\"{}\"/>",
                sheet.relation
            );
        }
        insert_first(&mut edits, list, &lines);
        self.show_first(&mut edits);
        self.shift_names(&mut edits, gone, new);
        Ok(edits.apply(&self.text))
    }

    fn section(&self, name: &str) -> Option<&Element> {
        self.found.iter().find(|one| one.depth == 1 && one.name == name)
    }

    /// The first sheet is the one that is seen.
    fn show_first(&self, edits: &mut Edits) {
        for view in self.found.iter().filter(|one| one.depth == 2 && one.name == "workbookView") {
            let mut attributes = view.attributes.clone();
            attributes.retain(|(name, _)| name != "firstSheet" && name != "activeTab");
            if attributes.len() != view.attributes.len() {
                let name = format!("{}{}", view.prefix, view.name);
                edits.replace(view.open.clone(), tag(&name, &attributes, view.is_empty()));
            }
        }
    }

    /// Names that hold in one sheet say which by its place in the list.
    fn shift_names(&self, edits: &mut Edits, gone: &BTreeSet<usize>, new: &[New]) {
        for name in self.found.iter().filter(|one| one.depth == 2 && one.name == "definedName") {
            let Some(place) = name.get("localSheetId").and_then(|place| place.parse::<usize>().ok()) else {
                continue;
            };
            let before = gone.iter().filter(|sheet| **sheet < place).count();
            let now = place - before + new.len();
            if gone.contains(&place) {
                edits.remove(name.span.clone());
            } else if now != place {
                let mut attributes = name.attributes.clone();
                set(&mut attributes, "localSheetId", &now.to_string());
                let whole = format!("{}{}", name.prefix, name.name);
                edits.replace(name.open.clone(), tag(&whole, &attributes, name.is_empty()));
            }
        }
        let p = self.found.first().map_or("", |root| root.prefix.as_str());
        let mut lines = String::new();
        for (number, sheet) in new.iter().enumerate() {
            if let Some(cells) = &sheet.table {
                let quoted = format!("'{}'!", sheet.name.replace('\'', "''"));
                let sheet = quick_xml::escape::escape(quoted.as_str());
                let _ = write!(
                    lines,
                    "<{p}definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{number}\" hidden=\"1\">\
                     {sheet}{cells}</{p}definedName>\
                     <{p}definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{number}\">{sheet}$1:$1\
                     </{p}definedName>"
                );
            }
        }
        if let Some(names) = self.section("definedNames") {
            insert_first(edits, names, &lines);
        } else if !lines.is_empty() {
            let before = ["sheets", "functionGroups", "externalReferences"];
            let after = before.iter().filter_map(|name| self.section(name)).map(|one| one.span.end).max();
            let names = format!("{p}definedNames");
            edits.insert(after.unwrap_or_default(), format!("<{names}>{lines}</{names}>"));
        }
    }
}

/// Adds at the beginning of an element.
fn insert_first(edits: &mut Edits, element: &Element, lines: &str) {
    if element.is_empty() {
        let name = format!("{}{}", element.prefix, element.name);
        let open = tag(&name, &element.attributes, false);
        edits.replace(element.span.clone(), format!("{open}{lines}</{name}>"));
    } else {
        edits.insert(element.open.end, lines);
    }
}

/// The relation by which the workbook knows a sheet.
pub(in crate::report::book) fn relation_of<'r>(
    sheet: &Listed,
    relations: &'r [Relation],
) -> Option<&'r Relation> {
    relations.iter().find(|relation| relation.id == sheet.relation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_sheets_counts_those_in_front() {
        let text = "<x:workbook xmlns:x=\"n\"><x:bookViews><x:workbookView activeTab=\"1\" tabRatio=\"5\"/>\
            </x:bookViews><x:sheets><x:sheet name=\"甲\" sheetId=\"7\" r:id=\"a\"/>\
            <x:sheet name=\"乙\" sheetId=\"2\" r:id=\"b\"/></x:sheets><x:definedNames>\
            <x:definedName name=\"名\" localSheetId='1'>乙!$A$1</x:definedName></x:definedNames></x:workbook>";
        let new =
            [New { name: "o'新".to_owned(), relation: "c".to_owned(), table: Some("$A$1:$B$2".to_owned()) }];
        let first =
            Workbook::parse(text.to_owned()).unwrap().with_front(&BTreeSet::new(), &new, "r").unwrap();
        assert!(first.contains("<x:workbookView tabRatio=\"5\"/>"), "{first}");
        assert!(first.contains("<x:sheets><x:sheet name=\"o&apos;新\" sheetId=\"8\""), "{first}");
        assert!(first.contains("<x:definedName name=\"名\" localSheetId=\"2\">"), "{first}");
        assert!(first.contains("&apos;o&apos;&apos;新&apos;!$1:$1</x:definedName>"), "{first}");
        let again = Workbook::parse(first.clone()).unwrap();
        assert_eq!(again.with_front(&[0].into(), &new, "r").unwrap(), first);
    }
}
