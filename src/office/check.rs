//! The invariants. Checked after every step in tests and in the simulator, and by `mintur verify` over a
//! whole ledger. Each finding is one sentence about what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::DeskId;
use crate::office::Office;
use crate::ticket::{State, Ticket};
use crate::time::{Length, TimeRange};
use crate::window::Window;

impl Office {
    /// What does not hold; empty in an office that is sound.
    pub fn check(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        self.check_numbers(&mut wrong);
        self.check_desks(&mut wrong);
        self.check_filing(&mut wrong);
        self.check_promises(&mut wrong);
        self.check_places(&mut wrong);
        self.check_gaps(&mut wrong);
        self.check_desk_times(&mut wrong);
        wrong
    }

    fn check_numbers(&self, wrong: &mut Vec<String>) {
        let mut seen = BTreeSet::new();
        for ticket in &self.tickets {
            if !seen.insert(ticket.number) {
                wrong.push(format!("number {} was given twice", ticket.number));
            }
        }
    }

    fn check_desks(&self, wrong: &mut Vec<String>) {
        let mut at_desk = BTreeMap::new();
        for desk in &self.desks {
            let Some(index) = desk.ticket else { continue };
            let ticket = &self.tickets[index];
            if let Some(other) = at_desk.insert(index, &desk.id) {
                wrong.push(format!("number {} is at desks {other} and {}", ticket.number, desk.id));
            }
            if ticket.state.call().is_none_or(|call| call.desk != desk.id) {
                wrong.push(format!(
                    "desk {} holds number {}, which is not called there",
                    desk.id, ticket.number
                ));
            }
        }
        for (index, ticket) in self.tickets.iter().enumerate() {
            if ticket.state.call().is_some() && !at_desk.contains_key(&index) {
                wrong.push(format!("number {} is called, but no desk has it", ticket.number));
            }
        }
    }

    /// Everyone who waits is found by who calls, and nobody else.
    fn check_filing(&self, wrong: &mut Vec<String>) {
        let in_lines: BTreeSet<usize> =
            self.lines.each().flat_map(|(_, line)| line.map(|(_, _, index)| index)).collect();
        if in_lines.len() != self.lines.len() {
            wrong.push("the lines miscount those in them".to_owned());
        }
        for (index, ticket) in self.tickets.iter().enumerate() {
            let found = usize::from(self.claimants.contains(&index)) + usize::from(in_lines.contains(&index));
            if found != usize::from(ticket.waits_today()) {
                wrong.push(format!("number {} waits, but is found {found} times", ticket.number));
            }
            let absent = matches!(ticket.state, State::Absent { .. });
            let parked = matches!(ticket.state, State::Parked { .. });
            if absent != self.absent.contains(&index) || parked != self.parked.contains(&index) {
                wrong.push(format!("number {} is set aside, but not found there", ticket.number));
            }
        }
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
            let kept = TimeRange::new(place.time.start.max(self.last_at), place.time.end - slack);
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
        let bookings = self.bookings(self.date).iter().filter(|booking| booking.desk.as_str() == desk);
        let within = TimeRange::new(time.start, time.end - slack);
        bookings.map(|booking| booking.time).find(|booking| booking.overlaps(within))
    }

    fn check_gaps(&self, wrong: &mut Vec<String>) {
        let open: Vec<_> = self.gaps.iter().filter(|gap| gap.is_open()).collect();
        for (index, gap) in open.iter().enumerate() {
            if gap.time.is_empty() {
                wrong.push(format!("gap {} ends before it starts", gap.id));
            }
            if let Some(other) =
                open[..index].iter().find(|other| other.desk == gap.desk && other.time.overlaps(gap.time))
            {
                wrong.push(format!("gaps {} and {} overlap", other.id, gap.id));
            }
        }
    }
}
