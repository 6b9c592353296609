// SPDX-License-Identifier: MPL-2.0
//! The steps of a visit after the call: recall, arrival, absence and return, parking, transfer, departure,
//! completion, and taking back the last one.

use crate::command::{MOST_COMPANION_MINUTES, TransferTo};
use crate::decide::Decision;
use crate::event::{Event, KeptPlace};
use crate::free_text::FreeText;
use crate::idempotency::Subject;
use crate::names::{Actor, DeskId, OutcomeId, TicketId};
use crate::office::Office;
use crate::queue::planning::Why;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::ticket::{Ending, Flag, Promise, State, Ticket};
use crate::time::UnixTime;
use crate::visits::desks::Staffing;
use crate::visits::tickets::TicketIndex;

impl Office {
    pub(crate) fn decide_recall(&self, ticket: TicketId) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        match self.tickets[index].state {
            State::Called(_) => {
                let event = Event::TicketRecalled { ticket };
                Ok(Decision { events: vec![event], subject: Subject::Ticket(ticket), settle: None })
            }
            State::Waiting
            | State::Serving { .. }
            | State::Parked { .. }
            | State::Absent { .. }
            | State::Done { .. }
            | State::Left { .. } => Err(self.out_of_turn(index)),
        }
    }

    pub(crate) fn decide_arrival(&self, ticket: TicketId) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        match self.tickets[index].state {
            State::Called(_) => Ok(Decision::about(ticket, Event::CitizenArrived { ticket })),
            State::Waiting
            | State::Serving { .. }
            | State::Parked { .. }
            | State::Absent { .. }
            | State::Done { .. }
            | State::Left { .. } => Err(self.out_of_turn(index)),
        }
    }

    /// Rule 7: only after the configured number of recalls. Who was told a later time before has the grace
    /// from then on, and nobody is told to come back after closing.
    pub(crate) fn decide_absence(&self, ticket: TicketId, now: UnixTime) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        let State::Called(call) = &self.tickets[index].state else { return Err(self.out_of_turn(index)) };
        let recalls_left = self.policy.recalls_before_absent.saturating_sub(call.recalls);
        if recalls_left > 0 {
            return Err(Refusal::RecallFirst { number: self.tickets[index].number, recalls_left });
        }
        let expected = self.tickets[index].told_before.unwrap_or(now).max(now);
        let grace_over = expected + self.policy.absence_grace();
        let until = self
            .closes_at()
            .filter(|&closes| now < closes)
            .map_or(grace_over, |closes| grace_over.min(closes));
        let told = self.tickets[index].told_before_call();
        let offer = told.is_some_and(|window| now < window.earliest);
        Ok(Decision::about(ticket, Event::MarkedAbsent { ticket, until, offer }))
    }

    pub(crate) fn decide_return(&self, ticket: TicketId, now: UnixTime) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        let number = self.tickets[index].number;
        let back = |only_at| Ok(Decision::about(ticket, Event::TicketReturned { ticket, only_at }));
        match &self.tickets[index].state {
            // The clerk who knows the case goes on with it.
            State::Parked { desk, .. } => back(desk.clone().filter(|desk| self.has_clerk(desk, now))),
            State::Absent { until, .. } if now <= *until => back(None),
            State::Absent { .. } | State::Left { ending: Ending::AbsentAtCall, .. } => {
                Err(Refusal::GraceRanOut { number })
            }
            State::Waiting if self.tickets[index].waits_today() && !self.tickets[index].has_arrived() => {
                back(None)
            }
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Done { .. }
            | State::Left { .. } => Err(self.out_of_turn(index)),
        }
    }

    /// Open, and its clerk not away for a while.
    pub(crate) fn has_clerk(&self, desk: &DeskId, now: UnixTime) -> bool {
        let is_open = self.desk_index(desk).is_some_and(|desk| self.desks[desk].staffing == Staffing::Open);
        is_open && !self.clerk_is_away(desk, now)
    }

    pub(crate) fn clerk_is_away(&self, desk: &DeskId, now: UnixTime) -> bool {
        self.closures.absences_at(desk).any(|absence| absence.time.contains(now))
    }

    /// The citizen has left, or with a note: there never was one.
    pub(crate) fn decide_departure(
        &self,
        ticket: TicketId,
        note: Option<FreeText>,
    ) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        match self.tickets[index].state {
            State::Serving { .. } | State::Done { .. } | State::Left { .. } => Err(self.out_of_turn(index)),
            State::Waiting | State::Called(_) | State::Parked { .. } | State::Absent { .. } => {
                let ending = Ending::LeftBeforeCall;
                let event = Event::TicketLeft { ticket, ending, reasons: Vec::new(), kept: None, note };
                let stood_by =
                    self.tickets[index].waits_today() && self.queue.claims().all(|claim| claim != index);
                // Who stood by had nobody's time: it comes free for nobody.
                let settle = (!stood_by).then_some(Why::TimeFreed);
                Ok(Decision { settle, ..Decision::about(ticket, event) })
            }
        }
    }

    pub(crate) fn decide_parking(&self, ticket: TicketId) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        let state = &self.tickets[index].state;
        if state.call().is_some() || self.tickets[index].waits_today() {
            Ok(Decision::about(ticket, Event::TicketParked { ticket }))
        } else {
            Err(self.out_of_turn(index))
        }
    }

    pub(crate) fn decide_transfer(
        &self,
        ticket: TicketId,
        to: &TransferTo,
        note: Option<FreeText>,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        let current = &self.tickets[index];
        let movable = current.state.call().is_some()
            || current.waits_today()
            || matches!(current.state, State::Parked { .. });
        if !movable {
            return Err(self.out_of_turn(index));
        }
        if to.desk.is_none() && to.errand.is_none() {
            return Err(Refusal::Invalid("say which desk or which errand to transfer to".to_owned()));
        }
        let mut visit = current.visit.clone();
        if let Some(errand) = &to.errand {
            visit = self.visit_with_errand(visit, errand)?;
        }
        if let Some(desk) = &to.desk {
            let desk = self.known_desk(desk)?;
            if !self.setup.desks[desk].features.covers(visit.features) {
                return Err(Refusal::NoDeskOffersThis);
            }
        }
        let only_at = to.desk.clone();
        let event = Event::TicketTransferred { ticket, only_at, visit: Box::new(visit), note: note.clone() };
        if note.is_none()
            && let Some(lost) = self.lost_by(&event, now)
        {
            return Err(self.would_break(lost, now));
        }
        let settle = Some(Why::Transferred { ticket, note });
        Ok(Decision { settle, ..Decision::about(ticket, event) })
    }

    /// Whose promise an event leaves without a place, if it had one before.
    pub(crate) fn lost_by(&self, event: &Event, now: UnixTime) -> Option<TicketIndex> {
        let before = self.lost_before(std::slice::from_ref(event), now);
        let mut trial = self.clone();
        trial.record_all(vec![event.clone()], &Actor::from("preview"), now, &mut Vec::new());
        trial.lost_promises(now).difference(&before).next().copied()
    }

    pub(crate) fn would_break(&self, lost: TicketIndex, now: UnixTime) -> Refusal {
        let Ticket { number, promise, .. } = &self.tickets[lost];
        let latest = promise.map_or(now, |promise| promise.latest);
        let reasons = vec![Reason::WouldBreakPromise { number: *number, latest }];
        Refusal::WouldBreakPromise { number: *number, reasons }
    }

    /// A place on the next open day, for somebody who stands by or was not served today.
    pub(crate) fn decide_next_day(
        &self,
        ticket: TicketId,
        start: Option<UnixTime>,
    ) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        let current = &self.tickets[index];
        if !current.may_take_next_day() {
            return Err(self.out_of_turn(index));
        }
        let place = self.place_on_next_day(current);
        let offered = place.filter(|(_, place)| start.is_none_or(|start| start == place.time.start));
        let (date, placement) = offered.ok_or_else(|| self.no_time(current, None))?;
        let promise = Promise::for_start(placement.time.start, self.policy.promise_width());
        let event = Event::TicketLeft {
            ticket,
            ending: Ending::MovedToNextDay,
            reasons: vec![Reason::MovedToNextDay { start: placement.time.start }],
            kept: Some(KeptPlace { date, placement, promise }),
            note: None,
        };
        Ok(Decision::about(ticket, event))
    }

    pub(crate) fn decide_completion(
        &self,
        ticket: TicketId,
        at: Option<&DeskId>,
        outcome: &OutcomeId,
        flags: &[Flag],
        companion_minutes: Option<u16>,
    ) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        if self.setup.outcome(outcome).is_none() {
            return Err(Refusal::UnknownOutcome(outcome.clone()));
        }
        if companion_minutes.is_some_and(|minutes| minutes > MOST_COMPANION_MINUTES) {
            let most = MOST_COMPANION_MINUTES / 60;
            return Err(Refusal::Invalid(format!("companion_minutes: at most {most} hours for one errand")));
        }
        let number = self.tickets[index].number;
        let Some(call) = self.tickets[index].state.call() else { return Err(self.out_of_turn(index)) };
        if at.is_some_and(|desk| *desk != call.desk) {
            return Err(Refusal::AtAnotherDesk { number, at: call.desk.clone() });
        }
        let mut flags = flags.to_vec();
        flags.sort_unstable();
        flags.dedup();
        let (desk, outcome) = (call.desk.clone(), outcome.clone());
        let event = Event::TicketCompleted { ticket, desk, outcome, flags, companion_minutes };
        Ok(Decision::about(ticket, event))
    }

    /// Who sits at a desk longer than expected has probably gone: nobody wrote down how it went.
    pub(crate) fn decide_ending_unrecorded(
        &self,
        ticket: TicketId,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let index = self.known(ticket)?;
        let desk = self.tickets[index].state.call().and_then(|call| self.desk_index(&call.desk));
        if !desk.is_some_and(|desk| self.overruns(desk, now)) {
            return Err(self.out_of_turn(index));
        }
        let ending = Ending::OutcomeNotRecorded;
        let event = Event::TicketLeft { ticket, ending, reasons: Vec::new(), kept: None, note: None };
        Ok(Decision::about(ticket, event))
    }

    pub(crate) fn decide_undo(&self, desk: &DeskId, now: UnixTime) -> Result<Decision, Refusal> {
        let index = self.known_desk(desk)?;
        let step = self.undoable(index, now).ok_or_else(|| Refusal::NothingToUndo(desk.clone()))?;
        let ticket = self.tickets[step.ticket].id;
        let restored = step.before.state.clone();
        Ok(Decision {
            events: vec![Event::StepUndone { ticket, desk: desk.clone(), restored }],
            subject: Subject::Ticket(ticket),
            settle: Some(Why::TimeFreed),
        })
    }

    /// The desk's last step, while it may be taken back: nobody else sits there now, and nothing else has
    /// happened to the ticket.
    pub(crate) fn undoable(
        &self,
        desk: crate::visits::desks::DeskIndex,
        now: UnixTime,
    ) -> Option<&crate::visits::desks::LastStep> {
        let step = self.desks[desk].last_step.as_ref()?;
        let in_time = now - step.at <= self.policy.undo_within();
        let free_or_same = self.desks[desk].ticket.is_none_or(|ticket| ticket == step.ticket);
        let untouched = is_as(&self.tickets[step.ticket].state, &step.after);
        (in_time && free_or_same && untouched).then_some(step)
    }
}

/// The same state; a call that was announced again is still the same call.
fn is_as(now: &State, then: &State) -> bool {
    match (now, then) {
        (State::Called(now), State::Called(then)) => (&now.desk, now.at) == (&then.desk, then.at),
        _ => now == then,
    }
}
