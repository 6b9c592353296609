// SPDX-License-Identifier: MPL-2.0
//! Accumulating priority: who goes first among those who wait. A ticket gains priority at its class's rate
//! for every second it waits (Kleinrock 1964; Stanford, Taylor and Ziedins 2014), so that a higher class
//! passes only those who had not waited long.

use std::cmp::Ordering;

use crate::names::Number;
use crate::policy::Policy;
use crate::ticket::Urgency;
use crate::time::{Length, UnixTime};

/// What decides the order, and nothing else about a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub number: Number,
    pub urgency: Urgency,
    pub waiting_since: UnixTime,
    /// A promise to it was broken: the first desk that fits makes good.
    pub promise_broken: bool,
}

/// A claim's place in the order at one moment. Greater goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    promise_broken: bool,
    beyond_longest_wait: bool,
    accumulated: i64,
    number: Number,
}

impl Claim {
    pub fn rank(&self, policy: &Policy, at: UnixTime) -> Rank {
        self.rank_with(rate(policy, self.urgency), policy.longest_wait(), at)
    }

    /// The rank at a rate of its own: exact tables know more classes than an office has.
    pub fn rank_with(&self, rate: i64, longest_wait: Length, at: UnixTime) -> Rank {
        let waited = at - self.waiting_since;
        Rank {
            promise_broken: self.promise_broken,
            beyond_longest_wait: waited > longest_wait,
            accumulated: waited.as_seconds() * rate,
            number: self.number,
        }
    }
}

/// The index of the highest rank. The office, the simulator and the forecasts all choose whom to call here.
pub fn whose_turn<T>(ranked: &[(Rank, T)]) -> Option<usize> {
    ranked.iter().enumerate().max_by_key(|(_, (rank, _))| *rank).map(|(place, _)| place)
}

impl Rank {
    pub const fn is_beyond_longest_wait(&self) -> bool {
        self.beyond_longest_wait
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        self.promise_broken
            .cmp(&other.promise_broken)
            .then(self.beyond_longest_wait.cmp(&other.beyond_longest_wait))
            .then(self.accumulated.cmp(&other.accumulated))
            .then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn rate(policy: &Policy, urgency: Urgency) -> i64 {
    i64::from(match urgency {
        Urgency::Ordinary => policy.ordinary_rate,
        Urgency::Raised => policy.raised_rate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claim(number: Number, urgency: Urgency, since: i64) -> Claim {
        Claim { number, urgency, waiting_since: UnixTime::from_unix(since), promise_broken: false }
    }

    #[test]
    fn ties_go_to_the_lower_number() {
        let policy = Policy::default();
        let at = UnixTime::from_unix(600);
        assert!(
            claim(1, Urgency::Ordinary, 0).rank(&policy, at)
                > claim(2, Urgency::Ordinary, 0).rank(&policy, at)
        );
    }

    #[test]
    fn beyond_the_longest_wait_a_ticket_goes_first_whatever_its_class() {
        let policy = Policy::default();
        let at = UnixTime::from_unix(91 * 60);
        let old = claim(2, Urgency::Ordinary, 0).rank(&policy, at);
        let raised = claim(1, Urgency::Raised, 5 * 60).rank(&policy, at);
        assert!(old > raised);
    }

    proptest! {
        /// Bound from the queueing reference, section 2 rule 3: with rates b < c, a ticket that has waited
        /// w is passed only by tickets of the higher class that came in the first (1 − b/c)·w of that wait.
        #[test]
        fn nobody_is_overtaken_by_someone_who_came_in_the_last_part_of_their_wait(
            low in 1u16..20, more in 0u16..20, waited in 0i64..5_000, came_after in 0i64..5_000,
        ) {
            let policy = Policy { ordinary_rate: low, raised_rate: low + more, ..Policy::default() };
            let at = UnixTime::from_unix(10_000);
            let first = claim(1, Urgency::Ordinary, 10_000 - waited);
            let later = claim(2, Urgency::Raised, 10_000 - waited + came_after);
            prop_assume!(came_after <= waited);
            if later.rank(&policy, at) > first.rank(&policy, at) {
                let (b, c) = (i64::from(low), i64::from(low + more));
                prop_assert!(came_after * c < (c - b) * waited);
            }
        }

        #[test]
        fn within_a_class_who_came_first_goes_first(a in 0i64..10_000, b in 0i64..10_000, now in 10_000i64..20_000) {
            let policy = Policy::default();
            let (one, two) = (claim(1, Urgency::Raised, a), claim(2, Urgency::Raised, b));
            let at = UnixTime::from_unix(now);
            prop_assert_eq!(one.rank(&policy, at) > two.rank(&policy, at), a <= b);
        }
    }
}
