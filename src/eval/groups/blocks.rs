//! Rows that grow without ever being moved: a million of them take no more than they need, and leave no holes behind.

/// Values, one a row.
#[derive(Clone, Debug)]
pub(super) struct Rows<T>(Vec<Vec<T>>);

/// Bytes of rows, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Bytes {
    blocks: Vec<Vec<u8>>,
    /// In which block those of a row begin, and where there.
    starts: Rows<[u32; 2]>,
}

/// Rows of a block.
const BLOCK: usize = 1024;

/// Bytes of a block, unless those of one row are more.
const BYTES: usize = 1 << 14;

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Rows<T> {
    pub(super) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * BLOCK + last.len())
    }

    /// One more row.
    pub(super) fn push(&mut self, value: T) {
        match self.0.last_mut() {
            // The first block grows as it must: most rules have few groups.
            Some(last) if last.len() < BLOCK => last.push(value),
            None => self.0.push(vec![value]),
            Some(_) => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(value);
                self.0.push(block);
            }
        }
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<&T> {
        self.0.get(row / BLOCK)?.get(row % BLOCK)
    }

    #[inline]
    pub(super) fn get_mut(&mut self, row: usize) -> Option<&mut T> {
        self.0.get_mut(row / BLOCK)?.get_mut(row % BLOCK)
    }
}

impl Bytes {
    /// The bytes of one more row; `None` where there is no room for them.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Option<()> {
        let fits = |block: &&mut Vec<u8>| block.len() + bytes.len() <= BYTES;
        let start = self.blocks.last().map_or(0, Vec::len);
        if let Some(last) = self.blocks.last_mut().filter(fits) {
            last.extend_from_slice(bytes);
        } else {
            let first = self.blocks.is_empty();
            let mut block = Vec::with_capacity(if first { bytes.len() } else { bytes.len().max(BYTES) });
            block.extend_from_slice(bytes);
            self.blocks.push(block);
            self.starts.push([u32::try_from(self.blocks.len() - 1).ok()?, 0]);
            return Some(());
        }
        let block = u32::try_from(self.blocks.len() - 1).ok()?;
        self.starts.push([block, u32::try_from(start).ok()?]);
        Some(())
    }

    /// The bytes of a row.
    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<&[u8]> {
        let [block, from] = *self.starts.get(row)?;
        let bytes = self.blocks.get(block as usize)?;
        let next = self.starts.get(row + 1).filter(|[other, _]| *other == block);
        let to = next.map_or(bytes.len(), |[_, to]| *to as usize);
        bytes.get(from as usize..to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_what_was_pushed() {
        let mut rows = Rows::default();
        let mut bytes = Bytes::default();
        let text = |row: usize| {
            vec![u8::try_from(row % 251).unwrap(); if row % 1500 == 7 { 40_000 } else { row % 40 }]
        };
        for row in 0..5000 {
            assert_eq!((rows.len(), rows.get(row), bytes.get(row)), (row, None, None));
            rows.push(row);
            bytes.push(&text(row)).unwrap();
        }
        for row in 0..5000 {
            assert_eq!((rows.get(row), bytes.get(row)), (Some(&row), Some(text(row).as_slice())));
        }
        *rows.get_mut(4999).unwrap() = 1;
        assert_eq!((rows.get(4999), rows.get(5000)), (Some(&1), None));
    }
}
