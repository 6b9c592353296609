// SPDX-License-Identifier: MPL-2.0
//! Which events somebody looks for, who wants to know what was done.

use crate::event::{Event, Recorded};
use crate::names::TicketId;
use crate::ticket::Visit;
use crate::time::UnixTime;

/// What an event must be to be found. Nothing asked for finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerSearch {
    /// Who acted (`clerk:anna`, or `anna`), or the pseudonym of a companion.
    pub person: Option<String>,
    pub ticket: Option<TicketId>,
    /// From this moment on.
    pub from: Option<UnixTime>,
    /// Before this moment.
    pub until: Option<UnixTime>,
}

impl LedgerSearch {
    /// Whether the event is one of those.
    pub fn finds(&self, recorded: &Recorded) -> bool {
        let ticket = self.ticket.is_none_or(|wanted| recorded.event.tickets().any(|ticket| ticket == wanted));
        let person = self.person.as_deref().is_none_or(|person| {
            acted(recorded.actor.as_str(), person)
                || visits(&recorded.event).any(|visit| is_with(visit, person))
        });
        ticket && person && self.is_then(recorded.at)
    }

    pub fn is_then(&self, at: UnixTime) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

/// The actor as it stands, or the name behind the role.
fn acted(actor: &str, person: &str) -> bool {
    actor == person || actor.split_once(':').is_some_and(|(_, name)| name == person)
}

fn is_with(visit: &Visit, person: &str) -> bool {
    visit.companion.as_ref().is_some_and(|companion| companion.as_str() == person)
}

fn visits(event: &Event) -> impl Iterator<Item = &Visit> {
    let carried = if let Event::DayStarted(start) = event { start.tickets.as_slice() } else { &[] };
    let new = if let Event::TicketCheckedIn(ticket) = event { Some(&ticket.visit) } else { None };
    let changed =
        if let Event::TicketTransferred { visit, .. } = event { Some(visit.as_ref()) } else { None };
    carried.iter().map(|ticket| &ticket.visit).chain(new).chain(changed)
}
