//! Ways of writing values that are read as they are meant, and said once.

/// What was undone to read a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Habit {
    /// Digits, letters and marks in full width, other minus signs, white space inside a member.
    FullWidth,
    /// Numbers and dates in Chinese numerals.
    Words,
    /// A sign of money before an amount, 整 behind it.
    Currency,
    /// Brackets around a negative amount, as in accounts.
    Accounting,
    /// A unit or a percent sign in brackets.
    Brackets,
    /// A date of eight digits without marks.
    CompactDate,
    /// A time behind a date.
    TimeOfDay,
    /// A tick or a box for yes and no.
    Tick,
    /// 号 for 日, white space inside a date, capital letters.
    Typing,
}
