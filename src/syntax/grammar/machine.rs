//! Reads a text by the tables: a node is tried only where it can begin with the next character. It accepts what the
//! parser of the grammar accepts and makes the same pieces; it says nothing of what is wrong with any other text.

use super::Symbol;
use super::piece::{Mark, Pieces};
use super::tables::{ASCII, BLANK, END, Kind, NODES, Node, RULES, Rule, SETS, STOPS, Step, TEXTS, class};

/// The pieces of `text` as `symbol`; `None` when it is none.
pub(super) fn read(symbol: Symbol, text: &str) -> Option<Pieces<'_>> {
    // Pieces count in 32 bits.
    u32::try_from(text.len()).ok()?;
    let rule = RULES.iter().find(|rule| rule.symbol == symbol)?;
    let mut machine =
        Machine { text, at: 0, next: Next::none(), spacing: Spacing::Between, ahead: 0, marks: Vec::new() };
    machine.rule(*rule).then(|| Pieces::new(text, machine.marks))
}

struct Machine<'t> {
    text: &'t str,
    at: usize,
    /// The character at which it stood last.
    next: Next,
    spacing: Spacing,
    /// How many tests of what is ahead it is in: nothing is marked in them.
    ahead: usize,
    marks: Vec<Mark>,
}

/// Whether white space may stand between parts, and whether they are pieces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Between,
    /// None, and no pieces.
    Atomic,
    /// None.
    Compound,
}

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

impl Machine<'_> {
    /// Reads on by the node; where that fails it stands where it stood.
    #[inline]
    fn node(&mut self, number: u16) -> bool {
        let node = NODES.get(usize::from(number)).copied();
        node.is_some_and(|Node { begins, step }| self.can_begin(begins) && self.step(step))
    }

    /// The same of a node that can begin with the next character.
    fn step(&mut self, step: Step) -> bool {
        match step {
            Step::Text(from, length) => {
                let from = usize::from(from);
                let text = TEXTS.as_bytes().get(from..from + usize::from(length)).unwrap_or_default();
                let here = self.bytes_from(self.at).starts_with(text);
                self.at += if here { text.len() } else { 0 };
                here
            }
            Step::Range(from, to) => {
                let next = self.text.get(self.at..).and_then(|rest| rest.chars().next());
                let here = next.filter(|next| (from..=to).contains(next));
                self.at += here.map_or(0, char::len_utf8);
                here.is_some()
            }
            Step::Character => {
                self.at += usize::from(self.next.length);
                true
            }
            Step::Start => self.at == 0,
            Step::End => {
                let ends = self.at == self.text.len();
                if ends {
                    let opened = self.open(Symbol::EOI);
                    self.close(opened);
                }
                ends
            }
            Step::Rule(rule) => RULES.get(usize::from(rule)).is_some_and(|rule| self.rule(*rule)),
            Step::Sequence(from, count) => self.sequence(from, count),
            Step::Choice(from, count) => self.choice(from, count),
            Step::Optional(inner) => {
                self.node(inner);
                true
            }
            Step::Repeat(inner) => {
                self.repeat(inner);
                true
            }
            Step::RepeatOnce(inner) => self.repeat(inner),
            Step::Ahead(inner) => self.is_ahead(inner),
            Step::NotAhead(inner) => !self.is_ahead(inner),
            Step::Until(from, count) => {
                let stops = STOPS.get(usize::from(from)..).unwrap_or_default();
                self.until(stops.get(..usize::from(count)).unwrap_or_default());
                true
            }
        }
    }

    fn rule(&mut self, rule: Rule) -> bool {
        let Rule { symbol, kind, body } = rule;
        let outside = self.spacing;
        // An atomic rule is a piece of what is around it, and its own parts are none.
        let opened = match kind {
            Kind::Silent => None,
            Kind::Normal | Kind::Atomic => self.open(symbol),
            Kind::CompoundAtomic | Kind::NonAtomic => {
                self.spacing = if kind == Kind::NonAtomic { Spacing::Between } else { Spacing::Compound };
                self.open(symbol)
            }
        };
        if kind == Kind::Atomic {
            self.spacing = Spacing::Atomic;
        }
        let done = self.node(body);
        self.spacing = outside;
        if done {
            self.close(opened);
        } else if let Some(opened) = opened {
            self.marks.truncate(opened);
        }
        done
    }

    /// Begins a piece; `None` where there are none.
    fn open(&mut self, symbol: Symbol) -> Option<usize> {
        if self.ahead > 0 || self.spacing == Spacing::Atomic {
            return None;
        }
        let start = u32::try_from(self.at).unwrap_or(u32::MAX);
        self.marks.push(Mark { symbol, start, end: start, past: 0 });
        Some(self.marks.len() - 1)
    }

    fn close(&mut self, opened: Option<usize>) {
        let past = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
        if let Some(mark) = opened.and_then(|opened| self.marks.get_mut(opened)) {
            mark.end = u32::try_from(self.at).unwrap_or(u32::MAX);
            mark.past = past;
        }
    }

    fn sequence(&mut self, from: u16, count: u8) -> bool {
        let before = (self.at, self.marks.len());
        for part in from..from + u16::from(count) {
            if part > from {
                self.blanks();
            }
            if !self.node(part) {
                self.at = before.0;
                self.marks.truncate(before.1);
                return false;
            }
        }
        true
    }

    fn choice(&mut self, from: u16, count: u8) -> bool {
        let class = self.class();
        let parts = NODES.get(usize::from(from)..).unwrap_or_default().iter().take(usize::from(count));
        parts.filter(|part| holds(part.begins, class)).any(|part| self.step(part.step))
    }

    /// The node as often as it comes; false where it does not.
    fn repeat(&mut self, inner: u16) -> bool {
        if let Some(Node { begins, step: Step::Character }) = NODES.get(usize::from(inner)).copied()
            && self.spacing != Spacing::Between
        {
            return self.characters(begins);
        }
        if !self.node(inner) {
            return false;
        }
        loop {
            let before = self.at;
            self.blanks();
            if !self.node(inner) {
                self.at = before;
                return true;
            }
        }
    }

    /// Characters of a set, one after the other; false where there is none.
    fn characters(&mut self, set: u16) -> bool {
        let before = self.at;
        while self.can_begin(set) {
            self.at += usize::from(self.next.length);
        }
        self.at > before
    }

    /// White space between two parts.
    fn blanks(&mut self) {
        if self.spacing != Spacing::Between {
            return;
        }
        // Most of it is one of these.
        let plain = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.at += self.bytes_from(self.at).iter().take_while(plain).count();
        let Some(Node { begins, .. }) = NODES.get(usize::from(BLANK)) else {
            return;
        };
        if self.can_begin(*begins) {
            self.spacing = Spacing::Atomic;
            while self.node(BLANK) {}
            self.spacing = Spacing::Between;
        }
    }

    fn is_ahead(&mut self, inner: u16) -> bool {
        let before = self.at;
        self.ahead += 1;
        let ahead = self.node(inner);
        self.ahead -= 1;
        self.at = before;
        ahead
    }

    fn until(&mut self, stops: &[(u16, u8)]) {
        let text = |(from, length): (u16, u8)| {
            let from = usize::from(from);
            TEXTS.as_bytes().get(from..from + usize::from(length)).unwrap_or_default()
        };
        let rest = self.bytes_from(self.at);
        let stands = |at: usize| {
            let rest = rest.get(at..).unwrap_or_default();
            stops.iter().any(|stop| rest.starts_with(text(*stop)))
        };
        let first = |stop: usize| stops.get(stop).and_then(|stop| text(*stop).first().copied());
        // Texts end with one of three at most; where there are fewer one of them stands for another.
        let one = first(0).unwrap_or_default();
        let (two, three) = (first(1).unwrap_or(one), first(2).unwrap_or(one));
        let found = if stops.len() > 3 {
            (0..rest.len()).find(|at| stands(*at))
        } else {
            memchr::memchr3_iter(one, two, three, rest).find(|at| stands(*at))
        };
        self.at += found.unwrap_or(rest.len());
    }

    /// True when what begins so can begin with the next character.
    fn can_begin(&mut self, begins: u16) -> bool {
        holds(begins, self.class())
    }

    /// The class of the next character.
    fn class(&mut self) -> u8 {
        if self.next.at != self.at {
            self.look();
        }
        self.next.class
    }

    /// Finds out of which class the next character is.
    fn look(&mut self) {
        let at = self.at;
        let (class, length) =
            match self.text.as_bytes().get(at..).unwrap_or_default() {
                [] => (END, 0),
                [byte, ..] if byte.is_ascii() => (ASCII.get(usize::from(*byte)).copied().unwrap_or(END), 1),
                [first @ 0xe0..=0xef, second, third, ..] => {
                    let bits = |byte: &u8, mask: u8| u32::from(byte & mask);
                    (class(bits(first, 0x0f) << 12 | bits(second, 0x3f) << 6 | bits(third, 0x3f)), 3)
                }
                _ => self.text.get(at..).and_then(|rest| rest.chars().next()).map_or((END, 0), |next| {
                    (class(next.into()), u8::try_from(next.len_utf8()).unwrap_or(0))
                }),
            };
        self.next = Next { at, class, length };
    }

    fn bytes_from(&self, at: usize) -> &[u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }
}

/// True when the class is in the set.
fn holds(set: u16, class: u8) -> bool {
    let set = SETS.get(usize::from(set)).and_then(|set| set.get(usize::from(class / 64)));
    set.is_some_and(|bits| bits >> (class % 64) & 1 == 1)
}
