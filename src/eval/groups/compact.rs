//! The groups of one rule in few bytes each: what is needed to judge them, and where their records stand. It knows
//! nothing of columns, and nothing of what a finding shows.
//!
//! All that is kept is the same in whatever order and in whatever parts records come. Groups are shared out by the
//! hashes of their keys, so that parts are merged and groups are judged on all threads; keys are compared byte by
//! byte, never by their hashes alone.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use hashbrown::{DefaultHashBuilder, HashTable};
use rayon::prelude::*;
use smallvec::SmallVec;

use super::blocks::{Bytes, Rows};
use super::kept::{Come, Given, Kept, Ranked, Slot};
use super::keys::Keys;
use crate::read::TextId;

/// The groups of one rule.
#[derive(Debug)]
pub(in crate::eval) struct Compact {
    hash: Hash,
    shares: Vec<Share>,
}

/// What makes the hash of a key; the same for all parts of a run.
type Hash = fn(&[u8]) -> u64;

/// Which group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::eval) struct GroupId {
    share: u32,
    at: u32,
}

/// Where a record stands that is alone on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId {
    /// The number of the input.
    pub input: u32,
    /// Which of its pieces.
    pub block: u32,
    /// Where the line begins in the piece.
    pub start: u32,
    /// Lines of the piece before it.
    pub line: u32,
}

/// No more members come together, most of the time.
const AT_ONCE: usize = 256;

/// Shares of the groups.
const SHARES: u32 = 16;

/// Groups whose keys have hashes of one kind: a row each, in columns.
#[derive(Debug, Default)]
struct Share {
    index: HashTable<Found>,
    keys: Bytes,
    members: Rows<u64>,
    /// The first member of each.
    first: Rows<LineId>,
    slots: Vec<Slot>,
}

/// A group where its key is looked for. With its hash beside it, the table grows without a look at any key, each of
/// which is somewhere else in memory.
#[derive(Clone, Copy, Debug)]
struct Found {
    group: u32,
    hash: u32,
}

impl LineId {
    /// Its text.
    pub const fn text(self) -> TextId {
        TextId { input: self.input, block: self.block, start: self.start as usize }
    }
}

impl Compact {
    /// No groups, of whose members these things are kept.
    pub(in crate::eval) fn new(kept: &[Kept]) -> Self {
        Self::hashed_by(kept, |key| {
            static STATE: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);
            STATE.hash_one(key)
        })
    }

    fn hashed_by(kept: &[Kept], hash: Hash) -> Self {
        let slots: Vec<Slot> = kept.iter().map(|kept| Slot::new(*kept)).collect();
        let share = || Share { slots: slots.clone(), ..Share::default() };
        Self { hash, shares: (0..SHARES).map(|_| share()).collect() }
    }

    /// True when there are none.
    pub(in crate::eval) fn is_empty(&self) -> bool {
        self.shares.iter().all(|share| share.members.len() == 0)
    }

    /// Adds a member to the group with each of these keys, and gives it with its group; `None` where there is no room
    /// for another one.
    ///
    /// Where the table has a key is mostly not near in memory. First all of them are looked for, so that the table is
    /// waited for once, and only then they are compared one after the other.
    pub(in crate::eval) fn enter<M>(
        &mut self,
        keys: &Keys,
        members: impl IntoIterator<Item = (LineId, M)>,
        mut each: impl FnMut(&mut Self, Option<GroupId>, LineId, M),
    ) {
        let likely: SmallVec<[(u64, Option<u32>); AT_ONCE]> =
            keys.iter().map(|key| self.likely((self.hash)(key))).collect();
        for ((key, (at, member)), (hash, likely)) in keys.iter().zip(members).zip(likely) {
            let share = share_of(hash);
            let group = self.shares.get_mut(share as usize).and_then(|own| {
                let at_hand = likely.filter(|group| own.key(*group) == key);
                let group = at_hand.or_else(|| own.find_or_make(hash, key, at))?;
                own.join(group as usize, 1, at)?;
                Some(GroupId { share, at: group })
            });
            each(self, group, at, member);
        }
    }

    /// A hash, and the group that is found by it.
    fn likely(&self, hash: u64) -> (u64, Option<u32>) {
        let share = self.shares.get(share_of(hash) as usize);
        (hash, share.and_then(|share| share.likely(hash)))
    }

    /// Adds what the member that entered last gives to what is asked in that place.
    pub(in crate::eval) fn add(&mut self, group: GroupId, slot: usize, given: Given, at: LineId) {
        let Some(share) = self.shares.get_mut(group.share as usize) else {
            return;
        };
        let row = group.at as usize;
        if let (Some(whole), Some(slot)) = (share.whole(row), share.slots.get_mut(slot)) {
            slot.add(row, whole, given, at);
        }
    }

    /// The groups of both.
    pub(in crate::eval) fn merge(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let hash = self.hash;
        self.shares.par_iter_mut().zip(other.shares).for_each(|(share, other)| share.merge(hash, other));
    }

    /// How many shares there are; they are numbered from nought.
    pub(in crate::eval) fn share_count(&self) -> u32 {
        u32::try_from(self.shares.len()).unwrap_or(0)
    }

    /// The groups of a share.
    pub(in crate::eval) fn groups(&self, share: u32) -> impl Iterator<Item = GroupId> {
        let groups = self.shares.get(share as usize).map_or(0, |share| share.members.len());
        (0..u32::try_from(groups).unwrap_or(0)).map(move |at| GroupId { share, at })
    }

    /// The group with that key.
    pub(in crate::eval) fn find(&self, key: &[u8]) -> Option<GroupId> {
        let hash = (self.hash)(key);
        let share = share_of(hash);
        let at = self.shares.get(share as usize)?.find(hash, key)?;
        Some(GroupId { share, at })
    }

    /// The bytes of its key.
    pub(in crate::eval) fn key(&self, group: GroupId) -> &[u8] {
        self.share(group).map_or(&[], |share| share.key(group.at))
    }

    /// How many members it has, and the first one; `None` where there is no such group.
    pub(in crate::eval) fn members(&self, group: GroupId) -> Option<(u64, LineId)> {
        self.share(group)?.whole(group.at as usize)
    }

    /// What its members come to, for what is asked in that place.
    pub(in crate::eval) fn come(&self, group: GroupId, slot: usize) -> Option<Come<'_>> {
        let share = self.share(group)?;
        Some(share.slots.get(slot)?.come(group.at as usize, share.whole(group.at as usize)?))
    }

    /// Its members that count most for what is asked in that place, the first one most.
    pub(in crate::eval) fn top(&self, group: GroupId, slot: usize) -> Vec<Ranked> {
        let row = group.at as usize;
        let top =
            self.share(group).and_then(|share| Some(share.slots.get(slot)?.top(row, share.whole(row)?)));
        top.unwrap_or_default()
    }

    fn share(&self, group: GroupId) -> Option<&Share> {
        self.shares.get(group.share as usize)
    }
}

/// The share of a key; the lower half of its hash finds it there.
const fn share_of(hash: u64) -> u32 {
    (hash >> 48) as u32 % SHARES
}

/// The half of a hash that a table keeps.
#[expect(clippy::cast_possible_truncation, reason = "the half is what is wanted")]
const fn lower(hash: u64) -> u32 {
    hash as u32
}

/// Half a hash as a whole one, of which a table asks for the lowest bits and for the uppermost: not for one of them twice
/// below 2^25 groups.
const fn doubled(half: u32) -> u64 {
    (half as u64) << 32 | half as u64
}

impl Share {
    fn key(&self, group: u32) -> &[u8] {
        self.keys.get(group as usize).unwrap_or_default()
    }

    /// How many members a group has, and the first one.
    fn whole(&self, row: usize) -> Option<(u64, LineId)> {
        Some((*self.members.get(row)?, *self.first.get(row)?))
    }

    fn find(&self, hash: u64, key: &[u8]) -> Option<u32> {
        let hash = lower(hash);
        let is = |found: &Found| found.hash == hash && self.key(found.group) == key;
        self.index.find(doubled(hash), is).map(|found| found.group)
    }

    /// The group of a key with such a hash: mostly there is no other key that has it.
    fn likely(&self, hash: u64) -> Option<u32> {
        let hash = lower(hash);
        self.index.find(doubled(hash), |found| found.hash == hash).map(|found| found.group)
    }

    /// The group with that key; a new one has no member yet.
    fn find_or_make(&mut self, hash: u64, key: &[u8], at: LineId) -> Option<u32> {
        if let Some(group) = self.find(hash, key) {
            return Some(group);
        }
        let group = u32::try_from(self.members.len()).ok()?;
        self.keys.push(key)?;
        let hash = lower(hash);
        self.index.insert_unique(doubled(hash), Found { group, hash }, |other| doubled(other.hash));
        self.members.push(0);
        self.first.push(at);
        for slot in &mut self.slots {
            slot.open();
        }
        Some(group)
    }

    /// Adds members to a group of which that is the first one.
    fn join(&mut self, row: usize, members: u64, first: LineId) -> Option<()> {
        let before = *self.members.get(row)?;
        if before > 0 && first < *self.first.get(row)? {
            self.spell_out(row);
            *self.first.get_mut(row)? = first;
        }
        *self.members.get_mut(row)? = before + members;
        Some(())
    }

    /// Gives a group whose first member counts alone a list of those that count most.
    fn spell_out(&mut self, row: usize) {
        if let Some(whole) = self.whole(row) {
            for slot in &mut self.slots {
                slot.spell_out(row, whole);
            }
        }
    }

    fn merge(&mut self, hash_of: Hash, mut other: Self) {
        if self.members.len() < other.members.len() {
            std::mem::swap(self, &mut other);
        }
        for group in 0..u32::try_from(other.members.len()).unwrap_or(0) {
            let row = group as usize;
            let (hash, whole) = (hash_of(other.key(group)), other.whole(row));
            // INVARIANT: there is room, as no memory holds as many groups as numbers of 32 bits can name.
            let own = whole.and_then(|(_, first)| self.find_or_make(hash, other.key(group), first));
            let Some(((members, first), own)) = whole.zip(own) else {
                continue;
            };
            let own = own as usize;
            if self.members.get(own).is_some_and(|members| *members > 0) {
                self.spell_out(own);
                other.spell_out(row);
            }
            let joined = self.join(own, members, first);
            debug_assert!(joined.is_some());
            for (slot, more) in self.slots.iter_mut().zip(&mut other.slots) {
                slot.merge(own, more, row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::MOST;
    use super::*;
    use crate::eval::state::Connective;

    const KEPT: [Kept; 6] = [
        Kept::Members,
        Kept::Count,
        Kept::Sum,
        Kept::Extreme { least: true },
        Kept::Extreme { least: false },
        Kept::Truth(Connective::And),
    ];

    fn given(number: i64) -> [Given; 6] {
        let inside = number % 3 != 0;
        let one = |given| if inside { given } else { Given::Nothing };
        [
            Given::Record,
            one(Given::Record),
            one(Given::Sum(number)),
            one(Given::Extreme(number)),
            one(Given::Extreme(number)),
            Given::Truth(inside, !inside),
        ]
    }

    /// Each member: its key, its number and its line. All keys have one hash, so that only their bytes tell them
    /// apart.
    fn gathered(members: &[(u8, i64, u32)]) -> Compact {
        let mut groups = Compact::hashed_by(&KEPT, |_| 7);
        for some in members.chunks(4) {
            let mut keys = Keys::default();
            for (key, ..) in some {
                let write = |bytes: &mut Vec<u8>| {
                    bytes.extend([*key; 3]);
                    Some(())
                };
                keys.add(write).unwrap();
            }
            let at = |line: u32| LineId { input: 0, block: line / 7, start: line, line };
            let lines = some.iter().map(|(_, number, line)| (at(*line), *number));
            groups.enter(&keys, lines, |groups, group, at, number| {
                for (slot, given) in given(number).into_iter().enumerate() {
                    groups.add(group.unwrap(), slot, given, at);
                }
            });
        }
        groups
    }

    /// What is known of the groups, without a word of how they are kept.
    fn told(groups: &Compact) -> Vec<String> {
        let all = (0..groups.share_count()).flat_map(|share| groups.groups(share));
        let one = |group| {
            let slots: Vec<_> = (0..KEPT.len())
                .map(|slot| {
                    let come = groups.come(group, slot).unwrap();
                    (come.count, come.sum, come.extreme, come.truth, groups.top(group, slot))
                })
                .collect();
            format!("{:?} {:?} {slots:?}", groups.key(group), groups.members(group))
        };
        let mut told: Vec<String> = all.map(one).collect();
        told.sort();
        told
    }

    /// The same, counted in the plainest way.
    fn counted(members: &[(u8, i64, u32)], key: u8) -> (u64, i128, Vec<(i64, u32)>) {
        let own = || members.iter().filter(|(of, ..)| *of == key);
        let inside = || own().filter(|(_, number, _)| number % 3 != 0);
        let mut top: Vec<(i64, u32)> = inside().map(|(_, number, line)| (number.abs(), *line)).collect();
        top.sort_by_key(|(weight, line)| (-weight, *line));
        top.truncate(MOST);
        (own().count() as u64, inside().map(|(_, number, _)| i128::from(*number)).sum(), top)
    }

    proptest! {
        #[test]
        fn groups_are_the_same_in_whatever_parts_and_order(
            numbers in prop::collection::vec((0..6_u8, -20..20_i64), 0..60),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
            turned in any::<bool>(),
        ) {
            let members: Vec<(u8, i64, u32)> =
                (0..).zip(&numbers).map(|(line, (key, number))| (*key, *number, line)).collect();
            let whole = gathered(&members);
            let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(members.len() + 1)).collect();
            ends.extend([0, members.len()]);
            ends.sort_unstable();
            let mut parts: Vec<Compact> =
                ends.windows(2).map(|ends| gathered(&members[ends[0]..ends[1]])).collect();
            if turned {
                parts.reverse();
            }
            let mut joined = Compact::hashed_by(&KEPT, |_| 7);
            for part in parts {
                joined.merge(part);
            }
            prop_assert_eq!(told(&whole), told(&joined));
            for key in 0..6 {
                let Some(group) = whole.find(&[key; 3]) else {
                    prop_assert!(members.iter().all(|(of, ..)| *of != key));
                    continue;
                };
                let (count, sum, top) = counted(&members, key);
                let found: Vec<(i64, u32)> =
                    whole.top(group, 2).iter().map(|one| (one.weight, one.at.line)).collect();
                let come = whole.come(group, 2).unwrap();
                prop_assert_eq!((whole.members(group).unwrap().0, come.sum, found), (count, sum, top));
            }
        }
    }
}
