//! The table of styles of a workbook: marked twins of its own styles, and the looks of the sheets in front.

use std::collections::BTreeSet;

use super::looks::Look;
use super::xml::{Edits, Element, elements, set, tag};
use crate::diag::Severity;
use crate::diag::Unmarkable;

/// The lists of a table of styles in their order.
const LISTS: [&str; 6] = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"];
const FONTS: usize = 1;
const FILLS: usize = 2;
const BORDERS: usize = 3;
const NAMED: usize = 4;
const CELLS: usize = 5;

/// The most styles of cells that programs take.
const MOST: usize = 64_000;

/// A table of styles and what is added to it.
pub(super) struct Styles {
    /// The name of its part.
    pub(super) part: String,
    text: String,
    prefix: String,
    lists: [List; 6],
    /// Where the next list goes when the table has none.
    root: Element,
}

#[derive(Default)]
struct List {
    element: Option<Element>,
    items: Vec<String>,
    /// How many of the items stand in the text.
    old: usize,
}

/// The colour that marks a cell, and that no office program offers: a cell that has it was marked by heng.
pub(super) const fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "FFFFB3B9",
        Severity::Warning => "FFFFE18B",
        Severity::Note => "FFCDE4F6",
    }
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// How a fill looks.
enum Fill {
    None,
    /// One colour; its attributes as written, and those of the colour behind it.
    Solid {
        front: String,
        behind: String,
    },
    /// A pattern or a gradient, which a mark would destroy.
    Other,
}

impl Styles {
    pub(super) fn parse(part: String, text: String) -> Result<Self, Unmarkable> {
        let found = elements(&text, 2)?;
        let root = found.iter().find(|one| one.depth == 0 && one.name == "styleSheet").cloned();
        let root = root.ok_or(Unmarkable::Form)?;
        let mut lists: [List; 6] = Default::default();
        let mut now = None;
        for element in &found {
            match element.depth {
                1 => {
                    now = LISTS.iter().position(|name| *name == element.name);
                    if let Some(list) = now.and_then(|now| lists.get_mut(now)) {
                        list.element = Some(element.clone());
                    }
                }
                2 => {
                    if let Some(list) = now.and_then(|now| lists.get_mut(now)) {
                        list.items.push(text.get(element.span.clone()).unwrap_or_default().to_owned());
                    }
                }
                _ => {}
            }
        }
        for list in &mut lists {
            list.old = list.items.len();
        }
        let mut styles = Self { part, prefix: root.prefix.clone(), text, lists, root };
        styles.fill_in();
        Ok(styles)
    }

    /// What every table must begin with, where it has none.
    fn fill_in(&mut self) {
        let p = self.prefix.clone();
        let first = |styles: &mut Self, list: usize, items: &[String]| {
            if styles.items(list).is_empty() {
                for item in items {
                    styles.push(list, item.clone());
                }
            }
        };
        first(self, FONTS, &[format!("<{p}font><{p}sz val=\"11\"/><{p}name val=\"宋体\"/></{p}font>")]);
        let fill = |kind: &str| format!("<{p}fill><{p}patternFill patternType=\"{kind}\"/></{p}fill>");
        first(self, FILLS, &[fill("none"), fill("gray125")]);
        first(self, BORDERS, &[format!("<{p}border/>")]);
        first(self, CELLS, &[format!("<{p}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>")]);
    }

    fn items(&self, list: usize) -> &[String] {
        self.lists.get(list).map_or(&[], |list| list.items.as_slice())
    }

    fn push(&mut self, list: usize, item: String) -> usize {
        let Some(list) = self.lists.get_mut(list) else {
            return 0;
        };
        list.items.push(item);
        list.items.len() - 1
    }

    /// The number of an item that is written like that, which is added when there is none.
    fn intern(&mut self, list: usize, item: String) -> usize {
        let known = self.items(list).iter().position(|known| *known == item);
        known.unwrap_or_else(|| self.push(list, item))
    }

    /// The styles that mark a cell.
    pub(super) fn marks(&self) -> BTreeSet<usize> {
        let is_marked = |style: &usize| {
            let fill = self.xf(*style).map(|xf| self.fill(&xf));
            matches!(fill, Some(Fill::Solid { front, .. }) if is_mark(&front))
        };
        (0..self.items(CELLS).len()).filter(is_marked).collect()
    }

    /// The style of a cell without a mark of an earlier run.
    pub(super) fn unmarked(&mut self, style: usize) -> usize {
        let Some(xf) = self.xf(style) else {
            return style;
        };
        let Fill::Solid { front, behind } = self.fill(&xf) else {
            return style;
        };
        if !is_mark(&front) {
            return style;
        }
        // Some programs write the colour of a mark behind it too.
        let plain = behind.is_empty() || behind.contains("indexed=\"64\"") || is_near_mark(&behind);
        let same = |other: &usize| {
            let Some(twin) = self.xf(*other) else {
                return false;
            };
            let fill = match self.fill(&twin) {
                Fill::None => plain,
                Fill::Solid { front, .. } => !plain && front == behind,
                Fill::Other => false,
            };
            fill && twin.is_like(&xf)
        };
        let count = self.items(CELLS).len();
        if let Some(twin) = (0..count).find(same) {
            return twin;
        }
        let fill = if plain { 0 } else { self.solid(&behind, "indexed=\"64\"") };
        self.with_fill(&xf, fill)
    }

    /// The same style with the colour of the severity; `None` where the cell has a pattern of its own.
    pub(super) fn marked(&mut self, style: usize, severity: Severity) -> Option<usize> {
        let xf = self.xf(style)?;
        let behind = match self.fill(&xf) {
            Fill::None => "indexed=\"64\"".to_owned(),
            Fill::Solid { front, .. } => front,
            Fill::Other => return None,
        };
        if self.items(CELLS).len() >= MOST {
            return None;
        }
        let fill = self.solid(&format!("rgb=\"{}\"", colour(severity)), &behind);
        Some(self.with_fill(&xf, fill))
    }

    fn solid(&mut self, front: &str, behind: &str) -> usize {
        let p = self.prefix.clone();
        let behind = if behind.is_empty() { "indexed=\"64\"" } else { behind };
        self.intern(
            FILLS,
            format!(
                "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor {front}/><{p}bgColor {behind}/>\
                 </{p}patternFill></{p}fill>"
            ),
        )
    }

    fn with_fill(&mut self, xf: &Xf, fill: usize) -> usize {
        let mut attributes = xf.attributes.clone();
        set(&mut attributes, "fillId", &fill.to_string());
        set(&mut attributes, "applyFill", "1");
        let wanted = Xf { attributes, content: xf.content.clone() };
        let count = self.items(CELLS).len();
        let known = (0..count).find(|number| self.xf(*number).is_some_and(|known| known.equals(&wanted)));
        known.unwrap_or_else(|| {
            let name = format!("{}xf", self.prefix);
            let item = if wanted.content.is_empty() {
                tag(&name, &wanted.attributes, true)
            } else {
                format!("{}{}</{name}>", tag(&name, &wanted.attributes, false), wanted.content)
            };
            self.push(CELLS, item)
        })
    }

    /// The style of a cell of the sheets in front.
    pub(super) fn look(&mut self, look: Look) -> usize {
        let p = self.prefix.clone();
        let base = self.items(FONTS).first().cloned().unwrap_or_default();
        let font = look.font(&base, &p).map_or(0, |font| self.intern(FONTS, font));
        let fill = look.fill().map_or(0, |rgb| self.solid(&format!("rgb=\"{rgb}\""), ""));
        let border = look.border(&p).map_or(0, |border| self.intern(BORDERS, border));
        let named = if self.items(NAMED).is_empty() { "" } else { " xfId=\"0\"" };
        let xf = format!(
            "<{p}xf numFmtId=\"{}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\"{named} \
             applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\" \
             applyProtection=\"1\">{}</{p}xf>",
            look.number_format(),
            look.alignment(&p)
        );
        self.intern(CELLS, xf)
    }

    fn xf(&self, style: usize) -> Option<Xf> {
        let item = self.items(CELLS).get(style)?;
        let found = elements(item, 0).ok()?;
        let element = found.first()?;
        let content = item.get(element.content.clone()).unwrap_or_default().to_owned();
        Some(Xf { attributes: element.attributes.clone(), content })
    }

    fn fill(&self, xf: &Xf) -> Fill {
        let number = xf.get("fillId").and_then(|id| id.parse::<usize>().ok()).unwrap_or_default();
        let Some(item) = self.items(FILLS).get(number) else {
            return Fill::None;
        };
        let Ok(found) = elements(item, 2) else {
            return Fill::Other;
        };
        let colour = |name: &str| {
            let element = found.iter().find(|one| one.name == name)?;
            let pairs = element.attributes.iter().map(|(name, value)| format!("{name}=\"{value}\""));
            Some(pairs.collect::<Vec<_>>().join(" "))
        };
        let pattern = found.iter().find(|one| one.name == "patternFill");
        match pattern.map(|pattern| pattern.get("patternType").unwrap_or("none")) {
            Some("none") => Fill::None,
            Some("solid") => Fill::Solid {
                front: colour("fgColor").unwrap_or_default(),
                behind: colour("bgColor").unwrap_or_default(),
            },
            Some(_) => Fill::Other,
            None if found.iter().any(|one| one.name == "gradientFill") => Fill::Other,
            None => Fill::None,
        }
    }

    /// The table with what was added.
    pub(super) fn finish(self) -> String {
        let mut edits = Edits::default();
        let mut after = self.root.open.end;
        for (name, list) in LISTS.iter().zip(&self.lists) {
            let name = format!("{}{name}", self.prefix);
            let added = list.items.get(list.old..).unwrap_or_default();
            if let Some(element) = &list.element {
                after = element.span.end;
            }
            if added.is_empty() {
                continue;
            }
            let count = list.items.len().to_string();
            let mut attributes = list.element.as_ref().map_or_else(Vec::new, |one| one.attributes.clone());
            set(&mut attributes, "count", &count);
            let (open, close) = (tag(&name, &attributes, false), format!("</{name}>"));
            match &list.element {
                Some(element) if !element.is_empty() => {
                    edits.replace(element.open.clone(), open);
                    edits.insert(element.content.end, added.concat());
                }
                Some(element) => edits.replace(element.span.clone(), [open, added.concat(), close].concat()),
                None => edits.insert(after, [open, added.concat(), close].concat()),
            }
        }
        edits.apply(&self.text)
    }
}

fn is_mark(front: &str) -> bool {
    SEVERITIES
        .into_iter()
        .any(|severity| front.to_ascii_uppercase().contains(&format!("RGB=\"{}\"", colour(severity))))
}

/// True for a colour that differs from that of a mark by what programs lose in their palettes.
fn is_near_mark(attributes: &str) -> bool {
    const LOST: u8 = 4;
    let channels = |rgb: &str| {
        let of = |from: usize| u8::from_str_radix(rgb.get(from..from + 2)?, 16).ok();
        Some([of(2)?, of(4)?, of(6)?])
    };
    let found = attributes.split("rgb=\"").nth(1).and_then(|rgb| channels(rgb.split('"').next()?));
    found.is_some_and(|found| {
        let near = |mark: [u8; 3]| found.iter().zip(mark).all(|(one, other)| one.abs_diff(other) <= LOST);
        SEVERITIES.into_iter().filter_map(|severity| channels(colour(severity))).any(near)
    })
}

/// The style of a cell as its attributes and what they hold.
struct Xf {
    attributes: Vec<(String, String)>,
    content: String,
}

impl Xf {
    fn get(&self, wanted: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    fn sorted(&self, without: &[&str]) -> Vec<&(String, String)> {
        let kept = self.attributes.iter().filter(|(name, _)| !without.contains(&name.as_str()));
        let mut kept: Vec<_> = kept.collect();
        kept.sort();
        kept
    }

    fn equals(&self, other: &Self) -> bool {
        self.content == other.content && self.sorted(&[]) == other.sorted(&[])
    }

    /// True when the two differ in their fill at most.
    fn is_like(&self, other: &Self) -> bool {
        const FILL: [&str; 2] = ["fillId", "applyFill"];
        self.content == other.content && self.sorted(&FILL) == other.sorted(&FILL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "<styleSheet><fonts count=\"1\"><font><sz val=\"10\"/></font></fonts><fills count=\"4\">\
        <fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor theme=\"4\" tint=\"0.5\"/></patternFill></fill>\
        <fill><patternFill patternType=\"darkGrid\"/></fill></fills><borders count=\"1\"><border/></borders>\
        <cellXfs count=\"3\"><xf numFmtId=\"10\" fillId=\"0\"><alignment wrapText=\"1\"/></xf>\
        <xf numFmtId='4' fillId='2'/><xf fillId=\"3\"/></cellXfs><extLst/></styleSheet>";

    #[test]
    fn a_mark_changes_the_fill_alone_and_can_be_taken_away() {
        let mut styles = Styles::parse(String::new(), TABLE.to_owned()).unwrap();
        for style in [0, 1] {
            let red = styles.marked(style, Severity::Error).unwrap();
            assert_ne!(red, style);
            assert_eq!(styles.marked(style, Severity::Error), Some(red));
            assert_eq!(styles.unmarked(red), style);
            assert_eq!(styles.unmarked(style), style);
        }
        assert_eq!(styles.marked(2, Severity::Error), None);
        let written = styles.finish();
        assert!(written.contains("<cellXfs count=\"5\"><xf numFmtId=\"10\" fillId=\"0\">"), "{written}");
        assert!(
            written.contains(
                "<xf numFmtId=\"10\" fillId=\"4\" applyFill=\"1\"><alignment wrapText=\"1\"/></xf>"
            ),
            "{written}"
        );
        assert!(written.contains("<bgColor theme=\"4\" tint=\"0.5\"/>"), "{written}");
        // The second run over what the first one wrote adds nothing.
        let mut again = Styles::parse(String::new(), written.clone()).unwrap();
        for style in [0, 1] {
            let red = again.marked(style, Severity::Error).unwrap();
            let back = again.unmarked(red);
            assert_eq!((back, again.marked(back, Severity::Error)), (style, Some(red)));
        }
        assert_eq!(again.finish(), written);
    }

    #[test]
    fn a_table_with_nothing_in_it_gets_what_it_must_have() {
        let mut styles =
            Styles::parse(String::new(), "<x:styleSheet xmlns:x=\"n\"></x:styleSheet>".to_owned()).unwrap();
        assert_eq!(styles.marked(0, Severity::Warning), Some(1));
        let written = styles.finish();
        let names = ["<x:fonts", "<x:fills", "<x:borders", "<x:cellXfs"];
        let places: Vec<_> = names.iter().map(|name| written.find(name).unwrap()).collect();
        assert!(places.is_sorted(), "{written}");
        assert_eq!(Styles::parse(String::new(), written.clone()).unwrap().finish(), written);
    }
}
