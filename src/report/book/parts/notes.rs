//! The notes of a sheet: those of heng are written anew, all others stay as they are.

use std::collections::BTreeSet;

use super::survey::Cells;
use crate::diag::Unmarkable;
use crate::report::book::sheet::{MOST_CHARACTERS, escaped, shortened};
use crate::report::book::xml::{Edits, Element, elements};
use crate::report::xml::Xml;
use crate::source::{CellRef, parse_address};

/// Who writes the notes.
const AUTHOR: &str = "heng 自查";
/// What a note of heng begins with, where it stands below somebody else's too.
const HEAD: &str = "〔heng 自查〕";

/// The notes of a sheet after a change.
pub(in crate::report::book) struct Notes {
    /// The part.
    pub(in crate::report::book) part: String,
    /// Cells whose notes were of heng alone.
    pub(in crate::report::book) dropped: BTreeSet<(u32, u32)>,
    /// Cells whose notes are of heng alone.
    pub(in crate::report::book) added: Vec<(u32, u32)>,
}

/// An empty part of notes.
pub(in crate::report::book) fn empty(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <comments xmlns=\"{namespace}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// True when the part has a note of heng.
pub(in crate::report::book) fn has_own(text: &str) -> bool {
    text.contains(HEAD)
}

/// Takes the notes of an earlier run out of the part and puts these in.
pub(in crate::report::book) fn rewrite(text: &str, notes: &Cells<String>) -> Result<Notes, Unmarkable> {
    let found = elements(text, 3)?;
    let slice = |element: &Element| text.get(element.content.clone()).unwrap_or_default();
    let p = found.first().map(|root| root.prefix.clone()).ok_or(Unmarkable::Form)?;
    let mut edits = Edits::default();
    let authors = || found.iter().filter(|one| one.depth == 2 && one.name == "author");
    let known = authors().position(|author| slice(author) == AUTHOR);
    let author = known.unwrap_or_else(|| authors().count());
    let mut left = notes.clone();
    let mut dropped = BTreeSet::new();
    let list = found.iter().position(|one| one.depth == 1 && one.name == "commentList");
    let comments = found.iter().enumerate().filter(|(_, one)| one.depth == 2 && one.name == "comment");
    for (number, comment) in comments {
        let cell = comment.get("ref").and_then(parse_address).ok_or(Unmarkable::Form)?;
        let own = comment.get("authorId").and_then(|id| id.parse::<usize>().ok());
        if own.is_some() && own == known && slice(comment).contains(HEAD) {
            edits.remove(comment.span.clone());
            dropped.insert(cell);
            continue;
        }
        let inside = found.get(number + 1..).unwrap_or_default().iter().take_while(|one| one.depth > 2);
        let Some(said) = inside.into_iter().find(|one| one.name == "text") else {
            continue;
        };
        let note = left.remove(&cell);
        if note.is_some() || slice(said).contains(HEAD) {
            let inner = joined(slice(said), note.as_deref(), &p)?;
            let name = format!("{p}text");
            edits.replace(said.span.clone(), format!("<{name}>{inner}</{name}>"));
        }
    }
    let added: Vec<(u32, u32)> = left.keys().copied().collect();
    if !left.is_empty() {
        if known.is_none() {
            let list = found.iter().find(|one| one.depth == 1 && one.name == "authors");
            add(&mut edits, list.ok_or(Unmarkable::Form)?, &format!("<{p}author>{AUTHOR}</{p}author>"));
        }
        let all = left.iter().map(|((row, column), note)| {
            let cell = CellRef::address_of(*row as usize, *column as usize);
            let run = run(note, MOST_CHARACTERS, &p);
            format!("<{p}comment ref=\"{cell}\" authorId=\"{author}\"><{p}text>{run}</{p}text></{p}comment>")
        });
        let list = list.and_then(|list| found.get(list)).ok_or(Unmarkable::Form)?;
        add(&mut edits, list, &all.collect::<String>());
    }
    Ok(Notes { part: edits.apply(text), dropped, added })
}

/// Adds at the end of an element.
fn add(edits: &mut Edits, element: &Element, text: &str) {
    if element.is_empty() {
        let name = format!("{}{}", element.prefix, element.name);
        edits.replace(element.span.clone(), format!("<{name}>{text}</{name}>"));
    } else {
        edits.insert(element.content.end, text);
    }
}

/// Somebody's note without what an earlier run put below it, and with what this one does.
fn joined(inner: &str, note: Option<&str>, p: &str) -> Result<String, Unmarkable> {
    let wrapped = format!("<a>{inner}</a>");
    let found = elements(&wrapped, 2)?;
    let mut kept = String::new();
    let mut characters = 1;
    for element in found.iter().filter(|one| one.depth == 1) {
        let whole = wrapped.get(element.span.clone()).unwrap_or_default();
        match element.name.as_str() {
            "r" if whole.contains(HEAD) => continue,
            // One text without runs becomes a run, so that another can follow.
            "t" if note.is_some() => kept.extend([&format!("<{p}r>"), whole, &format!("</{p}r>")]),
            _ => kept.push_str(whole),
        }
        characters += whole.encode_utf16().count();
    }
    if let Some(note) = note {
        let most = MOST_CHARACTERS.saturating_sub(characters);
        kept.push_str(&run(&format!("\n{note}"), most, p));
    }
    Ok(kept)
}

fn run(note: &str, most: usize, p: &str) -> String {
    let line = if note.starts_with('\n') { "\n" } else { "" };
    let text = shortened(&format!("{line}{HEAD}\n{}", note.trim_start_matches('\n')), most);
    format!(
        "<{p}r><{p}rPr><{p}sz val=\"9\"/><{p}rFont val=\"宋体\"/></{p}rPr>\
         <{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        Xml(&escaped(&text))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMESPACE: &str = "n";

    fn notes(all: &[((u32, u32), &str)]) -> Cells<String> {
        all.iter().map(|(cell, note)| (*cell, (*note).to_owned())).collect()
    }

    #[test]
    fn notes_of_others_stay_and_ours_are_written_anew() {
        let others = "<comments xmlns=\"n\"><authors><author>张三</author></authors><commentList>\
            <comment ref=\"B2\" authorId=\"0\"><text><t>请核对</t></text></comment>\
            <comment ref=\"C2\" authorId=\"0\"><text><r><t>别动</t></r></text></comment></commentList></comments>";
        let ours = notes(&[((2, 2), "金额偏大"), ((5, 1), "未填")]);
        let first = rewrite(others, &ours).unwrap();
        assert_eq!(first.added, [(5, 1)]);
        assert!(
            first
                .part
                .contains("<comment ref=\"C2\" authorId=\"0\"><text><r><t>别动</t></r></text></comment>")
        );
        assert!(first.part.contains("<text><r><t>请核对</t></r><r>"), "{}", first.part);
        let again = rewrite(&first.part, &ours).unwrap();
        assert_eq!((again.part.as_str(), again.added), (first.part.as_str(), vec![(5, 1)]));
        assert_eq!(again.dropped.into_iter().collect::<Vec<_>>(), [(5, 1)]);
        let none = rewrite(&first.part, &Cells::new()).unwrap();
        assert!(!has_own(&none.part) && none.part.contains("请核对"), "{}", none.part);
        let empty = rewrite(&empty(NAMESPACE), &ours).unwrap();
        assert_eq!(empty.added, [(2, 2), (5, 1)]);
    }

    #[test]
    fn a_note_has_no_more_than_a_note_can() {
        let long = "长".repeat(40_000);
        let part = rewrite(&empty(NAMESPACE), &notes(&[((1, 1), &long)])).unwrap().part;
        let length = part.chars().filter(|character| *character == '长').count();
        assert!((32_700..MOST_CHARACTERS).contains(&length), "{length}");
    }
}
