//! The boxes in which notes are shown: hidden until somebody points at the cell.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::diag::Unmarkable;
use crate::report::book::xml::{Edits, Element, elements};
use crate::source::LAST_CELL;

/// The names that old drawings know, as they are always written.
const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:v", "urn:schemas-microsoft-com:vml"),
    ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
    ("xmlns:x", "urn:schemas-microsoft-com:office:excel"),
];

/// The shape of which all boxes are.
const KIND: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
    path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
    <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// An empty drawing.
pub(in crate::report::book) fn empty() -> String {
    let names: Vec<String> = NAMESPACES.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    let names = names.concat();
    format!(
        "<xml{names}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>"
    )
}

/// Takes the boxes at some cells away and puts boxes at others.
pub(in crate::report::book) fn rewrite(
    text: &str,
    dropped: &BTreeSet<(u32, u32)>,
    added: &[(u32, u32)],
) -> Result<String, Unmarkable> {
    let found = elements(text, 3)?;
    let root = found.first().filter(|root| !root.is_empty()).ok_or(Unmarkable::Form)?;
    if NAMESPACES.iter().any(|(name, value)| root.attributes.iter().all(|(n, v)| n != name || v != value)) {
        return Err(Unmarkable::Form);
    }
    let mut edits = Edits::default();
    let mut greatest = 1_024;
    for (number, shape) in found.iter().enumerate().filter(|(_, one)| one.depth == 1 && one.name == "shape") {
        let inside = found.get(number + 1..).unwrap_or_default().iter().take_while(|one| one.depth > 1);
        if place(text, inside).is_some_and(|cell| dropped.contains(&cell)) {
            edits.remove(shape.span.clone());
            continue;
        }
        let id = shape.get("id").and_then(|id| id.strip_prefix("_x0000_s"));
        greatest = greatest.max(id.and_then(|id| id.parse().ok()).unwrap_or(0));
    }
    let end = root.content.end;
    let is_kind = |one: &Element| one.name == "shapetype" && one.get("id") == Some("_x0000_t202");
    if !added.is_empty() && !found.iter().any(is_kind) {
        edits.insert(end, KIND);
    }
    let mut shapes = String::new();
    for (cell, id) in added.iter().zip(greatest + 1..) {
        write_shape(&mut shapes, *cell, id);
    }
    edits.insert(end, shapes);
    Ok(edits.apply(text))
}

/// Row and column, from 1, of the cell to which a box belongs.
fn place<'e>(text: &str, mut inside: impl Iterator<Item = &'e Element> + Clone) -> Option<(u32, u32)> {
    let number = |name: &str| {
        let element = inside.clone().find(|one| one.name == name)?;
        text.get(element.content.clone())?.trim().parse::<u32>().ok()?.checked_add(1)
    };
    let cell = (number("Row")?, number("Column")?);
    inside.any(|one| one.name == "ClientData" && one.get("ObjectType") == Some("Note")).then_some(cell)
}

fn write_shape(out: &mut String, (row, column): (u32, u32), id: u64) {
    const WIDE: u32 = 5;
    const HIGH: u32 = 9;
    let (last_row, last_column) = LAST_CELL;
    // Beside the cell at the right; at the left where the sheet ends.
    let left = if column + WIDE < last_column { column } else { column.saturating_sub(WIDE + 1) };
    let top = row.saturating_sub(2).min(last_row - HIGH - 1);
    let (right, bottom) = (left + WIDE, top + HIGH);
    let (row, column) = (row - 1, column - 1);
    let _ = write!(
        out,
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:0;margin-top:0;\
         width:260pt;height:130pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
         <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
         <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/>\
         <x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_come_and_go_and_the_others_stay() {
        let first = rewrite(&empty(), &BTreeSet::new(), &[(2, 2), (9, 1)]).unwrap();
        assert!(first.contains("<x:Row>1</x:Row><x:Column>1</x:Column>"), "{first}");
        assert_eq!(first.matches("visibility:hidden").count(), 2);
        let again = rewrite(&first, &[(9, 1)].into(), &[(9, 1)]).unwrap();
        assert_eq!(again, first);
        let less = rewrite(&first, &[(9, 1)].into(), &[]).unwrap();
        assert_eq!(less.matches("<v:shape ").count(), 1);
        for corner in [(1, 1), LAST_CELL] {
            assert!(rewrite(&empty(), &BTreeSet::new(), &[corner]).unwrap().contains("<x:Anchor>"));
        }
    }
}
