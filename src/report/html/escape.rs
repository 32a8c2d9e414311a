//! Text that is only text in HTML.

use std::fmt::{self, Write};

use crate::report::terminal::{is_hidden, push_visible};

/// Shows a text between tags or as an attribute in double quotes; what nobody would see is made visible.
pub(super) struct Html<'a>(pub(super) &'a str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ if is_hidden(character) => {
                    let mut shown = String::new();
                    push_visible(&mut shown, character);
                    f.write_str(&shown)?;
                }
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// Shows a sentence of our own: what it has in backticks is somebody's text and looks like it.
pub(super) struct Sentence<'a>(pub(super) &'a str);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An odd one comes from somebody's text, and then no pair can be trusted.
        if self.0.matches('`').count() % 2 == 1 {
            return write!(f, "{}", Html(self.0));
        }
        for (number, part) in self.0.split('`').enumerate() {
            if number % 2 == 1 {
                write!(f, "<code>{}</code>", Html(part))?;
            } else {
                write!(f, "{}", Html(part))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(Html("</script>\"'&\u{202e}\n").to_string(), "&lt;/script&gt;&quot;&#39;&amp;⟨U+202E⟩␊");
    }

    #[test]
    fn text_in_backticks_is_marked() {
        assert_eq!(Sentence("填的是 `<优>`").to_string(), "填的是 <code>&lt;优&gt;</code>");
        assert_eq!(Sentence("填的是 ```").to_string(), "填的是 ```");
    }
}
