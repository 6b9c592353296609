// SPDX-License-Identifier: MPL-2.0
//! A desk asks for a ticket: the next one, or one the clerk chose.

use crate::decide::Decision;
use crate::event::Event;
use crate::free_text::FreeText;
use crate::idempotency::Subject;
use crate::names::{DeskId, TicketId};
use crate::office::Office;
use crate::queue::calling::Choice;
use crate::queue::planning::Why;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::ticket::State;
use crate::time::UnixTime;
use crate::visits::desks::{DeskIndex, Staffing};
use crate::visits::tickets::TicketIndex;

impl Office {
    pub(crate) fn decide_call_next(&self, desk: &DeskId, now: UnixTime) -> Result<Decision, Refusal> {
        let index = self.free_desk(desk)?;
        match self.choose_next(index, now) {
            Choice::Call { ticket, reasons } => Ok(self.called(ticket, index, reasons, None)),
            Choice::NobodyWaits => Err(Refusal::NobodyWaits { reasons: vec![Reason::NobodyWaits] }),
            Choice::NobodyFits { reasons } => Err(Refusal::NobodyFits { reasons }),
        }
    }

    pub(crate) fn decide_call_chosen(
        &self,
        ticket: TicketId,
        desk: &DeskId,
        note: Option<FreeText>,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let reasons = self.reasons_to_call(ticket, desk, note.as_ref(), now)?;
        Ok(self.called(self.known(ticket)?, self.known_desk(desk)?, reasons, note))
    }

    /// What is to be said of calling a ticket that the clerk chose, or why it is not called.
    pub(crate) fn reasons_to_call(
        &self,
        ticket: TicketId,
        desk: &DeskId,
        note: Option<&FreeText>,
        now: UnixTime,
    ) -> Result<Vec<Reason>, Refusal> {
        let index = self.known(ticket)?;
        let desk = self.free_desk(desk)?;
        let chosen = &self.tickets[index];
        let set_aside = matches!(chosen.state, State::Parked { .. } | State::Absent { .. });
        let callable = chosen.waits_today() || set_aside;
        if !callable {
            return Err(self.out_of_turn(index));
        }
        let number = chosen.number;
        if let Some(reason) = self.objection(index, desk, now) {
            let breaks_promise = matches!(reason, Reason::WouldBreakPromise { .. });
            let reasons = vec![reason];
            return Err(if breaks_promise {
                Refusal::WouldBreakPromise { number, reasons }
            } else {
                Refusal::WouldDelayBooking { number, reasons }
            });
        }
        if note.is_none()
            && let Some(reason) = self.lacks(index, desk, now)
        {
            return Err(Refusal::NeedsOtherDesk { number, reasons: vec![reason] });
        }
        let mut reasons = vec![Reason::ChosenByClerk];
        reasons.extend(self.what_follows(chosen, desk, now));
        Ok(reasons)
    }

    fn called(
        &self,
        ticket: TicketIndex,
        desk: DeskIndex,
        reasons: Vec<Reason>,
        note: Option<FreeText>,
    ) -> Decision {
        let id = self.tickets[ticket].id;
        let desk = self.desks[desk].id.clone();
        Decision {
            events: vec![Event::TicketCalled { ticket: id, desk, reasons, note }],
            subject: Subject::Call(id),
            settle: Some(Why::TimeFreed),
        }
    }

    /// A desk that a clerk has opened and nobody sits at.
    fn free_desk(&self, id: &DeskId) -> Result<DeskIndex, Refusal> {
        let index = self.known_desk(id)?;
        let desk = &self.desks[index];
        if desk.staffing != Staffing::Open {
            return Err(Refusal::DeskClosed(id.clone()));
        }
        match desk.ticket {
            Some(ticket) => Err(Refusal::DeskBusy { desk: id.clone(), number: self.tickets[ticket].number }),
            None => Ok(index),
        }
    }

    pub(crate) fn known_desk(&self, id: &DeskId) -> Result<DeskIndex, Refusal> {
        self.desk_index(id).ok_or_else(|| Refusal::UnknownDesk(id.clone()))
    }

    pub(crate) fn known(&self, id: TicketId) -> Result<TicketIndex, Refusal> {
        self.tickets.index_of(id).ok_or(Refusal::UnknownTicket(id))
    }

    pub(crate) fn out_of_turn(&self, index: TicketIndex) -> Refusal {
        let ticket = &self.tickets[index];
        Refusal::StepOutOfTurn { number: ticket.number, state: ticket.state.name() }
    }
}
