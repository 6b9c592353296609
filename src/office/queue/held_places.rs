// SPDX-License-Identifier: MPL-2.0
//! Whoever was called and has not come yet keeps the place from before the call for as long as somebody
//! absent would: an offer that nobody takes and a call that is undone give it back. Nobody new is placed in
//! it meanwhile, and its reserved time is not given up.

use crate::capacity::free_time::{Free, FreeTime};
use crate::gap::Gap;
use crate::names::DeskId;
use crate::office::Office;
use crate::ticket::{Placement, State};
use crate::time::{Length, TimeRange, UnixTime};
use crate::visits::tickets::TicketIndex;

impl Office {
    /// Today's free time without the places held for those who were called.
    pub(crate) fn free_beside_called(&self, now: UnixTime) -> FreeTime {
        let mut free = self.free_time(now);
        for place in self.held_for_called(now) {
            if let Some(desk) = self.desk_index(&place.desk) {
                free.give_away(Free { desk, time: place.time });
            }
        }
        free
    }

    pub(crate) fn is_held_for_called(&self, desk: &DeskId, time: TimeRange, now: UnixTime) -> bool {
        self.held_for_called(now).any(|place| place.desk == *desk && place.time.overlaps(time))
    }

    pub(crate) fn held_for_called(&self, now: UnixTime) -> impl Iterator<Item = &Placement> {
        self.desks
            .iter()
            .filter_map(|desk| desk.ticket)
            .filter_map(move |ticket| self.held_place(ticket, now))
    }

    /// From when nothing of a gap is held for somebody who was called, if nothing else happens.
    pub(crate) fn held_until(&self, gap: &Gap) -> Option<UnixTime> {
        let called = self.desks.iter().filter_map(|desk| desk.ticket);
        let holds = called.filter_map(|ticket| self.hold_of(ticket));
        let here = holds.filter(|(place, _)| place.desk == gap.desk && place.time.overlaps(gap.time));
        here.map(|(_, until)| until + Length::seconds(1)).max()
    }

    fn held_place(&self, ticket: TicketIndex, now: UnixTime) -> Option<&Placement> {
        self.hold_of(ticket).filter(|&(_, until)| now <= until).map(|(place, _)| place)
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
