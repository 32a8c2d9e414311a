//! Bytes of a rule file to text.

use std::sync::Arc;

use crate::diag::{Diagnostic, Problem, SyntaxProblem};
use crate::source::{Source, Span};

/// The text of a rule file, which is UTF-8.
pub fn decode(path: impl Into<Arc<str>>, bytes: Vec<u8>) -> Result<Source<'static>, Diagnostic> {
    let path = path.into();
    String::from_utf8(bytes).map(|text| Source::new(Arc::clone(&path), text)).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        // What could be read before the place shows where it is.
        let readable = error.as_bytes().get(..offset).unwrap_or_default();
        let source = Source::new(path, String::from_utf8_lossy(readable).into_owned());
        let end = source.text().len();
        Diagnostic::error(Problem::Syntax(SyntaxProblem::NotUtf8 { offset }), source.site(Span::at(end)))
    })
}
