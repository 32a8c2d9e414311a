//! Tier sets with a border moved by a step or given to the row on its other side.

use super::Change;
use super::edits::{Deed, Edit};
use super::step::step;
use crate::ir::borders::{EPOCH, Sides, cuts, ends, moved, turned};
use crate::ir::{Cover, Pattern, Row, Scale, Tiers, constants};
use crate::schema::{Schema, Type};
use crate::source::Span;
use crate::value::{Number, Value, days_later};

/// The changes of all borders. Rows that meet at a border move together, so that they still fit.
pub(super) fn edits(tiers: &Tiers, schema: &Schema) -> Vec<Edit> {
    let mut found = Vec::new();
    let rest = tiers.rows.iter().any(|row| matches!(row.cover, Cover::Otherwise));
    for (axis, scale) in tiers.scales.iter().enumerate() {
        for (cut, sides) in cuts(tiers, axis) {
            if !is_inner(cut, sides, scale, rest) {
                continue;
            }
            let span = row_at(tiers, axis, scale, cut);
            let shown = |number| shown(number, scale, schema);
            let step = if scale.whole { Number::ONE } else { step(cut, &scale.ty) };
            for by in [step.negated().ok(), Some(step)].into_iter().flatten() {
                let rows = with(tiers, axis, |pattern| moved(pattern, scale.whole, cut, by));
                if let (Some(rows), Ok(to)) = (rows, cut.plus(by)) {
                    let change = Change::Replaced { from: shown(cut), to: shown(to) };
                    found.push(Edit { span, change: Some(change), deed: Deed::Rows(rows) });
                }
            }
            if !scale.whole
                && let Some(rows) = with(tiers, axis, |pattern| Some(turned(pattern, cut)))
            {
                let change = Some(Change::Turned(shown(cut)));
                found.push(Edit { span, change, deed: Deed::Rows(rows) });
            }
        }
    }
    found
}

/// True for a border with rows on both sides. The ends of what the axis can be are no borders.
fn is_inner(cut: Number, sides: Sides, scale: &Scale, rest: bool) -> bool {
    let at = |end: Option<(Number, bool)>| end.is_some_and(|(number, _)| number == cut);
    let above = scale.whole
        && scale.domain.high.is_some_and(|(high, _)| high.plus(Number::ONE).is_ok_and(|next| next == cut));
    let both = sides.low && sides.high;
    both || (rest && !at(scale.domain.low) && !at(scale.domain.high) && !above)
}

/// The row that begins at the border; the one that ends there when none does.
fn row_at(tiers: &Tiers, axis: usize, scale: &Scale, cut: Number) -> Span {
    let ends = |row: &Row| match &row.cover {
        Cover::Patterns(patterns) => patterns.get(axis).map(|pattern| ends(pattern, scale.whole)),
        Cover::AnyMissing | Cover::Otherwise => None,
    };
    let begins = |row: &&Row| ends(row).is_some_and(|(low, _)| low == Some(cut));
    let stops = |row: &&Row| ends(row).is_some_and(|(_, high)| high == Some(cut));
    let row = tiers.rows.iter().find(begins).or_else(|| tiers.rows.iter().find(stops));
    row.map(|row| row.span).unwrap_or_default()
}

fn with(tiers: &Tiers, axis: usize, change: impl Fn(&Pattern) -> Option<Pattern>) -> Option<Vec<Row>> {
    let mut rows = tiers.rows.clone();
    for row in &mut rows {
        if let Cover::Patterns(patterns) = &mut row.cover
            && let Some(pattern) = patterns.get_mut(axis)
        {
            *pattern = change(pattern)?;
        }
    }
    Some(rows)
}

fn shown(number: Number, scale: &Scale, schema: &Schema) -> String {
    let value = match scale.ty {
        Type::Date => days_later(EPOCH, number).map_or(Value::Number(number), Value::Date),
        _ => Value::Number(number),
    };
    constants::shown(&value, &scale.ty, scale.unit, schema)
}
