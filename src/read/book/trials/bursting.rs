//! Workbooks that are none, are broken, or unpack to more than a computer holds.

use super::{archive, ods, read, xlsx};
use crate::diag::{BookProblem, Damage, Disguise, Excess};

/// What is wrong with the workbook.
fn refused(path: &str, bytes: Vec<u8>) -> BookProblem {
    read(path, bytes).unwrap_err()
}

fn damage(path: &str, bytes: Vec<u8>) -> Damage {
    match refused(path, bytes) {
        BookProblem::Damaged { damage } => damage,
        other => panic!("{other:?}"),
    }
}

fn excess(path: &str, bytes: Vec<u8>) -> Excess {
    match refused(path, bytes) {
        BookProblem::TooMuch { excess } => excess,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_called_a_workbook_and_is_none() {
    for (bytes, found) in [
        (&b""[..], Disguise::Empty),
        ("项目代码,申报金额\n1,2\n".as_bytes(), Disguise::Text),
        (b"\xcf\xee\xc4\xbf\t1\r\n", Disguise::Text),
        (b"<html xmlns:o=\"urn\"><table>", Disguise::Html),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?><Workbook/>", Disguise::Xml),
        (b"%PDF-1.7", Disguise::Pdf),
        (b"\x89PNG\r\n", Disguise::Picture),
        (b"\x00\x01\x02", Disguise::Unknown),
    ] {
        assert_eq!(refused("a.xls", bytes.to_vec()), BookProblem::NotAWorkbook { found });
    }
    let document = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let document = archive(&[("_rels/.rels", document.as_bytes())]);
    assert_eq!(refused("a.xlsx", document), BookProblem::NotAWorkbook { found: Disguise::Document });
    let other = archive(&[("readme.txt", b"x")]);
    assert_eq!(refused("a.xlsx", other), BookProblem::NotAWorkbook { found: Disguise::Archive });
    let binary = archive(&[("xl/workbook.bin", b"x")]);
    assert_eq!(refused("a.xlsb", binary), BookProblem::OtherKind { kind: ".xlsb" });
    assert_eq!(refused("申报/~$a.xlsx", vec![0; 165]), BookProblem::LockFile);
}

#[test]
fn a_workbook_with_a_password() {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream("EncryptedPackage").unwrap();
    assert_eq!(refused("a.xlsx", file.into_inner().into_inner()), BookProblem::Encrypted);
    let manifest = "<manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let parts = [("content.xml", &b"\x00\xff"[..]), ("META-INF/manifest.xml", manifest.as_bytes())];
    assert_eq!(refused("a.ods", archive(&parts)), BookProblem::Encrypted);
}

#[test]
fn a_workbook_that_was_cut_or_changed() {
    let rows = (1..2_000).map(|row| format!("<row r=\"{row}\"><c><v>{row}</v></c></row>"));
    let whole = xlsx(&format!("<sheetData>{}</sheetData>", rows.collect::<Vec<_>>().concat()));
    for part in [1, 2, 3] {
        let mut cut = whole.clone();
        cut.truncate(whole.len() * part / 4);
        assert_eq!(damage("a.xlsx", cut), Damage::CutShort);
    }
    // A byte of the sheet's part that is changed is noticed, sooner or later.
    let first = whole.windows(10).position(|window| window == b"sheet1.xml").unwrap() + 10;
    let data = first..whole.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    for at in data.step_by(499) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        assert!(read("a.xlsx", changed).is_err(), "byte {at}");
    }
}

#[test]
fn cells_outside_every_grid() {
    for (cell, row) in [("XFE1", "1"), ("A1", "16777217"), ("A1", "0"), ("A0", "1")] {
        let sheet = format!("<sheetData><row r=\"{row}\"><c r=\"{cell}\"><v>1</v></c></row></sheetData>");
        assert!(matches!(damage("a.xlsx", xlsx(&sheet)), Damage::BeyondGrid { .. }));
    }
}

#[test]
fn two_cells_far_apart_are_two_cells() {
    let sheet = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                 <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    let sheets = read("a.xlsx", xlsx(sheet)).unwrap();
    assert_eq!(sheets[0].2.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn an_archive_that_unpacks_to_a_thousand_times_its_size() {
    let zeros = vec![b' '; 9 << 20];
    let bomb = archive(&[("xl/workbook.xml", &zeros)]);
    assert!(bomb.len() < 16 << 10);
    assert_eq!(excess("a.xlsx", bomb.clone()), Excess::Ratio { limit: 200 });
    // One that lies about it is read no further than it says.
    let mut lying = bomb;
    let size = (9_u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        lying.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert!(matches!(damage("a.xlsx", lying), Damage::Checksum { .. } | Damage::CutShort));
}

#[test]
fn an_archive_of_too_many_parts() {
    let names: Vec<String> = (0..10_001).map(|number| number.to_string()).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(excess("a.xlsx", archive(&parts)), Excess::Parts { limit: 10_000 });
}

#[test]
fn two_parts_of_one_name() {
    let parts = archive(&[("xl/workbook.xml", b"<a/>"), ("XL\\workbook.xml", b"<b/>")]);
    assert_eq!(damage("a.xlsx", parts), Damage::TwoParts);
}

#[test]
fn entities_and_document_types() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    let part = archive(&[("xl/workbook.xml", format!("{bomb}<workbook>&b;</workbook>").as_bytes())]);
    assert_eq!(refused("a.xlsx", part), BookProblem::DocumentType);
    let cell = "<sheetData><row><c t=\"str\"><v>&own;</v></c></row></sheetData>";
    assert_eq!(refused("a.xlsx", xlsx(cell)), BookProblem::DocumentType);
}

#[test]
fn one_text_without_end_and_elements_without_bottom() {
    let text: String =
        (0..60_000_u32).map(|number| char::from(b'a' + (number * number % 23) as u8)).collect();
    let sheet = format!("<sheetData><row><c t=\"str\"><v>{}</v></c></row></sheetData>", text.repeat(100));
    assert_eq!(excess("a.xlsx", xlsx(&sheet)), Excess::OneItem { limit_mib: 4 });
    let deep = format!("<sheetData>{}", "<a>".repeat(10_000));
    assert_eq!(excess("a.xlsx", xlsx(&deep)), Excess::Depth { limit: 256 });
}

#[test]
fn an_ods_cell_that_stands_for_a_million_rows_of_cells() {
    let body = "<office:body><office:spreadsheet><table:table table:name=\"a\">\
        <table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>\
        </table:table></office:spreadsheet></office:body>";
    assert_eq!(excess("a.ods", ods(body)), Excess::Copies { limit: 4_000_000 });
}
