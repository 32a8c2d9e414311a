//! Patterns, and those of them that only say what each byte of a text may be, as most patterns of codes do.

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

impl Pattern {
    /// The pattern as it can be asked fastest.
    pub fn new(matcher: &Matcher) -> Self {
        Self { matcher: matcher.clone(), shape: Shape::new(matcher) }
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
    /// The shape that a pattern asks for; `None` where its texts are not of one length, or may have more than one
    /// character of more than one byte at a place.
    fn new(matcher: &Matcher) -> Option<Self> {
        let mut shape = Self { bytes: Vec::new(), classes: Box::new([0; 256]) };
        let mut known: Vec<Vec<(u8, u8)>> = Vec::new();
        let mut add = |ranges: Vec<(u8, u8)>| {
            let number = known.iter().position(|one| *one == ranges).unwrap_or_else(|| {
                known.push(ranges);
                known.len() - 1
            });
            shape.bytes.push(1_u8.checked_shl(u32::try_from(number).ok()?)?);
            Some(())
        };
        for ranges in matcher.characters()? {
            if let [(one, last)] = ranges
                && one == last
            {
                one.encode_utf8(&mut [0; 4]).bytes().try_for_each(|byte| add(vec![(byte, byte)]))?;
            } else {
                let byte = |character: char| u8::try_from(character).ok().filter(u8::is_ascii);
                let ends = |range: &(char, char)| Some((byte(range.0)?, byte(range.1)?));
                add(ranges.iter().map(ends).collect::<Option<_>>()?)?;
            }
        }
        for (number, ranges) in known.iter().enumerate() {
            for (from, to) in ranges {
                let held = shape.classes.get_mut(usize::from(*from)..=usize::from(*to));
                held.unwrap_or_default().iter_mut().for_each(|byte| *byte |= 1 << number);
            }
        }
        Some(shape)
    }

    #[inline]
    fn fits(&self, text: &[u8]) -> bool {
        let class = |byte: &u8| self.classes.get(usize::from(*byte)).copied().unwrap_or_default();
        // Nearly all fit: none is worth a look before the last.
        let missing = |(byte, bit): (&u8, &u8)| bit & !class(byte);
        text.len() == self.bytes.len()
            && text.iter().zip(&self.bytes).map(missing).fold(0, |all, one| all | one) == 0
    }
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
        let is_shape = |pattern: &str| Shape::new(&Matcher::new(pattern).unwrap()).is_some();
        assert!(shapes.iter().take(5).all(|pattern| is_shape(pattern)));
        assert!(!is_shape("^[0-9]{1000}$") && !is_shape(r"^\d{3}$") && !is_shape("^[a-z]{2,3}$"));
    }
}
