//! Reads a text by functions made of the grammar: what cannot begin with the next character is not tried. It accepts
//! what the parser of the grammar accepts and makes the same pieces; it says nothing of what is wrong with any other
//! text.

use super::Symbol;
use super::piece::{Mark, Reading};
use super::tables::{END, class, holds};
use functions::BLANK;

/// A text has a piece for so many bytes,
const BYTES: usize = 6;
/// and a short one some more.
const FEW: usize = 8;

/// The pieces of `text` as `symbol`; `None` when it is none.
pub(super) fn read(symbol: Symbol, text: &str) -> Option<Reading<'_>> {
    // Pieces count in 32 bits.
    u32::try_from(text.len()).ok()?;
    let marks = Vec::with_capacity(text.len() / BYTES + FEW);
    let mut machine = Machine { text, at: 0, next: Next::none(), marks };
    machine.symbol(symbol).then(|| Reading::new(text, machine.marks))
}

struct Machine<'t> {
    text: &'t str,
    at: usize,
    /// The character at which it stood last.
    next: Next,
    marks: Vec<Mark>,
}

/// White space may stand between parts.
const BETWEEN: u8 = 0;
/// None may, and parts are no pieces.
const ATOMIC: u8 = 1;
/// None may.
const COMPOUND: u8 = 2;

/// A character, its class and its length.
#[derive(Clone, Copy)]
struct Next {
    at: usize,
    class: u8,
    length: u8,
}

impl Next {
    const fn none() -> Self {
        Self { at: usize::MAX, class: END, length: 0 }
    }
}

/// Where it stands, and how many pieces there are.
type Here = (usize, usize);

/// What the functions of the grammar consist of. Where one fails it stands where it stood.
impl Machine<'_> {
    fn text(&mut self, text: &str) -> bool {
        let here = self.bytes_from(self.at).starts_with(text.as_bytes());
        self.at += if here { text.len() } else { 0 };
        here
    }

    /// A character between these two.
    fn range(&mut self, from: char, to: char) -> bool {
        let next = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let here = next.filter(|next| (from..=to).contains(next));
        self.at += here.map_or(0, char::len_utf8);
        here.is_some()
    }

    /// A character of a set.
    fn character(&mut self, set: usize) -> bool {
        let here = self.can_begin(set);
        self.at += if here { usize::from(self.next.length) } else { 0 };
        here
    }

    /// Characters of a set, as many as there are; false where there is none.
    fn characters<const S: u8>(&mut self, set: usize) -> bool {
        if S != BETWEEN {
            let before = self.at;
            while self.can_begin(set) {
                self.at += usize::from(self.next.length);
            }
            return self.at > before;
        }
        let mut any = false;
        loop {
            let before = self.at;
            if any {
                self.blanks::<S>();
            }
            if !self.character(set) {
                self.at = before;
                return any;
            }
            any = true;
        }
    }

    /// The end of the text, as a piece of its own.
    fn end<const S: u8, const A: bool>(&mut self) -> bool {
        let opened = self.open::<S, A>(Symbol::EOI);
        let ends = self.at == self.text.len();
        self.close::<S, A>(opened, ends);
        ends
    }

    /// Everything up to the first of some texts, or to the end.
    fn until(&mut self, stops: &[&str]) -> bool {
        let rest = self.bytes_from(self.at);
        let stands = |at: usize| {
            let rest = rest.get(at..).unwrap_or_default();
            stops.iter().any(|stop| rest.starts_with(stop.as_bytes()))
        };
        let first = |stop: usize| stops.get(stop).and_then(|stop| stop.as_bytes().first().copied());
        // Texts end with one of three at most; where there are fewer one of them stands for another.
        let one = first(0).unwrap_or_default();
        let (two, three) = (first(1).unwrap_or(one), first(2).unwrap_or(one));
        let found = if stops.len() > 3 {
            (0..rest.len()).find(|at| stands(*at))
        } else {
            memchr::memchr3_iter(one, two, three, rest).find(|at| stands(*at))
        };
        self.at += found.unwrap_or(rest.len());
        true
    }

    /// White space between two parts.
    fn blanks<const S: u8>(&mut self) {
        if S != BETWEEN {
            return;
        }
        // Most of it is one of these.
        let plain = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.at += self.bytes_from(self.at).iter().take_while(plain).count();
        while self.can_begin(BLANK) && self.blank() {}
    }

    /// Begins a piece, where there are any.
    fn open<const S: u8, const A: bool>(&mut self, symbol: Symbol) -> usize {
        let opened = self.marks.len();
        if !A && S != ATOMIC {
            let start = u32::try_from(self.at).unwrap_or(u32::MAX);
            self.marks.push(Mark { symbol, start, end: start, past: 0 });
        }
        opened
    }

    /// Ends it, or takes it back.
    fn close<const S: u8, const A: bool>(&mut self, opened: usize, done: bool) -> bool {
        if !A && S != ATOMIC {
            let past = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
            if !done {
                self.marks.truncate(opened);
            } else if let Some(mark) = self.marks.get_mut(opened) {
                mark.end = u32::try_from(self.at).unwrap_or(u32::MAX);
                mark.past = past;
            }
        }
        done
    }

    fn here(&self) -> Here {
        (self.at, self.marks.len())
    }

    fn back(&mut self, (at, marks): Here) -> bool {
        self.at = at;
        self.marks.truncate(marks);
        false
    }

    /// True when what begins with a class of that set can begin with the next character.
    #[inline]
    fn can_begin(&mut self, set: usize) -> bool {
        holds(set, self.class())
    }

    /// The class of the next character.
    #[inline]
    fn class(&mut self) -> u8 {
        if self.next.at != self.at {
            self.next = self.look(self.at);
        }
        self.next.class
    }

    /// Finds out of which class the character is that stands there.
    fn look(&self, at: usize) -> Next {
        let (class, length) =
            match self.bytes_from(at) {
                [] => (END, 0),
                [byte, ..] if byte.is_ascii() => (class(u32::from(*byte)), 1),
                [first @ 0xe0..=0xef, second, third, ..] => {
                    let bits = |byte: &u8, mask: u8| u32::from(byte & mask);
                    (class(bits(first, 0x0f) << 12 | bits(second, 0x3f) << 6 | bits(third, 0x3f)), 3)
                }
                _ => self.text.get(at..).and_then(|rest| rest.chars().next()).map_or((END, 0), |next| {
                    (class(next.into()), u8::try_from(next.len_utf8()).unwrap_or(0))
                }),
            };
        Next { at, class, length }
    }

    fn bytes_from(&self, at: usize) -> &[u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }
}

#[allow(clippy::all, clippy::pedantic, non_snake_case, unused_parens, reason = "nobody writes them")]
mod functions {
    use super::super::Symbol;
    use super::super::tables::holds;
    use super::{ATOMIC, BETWEEN, COMPOUND, Machine};

    include!(concat!(env!("OUT_DIR"), "/functions.rs"));
}
