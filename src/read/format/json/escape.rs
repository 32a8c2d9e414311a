//! The escapes of JSON texts.

use std::borrow::Cow;

/// What a text means, given what stands between its quotes. Of `Token::Text` only: anything else is given
/// back as it is from the first backslash that begins no escape.
pub(in crate::read) fn unescape(raw: &str) -> Cow<'_, str> {
    let Some(first) = raw.find('\\') else {
        return Cow::Borrowed(raw);
    };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut next = Some(first);
    while let Some(at) = next {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let Some((character, length)) = escape(rest.as_bytes()) else {
            break;
        };
        text.push(character);
        rest = rest.get(length..).unwrap_or_default();
        next = rest.find('\\');
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character of the escape with which `text` begins, and the escape's length.
pub(in crate::read) fn escape(text: &[u8]) -> Option<(char, usize)> {
    let simple = match text.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let unit = code_unit(text.get(2..6)?)?;
            if !(0xD800..=0xDBFF).contains(&unit) {
                return char::from_u32(unit).map(|character| (character, 6));
            }
            let low = code_unit(text.get(6..12)?.strip_prefix(b"\\u")?)?;
            let offset = low.checked_sub(0xDC00).filter(|offset| *offset < 0x400)?;
            let character = char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + offset)?;
            return Some((character, 12));
        }
        _ => return None,
    };
    Some((simple, 2))
}

/// The number that four hexadecimal digits are.
fn code_unit(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |unit, digit| Some((unit << 4) | char::from(*digit).to_digit(16)?))
}
