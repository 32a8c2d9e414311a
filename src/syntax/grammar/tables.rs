//! The grammar's tables: the class of each character, and with which classes parts of it can begin; `build/` makes them.

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The class of a character, by its number.
pub(super) fn class(number: u32) -> u8 {
    if let Some(start) = STARTS.get((number >> 6) as usize) {
        return CLASSES.get(usize::from(*start) + (number & 0x3f) as usize).copied().unwrap_or(REST);
    }
    match char::from_u32(number) {
        Some(character) if pest::unicode::XID_START(character) => WORD_START,
        Some(character) if pest::unicode::XID_CONTINUE(character) => WORD_CONTINUE,
        Some(character) if pest::unicode::WHITE_SPACE(character) => WHITE,
        Some(_) | None => REST,
    }
}

/// True when the class is in the set of that number.
pub(super) fn holds(set: usize, class: u8) -> bool {
    let set = SETS.get(set).and_then(|set| set.get(usize::from(class / 64)));
    set.is_some_and(|bits| bits >> (class % 64) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_of_the_class_that_they_are_in_words() {
        for character in '\u{80}'..=char::MAX {
            let expected = match character {
                _ if pest::unicode::XID_START(character) => WORD_START,
                _ if pest::unicode::XID_CONTINUE(character) => WORD_CONTINUE,
                _ if pest::unicode::WHITE_SPACE(character) => WHITE,
                _ => REST,
            };
            let found = class(character.into());
            // Those before these classes begin something and are told by themselves.
            assert!(found == expected || found < WORD_START.min(REST), "{character:?}");
        }
    }
}
