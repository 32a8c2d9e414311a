//! The integration tests, one binary.

mod read;
