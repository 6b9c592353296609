// SPDX-License-Identifier: MPL-2.0
//! Steps of a ticket after its check-in: their effects, and when they are allowed.

use super::{DeskStep, ReferenceOffice};
use office::command::Command;
use office::event::{Event, KeptPlace};
use office::names::{DeskId, TicketId};
use office::reason::Reason;
use office::ticket::{BeforeCall, Call, Ending, Placement, State, Ticket, Visit};
use office::time::{Length, TimeRange, UnixTime};

impl ReferenceOffice {
    pub(super) fn called(
        &mut self,
        id: TicketId,
        desk: &DeskId,
        reasons: &[Reason],
        command: Option<&Command>,
        at: UnixTime,
    ) {
        let asked = match command {
            Some(Command::CallNext { desk: asked }) => asked == desk,
            Some(Command::CallChosen { ticket, desk: asked, .. }) => *ticket == id && asked == desk,
            _ => false,
        };
        if !asked {
            self.violation("a call that nobody asked for");
        }
        let Some(ticket) = self.ticket(id).cloned() else {
            return self.violation("an unknown ticket was called");
        };
        self.check_reasons_of_call(&ticket, desk, reasons, command, at);
        let aside = matches!(ticket.state, State::Parked { .. } | State::Absent { .. });
        let chosen = matches!(command, Some(Command::CallChosen { .. }));
        let is_here = ticket.waiting_since <= at && ticket.away_until.is_none_or(|until| until <= at);
        if !is_here && !chosen {
            self.violation(format!("number {} was called and is not expected yet", ticket.number));
        }
        if !(ticket.waits_today() || aside && chosen) {
            self.violation(format!("number {} was called while {:?}", ticket.number, ticket.state));
        }
        if let Some(other) = self.at_desk(desk) {
            self.violation(format!("number {} was called over number {}", ticket.number, other.number));
        }
        if !self.open.contains(desk) {
            self.violation(format!("a call to desk {desk}, where nobody is"));
        }
        let time = TimeRange::new(at, at + ticket.visit.expected);
        self.check_call_and_bookings(&ticket, desk, time);
        let held = self.holds_place_at(&ticket, desk, at);
        let slack = if held { self.slack() } else { Length::ZERO };
        self.check_confirmed(&ticket, desk, TimeRange::new(time.start, time.end - slack));
        let call = Call { desk: desk.clone(), at, announced_at: at, recalls: 0 };
        self.step_at_desk(id, desk, State::Called(call), at);
        self.change(id, |ticket| {
            ticket.before_call = Some(Box::new(BeforeCall {
                placement: ticket.placement.take(),
                window: ticket.window,
                first_called_at: ticket.first_called_at,
                promised_call: None,
                reasons: Vec::new(),
            }));
            ticket.placement = Some(Placement { desk: desk.clone(), time });
            ticket.first_called_at = ticket.first_called_at.or(Some(at));
            ticket.away_until = None;
            ticket.standby = false;
        });
    }

    /// By its expected length a call ends before the next booking; a held placement that has begun may use the
    /// slack.
    fn check_call_and_bookings(&mut self, ticket: &Ticket, desk: &DeskId, time: TimeRange) {
        let held = self.holds_place_at(ticket, desk, time.start);
        let end = if held { time.end - self.slack() } else { time.end };
        let hit = self.booked_at(desk).find(|booking| booking.overlaps(TimeRange::new(time.start, end)));
        if let Some(booking) = hit {
            self.violation(format!(
                "number {} was called at desk {desk} at {} for {} s into the booking at {}",
                ticket.number,
                time.start,
                time.length().as_seconds(),
                booking.start
            ));
        }
    }

    pub(super) fn change(&mut self, id: TicketId, how: impl FnOnce(&mut Ticket)) {
        match self.tickets.iter_mut().find(|ticket| ticket.id == id) {
            Some(ticket) => how(ticket),
            None => self.violation("an event about an unknown ticket"),
        }
    }

    pub(super) fn step_at_desk(&mut self, id: TicketId, desk: &DeskId, after: State, at: UnixTime) {
        let Some(before) = self.ticket(id).cloned() else { return };
        if let Some(call) = before.state.call().filter(|_| has_been_served(&before.state, &after)) {
            self.sat(desk, id, TimeRange::new(call.at, at), !matches!(after, State::Left { .. }));
        }
        self.steps.insert(desk.clone(), DeskStep { ticket: id, at, before, after: after.clone() });
        self.change(id, |ticket| ticket.state = after);
    }

    pub(super) fn stepped(&mut self, event: &Event, command: Option<&Command>, at: UnixTime) {
        let Some(ticket) = event.ticket().and_then(|id| self.ticket(id)).cloned() else {
            return self.violation("a step of an unknown ticket");
        };
        let id = ticket.id;
        if !matches!(event, Event::TicketLeft { .. }) && command.is_none() {
            self.violation("the clock does not take steps for people");
        }
        let next = match event {
            Event::TicketRecalled { .. } => {
                return self.change(id, |ticket| {
                    if let State::Called(call) = &mut ticket.state {
                        (call.recalls, call.announced_at) = (call.recalls.saturating_add(1), at);
                    }
                });
            }
            Event::StepUndone { desk, restored, .. } => return self.undone(&ticket, desk, restored),
            Event::TicketTransferred { only_at, visit, .. } => {
                return self.transferred(&ticket, only_at.clone(), (**visit).clone(), at);
            }
            Event::CitizenArrived { .. } => match ticket.state.call() {
                Some(call) => State::Serving { call: call.clone(), since: at },
                None => return self.violation("somebody arrived who was not called"),
            },
            Event::MarkedAbsent { until, offer, .. } => return self.absent(&ticket, *until, *offer, at),
            Event::TicketReturned { only_at, .. } => return self.came_back(&ticket, only_at.as_ref(), at),
            Event::TicketParked { .. } => {
                State::Parked { since: at, desk: ticket.state.call().map(|call| call.desk.clone()) }
            }
            Event::TicketCompleted { desk, outcome, flags, .. } => State::Done {
                at,
                desk: desk.clone(),
                outcome: outcome.clone(),
                flags: flags.clone(),
                served: served(&ticket.state, at),
            },
            Event::TicketLeft { ending, kept, .. } => {
                self.check_ending(&ticket, *ending, kept.as_ref(), command, at);
                State::Left { at, ending: *ending }
            }
            _ => return,
        };
        self.enter(&ticket, next, at);
        if let Event::TicketLeft { kept: Some(KeptPlace { date, placement, promise }), .. } = event {
            self.change(id, |ticket| {
                ticket.kept_for = Some(*date);
                ticket.placement = Some(placement.clone());
                ticket.promise = Some(*promise);
            });
        }
    }

    /// The ticket's new state, and what goes with it.
    fn enter(&mut self, ticket: &Ticket, next: State, at: UnixTime) {
        let id = ticket.id;
        // A call to somebody who left before the promised window all the same was no call.
        let is_early = ticket.promise.is_some_and(|promise| at < promise.earliest);
        let left = matches!(next, State::Left { ending: Ending::LeftBeforeCall, .. });
        let parked = matches!(next, State::Parked { .. });
        let over = next.is_over();
        match ticket.state.call() {
            Some(call) => self.step_at_desk(id, &call.desk, next, at),
            None => self.change(id, |ticket| ticket.state = next),
        }
        if left && is_early && ticket.state.call().is_some() {
            let first = ticket.before_call.as_deref().and_then(|before| before.first_called_at);
            self.change(id, |ticket| ticket.first_called_at = first);
        }
        self.change(id, |new| {
            new.before_call = None;
            if matches!(new.state, State::Serving { .. }) {
                new.told_before = None;
            }
            if parked || over {
                new.standby = false;
            }
            // Who is parked while waiting keeps place and promise; a call has used the promise up.
            if over || parked && ticket.state.call().is_some() {
                new.placement = None;
            }
            if parked && ticket.state.call().is_some() {
                new.promise = None;
            }
        });
    }

    /// Who waited keeps the promise; who was at a desk had it kept by the call.
    fn transferred(&mut self, ticket: &Ticket, only_at: Option<DeskId>, visit: Visit, at: UnixTime) {
        let call = ticket.state.call().cloned();
        if let Some(call) = &call {
            self.sat(&call.desk, ticket.id, TimeRange::new(call.at, at), true);
        }
        self.change(ticket.id, |new| {
            if call.is_some() {
                (new.promise, new.told_before) = (None, None);
            }
            (new.only_at, new.visit) = (only_at, visit);
            (new.state, new.placement, new.standby) = (State::Waiting, None, true);
            new.before_call = None;
        });
    }

    /// Undo restores what was before: the whole ticket.
    fn undone(&mut self, ticket: &Ticket, desk: &DeskId, restored: &State) {
        let Some(step) = self.steps.remove(desk) else { return self.violation("undone without a step") };
        if step.ticket != ticket.id || step.before.state != *restored {
            self.violation("undoing restored something that was not there before");
        }
        if has_been_served(&step.before.state, &step.after) {
            let last = self.served.iter().rposition(|sat| sat.desk == *desk && sat.ticket == ticket.id);
            last.map(|last| self.served.remove(last));
        }
        // The class is the supervisor's word and no step of the desk.
        let urgency = ticket.visit.urgency;
        self.change(ticket.id, |ticket| {
            *ticket = step.before;
            ticket.visit.urgency = urgency;
        });
    }

    fn check_ending(
        &mut self,
        ticket: &Ticket,
        ending: Ending,
        kept: Option<&KeptPlace>,
        command: Option<&Command>,
        at: UnixTime,
    ) {
        let at_desk = ticket.state.call().is_some();
        let right = match ending {
            Ending::LeftBeforeCall => {
                matches!(command, Some(Command::Depart { .. } | Command::VoidTicket { .. }))
            }
            Ending::AbsentAtCall => match ticket.state {
                State::Absent { until, .. } => until < at || self.closing(at),
                _ => false,
            },
            // Never given silently: chosen at check-in, or taken now.
            Ending::MovedToNextDay => {
                let taken = matches!(command, Some(Command::TakeNextDay { .. }));
                let chosen = ticket.kept_for.is_some() && self.closing(at);
                kept.is_some() && (taken || chosen) && !at_desk
            }
            Ending::NotServedToday => self.closing(at) && !at_desk,
            Ending::OutcomeNotRecorded => {
                let ended = matches!(command, Some(Command::EndUnrecorded { .. }));
                at_desk && (ended || at >= self.day.end)
            }
        };
        if !right {
            self.violation(format!(
                "number {} ended as {ending:?} from {:?} at {at}",
                ticket.number, ticket.state
            ));
        }
        if ticket.kept_for.is_some() && ending != Ending::LeftBeforeCall && kept.is_none() {
            self.violation(format!("number {} lost the place that was kept for it", ticket.number));
        }
    }
}

/// Whether somebody was served at the desk that a ticket leaves. A visit that nobody recorded was one.
const fn has_been_served(before: &State, after: &State) -> bool {
    match (before, after) {
        (State::Called(_) | State::Serving { .. }, State::Done { .. } | State::Parked { .. }) => true,
        (State::Serving { .. }, State::Left { ending, .. }) => {
            matches!(ending, Ending::OutcomeNotRecorded)
        }
        _ => false,
    }
}

fn served(state: &State, at: UnixTime) -> Option<TimeRange> {
    match state {
        State::Serving { since, .. } => Some(TimeRange::new(*since, at)),
        State::Called(call) => Some(TimeRange::new(call.at, at)),
        _ => None,
    }
}
