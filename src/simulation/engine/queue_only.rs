// SPDX-License-Identifier: MPL-2.0
//! Desks with a queue and nothing else: no diary, placements or promises. The order of calls is the office's own
//! (`Claim`, `Rank`, `whose_turn`).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use office::names::Number;
use office::priority::{Claim, Rank, whose_turn};
use office::ticket::Urgency;
use office::time::{Length, UnixTime};

/// The tables have no longest acceptable wait.
const NO_LONGEST_WAIT: Length = Length::seconds(i64::MAX);

#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    pub at: UnixTime,
    pub class: usize,
    pub takes: Length,
}

#[derive(Clone, Copy, Debug)]
pub struct QueueCall {
    pub at: UnixTime,
    pub waited: Length,
    pub class: usize,
    pub takes: Length,
}

/// The queue's state. Each class is first come, first served, so only the heads are compared, as in the
/// office's waiting lines.
#[derive(Clone, Debug)]
pub struct QueueOnly {
    rates: Vec<i64>,
    lines: Vec<VecDeque<(Claim, Length)>>,
    waiting: usize,
    free: usize,
    ends: BinaryHeap<Reverse<UnixTime>>,
    arrivals: Number,
    heads: Vec<(Rank, usize)>,
}

impl QueueOnly {
    /// An empty system with `desks` servers; each class gains priority at its rate.
    pub fn new(desks: usize, rates: &[i64]) -> Self {
        Self {
            rates: rates.to_vec(),
            lines: rates.iter().map(|_| VecDeque::new()).collect(),
            waiting: 0,
            free: desks,
            ends: BinaryHeap::new(),
            arrivals: 0,
            heads: Vec::new(),
        }
    }

    /// Advances to the arrival and queues it. `called` receives every call.
    pub fn arrive(&mut self, arrival: &Arrival, called: &mut impl FnMut(QueueCall)) {
        self.advance_to(arrival.at, called);
        self.arrivals += 1;
        let claim = Claim {
            number: self.arrivals,
            urgency: Urgency::Ordinary,
            waiting_since: arrival.at,
            promise_broken: false,
        };
        self.lines[arrival.class].push_back((claim, arrival.takes));
        self.waiting += 1;
        if self.free > 0 {
            self.free -= 1;
            self.call_next(arrival.at, called);
        }
    }

    /// Number at desks and waiting.
    pub fn in_system(&self) -> usize {
        self.ends.len() + self.waiting
    }

    /// Redraws the remaining service times; valid for memoryless service only.
    pub fn resample_services(&mut self, now: UnixTime, mut takes: impl FnMut() -> Length) {
        self.ends = self.ends.iter().map(|_| Reverse(now + takes())).collect();
    }

    /// Serves everyone who waits.
    pub fn drain(&mut self, called: &mut impl FnMut(QueueCall)) {
        self.advance_to(UnixTime::from_unix(i64::MAX), called);
    }

    /// Advances to a time.
    pub fn advance_to(&mut self, until: UnixTime, called: &mut impl FnMut(QueueCall)) {
        while let Some(&Reverse(end)) = self.ends.peek().filter(|Reverse(end)| *end <= until) {
            self.ends.pop();
            if self.waiting > 0 {
                self.call_next(end, called);
            } else {
                self.free += 1;
            }
        }
    }

    fn call_next(&mut self, now: UnixTime, called: &mut impl FnMut(QueueCall)) {
        self.heads.clear();
        let (lines, rates) = (&self.lines, &self.rates);
        self.heads.extend(lines.iter().enumerate().filter_map(|(class, line)| {
            line.front().map(|(claim, _)| (claim.rank_with(rates[class], NO_LONGEST_WAIT, now), class))
        }));
        let Some(class) = whose_turn(&self.heads).map(|first| self.heads[first].1) else { return };
        if let Some((claim, takes)) = self.lines[class].pop_front() {
            self.waiting -= 1;
            self.ends.push(Reverse(now + takes));
            called(QueueCall { at: now, waited: now - claim.waiting_since, class, takes });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrival(at: i64, class: usize, takes: i64) -> Arrival {
        Arrival { at: UnixTime::from_unix(at), class, takes: Length::seconds(takes) }
    }

    #[test]
    fn a_higher_class_passes_only_who_has_not_waited_long() {
        let mut queue = QueueOnly::new(1, &[1, 2]);
        let mut calls = Vec::new();
        let mut note = |call: QueueCall| calls.push((call.at.unix(), call.class, call.waited.as_seconds()));
        for next in [arrival(0, 0, 10), arrival(1, 0, 10), arrival(4, 1, 10), arrival(7, 1, 10)] {
            queue.arrive(&next, &mut note);
        }
        queue.drain(&mut note);
        // At 10 the first of the low class has 9, those of the high one 12 and 6.
        assert_eq!(calls, [(0, 0, 0), (10, 1, 6), (20, 1, 13), (30, 0, 29)]);
    }
}
