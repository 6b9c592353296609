// SPDX-License-Identifier: MPL-2.0
//! Whoever was called and has not come may still be absent at an offer, or called by mistake: the reserved time of
//! the place from before the call is not given back for as long as somebody absent would have to come.

use super::ReferenceOffice;
use office::names::DeskId;
use office::ticket::{Placement, State, Ticket};
use office::time::TimeRange;

impl ReferenceOffice {
    pub(super) fn held_for_called(&self) -> impl Iterator<Item = (&Ticket, &Placement)> {
        let now = self.last_at;
        self.tickets.iter().filter_map(move |ticket| {
            let State::Called(call) = &ticket.state else { return None };
            let before = ticket.before_call.as_ref()?;
            let (place, promise) = (before.placement.as_ref()?, ticket.promise?);
            let told = before.window.map_or(promise.earliest, |window| window.earliest);
            let may_come = now <= promise.latest && now <= call.announced_at + self.policy.absence_grace();
            (may_come && (place.desk != call.desk || now < told)).then_some((ticket, place))
        })
    }

    pub(super) fn held_at(&self, desk: &DeskId) -> Vec<TimeRange> {
        self.held_for_called().filter(|(_, place)| place.desk == *desk).map(|(_, place)| place.time).collect()
    }
}
