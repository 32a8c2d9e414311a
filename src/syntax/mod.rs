//! Rule text to a syntax tree and back; knows nothing of what names mean.

pub mod ast;
