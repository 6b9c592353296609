// SPDX-License-Identifier: MPL-2.0
//! Whoever was called and has not come may still be absent at an offer, or called by mistake: the reserved time of
//! the place from before the call is not given back for as long as somebody absent would have to come.

use super::ReferenceOffice;
use office::names::DeskId;
use office::ticket::State;
use office::time::TimeRange;

impl ReferenceOffice {
    pub(super) fn is_held_for_called(&self, desk: &DeskId, time: TimeRange) -> bool {
        let now = self.last_at;
        let held = self.tickets.iter().filter_map(|ticket| {
            let State::Called(call) = &ticket.state else { return None };
            let before = ticket.before_call.as_ref()?;
            let (place, promise) = (before.placement.as_ref()?, ticket.promise?);
            let told = before.window.map_or(promise.earliest, |window| window.earliest);
            let may_come = now <= promise.latest && now <= call.announced_at + self.policy.absence_grace();
            (may_come && (place.desk != call.desk || now < told)).then_some(place)
        });
        held.into_iter().any(|place| place.desk == *desk && place.time.overlaps(time))
    }
}
