//! Patterns, and those of them that only say what each byte of a text may be, as most patterns of codes do.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

use crate::value::Matcher;

/// A pattern; two with the same text are the same.
#[derive(Clone, Debug)]
pub struct Pattern {
    matcher: Matcher,
    shape: Option<Shape>,
}

/// What each byte of a text may be.
#[derive(Clone, Debug)]
struct Shape {
    /// For each byte of the text, the bit of its class.
    bytes: Vec<u8>,
    /// For each value of a byte, the classes that it is in.
    classes: Box<[u8; 256]>,
}

/// Texts of a shape are no longer than that.
const LONGEST: usize = 256;

impl Pattern {
    /// The pattern as it can be asked fastest.
    pub fn new(matcher: &Matcher) -> Self {
        Self { matcher: matcher.clone(), shape: Shape::new(matcher.as_str()) }
    }

    /// True for a text in which the pattern is found.
    #[inline]
    pub fn is_match(&self, text: &str) -> bool {
        self.shape.as_ref().map_or_else(|| self.matcher.is_match(text), |shape| shape.fits(text.as_bytes()))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.matcher.as_str() == other.matcher.as_str()
    }
}

impl Shape {
    /// The shape that a pattern asks for; `None` where it asks for anything else.
    fn new(pattern: &str) -> Option<Self> {
        let hir = regex_syntax::parse(pattern).ok()?;
        let HirKind::Concat(parts) = hir.kind() else {
            return None;
        };
        let is = |hir: &Hir, look: Look| matches!(hir.kind(), HirKind::Look(found) if *found == look);
        let [first, inner @ .., last] = parts.as_slice() else {
            return None;
        };
        if !is(first, Look::Start) || !is(last, Look::End) {
            return None;
        }
        let mut sets = Vec::new();
        inner.iter().try_for_each(|part| bytes(part, &mut sets))?;
        let mut known: Vec<Set> = Vec::new();
        let mut shape = Self { bytes: Vec::with_capacity(sets.len()), classes: Box::new([0; 256]) };
        for set in sets {
            let number = known.iter().position(|one| *one == set).unwrap_or_else(|| {
                known.push(set);
                known.len() - 1
            });
            shape.bytes.push(1_u8.checked_shl(u32::try_from(number).ok()?)?);
        }
        for (number, set) in known.iter().enumerate() {
            shape
                .classes
                .iter_mut()
                .zip(set.iter())
                .for_each(|(byte, held)| *byte |= u8::from(*held) << number);
        }
        Some(shape)
    }

    #[inline]
    fn fits(&self, text: &[u8]) -> bool {
        let class = |byte: &u8| self.classes.get(usize::from(*byte)).copied().unwrap_or_default();
        text.len() == self.bytes.len()
            && text.iter().zip(&self.bytes).all(|(byte, bit)| class(byte) & bit != 0)
    }
}

/// Values of a byte.
type Set = [bool; 256];

/// Adds what each byte of a part may be; `None` where it is not of one length, or may be a character of more than
/// one byte.
fn bytes(hir: &Hir, sets: &mut Vec<Set>) -> Option<()> {
    let of = |ranges: &mut dyn Iterator<Item = (u8, u8)>| {
        let mut set = [false; 256];
        for (from, to) in ranges {
            let held = set.get_mut(usize::from(from)..=usize::from(to));
            held.unwrap_or_default().fill(true);
        }
        set
    };
    match hir.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => {
            sets.extend(literal.0.iter().map(|byte| of(&mut [(*byte, *byte)].into_iter())));
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ends = |range: &regex_syntax::hir::ClassUnicodeRange| {
                let byte = |character: char| u8::try_from(character).ok().filter(u8::is_ascii);
                Some((byte(range.start())?, byte(range.end())?))
            };
            let ranges: Vec<(u8, u8)> = class.ranges().iter().map(ends).collect::<Option<_>>()?;
            sets.push(of(&mut ranges.into_iter()));
        }
        HirKind::Repetition(repetition)
            if repetition.max == Some(repetition.min) && repetition.min as usize <= LONGEST =>
        {
            for _ in 0..repetition.min {
                bytes(&repetition.sub, sets)?;
            }
        }
        HirKind::Capture(capture) => bytes(&capture.sub, sets)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| bytes(part, sets))?,
        HirKind::Class(Class::Bytes(_))
        | HirKind::Look(_)
        | HirKind::Repetition(_)
        | HirKind::Alternation(_) => return None,
    }
    (sets.len() <= LONGEST).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_fits_what_its_pattern_matches() {
        let shapes = [
            "^[0-9]{6}$",
            "^[0-9]{2}-[PEQ][0-9]{3}$",
            "^(金|金)[a-z]$",
            "^([A-Z]{2})-x$",
            r"\A[ab]\z",
            "^$|x",
            "^[0-9]{3}",
            r"^\d{3}$",
            "^[^a]$",
            "^[0-9]+$",
            "^(?i)ab[0-9]$",
        ];
        let texts = [
            "",
            "123456",
            "12345",
            "1234567",
            "12-P123",
            "12-X123",
            "12-P12a",
            "金a",
            "金",
            "AB-x",
            "AB-y",
            "a",
            "b",
            "x",
            "123",
            "1234",
            "１２３",
            "b\n",
            "ab1",
            "AB1",
            "aB1",
            "金1",
            "aé",
        ];
        for (pattern, text) in shapes.iter().flat_map(|pattern| texts.iter().map(move |text| (pattern, text)))
        {
            let matcher = Matcher::new(pattern).unwrap();
            let regex = regex::Regex::new(pattern).unwrap();
            assert_eq!(Pattern::new(&matcher).is_match(text), regex.is_match(text), "{pattern} {text:?}");
        }
        let is_shape = |pattern: &str| Shape::new(pattern).is_some();
        assert!(shapes.iter().take(2).all(|pattern| is_shape(pattern)));
        assert!(!is_shape("^[0-9]{1000}$") && !is_shape(r"^\d{3}$") && !is_shape("^[a-z]{2,3}$"));
    }
}
