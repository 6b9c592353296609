// SPDX-License-Identifier: MPL-2.0
//! Counts what is open, such as connections, by who has it open, and takes a bounded number from each.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is open by key. A key without anything open takes no memory.
#[derive(Debug)]
pub struct OpenCounts<K: Ord> {
    most: usize,
    open: Mutex<BTreeMap<K, usize>>,
}

/// One that is open; it counts until it is dropped.
#[derive(Debug)]
pub struct Counted<K: Ord> {
    counts: Arc<OpenCounts<K>>,
    key: K,
}

impl<K: Ord + Copy> OpenCounts<K> {
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, open: Mutex::default() })
    }

    /// Counts one more, unless the key has its maximum.
    pub fn count(self: &Arc<Self>, key: K) -> Option<Counted<K>> {
        let mut all = self.lock();
        let open = all.entry(key).or_default();
        if *open >= self.most {
            return None;
        }
        *open += 1;
        drop(all);
        Some(Counted { counts: Arc::clone(self), key })
    }
}

impl<K: Ord> OpenCounts<K> {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<K, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Ord> Drop for Counted<K> {
    fn drop(&mut self) {
        let mut all = self.counts.lock();
        let left = all.get_mut(&self.key).map(|open| {
            *open = open.saturating_sub(1);
            *open
        });
        if left == Some(0) {
            all.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sender_has_a_maximum_of_its_own_and_leaves_nothing_behind() {
        let counts = OpenCounts::new(2);
        let (first, second) = (counts.count('a').unwrap(), counts.count('a').unwrap());
        assert!(counts.count('a').is_none());
        let other = counts.count('b').unwrap();
        drop(first);
        let third = counts.count('a').unwrap();
        drop((second, third, other));
        assert!(counts.lock().is_empty());
    }
}
