// SPDX-License-Identifier: MPL-2.0
//! Who is not in the queue for a while: absent at a call, or parked at a desk to come back to.

use super::ReferenceOffice;
use office::names::{DeskId, TicketId};
use office::setup::Setup;
use office::ticket::{State, Ticket};
use office::time::UnixTime;

impl ReferenceOffice {
    /// A call before the window that was told is an offer: who is not there goes back to place and promise, and is not
    /// called again before the window. Within grace an absent citizen loses neither while the promise can be kept.
    pub(super) fn absent(&mut self, ticket: &Ticket, until: UnixTime, offer: bool, at: UnixTime) {
        let grace = ticket.told_before.map_or(at, |told| told.max(at)) + self.policy.absence_grace();
        if until != self.closes().map_or(grace, |closes| if at < closes { grace.min(closes) } else { grace })
        {
            self.violation("the grace period is another than the policy's and what was told");
        }
        let before = ticket.before_call.as_deref().cloned();
        let window = before.as_ref().and_then(|before| before.window);
        let told = window.map(|window| window.earliest).or(ticket.promise.map(|promise| promise.earliest));
        let early = told.filter(|&told| at < told);
        if offer != early.is_some() {
            self.violation(format!(
                "number {} was absent {} the told window",
                ticket.number,
                if offer { "in" } else { "before" }
            ));
        }
        let Some(call) = ticket.state.call() else { return self.violation("absent without a call") };
        let placement = before.as_ref().and_then(|before| before.placement.clone());
        if let Some(told) = early {
            let begins = placement.as_ref().map(|place| place.time.start).filter(|&begins| at < begins);
            let expected = begins.map_or(told, |begins| told.min(begins));
            self.step_at_desk(ticket.id, &call.desk, State::Waiting, at);
            self.change(ticket.id, |new| {
                new.standby = placement.is_none();
                (new.placement, new.window) = (placement, window);
                new.first_called_at = before.and_then(|before| before.first_called_at);
                new.before_call = None;
                new.away_until = Some(expected);
            });
            return;
        }
        self.step_at_desk(ticket.id, &call.desk, State::Absent { since: at, until }, at);
        let stands = ticket.promise.is_some_and(|promise| promise.latest > at) && placement.is_some();
        self.change(ticket.id, |new| {
            new.placement = placement.filter(|_| stands);
            new.window = window.filter(|_| stands);
            new.promise = new.promise.filter(|_| stands);
            new.standby = false;
            new.before_call = None;
        });
    }

    /// Who was at a desk comes back to its clerk, if there still is one.
    pub(super) fn came_back(&mut self, ticket: &Ticket, only_at: Option<&DeskId>, at: UnixTime) {
        let was_at = match &ticket.state {
            State::Parked { desk: Some(desk), .. } => Some(desk),
            _ => None,
        };
        if only_at != was_at.filter(|desk| self.open.contains(*desk) && !self.is_clerk_away(desk, at)) {
            self.violation(format!("number {} came back to {only_at:?}, was at {was_at:?}", ticket.number));
        }
        let was_at = was_at.is_some();
        self.change(ticket.id, |new| {
            returned(new, at);
            if was_at {
                new.only_at = only_at.cloned();
            }
        });
    }

    /// What sending somebody on costs is recorded then: who had a place within the promise has one, or is told.
    pub(super) fn check_sent_on(&mut self, id: TicketId) {
        let Some(ticket) = self.ticket(id).filter(|_| self.placed_before.contains(&id)) else { return };
        if ticket.waits_today() && ticket.promise.is_some() && ticket.placement.is_none() {
            self.violation(format!(
                "number {} was sent on from its place, and that is not told",
                ticket.number
            ));
        }
    }

    /// Nobody waits for a desk that is no more.
    pub(super) fn setup_changed(&mut self, setup: &Setup) {
        self.setup = setup.clone();
        for ticket in &mut self.tickets {
            ticket.only_at = ticket.only_at.take().filter(|desk| setup.desk(desk).is_some());
        }
    }

    /// Nobody waits for a desk alone that its clerk has left, or keeps a place in a break.
    pub(super) fn set_free_from(&mut self, desk: &DeskId, who: impl Fn(&Ticket) -> bool) {
        for ticket in self.tickets.iter_mut().filter(|ticket| !ticket.state.is_over()) {
            if ticket.only_at.as_ref() == Some(desk) && who(ticket) {
                ticket.only_at = None;
            }
        }
    }
}

fn returned(ticket: &mut Ticket, at: UnixTime) {
    ticket.state = State::Waiting;
    ticket.standby = ticket.placement.is_none();
    ticket.waiting_since = ticket.waiting_since.min(at);
    (ticket.before_call, ticket.away_until) = (None, None);
    ticket.told_before = None;
}
