// SPDX-License-Identifier: MPL-2.0
//! Check-in: a number, a place, a promise and the reasons, or an honest no with what there is instead.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::command::{CheckIn, IfFull};
use crate::decide::Decision;
use crate::event::Event;
use crate::idempotency::Subject;
use crate::lengths::Lengths;
use crate::names::{ErrandId, Secret, TicketId};
use crate::office::Office;
use crate::priority::Claim;
use crate::queue::planning::{Blame, Why};
use crate::queue::slotting::SlotRequest;
use crate::reason::Reason;
use crate::refusal::{Offer, Refusal};
use crate::setup::{Features, Identification};
use crate::ticket::{Language, Placement, Promise, State, Ticket, Urgency, Visit};
use crate::time::{TimeRange, UnixTime};

impl Office {
    pub(crate) fn decide_check_in(&self, check_in: &CheckIn, now: UnixTime) -> Result<Decision, Refusal> {
        let visit = self.visit(check_in)?;
        if self.day.ended() || !self.is_open(now) {
            return Err(Refusal::OfficeClosed);
        }
        let ticket = self.new_ticket(check_in, visit, now);
        let planned = self.replan(now, Some(self.newcomer(&ticket)));
        let place = planned.newcomer.map(|new| self.placement(new.desk, new.time.start, &ticket));
        let in_time = |place: &Placement| place.time.start - now <= self.policy.longest_wait();
        match place {
            Some(place) if in_time(&place) => {
                let reasons = self.place_reasons(&ticket, &place, now);
                let moved_up = Blame { why: &Why::TimeFreed, lost: &BTreeSet::new() };
                let moves = self.changes(&planned, &moved_up, now);
                Ok(self.placed(ticket, place, reasons, moves))
            }
            later => self.decide_when_full(check_in.if_full, ticket, later, &planned, now),
        }
    }

    /// The window that somebody would be told who checked in now with this errand and their papers: of the first time
    /// of today that is left, also where it is further away than the longest acceptable wait.
    pub(crate) fn next_window(&self, errand: &ErrandId, now: UnixTime) -> Option<Promise> {
        let check_in = CheckIn {
            ticket: TicketId(Uuid::nil()),
            secret: Secret(Uuid::nil()),
            errand: errand.clone(),
            identification: Identification::Photo,
            needs: Features::NONE,
            language: Language::Da,
            urgency: Urgency::Ordinary,
            companion: None,
            witness_on: Vec::new(),
            if_full: IfFull::Ask,
        };
        let ticket = self.new_ticket(&check_in, self.visit(&check_in).ok()?, now);
        let place = self.replan(now, Some(self.newcomer(&ticket))).newcomer?;
        Some(Promise::for_start(place.time.start, self.policy.promise_width()))
    }

    fn decide_when_full(
        &self,
        if_full: IfFull,
        ticket: Ticket,
        later: Option<Placement>,
        planned: &crate::queue::planning::Planned,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        match if_full {
            IfFull::Standby => Ok(checked_in(Ticket {
                standby: true,
                reasons: vec![Reason::ChoseStandby, self.no_time_today()],
                ..ticket
            })),
            IfFull::LaterToday if later.is_some() => {
                let moved_up = Blame { why: &Why::TimeFreed, lost: &BTreeSet::new() };
                let moves = self.changes(planned, &moved_up, now);
                let place = later.into_iter().next();
                Ok(place.map_or_else(
                    || Decision::nothing(Vec::new()),
                    |place| {
                        let reasons = vec![Reason::ChoseLaterToday { start: place.time.start }];
                        self.placed(ticket, place, reasons, moves)
                    },
                ))
            }
            IfFull::NextDay => match self.place_on_next_day(&ticket) {
                Some((date, placement)) => {
                    let start = placement.time.start;
                    Ok(checked_in(Ticket {
                        kept_for: Some(date),
                        promise: Some(Promise::for_start(start, self.policy.promise_width())),
                        placement: Some(placement),
                        reasons: vec![Reason::ChoseNextDay { start }, self.no_time_today()],
                        ..ticket
                    }))
                }
                None => Err(self.no_time(&ticket, later)),
            },
            IfFull::Ask | IfFull::LaterToday => Err(self.no_time(&ticket, later)),
        }
    }

    fn placed(&self, ticket: Ticket, place: Placement, reasons: Vec<Reason>, moves: Vec<Event>) -> Decision {
        let promise = Promise::for_start(place.time.start, self.policy.promise_width());
        let mut decision =
            checked_in(Ticket { placement: Some(place), promise: Some(promise), reasons, ..ticket });
        decision.events.extend(moves);
        decision
    }

    /// Rule 6: no start within the longest acceptable wait, and what there is instead.
    pub(crate) fn no_time(&self, ticket: &Ticket, later: Option<Placement>) -> Refusal {
        let width = self.policy.promise_width();
        let mut offers = Vec::with_capacity(3);
        offers.extend(later.map(|placement| {
            let latest = placement.time.start + width;
            Offer::LaterToday { placement, latest }
        }));
        offers.push(Offer::Standby);
        offers.extend(self.place_on_next_day(ticket).map(|(_, placement)| {
            let latest = placement.time.start + width;
            Offer::NextDay { placement, latest }
        }));
        Refusal::NoTimeToday { reasons: vec![self.no_time_today()], offers }
    }

    fn no_time_today(&self) -> Reason {
        Reason::NoTimeToday { longest_wait_minutes: self.policy.longest_wait().as_minutes() }
    }

    fn visit(&self, check_in: &CheckIn) -> Result<Visit, Refusal> {
        let errand = self
            .setup
            .errand(&check_in.errand)
            .ok_or_else(|| Refusal::UnknownErrand(check_in.errand.clone()))?;
        let (_, asked_by_errand) = errand.expected(check_in.identification);
        let length = self.planned_length(errand, check_in.identification, check_in.needs);
        let visit = Visit {
            errand: errand.id.clone(),
            identification: check_in.identification,
            features: check_in.needs.union(asked_by_errand),
            needs: check_in.needs,
            language: check_in.language,
            urgency: check_in.urgency,
            expected: length.expected,
            likely: length.likely,
            companion: check_in.companion.clone(),
            witness_on: check_in.witness_on.clone(),
        };
        self.someone_offers(visit.features)?;
        Ok(visit)
    }

    /// The same visit with another errand: its length and what the desk must offer change with it.
    pub(crate) fn visit_with_errand(&self, visit: Visit, errand: &ErrandId) -> Result<Visit, Refusal> {
        let errand = self.setup.errand(errand).ok_or_else(|| Refusal::UnknownErrand(errand.clone()))?;
        let (_, asked_by_errand) = errand.expected(visit.identification);
        let Lengths { expected, likely } = self.planned_length(errand, visit.identification, visit.needs);
        let features = visit.needs.union(asked_by_errand);
        self.someone_offers(features)?;
        Ok(Visit { errand: errand.id.clone(), features, expected, likely, ..visit })
    }

    fn someone_offers(&self, features: Features) -> Result<(), Refusal> {
        let offered = self.setup.desks.iter().any(|desk| desk.features.covers(features));
        if offered { Ok(()) } else { Err(Refusal::NoDeskOffersThis) }
    }

    fn new_ticket(&self, check_in: &CheckIn, visit: Visit, now: UnixTime) -> Ticket {
        Ticket {
            id: check_in.ticket,
            number: self.tickets.next_number(),
            secret: check_in.secret,
            visit,
            waiting_since: now,
            checked_in_at: now,
            state: State::Waiting,
            placement: None,
            promise: None,
            window: None,
            told_before: None,
            broken_by: None,
            standby: false,
            kept_for: None,
            only_at: None,
            first_called_at: None,
            promised_call: None,
            broken_promises: 0,
            reasons: Vec::new(),
            before_call: None,
            away_until: None,
        }
    }

    fn newcomer(&self, ticket: &Ticket) -> SlotRequest {
        let claim = Claim {
            number: ticket.number,
            urgency: ticket.visit.urgency,
            waiting_since: ticket.waiting_since,
            promise_broken: false,
        };
        SlotRequest { claim, shape: self.shape(ticket), latest: None, not_after: None, behind: false }
    }

    pub(crate) fn placement(&self, desk: usize, start: UnixTime, ticket: &Ticket) -> Placement {
        let time = TimeRange::new(start, start + ticket.visit.expected);
        Placement { desk: self.desks[desk].id.clone(), time }
    }

    /// Why this place: the earliest there is, or whose place comes before it.
    fn place_reasons(&self, ticket: &Ticket, place: &Placement, now: UnixTime) -> Vec<Reason> {
        let traits = self.desk_traits(now);
        let free = self.free_time(now);
        let alone = free
            .earliest(&self.shape(ticket), &traits)
            .map(|(piece, start)| (free.pieces()[piece].desk, start));
        let mut reasons = vec![match alone {
            Some((desk, start)) if start < place.time.start => self.passed_by(ticket, desk, start, place),
            _ => Reason::EarliestTime { desk: place.desk.clone(), start: place.time.start },
        }];
        if self.setup.desks.iter().any(|desk| !desk.features.covers(ticket.visit.features)) {
            reasons.extend(
                ticket.visit.features.iter().next().map(|feature| Reason::NeedsDeskFeature { feature }),
            );
        }
        if ticket.visit.identification != Identification::Photo {
            reasons.push(Reason::LongerWithoutPhoto { minutes: ticket.visit.expected.as_minutes() });
        }
        reasons
    }

    /// Whose place or promise comes before a newcomer's, that would otherwise start earlier at `desk`.
    fn passed_by(&self, ticket: &Ticket, desk: usize, start: UnixTime, place: &Placement) -> Reason {
        let wanted = TimeRange::new(start, place.time.start);
        let before = |other: &Ticket| {
            other.placement.as_ref().is_some_and(|placed| {
                placed.desk == self.desks[desk].id
                    && placed.time.start < place.time.start
                    && placed.time.overlaps(wanted)
            })
        };
        let rank = |of: Claim, at: UnixTime| of.rank(&self.policy, at);
        let mine = self.newcomer(ticket).claim;
        let protected = self
            .queue
            .claimants()
            .iter()
            .map(|&index| (index, &self.tickets[index]))
            .filter(|(_, other)| before(other))
            .filter_map(|(index, other)| {
                Some((index, other, other.placement.as_ref()?.time.start, other.promise?))
            })
            .filter(|(index, _, start, _)| rank(mine, *start) > rank(self.claim(*index), *start))
            .max_by_key(|(_, _, start, _)| *start);
        match protected {
            Some((_, other, _, promise)) => {
                Reason::OtherPromiseKept { number: other.number, latest: promise.latest }
            }
            None => Reason::TimeWentToEarlierTicket { desk: self.desks[desk].id.clone() },
        }
    }
}

fn checked_in(ticket: Ticket) -> Decision {
    Decision {
        subject: Subject::Ticket(ticket.id),
        events: vec![Event::TicketCheckedIn(Box::new(ticket))],
        settle: None,
    }
}
