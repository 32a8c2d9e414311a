//! One line of a file as a report shows it: clipped around its marks, hidden characters shown.

use unicode_width::UnicodeWidthChar;

use crate::report::terminal::push_visible;
use crate::source::{Excerpt, Span};

/// Columns of a terminal shown on each side of a mark.
const SIDE: usize = 60;

/// The columns that a tab is counted as when a line is clipped.
const TAB: usize = 4;

/// A line with the marks on it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// What is shown of it, without a line feed.
    pub(super) text: String,
    /// The marks as bytes of `text`, in the order of the excerpts.
    pub(super) marks: Vec<Span>,
}

/// A column of the line and the character there.
type Column = (usize, char);

/// Puts the excerpts of one line together.
pub(super) fn window(excerpts: &[&Excerpt]) -> Window {
    let mut line: Vec<Column> = Vec::new();
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for excerpt in excerpts {
        line.extend((excerpt.first.column..).zip(excerpt.text.chars()));
        let before = excerpt.text.get(..excerpt.span.start).unwrap_or_default().chars().count();
        let inside = excerpt.text.get(excerpt.span.range()).unwrap_or_default().chars().count();
        let start = excerpt.first.column + before;
        marks.push((start, start + inside));
    }
    // What two excerpts have in common is the same in both.
    line.sort_by_key(|(column, _)| *column);
    line.dedup_by_key(|(column, _)| *column);
    let end = line.last().map_or(1, |(column, _)| column + 1);
    let more = excerpts
        .iter()
        .any(|excerpt| excerpt.clipped_after && excerpt.first.column + excerpt.text.chars().count() >= end);
    clip(&line, &marks, end, more)
}

fn clip(line: &[Column], marks: &[(usize, usize)], end: usize, more: bool) -> Window {
    // Where each character of the line would stand on a terminal as wide as the line, and where the line ends.
    let mut places = Vec::with_capacity(line.len() + 1);
    let mut at = 0;
    for (_, character) in line {
        places.push(at);
        at += width(*character);
    }
    places.push(at);
    let place = |column: usize| {
        let index = line.partition_point(|(before, _)| *before < column);
        places.get(index).copied().unwrap_or(at)
    };
    let borders: Vec<usize> = marks.iter().flat_map(|&(from, to)| [place(from), place(to)]).collect();
    let near = |place: usize| borders.iter().any(|border| border.abs_diff(place) <= SIDE);

    let mut text = String::new();
    // Byte of `text` at which the character of each column that is shown begins.
    let mut bytes: Vec<(usize, usize)> = Vec::new();
    let mut next = 1;
    let mut cut = false;
    for (&(column, character), &place) in line.iter().zip(&places) {
        let near = near(place);
        if column != next || !near {
            if !cut {
                text.push('…');
            }
            cut = true;
        }
        next = column + 1;
        if near {
            bytes.push((column, text.len()));
            cut = false;
            if character == '\t' {
                text.push(character);
            } else {
                push_visible(&mut text, character);
            }
        }
    }
    bytes.push((end, text.len()));
    if more && !cut {
        text.push('…');
    }
    let byte = |column: usize| {
        let index = bytes.partition_point(|(before, _)| *before < column);
        bytes.get(index).map_or(text.len(), |(_, byte)| *byte)
    };
    let marks = marks.iter().map(|&(from, to)| Span::new(byte(from), byte(to).max(byte(from)))).collect();
    Window { text, marks }
}

fn width(character: char) -> usize {
    if character == '\t' { TAB } else { character.width().unwrap_or(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn shown(text: &str, spans: &[(usize, usize)]) -> Window {
        let source = Source::new("a", text.to_owned());
        let sites: Vec<_> = spans.iter().map(|span| source.site(Span::new(span.0, span.1))).collect();
        let excerpts: Vec<_> = sites.iter().filter_map(|site| site.excerpt.as_deref()).collect();
        window(&excerpts)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let window = shown("预算 = 5\n", &[(0, 6)]);
        assert_eq!(window, Window { text: "预算 = 5".to_owned(), marks: vec![Span::new(0, 6)] });
    }

    #[test]
    fn a_long_line_is_clipped_on_both_sides() {
        let line = format!("{}目标{}", "金".repeat(500), "额".repeat(500));
        let window = shown(&line, &[(1500, 1506)]);
        assert_eq!(window.text, format!("…{}目标{}…", "金".repeat(30), "额".repeat(31)));
        assert_eq!(window.marks, [Span::new(93, 99)]);
    }

    #[test]
    fn two_marks_far_apart_keep_what_is_near_them() {
        let line = format!("a{}b", "-".repeat(1000));
        let window = shown(&line, &[(0, 1), (1001, 1002)]);
        assert_eq!(window.text, format!("a{}…{}b", "-".repeat(61), "-".repeat(60)));
        assert_eq!(window.marks.first(), Some(&Span::new(0, 1)));
        assert_eq!(window.marks.last().map(|mark| mark.range().len()), Some(1));
    }

    #[test]
    fn a_mark_at_the_end_of_a_line_is_empty() {
        assert_eq!(shown("金额 =", &[(8, 8)]).marks, [Span::new(8, 8)]);
    }
}
