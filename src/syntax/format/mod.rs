//! One canonical layout for rule files, in either spelling of the keywords. Every token of the text is written once
//! and every comment stays where it was: the layout is made of the text's own tokens, not of the tree.

mod layout;
mod lines;
mod records;
mod rows;
mod spelling;
mod tokens;

use lines::Lines;
use tokens::tokens;

use super::grammar::{self, Piece, Symbol};
use super::parse::{on_a_deep_stack, parse};
use super::words::Keywords;
use crate::diag::Diagnostic;
use crate::source::Source;

/// The text in its canonical layout. A file with mistakes is refused: its meaning is not known.
pub fn format(source: &Source, keywords: Keywords) -> Result<String, Vec<Diagnostic>> {
    let (_, diagnostics) = parse(source);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    on_a_deep_stack(|| {
        let Ok(read) = grammar::read(Symbol::file, source.text()) else {
            return Err(diagnostics);
        };
        let tokens = tokens(read.pieces(), source.text(), keywords);
        let mut lines = Lines::new(&tokens);
        for item in read.pieces().flat_map(Piece::into_inner).filter(|piece| piece.as_rule() == Symbol::item)
        {
            if let Some(item) = item.into_inner().next() {
                lines.item(&item);
            }
        }
        Ok(lines.finish())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_stays_on_top_of_its_item() {
        let text = "参数 甲 : 数值 = 1\n\n# 乙的说明。\n参数 乙 : 数值 = 2\n\n# 单独的一段。\n\n参数 丙 : 数值 = 3\n";
        let formatted = format(&Source::new("a.heng", text.to_owned()), Keywords::Chinese);
        assert_eq!(formatted.ok().as_deref(), Some(text));
    }
}
