// SPDX-License-Identifier: MPL-2.0
//! Call next: whom a free desk asks for, and why not another. First the ticket whose promise would break by waiting
//! any longer, then the highest accumulated priority that fits and breaks nobody's promise, else nobody.

use std::cell::OnceCell;

use crate::capacity::free_time::DeskTraits;
use crate::names::DeskId;
use crate::office::Office;
use crate::priority::{Rank, whose_turn};
use crate::reason::Reason;
use crate::ticket::Ticket;
use crate::time::{Length, TimeRange, UnixTime};
use crate::visits::desks::DeskIndex;
use crate::visits::tickets::TicketIndex;

/// Whom to call and why, or why nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Call { ticket: TicketIndex, reasons: Vec<Reason> },
    NobodyWaits,
    NobodyFits { reasons: Vec<Reason> },
}

/// As many tickets passed over as a clerk would read about.
const MOST_PASSED_OVER: usize = 3;

/// One look at the queue from a desk.
struct FromDesk<'a> {
    office: &'a Office,
    desk: DeskIndex,
    now: UnixTime,
    traits: Vec<DeskTraits>,
    next_booking: Option<UnixTime>,
    service_ends: Option<UnixTime>,
    /// Promises that cannot be kept whoever is called; asked for only where a call seems to break one.
    lost: OnceCell<Vec<TicketIndex>>,
}

impl Office {
    /// Whom «call next» would call at a desk now.
    pub(crate) fn choose_next(&self, desk: DeskIndex, now: UnixTime) -> Choice {
        if self.queue.is_idle() {
            return Choice::NobodyWaits;
        }
        if let Some(until) = self.booked_until(desk, now) {
            return Choice::NobodyFits { reasons: vec![Reason::BookingUnderWay { until }] };
        }
        FromDesk::new(self, desk, now).choose()
    }

    /// Why a chosen ticket should not be called at a desk now, if it should not.
    pub(crate) fn objection(&self, index: TicketIndex, desk: DeskIndex, now: UnixTime) -> Option<Reason> {
        if let Some(until) = self.booked_until(desk, now) {
            return Some(Reason::BookingUnderWay { until });
        }
        let from = FromDesk::new(self, desk, now);
        from.needs_confirmed_time(index)
            .or_else(|| from.needs_more_time(index))
            .or_else(|| from.broken_by(index).first().map(|&other| from.would_break(other)))
    }

    /// Which tickets a desk could serve now, whoever else waits.
    pub(crate) fn fits_at(&self, desk: DeskIndex, now: UnixTime) -> impl Fn(TicketIndex) -> bool {
        let from = FromDesk::new(self, desk, now);
        move |index| from.misfit(index).is_none()
    }

    /// What a clerk who calls this ticket should know about the booking or the closing time that follows.
    pub(crate) fn what_follows(&self, ticket: &Ticket, desk: DeskIndex, now: UnixTime) -> Option<Reason> {
        let likely_minutes = ticket.visit.likely.as_minutes();
        let closes = self.service_ends_at(desk, now).filter(|_| !self.day.ended());
        match self.next_booking(desk, now).filter(|&booking| closes.is_none_or(|closes| booking <= closes)) {
            Some(booking) if ticket.visit.likely > booking - now => {
                Some(Reason::TightBeforeBooking { likely_minutes, booking })
            }
            Some(booking) => {
                Some(Reason::FitsBeforeBooking { minutes: ticket.visit.expected.as_minutes(), booking })
            }
            None => closes
                .filter(|&closes| ticket.visit.likely > closes - now)
                .map(|closes| Reason::TightBeforeClosing { likely_minutes, closes }),
        }
    }

    /// The desk alone that a ticket may be called to. Nobody is kept waiting by a clerk who is away.
    pub(crate) fn tied_to<'t>(&self, ticket: &'t Ticket, now: UnixTime) -> Option<&'t DeskId> {
        ticket.only_at.as_ref().filter(|desk| !self.clerk_is_away(desk, now))
    }

    /// What a ticket needs and a desk cannot give, if there is something.
    pub(crate) fn lacks(&self, index: TicketIndex, desk: DeskIndex, now: UnixTime) -> Option<Reason> {
        let ticket = &self.tickets[index];
        let number = ticket.number;
        if let Some(only) = self.tied_to(ticket, now).filter(|&only| *only != self.desks[desk].id) {
            return Some(Reason::WaitsForOtherDesk { number, desk: only.clone() });
        }
        let lacking = self.setup.desks[desk].features.lacking(ticket.visit.features);
        lacking.iter().next().map(|feature| Reason::NeedsOtherDesk { number, feature })
    }
}

impl<'a> FromDesk<'a> {
    fn new(office: &'a Office, desk: DeskIndex, now: UnixTime) -> Self {
        let traits = office.desk_traits(now);
        let next_booking = office.next_booking(desk, now);
        let service_ends = office.service_ends_at(desk, now);
        Self { office, desk, now, traits, next_booking, service_ends, lost: OnceCell::new() }
    }

    fn choose(&self) -> Choice {
        if let Some(ticket) = self.at_risk() {
            let mut reasons = vec![Reason::PromiseAtRisk { latest: self.latest(ticket) }];
            reasons.extend(self.what_follows(ticket));
            return Choice::Call { ticket, reasons };
        }
        let mut order = self.in_order();
        let (mut passed, mut ends_late) = (Vec::new(), None);
        while let Some(best) = whose_turn(&order) {
            let (rank, index) = order.swap_remove(best);
            let broken = || self.broken_by(index).first().map(|&other| self.would_break(other));
            if let Some(reason) = self.misfit(index).or_else(broken) {
                // Several who are passed may be so for the same promise.
                if !passed.contains(&reason) {
                    passed.push(reason);
                }
            } else if self.ends_after_closing(index) {
                ends_late = ends_late.or(Some((index, rank)));
            } else {
                return self.call(index, rank, passed);
            }
        }
        if let Some((index, rank)) = ends_late {
            return self.call(index, rank, passed);
        }
        passed.truncate(MOST_PASSED_OVER);
        if passed.is_empty() { Choice::NobodyWaits } else { Choice::NobodyFits { reasons: passed } }
    }

    /// Of the promises that break if the desk waits any longer, the one due first that can be called here without
    /// breaking another.
    fn at_risk(&self) -> Option<TicketIndex> {
        let office = self.office;
        let next = (self.now + Length::seconds(1)).ceil_minute();
        let here = &office.desks[self.desk].id;
        let begins_now = |index: TicketIndex| {
            let place = office.tickets[index].placement.as_ref();
            place.is_some_and(|place| place.desk == *here && place.time.start < next)
        };
        if !office.queue.claims().any(begins_now) {
            return None;
        }
        let failing = office.promises_failing(self.now, &self.traits, Some((self.desk, next)), None);
        let mut at_risk: Vec<TicketIndex> = failing
            .into_iter()
            .filter(|index| !self.is_lost(*index) && office.queue.claimants().contains(index))
            .filter(|&index| office.tickets[index].is_expected(self.now) && self.misfit(index).is_none())
            .collect();
        at_risk.sort_by_key(|&index| (self.latest(index), office.tickets[index].number));
        at_risk.into_iter().find(|&index| self.broken_by(index).is_empty())
    }

    fn is_lost(&self, index: TicketIndex) -> bool {
        let lost = || self.office.promises_failing(self.now, &self.traits, None, None);
        self.lost.get_or_init(lost).contains(&index)
    }

    fn ends_after_closing(&self, index: TicketIndex) -> bool {
        let expected = self.office.tickets[index].visit.expected;
        self.service_ends.is_some_and(|ends| self.now + expected > ends)
    }

    fn what_follows(&self, index: TicketIndex) -> Option<Reason> {
        self.office.what_follows(&self.office.tickets[index], self.desk, self.now)
    }

    /// Claimants and the head of each line, each with its rank now. The rest of a line fits where its head does.
    fn in_order(&self) -> Vec<(Rank, TicketIndex)> {
        let heads = self.office.queue.lines().heads().map(|(_, (_, _, index))| index);
        let all = self.office.queue.claimants().iter().copied().chain(heads);
        all.filter(|&index| self.office.tickets[index].is_expected(self.now))
            .map(|index| (self.office.claim(index).rank(&self.office.policy, self.now), index))
            .collect()
    }

    fn call(&self, index: TicketIndex, rank: Rank, mut passed: Vec<Reason>) -> Choice {
        let ticket = &self.office.tickets[index];
        let minutes = (self.now - ticket.waiting_since).as_minutes();
        let only_one = self.office.queue.claimants().len() + self.office.queue.lines().len() == 1;
        let first = if ticket.broken_promises > 0 {
            Reason::PromiseWasBroken { latest: ticket.broken_by.unwrap_or_else(|| self.latest(index)) }
        } else if ticket.only_at.as_ref() == Some(&self.office.desks[self.desk].id) {
            Reason::TransferredHere
        } else if rank.is_beyond_longest_wait() {
            Reason::BeyondLongestWait { minutes }
        } else if only_one || self.has_waited_longest(ticket) {
            Reason::WaitedLongest { minutes }
        } else {
            Reason::HigherPriority { minutes }
        };
        passed.truncate(MOST_PASSED_OVER);
        let mut reasons = vec![first];
        reasons.extend(self.what_follows(index));
        reasons.append(&mut passed);
        Choice::Call { ticket: index, reasons }
    }

    fn has_waited_longest(&self, ticket: &Ticket) -> bool {
        self.office.longest_wait_since().is_none_or(|since| ticket.waiting_since <= since)
    }

    /// Why a ticket does not fit this desk now, if it does not.
    fn misfit(&self, index: TicketIndex) -> Option<Reason> {
        let lacks = self.office.lacks(index, self.desk, self.now);
        lacks.or_else(|| self.needs_confirmed_time(index)).or_else(|| self.needs_more_time(index))
    }

    /// Whether it would be served in lent time that may have been booked again, and has no place in it.
    fn needs_confirmed_time(&self, index: TicketIndex) -> Option<Reason> {
        let in_doubt = &self.traits[self.desk].in_doubt;
        let lost = self.office.diary_lost().filter(|_| !in_doubt.is_empty())?;
        let ticket = &self.office.tickets[index];
        let time = TimeRange::new(self.now, self.now + ticket.visit.expected - self.slack_of(ticket));
        let shape = self.office.shape(ticket);
        shape.barred(self.desk, in_doubt).any(|barred| barred.overlaps(time)).then(|| {
            Reason::FreedTimeUnconfirmed {
                desk: self.office.desks[self.desk].id.clone(),
                known_at: lost.last_known(),
            }
        })
    }

    /// Whether the next booking comes before its expected end.
    fn needs_more_time(&self, index: TicketIndex) -> Option<Reason> {
        let ticket = &self.office.tickets[index];
        let number = ticket.number;
        let room = self.next_booking? - self.now;
        (ticket.visit.expected > room + self.slack_of(ticket)).then(|| Reason::NeedsMoreTime {
            number,
            minutes: ticket.visit.expected.as_minutes(),
            available_minutes: room.as_seconds() / 60,
        })
    }

    fn slack_of(&self, ticket: &Ticket) -> Length {
        if self.holds_place_here(ticket) { self.office.policy.slack() } else { Length::ZERO }
    }

    /// Its place at this desk has begun, or runs into the booking itself: a call some minutes late does not cost the
    /// place, and an earlier one is no worse.
    fn holds_place_here(&self, ticket: &Ticket) -> bool {
        let here = &self.office.desks[self.desk].id;
        ticket.placement.as_ref().is_some_and(|place| {
            let runs_over = || self.next_booking.is_some_and(|booking| place.time.contains(booking));
            place.desk == *here && (place.time.start <= self.now || runs_over())
        })
    }

    /// The promises that calling this ticket here would leave without a place.
    fn broken_by(&self, index: TicketIndex) -> Vec<TicketIndex> {
        let office = self.office;
        if office.queue.claims().all(|claim| claim == index) {
            return Vec::new();
        }
        let until = self.now + office.tickets[index].visit.expected;
        let occupied = Some((self.desk, until));
        let mut failing = office.promises_failing(self.now, &self.traits, occupied, Some(index));
        failing.retain(|&other| !self.is_lost(other));
        failing
    }

    fn would_break(&self, index: TicketIndex) -> Reason {
        Reason::WouldBreakPromise { number: self.office.tickets[index].number, latest: self.latest(index) }
    }

    fn latest(&self, index: TicketIndex) -> UnixTime {
        self.office.tickets[index].promise.map_or(self.now, |promise| promise.latest)
    }
}
