//! What the sheets of a workbook share: their list, texts, number formats, date system.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use cfb::CompoundFile;

use super::records::{Reader, Records, kind, u16_at};
use super::sheet::SheetReader;
use crate::diag::{BookProblem, Damage, Disguise};
use crate::read::book::cells::{DateSystem, Merge, Row, SheetHead, Sheets, Shown};
use crate::read::book::formats::{built_in, shown};
use crate::read::book::texts::Texts;

/// A workbook whose sheets are read one after the other.
pub(in crate::read::book) struct Xls {
    stream: Arc<Vec<u8>>,
    sheets: std::vec::IntoIter<Listed>,
    shared: Arc<Shared>,
    system: DateSystem,
    now: Option<SheetReader>,
}

/// What the cells of all sheets refer to.
pub(super) struct Shared {
    pub(super) texts: Texts,
    pub(super) styles: Vec<Shown>,
}

struct Listed {
    name: String,
    hidden: bool,
    at: usize,
}

/// The kind of workbooks before this one.
const OLDER: &str = "Excel 5.0/95 .xls";

impl Xls {
    /// The workbook in a compound file.
    pub(in crate::read::book) fn open(bytes: &[u8]) -> Result<Self, BookProblem> {
        let cut_short = |_| BookProblem::Damaged { damage: Damage::CutShort };
        let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(cut_short)?;
        let holds = |name: &str| file.exists(name);
        if holds("EncryptedPackage") || holds("EncryptionInfo") {
            return Err(BookProblem::Encrypted);
        }
        if holds("WordDocument") {
            return Err(BookProblem::NotAWorkbook { found: Disguise::Document });
        }
        if holds("PowerPoint Document") {
            return Err(BookProblem::NotAWorkbook { found: Disguise::Slides });
        }
        if !holds("Workbook") {
            let older = holds("Book");
            let unknown = BookProblem::NotAWorkbook { found: Disguise::Unknown };
            return Err(if older { BookProblem::OtherKind { kind: OLDER } } else { unknown });
        }
        let mut stream = Vec::new();
        let opened = file.open_stream("Workbook").map_err(cut_short)?;
        // A stream is never larger than its file, whatever its length says.
        opened.take(bytes.len() as u64).read_to_end(&mut stream).map_err(cut_short)?;
        Self::read(Arc::new(stream))
    }

    fn read(stream: Arc<Vec<u8>>) -> Result<Self, BookProblem> {
        let mut records = Records::new(Arc::clone(&stream), 0);
        let cut_short = || BookProblem::Damaged { damage: Damage::CutShort };
        let first = records.next().filter(|record| record.kind == kind::START).ok_or_else(cut_short)?;
        if u16_at(records.bytes(first, 0), 0) != Some(0x0600) {
            return Err(BookProblem::OtherKind { kind: OLDER });
        }
        let mut sheets = Vec::new();
        let mut texts = Texts::default();
        let mut system = DateSystem::From1900;
        let mut formats: HashMap<u16, String> = HashMap::new();
        let mut styles = Vec::new();
        loop {
            let record = records.next().ok_or_else(cut_short)?;
            let bytes = records.bytes(record, 0);
            match record.kind {
                kind::EOF => break,
                kind::PASSWORD => return Err(BookProblem::Encrypted),
                kind::DATE_SYSTEM if u16_at(bytes, 0) == Some(1) => system = DateSystem::From1904,
                kind::SHEET => sheets.extend(listed(bytes)),
                kind::FORMAT => {
                    let code = Reader::new(vec![bytes.get(2..).unwrap_or_default()]).text(2);
                    if let (Some(id), Some(code)) = (u16_at(bytes, 0), code) {
                        formats.insert(id, code);
                    }
                }
                kind::STYLE => styles.push(u16_at(bytes, 2).unwrap_or_default()),
                kind::SHARED_TEXTS => {
                    let all = records.continued(record);
                    texts = shared_texts(&records, &all).ok_or_else(cut_short)?;
                }
                _ => {}
            }
        }
        let styles = styles.into_iter().map(|id| match formats.get(&id) {
            Some(code) => shown(code, system),
            None => built_in(id.into(), system),
        });
        let shared = Arc::new(Shared { texts, styles: styles.collect() });
        Ok(Self { stream, sheets: sheets.into_iter(), shared, system, now: None })
    }
}

impl Sheets for Xls {
    fn next_sheet(&mut self) -> Option<Result<SheetHead, BookProblem>> {
        let listed = self.sheets.next()?;
        let records = Records::new(Arc::clone(&self.stream), listed.at);
        let reader = SheetReader::open(records, Arc::clone(&self.shared));
        Some(reader.map(|(reader, hidden_columns)| {
            self.now = Some(reader);
            let (name, system) = (listed.name.into(), self.system);
            SheetHead { name, hidden: listed.hidden, hidden_columns, system }
        }))
    }

    fn next_row(&mut self, row: &mut Row) -> Result<bool, BookProblem> {
        Ok(self.now.as_mut().is_some_and(|reader| reader.next_row(row)))
    }

    fn merges(&mut self) -> Vec<Merge> {
        self.now.as_mut().map(|reader| std::mem::take(&mut reader.merges)).unwrap_or_default()
    }
}

/// The sheet that a record lists, when it is one of cells.
fn listed(bytes: &[u8]) -> Option<Listed> {
    let at = usize::try_from(super::records::u32_at(bytes, 0)?).ok()?;
    let (state, sort) = (*bytes.get(4)?, *bytes.get(5)?);
    let name = Reader::new(vec![bytes.get(6..)?]).text(1)?;
    (sort == 0).then_some(Listed { name, hidden: state & 3 != 0, at })
}

fn shared_texts(records: &Records, all: &[super::records::Record]) -> Option<Texts> {
    let mut reader = Reader::new(all.iter().map(|record| records.bytes(*record, 0)).collect());
    let (_, count) = (reader.number(4)?, reader.number(4)?);
    let mut texts = Texts::default();
    for _ in 0..count {
        texts.push(&reader.text(2)?);
    }
    Some(texts)
}
