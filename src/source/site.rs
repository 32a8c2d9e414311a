//! A place that stands on its own: it needs no text to be shown.

use std::sync::Arc;

use super::{Excerpt, Position};

/// A file with, where it is known, a range of lines and columns and the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file, as the user named it.
    pub path: Arc<str>,
    /// Where it begins.
    pub start: Position,
    /// Where it ends (the position after the last character).
    pub end: Position,
    /// The text around it; `None` when the place is a whole file.
    pub excerpt: Option<Excerpt>,
}

impl Site {
    /// A whole file, for what has no place inside it (it cannot be opened, it is empty).
    pub fn whole(path: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), start: Position::FIRST, end: Position::FIRST, excerpt: None }
    }
}
