// SPDX-License-Identifier: MPL-2.0
//! Check-ins that nobody waits for any more: what of them arrives late makes no ticket. Requests under way end with the
//! process, so this is kept in memory.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use office::names::RequestKey;

/// More than all kiosks of an office abandon while requests are under way.
const MOST: usize = 1_024;

/// The latest keys under which a check-in was withdrawn.
#[derive(Debug, Default)]
pub struct WithdrawnCheckIns(Mutex<VecDeque<RequestKey>>);

impl WithdrawnCheckIns {
    pub fn add(&self, key: RequestKey) {
        let mut keys = self.lock();
        if keys.contains(&key) {
            return;
        }
        if keys.len() == MOST {
            keys.pop_front();
        }
        keys.push_back(key);
    }

    pub fn contains(&self, key: RequestKey) -> bool {
        self.lock().contains(&key)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<RequestKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_latest_are_remembered_and_the_memory_stays_small() {
        let (withdrawn, key) = (WithdrawnCheckIns::default(), |number| RequestKey(Uuid::from_u128(number)));
        for number in 0..=1_024 {
            withdrawn.add(key(number));
            withdrawn.add(key(number));
        }
        assert!(withdrawn.contains(key(1_024)) && withdrawn.contains(key(1)));
        assert!(!withdrawn.contains(key(0)), "the oldest makes room");
    }
}
