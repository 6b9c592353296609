// SPDX-License-Identifier: MPL-2.0
//! What the office decides when somebody asks for something: events, or a refusal. Each family of commands
//! has its file. Deciding changes nothing; `handle` applies what was decided and brings places up to date.

use std::collections::BTreeSet;

use crate::command::{Command, Request};
use crate::event::{Event, Recorded};
use crate::gap::Plan;
use crate::idempotency::{Fingerprint, IdempotencyRecord, Subject};
use crate::names::{Actor, RequestKey, TicketId};
use crate::office::Office;
use crate::policy::Policy;
use crate::queue::planning::Why;
use crate::refusal::Refusal;
use crate::setup::Setup;
use crate::time::UnixTime;

/// What a command led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    pub events: Vec<Recorded>,
    pub subject: Subject,
    /// The request had been answered before; nothing happened this time.
    pub repeated: bool,
}

/// Events that follow from a command, and why tickets may have to be placed anew after them.
pub(crate) struct Decision {
    pub events: Vec<Event>,
    pub subject: Subject,
    pub settle: Option<Why>,
}

impl Decision {
    pub fn about(ticket: TicketId, event: Event) -> Self {
        Self { events: vec![event], subject: Subject::Ticket(ticket), settle: Some(Why::TimeFreed) }
    }

    pub fn nothing(events: Vec<Event>) -> Self {
        Self { events, subject: Subject::Nothing, settle: None }
    }
}

impl Office {
    /// A new office on its first day, with the events that say so.
    pub fn found(setup: Setup, policy: Policy, plan: Plan, now: UnixTime) -> (Self, Vec<Recorded>) {
        let start = crate::day::rollover::first_day(setup, policy, plan, now);
        let mut office = Self::start(&start, now);
        let actor = Actor::from("clock");
        let mut events = Vec::new();
        office.record(Event::DayStarted(Box::new(start)), &actor, None, now, &mut events);
        let gaps = office.open_planned_gaps(now);
        office.record_all(gaps, &actor, now, &mut events);
        (office, events)
    }

    /// Decides a command and makes the outcome part of the office. The caller writes the events to the
    /// ledger before anyone is told; if that fails, or [`Self::fault`] then names a decided event that does
    /// not follow, it must build the office anew from the ledger.
    ///
    /// # Errors
    /// The refusal; the office is then unchanged.
    pub fn handle(&mut self, request: &Request, now: UnixTime) -> Result<Decided, Refusal> {
        let now = now.max(self.day.last_at());
        if let Some(repeated) = self.repeated(request)? {
            return Ok(Decided { events: Vec::new(), subject: repeated, repeated: true });
        }
        let decision = self.decide(&request.command, now)?;
        let closing = self.closes_at();
        let settle = decision.settle.map(|why| {
            let lost =
                if why.takes_places() { self.lost_before(&decision.events, now) } else { BTreeSet::new() };
            (why, lost)
        });
        let mut events = Vec::with_capacity(decision.events.len());
        let answer = decision.events.iter().position(|event| event.subject() == decision.subject);
        let mut key = request.key.map(|key| (key, Fingerprint::of(&request.command)));
        for (index, event) in decision.events.into_iter().enumerate() {
            let key = if answer == Some(index) { key.take() } else { None };
            self.record(event, &request.actor, key, now, &mut events);
        }
        if let Some((why, lost)) = settle {
            self.record_all(self.settle_after(&why, &lost, now), &request.actor, now, &mut events);
        }
        self.record_all(self.end_closed_day(closing, now), &request.actor, now, &mut events);
        Ok(Decided { events, subject: decision.subject, repeated: false })
    }

    /// Whether a request with this key was answered today.
    pub fn has_answered(&self, key: RequestKey) -> bool {
        self.idempotency.get(key).is_some()
    }

    /// The ticket that a request with this key led to.
    pub fn ticket_of(&self, key: RequestKey) -> Option<TicketId> {
        self.idempotency.get(key).and_then(IdempotencyRecord::ticket)
    }

    fn decide(&self, command: &Command, now: UnixTime) -> Result<Decision, Refusal> {
        match command {
            Command::CheckIn(check_in) => self.decide_check_in(check_in, now),
            Command::CallNext { desk } => self.decide_call_next(desk, now),
            Command::CallChosen { ticket, desk, reason } => {
                self.decide_call_chosen(*ticket, desk, reason.clone(), now)
            }
            Command::Recall { ticket } => self.decide_recall(*ticket),
            Command::Arrive { ticket } => self.decide_arrival(*ticket),
            Command::MarkAbsent { ticket } => self.decide_absence(*ticket, now),
            Command::Return { ticket } => self.decide_return(*ticket, now),
            Command::Depart { ticket } => self.decide_departure(*ticket, None),
            Command::VoidTicket { ticket, reason } => self.decide_departure(*ticket, Some(reason.clone())),
            Command::Park { ticket } => self.decide_parking(*ticket),
            Command::Transfer { ticket, to, reason } => {
                self.decide_transfer(*ticket, to, reason.clone(), now)
            }
            Command::SetUrgency { ticket, urgency, reason } => {
                self.decide_urgency(*ticket, *urgency, reason.clone(), now)
            }
            Command::TakeNextDay { ticket, start } => self.decide_next_day(*ticket, *start),
            Command::Complete { ticket, at, outcome, flags, companion_minutes } => {
                self.decide_completion(*ticket, at.as_ref(), outcome, flags, *companion_minutes)
            }
            Command::EndUnrecorded { ticket } => self.decide_ending_unrecorded(*ticket, now),
            Command::Undo { desk } => self.decide_undo(desk, now),
            Command::OpenDesk { desk } => self.decide_open_desk(desk),
            Command::LeaveDesk { desk, reason } => self.decide_leave_desk(desk, reason.clone()),
            Command::ChangeCapacity(change) => self.decide_capacity(change, now),
            Command::ImportDiary { date, bookings } => self.decide_diary(*date, bookings, now),
            Command::ChangeDiary { date, change } => self.decide_diary_change(*date, change, now),
            Command::ReportHold(report) => self.decide_hold(report, now),
            Command::DiaryLost { known_at, unread } => Ok(self.decide_diary_lost(*known_at, unread)),
            Command::DiaryFound => Ok(self.decide_diary_found()),
            Command::ChangeSetup(setup) => self.decide_setup(setup),
            Command::Trial(command) => self.decide_trial(command, now),
            Command::TellWindows(foreseen) => self.decide_windows(foreseen, now),
            Command::LearnLengths(lengths) => self.decide_lengths(lengths),
            Command::SetDayNotice { text, until } => self.decide_day_notice(text, *until, now),
            Command::RemoveDayNotice => Ok(self.decide_day_notice_removal()),
            Command::EndBooking { desk, start, outcome } => {
                self.decide_booking_end(desk, *start, *outcome, now)
            }
            Command::RecordRatings(ratings) => Self::decide_ratings(*ratings),
            Command::CountInquiry { desk } => self.decide_inquiry(desk),
            Command::TakeBackInquiry { desk } => self.decide_inquiry_taken_back(desk, now),
            Command::AskForHelp => Ok(Decision::nothing(if self.day.help_asked_at().is_some() {
                vec![]
            } else {
                vec![Event::HelpAsked]
            })),
            Command::AnswerHelp => Ok(Decision::nothing(
                self.day.help_asked_at().map(|_| Event::HelpAnswered).into_iter().collect(),
            )),
        }
    }

    /// A request that was answered before gets what it led to, however often it comes.
    fn repeated(&self, request: &Request) -> Result<Option<Subject>, Refusal> {
        let Some(answered) = request.key.and_then(|key| self.idempotency.get(key)) else { return Ok(None) };
        if !answered.is_for(&request.command) {
            return Err(Refusal::KeyReused);
        }
        // Yesterday's visits and gaps are over, and today's office does not know them any more.
        let is_known = match answered.subject {
            Subject::Gap(gap) => self.gaps.get(gap).is_some(),
            Subject::Ticket(ticket) | Subject::Call(ticket) => self.tickets.get(ticket).is_some(),
            Subject::Nothing => true,
        };
        if is_known { Ok(Some(answered.subject)) } else { Err(Refusal::CarriedOutEarlier) }
    }

    pub(crate) fn record(
        &mut self,
        event: Event,
        actor: &Actor,
        key: Option<(RequestKey, Option<Fingerprint>)>,
        at: UnixTime,
        events: &mut Vec<Recorded>,
    ) {
        let (key, fingerprint) = key.unzip();
        let fingerprint = fingerprint.flatten();
        let recorded = Recorded { at, actor: actor.clone(), key, fingerprint, event };
        match self.apply(&recorded) {
            Ok(()) => events.push(recorded),
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
    }

    pub(crate) fn record_all(
        &mut self,
        new: Vec<Event>,
        actor: &Actor,
        at: UnixTime,
        events: &mut Vec<Recorded>,
    ) {
        for event in new {
            self.record(event, actor, None, at, events);
        }
    }
}
