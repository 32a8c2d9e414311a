//! Filled-in forms to documents: a form is recognised by its title and captions, its cells are found beside, below
//! and between captions, and what nothing reads is told.

mod block;
mod captions;
mod fill;
mod grid;
mod lines;
mod matching;
mod picks;
mod recognise;
mod shapes;
mod ticks;

pub(super) use block::{block, too_long};
pub(super) use grid::{Grid, MOST_ROWS};
pub(super) use recognise::{apart, recognise, titled};
