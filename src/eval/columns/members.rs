//! Which words of a vocabulary a rule looks for.

/// For each code of a word, whether it is looked for; nought is the code of what is no word. What is at the end, and is
/// not looked for, stands for all codes that are greater: whether a code is in the list would be a guess in every row.
/// Without any word there is no end either.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Members(Vec<bool>);

impl Members {
    /// Adds the word of that number.
    pub(super) fn add(&mut self, number: usize) {
        let code = number + 1;
        self.0.resize(self.0.len().max(code + 2), false);
        if let Some(member) = self.0.get_mut(code) {
            *member = true;
        }
    }

    /// True for the code of one of the words.
    #[inline]
    pub(super) fn hold(&self, code: i64) -> bool {
        let code = usize::try_from(code.cast_unsigned()).unwrap_or(usize::MAX);
        let end = self.0.len().saturating_sub(1);
        self.0.get(code.min(end)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_those_that_were_added() {
        let mut members = Members::default();
        members.add(3);
        members.add(1);
        let held = |code: i64| members.hold(code);
        assert_eq!([0, 1, 2, 3, 4, 5, -1].map(held), [false, false, true, false, true, false, false]);
        assert!(!Members::default().hold(0));
    }
}
