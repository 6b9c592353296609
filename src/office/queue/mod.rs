// SPDX-License-Identifier: MPL-2.0
//! The queue: who goes before whom, who gets which time, and whom a free desk calls.

mod apply;
mod call;
pub(crate) mod calling;
mod exact_search;
pub mod hindsight;
pub mod lookahead;
mod outlook;
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

    /// How many wait today, whether placed or standing by.
    pub fn len(&self) -> usize {
        self.claimants.len() + self.lines.len()
    }

    /// Files a ticket under claimants, lines, absent or parked, or nowhere when it is none of these.
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
        if !ticket.waits_today() {
            return;
        }
        if ticket.placement.is_some() || ticket.promise.is_some() || ticket.broken_promises > 0 {
            self.claimants.insert(index);
        } else {
            self.lines.insert(key, (ticket.waiting_since, ticket.number, index));
        }
    }

    /// The reverse of [`Self::insert`]; to be called before the ticket changes.
    pub(crate) fn remove(&mut self, index: TicketIndex, ticket: &Ticket, key: LineKey) {
        if self.claimants.remove(&index) || self.absent.remove(&index) || self.parked.remove(&index) {
            return;
        }
        if ticket.waits_today() {
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
        }
    }
}
