// SPDX-License-Identifier: MPL-2.0
//! What a plan changes, as events: who moves, and whose promise breaks. A promise gets later only here, and only where
//! the world left no place for it (rule 2).

use crate::capacity::desk_time::DeskTime;
use crate::closures::day_hours::DayHours;
use crate::event::{Cause, Event};
use crate::names::DeskId;
use crate::office::Office;
use crate::queue::planning::{Blame, Planned, Why};
use crate::reason::Reason;
use crate::ticket::{Placement, Promise, State, Ticket};
use crate::time::{Length, TimeRange, UnixTime};
use crate::visits::desks::{DeskIndex, Staffing};
use crate::visits::tickets::TicketIndex;

impl Office {
    /// What a plan changes, as events. A start that merely slipped a little is not another place.
    pub(crate) fn changes(&self, planned: &Planned, blame: &Blame<'_>, now: UnixTime) -> Vec<Event> {
        let anew = self.placed_anew(planned, now);
        let pairs = planned.tickets.iter().copied().zip(planned.places.iter().copied());
        let changed = pairs.zip(anew).filter_map(|(pair, anew)| anew.then_some(pair));
        changed.filter_map(|(index, place)| self.change(index, place, blame, now)).collect()
    }

    /// Which tickets of a plan do not keep the place they have. Whoever begins first is looked at first: what
    /// becomes of them says whether they pass somebody, or both only run late together.
    fn placed_anew(&self, planned: &Planned, now: UnixTime) -> Vec<bool> {
        let mut anew: Vec<bool> = planned
            .tickets
            .iter()
            .zip(&planned.places)
            .map(|(&index, &place)| !self.is_where_it_was(index, place, now))
            .collect();
        let mut in_turn: Vec<usize> =
            (0..anew.len()).filter(|&request| !anew[request] && self.runs_late(planned, request)).collect();
        in_turn.sort_by_key(|&request| planned.places[request].map(|(_, start)| start));
        for request in in_turn {
            anew[request] = self.is_passed(planned, request, &anew);
        }
        anew
    }

    /// Whether a place begins later than it was told.
    fn runs_late(&self, planned: &Planned, request: usize) -> bool {
        let told = self.tickets[planned.tickets[request]].placement.as_ref();
        told.zip(planned.places[request]).is_some_and(|(told, (_, start))| start > told.time.start)
    }

    /// Whether somebody who was not ahead before now goes first in what was this ticket's place.
    fn is_passed(&self, planned: &Planned, request: usize, anew: &[bool]) -> bool {
        let told = self.tickets[planned.tickets[request]].placement.as_ref();
        let Some((told, (desk, start))) = told.zip(planned.places[request]) else { return false };
        let first_in_it =
            |at: DeskIndex, first: UnixTime| at == desk && told.time.start <= first && first < start;
        let was_ahead = |other: usize| {
            let place = self.tickets[planned.tickets[other]].placement.as_ref();
            !anew[other] && place.is_some_and(|place| place.time.start < told.time.start)
        };
        let mut others = planned.places.iter().enumerate();
        planned.newcomer.is_some_and(|new| first_in_it(new.desk, new.time.start))
            || others.any(|(other, place)| {
                place.is_some_and(|(at, first)| first_in_it(at, first)) && !was_ahead(other)
            })
    }

    fn is_where_it_was(
        &self,
        index: TicketIndex,
        place: Option<(DeskIndex, UnixTime)>,
        now: UnixTime,
    ) -> bool {
        let ticket = &self.tickets[index];
        match (&ticket.placement, place) {
            (None, None) => ticket.promise.is_none(),
            (Some(old), Some((desk, start))) => {
                let slipped = start - old.time.start;
                let too_late = ticket.promise.is_some_and(|promise| start > promise.latest);
                let kept = TimeRange::new(old.time.start, old.time.end - self.policy.slack());
                let DeskTime { booked, away, .. } = &self.desk_times[desk];
                let taken = booked.iter().chain(away).any(|time| time.overlaps(kept));
                // What has gone by of it nobody needs to confirm any more.
                let ahead = TimeRange::new(kept.start.max(now), kept.end);
                old.desk == self.desks[desk].id
                    && !taken
                    && self.is_counted_on(&old.desk, ahead)
                    && slipped >= Length::ZERO
                    && (slipped == Length::ZERO || slipped < self.policy.slack())
                    && !too_late
            }
            _ => false,
        }
    }

    fn change(
        &self,
        index: TicketIndex,
        place: Option<(DeskIndex, UnixTime)>,
        blame: &Blame<'_>,
        now: UnixTime,
    ) -> Option<Event> {
        let ticket = &self.tickets[index];
        let placement = place.map(|(desk, start)| Placement {
            desk: self.desks[desk].id.clone(),
            time: TimeRange::new(start, start + ticket.visit.expected),
        });
        let start = place.map(|(_, start)| start);
        let late = |promise: &Promise| start.is_none_or(|start| start > promise.latest);
        if let Some(promise) = ticket.promise.filter(late) {
            let why = blame.of(index);
            // What was lost before somebody did something is told by the clock, not by what they did.
            let is_known = || !blame.why.takes_places() && self.is_hopeless(ticket, place, promise, now);
            if why.takes_places() || promise.latest <= now || is_known() {
                return Some(if matches!(ticket.state, State::Absent { .. }) {
                    // Called in time and not there: nobody broke the promise.
                    let (placement, promise, reasons) = (None, None, vec![Reason::LostItsPlace]);
                    Event::TicketMoved { ticket: ticket.id, placement, promise, reasons }
                } else {
                    self.broken(ticket, promise, placement, why, now)
                });
            }
        }
        if placement == ticket.placement {
            return None;
        }
        let width = self.policy.promise_width();
        let promise = match (ticket.promise, start) {
            (Some(told), Some(start)) => Some(told.improved_by(start, width)),
            (None, Some(start)) => Some(Promise::for_start(start, width)),
            (told, None) => told,
        };
        let reasons = vec![self.move_reason(ticket, placement.as_ref(), blame.why, now)];
        Some(Event::TicketMoved { ticket: ticket.id, placement, promise, reasons })
    }

    /// Whether no time is left in which it could start in time, even if all of it were its own and every case under
    /// way ended now: then it is known that the promise cannot be kept.
    fn is_hopeless(
        &self,
        ticket: &Ticket,
        place: Option<(DeskIndex, UnixTime)>,
        promise: Promise,
        now: UnixTime,
    ) -> bool {
        // Whether somebody comes to a desk that nobody has opened is known when the promise is over.
        if place.is_some_and(|(desk, _)| self.desks[desk].staffing == Staffing::Expected) {
            return false;
        }
        let first = self.free_time_at_best(now).earliest(&self.shape(ticket), &self.desk_traits(now));
        first.is_none_or(|(_, start)| start > promise.latest)
    }

    pub(crate) fn broken(
        &self,
        ticket: &Ticket,
        broken: Promise,
        placement: Option<Placement>,
        why: &Why,
        now: UnixTime,
    ) -> Event {
        let old_desk = ticket.placement.as_ref().and_then(|old| self.desk_index(&old.desk));
        let cause = match why {
            Why::DeskClosed { .. } | Why::ClerkAway { .. } => Cause::DeskClosed,
            Why::OfficeClosed { .. } => Cause::OfficeClosed,
            Why::BookingCameIn => Cause::BookingCameIn,
            Why::HoldLost => Cause::HoldLost,
            Why::PlanChanged => Cause::PlanChanged,
            Why::Transferred { .. } => Cause::Transferred,
            Why::Forced { .. } => Cause::SupervisorForced,
            Why::TimeFreed | Why::Clock => {
                if matches!(ticket.state, State::Parked { .. }) {
                    Cause::Parked
                } else if old_desk.is_some_and(|desk| self.overruns(desk, now)) {
                    Cause::Overrun
                } else {
                    Cause::NotCalled
                }
            }
        };
        let desk = old_desk.map(|desk| self.desks[desk].id.clone());
        let width = self.policy.promise_width();
        let promise = placement.as_ref().map(|placement| Promise::for_start(placement.time.start, width));
        let is_sent_on = matches!(why, Why::Transferred { ticket: sent, .. } if *sent == ticket.id);
        let reason = self.reason_of_break(ticket, cause, is_sent_on, placement.as_ref());
        Event::PromiseBroken {
            ticket: ticket.id,
            broken,
            cause,
            desk,
            placement,
            promise,
            reasons: vec![reason],
            note: why.note().cloned(),
            kept_for: None,
        }
    }

    /// What is said to somebody whose promise breaks: of their own desk and time only what is so, and where they have
    /// another place, that one.
    fn reason_of_break(
        &self,
        ticket: &Ticket,
        cause: Cause,
        is_sent_on: bool,
        new: Option<&Placement>,
    ) -> Reason {
        let old_desk = ticket.placement.as_ref().map(|old| old.desk.clone());
        let place = new.map(|new| (new.desk.clone(), new.time.start));
        match (cause, old_desk, place) {
            (Cause::Overrun, Some(desk), _) => Reason::CaseOverran { desk },
            (Cause::DeskClosed, Some(desk), _) if self.has_left(&desk) => Reason::DeskClosed { desk },
            (Cause::DeskClosed, Some(desk), _) if self.is_clerk_away(ticket) => Reason::ClerkAway { desk },
            (Cause::OfficeClosed, _, _) if self.is_closed_then(ticket) => Reason::ClosedAtThatTime,
            (Cause::HoldLost, Some(desk), _) if self.has_lost_time(ticket) => Reason::HoldLost { desk },
            (Cause::SupervisorForced, _, _) => Reason::SupervisorForced,
            (Cause::PlanChanged, _, _) => Reason::PlanChanged,
            (Cause::Parked, _, _) => Reason::WasSetAside,
            (Cause::BookingCameIn, _, Some((desk, start))) => Reason::BookingCameIn { desk, start },
            // Whoever is sent on has no place any more; the others lost theirs to it.
            (Cause::Transferred, _, None) if is_sent_on => Reason::SentOn,
            (_, _, Some((desk, start))) => Reason::EarliestTime { desk, start },
            (_, _, None) => Reason::LostItsPlace,
        }
    }

    /// Whether nobody is expected at a desk any more today.
    pub fn has_left(&self, desk: &DeskId) -> bool {
        self.desk_index(desk).is_none_or(|desk| self.desks[desk].staffing == Staffing::Left)
    }

    /// Whether an absence has come into its place.
    fn is_clerk_away(&self, ticket: &Ticket) -> bool {
        let Some(place) = &ticket.placement else { return false };
        self.closures.absences_at(&place.desk).any(|absence| absence.time.overlaps(place.time))
    }

    /// Whether its place is at a time at which the office is closed.
    fn is_closed_then(&self, ticket: &Ticket) -> bool {
        let Some(place) = &ticket.placement else { return false };
        let date = self.setup.time_zone.date(place.time.start);
        let hours = DayHours::on(&self.setup, &self.closures, date);
        !hours.periods.iter().any(|period| period.covers(place.time))
    }

    /// Whether the time of its place is not kept for tickets any more. A place that has slipped runs over by the slack.
    fn has_lost_time(&self, ticket: &Ticket) -> bool {
        let Some(place) = ticket.placement.as_ref().filter(|_| ticket.kept_for.is_none()) else {
            return !self.is_place_kept(ticket);
        };
        let own = TimeRange::new(place.time.start, place.time.end - self.policy.slack());
        let kept = self.desk_index(&place.desk).map(|desk| &self.desk_times[desk].reserved);
        kept.is_none_or(|kept| !own.is_empty() && !kept.iter().any(|time| time.covers(own)))
    }

    pub(crate) fn move_reason(
        &self,
        ticket: &Ticket,
        new: Option<&Placement>,
        why: &Why,
        now: UnixTime,
    ) -> Reason {
        let old_desk = ticket.placement.as_ref().map(|old| old.desk.clone());
        let Some(new) = new else { return Reason::LostItsPlace };
        let (desk, start) = (new.desk.clone(), new.time.start);
        let sooner = ticket.placement.as_ref().is_none_or(|old| start < old.time.start);
        match (why, old_desk) {
            (Why::Forced { .. } | Why::PlanChanged, _) => Reason::GapChanged { desk, start },
            (Why::Transferred { .. }, _) => Reason::EarliestTime { desk, start },
            _ if sooner => Reason::TimeCameFree { desk, start },
            (Why::BookingCameIn, _) => Reason::BookingCameIn { desk, start },
            (Why::HoldLost, Some(old)) if self.has_lost_time(ticket) => Reason::HoldLost { desk: old },
            (Why::DeskClosed { .. }, Some(old)) if self.has_left(&old) => Reason::DeskClosed { desk: old },
            (Why::ClerkAway { .. }, Some(old)) if self.is_clerk_away(ticket) => {
                Reason::ClerkAway { desk: old }
            }
            (Why::OfficeClosed { .. }, _) if self.is_closed_then(ticket) => Reason::ClosedAtThatTime,
            (Why::Clock, Some(old)) if self.desk_index(&old).is_some_and(|desk| self.overruns(desk, now)) => {
                Reason::CaseOverran { desk: old }
            }
            _ if ticket.promise.is_some_and(|promise| start > promise.latest) => {
                Reason::EarliestTime { desk, start }
            }
            _ => Reason::MadeRoomWithinPromise { desk, start },
        }
    }
}
