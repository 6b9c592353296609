//! What the events of a visit do to its ticket and to the desk that has it.

use crate::apply::DoesNotFollow;
use crate::event::KeptPlace;
use crate::names::{DeskId, OutcomeId, TicketId};
use crate::office::{ANNOUNCEMENTS_KEPT, Announcement, DeskIndex, LastStep, Office, TicketIndex};
use crate::reason::Reason;
use crate::ticket::{Call, Ending, Flag, Placement, Promise, State, Ticket, Visit};
use crate::time::{TimeRange, UnixTime};

impl Office {
    pub(crate) fn add_ticket(&mut self, ticket: &Ticket) -> Result<(), DoesNotFollow> {
        if self.by_id.contains_key(&ticket.id) {
            return Err(DoesNotFollow("ticket checked in twice"));
        }
        let index = self.tickets.len();
        self.last_number = self.last_number.max(ticket.number);
        self.by_id.insert(ticket.id, index);
        self.by_secret.insert(ticket.secret, ticket.id);
        self.tickets.push(ticket.clone());
        self.file(index);
        Ok(())
    }

    /// Another place and promise, or none.
    pub(crate) fn replace(
        &mut self,
        ticket: TicketId,
        placement: Option<&Placement>,
        promise: Option<Promise>,
        reasons: &[Reason],
        broken: u16,
    ) -> Result<(), DoesNotFollow> {
        let index = self.index(ticket)?;
        self.unfile(index);
        let ticket = &mut self.tickets[index];
        ticket.placement = placement.cloned();
        ticket.promise = promise;
        ticket.window = ticket.window.filter(|_| broken == 0);
        ticket.standby = placement.is_none();
        ticket.broken_promises += broken;
        ticket.reasons = reasons.to_vec();
        self.file(index);
        Ok(())
    }

    pub(crate) fn call(
        &mut self,
        ticket: TicketId,
        desk: &DeskId,
        reasons: &[Reason],
        at: UnixTime,
    ) -> Result<(), DoesNotFollow> {
        let (index, desk) = (self.index(ticket)?, self.desk_of_event(desk)?);
        self.unfile(index);
        let id = self.desks[desk].id.clone();
        let ticket = &mut self.tickets[index];
        let time = TimeRange::new(at, at + ticket.visit.expected);
        let call = Call { desk: id.clone(), at, announced_at: at, recalls: 0 };
        let after = State::Called(call);
        let before = std::mem::replace(&mut ticket.state, after.clone());
        ticket.placement = Some(Placement { desk: id.clone(), time });
        ticket.window = None;
        let first_call = ticket.first_called_at;
        ticket.first_called_at.get_or_insert(at);
        ticket.reasons = reasons.to_vec();
        ticket.standby = false;
        self.hindsight.called(index, at);
        self.desks[desk].ticket = Some(index);
        self.desks[desk].last_step = Some(LastStep { ticket: index, at, before, first_call, after });
        let used = self.gaps.iter().filter(|gap| gap.is_open() && gap.desk == id && gap.time.overlaps(time));
        self.used_gaps.extend(used.map(|gap| gap.id).collect::<Vec<_>>());
        self.announce(index, desk, 0, at);
        Ok(())
    }

    pub(crate) fn recall(&mut self, ticket: TicketId, at: UnixTime) -> Result<(), DoesNotFollow> {
        let index = self.index(ticket)?;
        let State::Called(call) = &mut self.tickets[index].state else {
            return Err(DoesNotFollow("recall of a ticket that is not called"));
        };
        call.recalls = call.recalls.saturating_add(1);
        call.announced_at = at;
        let (id, recalls) = (call.desk.clone(), call.recalls);
        if let Some(desk) = self.desk_index(&id) {
            self.announce(index, desk, recalls, at);
        }
        Ok(())
    }

    fn announce(&mut self, ticket: TicketIndex, desk: DeskIndex, recalls: u8, at: UnixTime) {
        self.announced += 1;
        self.announcements.retain(|earlier| earlier.ticket != ticket);
        self.announcements.push_front(Announcement { serial: self.announced, ticket, desk, at, recalls });
        self.announcements.truncate(ANNOUNCEMENTS_KEPT);
    }

    pub(crate) fn arrive(&mut self, ticket: TicketId, at: UnixTime) -> Result<(), DoesNotFollow> {
        let index = self.index(ticket)?;
        let call = self.tickets[index].state.call().ok_or(DoesNotFollow("not called"))?.clone();
        self.step(index, State::Serving { call, since: at }, at);
        Ok(())
    }

    pub(crate) fn change_state(
        &mut self,
        ticket: TicketId,
        state: State,
        at: UnixTime,
    ) -> Result<(), DoesNotFollow> {
        let index = self.index(ticket)?;
        self.step(index, state, at);
        Ok(())
    }

    pub(crate) fn transfer(
        &mut self,
        ticket: TicketId,
        only_at: Option<&DeskId>,
        visit: &Visit,
    ) -> Result<(), DoesNotFollow> {
        let index = self.index(ticket)?;
        self.leave_desk(index);
        self.unfile(index);
        let ticket = &mut self.tickets[index];
        self.came_for.entry(index).or_insert_with(|| ticket.visit.errand.clone());
        ticket.only_at = only_at.cloned();
        ticket.visit = visit.clone();
        wait_again(ticket);
        self.file(index);
        Ok(())
    }

    pub(crate) fn complete(
        &mut self,
        ticket: TicketId,
        desk: &DeskId,
        outcome: &OutcomeId,
        flags: &[Flag],
        at: UnixTime,
    ) -> Result<(), DoesNotFollow> {
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
    ) -> Result<(), DoesNotFollow> {
        let index = self.index(ticket)?;
        self.step(index, State::Left { at, ending }, at);
        let ticket = &mut self.tickets[index];
        ticket.reasons = reasons.to_vec();
        if let Some(kept) = kept {
            ticket.kept_for = Some(kept.date);
            ticket.placement = Some(kept.placement.clone());
            ticket.promise = Some(kept.promise);
        }
        Ok(())
    }

    pub(crate) fn undo(
        &mut self,
        ticket: TicketId,
        desk: &DeskId,
        restored: &State,
    ) -> Result<(), DoesNotFollow> {
        let (index, desk) = (self.index(ticket)?, self.desk_of_event(desk)?);
        self.leave_desk(index);
        self.unfile(index);
        let holds_desk = restored.call().is_some();
        let undone = self.desks[desk].last_step.take();
        let ticket = &mut self.tickets[index];
        ticket.state = restored.clone();
        if matches!(restored, State::Waiting) {
            ticket.placement = None;
            ticket.first_called_at = undone.and_then(|step| step.first_call);
            self.announcements.retain(|call| call.ticket != index);
        }
        self.desks[desk].ticket = holds_desk.then_some(index);
        self.file(index);
        Ok(())
    }

    /// Puts a ticket into its next state and keeps every index in step.
    fn step(&mut self, index: TicketIndex, state: State, at: UnixTime) {
        self.unfile(index);
        let desk = self.leave_desk(index);
        let waits = matches!(state, State::Waiting);
        let sits = matches!(state, State::Serving { .. });
        let after = state.clone();
        let before = std::mem::replace(&mut self.tickets[index].state, state);
        if let Some(desk) = desk {
            let first_call = self.tickets[index].first_called_at;
            self.desks[desk].last_step = Some(LastStep { ticket: index, at, before, first_call, after });
            self.desks[desk].ticket = sits.then_some(index);
        }
        let ticket = &mut self.tickets[index];
        if waits {
            wait_again(ticket);
        } else if !sits {
            ticket.placement = None;
            ticket.standby = false;
        }
        self.file(index);
    }

    /// Takes a ticket from the desk that has it, if one does.
    fn leave_desk(&mut self, index: TicketIndex) -> Option<DeskIndex> {
        let desk = self.desks.iter().position(|desk| desk.ticket == Some(index))?;
        self.desks[desk].ticket = None;
        Some(desk)
    }

    fn index(&self, ticket: TicketId) -> Result<TicketIndex, DoesNotFollow> {
        self.by_id.get(&ticket).copied().ok_or(DoesNotFollow("unknown ticket"))
    }
}

/// Back in the queue with the wait it has: the old promise was used up when it was called.
fn wait_again(ticket: &mut Ticket) {
    ticket.state = State::Waiting;
    ticket.placement = None;
    ticket.promise = None;
    ticket.standby = true;
}
