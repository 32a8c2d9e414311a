//! `xlsx`: the list of problems as a workbook, with what came out and the rules beside it.

use std::io::{self, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Earlier;
use super::annotate::put_front;
use super::front::Original;
use super::package::Package;
use crate::diag::Unmarkable;
use crate::finding::Report;
use crate::report::Context;
use crate::text::Language;

/// Writes the list of all problems of a run.
pub(in crate::report) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let book = workbook(report, None, &Earlier::default(), context.language);
    out.write_all(&book.map_err(|_| io::ErrorKind::InvalidData)?)
}

/// The list of the problems of one file of which no marked copy can be made.
pub fn list_workbook(
    report: &Report,
    original: &Original,
    earlier: &Earlier,
    language: Language,
) -> Result<Vec<u8>, Unmarkable> {
    workbook(report, Some(original), earlier, language)
}

fn workbook(
    report: &Report,
    original: Option<&Original>,
    earlier: &Earlier,
    language: Language,
) -> Result<Vec<u8>, Unmarkable> {
    let mut package = Package::open(empty()?)?;
    put_front(&mut package, report, original, earlier, false, language)?;
    package.finish()
}

/// A workbook without a sheet.
fn empty() -> Result<Vec<u8>, Unmarkable> {
    const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
        ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
        Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"xl/workbook.xml\"/></Relationships>";
    const WORKBOOK: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <bookViews><workbookView/></bookViews><sheets></sheets></workbook>";
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in
        [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("xl/workbook.xml", WORKBOOK)]
    {
        zip.start_file(name, options).map_err(|_| Unmarkable::Form)?;
        zip.write_all(text.as_bytes()).map_err(|_| Unmarkable::Form)?;
    }
    Ok(zip.finish().map_err(|_| Unmarkable::Form)?.into_inner())
}
