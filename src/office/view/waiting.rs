// SPDX-License-Identifier: MPL-2.0
//! Those who wait, for whoever steers the day: first whose promise is nearest to breaking. Times are minutes since
//! the local day began.

use crate::names::{ErrandId, Number, TicketId};
use crate::office::Office;
use crate::ticket::Urgency;
use crate::time::UnixTime;
use crate::visits::tickets::TicketIndex;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    pub ticket: TicketId,
    pub number: Number,
    pub errand: ErrandId,
    /// The told window; nothing for who stands by.
    pub window: Option<[u32; 2]>,
    /// Why somebody should look at it first.
    pub harm: Option<Harm>,
    /// Since when it waits.
    pub since: u32,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    /// Whether the citizen is here, as far as anybody said.
    pub arrived: bool,
    pub raised: bool,
}

/// What is wrong with a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// Its place, if it has one, starts too late.
    AtRisk,
    /// One was broken.
    Broken,
}

/// As many as are taken in at a glance; any other is found by its number.
const MOST_WAITING: usize = 8;

/// Who is worse off comes first.
type Risk = (bool, bool, Option<UnixTime>, UnixTime, Number);

impl Office {
    pub(super) fn waiting_by_risk(&self) -> Vec<WaitingRow> {
        let lines = self.queue.lines().each();
        let in_lines = lines.flat_map(|(_, line)| line.take(MOST_WAITING).map(|(_, _, index)| index));
        let mut all: Vec<TicketIndex> = self.queue.claimants().iter().copied().chain(in_lines).collect();
        all.sort_unstable_by_key(|&index| self.risk(index));
        all.into_iter().take(MOST_WAITING).map(|index| self.waiting_row(index)).collect()
    }

    /// Promises that no place keeps, then the others by their latest time, then who stands by: after a broken promise
    /// first.
    fn risk(&self, index: TicketIndex) -> Risk {
        let ticket = &self.tickets[index];
        let latest = ticket.promise.map(|promise| promise.latest);
        let pressing = self.at_risk(index) || (latest.is_none() && ticket.broken_promises > 0);
        (latest.is_none(), !pressing, latest, ticket.waiting_since, ticket.number)
    }

    fn harm(&self, index: TicketIndex) -> Option<Harm> {
        if self.at_risk(index) {
            return Some(Harm::AtRisk);
        }
        (self.tickets[index].broken_promises > 0).then_some(Harm::Broken)
    }

    fn waiting_row(&self, index: TicketIndex) -> WaitingRow {
        let ticket = &self.tickets[index];
        WaitingRow {
            ticket: ticket.id,
            number: ticket.number,
            errand: ticket.visit.errand.clone(),
            window: ticket.shown_window().map(|told| [self.minute(told.earliest), self.minute(told.latest)]),
            harm: self.harm(index),
            since: self.minute(ticket.waiting_since),
            kept_place: self.has_kept_place(ticket),
            arrived: ticket.has_arrived(),
            raised: ticket.visit.urgency == Urgency::Raised,
        }
    }
}
