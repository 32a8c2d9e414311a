//! Objects and lists that are passed over, of which it is known that nothing in them is unusual.

use super::{At, Bytes};
use wide::u8x16;

/// The place behind the bracket that closes the one there; `None` where an escape stands before it, or the end is near.
pub(in crate::read) fn closing(text: &str, bracket: usize) -> Option<usize> {
    let bytes = Bytes::new(text.as_bytes());
    let (open, close) = match text.as_bytes().get(bracket)? {
        b'{' => (b'{', b'}'),
        b'[' => (b'[', b']'),
        _ => return None,
    };
    let mut at = At::try_from(bracket).ok()?;
    let (mut depth, mut inside) = (0_u32, 0_u32);
    loop {
        let block = u8x16::new(*bytes.some(at)?);
        let marks = |byte: u8| block.simd_eq(u8x16::splat(byte)).to_bitmask();
        if marks(b'\\') != 0 {
            return None;
        }
        // A bit for each byte between quotes: those before which an odd number of quotes stands.
        let mut quoted = marks(b'"');
        for shift in [1, 2, 4, 8] {
            quoted ^= quoted << shift;
        }
        let quoted = (quoted ^ inside) & 0xffff;
        inside = if quoted & 0x8000 == 0 { 0 } else { 0xffff };
        let (opens, closes) = (marks(open) & !quoted, marks(close) & !quoted);
        if closes == 0 {
            depth += opens.count_ones();
        } else {
            let mut both = opens | closes;
            while both != 0 {
                let first = both & both.wrapping_neg();
                if opens & first != 0 {
                    depth += 1;
                } else {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some((at + first.trailing_zeros() + 1) as usize);
                    }
                }
                both ^= first;
            }
        }
        at += 16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_ends_at_its_other_one_wherever_that_stands() {
        for length in 0..40 {
            let text = "a]}[{".repeat(length);
            for inner in [format!("[[\"{text}\",1],{{\"x\":\"{text}\"}},[]]"), format!("{{\"{text}\":{{}}}}")]
            {
                let line = format!("{}{inner},\"]}}\":0}}                ", "金".repeat(length));
                let begin = 3 * length;
                assert_eq!(closing(&line, begin), Some(begin + inner.len()), "{line}");
            }
        }
    }

    #[test]
    fn what_is_near_the_end_or_has_escapes_is_left_to_others() {
        assert_eq!(closing("[1]", 0), None);
        assert_eq!(closing("[\"\\\"]\"]                         ", 0), None);
        assert_eq!(closing("x[1]                              ", 0), None);
        assert_eq!(closing(&"[".repeat(100), 0), None);
    }
}
