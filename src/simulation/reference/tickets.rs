// SPDX-License-Identifier: MPL-2.0
//! Steps of a ticket: their effects, and when they are allowed.

use super::{DeskStep, ReferenceOffice};
use office::command::{CheckIn, Command, IfFull};
use office::event::{Event, KeptPlace};
use office::names::{DeskId, TicketId};
use office::setup::Identification;
use office::ticket::{Call, Ending, Placement, Promise, State, Ticket, Visit};
use office::time::{Length, TimeRange, UnixTime};

impl ReferenceOffice {
    pub(super) fn checked_in(&mut self, ticket: &Ticket, command: Option<&Command>, at: UnixTime) {
        let Some(Command::CheckIn(check_in)) = command else {
            return self.violation("a ticket came in without a check-in");
        };
        let number = self.next_number();
        if ticket.number != number {
            self.violation(format!("the number should be {number}, not {}", ticket.number));
        }
        if self.numbers.insert(ticket.number, ticket.id).is_some() {
            self.violation(format!("number {} was given twice in a day", ticket.number));
        }
        self.last_number = ticket.number;
        let kept_for =
            ticket.kept_for.filter(|&date| check_in.if_full == IfFull::NextDay && date > self.date);
        let standby = check_in.if_full == IfFull::Standby && ticket.placement.is_none();
        let Some(visit) = self.visit(check_in) else { return self.violation("an unknown errand was let in") };
        let expected = Ticket {
            id: check_in.ticket,
            number,
            secret: check_in.secret,
            visit,
            waiting_since: at,
            checked_in_at: at,
            state: State::Waiting,
            placement: ticket.placement.clone(),
            window: None,
            promise: ticket.placement.as_ref().map(|place| self.promise_for(place)),
            standby,
            kept_for,
            only_at: None,
            first_called_at: None,
            broken_promises: 0,
            reasons: ticket.reasons.clone(),
        };
        if *ticket != expected {
            self.violation(format!("checked in as {ticket:?}, not {expected:?}"));
        }
        if let Some(place) = &ticket.placement {
            let wait = place.time.start - at;
            let chosen = matches!(check_in.if_full, IfFull::LaterToday | IfFull::NextDay);
            if wait > self.policy.longest_wait() && !chosen {
                self.violation("a wait beyond the longest acceptable one was promised unasked");
            }
            if kept_for.is_none() {
                self.check_place(ticket, place);
            }
        } else if !standby {
            self.violation("neither a place nor standing by");
        }
        if ticket.reasons.is_empty() {
            self.violation("checked in without a reason");
        }
        self.tickets.push(ticket.clone());
    }

    pub(super) fn visit(&self, check_in: &CheckIn) -> Option<Visit> {
        let errand = self.setup.errands.iter().find(|errand| errand.id == check_in.errand)?;
        let photo = check_in.identification == Identification::Photo;
        let minutes =
            |with: u16, without: u16| Length::minutes(i64::from(if photo { with } else { without }));
        let features =
            if photo { check_in.needs } else { check_in.needs.union(errand.features_without_photo) };
        Some(Visit {
            errand: check_in.errand.clone(),
            identification: check_in.identification,
            features,
            needs: check_in.needs,
            language: check_in.language,
            urgency: check_in.urgency,
            expected: minutes(errand.minutes, errand.minutes_without_photo),
            likely: minutes(errand.likely_minutes, errand.likely_minutes_without_photo),
            companion: check_in.companion.clone(),
        })
    }

    fn next_number(&self) -> u32 {
        let mut number = self.last_number + 1;
        while self.numbers.contains_key(&number) {
            number += 1;
        }
        number
    }

    pub(super) fn promise_for(&self, place: &Placement) -> Promise {
        let start = place.time.start;
        Promise { earliest: start, latest: start + self.policy.promise_width() }
    }

    pub(super) fn called(&mut self, id: TicketId, desk: &DeskId, command: Option<&Command>, at: UnixTime) {
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
        let aside = matches!(ticket.state, State::Parked { .. } | State::Absent { .. });
        let chosen = matches!(command, Some(Command::CallChosen { .. }));
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
        let held =
            ticket.placement.as_ref().is_some_and(|place| place.desk == *desk && place.time.start <= at);
        let slack = if held && ticket.waits_today() { self.slack() } else { Length::ZERO };
        self.check_confirmed(&ticket, desk, TimeRange::new(time.start, time.end - slack));
        for gap in
            self.gaps.iter().filter(|gap| gap.is_open() && gap.desk == *desk && gap.time.overlaps(time))
        {
            self.used.insert(gap.id);
        }
        let call = Call { desk: desk.clone(), at, announced_at: at, recalls: 0 };
        self.step_at_desk(id, desk, State::Called(call), at);
        self.change(id, |ticket| {
            ticket.placement = Some(Placement { desk: desk.clone(), time });
            ticket.first_called_at = ticket.first_called_at.or(Some(at));
            ticket.standby = false;
        });
    }

    /// By its expected length a call ends before the next booking; a held placement that has begun may use the
    /// slack.
    fn check_call_and_bookings(&mut self, ticket: &Ticket, desk: &DeskId, time: TimeRange) {
        let holds = ticket.placement.as_ref();
        let held = holds.is_some_and(|place| place.desk == *desk && place.time.start <= time.start);
        let end = if held && ticket.waits_today() { time.end - self.slack() } else { time.end };
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

    fn step_at_desk(&mut self, id: TicketId, desk: &DeskId, after: State, at: UnixTime) {
        let Some(ticket) = self.ticket(id) else { return };
        let (before, before_first_call) = (ticket.state.clone(), ticket.first_called_at);
        let step = DeskStep { ticket: id, at, before, before_first_call, after: after.clone() };
        self.steps.insert(desk.clone(), step);
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
        let desk = ticket.state.call().map(|call| call.desk.clone());
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
                let (only_at, visit) = (only_at.clone(), (**visit).clone());
                self.change(id, |ticket| (ticket.only_at, ticket.visit) = (only_at, visit));
                return self.change(id, wait_again);
            }
            Event::CitizenArrived { .. } => match ticket.state.call() {
                Some(call) => State::Serving { call: call.clone(), since: at },
                None => return self.violation("somebody arrived who was not called"),
            },
            Event::MarkedAbsent { until, .. } => {
                if *until != at + self.policy.absence_grace() {
                    self.violation("the grace period is another than the policy's");
                }
                State::Absent { since: at, until: *until }
            }
            Event::TicketReturned { .. } => return self.change(id, wait_again),
            Event::TicketParked { .. } => State::Parked { since: at },
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
        match desk {
            Some(desk) => self.step_at_desk(id, &desk, next.clone(), at),
            None => self.change(id, |ticket| ticket.state = next.clone()),
        }
        if !matches!(next, State::Serving { .. }) {
            self.change(id, |ticket| (ticket.placement, ticket.standby) = (None, false));
        }
        if let Event::TicketLeft { kept: Some(KeptPlace { date, placement, promise }), .. } = event {
            self.change(id, |ticket| {
                ticket.kept_for = Some(*date);
                ticket.placement = Some(placement.clone());
                ticket.promise = Some(*promise);
            });
        }
    }

    fn undone(&mut self, ticket: &Ticket, desk: &DeskId, restored: &State) {
        let Some(step) = self.steps.remove(desk) else { return self.violation("undone without a step") };
        if step.ticket != ticket.id || step.before != *restored {
            self.violation("undoing restored something that was not there before");
        }
        self.change(ticket.id, |ticket| {
            ticket.state = step.before.clone();
            if step.before == State::Waiting {
                ticket.placement = None;
                ticket.first_called_at = step.before_first_call;
            }
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
            Ending::MovedToNextDay => kept.is_some() && self.closing(at) && !at_desk,
            Ending::NotServedToday => self.closing(at) && !at_desk,
            Ending::OutcomeNotRecorded => at_desk && at >= self.day.end,
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

/// Back in the queue with its wait; the call used up the promise.
fn wait_again(ticket: &mut Ticket) {
    ticket.state = State::Waiting;
    ticket.placement = None;
    ticket.promise = None;
    ticket.standby = true;
}

fn served(state: &State, at: UnixTime) -> Option<TimeRange> {
    match state {
        State::Serving { since, .. } => Some(TimeRange::new(*since, at)),
        State::Called(call) => Some(TimeRange::new(call.at, at)),
        _ => None,
    }
}
