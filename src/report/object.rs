//! Objects of JSON that are written as they are put together. A run may have a million rows with sixty texts each, of
//! which nearly all stand in JSON as they are, or have nothing to escape but quotes; `serde_json` writes all others, and
//! whatever is rare.

use serde::Serialize;
use wide::u8x16;

use super::bytes;
use super::json::write_value;
use super::terminal::{begin_hidden, hidden};

/// A key as it stands between two entries.
#[derive(Clone, Copy)]
pub(super) struct Key(pub(super) &'static str);

/// The key of that name, which has no character that JSON escapes.
macro_rules! key {
    ($name:literal) => {
        $crate::report::object::Key(concat!(",\"", $name, "\":"))
    };
}
pub(super) use key;

/// An object that is not complete.
pub(super) struct Object<'o> {
    out: &'o mut Vec<u8>,
    begun: bool,
}

impl<'o> Object<'o> {
    /// Writes an object with what `fill` puts into it.
    pub(super) fn write<T>(out: &'o mut Vec<u8>, fill: impl FnOnce(&mut Object<'_>) -> T) -> T {
        out.push(b'{');
        let mut object = Object { out, begun: false };
        let filled = fill(&mut object);
        object.out.push(b'}');
        filled
    }

    /// How much is written, of this object and before it.
    pub(super) const fn end(&self) -> usize {
        self.out.len()
    }

    /// Keys are known where they are written: put in there, each is written at once.
    #[expect(clippy::inline_always, reason = "that is how a key is known")]
    #[inline(always)]
    fn key(&mut self, Key(key): Key) {
        let key = if self.begun { key } else { key.trim_start_matches(',') };
        self.out.extend_from_slice(key.as_bytes());
        self.begun = true;
    }

    #[expect(clippy::inline_always, reason = "that is how a key is known")]
    #[inline(always)]
    pub(super) fn text(&mut self, key: Key, text: &str) {
        self.key(key);
        write_text(text, self.out);
    }

    /// A text of which it is known that no character in it is escaped.
    #[expect(clippy::inline_always, reason = "that is how a key is known")]
    #[inline(always)]
    pub(super) fn plain(&mut self, key: Key, text: impl AsRef<[u8]>) {
        self.key(key);
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_ref());
        self.out.push(b'"');
    }

    /// A text; `null` where there is none.
    pub(super) fn maybe(&mut self, key: Key, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.null(key),
        }
    }

    #[expect(clippy::inline_always, reason = "that is how a key is known")]
    #[inline(always)]
    pub(super) fn null(&mut self, key: Key) {
        self.key(key);
        self.out.extend_from_slice(b"null");
    }

    #[expect(clippy::inline_always, reason = "that is how a key is known")]
    #[inline(always)]
    pub(super) fn number(&mut self, key: Key, number: u64) {
        self.key(key);
        self.out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
    }

    pub(super) fn object(&mut self, key: Key, fill: impl FnOnce(&mut Object<'_>)) {
        self.key(key);
        Object::write(self.out, fill);
    }

    pub(super) fn list<T>(
        &mut self,
        key: Key,
        all: impl IntoIterator<Item = T>,
        one: impl Fn(T, &mut Vec<u8>),
    ) {
        self.key(key);
        self.out.push(b'[');
        for (at, item) in all.into_iter().enumerate() {
            if at > 0 {
                self.out.push(b',');
            }
            one(item, self.out);
        }
        self.out.push(b']');
    }

    /// Whatever is rare.
    pub(super) fn value(&mut self, key: Key, value: &impl Serialize) {
        self.key(key);
        // Writing to memory does not fail, and all keys are texts.
        let _ = write_value(value, self.out);
    }
}

/// Writes a text in quotes.
pub(super) fn write_text(text: &str, out: &mut Vec<u8>) {
    let Some(escaped) = escaped(text) else {
        // Writing to memory does not fail.
        let _ = write_value(&text, out);
        return;
    };
    let (bytes, mut written) = (text.as_bytes(), 0);
    out.push(b'"');
    if escaped {
        for at in memchr::memchr2_iter(b'"', b'\\', bytes) {
            out.extend_from_slice(bytes.get(written..at).unwrap_or_default());
            out.push(b'\\');
            written = at;
        }
    }
    out.extend_from_slice(bytes.get(written..).unwrap_or_default());
    out.push(b'"');
}

/// True for a text without a character that is escaped.
pub(super) fn is_as_it_is(text: &str) -> bool {
    escaped(text) == Some(false)
}

/// Whether a quote or a backslash stands in a text; `None` where there may be other characters that are escaped.
fn escaped(text: &str) -> Option<bool> {
    let is = |block: u8x16, byte: u8| block.simd_eq(u8x16::splat(byte));
    let marked = |block| [begin_hidden(block), is(block, b'"') | is(block, b'\\')];
    let [may_be_hidden, quoted] = bytes::any_of(text, marked);
    (!may_be_hidden || hidden(text).next().is_none()).then_some(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_by_serde() {
        let texts = [
            "",
            "a",
            "预算，“金额”",
            "a\"b",
            "a\\b",
            "\"",
            "\\\"\\",
            "\"预算\": \"\u{200b}\"",
            "\u{7f}",
            "a\u{200b}b",
            "\n",
            "≥ 80 万元",
            "😀",
            "\u{0}",
        ];
        for text in texts.iter().flat_map(|text| [(*text).to_owned(), format!("{text}项目 12345678")]) {
            let (mut direct, mut by_serde) = (Vec::new(), Vec::new());
            write_text(&text, &mut direct);
            write_value(&text, &mut by_serde).unwrap();
            assert_eq!(String::from_utf8(direct), String::from_utf8(by_serde));
        }
    }

    #[test]
    fn an_object_is_json() {
        let mut out = Vec::new();
        Object::write(&mut out, |object| {
            object.text(key!("text"), "a\"");
            object.maybe(key!("none"), None);
            object.number(key!("number"), 12);
            object.object(key!("object"), |_| {});
            object.list(key!("list"), ["a", "b"], write_text);
            object.value(key!("value"), &[1, 2]);
        });
        let wanted = r#"{"text":"a\"","none":null,"number":12,"object":{},"list":["a","b"],"value":[1,2]}"#;
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
