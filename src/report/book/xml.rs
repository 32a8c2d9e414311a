//! Parts of a workbook as texts: where their elements stand, and changes that leave all else as it is.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::diag::Unmarkable;

/// An element of a part.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Elements that it stands in.
    pub(super) depth: usize,
    /// The name without its prefix.
    pub(super) name: String,
    /// The prefix with its colon; empty when there is none.
    pub(super) prefix: String,
    /// Names with their prefixes, and values as written.
    pub(super) attributes: Vec<(String, String)>,
    /// All of it.
    pub(super) span: Range<usize>,
    /// Its start tag.
    pub(super) open: Range<usize>,
    /// What stands inside.
    pub(super) content: Range<usize>,
}

impl Element {
    /// The value as written of the attribute of that name, whatever its prefix.
    pub(super) fn get(&self, wanted: &str) -> Option<&str> {
        let local = |name: &str| name.rsplit_once(':').map_or(name, |(_, local)| local) == wanted;
        self.attributes.iter().find(|(name, _)| local(name)).map(|(_, value)| value.as_str())
    }

    /// The value of the attribute of that name without a prefix as it is meant.
    pub(super) fn meant(&self, wanted: &str) -> Option<String> {
        let found = self.attributes.iter().find(|(name, _)| name == wanted);
        found.and_then(|(_, value)| quick_xml::escape::unescape(value).ok()).map(std::borrow::Cow::into_owned)
    }

    /// True when the element has no content of its own.
    pub(super) fn is_empty(&self) -> bool {
        self.open == self.span
    }
}

/// The elements of a text down to a depth (the root has 0), in the order in which they begin.
pub(super) fn elements(text: &str, deepest: usize) -> Result<Vec<Element>, Unmarkable> {
    let mut reader = Reader::from_str(text);
    // Drawings of old programs hold tags that are never closed.
    reader.config_mut().check_end_names = false;
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<Option<usize>> = Vec::new();
    loop {
        let from = position(&reader)?;
        let event = reader.read_event().map_err(|_| Unmarkable::Form)?;
        let to = position(&reader)?;
        match event {
            Event::Start(tag) => {
                let number = (open.len() <= deepest).then_some(found.len());
                if number.is_some() {
                    found.push(element(&tag, open.len(), from..to));
                }
                open.push(number);
            }
            Event::Empty(tag) if open.len() <= deepest => found.push(element(&tag, open.len(), from..to)),
            Event::End(_) => {
                if let Some(element) = open.pop().flatten().and_then(|number| found.get_mut(number)) {
                    element.content = element.open.end..from;
                    element.span.end = to;
                }
            }
            Event::DocType(_) => return Err(Unmarkable::Form),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, Unmarkable> {
    usize::try_from(reader.buffer_position()).map_err(|_| Unmarkable::Form)
}

fn element(tag: &BytesStart<'_>, depth: usize, open: Range<usize>) -> Element {
    let whole = tag.name().into_inner();
    let (prefix, name) = whole.rsplit_once(':').map_or(("", whole), |(prefix, name)| (prefix, name));
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}:") };
    Element {
        depth,
        name: name.to_owned(),
        prefix,
        attributes: attributes(tag),
        span: open.clone(),
        content: open.end..open.end,
        open,
    }
}

/// Names with their prefixes, and values as written; broken attributes are passed over.
pub(super) fn attributes(tag: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let pair = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        (attribute.key.into_inner().to_owned(), attribute.value.into_owned())
    };
    attributes.flatten().map(pair).collect()
}

/// A start tag: `name` and `attributes` as written.
pub(super) fn tag(name: &str, attributes: &[(String, String)], closed: bool) -> String {
    let mut tag = format!("<{name}");
    for (name, value) in attributes {
        // A value stood in quotes of the other kind when it holds one of these.
        let value = value.replace('"', "&quot;");
        tag.extend([" ", name, "=\"", &value, "\""]);
    }
    tag.push_str(if closed { "/>" } else { ">" });
    tag
}

/// Sets an attribute, or adds it.
pub(super) fn set(attributes: &mut Vec<(String, String)>, name: &str, value: &str) {
    match attributes.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => value.clone_into(old),
        None => attributes.push((name.to_owned(), value.to_owned())),
    }
}

/// Changes to a text, in any order.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, span: Range<usize>, with: impl Into<String>) {
        self.0.push((span, with.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.0.push((at..at, text.into()));
    }

    pub(super) fn remove(&mut self, span: Range<usize>) {
        self.0.push((span, String::new()));
    }

    /// The text with all changes; what is inserted at one place stands in the order in which it came.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (span, with) in &self.0 {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            out.push_str(with);
            at = at.max(span.end);
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_where_they_are_written() {
        let text = "<?xml version=\"1.0\"?><x:a><b c='1\"'/> <b>t<d/></b></x:a>";
        let found = elements(text, 1).unwrap();
        let shown: Vec<(usize, &str, &str)> =
            found.iter().map(|one| (one.depth, one.name.as_str(), &text[one.span.clone()])).collect();
        assert_eq!(shown[1..], [(1, "b", "<b c='1\"'/>"), (1, "b", "<b>t<d/></b>")]);
        assert_eq!((found[0].prefix.as_str(), &text[found[2].content.clone()]), ("x:", "t<d/>"));
        assert_eq!(tag("b", &found[1].attributes, true), "<b c=\"1&quot;\"/>");
    }

    #[test]
    fn what_is_not_changed_stays() {
        let mut edits = Edits::default();
        edits.replace(3..4, "四");
        edits.insert(1, "一");
        edits.insert(1, "二");
        edits.remove(0..1);
        assert_eq!(edits.apply("abcde"), "一二bc四e");
    }
}
