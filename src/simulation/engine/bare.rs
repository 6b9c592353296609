//! A room of desks with nothing but a queue: people come, the first free desk asks whose turn it is. The
//! choice is the office's (`Claim`, `Rank`, `whose_turn`); what is left out is the diary, places and promises.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use office::names::Number;
use office::priority::{Claim, Rank, whose_turn};
use office::ticket::Urgency;
use office::time::{Length, UnixTime};

/// Nobody in these tables is ever put first for having waited too long.
const NO_LONGEST_WAIT: Length = Length::seconds(i64::MAX);

/// Someone comes.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    pub at: UnixTime,
    pub class: usize,
    pub takes: Length,
}

/// Someone is called.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub at: UnixTime,
    pub waited: Length,
    pub class: usize,
    pub takes: Length,
}

/// The room as it is now. Within a class who came first goes first, so only the heads are compared, as in
/// the office's lines.
#[derive(Clone, Debug)]
pub struct Bare {
    rates: Vec<i64>,
    lines: Vec<VecDeque<(Claim, Length)>>,
    waiting: usize,
    free: usize,
    ends: BinaryHeap<Reverse<UnixTime>>,
    came: Number,
    heads: Vec<(Rank, usize)>,
}

impl Bare {
    /// A room with so many desks, and the rate at which each class gains priority.
    pub fn new(desks: usize, rates: &[i64]) -> Self {
        Self {
            rates: rates.to_vec(),
            lines: rates.iter().map(|_| VecDeque::new()).collect(),
            waiting: 0,
            free: desks,
            ends: BinaryHeap::new(),
            came: 0,
            heads: Vec::new(),
        }
    }

    /// Lets time go on until someone comes, and takes them in. `called` hears of every call.
    pub fn arrive(&mut self, arrival: &Arrival, called: &mut impl FnMut(Call)) {
        self.go_on(arrival.at, called);
        self.came += 1;
        let claim = Claim {
            number: self.came,
            urgency: Urgency::Ordinary,
            waiting_since: arrival.at,
            wronged: false,
        };
        self.lines[arrival.class].push_back((claim, arrival.takes));
        self.waiting += 1;
        if self.free > 0 {
            self.free -= 1;
            self.call_next(arrival.at, called);
        }
    }

    /// Those at desks and those who wait.
    pub fn in_room(&self) -> usize {
        self.ends.len() + self.waiting
    }

    /// Gives everyone at a desk another time from now on: for services of which no time that has passed tells
    /// how long they go on.
    pub fn begin_anew(&mut self, now: UnixTime, mut takes: impl FnMut() -> Length) {
        self.ends = self.ends.iter().map(|_| Reverse(now + takes())).collect();
    }

    /// Lets everyone who waits be served.
    pub fn empty(&mut self, called: &mut impl FnMut(Call)) {
        self.go_on(UnixTime::from_unix(i64::MAX), called);
    }

    /// Lets time go on.
    pub fn go_on(&mut self, until: UnixTime, called: &mut impl FnMut(Call)) {
        while let Some(&Reverse(end)) = self.ends.peek().filter(|Reverse(end)| *end <= until) {
            self.ends.pop();
            if self.waiting > 0 {
                self.call_next(end, called);
            } else {
                self.free += 1;
            }
        }
    }

    fn call_next(&mut self, now: UnixTime, called: &mut impl FnMut(Call)) {
        self.heads.clear();
        let (lines, rates) = (&self.lines, &self.rates);
        self.heads.extend(lines.iter().enumerate().filter_map(|(class, line)| {
            line.front().map(|(claim, _)| (claim.rank_with(rates[class], NO_LONGEST_WAIT, now), class))
        }));
        let Some(class) = whose_turn(&self.heads).map(|first| self.heads[first].1) else { return };
        if let Some((claim, takes)) = self.lines[class].pop_front() {
            self.waiting -= 1;
            self.ends.push(Reverse(now + takes));
            called(Call { at: now, waited: now - claim.waiting_since, class, takes });
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
        let mut room = Bare::new(1, &[1, 2]);
        let mut calls = Vec::new();
        let mut note = |call: Call| calls.push((call.at.unix(), call.class, call.waited.as_seconds()));
        for next in [arrival(0, 0, 10), arrival(1, 0, 10), arrival(4, 1, 10), arrival(7, 1, 10)] {
            room.arrive(&next, &mut note);
        }
        room.empty(&mut note);
        // At 10 the first of the low class has 9, those of the high one 12 and 6.
        assert_eq!(calls, [(0, 0, 0), (10, 1, 6), (20, 1, 13), (30, 0, 29)]);
    }
}
