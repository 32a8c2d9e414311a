//! What the bytes of a file are: by what they hold, whatever the file is called.

use std::sync::Arc;

use super::archive::Archive;
use super::cells::Sheets;
use super::ods::Ods;
use super::xls::Xls;
use super::xlsx::Xlsx;
use crate::diag::{BookProblem, Disguise};

/// File name endings that workbooks have, the usual one first. Those of other kinds are among them, so that it
/// can be said what they are.
pub const BOOK_ENDINGS: [&str; 9] = ["xlsx", "xlsm", "xls", "ods", "et", "xltx", "xltm", "xlsb", "ett"];

/// What a zip archive begins with: a part, or the end of an empty directory.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// What a compound file begins with.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// True when the bytes are a workbook, or are called one.
pub fn is_book(path: &str, bytes: &[u8]) -> bool {
    let ending = name(path).rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    BOOK_ENDINGS.contains(&ending.as_str())
        || ZIP.iter().any(|start| bytes.starts_with(start))
        || bytes.starts_with(COMPOUND)
}

/// The sheets of the workbook that the bytes are.
pub(in crate::read) fn open(path: &str, bytes: Vec<u8>) -> Result<Box<dyn Sheets>, BookProblem> {
    if name(path).starts_with("~$") {
        return Err(BookProblem::LockFile);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Box::new(Xls::open(&bytes)?));
    }
    if !ZIP.iter().any(|start| bytes.starts_with(start)) {
        return Err(BookProblem::NotAWorkbook { found: disguise(&bytes) });
    }
    let archive = Archive::open(Arc::new(bytes))?;
    if let Some(book) = Xlsx::open(&archive) {
        return Ok(Box::new(book?));
    }
    if let Some(book) = Ods::open(&archive) {
        return Ok(Box::new(book?));
    }
    Err(BookProblem::NotAWorkbook { found: Disguise::Archive })
}

fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// What bytes are that are no workbook.
fn disguise(bytes: &[u8]) -> Disguise {
    const LOOK: usize = 512;
    let start = bytes.get(..LOOK).unwrap_or(bytes);
    let text =
        String::from_utf8_lossy(start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start)).to_ascii_lowercase();
    let text = text.trim_start();
    if bytes.is_empty() {
        Disguise::Empty
    } else if bytes.starts_with(b"%PDF") {
        Disguise::Pdf
    } else if [&b"\x89PNG"[..], b"\xff\xd8\xff", b"GIF8", b"BM"].iter().any(|start| bytes.starts_with(start))
    {
        Disguise::Picture
    } else if ["<!doctype html", "<html", "<table", "<head", "<meta"].iter().any(|tag| text.starts_with(tag))
        || text.contains("<html")
    {
        Disguise::Html
    } else if text.starts_with("<?xml") || text.starts_with('<') {
        Disguise::Xml
    } else if start.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\r' | b'\n')) {
        Disguise::Text
    } else {
        Disguise::Unknown
    }
}
