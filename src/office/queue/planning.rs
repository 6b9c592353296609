// SPDX-License-Identifier: MPL-2.0
//! From the office to slotting and back: who wants a place now, and which events say what changed. A
//! promise gets later only here, and only where the world left no place for it (rule 2).

use std::collections::BTreeSet;

use crate::capacity::free_time::{DeskTraits, Free, FreeTime, Shape};
use crate::event::{Cause, Event};
use crate::free_text::FreeText;
use crate::office::Office;
use crate::queue::slotting::{SlotRequest, Slotting};
use crate::reason::Reason;
use crate::ticket::{Placement, Promise, Ticket};
use crate::time::{Length, TimeRange, UnixTime};
use crate::visits::desks::DeskIndex;
use crate::visits::tickets::TicketIndex;

/// What made it necessary to place tickets anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Somebody was called, left, or was done: time may have come free.
    TimeFreed,
    /// Time went by.
    Clock,
    BookingCameIn,
    /// The appointment system no longer keeps it free.
    HoldLost,
    DeskClosed,
    PlanChanged,
    /// The supervisor's change, which may break promises when forced.
    Forced {
        note: Option<FreeText>,
    },
}

/// What is to blame for a promise that breaks: what was done, or for these only the time that went by.
pub(crate) struct Blame<'a> {
    pub why: &'a Why,
    pub lost: &'a BTreeSet<TicketIndex>,
}

impl Why {
    /// Whether it may take a place for good. Time alone may still give it back until the promise runs out.
    pub(crate) const fn takes_places(&self) -> bool {
        !matches!(self, Self::TimeFreed | Self::Clock)
    }
}

impl Blame<'_> {
    fn of(&self, ticket: TicketIndex) -> &Why {
        if self.lost.contains(&ticket) { &Why::Clock } else { self.why }
    }
}

/// Everybody's wish for a place and where slotting put them.
pub(crate) struct Planned {
    pub tickets: Vec<TicketIndex>,
    pub places: Vec<Option<(DeskIndex, UnixTime)>>,
    /// The newcomer's place, when there is one.
    pub newcomer: Option<Free>,
}

impl Office {
    /// Places everyone who waits, and a newcomer if there is one, as if for the first time.
    pub(crate) fn replan(&self, now: UnixTime, newcomer: Option<SlotRequest>) -> Planned {
        self.replan_giving_up(&BTreeSet::new(), now, newcomer)
    }

    /// The same, with some promises taken for lost: nobody else makes room for them.
    fn replan_giving_up(
        &self,
        lost: &BTreeSet<TicketIndex>,
        now: UnixTime,
        newcomer: Option<SlotRequest>,
    ) -> Planned {
        let desks = self.desk_traits(now);
        let free = self.free_time(now);
        let (tickets, mut wishes) = self.wishes(now, &free);
        for (ticket, wish) in tickets.iter().zip(&mut wishes) {
            wish.latest = wish.latest.filter(|_| !lost.contains(ticket));
        }
        wishes.extend(newcomer);
        let newcomer_by = newcomer.map(|_| now + self.policy.longest_wait());
        let policy = &self.policy;
        let mut places = Slotting { policy, desks: &desks, free, wishes: &wishes, newcomer_by }.places();
        let newcomer = newcomer.and_then(|wish| {
            let (desk, start) = places.pop().flatten()?;
            Some(Free { desk, time: TimeRange::new(start, start + wish.shape.length) })
        });
        Planned { tickets, places, newcomer }
    }

    /// The events that bring everyone's place up to date.
    pub(crate) fn settle(&self, why: &Why, now: UnixTime) -> Vec<Event> {
        self.settle_after(why, &BTreeSet::new(), now)
    }

    /// The same after a command, which is not to blame for promises that were lost before it.
    pub(crate) fn settle_after(&self, why: &Why, lost: &BTreeSet<TicketIndex>, now: UnixTime) -> Vec<Event> {
        if self.waiting() == 0 {
            return Vec::new();
        }
        let mut planned = self.replan(now, None);
        // What somebody does must not save a promise that was lost by breaking one that would be kept.
        if why.takes_places() && !lost.is_empty() && !self.late(&planned).is_subset(lost) {
            let spared = self.replan_giving_up(lost, now, None);
            if self.late(&spared).is_subset(lost) {
                planned = spared;
            }
        }
        self.changes(&planned, &Blame { why, lost }, now)
    }

    /// The promises that have no place in time as things are. They break when their time has come; what is
    /// done meanwhile may still save them.
    pub(crate) fn lost_promises(&self, now: UnixTime) -> BTreeSet<TicketIndex> {
        if self.queue.claimants().is_empty() {
            return BTreeSet::new();
        }
        self.late(&self.replan(now, None))
    }

    /// Whose promise a plan has no place in time for.
    fn late(&self, planned: &Planned) -> BTreeSet<TicketIndex> {
        let late = |&(index, place): &(TicketIndex, Option<(DeskIndex, UnixTime)>)| {
            let promise = self.tickets[index].promise;
            promise.is_some_and(|promise| place.is_none_or(|(_, start)| start > promise.latest))
        };
        let pairs = planned.tickets.iter().copied().zip(planned.places.iter().copied());
        pairs.filter(late).map(|(index, _)| index).collect()
    }

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
            (0..anew.len()).filter(|&wish| !anew[wish] && self.runs_late(planned, wish)).collect();
        in_turn.sort_by_key(|&wish| planned.places[wish].map(|(_, start)| start));
        for wish in in_turn {
            anew[wish] = self.is_passed(planned, wish, &anew);
        }
        anew
    }

    /// Whether a place begins later than it was told.
    fn runs_late(&self, planned: &Planned, wish: usize) -> bool {
        let told = self.tickets[planned.tickets[wish]].placement.as_ref();
        told.zip(planned.places[wish]).is_some_and(|(told, (_, start))| start > told.time.start)
    }

    /// Whether somebody who was not ahead before now goes first in what was this ticket's place.
    fn is_passed(&self, planned: &Planned, wish: usize, anew: &[bool]) -> bool {
        let told = self.tickets[planned.tickets[wish]].placement.as_ref();
        let Some((told, (desk, start))) = told.zip(planned.places[wish]) else { return false };
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
            (None, None) => !is_overdue(ticket, now),
            (Some(old), Some((desk, start))) => {
                let slipped = start - old.time.start;
                let too_late = ticket.promise.is_some_and(|promise| start > promise.latest);
                let kept = TimeRange::new(old.time.start, old.time.end - self.policy.slack());
                let booked = self.todays_bookings(desk).any(|booking| booking.overlaps(kept));
                // What has gone by of it nobody needs to confirm any more.
                let ahead = TimeRange::new(kept.start.max(now), kept.end);
                old.desk == self.desks[desk].id
                    && !booked
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
            if why.takes_places() || promise.latest <= now {
                return Some(self.broken(ticket, promise, placement, why, now));
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

    fn broken(
        &self,
        ticket: &Ticket,
        broken: Promise,
        placement: Option<Placement>,
        why: &Why,
        now: UnixTime,
    ) -> Event {
        let old_desk = ticket.placement.as_ref().and_then(|old| self.desk_index(&old.desk));
        let cause = match why {
            Why::DeskClosed => Cause::DeskClosed,
            Why::BookingCameIn => Cause::BookingCameIn,
            Why::HoldLost => Cause::HoldLost,
            Why::PlanChanged => Cause::PlanChanged,
            Why::Forced { .. } => Cause::SupervisorForced,
            Why::TimeFreed | Why::Clock => {
                if old_desk.is_some_and(|desk| self.overruns(desk, now)) {
                    Cause::Overrun
                } else {
                    Cause::NotCalled
                }
            }
        };
        let desk = old_desk.map(|desk| self.desks[desk].id.clone());
        let width = self.policy.promise_width();
        let promise = placement.as_ref().map(|placement| Promise::for_start(placement.time.start, width));
        let reason = match (cause, desk.clone()) {
            (Cause::Overrun, Some(desk)) => Reason::CaseOverran { desk },
            (Cause::DeskClosed, Some(desk)) => Reason::DeskClosed { desk },
            (Cause::BookingCameIn, Some(desk)) => Reason::BookingCameIn { desk, start: broken.earliest },
            (Cause::HoldLost, Some(desk)) => Reason::HoldLost { desk },
            (Cause::SupervisorForced, _) => Reason::SupervisorForced,
            (Cause::PlanChanged, _) => Reason::PlanChanged,
            _ => Reason::LostItsPlace,
        };
        let note = if let Why::Forced { note } = why { note.clone() } else { None };
        Event::PromiseBroken {
            ticket: ticket.id,
            broken,
            cause,
            desk,
            placement,
            promise,
            reasons: vec![reason],
            note,
        }
    }

    fn move_reason(&self, ticket: &Ticket, new: Option<&Placement>, why: &Why, now: UnixTime) -> Reason {
        let old_desk = ticket.placement.as_ref().map(|old| old.desk.clone());
        let Some(new) = new else { return Reason::LostItsPlace };
        let (desk, start) = (new.desk.clone(), new.time.start);
        let sooner = ticket.placement.as_ref().is_none_or(|old| start < old.time.start);
        match (why, old_desk) {
            (Why::Forced { .. } | Why::PlanChanged, _) => Reason::GapChanged { desk, start },
            _ if sooner => Reason::TimeCameFree { desk, start },
            (Why::BookingCameIn, _) => Reason::BookingCameIn { desk, start },
            (Why::HoldLost, Some(old)) => Reason::HoldLost { desk: old },
            (Why::DeskClosed, Some(old)) => Reason::DeskClosed { desk: old },
            (Why::Clock, Some(old)) if self.desk_index(&old).is_some_and(|desk| self.overruns(desk, now)) => {
                Reason::CaseOverran { desk: old }
            }
            _ => Reason::MadeRoomWithinPromise { desk, start },
        }
    }

    /// Who wants a place: all claimants, and of each line as many as the time left over could hold before
    /// their wait would be too long.
    pub(crate) fn wishes(&self, now: UnixTime, free: &FreeTime) -> (Vec<TicketIndex>, Vec<SlotRequest>) {
        let horizon = now + self.policy.longest_wait();
        let mut tickets: Vec<TicketIndex> = self.queue.claimants().iter().copied().collect();
        let mut wishes: Vec<SlotRequest> = tickets.iter().map(|&index| self.wish(index, None)).collect();
        let claimed = wishes.iter().map(|wish| wish.shape.length);
        let spare = claimed.fold(free.total().as_seconds(), |left, length| left - length.as_seconds());
        for (kind, line) in self.queue.lines().each() {
            let spare = usize::try_from(spare / kind.expected.as_seconds().max(1)).unwrap_or(0);
            let most = spare.min(free.starts_by(horizon, kind.expected));
            for (place, (_, _, index)) in line.take(most).enumerate() {
                tickets.push(index);
                wishes.push(SlotRequest { behind: place > 0, ..self.wish(index, Some(horizon)) });
            }
        }
        (tickets, wishes)
    }

    fn wish(&self, index: TicketIndex, not_after: Option<UnixTime>) -> SlotRequest {
        let ticket = &self.tickets[index];
        SlotRequest {
            claim: self.claim(index),
            shape: self.shape(ticket),
            latest: ticket.promise.map(|promise| promise.latest),
            not_after,
            behind: false,
        }
    }

    pub(crate) fn shape(&self, ticket: &Ticket) -> Shape {
        let holds = ticket
            .placement
            .as_ref()
            .and_then(|place| self.desk_index(&place.desk).map(|desk| Free { desk, time: place.time }));
        Shape {
            length: ticket.visit.expected,
            features: ticket.visit.features,
            only_at: ticket.only_at.as_ref().and_then(|desk| self.desk_index(desk)),
            not_before: ticket.waiting_since,
            holds,
            slack: self.policy.slack(),
        }
    }

    /// The promises that would find no place if a desk were taken until a moment and one ticket were gone.
    pub(crate) fn promises_failing(
        &self,
        now: UnixTime,
        desks: &[DeskTraits],
        occupied: Option<(DeskIndex, UnixTime)>,
        without: Option<TicketIndex>,
    ) -> Vec<TicketIndex> {
        let promised = || self.queue.claimants().iter().copied().filter(|&index| Some(index) != without);
        let wishes: Vec<SlotRequest> = promised().map(|index| self.wish(index, None)).collect();
        let mut free = self.free_time(now);
        if let Some((desk, until)) = occupied {
            free.occupy(desk, until.ceil_minute());
        }
        let slotting = Slotting { policy: &self.policy, desks, free, wishes: &wishes, newcomer_by: None };
        let tickets: Vec<TicketIndex> = promised().collect();
        slotting.hopeless().into_iter().map(|wish| tickets[wish]).collect()
    }
}

fn is_overdue(ticket: &Ticket, now: UnixTime) -> bool {
    ticket.promise.is_some_and(|promise| promise.latest <= now)
}
