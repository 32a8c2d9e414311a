//! Characters that nobody sees and that make two equal texts differ.

/// True for controls other than line breaks and tabs, for characters that change the order of a text, and for
/// those without any width that do not belong to a script or an emoji.
pub(super) fn is_invisible(character: char) -> bool {
    (character.is_control() && !matches!(character, '\t' | '\n' | '\r'))
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The first such character of a text.
pub(super) fn first_invisible(text: &str) -> Option<char> {
    // Most cells are digits and letters: no character of them needs a second look.
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return None;
    }
    text.chars().find(|character| is_invisible(*character))
}
