//! Promises about copies of sheets, over generated sheets and marks.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::parts::survey::{Cells, survey};
use super::parts::worksheet::{Change, copy};
use super::styles::Styles;
use crate::diag::Severity;
use crate::source::CellRef;

const TABLE: &str = "<styleSheet><fonts count=\"1\"><font/></fonts><fills count=\"3\">\
    <fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF00FF00\"/></patternFill></fill></fills>\
    <borders count=\"1\"><border/></borders><cellXfs count=\"3\"><xf numFmtId=\"0\"/>\
    <xf numFmtId=\"10\" fillId=\"2\"/><xf numFmtId=\"4\"/></cellXfs></styleSheet>";

/// The content of a cell with what nobody may touch in it.
fn content() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<v>1</v>",
        "<f>SUM(A1:A2)</f><v> 7 </v>",
        "<is><t xml:space='preserve'> =1+1 &amp; &lt;x&gt; </t></is>",
        "<!-- 注 --><v><![CDATA[5]]></v>",
        "",
    ])
}

prop_compose! {
    /// Rows from top to bottom, and cells from left to right.
    fn rows()(rows in prop::collection::btree_map(1_u32..12, prop::collection::btree_map(1_u32..8, (0_usize..3, content()), 0..5), 0..6))
        -> BTreeMap<u32, BTreeMap<u32, (usize, &'static str)>> {
        rows
    }
}

fn sheet(rows: &BTreeMap<u32, BTreeMap<u32, (usize, &'static str)>>, prefix: &str) -> String {
    let mut data = String::new();
    for (row, cells) in rows {
        let cells = cells.iter().map(|(column, (style, content))| {
            let place = CellRef::address_of(*row as usize, *column as usize);
            if content.is_empty() {
                format!("<{prefix}c  r='{place}' s=\"{style}\" />")
            } else {
                format!("<{prefix}c r=\"{place}\"\n s='{style}'>{content}</{prefix}c >")
            }
        });
        let cells: String = cells.collect();
        data.extend([format!("<{prefix}row r=\"{row}\" spans=\"1:3\">{cells}</{prefix}row>\r\n")]);
    }
    let name = if prefix.is_empty() { "xmlns" } else { "xmlns:x" };
    format!(
        "<?xml version='1.0'?>\n<{prefix}worksheet {name}=\"n\"><{prefix}cols><{prefix}col min=\"7\" max=\"9\" style=\"2\"/></{prefix}cols>\
         <{prefix}sheetData>{data}</{prefix}sheetData><{prefix}mergeCells><{prefix}mergeCell ref=\"A1:B2\"/></{prefix}mergeCells></{prefix}worksheet>"
    )
}

fn copied(text: &str, marks: &Cells<Severity>, styles: &mut Styles) -> String {
    let mut out = Vec::new();
    copy(text.as_bytes(), &mut out, Change { marks: marks.clone(), styles, drawing: None }).unwrap();
    String::from_utf8(out).unwrap()
}

fn styles() -> Styles {
    Styles::parse(String::new(), TABLE.to_owned()).unwrap()
}

/// Style and content of every cell.
fn cells(text: &str) -> BTreeMap<(u32, u32), (usize, String)> {
    let found = super::xml::elements(text, 3).unwrap();
    let cells = found.iter().filter(|one| one.name == "c");
    let cell = |one: &super::xml::Element| {
        let place = crate::source::parse_address(one.get("r").unwrap()).unwrap();
        (place, (one.get("s").unwrap().parse().unwrap(), text[one.content.clone()].to_owned()))
    };
    cells.map(cell).collect()
}

proptest! {
    #[test]
    fn a_copy_without_a_change_is_the_sheet(rows in rows(), prefix in prop::sample::select(vec!["", "x:"])) {
        let text = sheet(&rows, prefix);
        prop_assert_eq!(copied(&text, &Cells::new(), &mut styles()), text);
    }

    #[test]
    fn marks_change_styles_alone_and_come_off_again(
        rows in rows(),
        prefix in prop::sample::select(vec!["", "x:"]),
        marked in prop::collection::btree_map((1_u32..14, 1_u32..10), prop::sample::select(vec![Severity::Error, Severity::Note]), 0..8),
    ) {
        let text = sheet(&rows, prefix);
        let mut styles = styles();
        let once = copied(&text, &marked, &mut styles);
        let (before, after) = (cells(&text), cells(&once));
        for (place, (style, content)) in &before {
            prop_assert_eq!(&after[place].1, content);
            prop_assert_eq!(after[place].0 == *style, !marked.contains_key(place));
        }
        let added: Vec<_> = after.keys().filter(|place| !before.contains_key(*place)).collect();
        prop_assert_eq!(added, marked.keys().filter(|place| !before.contains_key(*place)).collect::<Vec<_>>());
        // Cells stand in their order, whoever wrote them.
        let places: Vec<_> = super::xml::elements(&once, 3).unwrap().into_iter().filter(|one| one.name == "c")
            .map(|one| crate::source::parse_address(one.get("r").unwrap()).unwrap()).collect();
        prop_assert!(places.is_sorted());
        prop_assert_eq!(&copied(&once, &marked, &mut styles), &once);
        let plain = cells(&copied(&once, &Cells::new(), &mut styles));
        for (place, cell) in &before {
            prop_assert_eq!(&plain[place], cell);
        }
        let marks = styles.marks();
        let found = survey(once.as_bytes(), &|style| marks.contains(&style)).unwrap();
        prop_assert_eq!(found.styled, !marked.is_empty());
        prop_assert_eq!(found.seen(2, 2), (1, 1));
    }
}
