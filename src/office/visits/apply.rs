// SPDX-License-Identifier: MPL-2.0
//! What the events of a visit do to its ticket, to the queue and to the desk that has it.

use crate::event::KeptPlace;
use crate::invalid_event::InvalidEvent;
use crate::names::{DeskId, OutcomeId, TicketId};
use crate::office::Office;
use crate::reason::Reason;
use crate::ticket::{Call, Ending, Flag, State, Ticket, Visit};
use crate::time::{Length, TimeRange, UnixTime};
use crate::visits::desks::{DeskIndex, LastStep, Staffing};
use crate::visits::tickets::TicketIndex;

impl Office {
    pub(crate) fn add_ticket(&mut self, ticket: &Ticket) -> Result<(), InvalidEvent> {
        if self.tickets.get(ticket.id).is_some() {
            return Err(InvalidEvent("ticket checked in twice"));
        }
        let index = self.tickets.add(ticket.clone());
        self.file(index);
        Ok(())
    }

    pub(crate) fn call(
        &mut self,
        ticket: TicketId,
        desk: &DeskId,
        reasons: &[Reason],
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        let (index, desk) = (self.index(ticket)?, self.desk_of_event(desk)?);
        if let Some(pause) = self.pause_before_call(index, desk, at) {
            self.calibration.paused(pause);
        }
        let time = TimeRange::new(at, at + self.tickets[index].visit.expected);
        let call = Call { desk: self.desks[desk].id.clone(), at, announced_at: at, recalls: 0 };
        let after = State::Called(call.clone());
        let before = Box::new(self.tickets[index].clone());
        self.change_ticket(index, |ticket| ticket.be_called(call, time, reasons));
        self.calibration.called(index, at);
        self.desks.record_step(desk, LastStep { ticket: index, at, before, after }, true);
        Ok(())
    }

    /// How long a desk took to call somebody who was there when its last case ended, in time kept for tickets.
    fn pause_before_call(&self, ticket: TicketIndex, desk: DeskIndex, at: UnixTime) -> Option<Length> {
        let ended = self.desks[desk]
            .last_step
            .as_ref()
            .filter(|step| step.after.ends_service(&step.before.state))?
            .at;
        let ticket = &self.tickets[ticket];
        let kept = self.desk_times[desk].reserved.iter().any(|time| time.contains(ended));
        (ticket.is_expected(ended) && kept).then_some(at - ended)
    }

    pub(crate) fn recall(&mut self, ticket: TicketId, at: UnixTime) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        if !matches!(self.tickets[index].state, State::Called(_)) {
            return Err(InvalidEvent("recall of a ticket that is not called"));
        }
        self.change_ticket(index, |ticket| ticket.be_recalled(at));
        Ok(())
    }

    pub(crate) fn arrive(&mut self, ticket: TicketId, at: UnixTime) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        let call = self.tickets[index].state.call().ok_or(InvalidEvent("not called"))?.clone();
        self.step(index, State::Serving { call, since: at }, at);
        Ok(())
    }

    pub(crate) fn change_state(
        &mut self,
        ticket: TicketId,
        state: State,
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        self.step(index, state, at);
        Ok(())
    }

    /// Nobody came to a call before the window.
    pub(crate) fn decline_offer(&mut self, ticket: TicketId, at: UnixTime) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        let before = Box::new(self.tickets[index].clone());
        let away_until = before.away_after_offer(at);
        let desk = self.desks.release(index);
        self.calibration.call_withdrawn(index);
        self.change_ticket(index, |ticket| ticket.decline_offer(away_until));
        if let Some(desk) = desk {
            self.desks.record_step(
                desk,
                LastStep { ticket: index, at, before, after: State::Waiting },
                false,
            );
        }
        Ok(())
    }

    pub(crate) fn park(&mut self, ticket: TicketId, at: UnixTime) -> Result<(), InvalidEvent> {
        let desk = self.tickets[self.index(ticket)?].state.call().map(|call| call.desk.clone());
        self.change_state(ticket, State::Parked { since: at, desk }, at)
    }

    pub(crate) fn bring_back(
        &mut self,
        ticket: TicketId,
        only_at: Option<&DeskId>,
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        self.change_ticket(index, |ticket| ticket.be_here_again(only_at));
        self.change_state(ticket, State::Waiting, at)
    }

    pub(crate) fn leave_desk(&mut self, desk: &DeskId, at: UnixTime) -> Result<(), InvalidEvent> {
        self.desks.staff(self.desk_of_event(desk)?, Staffing::Left, at);
        self.set_free_from(desk, |_| true);
        Ok(())
    }

    /// Whoever waits for this desk alone would now wait in vain: any other may call them.
    pub(crate) fn set_free_from(&mut self, desk: &DeskId, who: impl Fn(&Ticket) -> bool) {
        let tied = |index: &TicketIndex| {
            let ticket = &self.tickets[*index];
            ticket.only_at.as_ref() == Some(desk) && !ticket.state.is_over() && who(ticket)
        };
        let tied: Vec<TicketIndex> = (0..self.tickets.len()).filter(tied).collect();
        for index in tied {
            self.change_ticket(index, |ticket| ticket.only_at = None);
        }
    }

    pub(crate) fn transfer(
        &mut self,
        ticket: TicketId,
        only_at: Option<&DeskId>,
        visit: &Visit,
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        let served = self.tickets[index].state.time_at_desk(at);
        if let Some((desk, served)) = self.desks.release(index).zip(served) {
            self.desks.add_served(desk, served);
            self.calibration.call_confirmed(index);
        }
        self.change_ticket(index, |ticket| ticket.be_transferred(only_at, visit));
        Ok(())
    }

    pub(crate) fn complete(
        &mut self,
        ticket: TicketId,
        desk: &DeskId,
        outcome: &OutcomeId,
        flags: &[Flag],
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        let served = self.tickets[index].state.served_until(at);
        let (desk, outcome, flags) = (desk.clone(), outcome.clone(), flags.to_vec());
        self.step(index, State::Done { at, desk, outcome, flags, served }, at);
        Ok(())
    }

    pub(crate) fn end_visit(
        &mut self,
        ticket: TicketId,
        ending: Ending,
        reasons: &[Reason],
        kept: Option<&KeptPlace>,
        at: UnixTime,
    ) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        self.step(index, State::Left { at, ending }, at);
        self.change_ticket(index, |ticket| {
            ticket.reasons = reasons.to_vec();
            if let Some(kept) = kept {
                ticket.keep_for(kept);
            }
        });
        Ok(())
    }

    pub(crate) fn undo(
        &mut self,
        ticket: TicketId,
        desk: &DeskId,
        restored: &State,
    ) -> Result<(), InvalidEvent> {
        let (index, desk) = (self.index(ticket)?, self.desk_of_event(desk)?);
        self.desks.release(index);
        let undone = self.desks.undo_step(desk, restored.call().map(|_| index));
        if matches!(restored, State::Waiting) {
            self.calibration.call_withdrawn(index);
        }
        self.change_ticket(index, |ticket| {
            if let Some(step) = undone {
                // The class is the supervisor's word and no step of the desk.
                let urgency = ticket.visit.urgency;
                *ticket = *step.before;
                ticket.visit.urgency = urgency;
            }
            ticket.state = restored.clone();
        });
        Ok(())
    }

    /// Puts a ticket into its next state; a desk that had it remembers the step, so that it can be undone.
    fn step(&mut self, index: TicketIndex, state: State, at: UnixTime) {
        let Some(desk) = self.desks.release(index) else {
            return self.change_ticket(index, |ticket| ticket.enter(state, at));
        };
        let is_served = matches!(state, State::Serving { .. });
        let after = state.clone();
        let before = Box::new(self.tickets[index].clone());
        if let Some(served) = before.state.time_at_desk(at).filter(|_| after.ends_service(&before.state)) {
            self.desks.add_served(desk, served);
        }
        self.calibration.call_confirmed(index);
        self.change_ticket(index, |ticket| ticket.enter(state, at));
        self.desks.record_step(desk, LastStep { ticket: index, at, before, after }, is_served);
    }

    /// Changes a ticket and files it anew: the queue never holds a ticket as it was.
    pub(crate) fn change_ticket<T>(
        &mut self,
        index: TicketIndex,
        change: impl FnOnce(&mut Ticket) -> T,
    ) -> T {
        let key = self.line_key(&self.tickets[index]);
        self.queue.remove(index, &self.tickets[index], key);
        let changed = change(self.tickets.get_mut(index));
        self.file(index);
        changed
    }

    pub(crate) fn file(&mut self, index: TicketIndex) {
        self.tickets.get_mut(index).trim_window();
        let key = self.line_key(&self.tickets[index]);
        self.queue.insert(index, &self.tickets[index], key);
    }

    pub(crate) fn index(&self, ticket: TicketId) -> Result<TicketIndex, InvalidEvent> {
        self.tickets.index_of(ticket).ok_or(InvalidEvent("unknown ticket"))
    }
}
