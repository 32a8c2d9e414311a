//! How the cells of the sheets in front look.

use super::styles::colour;
use super::xml::elements;
use crate::diag::Severity;

/// What a cell of the sheets in front is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// The title of a sheet.
    Title,
    /// The one sentence to remember.
    Verdict,
    /// Above a part of a sheet.
    Part,
    /// Above a column.
    Head,
    /// A text in a table.
    Text,
    /// A number in a table.
    Count,
    /// A severity.
    Severity(Severity),
    /// A link to a cell.
    Link,
    /// To be filled in.
    Blank,
    /// A remark.
    Remark,
    /// A text that stands alone.
    Plain,
}

impl Look {
    /// A font like that of the workbook; `None` for just that.
    pub(super) fn font(self, base: &str, p: &str) -> Option<String> {
        let (bold, size, colour) = match self {
            Self::Title => (true, Some("16"), None),
            Self::Verdict => (true, Some("13"), None),
            Self::Part | Self::Head => (true, None, None),
            Self::Link => (false, None, Some("FF0563C1")),
            Self::Remark => (false, None, Some("FF595959")),
            Self::Text | Self::Count | Self::Severity(_) | Self::Blank | Self::Plain => return None,
        };
        let found = elements(base, 1).unwrap_or_default();
        let value = |name: &str| found.iter().find(|one| one.name == name)?.get("val").map(str::to_owned);
        let own = value("sz").unwrap_or_else(|| "11".to_owned());
        let bold = if bold { format!("<{p}b/>") } else { String::new() };
        let underline = if self == Self::Link { format!("<{p}u/>") } else { String::new() };
        let colour = colour.map(|rgb| format!("<{p}color rgb=\"{rgb}\"/>")).unwrap_or_default();
        let name = value("name").map(|name| format!("<{p}name val=\"{name}\"/>")).unwrap_or_default();
        let size = size.unwrap_or(&own);
        Some(format!("<{p}font>{bold}{underline}<{p}sz val=\"{size}\"/>{colour}{name}</{p}font>"))
    }

    /// The colour behind the text.
    pub(super) const fn fill(self) -> Option<&'static str> {
        match self {
            Self::Head => Some("FFD9E1F2"),
            Self::Severity(severity) => Some(colour(severity)),
            Self::Blank => Some("FFFFFDE7"),
            Self::Title
            | Self::Verdict
            | Self::Part
            | Self::Text
            | Self::Count
            | Self::Link
            | Self::Remark
            | Self::Plain => None,
        }
    }

    /// The lines around the cell; `None` for none.
    pub(super) fn border(self, p: &str) -> Option<String> {
        match self {
            Self::Title | Self::Verdict | Self::Part | Self::Remark | Self::Plain => None,
            Self::Head | Self::Text | Self::Count | Self::Severity(_) | Self::Link | Self::Blank => {
                let sides = ["left", "right", "top", "bottom"].map(|side| {
                    format!("<{p}{side} style=\"thin\"><{p}color rgb=\"FFBFBFBF\"/></{p}{side}>")
                });
                Some(format!("<{p}border>{}<{p}diagonal/></{p}border>", sides.concat()))
            }
        }
    }

    /// 49 is a text whatever is typed: no entry becomes a formula or a date.
    pub(super) const fn number_format(self) -> u32 {
        match self {
            Self::Count => 1,
            Self::Blank => 49,
            Self::Title
            | Self::Verdict
            | Self::Part
            | Self::Head
            | Self::Text
            | Self::Severity(_)
            | Self::Link
            | Self::Remark
            | Self::Plain => 0,
        }
    }

    /// Where the text stands, and that all may be typed over in a protected sheet.
    pub(super) fn alignment(self, p: &str) -> String {
        let across = match self {
            Self::Head | Self::Severity(_) => " horizontal=\"center\"",
            Self::Count => " horizontal=\"right\"",
            Self::Title
            | Self::Verdict
            | Self::Part
            | Self::Text
            | Self::Link
            | Self::Blank
            | Self::Remark
            | Self::Plain => " horizontal=\"left\"",
        };
        let wrap = match self {
            Self::Title | Self::Verdict | Self::Part | Self::Remark | Self::Plain => "",
            Self::Head | Self::Text | Self::Count | Self::Severity(_) | Self::Link | Self::Blank => {
                " wrapText=\"1\""
            }
        };
        format!("<{p}alignment{across} vertical=\"top\"{wrap}/><{p}protection locked=\"0\"/>")
    }
}
