//! Lines of an input that are read once more.

use std::io::{BufRead, BufReader, Read};

use crate::session::input::Anywhere;

/// Lines of one input, from the first one to the last: what lies between them is passed over.
pub(super) struct Lines<'f> {
    /// `None` when the input cannot be read, or no further.
    input: Option<BufReader<Box<dyn Anywhere + 'f>>>,
    /// Bytes of it before the next one that is read.
    at: u64,
    line: Vec<u8>,
}

/// Bytes that are read at once: two or three lines, as what is read and not wanted costs most.
const AT_ONCE: usize = 1 << 12;

impl<'f> Lines<'f> {
    pub(super) fn new(input: Option<Box<dyn Anywhere + 'f>>) -> Self {
        Self { input: input.map(|input| BufReader::with_capacity(AT_ONCE, input)), at: 0, line: Vec::new() }
    }

    /// The line that begins there, with its end, or all from there on; `None` where there is none any more.
    pub(super) fn read(&mut self, start: u64, whole: bool) -> Option<&str> {
        let Self { input: open, at, line } = self;
        // What cannot be read once is not tried again.
        let mut input = open.take()?;
        input.seek_relative(i64::try_from(i128::from(start) - i128::from(*at)).ok()?).ok()?;
        line.clear();
        let read = if whole { input.read_to_end(line) } else { input.read_until(b'\n', line) }.ok()?;
        *at = start + u64::try_from(read).ok()?;
        *open = Some(input);
        simdutf8::basic::from_utf8(line).ok().filter(|line| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn lines(bytes: &[u8]) -> Lines<'static> {
        Lines::new(Some(Box::new(Cursor::new(bytes.to_vec()))))
    }

    #[test]
    fn near_and_far_lines_of_any_length() {
        let long = "长".repeat(10_000);
        let text = format!("一\n二\n{long}\n{long}{long}\n三");
        let starts: Vec<usize> =
            [0].into_iter().chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let mut lines = lines(text.as_bytes());
        // One of them again.
        for at in [0, 2, 4, 1] {
            assert_eq!(lines.read(starts[at] as u64, false), text.split_inclusive('\n').nth(at));
        }
        assert_eq!(lines.read(starts[3] as u64, true), text.get(starts[3]..));
    }

    #[test]
    fn a_line_that_is_there_no_more_does_not_hide_the_others() {
        let mut lines = lines(b"one\n\xff\ntwo\n");
        assert_eq!(lines.read(4, false), None);
        assert_eq!(lines.read(100, false), None);
        assert_eq!(lines.read(6, false), Some("two\n"));
    }

    #[test]
    fn an_input_that_cannot_be_opened() {
        assert_eq!(Lines::new(None).read(0, false), None);
    }
}
