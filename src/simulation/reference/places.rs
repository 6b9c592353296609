// SPDX-License-Identifier: MPL-2.0
//! Placements, and that promises only improve unless an allowed cause broke them.

use super::ReferenceOffice;
use super::windows::{beginning, note_beginning};
use office::command::{Capacity, CapacityChange, Command, HoldReport, HoldStep};
use office::event::{Cause, Event};
use office::free_text::FreeText;
use office::gap::Booking;
use office::names::DeskId;
use office::reason::Reason;
use office::ticket::{Placement, Promise, State, Ticket};
use office::time::{TimeRange, UnixTime, join};

/// The fields of [`Event::PromiseBroken`] that are checked.
struct Breaking<'a> {
    broken: Promise,
    cause: Cause,
    desk: Option<&'a DeskId>,
    placement: Option<&'a Placement>,
    note: Option<&'a FreeText>,
}

impl ReferenceOffice {
    pub(super) fn placement_changed(&mut self, event: &Event, command: Option<&Command>, at: UnixTime) {
        let (id, placement, promise, reasons) = match event {
            Event::TicketMoved { ticket, placement, promise, reasons }
            | Event::PromiseBroken { ticket, placement, promise, reasons, .. } => {
                (*ticket, placement.clone(), *promise, reasons)
            }
            _ => return,
        };
        let Some(ticket) = self.ticket(id).cloned() else { return self.violation("an unknown ticket moved") };
        let is_kept = ticket.kept_for.is_some();
        if !self.claims().any(|claim| claim.id == id) && !is_kept {
            self.violation(format!("number {} moved while {:?}", ticket.number, ticket.state));
        }
        if reasons.is_empty() {
            self.violation(format!("number {} moved without a reason", ticket.number));
        }
        self.check_reasons_of_place(&ticket, placement.as_ref(), promise, reasons, command, at);
        let breaks = if let Event::PromiseBroken { broken, cause, desk, note, .. } = event {
            let (desk, placement, note) = (desk.as_ref(), placement.as_ref(), note.as_ref());
            let breaking = Breaking { broken: *broken, cause: *cause, desk, placement, note };
            self.check_broken(&ticket, &breaking, command, at);
            1
        } else if matches!(ticket.state, State::Absent { .. }) && promise.is_none() {
            // Within grace nothing is lost while the promise can be kept.
            let over = ticket.promise.is_some_and(|promise| promise.latest <= at);
            if placement.is_some() || !(over || self.is_known_lost(&ticket, None, at) || command.is_some()) {
                self.violation(format!("number {} lost its place within grace", ticket.number));
            }
            0
        } else {
            self.check_ratchet(&ticket, promise);
            0
        };
        if placement.is_some() && promise.is_none() {
            self.violation(format!("number {} has a place and no promise", ticket.number));
        }
        if let Some(place) = placement.as_ref().filter(|_| !is_kept) {
            self.check_place(&ticket, place);
        }
        let broken = if let Event::PromiseBroken { broken, .. } = event { Some(*broken) } else { None };
        let later = if let Event::PromiseBroken { kept_for, .. } = event { *kept_for } else { None };
        if let Event::PromiseBroken { cause: Cause::NotCalled, desk: Some(desk), .. } = event
            && ticket.placement.as_ref().is_some_and(|old| old.time.start <= at)
            && ticket.promise.is_some_and(|broken| broken.latest <= at)
            && !self.open.contains(desk)
            && !self.left.contains(desk)
        {
            self.stayed_empty.insert(desk.clone());
        }
        self.change(id, |ticket| {
            ticket.kept_for = later.or(ticket.kept_for);
            ticket.standby = placement.is_none() && ticket.state == State::Waiting;
            let before = beginning(ticket);
            ticket.placement = placement;
            ticket.promise = promise;
            note_beginning(ticket, before);
            ticket.broken_promises += breaks;
            ticket.broken_by = broken.map(|broken| broken.latest).or(ticket.broken_by);
        });
    }

    fn check_ratchet(&mut self, ticket: &Ticket, new: Option<Promise>) {
        let worse = match (ticket.promise, new) {
            (Some(told), Some(new)) => new.latest > told.latest || new.earliest > told.earliest,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if worse {
            self.violation(format!("number {}: {:?} became {new:?} unsaid", ticket.number, ticket.promise));
        }
    }

    fn check_broken(
        &mut self,
        ticket: &Ticket,
        breaking: &Breaking<'_>,
        command: Option<&Command>,
        at: UnixTime,
    ) {
        let number = ticket.number;
        if ticket.promise != Some(breaking.broken) {
            self.violation(format!("number {number}: another promise was broken than was given"));
        }
        if !self.has_happened(ticket, breaking, command, at) {
            self.violation(format!(
                "number {number}'s promise was broken by {:?}, which was not",
                breaking.cause
            ));
        }
        let by_time = matches!(breaking.cause, Cause::Overrun | Cause::NotCalled | Cause::Parked);
        let by_command = !by_time && ticket.kept_for.is_none() && command.is_some();
        if by_command && self.lost_before.contains(&ticket.id) {
            self.violation(format!(
                "number {number}'s promise could not be kept before the {:?} that is blamed",
                breaking.cause
            ));
        }
    }

    /// Whether the cause that is named took place.
    fn has_happened(
        &self,
        ticket: &Ticket,
        breaking: &Breaking<'_>,
        command: Option<&Command>,
        at: UnixTime,
    ) -> bool {
        match breaking.cause {
            Cause::Overrun => {
                let over = |ticket: &Ticket| Self::ends(ticket).is_some_and(|end| end < at);
                breaking.desk.and_then(|desk| self.at_desk(desk)).is_some_and(over)
            }
            Cause::HoldLost => matches!(
                command,
                Some(Command::ReportHold(HoldReport { step: HoldStep::Refused(_) | HoldStep::Released, .. }))
            ),
            Cause::DeskClosed => match command {
                Some(Command::LeaveDesk { .. }) => true,
                Some(Command::ChangeCapacity(change)) => {
                    matches!(change.what, Capacity::PlanAbsence { .. }) && is_forced(change, breaking.note)
                }
                _ => false,
            },
            Cause::BookingCameIn => {
                let day = ticket.kept_for.unwrap_or(self.date);
                let is_of_the_day = matches!(command,
                    Some(Command::ImportDiary { date, .. } | Command::ChangeDiary { date, .. })
                        if *date == day);
                is_of_the_day && (day != self.date || self.is_new_among(self.booked(self.date)))
            }
            Cause::Parked => matches!(ticket.state, State::Parked { .. }),
            Cause::Transferred => matches!(command,
                Some(Command::Transfer { reason, .. })
                    if reason.is_some() && reason.as_ref() == breaking.note),
            Cause::SupervisorForced => match command {
                Some(Command::ChangeCapacity(change)) => is_forced(change, breaking.note),
                _ => false,
            },
            Cause::NotCalled => {
                breaking.broken.latest <= at || self.is_known_lost(ticket, breaking.placement, at)
            }
            Cause::OfficeClosed => match command {
                Some(Command::ChangeCapacity(change)) => {
                    matches!(change.what, Capacity::SetSpecialDay(_)) && is_forced(change, breaking.note)
                }
                _ => false,
            },
            Cause::PlanChanged => match command {
                None => self.last_at == at,
                Some(command) => matches!(command, Command::ChangeSetup(_)),
            },
        }
    }

    /// A placement lies in reserved time of a suitable desk, is long enough and overlaps no booking; a held placement
    /// may slip by the slack.
    pub(super) fn check_place(&mut self, ticket: &Ticket, place: &Placement) {
        let number = ticket.number;
        let desk = self.setup.desks.iter().find(|desk| desk.id == place.desk);
        if !desk.is_some_and(|desk| desk.features.covers(ticket.visit.features)) {
            self.violation(format!("number {number} is placed at desk {}, which does not fit", place.desk));
        }
        if ticket.only_at.as_ref().is_some_and(|only| *only != place.desk) {
            self.violation(format!("number {number} is placed at another desk than it was sent to"));
        }
        if self.left.contains(&place.desk) {
            self.violation(format!("number {number} is placed at desk {}, which was left", place.desk));
        }
        if place.time.length() != ticket.visit.expected {
            self.violation(format!("number {number} is placed for another length than expected"));
        }
        let held = ticket.placement.as_ref().is_some_and(|old| {
            let same = old.time.start <= place.time.start || old.time.overlaps(place.time);
            old.desk == place.desk && same && place.time.start < old.time.start + self.slack()
        });
        let end = if held { place.time.end - self.slack() } else { place.time.end };
        let must = TimeRange::new(place.time.start, end);
        let gaps = self.todays_open_gaps().filter(|gap| gap.desk == place.desk);
        if !join(gaps.map(|gap| gap.time).collect()).iter().any(|reserved| reserved.covers(must)) {
            self.violation(format!("number {number} is placed outside reserved time: {place:?}"));
        }
        self.check_held(number, &place.desk, must);
        self.check_confirmed(ticket, &place.desk, must);
        let under = self.booked_at(&place.desk).find(|booking| booking.overlaps(must));
        if let Some(booking) = under {
            self.violation(format!("number {number} is placed over the booking at {}", booking.start));
        }
        if let Some(moment) = self.away_within(&place.desk, must) {
            self.violation(format!("number {number} is placed where nobody serves at {moment}"));
        }
    }

    /// When the visit at a desk should end.
    pub(super) fn ends(ticket: &Ticket) -> Option<UnixTime> {
        let call = ticket.state.call()?;
        let since = match ticket.state {
            State::Serving { since, .. } => since,
            _ => call.at,
        };
        Some(since + ticket.visit.expected)
    }

    /// Moves and broken promises in order, to compare a preview with the change.
    pub fn ticket_changes(events: &[office::event::Recorded]) -> (Vec<TicketChange>, Vec<TicketChange>) {
        let mut moved = Vec::new();
        let mut broken = Vec::new();
        for recorded in events {
            match &recorded.event {
                Event::TicketMoved { ticket, placement, .. } => {
                    moved.push((*ticket, placement.clone(), None));
                }
                Event::PromiseBroken { ticket, promise, .. } => broken.push((*ticket, None, *promise)),
                _ => {}
            }
        }
        (moved, broken)
    }

    /// Reserved seconds ahead, on any day.
    pub fn reserved_seconds(&self, now: UnixTime) -> i64 {
        let from = now.max(self.last_at).ceil_minute();
        let open = self.gaps.iter().filter(|gap| gap.is_open());
        open.map(|gap| (gap.time.end - gap.time.start.max(from)).as_seconds().max(0)).sum()
    }

    fn is_new_among(&self, bookings: &[Booking]) -> bool {
        bookings.iter().any(|booking| !self.booked_before.contains(booking))
    }
}

/// Whether a supervisor broke promises knowingly, for the reason that is passed on.
fn is_forced(change: &CapacityChange, note: Option<&FreeText>) -> bool {
    change.force && change.reason.is_some() && change.reason.as_ref() == note
}

/// A ticket with its new placement, or its new promise.
pub type TicketChange = (office::names::TicketId, Option<Placement>, Option<Promise>);

/// Whether a refusal gives reasons, as every decision must.
pub(super) fn gives_reasons(reasons: &[Reason]) -> bool {
    !reasons.is_empty()
}
