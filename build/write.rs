//! The tables as Rust source, without a pointer in them: nothing of them is to be put right when a process starts.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;

use crate::classes::{Classes, Other};
use crate::first::Sets;

/// Characters whose classes stand side by side.
const BLOCK: u32 = 64;

pub(crate) fn tables(classes: &Classes, sets: &Sets) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    writeln!(
        out,
        "#[expect(clippy::unreadable_literal, reason = \"bits are no numbers that anybody reads\")]"
    )?;
    writeln!(out, "pub(super) static SETS: [[u64; 4]; {}] = {:?};", sets.sets.len(), sets.sets)?;
    let (starts, blocks) = blocks(classes)?;
    writeln!(out, "static STARTS: [u16; {}] = {starts:?};", starts.len())?;
    writeln!(out, "static CLASSES: [u8; {}] = {blocks:?};", blocks.len())?;
    for (name, other) in [
        ("WORD_START", Other::WordStart),
        ("WORD_CONTINUE", Other::WordContinue),
        ("WHITE", Other::Blank),
        ("REST", Other::Rest),
        ("END", Other::End),
    ] {
        writeln!(out, "pub(super) const {name}: u8 = {};", classes.other(other))?;
    }
    Ok(out)
}

/// The classes of the characters of 16 bits, a block of them once however often it comes, and where each begins.
fn blocks(classes: &Classes) -> Result<(Vec<u16>, Vec<usize>), Box<dyn Error>> {
    let mut known = BTreeMap::new();
    let (mut starts, mut all) = (Vec::new(), Vec::new());
    for first in (0..=u32::from(u16::MAX)).step_by(BLOCK as usize) {
        let class =
            |number| char::from_u32(number).map_or(classes.other(Other::Rest), |one| classes.class(one));
        let block: Vec<usize> = (first..first + BLOCK).map(class).collect();
        let next = u16::try_from(all.len())?;
        starts.push(*known.entry(block.clone()).or_insert(next));
        if known.len() * BLOCK as usize > all.len() {
            all.extend(block);
        }
    }
    Ok((starts, all))
}
