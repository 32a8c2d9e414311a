//! The XML of a workbook's parts as events: bounded in depth and in the size of one item, without document types
//! and without entities of their own.

use std::borrow::Cow;
use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::reader::Reader;

use super::archive::PartReader;
use crate::diag::{BookProblem, Damage, Excess};

/// Bytes of one text, tag or comment; a cell holds 32,767 characters at most.
const LONGEST: usize = 4 << 20;
/// Elements inside each other.
const DEEPEST: usize = 256;

/// A part being read.
pub(super) struct Xml {
    reader: Reader<BufReader<Meter>>,
    buffer: Vec<u8>,
    depth: usize,
    part: String,
}

/// What a reader of workbooks meets. An element without content has its end too.
pub(super) enum Item<'x> {
    /// The start of an element.
    Start(Tag<'x>),
    /// The end of an element.
    End(EndTag<'x>),
    /// Characters of a text; one text may come in several pieces.
    Text(Cow<'x, str>),
    /// One character of a text, written as a reference.
    Character(char),
    /// Nothing of interest.
    Other,
    /// The end of the part.
    Eof,
}

/// The start of an element.
pub(super) struct Tag<'x>(BytesStart<'x>);

/// The end of an element.
pub(super) struct EndTag<'x>(BytesEnd<'x>);

impl Xml {
    pub(super) fn new(part: &str, reader: PartReader) -> Self {
        let meter = Meter { inner: reader, since: 0, over: false };
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, meter));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::with_capacity(1 << 12), depth: 0, part: part.to_owned() }
    }

    /// The next item.
    pub(super) fn next(&mut self) -> Result<Item<'_>, BookProblem> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().since = 0;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                let over = self.reader.get_mut().get_mut().over;
                return Err(broken(&self.part, &error, over));
            }
        };
        Ok(match event {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(BookProblem::TooMuch { excess: Excess::Depth { limit: DEEPEST } });
                }
                Item::Start(Tag(tag))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Item::End(EndTag(tag))
            }
            Event::Text(text) => Item::Text(inner(text)),
            Event::CData(text) => Item::Text(text.into_inner()),
            Event::GeneralRef(reference) => {
                let named = match &*reference {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                Item::Character(named.ok_or(BookProblem::DocumentType)?)
            }
            Event::DocType(_) => return Err(BookProblem::DocumentType),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Item::Other,
            Event::Eof if self.depth > 0 => {
                return Err(BookProblem::Damaged { damage: Damage::Grammar { part: self.part.clone() } });
            }
            Event::Eof => Item::Eof,
        })
    }

    /// Reads to the end of the element that began last, and adds its characters to `out`.
    pub(super) fn text(&mut self, out: &mut String) -> Result<(), BookProblem> {
        self.text_inside(out, None, &[])
    }

    /// Reads to the end of the element that began last, and adds to `out` the characters inside elements named
    /// `only`, but for those inside elements named in `without`.
    pub(super) fn text_inside(
        &mut self,
        out: &mut String,
        only: Option<&str>,
        without: &[&str],
    ) -> Result<(), BookProblem> {
        let end = self.depth.saturating_sub(1);
        // The depths outside the elements whose characters are wanted, and unwanted.
        let mut wanted = only.is_none().then_some(end);
        let mut unwanted = None;
        while self.depth > end {
            let depth = self.depth;
            let counts = wanted.is_some() && unwanted.is_none();
            match self.next()? {
                Item::Start(tag) => {
                    if wanted.is_none() && only == Some(tag.name()) {
                        wanted = Some(depth);
                    }
                    if unwanted.is_none() && without.contains(&tag.name()) {
                        unwanted = Some(depth);
                    }
                }
                Item::End(_) => {
                    wanted = wanted.filter(|outside| depth > outside + 1);
                    unwanted = unwanted.filter(|outside| depth > outside + 1);
                }
                Item::Text(text) if counts => out.push_str(&text),
                Item::Character(character) if counts => out.push(character),
                Item::Text(_) | Item::Character(_) | Item::Other => {}
                Item::Eof => return Err(self.grammar()),
            }
            if out.len() > LONGEST {
                return Err(too_long());
            }
        }
        Ok(())
    }

    /// Reads to the end of the element that began last.
    pub(super) fn skip(&mut self) -> Result<(), BookProblem> {
        let end = self.depth.saturating_sub(1);
        while self.depth > end {
            if matches!(self.next()?, Item::Eof) {
                return Err(self.grammar());
            }
        }
        Ok(())
    }

    /// That the part does not have the form it should have.
    pub(super) fn grammar(&self) -> BookProblem {
        BookProblem::Damaged { damage: Damage::Grammar { part: self.part.clone() } }
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, wanted: &str) -> Option<Cow<'_, str>> {
        self.attributes().find_map(|(name, value)| (name == wanted).then_some(value))
    }

    /// Names without prefixes, and values; broken attributes are passed over.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().map(|attribute| {
            let name = attribute.key.into_inner();
            let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
            let value = attribute.value;
            let meant = value.contains('&').then(|| quick_xml::escape::unescape(&value).map(Cow::into_owned));
            let value = meant.and_then(Result::ok).map_or(value, Cow::Owned);
            (local, value)
        })
    }
}

impl EndTag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }
}

fn inner(text: BytesText<'_>) -> Cow<'_, str> {
    text.into_inner()
}

fn too_long() -> BookProblem {
    BookProblem::TooMuch { excess: Excess::OneItem { limit_mib: (LONGEST >> 20) as u64 } }
}

fn broken(part: &str, error: &quick_xml::Error, over: bool) -> BookProblem {
    let part = part.to_owned();
    match error {
        _ if over => too_long(),
        // Bytes that do not unpack to what was packed.
        quick_xml::Error::Io(_) => BookProblem::Damaged { damage: Damage::Checksum { part } },
        _ => BookProblem::Damaged { damage: Damage::Grammar { part } },
    }
}

/// Counts the bytes read since the last event, and refuses to read more than one item may have.
struct Meter {
    inner: PartReader,
    since: usize,
    over: bool,
}

impl Read for Meter {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since > LONGEST {
            self.over = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = self.inner.read(buffer)?;
        self.since += count;
        Ok(count)
    }
}
