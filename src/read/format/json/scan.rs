//! JSON tokens with their places; knows nothing of how they nest.

use crate::diag::Flaw;
use crate::read::format::faults::Fault as Stop;
use crate::source::Span;

/// A token of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Token {
    /// `{`
    ObjectOpen,
    /// `}`
    ObjectClose,
    /// `[`
    ListOpen,
    /// `]`
    ListClose,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// A text with its quotes; what is between them is well formed, and needs [`super::escape::unescape`] when `escaped`.
    Text {
        /// True when there is a backslash in it.
        escaped: bool,
    },
    /// A number, as RFC 8259 writes them.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
    /// Letters that are none of the three words.
    Word,
    /// One character that begins no token.
    Stray,
    /// The end of the text.
    End,
}

/// Cuts a text into tokens. It looks at each byte once and keeps nothing but its place.
#[derive(Clone, Debug)]
pub(in crate::read) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner of the bytes `span` of `text`; the spans it gives are in `text`.
    pub(in crate::read) fn new(text: &'a str, span: Span) -> Self {
        Self { text, at: span.start, end: span.end.min(text.len()) }
    }

    /// The next token and its place. After [`Token::End`] there is only [`Token::End`].
    pub(in crate::read) fn advance(&mut self) -> Result<(Token, Span), Stop> {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        let start = self.at;
        let Some(byte) = self.peek() else {
            return Ok((Token::End, Span::at(self.end)));
        };
        let token = match byte {
            b'{' => self.single(Token::ObjectOpen),
            b'}' => self.single(Token::ObjectClose),
            b'[' => self.single(Token::ListOpen),
            b']' => self.single(Token::ListClose),
            b':' => self.single(Token::Colon),
            b',' => self.single(Token::Comma),
            b'"' => self.string()?,
            b'-' | b'0'..=b'9' => self.number()?,
            _ => self.word()?,
        };
        Ok((token, Span::new(start, self.at)))
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn string(&mut self) -> Result<Token, Stop> {
        self.at += 1;
        let mut escaped = false;
        loop {
            match self.peek() {
                None => return Err(Stop::ends(self.end)),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Token::Text { escaped });
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(0..=0x1F) => {
                    return Err(Stop::flaw(Flaw::ControlCharacter, Span::new(self.at, self.at + 1)));
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Steps over one escape; both halves of a surrogate pair are one.
    fn escape(&mut self) -> Result<(), Stop> {
        let start = self.at;
        match self.byte(start + 1) {
            None => return Err(Stop::ends(self.end)),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                return Ok(());
            }
            Some(b'u') => {}
            Some(_) => {
                return Err(Stop::flaw(Flaw::BadEscape, Span::new(start, self.after_character(start + 1))));
            }
        }
        match self.code_unit(start)? {
            0xD800..=0xDBFF => {
                let low = match (self.byte(start + 6), self.byte(start + 7)) {
                    (Some(b'\\'), Some(b'u')) => self.code_unit(start + 6)?,
                    (None, _) | (Some(b'\\'), None) => return Err(Stop::ends(self.end)),
                    _ => 0,
                };
                if !(0xDC00..=0xDFFF).contains(&low) {
                    return Err(Stop::flaw(Flaw::BadEscape, Span::new(start, start + 6)));
                }
                self.at += 12;
            }
            0xDC00..=0xDFFF => return Err(Stop::flaw(Flaw::BadEscape, Span::new(start, start + 6))),
            _ => self.at += 6,
        }
        Ok(())
    }

    /// The four hexadecimal digits of the `\u` at `start`.
    fn code_unit(&self, start: usize) -> Result<u32, Stop> {
        (start + 2..start + 6).try_fold(0, |unit, at| {
            let Some(byte) = self.byte(at) else {
                return Err(Stop::ends(self.end));
            };
            let digit = char::from(byte).to_digit(16);
            let bad = || Stop::flaw(Flaw::BadEscape, Span::new(start, self.text.floor_char_boundary(at)));
            digit.map(|digit| unit * 16 + digit).ok_or_else(bad)
        })
    }

    fn number(&mut self) -> Result<Token, Stop> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let mut good = match self.peek() {
            Some(b'0') => {
                self.at += 1;
                true
            }
            _ => self.digits(),
        };
        if good && self.peek() == Some(b'.') {
            self.at += 1;
            good = self.digits();
        }
        if good && matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            good = self.digits();
        }
        if !good && self.peek().is_none() {
            return Err(Stop::ends(self.end));
        }
        // `01`, `1.`, `1_000`, `50万元`: the whole of it is shown as the number that is none.
        let tail = self.text.get(self.at..self.end).unwrap_or_default();
        let more = |c: char| c.is_alphanumeric() || matches!(c, '.' | '+' | '-' | '_' | '%' | '％');
        let rest = tail.find(|c| !more(c)).unwrap_or(tail.len());
        if good && rest == 0 {
            return Ok(Token::Number);
        }
        Err(Stop::flaw(Flaw::BadNumber, Span::new(start, self.at + rest)))
    }

    /// Steps over digits; false when there are none.
    fn digits(&mut self) -> bool {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at > start
    }

    fn word(&mut self) -> Result<Token, Stop> {
        let start = self.at;
        let rest = self.text.get(start..self.end).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if length == 0 {
            self.at = self.after_character(start);
            return Ok(Token::Stray);
        }
        self.at += length;
        match rest.get(..length).unwrap_or_default() {
            "true" => Ok(Token::True),
            "false" => Ok(Token::False),
            "null" => Ok(Token::Null),
            word if length == rest.len() && ["true", "false", "null"].iter().any(|w| w.starts_with(word)) => {
                Err(Stop::ends(self.end))
            }
            _ => Ok(Token::Word),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        if at < self.end { self.text.as_bytes().get(at).copied() } else { None }
    }

    fn after_character(&self, at: usize) -> usize {
        self.text.ceil_char_boundary(at + 1).min(self.end)
    }
}
