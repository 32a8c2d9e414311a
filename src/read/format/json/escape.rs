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
        let Some((character, length)) = escape(rest) else {
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
fn escape(text: &str) -> Option<(char, usize)> {
    let simple = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let unit = u32::from_str_radix(text.get(2..6)?, 16).ok()?;
            if !(0xD800..=0xDBFF).contains(&unit) {
                return char::from_u32(unit).map(|character| (character, 6));
            }
            let low = u32::from_str_radix(text.get(6..12)?.strip_prefix("\\u")?, 16).ok()?;
            let offset = low.checked_sub(0xDC00)?;
            let character = char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + offset)?;
            return Some((character, 12));
        }
        _ => return None,
    };
    Some((simple, 2))
}
