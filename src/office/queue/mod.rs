// SPDX-License-Identifier: MPL-2.0
//! The queue: who goes before whom, who gets which time, and whom a free desk calls.

mod apply;
pub mod calibration;
mod call;
pub(crate) mod calling;
mod enough_time;
mod exact_search;
mod held_places;
mod kept_places;
pub mod lookahead;
mod outlook;
pub mod pauses;
mod place_changes;
pub(crate) mod planning;
pub mod priority;
pub(crate) mod slotting;
pub(crate) mod waiting_lines;
pub mod window;

use std::collections::BTreeSet;

use self::waiting_lines::{LineKey, Lines};
use crate::ticket::{State, Ticket};
use crate::visits::tickets::{TicketIndex, Tickets};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// Waiting today with a place, a promise, or a broken one to make good.
    claimants: BTreeSet<TicketIndex>,
    /// Everybody else who waits today.
    lines: Lines,
    parked: BTreeSet<TicketIndex>,
    /// Marked absent and still within the grace period.
    absent: BTreeSet<TicketIndex>,
    /// Of those set aside, the ones whose place is kept.
    claims_set_aside: BTreeSet<TicketIndex>,
    /// Of those waiting today, the ones nobody has seen yet.
    not_arrived: BTreeSet<TicketIndex>,
    /// With a place on a later day.
    kept: BTreeSet<TicketIndex>,
}

impl Queue {
    pub const fn claimants(&self) -> &BTreeSet<TicketIndex> {
        &self.claimants
    }

    pub const fn lines(&self) -> &Lines {
        &self.lines
    }

    pub const fn parked(&self) -> &BTreeSet<TicketIndex> {
        &self.parked
    }

    pub const fn absent(&self) -> &BTreeSet<TicketIndex> {
        &self.absent
    }

    /// Everyone whose place or promise takes time today: those who wait, and those set aside who keep theirs.
    pub fn claims(&self) -> impl Iterator<Item = TicketIndex> + Clone {
        self.claimants.iter().chain(&self.claims_set_aside).copied()
    }

    pub const fn kept(&self) -> &BTreeSet<TicketIndex> {
        &self.kept
    }

    /// Of those waiting today, the ones nobody has seen yet.
    pub const fn not_arrived(&self) -> &BTreeSet<TicketIndex> {
        &self.not_arrived
    }

    /// How many wait here today, whether placed or standing by.
    pub fn len(&self) -> usize {
        self.claimants.len() + self.lines.len() - self.not_arrived.len()
    }

    /// Nobody wants time today or on a later day.
    pub fn is_idle(&self) -> bool {
        let nobody_today = self.claimants.is_empty() && self.lines.is_empty();
        nobody_today && self.claims_set_aside.is_empty() && self.kept.is_empty()
    }

    /// Files a ticket under all that it is.
    pub(crate) fn insert(&mut self, index: TicketIndex, ticket: &Ticket, key: LineKey) {
        match ticket.state {
            State::Absent { .. } => drop(self.absent.insert(index)),
            State::Parked { .. } => drop(self.parked.insert(index)),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Done { .. }
            | State::Left { .. } => {}
        }
        if ticket.is_claim_set_aside() {
            self.claims_set_aside.insert(index);
        }
        if ticket.is_kept() {
            self.kept.insert(index);
        }
        if !ticket.waits_today() {
            return;
        }
        if !ticket.has_arrived() {
            self.not_arrived.insert(index);
        }
        if ticket.placement.is_some() || ticket.promise.is_some() || ticket.broken_promises > 0 {
            self.claimants.insert(index);
        } else {
            self.lines.insert(key, (ticket.waiting_since, ticket.number, index));
        }
    }

    /// The reverse of [`Self::insert`]; to be called before the ticket changes.
    pub(crate) fn remove(&mut self, index: TicketIndex, ticket: &Ticket, key: LineKey) {
        for set in [
            &mut self.absent,
            &mut self.parked,
            &mut self.claims_set_aside,
            &mut self.not_arrived,
            &mut self.kept,
        ] {
            set.remove(&index);
        }
        if !self.claimants.remove(&index) && ticket.waits_today() {
            self.lines.remove(key, (ticket.waiting_since, ticket.number, index));
        }
    }

    /// Everyone who waits is found by who calls, and nobody else.
    pub(crate) fn check(&self, tickets: &Tickets, wrong: &mut Vec<String>) {
        let in_lines: BTreeSet<usize> =
            self.lines.each().flat_map(|(_, line)| line.map(|(_, _, index)| index)).collect();
        if in_lines.len() != self.lines().len() {
            wrong.push("the lines miscount those in them".to_owned());
        }
        for (index, ticket) in tickets.iter().enumerate() {
            let found =
                usize::from(self.claimants().contains(&index)) + usize::from(in_lines.contains(&index));
            if found != usize::from(ticket.waits_today()) {
                wrong.push(format!("number {} waits, but is found {found} times", ticket.number));
            }
            let absent = matches!(ticket.state, State::Absent { .. });
            let parked = matches!(ticket.state, State::Parked { .. });
            if absent != self.absent().contains(&index) || parked != self.parked().contains(&index) {
                wrong.push(format!("number {} is set aside, but not found there", ticket.number));
            }
            let keeps_a_place = (ticket.is_claim_set_aside(), ticket.is_kept());
            if keeps_a_place != (self.claims_set_aside.contains(&index), self.kept.contains(&index)) {
                wrong.push(format!("number {} keeps a place, but is not found there", ticket.number));
            }
        }
    }
}
