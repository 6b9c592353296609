// SPDX-License-Identifier: MPL-2.0
//! A reason is true when it is told: the figures in it are those of the ticket, of its new place, or of what follows.

use super::ReferenceOffice;
use office::command::Command;
use office::names::DeskId;
use office::reason::Reason;
use office::setup::Identification;
use office::ticket::{Placement, Promise, State, Ticket};
use office::time::{Length, UnixTime};

impl ReferenceOffice {
    /// Why a ticket was called, before it is.
    pub(super) fn check_reasons_of_call(
        &mut self,
        ticket: &Ticket,
        desk: &DeskId,
        reasons: &[Reason],
        command: Option<&Command>,
        at: UnixTime,
    ) {
        if reasons.is_empty() {
            self.violation(format!("number {} was called without a reason", ticket.number));
        }
        if self.follows_too_soon(ticket, desk, at) != reasons.iter().any(is_warning) {
            self.violation(format!("the clerk at desk {desk} is not warned of what follows at {at}"));
        }
        let untrue: Vec<&Reason> = reasons
            .iter()
            .filter(|reason| !self.is_true_of_call(ticket, desk, reason, command, at))
            .collect();
        if !untrue.is_empty() {
            self.violation(format!("number {} was called at desk {desk} for {untrue:?}", ticket.number));
        }
    }

    /// Whether a booking or the closing time comes before the likely end.
    fn follows_too_soon(&self, ticket: &Ticket, desk: &DeskId, at: UnixTime) -> bool {
        let bookings = self.booked_at(desk).map(|booking| booking.start).filter(|&start| start >= at);
        let closes = self.closes_for(desk, at).filter(|_| !self.ended);
        bookings.chain(closes).min().is_some_and(|next| ticket.visit.likely > next - at)
    }

    fn is_true_of_call(
        &self,
        ticket: &Ticket,
        desk: &DeskId,
        reason: &Reason,
        command: Option<&Command>,
        at: UnixTime,
    ) -> bool {
        let waited = (at - ticket.waiting_since).as_minutes();
        let longest = self.policy.longest_wait();
        let closes = self.closes_for(desk, at);
        let booked = self.booked_at(desk).map(|booking| booking.start).filter(|&start| start >= at).min();
        match reason {
            Reason::PromiseAtRisk { latest } => {
                ticket.promise.is_some_and(|promise| promise.latest == *latest) && at <= *latest
            }
            Reason::PromiseWasBroken { latest } => {
                ticket.broken_promises > 0 && ticket.broken_by == Some(*latest)
            }
            Reason::WaitedLongest { minutes } => {
                let longer = |other: &&Ticket| {
                    other.waiting_since < ticket.waiting_since
                        && other.waits_today()
                        && other.away_until.is_none()
                };
                *minutes == waited && !self.tickets.iter().any(|other| longer(&other))
            }
            Reason::BeyondLongestWait { minutes } => {
                *minutes == waited && at - ticket.waiting_since > longest
            }
            Reason::HigherPriority { minutes } => *minutes == waited,
            Reason::FitsBeforeBooking { minutes, booking } => {
                Some(*booking) == booked
                    && *minutes == ticket.visit.expected.as_minutes()
                    && ticket.visit.likely <= *booking - at
            }
            Reason::TightBeforeBooking { likely_minutes, booking } => {
                Some(*booking) == booked
                    && *likely_minutes == ticket.visit.likely.as_minutes()
                    && ticket.visit.likely > *booking - at
            }
            Reason::TightBeforeClosing { likely_minutes, closes: told } => {
                Some(*told) == closes
                    && *likely_minutes == ticket.visit.likely.as_minutes()
                    && ticket.visit.likely > *told - at
            }
            Reason::ChosenByClerk => matches!(command, Some(Command::CallChosen { .. })),
            Reason::TransferredHere => ticket.only_at.as_ref() == Some(desk),
            Reason::NeedsMoreTime { number, .. }
            | Reason::NeedsOtherDesk { number, .. }
            | Reason::WaitsForOtherDesk { number, .. } => self.waits(*number),
            Reason::WouldBreakPromise { number, latest } => self.claims().any(|claim| {
                claim.number == *number && claim.promise.is_some_and(|promise| promise.latest == *latest)
            }),
            Reason::FreedTimeUnconfirmed { .. } => self.diary_lost,
            Reason::PassesWithinPromises => true,
            // The others are not said of a call.
            _ => false,
        }
    }

    fn waits(&self, number: u32) -> bool {
        self.tickets.iter().any(|ticket| ticket.number == number && ticket.waits_today())
    }

    /// Why a ticket has this place, or another than before.
    pub(super) fn check_reasons_of_place(
        &mut self,
        ticket: &Ticket,
        place: Option<&Placement>,
        promise: Option<Promise>,
        reasons: &[Reason],
        command: Option<&Command>,
        at: UnixTime,
    ) {
        let is_true = |reason: &&Reason| {
            self.is_true_of_place(ticket, place, promise, reason, command, at)
                && (**reason != Reason::SentOn || is_sent_on(ticket, command))
        };
        let untrue: Vec<&Reason> = reasons.iter().filter(|reason| !is_true(reason)).collect();
        let number = ticket.number;
        if !untrue.is_empty() {
            self.violation(format!("number {number} has {place:?} for {untrue:?}"));
        }
        let lost = is_sent_on(ticket, command) && place.is_none() && ticket.promise.is_some();
        if lost && !reasons.contains(&Reason::SentOn) {
            self.violation(format!("number {number} is not told that it was sent on, but {reasons:?}"));
        }
    }

    fn is_true_of_place(
        &self,
        ticket: &Ticket,
        place: Option<&Placement>,
        promise: Option<Promise>,
        reason: &Reason,
        command: Option<&Command>,
        at: UnixTime,
    ) -> bool {
        let is_place = |desk: &DeskId, start: UnixTime| {
            place.is_some_and(|place| place.desk == *desk && place.time.start == start)
        };
        let starts = |start: UnixTime| place.is_some_and(|place| place.time.start == start);
        match reason {
            Reason::EarliestTime { desk, start }
            | Reason::GapChanged { desk, start }
            | Reason::BookingCameIn { desk, start } => is_place(desk, *start),
            Reason::TimeCameFree { desk, start } => {
                let sooner = ticket.placement.as_ref().is_none_or(|old| *start < old.time.start);
                is_place(desk, *start) && sooner
            }
            // Within what was promised before it moved.
            Reason::MadeRoomWithinPromise { desk, start } => {
                is_place(desk, *start) && ticket.promise.is_none_or(|promise| *start <= promise.latest)
            }
            Reason::ChoseLaterToday { start } => starts(*start) && *start - at > self.policy.longest_wait(),
            Reason::ChoseNextDay { start } => starts(*start) && !self.day.contains(*start),
            Reason::ChoseStandby => place.is_none() && promise.is_none(),
            Reason::NoTimeToday { longest_wait_minutes } => {
                Length::minutes(*longest_wait_minutes) == self.policy.longest_wait()
            }
            Reason::OtherPromiseKept { number, latest } => {
                let promised = |other: &Ticket| {
                    let ahead = other.placement.as_ref().zip(place).is_some_and(|(theirs, mine)| {
                        theirs.time.start < mine.time.start && self.suits(ticket, &theirs.desk)
                    });
                    let told = other.promise.is_some_and(|promise| promise.latest == *latest);
                    other.number == *number && told && ahead
                };
                self.tickets.iter().any(promised)
            }
            Reason::NeedsDeskFeature { feature } => {
                ticket.visit.features.covers(office::setup::Features::of(&[*feature]))
            }
            Reason::LongerWithoutPhoto { minutes } => {
                ticket.visit.identification != Identification::Photo
                    && *minutes == ticket.visit.expected.as_minutes()
            }
            Reason::CaseOverran { desk } => {
                self.at_desk(desk).and_then(Self::ends).is_some_and(|ends| ends <= at.ceil_minute())
            }
            Reason::DeskClosed { desk } => self.left.contains(desk) || !self.knows_desk(desk),
            Reason::ClerkAway { desk } => {
                let here = ticket.placement.as_ref().is_some_and(|old| old.desk == *desk);
                here && self.was_clerk_away(ticket)
            }
            Reason::ClosedAtThatTime => self.was_closed_then(ticket),
            Reason::HoldLost { desk } => {
                let old = ticket.placement.as_ref().filter(|old| old.desk == *desk);
                old.is_some_and(|old| self.minute_without_hold(desk, old.time).is_some())
            }
            Reason::WasSetAside => matches!(ticket.state, State::Parked { .. }),
            Reason::LostItsPlace | Reason::SentOn => place.is_none(),
            Reason::TimeWentToEarlierTicket { desk } => self.is_ahead_at(ticket, desk, place),
            Reason::PlanChanged => matches!(command, None | Some(Command::ChangeSetup(_))),
            Reason::SupervisorForced => matches!(command, Some(Command::ChangeCapacity(_))),
            // The others are not said of a place.
            _ => false,
        }
    }
}

impl ReferenceOffice {
    fn suits(&self, ticket: &Ticket, desk: &DeskId) -> bool {
        let known = self.setup.desks.iter().find(|known| known.id == *desk);
        known.is_some_and(|known| known.features.covers(ticket.visit.features))
    }

    /// Whether somebody has time at that desk before this place.
    fn is_ahead_at(&self, ticket: &Ticket, desk: &DeskId, place: Option<&Placement>) -> bool {
        let ahead = |other: &Placement| {
            other.desk == *desk && place.is_none_or(|place| other.time.start < place.time.start)
        };
        let others = self.claims().filter(|claim| claim.id != ticket.id);
        let mut placed = others.filter_map(|claim| claim.placement.as_ref());
        self.suits(ticket, desk) && placed.any(ahead)
    }
}

/// Whether a clerk sends this ticket on.
fn is_sent_on(ticket: &Ticket, command: Option<&Command>) -> bool {
    matches!(command, Some(Command::Transfer { ticket: sent, .. }) if *sent == ticket.id)
}

fn is_warning(reason: &Reason) -> bool {
    matches!(reason, Reason::TightBeforeBooking { .. } | Reason::TightBeforeClosing { .. })
}
