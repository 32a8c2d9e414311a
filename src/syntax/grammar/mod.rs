//! The grammar of `grammar/*.pest`: a text to pieces, or to the place where it stops to be what was asked for.

mod machine;
mod pest;
mod piece;
mod tables;

pub(super) use self::pest::{Stop, Symbol};
pub(super) use piece::{Piece, Pieces, Reading};

/// Reads `text` as `symbol`. What the functions do not read is read once more by the parser that says where it stops.
pub(super) fn read(symbol: Symbol, text: &str) -> Result<Reading<'_>, Stop> {
    machine::read(symbol, text).map_or_else(|| pest::read(symbol, text), Ok)
}

#[cfg(test)]
mod tests;
