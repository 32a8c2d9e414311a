//! Values around the borders of tiers, made from the proof and asked of the evaluator: both must name one row.

use crate::eval::row_of;
use crate::ir::{Body, Checked, Cover, Program, Scale, Tiers};
use crate::value::Value;

/// Combinations of axis values that are tried for one tier set.
const MOST: usize = 20_000;

/// A tier set with the values around its borders.
#[derive(Clone, Debug)]
pub struct Borders {
    /// Which of the program's rules.
    pub number: usize,
    /// The points in ascending order of the axis whose border they are at.
    pub points: Vec<Point>,
}

/// Values of the axes at, just below or just above a border.
#[derive(Clone, Debug)]
pub struct Point {
    /// The axis whose border it is.
    pub axis: usize,
    /// The values of all axes.
    pub values: Vec<Option<Value>>,
    /// The row in which they fall.
    pub row: Option<usize>,
    /// True when the proof has the same row and no other.
    pub agrees: bool,
}

/// The borders of all tier sets. With several axes, each value around a border of one meets every kind of
/// value of the others.
pub fn borders(program: &Checked<Program>) -> Vec<Borders> {
    let sets = program.rules.iter().enumerate().filter_map(|(number, rule)| match &rule.body {
        Body::Tiers(tiers) => Some((number, tiers)),
        Body::Require(_) => None,
    });
    sets.map(|(number, tiers)| Borders { number, points: points(tiers) }).collect()
}

fn points(tiers: &Tiers) -> Vec<Point> {
    let mut found = Vec::new();
    for axis in 0..tiers.scales.len() {
        let around: Vec<Option<Value>> = tiers.around_borders(axis).into_iter().map(Some).collect();
        let columns: Vec<&[Option<Value>]> = tiers
            .scales
            .iter()
            .enumerate()
            .map(|(at, scale): (usize, &Scale)| if at == axis { &*around } else { &*scale.cells })
            .collect();
        let product = columns.iter().try_fold(1_usize, |product, column| product.checked_mul(column.len()));
        for number in 0..product.unwrap_or(MOST).min(MOST.saturating_sub(found.len())) {
            let values = combination(&columns, number);
            found.push(point(tiers, axis, values));
        }
    }
    found
}

/// The combination of that number; the last column turns fastest.
fn combination(columns: &[&[Option<Value>]], mut number: usize) -> Vec<Option<Value>> {
    let mut values: Vec<Option<Value>> = Vec::with_capacity(columns.len());
    for column in columns.iter().rev() {
        let length = column.len().max(1);
        values.push(column.get(number % length).cloned().flatten());
        number /= length;
    }
    values.reverse();
    values
}

fn point(tiers: &Tiers, axis: usize, values: Vec<Option<Value>>) -> Point {
    let row = row_of(tiers, &values);
    let missing = values.iter().any(Option::is_none);
    let covering: Vec<usize> = tiers
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| match &row.cover {
            Cover::Patterns(patterns) => {
                patterns.iter().zip(&values).all(|(pattern, value)| pattern.covers(value.as_ref()))
            }
            Cover::AnyMissing => missing,
            Cover::Otherwise => false,
        })
        .map(|(number, _)| number)
        .collect();
    let proved = match covering.as_slice() {
        [] => tiers.rows.iter().position(|row| matches!(row.cover, Cover::Otherwise)),
        [only] => Some(*only),
        _ => None,
    };
    Point { axis, agrees: row.is_some() && row == proved, values, row }
}
