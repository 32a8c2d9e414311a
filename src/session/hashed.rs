//! Bytes that are hashed while they are read.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use crate::source::hexadecimal;

/// A reader that remembers what went through it.
pub(super) struct Hashed<'h, R> {
    pub(super) input: R,
    pub(super) seen: &'h mut Seen,
}

/// What went through.
#[derive(Default)]
pub(super) struct Seen {
    digest: Sha256,
    pub(super) bytes: u64,
}

impl Seen {
    /// The SHA-256 of it.
    pub(super) fn sha256(self) -> String {
        hexadecimal(&self.digest.finalize())
    }
}

impl<R: Read> Read for Hashed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.seen.digest.update(buffer.get(..length).unwrap_or_default());
        self.seen.bytes += length as u64;
        Ok(length)
    }
}
