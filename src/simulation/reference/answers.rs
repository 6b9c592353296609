// SPDX-License-Identifier: MPL-2.0
//! The expected answer to each request.

use super::{AnswerSubject, ReferenceOffice};
use office::command::{CheckIn, Command, IfFull, Request, TransferTo};
use office::event::Event;
use office::names::{DeskId, OutcomeId, TicketId};
use office::reason::Reason;
use office::refusal::Refusal;
use office::ticket::{Ending, State, Ticket};
use office::time::UnixTime;
use office::{Decided, Subject};

/// The answers the rules allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedAnswer {
    /// The earlier answer, without new events.
    Repeated(AnswerSubject),
    Done,
    Refused(&'static str),
    /// Done, or one of these refusals.
    DoneOr(&'static [&'static str]),
    /// One of these refusals.
    RefusedAs(&'static [&'static str]),
}

use ExpectedAnswer::{Done, DoneOr, Refused, RefusedAs, Repeated};

impl ReferenceOffice {
    pub fn expect(&self, request: &Request, now: UnixTime) -> ExpectedAnswer {
        let now = now.max(self.last_at);
        let before = request.key.and_then(|key| self.answered.get(&key));
        if let Some(before) = before {
            let same = match (&request.command, &before.command) {
                (Command::CheckIn(again), Command::CheckIn(first)) => same_request(again, first),
                (again, first) => format!("{again:?}") == format!("{first:?}"),
            };
            return match (same, before.subject) {
                (false, _) => Refused("key_reused"),
                (_, AnswerSubject::Ticket(ticket)) if self.ticket(ticket).is_none() => {
                    Refused("carried_out_earlier")
                }
                (_, AnswerSubject::Gap(gap)) if !self.gaps.iter().any(|known| known.id == gap) => {
                    Refused("carried_out_earlier")
                }
                (true, about) => Repeated(about),
            };
        }
        match &request.command {
            Command::CheckIn(check_in) => self.expect_check_in(check_in, now),
            Command::CallNext { desk } => self.expect_call_next(desk, now),
            Command::CallChosen { ticket, desk, reason } => {
                self.expect_call_chosen(*ticket, desk, reason.is_some(), now)
            }
            Command::Recall { ticket } | Command::Arrive { ticket } => {
                self.follows(*ticket, |ticket| matches!(ticket.state, State::Called(_)))
            }
            Command::MarkAbsent { ticket } => self.expect_absence(*ticket),
            Command::Return { ticket } => self.expect_return(*ticket, now),
            Command::Depart { ticket } | Command::VoidTicket { ticket, .. } => {
                self.follows(*ticket, |t| !matches!(t.state, State::Serving { .. }) && !t.state.is_over())
            }
            Command::EndUnrecorded { ticket } => {
                self.follows(*ticket, |t| Self::ends(t).is_some_and(|end| end < now))
            }
            Command::Park { ticket } => {
                self.follows(*ticket, |ticket| ticket.waits_today() || ticket.state.call().is_some())
            }
            Command::Transfer { ticket, to, reason } => {
                // What it costs is said beforehand, unless the clerk knows and says why.
                match self.expect_transfer(*ticket, to) {
                    Done if reason.is_none() => DoneOr(&["would_break_promise"]),
                    other => other,
                }
            }
            Command::SetUrgency { ticket, urgency, reason } => {
                self.expect_urgency(*ticket, *urgency, reason.is_some())
            }
            Command::TakeNextDay { ticket, .. } => self.expect_next_day(*ticket),
            Command::Complete { ticket, at, outcome, .. } => {
                self.expect_completion(*ticket, at.as_ref(), outcome)
            }
            Command::Undo { desk } => self.expect_undo(desk, now),
            Command::OpenDesk { desk }
            | Command::CountInquiry { desk }
            | Command::TakeBackInquiry { desk }
                if !self.knows_desk(desk) =>
            {
                Refused("unknown_desk")
            }
            Command::TakeBackInquiry { .. } => DoneOr(&["nothing_to_undo"]),
            Command::LeaveDesk { desk, .. } if !self.knows_desk(desk) => Refused("unknown_desk"),
            Command::LeaveDesk { desk, .. } if self.at_desk(desk).is_some() => Refused("desk_busy"),
            Command::ImportDiary { date, .. } if self.set_by_hand.contains(date) => Done,
            Command::ImportDiary { date, bookings } => self.expect_diary(*date, bookings),
            Command::ChangeDiary { date, change } => self.expect_diary(*date, &self.changed(*date, change)),
            Command::ReportHold(report) => self.expect_hold(report, now),
            Command::ChangeCapacity(change) => self.expect_capacity(change, now),
            Command::EndBooking { desk, start, .. } => self.expect_booking_end(desk, *start, now),
            Command::RecordRatings(ratings) if ratings.total() < 5 => Refused("invalid"),
            Command::OpenDesk { .. }
            | Command::RecordRatings(_)
            | Command::CountInquiry { .. }
            | Command::LeaveDesk { .. }
            | Command::DiaryLost { .. }
            | Command::DiaryFound
            | Command::RemoveDayNotice
            | Command::AskForHelp
            | Command::AnswerHelp => Done,
            Command::SetDayNotice { text, until } => self.expect_notice(text, *until, now),
            Command::ChangeSetup(_)
            | Command::Trial(_)
            | Command::TellWindows(_)
            | Command::LearnLengths(_) => DoneOr(&["invalid"]),
        }
    }

    pub(super) fn knows_desk(&self, desk: &DeskId) -> bool {
        self.setup.desks.iter().any(|known| known.id == *desk)
    }

    fn follows(&self, id: TicketId, from: impl FnOnce(&Ticket) -> bool) -> ExpectedAnswer {
        match self.ticket(id) {
            None => Refused("unknown_ticket"),
            Some(ticket) if from(ticket) => Done,
            Some(_) => Refused("step_out_of_turn"),
        }
    }

    fn expect_check_in(&self, check_in: &CheckIn, now: UnixTime) -> ExpectedAnswer {
        let Some(visit) = self.visit(check_in) else { return Refused("unknown_errand") };
        if !self.setup.desks.iter().any(|desk| desk.features.covers(visit.features)) {
            return Refused("no_desk_offers_this");
        }
        if self.ended || !self.is_open(now) {
            return Refused("office_closed");
        }
        let room = || self.first_hole_for(&visit, now).is_some() || self.has_room_in_some_order(&visit, now);
        if check_in.if_full == IfFull::Standby || room() { Done } else { DoneOr(&["no_time_today"]) }
    }

    /// The refusal if the desk itself cannot take a call.
    fn desk_not_free(&self, desk: &DeskId) -> Option<&'static str> {
        if !self.knows_desk(desk) {
            return Some("unknown_desk");
        }
        if !self.open.contains(desk) {
            return Some("desk_closed");
        }
        self.at_desk(desk).map(|_| "desk_busy")
    }

    fn expect_call_next(&self, desk: &DeskId, now: UnixTime) -> ExpectedAnswer {
        if let Some(code) = self.desk_not_free(desk) {
            return Refused(code);
        }
        let here = |ticket: &&Ticket| ticket.waits_today() && is_expected(ticket, now);
        if !self.tickets.iter().any(|ticket| here(&ticket)) {
            return RefusedAs(&["nobody_waits", "nobody_fits"]);
        }
        if self.booking_under_way(desk, now) { Refused("nobody_fits") } else { DoneOr(&["nobody_fits"]) }
    }

    fn expect_next_day(&self, id: TicketId) -> ExpectedAnswer {
        let Some(ticket) = self.ticket(id) else { return Refused("unknown_ticket") };
        let stands_by = ticket.waits_today() && ticket.placement.is_none();
        let not_served = matches!(ticket.state, State::Left { ending: Ending::NotServedToday, .. });
        if stands_by || not_served { DoneOr(&["no_time_today"]) } else { Refused("step_out_of_turn") }
    }

    fn expect_call_chosen(&self, id: TicketId, desk: &DeskId, knows: bool, now: UnixTime) -> ExpectedAnswer {
        let Some(ticket) = self.ticket(id) else { return Refused("unknown_ticket") };
        if let Some(code) = self.desk_not_free(desk) {
            return Refused(code);
        }
        if !Self::may_be_called(ticket) {
            return Refused("step_out_of_turn");
        }
        if !self.has_time(ticket, desk, now) {
            return Refused("would_delay_booking");
        }
        let features = self.setup.desks.iter().find(|known| known.id == *desk).map(|desk| desk.features);
        let suits = features.is_some_and(|features| features.covers(ticket.visit.features))
            && self.may_come_to(ticket, desk, now);
        if suits || knows {
            DoneOr(&["would_break_promise"])
        } else {
            RefusedAs(&["would_break_promise", "needs_other_desk"])
        }
    }

    fn expect_absence(&self, id: TicketId) -> ExpectedAnswer {
        match self.ticket(id).map(|ticket| &ticket.state) {
            None => Refused("unknown_ticket"),
            Some(State::Called(call)) if call.recalls < self.policy.recalls_before_absent => {
                Refused("recall_first")
            }
            Some(State::Called(_)) => Done,
            Some(_) => Refused("step_out_of_turn"),
        }
    }

    fn expect_return(&self, id: TicketId, now: UnixTime) -> ExpectedAnswer {
        match self.ticket(id).map(|ticket| &ticket.state) {
            None => Refused("unknown_ticket"),
            Some(State::Parked { .. }) => Done,
            Some(State::Absent { until, .. }) if now <= *until => Done,
            Some(State::Absent { .. } | State::Left { ending: Ending::AbsentAtCall, .. }) => {
                Refused("grace_ran_out")
            }
            Some(State::Waiting)
                if self.ticket(id).is_some_and(|t| t.waits_today() && t.away_until.is_some()) =>
            {
                Done
            }
            Some(_) => Refused("step_out_of_turn"),
        }
    }

    fn expect_transfer(&self, id: TicketId, to: &TransferTo) -> ExpectedAnswer {
        let Some(ticket) = self.ticket(id) else { return Refused("unknown_ticket") };
        let parked = matches!(ticket.state, State::Parked { .. });
        if !(ticket.waits_today() || parked || ticket.state.call().is_some()) {
            return Refused("step_out_of_turn");
        }
        if to.desk.is_none() && to.errand.is_none() {
            return Refused("invalid");
        }
        let errand = to.errand.clone().unwrap_or_else(|| ticket.visit.errand.clone());
        let request = CheckIn {
            ticket: ticket.id,
            secret: ticket.secret,
            errand,
            identification: ticket.visit.identification,
            needs: ticket.visit.needs,
            language: ticket.visit.language,
            urgency: ticket.visit.urgency,
            companion: None,
            witness_on: Vec::new(),
            if_full: IfFull::Ask,
        };
        let features = match (&to.errand, self.visit(&request)) {
            (None, _) => ticket.visit.features,
            (Some(_), Some(visit)) => visit.features,
            (Some(_), None) => return Refused("unknown_errand"),
        };
        let offered = self.setup.desks.iter().any(|desk| desk.features.covers(features));
        if to.errand.is_some() && !offered {
            return Refused("no_desk_offers_this");
        }
        match to.desk.as_ref().map(|desk| self.setup.desks.iter().find(|known| known.id == *desk)) {
            Some(None) => Refused("unknown_desk"),
            Some(Some(desk)) if !desk.features.covers(features) => Refused("no_desk_offers_this"),
            _ => Done,
        }
    }

    fn expect_completion(&self, id: TicketId, at: Option<&DeskId>, outcome: &OutcomeId) -> ExpectedAnswer {
        let Some(ticket) = self.ticket(id) else { return Refused("unknown_ticket") };
        if !self.setup.outcomes.iter().any(|known| known.id == *outcome) {
            return Refused("unknown_outcome");
        }
        match ticket.state.call() {
            None => Refused("step_out_of_turn"),
            Some(call) if at.is_some_and(|desk| *desk != call.desk) => Refused("at_another_desk"),
            Some(_) => Done,
        }
    }

    /// Only the desk's last step, within the undo time, and only if the ticket is unchanged since.
    fn expect_undo(&self, desk: &DeskId, now: UnixTime) -> ExpectedAnswer {
        if !self.knows_desk(desk) {
            return Refused("unknown_desk");
        }
        let undoable = self.steps.get(desk).is_some_and(|step| {
            let ticket = self.ticket(step.ticket);
            let untouched = ticket.is_some_and(|ticket| same_but_recalls(&ticket.state, &step.after));
            let free = self.at_desk(desk).is_none_or(|there| there.id == step.ticket);
            now - step.at <= self.policy.undo_within() && free && untouched
        });
        if undoable { Done } else { Refused("nothing_to_undo") }
    }

    /// Compares an answer with the expected one.
    pub fn check_answer(
        &mut self,
        request: &Request,
        expected: &ExpectedAnswer,
        answer: &Result<Decided, Refusal>,
        now: UnixTime,
    ) {
        let fine = match (expected, answer) {
            (Repeated(subject_before), Ok(decided)) => {
                let subject = match decided.subject {
                    Subject::Ticket(id) | Subject::Call(id) => AnswerSubject::Ticket(id),
                    Subject::Gap(id) => AnswerSubject::Gap(id),
                    Subject::Nothing => AnswerSubject::Nothing,
                };
                decided.repeated && decided.events.is_empty() && subject == *subject_before
            }
            (Done | DoneOr(_), Ok(decided)) => {
                let kept = decided.events.iter().filter(|recorded| recorded.key.is_some()).count();
                let asked_with = usize::from(request.key.is_some() && !decided.events.is_empty());
                !decided.repeated && kept == asked_with
            }
            (Refused(code), Err(refusal)) => *code == refusal.code(),
            (DoneOr(codes) | RefusedAs(codes), Err(refusal)) => codes.contains(&refusal.code()),
            _ => false,
        };
        if !fine {
            let answer = answer.as_ref().map(|decided| &decided.events);
            self.violation(format!("expected {expected:?}, was {answer:?}"));
            return;
        }
        self.check_call(request, answer, now.max(self.last_at));
        if let Err(refusal @ (Refusal::NobodyFits { .. } | Refusal::NoTimeToday { .. })) = answer
            && !super::places::gives_reasons(refusal.reasons())
        {
            self.violation(format!("{} without a reason", refusal.code()));
        }
    }

    fn check_call(&mut self, request: &Request, answer: &Result<Decided, Refusal>, now: UnixTime) {
        let called = match answer {
            Ok(Decided { subject: Subject::Call(id), repeated: false, .. }) => Some(*id),
            Err(Refusal::NobodyFits { .. } | Refusal::WouldBreakPromise { .. }) => None,
            Ok(_) | Err(_) => return,
        };
        let at_risk = |reason: &Reason| matches!(reason, Reason::PromiseAtRisk { .. });
        let rescued =
            answer.as_ref().is_ok_and(|decided| match decided.events.first().map(|first| &first.event) {
                Some(Event::TicketCalled { reasons, .. }) => reasons.iter().any(at_risk),
                _ => false,
            });
        match &request.command {
            Command::CallNext { desk } => self.check_call_next(desk, called, rescued, now),
            Command::CallChosen { ticket, desk, .. } => {
                let Some(ticket) = self.ticket(*ticket).cloned() else { return };
                if called.is_some() {
                    self.check_call_safety(&ticket, desk, now);
                } else if self.is_safe_exactly(&ticket, desk, now) == Some(true) {
                    self.overcautious += 1;
                }
            }
            _ => {}
        }
    }
}

/// Whether a desk may expect somebody to come when it calls.
pub(super) fn is_expected(ticket: &Ticket, now: UnixTime) -> bool {
    ticket.waiting_since <= now && ticket.away_until.is_none_or(|until| until <= now)
}

/// Whether two check-ins are the same request; the ticket's id is not part of it.
fn same_request(one: &CheckIn, other: &CheckIn) -> bool {
    let visit = |of: &CheckIn| (of.errand.clone(), of.identification, of.needs, of.language, of.urgency);
    visit(one) == visit(other) && (&one.companion, one.if_full) == (&other.companion, other.if_full)
}

/// Whether the states are equal, ignoring recalls.
fn same_but_recalls(one: &State, other: &State) -> bool {
    match (one, other) {
        (State::Called(one), State::Called(other)) => (&one.desk, one.at) == (&other.desk, other.at),
        _ => one == other,
    }
}
