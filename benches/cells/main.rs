//! What reading the cells of a workbook takes another reader, which hands them on one by one and keeps none.
//!
//! ```text
//! cargo bench --bench cells -- FILE.xlsx
//! ```

use std::fs::File;
use std::io::BufReader;
use std::process::ExitCode;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

fn main() -> ExitCode {
    // `--bench` is what cargo itself passes on.
    let path = std::env::args().skip(1).find(|argument| argument != "--bench");
    let Some(path) = path else {
        eprintln!("usage: cells FILE.xlsx");
        return ExitCode::SUCCESS;
    };
    match count(&path) {
        Ok((texts, numbers)) => {
            println!("{texts} texts, {numbers} other cells");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How many texts there are, and how many other cells.
fn count(path: &str) -> Result<(usize, usize), XlsxError> {
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(File::open(path)?))?;
    let (mut texts, mut others) = (0, 0);
    for sheet in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&sheet)?;
        while let Some(cell) = cells.next_cell()? {
            match cell.get_value() {
                DataRef::Empty => {}
                DataRef::String(_) | DataRef::SharedString(_) => texts += 1,
                _ => others += 1,
            }
        }
    }
    Ok((texts, others))
}
