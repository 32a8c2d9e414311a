//! Spans of days in which something is in force.

use super::Date;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day; `None` for no end.
    pub to: Option<Date>,
}

impl Period {
    /// All days that there are.
    pub const ALWAYS: Self = Self { from: Date::MIN, to: None };

    /// True when the day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The days that both have.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<Self> {
        let to = self.to.into_iter().chain(other.to).min();
        let from = self.from.max(other.from);
        to.is_none_or(|to| from <= to).then_some(Self { from, to })
    }

    /// The last day that it has; the last of the calendar where it has no end.
    pub fn last(&self) -> Date {
        self.to.unwrap_or(Date::MAX)
    }

    /// The days between the end of this and the beginning of a later one.
    pub fn gap_before(&self, later: &Self) -> Option<Self> {
        let from = self.to?.tomorrow().ok()?;
        let to = later.from.yesterday().ok()?;
        (from <= to).then_some(Self { from, to: Some(to) })
    }

    /// Its first day, and the day after its last.
    pub fn turns(&self) -> impl Iterator<Item = Date> + use<> {
        let after = self.to.and_then(|to| to.tomorrow().ok());
        std::iter::once(self.from).chain(after)
    }

    /// Its days in stretches, the first days of which are among `starts`.
    pub fn cut(&self, starts: impl IntoIterator<Item = Date>) -> Vec<Self> {
        let mut starts: Vec<Date> =
            starts.into_iter().filter(|day| *day > self.from && self.contains(*day)).collect();
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().map(|day| day.yesterday().ok()).chain([self.to]);
        let begins = std::iter::once(self.from).chain(starts.iter().copied());
        begins.zip(ends).map(|(from, to)| Self { from, to }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period { from: from.parse().unwrap(), to: to.parse().ok() }
    }

    #[test]
    fn what_two_periods_have_in_common() {
        let long = period("2020-01-01", "");
        assert_eq!(
            long.common(&period("2019-01-01", "2020-06-30")),
            Some(period("2020-01-01", "2020-06-30"))
        );
        assert_eq!(long.common(&period("2019-01-01", "2019-12-31")), None);
        assert_eq!(Period::ALWAYS.common(&long), Some(long));
    }

    #[test]
    fn a_gap_is_the_days_between() {
        let first = period("2020-01-01", "2020-12-31");
        assert_eq!(first.gap_before(&period("2021-01-01", "")), None);
        assert_eq!(first.gap_before(&period("2021-02-01", "")), Some(period("2021-01-01", "2021-01-31")));
    }

    #[test]
    fn stretches_cover_the_period_once() {
        let year = period("2020-01-01", "2020-12-31");
        let starts = ["2020-07-01", "2019-01-01", "2020-01-01", "2020-07-01", "2021-01-01"];
        let cut = year.cut(starts.map(|day| day.parse().unwrap()));
        assert_eq!(cut, [period("2020-01-01", "2020-06-30"), period("2020-07-01", "2020-12-31")]);
    }
}
