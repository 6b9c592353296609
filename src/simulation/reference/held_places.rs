// SPDX-License-Identifier: MPL-2.0
//! Whoever was called and has not come may still be absent at an offer, or called by mistake: the place from
//! before the call goes to nobody new for as long as somebody absent would have to come.

use super::ReferenceOffice;
use super::exact_search::FreeRange;
use office::names::DeskId;
use office::ticket::{Placement, Promise, State, Ticket};
use office::time::{TimeRange, cut};

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

    pub(super) fn beside_held(&self, pieces: Vec<FreeRange>) -> Vec<FreeRange> {
        let beside = |piece: FreeRange| {
            let left = cut(&[piece.time], self.held_at(&piece.desk));
            left.into_iter().map(move |time| FreeRange { time, ..piece.clone() })
        };
        pieces.into_iter().flat_map(beside).collect()
    }

    /// Nobody who had no promise is given the place of somebody who was called and may still need it, unless
    /// others need it to keep theirs.
    pub(super) fn check_not_held(&mut self, number: u32, promise: Option<Promise>, place: &Placement) {
        let in_it =
            |held: &Placement, other: &Placement| held.desk == other.desk && held.time.overlaps(other.time);
        let taken = self.held_for_called().find(|(_, held)| {
            let mut promised = self.claims().filter(|claim| claim.promise.is_some());
            let needed =
                promised.any(|claim| claim.placement.as_ref().is_some_and(|other| in_it(held, other)));
            promise.is_none() && in_it(held, place) && !needed
        });
        if let Some((called, held)) = taken {
            let called = called.number;
            self.violation(format!("number {number} was given {held:?} of number {called}, who was called"));
        }
    }
}
