//! The ways to draw, and why one cannot be used.

/// A way to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// 简单随机: every item has the same chance; the items with the lowest lots are drawn.
    Random,
    /// 等距: every k-th item from a random start, in the order of the population.
    Systematic,
    /// 分层: at random from each class, as many as its share of the population.
    Stratified,
    /// 货币单元: every 元 has the same chance; what is larger than the interval is drawn for certain.
    Monetary,
}

impl Method {
    /// All methods by the words that `--method` takes.
    pub const ALL: [(&'static str, Self); 4] = [
        ("random", Self::Random),
        ("systematic", Self::Systematic),
        ("stratified", Self::Stratified),
        ("monetary", Self::Monetary),
    ];

    /// The method of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, method)| *method)
    }
}

/// Why nothing can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The population has no item.
    Nothing,
    /// No item has an amount above zero.
    NoMoney,
    /// The amounts together are more than can be counted exactly.
    TooMuch,
}
