//! Text in memory and places in it; knows nothing of what the text means.

mod cell;
mod digest;
mod excerpt;
mod lines;
mod site;
mod span;
mod text;

pub use cell::{CellMark, CellRef, LAST_CELL, column_letters, parse_address};
pub use digest::{hexadecimal, hexadecimal_digits, sha256};
pub use excerpt::Excerpt;
pub use lines::Position;
pub use site::Site;
pub use span::Span;
pub use text::{Sites, Source};
