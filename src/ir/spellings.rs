//! Things found by their names however many there are.

use std::hash::BuildHasher;
use std::ops::{Deref, DerefMut};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Param;
use crate::schema::Names;

/// The numbers of things by the spellings of their names.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    hasher: DefaultHashBuilder,
    numbers: HashTable<(u64, usize)>,
}

impl Spellings {
    /// Those of some things, which have numbers in their order.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n Names>) -> Self {
        names.enumerate().fold(Self::default(), |mut spellings, (number, names)| {
            spellings.add(names, number);
            spellings
        })
    }

    /// One more thing.
    pub(super) fn add(&mut self, names: &Names, number: usize) {
        for name in names.iter() {
            let hash = self.hasher.hash_one(name);
            self.numbers.insert_unique(hash, (hash, number), |(hash, _)| *hash);
        }
    }

    /// The numbers of things that may have that name, in no order; all that have it are among them.
    pub(super) fn candidates(&self, name: &str) -> impl Iterator<Item = usize> {
        let wanted = self.hasher.hash_one(name);
        self.numbers.iter_hash(wanted).filter(move |(hash, _)| *hash == wanted).map(|(_, number)| *number)
    }
}

/// Parameters, each of their versions.
#[derive(Debug, Default)]
pub(super) struct Params {
    all: Vec<Param>,
    spellings: Spellings,
}

impl Params {
    /// One more.
    pub(super) fn push(&mut self, param: Param) {
        self.spellings.add(&param.names, self.all.len());
        self.all.push(param);
    }

    /// Those of that name, in no order.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = (usize, &Param)> {
        let all = self.spellings.candidates(name).filter_map(|at| Some((at, self.all.get(at)?)));
        all.filter(move |(_, param)| param.names.is(name))
    }

    /// All of them, by their numbers.
    pub(super) fn into_all(self) -> Vec<Param> {
        self.all
    }
}

impl FromIterator<Param> for Params {
    fn from_iter<I: IntoIterator<Item = Param>>(params: I) -> Self {
        let all: Vec<Param> = params.into_iter().collect();
        Self { spellings: Spellings::of(all.iter().map(|param| &param.names)), all }
    }
}

impl Deref for Params {
    type Target = [Param];

    fn deref(&self) -> &[Param] {
        &self.all
    }
}

impl DerefMut for Params {
    fn deref_mut(&mut self) -> &mut [Param] {
        &mut self.all
    }
}
