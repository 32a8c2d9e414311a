//! The table of texts that the cells of all sheets share.

use crate::diag::BookProblem;
use crate::read::book::archive::Archive;
use crate::read::book::texts::Texts;
use crate::read::book::xml::{Item, Xml};

pub(super) fn read(archive: &Archive, part: &str) -> Result<Texts, BookProblem> {
    let mut texts = Texts::default();
    // Some programs refer to a table that they do not write.
    if !archive.has(part) {
        return Ok(texts);
    }
    let mut xml = Xml::new(part, archive.part(part)?);
    let mut text = String::new();
    loop {
        match xml.next()? {
            Item::Start(tag) if tag.name() == "si" => {
                text.clear();
                rich(&mut xml, &mut text)?;
                texts.push(&text);
            }
            Item::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// The characters of a text whose parts have fonts of their own, without the readings of its characters.
pub(super) fn rich(xml: &mut Xml, out: &mut String) -> Result<(), BookProblem> {
    let from = out.len();
    xml.text_inside(out, Some("t"), &["rPh"])?;
    unescape(out, from);
    Ok(())
}

/// Undoes `_x000D_`, in which workbooks keep what XML cannot.
pub(super) fn unescape(text: &mut String, from: usize) {
    let tail = text.get(from..).unwrap_or_default();
    if !tail.contains("_x") {
        return;
    }
    let mut units: Vec<u16> = Vec::with_capacity(tail.len());
    let mut rest = tail;
    while let Some(at) = rest.find("_x") {
        let (before, here) = rest.split_at_checked(at).unwrap_or((rest, ""));
        units.extend(before.encode_utf16());
        let code = here.get(2..6).filter(|_| here.get(6..7) == Some("_"));
        if let Some(unit) = code.and_then(|code| u16::from_str_radix(code, 16).ok()) {
            units.push(unit);
            rest = here.get(7..).unwrap_or_default();
        } else {
            units.extend("_x".encode_utf16());
            rest = here.get(2..).unwrap_or_default();
        }
    }
    units.extend(rest.encode_utf16());
    // Half of a surrogate pair is no character: the text stays as it was written.
    if let Ok(undone) = String::from_utf16(&units) {
        text.truncate(from);
        text.push_str(&undone);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_where_they_are_whole() {
        for (written, meant) in
            [("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x12", "_x12"), ("_x单_", "_x单_")]
        {
            let mut text = format!("前{written}");
            unescape(&mut text, "前".len());
            assert_eq!(text, format!("前{meant}"));
        }
    }
}
