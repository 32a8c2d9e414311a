//! Bytes to text, and in which encoding they were.

use super::Encoding;
use crate::diag::{DataProblem, Diagnostic, Problem};
use crate::source::{Site, Source, Span};

/// The largest file that is read, in MiB.
pub const MAX_FILE_MIB: usize = 2048;

/// The text of a file.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub source: Source<'static>,
    /// That it is not UTF-8 but something else.
    pub note: Option<Diagnostic>,
}

/// The text of a file in the encoding, or in the one that its bytes show. Bytes that stand for no character, a
/// character of value zero and a file larger than [`MAX_FILE_MIB`] are refused.
pub fn decode(path: &str, bytes: Vec<u8>, encoding: Option<Encoding>) -> Result<Decoded, Diagnostic> {
    if bytes.len() >> 20 >= MAX_FILE_MIB {
        let problem = DataProblem::TooLarge { limit_mib: MAX_FILE_MIB };
        return Err(Diagnostic::error(Problem::Data(problem), Site::whole(path)));
    }
    let encoding = encoding.unwrap_or_else(|| Encoding::of(&bytes));
    let decoded = if encoding == Encoding::UTF_8 { utf_8(bytes) } else { encoding.decode(&bytes) };
    let text = decoded.map_err(|(before, offset)| {
        let problem = if encoding == Encoding::UTF_8 {
            DataProblem::NotUtf8 { offset }
        } else {
            DataProblem::Undecodable { encoding: encoding.name(), offset }
        };
        refused(path, before, problem)
    })?;
    if text.as_bytes().contains(&0) {
        let offset = text.find('\0').unwrap_or_default();
        let before = text.get(..offset).unwrap_or_default().to_owned();
        return Err(refused(path, before, DataProblem::NulByte { offset }));
    }
    let note = (encoding != Encoding::UTF_8).then(|| {
        let problem = DataProblem::Encoding { name: encoding.name() };
        Diagnostic::note(Problem::Data(problem), Site::whole(path))
    });
    Ok(Decoded { source: Source::new(path, text), note })
}

/// The bytes themselves where they are UTF-8; no copy of them is made.
fn utf_8(bytes: Vec<u8>) -> Result<String, (String, usize)> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let mut before = error.into_bytes();
        before.truncate(offset);
        (String::from_utf8(before).unwrap_or_default(), offset)
    })
}

/// The problem at the end of what could be read before it.
fn refused(path: &str, before: String, problem: DataProblem) -> Diagnostic {
    let readable = Source::new(path, before);
    let site = readable.site(Span::at(readable.text().len()));
    Diagnostic::error(Problem::Data(problem), site)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Result<(String, Option<Problem>), Problem> {
        let decoded = decode("a.csv", bytes.to_vec(), None).map_err(|refused| refused.problem)?;
        Ok((decoded.source.text().to_owned(), decoded.note.map(|note| note.problem)))
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(found(b"\xEF\xBB\xBF{}"), Ok(("{}".to_owned(), None)));
    }

    #[test]
    fn another_encoding_is_read_and_said() {
        let note = |name| Some(Problem::Data(DataProblem::Encoding { name }));
        assert_eq!(found(b"code,\xBD\xF0\xB6\xEE"), Ok(("code,金额".to_owned(), note("GB18030"))));
        assert_eq!(found(b"\xFF\xFEa\0"), Ok(("a".to_owned(), note("UTF-16LE"))));
    }

    #[test]
    fn the_encoding_that_is_asked_for_is_obeyed() {
        let big5 = Encoding::named("big5");
        let decoded = decode("a.csv", b"\xAA\xF7\xC3B".to_vec(), big5).unwrap();
        assert_eq!(decoded.source.text(), "金額");
        let refused = decode("a.csv", b"a\xBD\xF0".to_vec(), Some(Encoding::UTF_8)).unwrap_err();
        assert_eq!(refused.problem, Problem::Data(DataProblem::NotUtf8 { offset: 1 }));
    }

    #[test]
    fn bytes_that_are_no_character_are_refused_at_their_place() {
        let text = "项目名称,金额\n".as_bytes();
        let broken = Problem::Data(DataProblem::NotUtf8 { offset: text.len() });
        assert_eq!(found(&[text, b"\xFF"].concat()), Err(broken));
        let broken = Problem::Data(DataProblem::Undecodable { encoding: "GB18030", offset: 2 });
        assert_eq!(found(b"\xCF\xEE\xFF"), Err(broken));
        assert_eq!(found(b"a\0b"), Err(Problem::Data(DataProblem::NulByte { offset: 1 })));
    }
}
