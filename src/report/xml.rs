//! Text that is safe inside XML 1.0.

use std::fmt;

use super::terminal::is_hidden;
use super::terminal::push_visible;

/// Shows a text as the content of an element or as an attribute in double quotes: markup is escaped, and what
/// XML forbids or a reader would obey or not see is made visible. Line feeds stay.
pub(super) struct Xml<'a>(pub(super) &'a str);

impl fmt::Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut plain = String::with_capacity(self.0.len());
        for character in self.0.chars() {
            match character {
                '&' => plain.push_str("&amp;"),
                '<' => plain.push_str("&lt;"),
                // Also keeps `]]>` out of the text.
                '>' => plain.push_str("&gt;"),
                '"' => plain.push_str("&quot;"),
                '\'' => plain.push_str("&#39;"),
                // An attribute would lose a bare line feed.
                '\n' => plain.push_str("&#10;"),
                _ if is_hidden(character) => push_visible(&mut plain, character),
                _ => plain.push(character),
            }
        }
        f.write_str(&plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        assert_eq!(
            Xml("]]></a><b \"'&\u{1}\u{202e}\u{ffff}\n😀").to_string(),
            "]]&gt;&lt;/a&gt;&lt;b &quot;&#39;&amp;␁⟨U+202E⟩⟨U+FFFF⟩&#10;😀"
        );
    }
}
