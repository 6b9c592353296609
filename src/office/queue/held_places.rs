// SPDX-License-Identifier: MPL-2.0
//! Whoever was called and has not come yet keeps the reserved time of the place from before the call, for the
//! length of the grace period after the last announcement: an offer that nobody takes and a call that is undone
//! give the place back.

use crate::gap::Gap;
use crate::names::DeskId;
use crate::office::Office;
use crate::ticket::{Placement, State};
use crate::time::{Length, TimeRange, UnixTime};
use crate::visits::tickets::TicketIndex;

impl Office {
    pub(crate) fn is_held_for_called(&self, desk: &DeskId, time: TimeRange, now: UnixTime) -> bool {
        self.held_for_called(desk, time).any(|until| now <= until)
    }

    /// From when nothing of a gap is held for somebody who was called, if nothing else happens.
    pub(crate) fn held_until(&self, gap: &Gap) -> Option<UnixTime> {
        self.held_for_called(&gap.desk, gap.time).max().map(|until| until + Length::seconds(1))
    }

    /// Until which second something of a desk's time is held, for each who was called.
    fn held_for_called(&self, desk: &DeskId, time: TimeRange) -> impl Iterator<Item = UnixTime> {
        let called = self.desks.iter().filter_map(|desk| desk.ticket);
        let holds = called.filter_map(|ticket| self.hold_of(ticket));
        holds
            .filter(move |(place, _)| place.desk == *desk && place.time.overlaps(time))
            .map(|(_, until)| until)
    }

    /// The place and the last second it is held. At its own desk the call itself holds it once its time has
    /// come.
    fn hold_of(&self, ticket: TicketIndex) -> Option<(&Placement, UnixTime)> {
        let ticket = &self.tickets[ticket];
        let State::Called(call) = &ticket.state else { return None };
        let place = ticket.before_call.as_ref()?.placement.as_ref()?;
        let until = (call.announced_at + self.policy.absence_grace()).min(ticket.promise?.latest);
        let begins = ticket.told_before_call().map_or(until, |window| window.earliest - Length::seconds(1));
        Some((place, if place.desk == call.desk { until.min(begins) } else { until }))
    }
}
