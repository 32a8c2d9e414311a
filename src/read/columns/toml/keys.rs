//! Keys of TOML, with and without quotes.

use crate::read::columns::Odd;
use crate::read::columns::decoder::Reading;
use crate::read::columns::plan::{Key, ObjectPlan, is_bare};
use crate::read::columns::scan::{At, Quoted};

impl<'p> Reading<'p, '_> {
    /// Which key of an object stands there, and the place behind it; `next` is its place in the order of keys, and
    /// then the place behind it.
    pub(super) fn simple_key(
        &mut self,
        at: At,
        object: &ObjectPlan,
        next: &mut usize,
    ) -> Result<(&'p Key, At), Odd> {
        let bytes = self.bytes;
        let (text, end) = match bytes.byte(at) {
            b'"' => {
                let Quoted { end, .. } = bytes.text(at + 1)?;
                (bytes.between(at + 1, end - 1), end)
            }
            b'\'' => {
                let mut end = at + 1;
                while !matches!(bytes.byte(end), b'\'' | b'\\' | 0..=0x1f | 0x7f) {
                    end += 1;
                }
                if bytes.byte(end) != b'\'' {
                    return Err(Odd);
                }
                (bytes.between(at + 1, end), end + 1)
            }
            _ => {
                let mut end = at;
                while is_bare(bytes.byte(end)) {
                    end += 1;
                }
                (bytes.between(at, end), end)
            }
        };
        let is_there = |key: &&Key| key.is(text);
        // As it was expected, or once more the last one: that of a table inside, or of a further element.
        if let Some(key) = self.order.at(*next).filter(is_there) {
            *next += 1;
            return Ok((key, end));
        }
        if *next > object.order
            && let Some(key) = self.order.at(*next - 1).filter(is_there)
        {
            return Ok((key, end));
        }
        let key;
        (key, *next) = self.order.find(object, *next, |key| key.is(text))?;
        Ok((key, end))
    }

    /// The place behind an equals sign and the blanks around it.
    #[inline]
    pub(super) fn equals(&self, at: At) -> Result<At, Odd> {
        let at = self.spaces(at);
        if self.bytes.byte(at) == b'=' { Ok(self.spaces(at + 1)) } else { Err(Odd) }
    }
}
