//! For each measure: how many subjects it befalls, and how much money in all.

use super::part::Decided;
use crate::finding::Total;
use crate::ir::Program;
use crate::value::{Number, Unit};

/// A row for each measure that is some subject's decision, the gravest first, then in the order of the program.
pub(super) fn totals(program: &Program, decisions: &[Decided]) -> Vec<Total> {
    let mut measures: Vec<_> = program.measures.iter().collect();
    measures.sort_by_key(|measure| std::cmp::Reverse(measure.weight));
    let rows = measures.into_iter().map(|measure| {
        let mut total = Total {
            measure: measure.names.clone(),
            count: 0,
            amount: None,
            unit: Unit::default(),
            unknown: 0,
        };
        for decided in decisions.iter().filter(|decided| decided.decision.measure.name == measure.names) {
            add(&mut total, decided);
        }
        total
    });
    rows.filter(|total| total.count > 0).collect()
}

fn add(total: &mut Total, Decided { decision, unknown }: &Decided) {
    if total.count == 0 {
        total.unit = decision.measure.unit;
    }
    total.count += 1;
    let Some(amount) = decision.measure.amount else {
        if *unknown {
            total.unknown += 1;
            total.amount.get_or_insert(Number::ZERO);
        }
        return;
    };
    match total.amount.unwrap_or(Number::ZERO).plus(amount) {
        Ok(sum) => total.amount = Some(sum),
        // A sum past all exact numbers is not known rather than wrong.
        Err(_) => total.unknown += 1,
    }
}
