//! Found texts as messages show them: on one line, and not longer than a message can bear.

/// Characters of a found text that a message shows.
const LONGEST: usize = 40;

/// `text` trimmed, with line breaks as spaces, at most forty characters of it, the last one `…` when some were
/// left out.
pub fn shorten(text: &str) -> String {
    let mut shown = String::new();
    let mut count = 0;
    for character in text.trim().chars() {
        // A run of white space around a line break is one space.
        let character = if matches!(character, '\n' | '\r') { ' ' } else { character };
        if character == ' ' && shown.ends_with(' ') {
            continue;
        }
        if count == LONGEST {
            shown.pop();
            shown.push('…');
            break;
        }
        shown.push(character);
        count += 1;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_characters_stay_and_one_more_does_not() {
        let forty = "金".repeat(40);
        assert_eq!(shorten(&forty), forty);
        let longer = shorten(&"金".repeat(41));
        assert_eq!((longer.chars().count(), longer.chars().last()), (40, Some('…')));
    }

    #[test]
    fn line_breaks_become_single_spaces() {
        assert_eq!(shorten(" [1,\r\n    2] "), "[1, 2]");
    }
}
