//! Texts with escapes in them.

use crate::read::columns::Odd;
use crate::read::format::escape;

/// Adds what the text behind a quote means; the place behind the second quote.
pub(in crate::read::columns) fn unescape(
    text: &str,
    from: usize,
    meaning: &mut String,
) -> Result<usize, Odd> {
    let mut at = from;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        match rest.first() {
            None | Some(0..=0x1f) => return Err(Odd),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => {
                let (character, length) = escape(rest).ok_or(Odd)?;
                meaning.push(character);
                at += length;
            }
            Some(_) => {
                let mut plain = rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f));
                let end = at + plain.by_ref().count();
                meaning.push_str(text.get(at..end).ok_or(Odd)?);
                at = end;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_those_of_json() {
        let meaning = |written: &str| {
            let mut meaning = String::new();
            let end = unescape(&format!("\"{written}\","), 1, &mut meaning).ok()?;
            assert_eq!(end, written.len() + 2);
            Some(meaning)
        };
        assert_eq!(meaning(r"\u9879\u76EE金\\\/\n").as_deref(), Some("项目金\\/\n"));
        assert_eq!(meaning(r"\ud83d\ude00").as_deref(), Some("😀"));
        for odd in [r"\u+123", r"\u12", r"\x", r"\ud83d", r"\ude00", r"\ud83d\u0041", r"\ud83d\uffff", "a\tb"]
        {
            assert_eq!(meaning(odd), None, "{odd}");
        }
    }
}
