//! Text that is only text in Markdown, GitHub's and GitLab's included.

use std::fmt::{self, Write};

use crate::report::terminal::visible;

/// Shows a text inside a line or a cell of a table: nothing in it is markup, a link or a mention.
pub(in crate::report) struct Markdown<'a>(pub(in crate::report) &'a str);

impl fmt::Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = visible(self.0);
        let mut rest = text.chars().peekable();
        let mut before = ' ';
        while let Some(character) = rest.next() {
            let next = rest.peek().copied().unwrap_or(' ');
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '$' => {
                    f.write_char('\\')?;
                    f.write_char(character)?;
                }
                // A comment of nothing keeps a mention or a reference from being one.
                '@' | '#' if next.is_alphanumeric() => write!(f, "{character}<!-- -->")?,
                '!' if next.is_ascii_digit() => write!(f, "{character}<!-- -->")?,
                ':' if next == '/' => f.write_str("\\:")?,
                '.' if before.eq_ignore_ascii_case(&'w') => f.write_str("\\.")?,
                _ => f.write_char(character)?,
            }
            before = character;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(
            Markdown("<b>|`*[a](http://b)\n@all #1 www.x &amp; 1.5").to_string(),
            "&lt;b&gt;\\|\\`\\*\\[a\\](http\\://b)␊@<!-- -->all #<!-- -->1 www\\.x &amp;amp; 1.5"
        );
    }
}
