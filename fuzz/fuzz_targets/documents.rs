//! Any bytes as a document of any format: read or refused with a place, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../../tests/it/read/mutations.rs"]
mod mutations;
#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../../tests/it/read/schema.rs"]
mod schema;

// The first byte picks the format, the rest is the file.
fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let formats = heng::read::formats();
    let format = &formats[usize::from(*first) % formats.len()];
    if let Ok(source) = heng::read::decode("a", bytes.to_vec()) {
        mutations::survives(format.endings[0], source.text());
    }
});
