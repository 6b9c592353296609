// SPDX-License-Identifier: MPL-2.0
//! Places kept on later days. Each is a promise like any other: what takes its time is told at once.

use jiff::civil::Date;

use crate::calendar::next_day;
use crate::event::Event;
use crate::office::Office;
use crate::queue::planning::Why;
use crate::ticket::{Placement, Ticket};
use crate::time::{TimeRange, UnixTime, cut};
use crate::visits::tickets::TicketIndex;

/// From the next open day on, a place is looked for in this many days.
const DAYS_AHEAD: usize = 7;

/// A place and the day it is on.
type OnDay = (Date, Placement);

impl Office {
    /// The first planned time on the next open day that nobody has yet.
    pub(crate) fn place_on_next_day(&self, ticket: &Ticket) -> Option<OnDay> {
        self.first_place_after(ticket, self.day.date(), &self.kept_places(None))
    }

    /// Kept places that are no longer there: another one within the promise, or a broken promise with the first there
    /// is.
    pub(crate) fn kept_places_lost(&self, why: &Why, now: UnixTime) -> Vec<Event> {
        let is_lost = |&index: &TicketIndex| !self.is_place_kept(&self.tickets[index]);
        let lost: Vec<TicketIndex> = self.queue.kept().iter().copied().filter(is_lost).collect();
        let stands = |index| !lost.contains(&index);
        let mut taken = self.kept_places(Some(&stands));
        let mut events = Vec::with_capacity(lost.len());
        for index in lost {
            let ticket = &self.tickets[index];
            let Some((date, promise)) = ticket.kept_for.zip(ticket.promise) else { continue };
            let same_day = self.first_place_on(ticket, date, promise.earliest, &taken);
            let in_time = |place: &Placement| place.time.start <= promise.latest;
            if let Some(place) = same_day.clone().filter(in_time) {
                taken.push((date, place.clone()));
                let reasons = vec![self.move_reason(ticket, Some(&place), why, now)];
                let promise = Some(promise.improved_by(place.time.start, self.policy.promise_width()));
                events.push(Event::TicketMoved {
                    ticket: ticket.id,
                    placement: Some(place),
                    promise,
                    reasons,
                });
                continue;
            }
            let instead =
                same_day.map(|place| (date, place)).or_else(|| self.first_place_after(ticket, date, &taken));
            taken.extend(instead.clone());
            let (day, place) = instead.unzip();
            let mut broken = self.broken(ticket, promise, place, why, now);
            if let Event::PromiseBroken { kept_for, .. } = &mut broken {
                *kept_for = day;
            }
            events.push(broken);
        }
        events
    }

    /// Whether a ticket's kept place is still reserved, or it has lost it already and knows.
    pub(crate) fn is_place_kept(&self, ticket: &Ticket) -> bool {
        let Some((date, place)) = ticket.kept_for.zip(ticket.placement.as_ref()) else { return true };
        let Some(hours) = self.hours_on(date) else { return false };
        let fits =
            self.setup.desk(&place.desk).is_some_and(|desk| desk.features.covers(ticket.visit.features));
        fits && self.reserved_on(date, hours, &place.desk).iter().any(|time| time.covers(place.time))
    }

    fn kept_places(&self, of: Option<&dyn Fn(TicketIndex) -> bool>) -> Vec<OnDay> {
        let kept = self.queue.kept().iter().filter(|&&index| of.is_none_or(|of| of(index)));
        let places = kept.map(|&index| &self.tickets[index]);
        places.filter_map(|ticket| ticket.kept_for.zip(ticket.placement.clone())).collect()
    }

    fn first_place_after(&self, ticket: &Ticket, date: Date, taken: &[OnDay]) -> Option<OnDay> {
        let (first, _) = self.next_open_day(date)?;
        let days = std::iter::successors(Some(first), |date| Some(next_day(*date)));
        days.take(DAYS_AHEAD).find_map(|date| {
            let opens = self.setup.time_zone.day(date).start;
            self.first_place_on(ticket, date, opens, taken).map(|place| (date, place))
        })
    }

    fn first_place_on(
        &self,
        ticket: &Ticket,
        date: Date,
        not_before: UnixTime,
        taken: &[OnDay],
    ) -> Option<Placement> {
        let hours = self.hours_on(date)?;
        let length = ticket.visit.expected;
        let desks = self.setup.desks.iter().filter(|desk| desk.features.covers(ticket.visit.features));
        let starts = desks.filter_map(|desk| {
            let others = taken.iter().filter(|(day, place)| *day == date && place.desk == desk.id);
            let free = cut(&self.reserved_on(date, hours, &desk.id), others.map(|(_, place)| place.time));
            let starts = free.into_iter().map(|time| TimeRange::new(time.start.max(not_before), time.end));
            let first = starts.into_iter().find(|time| time.length() >= length)?;
            Some((first.start, desk.features.count(), &desk.id))
        });
        starts.min().map(|(start, _, desk)| Placement {
            desk: desk.clone(),
            time: TimeRange::new(start, start + length),
        })
    }
}
