//! Bytes to text: UTF-8 with or without a byte order mark, and nothing else.

use crate::diag::{DataProblem, Diagnostic, Problem};
use crate::source::{Site, Source, Span};

/// The largest file that is read, in MiB.
pub const MAX_FILE_MIB: usize = 2048;

/// The text of a file. A byte order mark at its start is dropped; bytes that are not UTF-8, a byte of value
/// zero and a file larger than [`MAX_FILE_MIB`] are refused.
pub fn decode(path: &str, bytes: Vec<u8>) -> Result<Source, Diagnostic> {
    if bytes.len() >> 20 >= MAX_FILE_MIB {
        let problem = DataProblem::TooLarge { limit_mib: MAX_FILE_MIB };
        return Err(Diagnostic::error(Problem::Data(problem), Site::whole(path)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.bytes().position(|byte| byte == 0) {
            None => Ok(Source::new(path, text)),
            Some(offset) => Err(refused(path, text.into_bytes(), offset, DataProblem::NulByte { offset })),
        },
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Err(refused(path, error.into_bytes(), offset, DataProblem::NotUtf8 { offset }))
        }
    }
}

/// The problem at the end of what could be read before it.
fn refused(path: &str, mut bytes: Vec<u8>, offset: usize, problem: DataProblem) -> Diagnostic {
    bytes.truncate(offset);
    let readable = Source::new(path, String::from_utf8(bytes).unwrap_or_default());
    let site = readable.site(Span::at(readable.text().len()));
    Diagnostic::error(Problem::Data(problem), site)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let source = decode("a.json", b"\xEF\xBB\xBF{}".to_vec()).unwrap();
        assert_eq!(source.text(), "{}");
    }

    #[test]
    fn gb18030_is_refused_at_its_first_chinese_character() {
        let refused = decode("a.csv", b"code,\xBD\xF0\xB6\xEE".to_vec()).unwrap_err();
        assert_eq!(refused.problem, Problem::Data(DataProblem::NotUtf8 { offset: 5 }));
        assert_eq!(refused.site().unwrap().start.column, 6);
    }

    #[test]
    fn zero_bytes_are_refused() {
        let refused = decode("a.csv", b"a\0b".to_vec()).unwrap_err();
        assert_eq!(refused.problem, Problem::Data(DataProblem::NulByte { offset: 1 }));
    }

    #[test]
    fn utf_16_is_refused_at_its_start() {
        let refused = decode("a.csv", b"\xFF\xFEa\0".to_vec()).unwrap_err();
        assert_eq!(refused.problem, Problem::Data(DataProblem::NotUtf8 { offset: 0 }));
    }
}
