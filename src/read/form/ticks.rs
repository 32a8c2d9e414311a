//! Boxes: `☑新增项目 □延续项目`, `新增（√） 延续（ ）`.

/// What is ticked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ticked {
    /// There are no boxes.
    NoBoxes,
    /// Nothing.
    Nothing,
    /// One option.
    One(String),
    /// Several, or a mark that does not say whether it ticks.
    Unclear,
}

const ON: [char; 5] = ['☑', '√', '■', '✓', '✔'];
const OFF: [char; 3] = ['□', '☐', '○'];
/// In some forms it ticks, in others it crosses out.
const EITHER: [char; 4] = ['☒', '×', '✗', '✘'];

/// True for a text in which boxes stand.
pub(super) fn has_boxes(text: &str) -> bool {
    text.contains(ON) || text.contains(OFF)
}

/// The option whose box is ticked.
pub(super) fn ticked(text: &str) -> Ticked {
    if !has_boxes(text) {
        return Ticked::NoBoxes;
    }
    if text.contains(EITHER) {
        return Ticked::Unclear;
    }
    let text = &*bare(text);
    let mark = |c: char| ON.contains(&c) || OFF.contains(&c);
    let Some(before) = stand_before(text.trim(), mark) else {
        return Ticked::Unclear;
    };
    let mut options = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (left, right) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let on = right.starts_with(ON);
        let after = right.get(right.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        if on {
            let option = if before { after.split(mark).next().unwrap_or(after) } else { left };
            options.push(option_name(option, before));
        }
        rest = after;
    }
    match (options.pop(), options.pop()) {
        (None, _) => Ticked::Nothing,
        (Some(one), None) if !one.is_empty() => Ticked::One(one),
        _ => Ticked::Unclear,
    }
}

/// The text with marks instead of marks in brackets, and with a box instead of brackets around nothing.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['(', '（', '[', '［', '【']) {
        let (left, right) = rest.split_at_checked(at).unwrap_or((rest, ""));
        bare.push_str(left);
        let mut inside = right.chars();
        let open = inside.next();
        let inner = inside.as_str();
        let end = inner.find([')', '）', ']', '］', '】']).unwrap_or(inner.len());
        let (held, after) = inner.split_at_checked(end).unwrap_or((inner, ""));
        let mut held = held.chars().filter(|c| !c.is_whitespace());
        match (held.next(), held.next(), after.is_empty()) {
            (None, _, false) => bare.push('□'),
            (Some(mark), None, false) if ON.contains(&mark) || OFF.contains(&mark) => bare.push(mark),
            _ => {
                bare.extend(open);
                rest = inner;
                continue;
            }
        }
        let mut after = after.chars();
        after.next();
        rest = after.as_str();
    }
    bare + rest
}

/// True when marks stand before their options, false when behind; `None` where it could be either.
fn stand_before(text: &str, mark: impl Fn(char) -> bool) -> Option<bool> {
    let (first, last) = (text.starts_with(&mark), text.ends_with(&mark));
    if first != last {
        return Some(first);
    }
    if first {
        // A mark alone, or a row of them.
        return text.contains(|c: char| !mark(c) && !c.is_whitespace()).then_some(true);
    }
    let at = text.find(&mark)?;
    let (left, right) = text.split_at_checked(at)?;
    let blank_left = left.ends_with(char::is_whitespace);
    let blank_right = right.chars().nth(1).is_some_and(char::is_whitespace);
    (blank_left != blank_right).then_some(blank_left)
}

/// An option without the brackets around its box, and without its neighbours, which have no box.
fn option_name(text: &str, first: bool) -> String {
    let bare = |c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '、' | ',' | '，' | '；' | ';')
    };
    let text = text.trim_matches(bare);
    let mut words = text
        .split(['\u{20}', '\u{3000}', '、', '，', ',', '；', ';', ')', '）'])
        .filter(|word| !word.is_empty());
    let word = if first { words.next() } else { words.next_back() };
    word.unwrap_or_default().trim_matches(bare).replace(char::is_whitespace, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_option_is_ticked() {
        for text in [
            "☑新增项目 □延续项目",
            "□ 延续项目  ■ 新增项目",
            "√新增项目　延续项目",
            "新增项目☑ 延续项目☐",
            "新增项目（√） 延续项目（□）",
            "延续项目□、新增项目✓",
            "[√]新增项目 [ ]延续项目",
            "（ ）延续项目　（√）新增项目",
            "新增项目（√） 延续项目（　）",
            "延续项目 √新增项目",
            "新增项目√ 延续项目",
            "延续项目□ 新增项目☑ 其他□",
        ] {
            assert_eq!(ticked(text), Ticked::One("新增项目".to_owned()), "{text}");
        }
    }

    #[test]
    fn none_several_and_marks_with_two_meanings() {
        assert_eq!(ticked("新增项目"), Ticked::NoBoxes);
        assert_eq!(ticked("□新增项目 □延续项目"), Ticked::Nothing);
        assert_eq!(ticked("☑新增项目 ☑延续项目"), Ticked::Unclear);
        assert_eq!(ticked("☒新增项目 □延续项目"), Ticked::Unclear);
        assert_eq!(ticked("√"), Ticked::Unclear);
        // Which of the two the mark belongs to nobody can say.
        assert_eq!(ticked("新增项目√延续项目"), Ticked::Unclear);
        assert_eq!(ticked("新增项目 √ 延续项目"), Ticked::Unclear);
        assert_eq!(ticked("[ ]新增项目 [ ]延续项目（□）"), Ticked::Nothing);
    }
}
