//! Workbooks written down in Markdown.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// The workbook that a text describes.
///
/// A line is a row, its cells between `|`; a line `== name [hidden]` begins a sheet. A number is a number, `'1` is
/// a text, `#REF!` an error value, `=x` a formula that was never computed, `{0%}0.5` a number with a format,
/// `true` and `false` are truths, and `\n` is a line break. A row that begins with `~` is hidden, a sheet's line
/// may hide columns: `hidden-columns=B`. `... 500` stands for so many blank rows. A cell `<` is merged with the one left of it, `^` with the one above. The first sheet is `申报` where no line names one.
pub(crate) fn workbook(text: &str) -> Vec<u8> {
    let mut book = Book::default();
    for line in text.lines() {
        match line.strip_prefix("== ") {
            Some(head) => book.sheet(head),
            None => book.row(line),
        }
    }
    book.finish()
}

/// A file that is called a workbook and cannot be read as one.
pub(crate) fn broken(how: &str, text: &str) -> Vec<u8> {
    let main = "xl/workbook.xml";
    match how {
        "password" => {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
            file.create_stream("EncryptedPackage").unwrap();
            file.into_inner().into_inner()
        }
        "cut" => {
            let whole = workbook(text);
            whole[..whole.len() / 2].to_vec()
        }
        "bursting" => archive(&[(main, &" ".repeat(9 << 20))]),
        "entity" => archive(&[(main, "<!DOCTYPE x [<!ENTITY a \"aa\">]><workbook>&a;</workbook>")]),
        "binary" => archive(&[("xl/workbook.bin", "")]),
        how => panic!("no workbook is broken by `{how}`"),
    }
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    formats: Vec<String>,
}

struct Sheet {
    name: String,
    hidden: bool,
    columns: String,
    rows: String,
    count: usize,
    cells: Vec<Vec<String>>,
}

impl Book {
    fn sheet(&mut self, head: &str) {
        let mut words = head.split_whitespace();
        let name = words.next().unwrap().to_owned();
        let mut sheet = Sheet {
            name,
            hidden: false,
            columns: String::new(),
            rows: String::new(),
            count: 0,
            cells: Vec::new(),
        };
        for word in words {
            if let Some(letter) = word.strip_prefix("hidden-columns=") {
                let number = letter.as_bytes()[0] - b'A' + 1;
                sheet.columns = format!("<cols><col min=\"{number}\" max=\"{number}\" hidden=\"1\"/></cols>");
            } else {
                assert_eq!(word, "hidden");
                sheet.hidden = true;
            }
        }
        self.sheets.push(sheet);
    }

    fn row(&mut self, line: &str) {
        if self.sheets.is_empty() {
            self.sheet("申报");
        }
        if let Some(blank) = line.strip_prefix("... ") {
            let blank: usize = blank.parse().unwrap();
            let sheet = self.sheets.last_mut().unwrap();
            sheet.count += blank;
            sheet.cells.extend(std::iter::repeat_n(Vec::new(), blank));
            return;
        }
        let (line, hidden) = line.strip_prefix('~').map_or((line, ""), |rest| (rest, " hidden=\"1\""));
        let cells: String =
            (b'A'..).zip(line.split('|')).map(|(letter, cell)| self.cell(letter, cell)).collect();
        let sheet = self.sheets.last_mut().unwrap();
        sheet.count += 1;
        sheet.cells.push(line.split('|').map(|cell| cell.trim().to_owned()).collect());
        let numbered = cells.replace('@', &sheet.count.to_string());
        write!(sheet.rows, "<row r=\"{}\"{hidden}>{numbered}</row>", sheet.count).unwrap();
    }

    /// A cell, with `@` for the number of its row.
    fn cell(&mut self, letter: u8, cell: &str) -> String {
        let cell = cell.trim();
        let place = format!("<c r=\"{}@\"", char::from(letter));
        if matches!(cell, "" | "<" | "^") {
            String::new()
        } else if let Some((format, number)) = cell.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            let style = self.formats.iter().position(|known| known == format).unwrap_or_else(|| {
                self.formats.push(format.to_owned());
                self.formats.len() - 1
            });
            format!("{place} s=\"{}\"><v>{number}</v></c>", style + 1)
        } else if cell.starts_with('#') {
            format!("{place} t=\"e\"><v>{cell}</v></c>")
        } else if let Some(formula) = cell.strip_prefix('=') {
            format!("{place}><f>{}</f></c>", escaped(formula))
        } else if matches!(cell, "true" | "false") {
            format!("{place} t=\"b\"><v>{}</v></c>", u8::from(cell == "true"))
        } else if cell.parse::<f64>().is_ok() {
            format!("{place}><v>{cell}</v></c>")
        } else {
            let text = escaped(cell.strip_prefix('\'').unwrap_or(cell)).replace("\\n", "\n");
            format!("{place} t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
    }

    fn finish(self) -> Vec<u8> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut formats = String::new();
        let mut styles = "<xf numFmtId=\"0\"/>".to_owned();
        for (number, code) in (164..).zip(&self.formats) {
            write!(formats, "<numFmt numFmtId=\"{number}\" formatCode=\"{}\"/>", escaped(code)).unwrap();
            write!(styles, "<xf numFmtId=\"{number}\"/>").unwrap();
        }
        let styles =
            format!("<styleSheet><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>");
        let (mut list, mut relations) = (String::new(), String::new());
        let mut parts = Vec::new();
        for (number, sheet) in (1..).zip(&self.sheets) {
            let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
            write!(list, "<sheet name=\"{}\"{state} r:id=\"r{number}\"/>", escaped(&sheet.name)).unwrap();
            write!(
                relations,
                "<Relationship Id=\"r{number}\" Type=\"{OFFICE}/worksheet\" Target=\"sheet{number}.xml\"/>"
            )
            .unwrap();
            let xml = format!(
                "<worksheet>{}<sheetData>{}</sheetData>{}</worksheet>",
                sheet.columns,
                sheet.rows,
                merges(&sheet.cells)
            );
            parts.push((format!("xl/sheet{number}.xml"), xml));
        }
        write!(relations, "<Relationship Id=\"s\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>").unwrap();
        parts.push((
            "xl/workbook.xml".into(),
            format!("<workbook xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"),
        ));
        parts.push((
            "xl/_rels/workbook.xml.rels".into(),
            format!("<Relationships>{relations}</Relationships>"),
        ));
        parts.push(("xl/styles.xml".into(), styles));
        let parts: Vec<(&str, &str)> =
            parts.iter().map(|(name, xml)| (name.as_str(), xml.as_str())).collect();
        archive(&parts)
    }
}

/// The merged cells, each from its first one on.
fn merges(cells: &[Vec<String>]) -> String {
    let at = |row: usize, column: usize| {
        cells.get(row).and_then(|row: &Vec<String>| row.get(column)).map(String::as_str)
    };
    let mut found = String::new();
    for (row, columns) in cells.iter().enumerate() {
        for (column, cell) in columns.iter().enumerate() {
            let wide = (column + 1..columns.len()).take_while(|next| at(row, *next) == Some("<")).count();
            let high = (row + 1..cells.len()).take_while(|next| at(*next, column) == Some("^")).count();
            if !matches!(cell.as_str(), "<" | "^") && wide + high > 0 {
                let letter = |column: usize| char::from(b'A' + u8::try_from(column).unwrap());
                let (first, last) = (letter(column), letter(column + wide));
                write!(found, "<mergeCell ref=\"{first}{}:{last}{}\"/>", row + 1, row + high + 1).unwrap();
            }
        }
    }
    if found.is_empty() { found } else { format!("<mergeCells>{found}</mergeCells>") }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
