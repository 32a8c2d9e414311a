//! "Did you mean": the candidate nearest to a name that nobody declared.

use std::cmp::Reverse;

use unicode_normalization::UnicodeNormalization;

/// Characters of a name past which it is no slip of another: comparing costs their product.
const LONGEST: usize = 100;

/// The candidate most like `name`, if one is like it at all. Ties go to the one that begins like it for longer,
/// then to the first in alphabetical order: the answer does not depend on the order of the candidates.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let folded = fold(name);
    let length = folded.chars().count();
    if length > LONGEST {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .filter_map(|candidate| {
            let other = fold(candidate);
            let distance = strsim::osa_distance(&folded, &other);
            let longer = length.max(other.chars().count());
            let near = distance * 3 <= longer || (longer <= 4 && distance <= 1 && longer > 1);
            let holds = length >= 2 && (other.contains(&folded) || folded.contains(&other));
            let alike = folded.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
            (near || holds).then_some((Reverse(distance), alike, Reverse(candidate)))
        })
        .max()
        .map(|(_, _, Reverse(candidate))| candidate.to_owned())
}

fn fold(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name() {
        let fields = ["申报金额", "项目名称", "amount", "评价"];
        assert_eq!(nearest("申报金客", fields).as_deref(), Some("申报金额"));
        assert_eq!(nearest("ａｍｏｕｎｔ", fields).as_deref(), Some("amount"));
        assert_eq!(nearest("金额", fields).as_deref(), Some("申报金额"));
        assert_eq!(nearest("天气", fields), None);
        assert_eq!(nearest("总份", ["年份", "总分"]).as_deref(), Some("总分"));
    }
}
