//! Which of several findings decides what happens to a subject, and how grave a report is.

use std::cmp::Ordering;

use super::{AppliedMeasure, Report, Severity};

/// Compares measures by gravity: by weight, then by amount; one without an amount is the lesser.
pub fn by_gravity(one: &AppliedMeasure, other: &AppliedMeasure) -> Ordering {
    one.weight.cmp(&other.weight).then_with(|| one.amount.cmp(&other.amount))
}

impl Report {
    /// The gravest severity of open findings and of diagnostics; `None` when there are none.
    pub fn worst(&self) -> Option<Severity> {
        let findings = self.open().map(|finding| finding.severity);
        findings.chain(self.diagnostics.iter().map(|diagnostic| diagnostic.severity)).max()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::schema::Names;
    use crate::value::{Number, Unit};

    fn measure(weight: u32, amount: Option<i128>) -> AppliedMeasure {
        let amount = amount.map(Number::integer);
        AppliedMeasure { name: Arc::new(Names::single("处置")), weight, amount, unit: Unit::Yuan }
    }

    #[test]
    fn weight_goes_before_amount() {
        assert!(by_gravity(&measure(2, None), &measure(1, Some(100))).is_gt());
        assert!(by_gravity(&measure(1, Some(5)), &measure(1, Some(6))).is_lt());
        assert!(by_gravity(&measure(1, None), &measure(1, Some(0))).is_lt());
        assert!(by_gravity(&measure(1, Some(5)), &measure(1, Some(5))).is_eq());
    }

    #[test]
    fn an_empty_report_has_no_worst() {
        assert_eq!(Report::default().worst(), None);
    }
}
