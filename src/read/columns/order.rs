//! In which order the keys of objects came the last time: the next one is looked for there.

use super::Odd;
use super::plan::{Key, ObjectPlan, Plan};

/// The keys of all objects, those of each followed by one that stands nowhere.
#[derive(Debug)]
pub(super) struct Order<'p>(Vec<&'p Key>);

impl<'p> Order<'p> {
    /// At first the order of the schema.
    pub(super) fn new(plan: &'p Plan) -> Self {
        let keys = plan.objects.iter().flat_map(|object| object.keys.iter().chain([&plan.no_key]));
        Self(keys.collect())
    }

    /// The key that came at that place the last time.
    #[inline]
    pub(super) fn at(&self, place: usize) -> Option<&'p Key> {
        self.0.get(place).copied()
    }

    /// The key of an object that is the right one, where another was expected; and the place behind it. From now on
    /// it is expected there, and before those that were skipped come those that stand behind it.
    pub(super) fn find(
        &mut self,
        object: &ObjectPlan,
        place: usize,
        right: impl Fn(&Key) -> bool,
    ) -> Result<(&'p Key, usize), Odd> {
        let end = object.order + object.keys.len();
        let mut places = (place..end).chain(object.order..place);
        let found = places.find(|place| self.at(*place).is_some_and(&right)).ok_or(Odd)?;
        let key = self.at(found).ok_or(Odd)?;
        // One that came already.
        if found < place {
            return Ok((key, place));
        }
        self.0.get_mut(place..end).unwrap_or_default().rotate_left(found - place);
        Ok((key, place + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::columns::Layout;
    use crate::read::columns::trials::schema;
    use crate::schema::TableId;

    #[test]
    fn an_order_is_known_once_it_was_seen() {
        let schema = schema();
        let plan = Plan::new(&Layout::new(&schema, TableId(0)).unwrap()).unwrap();
        let object = plan.objects.get(plan.root).unwrap();
        let mut order = Order::new(&plan);
        let mut misses = |keys: &[&str]| {
            let (mut next, mut missed) = (object.order, 0);
            for key in keys {
                let right = |one: &Key| one.is(key.as_bytes());
                if order.at(next).is_some_and(right) {
                    next += 1;
                } else {
                    missed += 1;
                    next = order.find(object, next, right).unwrap().1;
                }
            }
            missed
        };
        assert!(misses(&["done", "name", "kind", "date"]) > 0);
        assert_eq!(misses(&["done", "name", "kind", "date"]), 0);
        // One that is missing, or there again, costs one look.
        assert_eq!(misses(&["done", "kind", "date"]), 1);
        assert_eq!(misses(&["done", "kind", "date"]), 0);
        assert_eq!(misses(&["done", "name", "kind", "date"]), 1);
        assert_eq!(misses(&["date", "kind", "name", "done"]), 4);
        assert_eq!(misses(&["date", "kind", "name", "done"]), 0);
    }
}
