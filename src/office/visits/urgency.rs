// SPDX-License-Identifier: MPL-2.0
//! The class of a ticket that waits, changed by a supervisor's word. It breaks no promise: whoever has one is only
//! passed within it.

use crate::decide::Decision;
use crate::event::Event;
use crate::free_text::FreeText;
use crate::idempotency::Subject;
use crate::invalid_event::InvalidEvent;
use crate::names::{Actor, Number, TicketId};
use crate::office::Office;
use crate::preview::Preview;
use crate::priority::Rank;
use crate::queue::planning::Why;
use crate::refusal::Refusal;
use crate::ticket::Urgency;
use crate::time::UnixTime;
use crate::visits::tickets::TicketIndex;

impl Office {
    pub(crate) fn decide_urgency(
        &self,
        ticket: TicketId,
        urgency: Urgency,
        note: Option<FreeText>,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let is_changed = self.may_change_urgency(ticket)? != urgency;
        if is_changed && urgency == Urgency::Raised && note.is_none() {
            return Err(Refusal::ReasonRequired);
        }
        let event = Event::UrgencyChanged { ticket, urgency, note };
        if let Some(lost) = is_changed.then(|| self.lost_by(&event, now)).flatten() {
            return Err(self.would_break(lost, now));
        }
        let events = if is_changed { vec![event] } else { Vec::new() };
        Ok(Decision {
            events,
            subject: Subject::Ticket(ticket),
            settle: is_changed.then_some(Why::TimeFreed),
        })
    }

    /// What another class would do, without doing it: who moves within their promise, and who stands by and is passed.
    ///
    /// # Errors
    /// The refusal that the change would meet.
    pub fn preview_urgency(
        &self,
        ticket: TicketId,
        urgency: Urgency,
        now: UnixTime,
    ) -> Result<Preview, Refusal> {
        let now = now.max(self.day.last_at());
        if self.may_change_urgency(ticket)? == urgency {
            return Ok(Preview::default());
        }
        let event = Event::UrgencyChanged { ticket, urgency, note: None };
        if let Some(lost) = self.lost_by(&event, now) {
            return Err(self.would_break(lost, now));
        }
        let mut changed = self.clone();
        changed.record_all(vec![event], &Actor::from("preview"), now, &mut Vec::new());
        let settled = changed.settle(&Why::TimeFreed, now);
        let passed = self.left_behind_by(self.known(ticket)?, &changed, now);
        Ok(Preview { passed, ..self.read_preview(&settled, now) })
    }

    /// The class of a ticket that waits today.
    fn may_change_urgency(&self, ticket: TicketId) -> Result<Urgency, Refusal> {
        let index = self.known(ticket)?;
        let waiting = &self.tickets[index];
        if waiting.waits_today() { Ok(waiting.visit.urgency) } else { Err(self.out_of_turn(index)) }
    }

    /// Whoever stands by before a ticket now, and behind it in the office as it would be. What becomes of the others is
    /// said by their moves.
    fn left_behind_by(&self, index: TicketIndex, changed: &Self, now: UnixTime) -> Vec<Number> {
        let rank =
            |office: &Self, index: TicketIndex| -> Rank { office.claim(index).rank(&office.policy, now) };
        let (before, after) = (rank(self, index), rank(changed, index));
        let lines = self.queue.lines().each();
        let stand_by = lines.flat_map(|(_, line)| line.map(|(_, _, index)| index));
        let ranks = stand_by
            .filter(|&other| other != index && self.tickets[other].is_expected(now))
            .map(|other| (rank(self, other), self.tickets[other].number));
        let mut passed: Vec<(Rank, Number)> =
            ranks.filter(|(other, _)| before < *other && *other < after).collect();
        passed.sort_unstable_by(|(one, _), (other, _)| other.cmp(one));
        passed.into_iter().map(|(_, number)| number).collect()
    }

    pub(crate) fn change_urgency(&mut self, ticket: TicketId, urgency: Urgency) -> Result<(), InvalidEvent> {
        let index = self.index(ticket)?;
        self.change_ticket(index, |ticket| ticket.visit.urgency = urgency);
        Ok(())
    }
}
