//! A sheet in front as XML: texts are texts and never formulas, whatever they hold.

use std::collections::HashMap;
use std::fmt::Write;

use super::looks::Look;
use super::styles::Styles;
use crate::report::terminal::visible;
use crate::report::xml::Xml;
use crate::source::column_letters;

/// A sheet to be written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) columns: Vec<Width>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// The first row stays in view and is printed on every page, and the rows below can be filtered.
    pub(super) table: bool,
    /// The column with a choice, from 0, and what there is to choose.
    pub(super) choice: Option<(usize, Vec<&'static str>)>,
    /// Columns that stay in view.
    pub(super) fixed: usize,
    /// True for the sheet that is seen first.
    pub(super) first: bool,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width {
    /// Characters of half width.
    pub(super) characters: u32,
    /// True when people do not see it.
    pub(super) hidden: bool,
}

/// A cell of a sheet in front.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) value: Value,
    pub(super) look: Look,
    /// The place in this workbook to which it leads.
    pub(super) link: Option<String>,
}

/// What a cell of a sheet in front holds.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(u64),
}

/// Characters that a cell takes, in UTF-16 code units.
pub(super) const MOST_CHARACTERS: usize = 32_767;
/// Links that a sheet takes.
const MOST_LINKS: usize = 65_530;

impl Cell {
    pub(super) fn text(text: impl Into<String>, look: Look) -> Self {
        Self { value: Value::Text(text.into()), look, link: None }
    }

    pub(super) fn number(number: u64) -> Self {
        Self { value: Value::Number(number), look: Look::Count, link: None }
    }
}

impl Sheet {
    /// The last cell, as `U12`.
    pub(super) fn corner(&self) -> String {
        format!("{}{}", column_letters(self.columns.len()), self.rows.len())
    }

    /// The part, in the namespace of the workbook.
    pub(super) fn write(&self, namespace: &str, styles: &mut Styles) -> String {
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{namespace}\">\
             <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:{}\"/>",
            self.corner()
        );
        self.write_view(&mut xml);
        xml.push_str("<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (width, number) in self.columns.iter().zip(1..) {
            let hidden = if width.hidden { " hidden=\"1\"" } else { "" };
            let _ = write!(
                xml,
                "<col min=\"{number}\" max=\"{number}\" width=\"{}\" customWidth=\"1\"{hidden}/>",
                width.characters
            );
        }
        xml.push_str("</cols><sheetData>");
        let mut looks = HashMap::new();
        for (row, number) in self.rows.iter().zip(1..) {
            write_row(&mut xml, row, number, |look| *looks.entry(look).or_insert_with(|| styles.look(look)));
        }
        xml.push_str("</sheetData>");
        if self.table {
            let _ = write!(xml, "<autoFilter ref=\"A1:{}\"/>", self.corner());
        }
        self.write_choice(&mut xml);
        self.write_links(&mut xml);
        xml.push_str(
            "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>\
             <headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>",
        );
        xml
    }

    fn write_view(&self, xml: &mut String) {
        let selected = if self.first { " tabSelected=\"1\"" } else { "" };
        let _ = write!(xml, "<sheetViews><sheetView showGridLines=\"0\"{selected} workbookViewId=\"0\">");
        if self.table {
            let (column, pane) = match self.fixed {
                0 => (String::new(), "bottomLeft"),
                fixed => (format!(" xSplit=\"{fixed}\""), "bottomRight"),
            };
            let corner = format!("{}2", column_letters(self.fixed + 1));
            let _ = write!(
                xml,
                "<pane{column} ySplit=\"1\" topLeftCell=\"{corner}\" activePane=\"{pane}\" state=\"frozen\"/>\
                 <selection pane=\"{pane}\" activeCell=\"{corner}\" sqref=\"{corner}\"/>"
            );
        }
        xml.push_str("</sheetView></sheetViews>");
    }

    fn write_choice(&self, xml: &mut String) {
        let Some((column, choices)) = self.choice.as_ref().filter(|_| self.rows.len() > 1) else {
            return;
        };
        let letters = column_letters(column + 1);
        let _ = write!(
            xml,
            "<dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" \
             showErrorMessage=\"1\" sqref=\"{letters}2:{letters}{}\"><formula1>{}</formula1>\
             </dataValidation></dataValidations>",
            self.rows.len(),
            Xml(&format!("\"{}\"", choices.join(",")))
        );
    }

    fn write_links(&self, xml: &mut String) {
        let rows = self.rows.iter().zip(1..);
        let cells =
            rows.flat_map(|(row, number)| row.iter().zip(1..).map(move |(cell, at)| (cell, number, at)));
        let links = cells.filter_map(|(cell, row, column)| Some((cell.link.as_ref()?, row, column)));
        let mut links = links.take(MOST_LINKS).peekable();
        if links.peek().is_none() {
            return;
        }
        xml.push_str("<hyperlinks>");
        for (link, row, column) in links {
            let cell = format!("{}{row}", column_letters(column));
            let link = quick_xml::escape::escape(link.as_str());
            let _ = write!(xml, "<hyperlink ref=\"{cell}\" location=\"{link}\"/>");
        }
        xml.push_str("</hyperlinks>");
    }
}

fn write_row(xml: &mut String, row: &[Cell], number: usize, mut style: impl FnMut(Look) -> usize) {
    let _ = write!(xml, "<row r=\"{number}\">");
    for (cell, column) in row.iter().zip(1..) {
        let place = format!("{}{number}", column_letters(column));
        let style = style(cell.look);
        match &cell.value {
            Value::Number(value) => {
                let _ = write!(xml, "<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>");
            }
            Value::Text(text) if text.is_empty() => {
                let _ = write!(xml, "<c r=\"{place}\" s=\"{style}\"/>");
            }
            Value::Text(text) => {
                let _ = write!(
                    xml,
                    "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    Xml(&escaped(&shortened(text, MOST_CHARACTERS)))
                );
            }
        }
    }
    xml.push_str("</row>");
}

/// A text as it is read back from a cell.
pub(super) fn stored(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(visible).collect();
    shortened(&lines.join("\n"), MOST_CHARACTERS).trim().to_owned()
}

/// The text, cut where a cell can hold no more of it.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let mut left = most;
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take_while(|character| {
        let enough = left > character.len_utf16();
        left = left.saturating_sub(character.len_utf16());
        enough
    });
    kept.chain(['…']).collect()
}

/// The text with `_x000D_`, which workbooks would take for a character, as what it is.
pub(super) fn escaped(text: &str) -> String {
    let is_code = |rest: &str| {
        let code = rest.get(2..6).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        code && rest.get(6..7) == Some("_")
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, here) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        out.push_str(if is_code(here) { "_x005F_x" } else { "_x" });
        rest = here.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_a_cell_is_full() {
        assert_eq!(shortened("甲乙丙", 3), "甲乙丙");
        assert_eq!(shortened("甲乙丙丁", 3), "甲乙…");
        assert_eq!(shortened("😀😀😀", 5), "😀😀…");
    }

    #[test]
    fn what_looks_like_a_code_of_a_character_is_none() {
        assert_eq!(escaped("a_x000D_b_x12"), "a_x005F_x000D_b_x12");
    }
}
