//! Keys of members that come together.

/// Keys as bytes, one behind the other.
#[derive(Debug, Default)]
pub(in crate::eval) struct Keys {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Keys {
    /// Leaves only room.
    pub(in crate::eval) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Adds the key that is written; where it turns out that there is none, nothing is added.
    pub(in crate::eval) fn add(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Option<()> {
        let from = self.bytes.len();
        let written = write(&mut self.bytes);
        match written {
            Some(()) => self.ends.push(self.bytes.len()),
            None => self.bytes.truncate(from),
        }
        written
    }

    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(from, to)| self.bytes.get(*from..*to).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn keys_are_what_was_written_whole() {
        let mut keys = Keys::default();
        let written = ["ab", "", "c?", "d"].map(|text| {
            keys.add(|key| {
                key.extend(text.bytes());
                (!text.contains('?')).then_some(())
            })
        });
        assert_eq!(written, [Some(()), Some(()), None, Some(())]);
        assert_eq!(keys.iter().collect::<Vec<_>>(), [&b"ab"[..], b"", b"d"]);
    }
}
