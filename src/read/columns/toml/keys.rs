//! Keys of TOML, with and without quotes.

use crate::read::columns::Odd;
use crate::read::columns::decoder::Reading;
use crate::read::columns::plan::is_bare;
use crate::read::columns::scan::{At, Quoted};

impl Reading<'_> {
    /// Which key of an object stands there, and the place behind it; `before` is where it is remembered which key
    /// stood there the last time.
    pub(super) fn simple_key(&mut self, at: At, object: usize, before: usize) -> Result<(usize, At), Odd> {
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
        let keys = &self.plan.objects.get(object).ok_or(Odd)?.keys;
        let guess = self.follow.get(before).copied().unwrap_or_default();
        if keys.get(guess).is_some_and(|key| key.is(text)) {
            return Ok((guess, end));
        }
        let found = keys.iter().position(|key| key.is(text)).ok_or(Odd)?;
        if let Some(place) = self.follow.get_mut(before) {
            *place = found;
        }
        Ok((found, end))
    }

    /// The place behind an equals sign and the blanks around it.
    #[inline]
    pub(super) fn equals(&self, at: At) -> Result<At, Odd> {
        let at = self.spaces(at);
        if self.bytes.byte(at) == b'=' { Ok(self.spaces(at + 1)) } else { Err(Odd) }
    }
}
