// SPDX-License-Identifier: MPL-2.0
//! The invariants. Checked after every step in tests and in the simulator, and by `mintur verify` over a
//! whole ledger. Each finding is one sentence about what is wrong.

use std::collections::BTreeMap;

use crate::names::DeskId;
use crate::office::Office;
use crate::ticket::Ticket;
use crate::time::{Length, TimeRange};
use crate::window::Window;

impl Office {
    /// What does not hold; empty in an office that is sound.
    pub fn check(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        self.tickets.check(&mut wrong);
        self.desks.check(&self.tickets, &mut wrong);
        self.queue.check(&self.tickets, &mut wrong);
        self.check_promises(&mut wrong);
        self.check_places(&mut wrong);
        self.gaps.check(&mut wrong);
        self.check_desk_times(&mut wrong);
        wrong
    }

    fn check_promises(&self, wrong: &mut Vec<String>) {
        for ticket in self.tickets.iter().filter(|ticket| ticket.waits_today()) {
            if ticket.placement.is_some() && ticket.promise.is_none() {
                wrong.push(format!("number {} has a place and no promise", ticket.number));
            }
            let outside = |window: Window| {
                let kept = ticket.promise.is_some_and(|told| window.latest <= told.latest);
                !kept || window.latest <= window.earliest
            };
            if ticket.window.is_some_and(outside) {
                wrong.push(format!("number {} is told a window its promise does not bear", ticket.number));
            }
            if ticket.promise.is_some_and(|told| told.latest < told.earliest) {
                wrong.push(format!("number {} is promised an end before the start", ticket.number));
            }
        }
    }

    /// Rule 1: places lie in reserved time, never over a booking, and never over one another. A start that
    /// slipped by less than the slack is not a new place, so that much may show.
    fn check_places(&self, wrong: &mut Vec<String>) {
        let slack = self.policy.slack();
        let mut by_desk: BTreeMap<&DeskId, Vec<(TimeRange, &Ticket)>> = BTreeMap::new();
        for ticket in self.tickets.iter().filter(|ticket| ticket.waits_today()) {
            let Some(place) = &ticket.placement else { continue };
            if place.time.length() != ticket.visit.expected {
                wrong.push(format!("number {} has a place of another length than it needs", ticket.number));
            }
            let features = self.setup.desk(&place.desk).map(|desk| desk.features);
            if features.is_none_or(|features| !features.covers(ticket.visit.features)) {
                wrong.push(format!("number {} is placed at a desk that does not fit", ticket.number));
            }
            if let Some(booking) = self.booking_under(place.desk.as_str(), place.time, slack) {
                wrong.push(format!("number {} is placed over a booking at {}", ticket.number, booking.start));
            }
            let kept = TimeRange::new(place.time.start.max(self.day.last_at()), place.time.end - slack);
            if !self.is_counted_on(&place.desk, kept) {
                wrong.push(format!("number {} is placed in time nobody confirmed", ticket.number));
            }
            by_desk.entry(&place.desk).or_default().push((place.time, ticket));
        }
        for places in by_desk.values_mut() {
            places.sort_unstable_by_key(|(time, _)| *time);
            for pair in places.windows(2) {
                if pair[1].0.start + slack < pair[0].0.end {
                    wrong.push(format!(
                        "numbers {} and {} have one place",
                        pair[0].1.number, pair[1].1.number
                    ));
                }
            }
        }
    }

    /// What is kept of each desk's time is what gaps, diary and holds say.
    fn check_desk_times(&self, wrong: &mut Vec<String>) {
        for (index, desk) in self.desks.iter().enumerate() {
            if self.desk_times.get(index) != Some(&self.desk_time(index)) {
                wrong.push(format!("what is kept of desk {}'s time is not what it is", desk.id));
            }
        }
    }

    fn booking_under(&self, desk: &str, time: TimeRange, slack: Length) -> Option<TimeRange> {
        let bookings = self.bookings(self.day.date()).iter().filter(|booking| booking.desk.as_str() == desk);
        let within = TimeRange::new(time.start, time.end - slack);
        bookings.map(|booking| booking.time).find(|booking| booking.overlaps(within))
    }
}
