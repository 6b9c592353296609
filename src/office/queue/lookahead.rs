// SPDX-License-Identifier: MPL-2.0
//! A small copy of the office, from which the rest of the day is simulated: everything that affects those who wait
//! now, and nothing else. It is an `Office`, so it decides by the same rules.

use std::collections::BTreeMap;

use crate::gap::{Gap, Plan};
use crate::idempotency::Idempotency;
use crate::lengths::Lengths;
use crate::names::DeskId;
use crate::office::Office;
use crate::queue::Queue;
use crate::ticket::Ticket;
use crate::time::{Length, UnixTime};
use crate::trial::Trials;
use crate::visits::desks::{DeskIndex, Staffing};
use crate::visits::tickets::TicketIndex;
use crate::window::MOST_TOLD_AT_ONCE;

/// From each line of tickets without a placement, as many as may be called before a ticket that has one.
const MOST_OF_A_LINE: usize = 10;

impl Office {
    /// The copy, as of the minute of `now`: two copies of a queue that has not moved are equal.
    pub fn lookahead(&self, now: UnixTime) -> Self {
        let followed = self.followed();
        let tickets: Vec<Ticket> =
            followed.iter().map(|&index| without_texts(&self.tickets[index])).collect();
        let moved: BTreeMap<TicketIndex, TicketIndex> =
            followed.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        let is_open_today = |gap: &Gap| gap.is_open() && self.day.range().contains(gap.time.start);
        let minute = UnixTime::from_unix(now.unix().div_euclid(60) * 60);
        let mut copy = Self {
            setup: self.setup.clone().without_texts(),
            policy: self.policy.clone(),
            plan: Plan::default(),
            lengths: self.lengths.clone(),
            closures: self.closures.clone(),
            day: self.day.played_from(minute),
            tickets: self.tickets.copied(tickets),
            queue: Queue::default(),
            desks: self.desks.copied(|index| moved.get(&index).copied()),
            gaps: self.gaps.copied(is_open_today),
            diary: self.diary.day(self.day.date()),
            holds: self.holds.clone(),
            desk_times: self.desk_times.clone(),
            idempotency: Idempotency::default(),
            trials: Trials::default(),
            calibration: self.calibration.of_pauses(),
            fault: None,
        };
        for index in 0..copy.tickets.len() {
            copy.file(index);
        }
        copy
    }

    /// Those at a desk, those with a place or a promise, the earliest promises first, and heads of lines.
    fn followed(&self) -> Vec<TicketIndex> {
        let mut promised: Vec<TicketIndex> = self.queue.claimants().iter().copied().collect();
        promised.sort_by_key(|&index| {
            let promise = self.tickets[index].promise;
            (promise.is_none(), promise.map(|promise| promise.latest), index)
        });
        promised.truncate(MOST_TOLD_AT_ONCE);
        let mut followed: Vec<TicketIndex> = self.desks.iter().filter_map(|desk| desk.ticket).collect();
        followed.extend(promised);
        for (_, line) in self.queue.lines().each() {
            followed.extend(line.take(MOST_OF_A_LINE).map(|(_, _, index)| index));
        }
        // Who came first stays before who came later.
        followed.sort_unstable();
        followed
    }

    /// The tickets at a desk now, called or being served, and when they were called.
    pub fn at_desks(&self) -> impl Iterator<Item = (DeskIndex, &Ticket, UnixTime)> {
        self.desks.iter().enumerate().filter_map(|(index, desk)| {
            let ticket = &self.tickets[desk.ticket?];
            Some((index, ticket, ticket.state.call()?.at))
        })
    }

    /// When the last case ended at each desk that has nobody now.
    pub fn ended_at_free_desks(&self) -> impl Iterator<Item = (DeskIndex, UnixTime)> {
        let free = self.desks.iter().enumerate().filter(|(_, desk)| desk.ticket.is_none());
        free.filter_map(|(index, desk)| Some((index, desk.served.last()?.end)))
    }

    /// The moments at which a call can become possible by time alone: reserved time begins, a booking ends, or a kept
    /// place falls due.
    pub fn edges(&self) -> Vec<UnixTime> {
        let gaps = self.todays_gaps().map(|gap| gap.time.start);
        let bookings = self.bookings(self.day.date()).iter().map(|booking| booking.time.end);
        let kept = self.tickets.iter().map(|ticket| ticket.waiting_since);
        let mut edges: Vec<UnixTime> =
            gaps.chain(bookings).chain(kept).filter(|&edge| edge > self.day.last_at()).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// Desks nobody has opened yet whose reserved time has begun: a clerk is expected there.
    pub fn expected_now(&self, now: UnixTime) -> Vec<DeskId> {
        let expected = |gap: &&Gap| {
            let desk = self.desk_index(&gap.desk).map(|desk| self.desks[desk].staffing);
            gap.is_open() && gap.time.contains(now) && desk == Some(Staffing::Expected)
        };
        let mut desks: Vec<_> = self.todays_gaps().filter(expected).map(|gap| gap.desk.clone()).collect();
        desks.dedup();
        desks
    }

    /// The visit's length in the simulation.
    pub fn played_length(&self, ticket: &Ticket) -> Lengths {
        let visit = &ticket.visit;
        let planned = || Lengths { expected: visit.expected, likely: visit.likely };
        let errand = self.setup.errand(&visit.errand);
        errand.map_or_else(planned, |errand| self.learned_length(errand, visit.identification, visit.needs))
    }

    /// Nobody is called after this.
    pub fn last_call(&self) -> UnixTime {
        self.closes_at().unwrap_or(self.day.range().end).max(self.day.last_at() + Length::minutes(1))
    }
}

/// A ticket without what is only for people to read.
fn without_texts(ticket: &Ticket) -> Ticket {
    Ticket { reasons: Vec::new(), window: None, ..ticket.clone() }
}
