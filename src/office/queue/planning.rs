// SPDX-License-Identifier: MPL-2.0
//! From the office to slotting and back: who wants a place now, and where slotting puts them.

use std::collections::BTreeSet;

use crate::capacity::free_time::{DeskTraits, Free, FreeTime, Shape};
use crate::event::{Cause, Event};
use crate::free_text::FreeText;
use crate::names::TicketId;
use crate::office::Office;
use crate::queue::slotting::{Effort, SlotRequest, Slotting};
use crate::ticket::{State, Ticket};
use crate::time::{TimeRange, UnixTime};
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
    /// Its clerk left, or a supervisor closed it.
    DeskClosed {
        note: Option<FreeText>,
    },
    PlanChanged,
    /// A clerk sent the ticket on, knowing what it costs.
    Transferred {
        ticket: TicketId,
        note: Option<FreeText>,
    },
    /// The supervisor's change, which may break promises when forced.
    Forced {
        note: Option<FreeText>,
    },
    /// A special day.
    OfficeClosed {
        note: Option<FreeText>,
    },
    /// A planned absence.
    ClerkAway {
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

    /// What was said when it was done knowing what it costs.
    pub(crate) const fn note(&self) -> Option<&FreeText> {
        match self {
            Self::Forced { note }
            | Self::Transferred { note, .. }
            | Self::OfficeClosed { note }
            | Self::DeskClosed { note }
            | Self::ClerkAway { note } => note.as_ref(),
            Self::TimeFreed | Self::Clock | Self::BookingCameIn | Self::HoldLost | Self::PlanChanged => None,
        }
    }
}

impl Blame<'_> {
    pub(crate) fn of(&self, ticket: TicketIndex) -> &Why {
        if self.lost.contains(&ticket) { &Why::Clock } else { self.why }
    }
}

/// Everybody's request for a place and where slotting put them.
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
        let newcomer_by = newcomer.map(|_| now + self.policy.longest_wait());
        let policy = &self.policy;
        let mut unplaced = BTreeSet::new();
        let (tickets, mut places) = loop {
            let (tickets, mut requests) = self.slot_requests(now, &free, &unplaced);
            for (ticket, request) in tickets.iter().zip(&mut requests) {
                request.latest = request.latest.filter(|_| !lost.contains(ticket));
            }
            requests.extend(newcomer);
            let (free, effort) = (free.clone(), Effort::default());
            let places =
                Slotting { policy, desks: &desks, free, requests: &requests, newcomer_by, effort }.places();
            // Who cannot be placed takes no time from those who can: they are looked at again without them.
            let without = self.claims_without_place(&tickets, &places);
            if self.queue.lines().is_empty() || without.is_subset(&unplaced) {
                break (tickets, places);
            }
            unplaced.extend(without);
        };
        let newcomer = newcomer.and_then(|request| {
            let (desk, start) = places.pop().flatten()?;
            Some(Free { desk, time: TimeRange::new(start, start + request.shape.length) })
        });
        Planned { tickets, places, newcomer }
    }

    fn claims_without_place(
        &self,
        tickets: &[TicketIndex],
        places: &[Option<(DeskIndex, UnixTime)>],
    ) -> BTreeSet<TicketIndex> {
        let pairs = tickets.iter().zip(places).filter(|(_, place)| place.is_none());
        let claims: BTreeSet<TicketIndex> = self.queue.claims().collect();
        pairs.map(|(&ticket, _)| ticket).filter(|ticket| claims.contains(ticket)).collect()
    }

    /// The events that bring everyone's place up to date.
    pub(crate) fn settle(&self, why: &Why, now: UnixTime) -> Vec<Event> {
        self.settle_after(why, &BTreeSet::new(), now)
    }

    /// The same after a command, which is not to blame for promises that were lost before it.
    pub(crate) fn settle_after(&self, why: &Why, lost: &BTreeSet<TicketIndex>, now: UnixTime) -> Vec<Event> {
        if self.queue.is_idle() {
            return Vec::new();
        }
        let doubtful = self.desks_found_empty(now);
        if doubtful.is_empty() {
            self.settle_as_planned(why, lost, now)
        } else {
            self.settle_with_empty_desks(&doubtful, why, lost, now)
        }
    }

    fn settle_as_planned(&self, why: &Why, lost: &BTreeSet<TicketIndex>, now: UnixTime) -> Vec<Event> {
        self.settled(&self.plan_sparing(why, lost, now), why, lost, now)
    }

    /// The plan to settle by: what somebody does must not save a promise that was lost by breaking one that would be
    /// kept.
    fn plan_sparing(&self, why: &Why, lost: &BTreeSet<TicketIndex>, now: UnixTime) -> Planned {
        let planned = self.replan(now, None);
        if why.takes_places() && !lost.is_empty() && !self.late(&planned).is_subset(lost) {
            let spared = self.replan_giving_up(lost, now, None);
            if self.late(&spared).is_subset(lost) {
                return spared;
            }
        }
        planned
    }

    fn settled(
        &self,
        planned: &Planned,
        why: &Why,
        lost: &BTreeSet<TicketIndex>,
        now: UnixTime,
    ) -> Vec<Event> {
        let mut events = self.changes(planned, &Blame { why, lost }, now);
        if why.takes_places() {
            events.extend(self.kept_places_lost(why, now));
        }
        events
    }

    /// The same where desks may be found empty now: first what says so, because others may lose their time there by
    /// it. A desk is not found empty where whoever was to be called there has a place in time after all.
    fn settle_with_empty_desks(
        &self,
        doubtful: &BTreeSet<DeskIndex>,
        why: &Why,
        lost: &BTreeSet<TicketIndex>,
        now: UnixTime,
    ) -> Vec<Event> {
        let found_at = |event: &Event| {
            let Event::PromiseBroken { cause: Cause::NotCalled, desk: Some(desk), .. } = event else {
                return None;
            };
            self.desk_index(desk).filter(|desk| doubtful.contains(desk))
        };
        let mut empty = doubtful.clone();
        loop {
            let mut without = self.clone();
            for &desk in &empty {
                without.desks.note_empty(desk);
            }
            let plan = without.plan_sparing(why, lost, now);
            let mut events = without.settled(&plan, why, lost, now);
            let found: BTreeSet<DeskIndex> =
                events.iter().filter_map(found_at).filter(|desk| empty.contains(desk)).collect();
            if found == empty {
                events.sort_by_key(|event| found_at(event).is_none());
                return events;
            }
            if found.is_empty() {
                // Whoever was to be called at these desks has a place in time elsewhere, and a plan with them must not
                // break a promise there. They may still be opened: nobody's promise is lost for want of them yet.
                let with = self.settle_as_planned(why, lost, now);
                let breaks_there = with.iter().any(|event| found_at(event).is_some());
                return if breaks_there { self.settled(&plan, why, lost, now) } else { with };
            }
            empty = found;
        }
    }

    /// Desks that nobody has opened and where a promise breaks now for want of a call: no time there is promised anew.
    fn desks_found_empty(&self, now: UnixTime) -> BTreeSet<DeskIndex> {
        let breaks = |ticket: &&Ticket| {
            let begun = ticket.placement.as_ref().is_some_and(|place| place.time.start <= now);
            let promise = ticket.promise.filter(|_| begun && matches!(ticket.state, State::Waiting));
            promise.is_some_and(|promise| promise.latest <= now)
        };
        let here = |ticket: &Ticket| self.desk_index(&ticket.placement.as_ref()?.desk);
        let broken = self.queue.claims().map(|index| &self.tickets[index]).filter(breaks).filter_map(here);
        broken.filter(|&desk| self.desks.is_only_expected(desk)).collect()
    }

    /// The promises that have no place in time as things are. They break when their time has come; what is
    /// done meanwhile may still save them.
    pub(crate) fn lost_promises(&self, now: UnixTime) -> BTreeSet<TicketIndex> {
        if self.queue.claims().next().is_none() {
            return BTreeSet::new();
        }
        self.late(&self.replan(now, None))
    }

    /// The same before a command does this. Whoever is sent on from a place ahead in time loses it by that alone,
    /// however many others a plan has no place for.
    pub(crate) fn lost_before(&self, events: &[Event], now: UnixTime) -> BTreeSet<TicketIndex> {
        let mut lost = self.lost_promises(now);
        let sent_on = events.iter().filter_map(|event| {
            let Event::TicketTransferred { ticket, .. } = event else { return None };
            self.tickets.index_of(*ticket)
        });
        for index in sent_on.filter(|&index| self.has_place_ahead(index, now)) {
            lost.remove(&index);
        }
        lost
    }

    fn has_place_ahead(&self, index: TicketIndex, now: UnixTime) -> bool {
        let ticket = &self.tickets[index];
        let place = ticket.placement.as_ref().zip(ticket.promise);
        place.is_some_and(|(place, promise)| now < place.time.start && place.time.start <= promise.latest)
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

    /// Who wants a place: all claims, and of each line as many as the time left over could hold before their wait
    /// would be too long. Claims that cannot be placed leave their time over.
    pub(crate) fn slot_requests(
        &self,
        now: UnixTime,
        free: &FreeTime,
        unplaced: &BTreeSet<TicketIndex>,
    ) -> (Vec<TicketIndex>, Vec<SlotRequest>) {
        let horizon = now + self.policy.longest_wait();
        let mut tickets: Vec<TicketIndex> = self.queue.claims().collect();
        let mut requests: Vec<SlotRequest> =
            tickets.iter().map(|&index| self.slot_request(index, now, None)).collect();
        let placed = tickets.iter().zip(&requests).filter(|(ticket, _)| !unplaced.contains(ticket));
        let claimed = placed.map(|(_, request)| request.shape.length);
        let spare = claimed.fold(free.total().as_seconds(), |left, length| left - length.as_seconds());
        for (kind, line) in self.queue.lines().each() {
            let spare = usize::try_from(spare / kind.expected.as_seconds().max(1)).unwrap_or(0);
            let most = spare.min(free.starts_by(horizon, kind.expected));
            for (place, (_, _, index)) in line.take(most).enumerate() {
                tickets.push(index);
                requests
                    .push(SlotRequest { behind: place > 0, ..self.slot_request(index, now, Some(horizon)) });
            }
        }
        (tickets, requests)
    }

    fn slot_request(&self, index: TicketIndex, now: UnixTime, not_after: Option<UnixTime>) -> SlotRequest {
        let ticket = &self.tickets[index];
        let mut shape = self.shape(ticket);
        let over = ticket.promise.is_none_or(|promise| promise.latest <= now);
        shape.holds = shape.holds.filter(|held| !(over && self.desks[held.desk].stayed_empty));
        SlotRequest {
            claim: self.claim(index),
            shape,
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
            not_before: ticket
                .away_until
                .map_or(ticket.waiting_since, |until| ticket.waiting_since.max(until)),
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
        let promised = || self.queue.claims().filter(|&index| Some(index) != without);
        let requests: Vec<SlotRequest> =
            promised().map(|index| self.slot_request(index, now, None)).collect();
        let mut free = self.free_time(now);
        if let Some((desk, until)) = occupied {
            free.occupy(desk, until.ceil_minute());
        }
        let slotting = Slotting {
            policy: &self.policy,
            desks,
            free,
            requests: &requests,
            newcomer_by: None,
            effort: Effort::default(),
        };
        let tickets: Vec<TicketIndex> = promised().collect();
        slotting.hopeless().into_iter().map(|request| tickets[request]).collect()
    }
}
