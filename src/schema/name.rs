//! Names with two spellings.

use std::sync::Arc;

/// The path of a field in both spellings: first, last. All that show it share it.
pub type FieldPath = Arc<(String, String)>;

/// The spellings of one thing: usually Chinese first, English second. Either finds it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Names {
    /// The spelling declared first.
    pub first: String,
    /// The spelling declared second, if there is one.
    pub second: Option<String>,
}

impl Names {
    /// A thing with one spelling.
    pub fn single(first: impl Into<String>) -> Self {
        Self { first: first.into(), second: None }
    }

    /// True when `text` is one of the spellings.
    pub fn is(&self, text: &str) -> bool {
        self.first == text || self.second.as_deref() == Some(text)
    }

    /// The path of a field that has them as its names.
    pub fn path(&self) -> FieldPath {
        FieldPath::new((self.first.clone(), self.last().to_owned()))
    }

    /// The spellings, the first one first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first.as_str()).chain(self.second.as_deref())
    }

    /// The second spelling where there is one, else the first.
    pub fn last(&self) -> &str {
        self.second.as_deref().unwrap_or(&self.first)
    }
}
