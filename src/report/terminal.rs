//! Text that is safe and straight on a terminal: hidden characters shown, widths counted, colours put on.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;
use wide::u8x16;

use super::bytes;

/// What a piece of text is, and so which colour it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// A note.
    Note,
    /// Good news.
    Good,
    /// A heading.
    Strong,
    /// Something beside the point.
    Faint,
}

/// The text in the colour of its tone; as it is when `color` is false.
pub fn paint(color: bool, tone: Tone, text: &str) -> String {
    if !color || text.is_empty() {
        return text.to_owned();
    }
    let code = match tone {
        Tone::Error => "1;31",
        Tone::Warning => "1;33",
        Tone::Note => "1;36",
        Tone::Good => "1;32",
        Tone::Strong => "1",
        Tone::Faint => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// The text with every character that a terminal would obey or hide made visible, line feeds and tabs too.
pub fn visible(text: &str) -> Cow<'_, str> {
    if hidden(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Appends a character so that it can be seen.
pub(super) fn push_visible(shown: &mut String, character: char) {
    match character {
        // The pictures of the C0 controls stand in the same order as the controls.
        '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(character))),
        '\u{7f}' => shown.push('\u{2421}'),
        _ if is_hidden(character) => {
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
        }
        _ => shown.push(character),
    }
}

/// The characters of a text that are hidden, and where they stand.
pub(super) fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let places = bytes::places(text, begin_hidden);
    let characters = places.filter_map(move |at| Some((at, text.get(at..)?.chars().next()?)));
    characters.filter(|(_, character)| is_hidden(*character))
}

/// Of sixteen bytes those with which a hidden character may begin, with all bits set: what begins with another one needs
/// no second look.
pub(super) fn begin_hidden(block: u8x16) -> u8x16 {
    let is = |byte: u8| block.simd_eq(u8x16::splat(byte));
    let control = block.min(u8x16::splat(0x1f)).simd_eq(block);
    let high = block.max(u8x16::splat(0xef)).simd_eq(block);
    control | high | is(0x7f) | is(0xc2) | is(0xd8) | is(0xe1) | is(0xe2)
}

/// True for controls, for characters that change the order of the text, for those without any width that do not
/// belong to a script or an emoji, and for code points that are no characters, which XML and HTML forbid.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || u32::from(character) & 0xfffe == 0xfffe
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Where a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// At the right.
    Right,
}

/// Rows as lines whose columns stand below each other, whatever the width of their characters. Cells hold no
/// colours.
pub fn columns(align: &[Align], rows: &[Vec<String>]) -> Vec<String> {
    let widths: Vec<usize> = (0..align.len())
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for ((cell, width), align) in row.iter().zip(&widths).zip(align) {
                if !line.is_empty() {
                    line.push(' ');
                }
                let blank = " ".repeat(width.saturating_sub(cell.width()));
                match align {
                    Align::Left => line.extend([cell.as_str(), &blank]),
                    Align::Right => line.extend([&blank, cell.as_str()]),
                }
            }
            line.truncate(line.trim_end().len());
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_found_wherever_they_stand() {
        for character in '\0'..=char::MAX {
            let text = format!("金{character}，a");
            let wanted = is_hidden(character).then_some((3, character));
            assert_eq!(hidden(&text).collect::<Vec<_>>(), Vec::from_iter(wanted), "{character:?}");
        }
    }

    #[test]
    fn a_terminal_obeys_nothing_in_a_text() {
        assert_eq!(visible("红\u{1b}[31m\u{202e}x\u{7f}\u{85}\n"), "红␛[31m⟨U+202E⟩x␡⟨U+0085⟩␊");
        assert!(matches!(visible("预算😀"), Cow::Borrowed(_)));
    }

    #[test]
    fn columns_stand_below_each_other_under_wide_characters() {
        let rows = vec![vec!["规则".to_owned(), "1".to_owned()], vec!["LC101".to_owned(), "12".to_owned()]];
        assert_eq!(columns(&[Align::Left, Align::Right], &rows), ["规则   1", "LC101 12"]);
    }

    #[test]
    fn no_colour_when_none_is_wanted() {
        assert_eq!(paint(false, Tone::Error, "x"), "x");
        assert_eq!(paint(true, Tone::Error, "x"), "\u{1b}[1;31mx\u{1b}[0m");
    }
}
