//! Many texts in one piece of memory.

/// The texts that the cells of a workbook share, by number from 0.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// The text with that number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let to = *self.ends.get(number)?;
        let from = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.all.get(from..to)
    }
}
