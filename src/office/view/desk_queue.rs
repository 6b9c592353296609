// SPDX-License-Identifier: MPL-2.0
//! Those who wait, as one desk sees them: the first of them, one number looked up, and whom a chosen call passes.

use std::cmp::Reverse;

use super::{NextDayPlace, count};
use crate::calendar::Rfc3339;
use crate::free_text::FreeText;
use crate::names::{DeskId, ErrandId, Number, TicketId};
use crate::office::Office;
use crate::priority::Rank;
use crate::queue::calling::Choice;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::setup::Features;
use crate::ticket::{Language, StateName, Urgency};
use crate::time::UnixTime;
use crate::visits::desks::DeskIndex;
use crate::visits::tickets::TicketIndex;

#[derive(Clone, Debug, PartialEq)]
pub struct QueuedTicket {
    pub ticket: TicketId,
    pub number: Number,
    pub state: StateName,
    pub errand: ErrandId,
    pub needs: Features,
    pub language: Language,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    pub raised: bool,
    /// The open day a place is kept on, when that is not today.
    pub kept_for: Option<String>,
    /// The told window.
    pub earliest: Option<Rfc3339>,
    pub latest: Option<Rfc3339>,
    /// The desk that called it.
    pub desk: Option<DeskId>,
    /// What a later open day has for whoever stands by or stood by in vain; only where the number was looked up.
    pub next_day: Option<NextDayPlace>,
}

/// What calling a chosen ticket would do. It breaks no promise: such a call is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct CallPreview {
    /// Those of a higher rank who fit here and are passed, the first few in order.
    pub passed: Vec<QueuedTicket>,
    pub passed_in_all: u32,
    pub reasons: Vec<Reason>,
}

/// As many as a clerk takes in at a glance.
const MOST_QUEUED: usize = 5;

impl Office {
    /// The tickets with a number, or those who wait for a desk.
    pub fn desk_queue(
        &self,
        desk: &DeskId,
        number: Option<Number>,
        now: UnixTime,
    ) -> Option<Vec<QueuedTicket>> {
        let Some(number) = number else { return self.desk_view(desk, now).map(|view| view.queue) };
        self.desk_index(desk)?;
        let found = self.tickets.iter().enumerate().filter(|(_, ticket)| ticket.number == number);
        let next_day = |ticket| self.next_day_place(ticket);
        let found = found.take(MOST_QUEUED);
        Some(
            found
                .map(|(index, one)| QueuedTicket { next_day: next_day(one), ..self.queued(index) })
                .collect(),
        )
    }

    /// What calling a chosen ticket would do.
    ///
    /// # Errors
    /// The refusal that the call would meet.
    pub fn preview_call(
        &self,
        ticket: TicketId,
        desk: &DeskId,
        note: Option<&FreeText>,
        now: UnixTime,
    ) -> Result<CallPreview, Refusal> {
        let now = now.max(self.day.last_at());
        let reasons = self.reasons_to_call(ticket, desk, note, now)?;
        let (chosen, desk) = (self.known(ticket)?, self.known_desk(desk)?);
        let rank = self.claim(chosen).rank(&self.policy, now);
        let mut passed = self.waiting_for(desk, usize::MAX, now);
        let fits = self.fits_at(desk, now);
        let next = self.choose_next(desk, now);
        let is_next = matches!(next, Choice::Call { ticket, .. } if ticket == chosen);
        passed.retain(|&(before, index)| !is_next && before > rank && fits(index));
        passed.sort_unstable_by_key(|&(rank, _)| Reverse(rank));
        Ok(CallPreview {
            passed_in_all: count(passed.len()),
            passed: passed.into_iter().take(MOST_QUEUED).map(|(_, index)| self.queued(index)).collect(),
            reasons,
        })
    }

    /// The first who wait for a desk: whom «call next» would call, and the others in the order of their rank.
    pub(super) fn first_in_queue(
        &self,
        desk: DeskIndex,
        next: Option<TicketId>,
        now: UnixTime,
    ) -> Vec<QueuedTicket> {
        let mut waiting = self.waiting_for(desk, MOST_QUEUED, now);
        let is_next = |index: TicketIndex| next == Some(self.tickets[index].id);
        waiting.sort_unstable_by_key(|&(rank, index)| (!is_next(index), Reverse(rank)));
        waiting.into_iter().take(MOST_QUEUED).map(|(_, index)| self.queued(index)).collect()
    }

    /// Who waits and has what they need at a desk; of alike tickets without a place only the first.
    fn waiting_for(&self, desk: DeskIndex, of_each_line: usize, now: UnixTime) -> Vec<(Rank, TicketIndex)> {
        let lines = self.queue.lines().each();
        let in_lines = lines.flat_map(|(_, line)| line.take(of_each_line).map(|(_, _, index)| index));
        let all = self.queue.claimants().iter().copied().chain(in_lines);
        all.filter(|&index| self.tickets[index].is_expected(now) && self.lacks(index, desk, now).is_none())
            .map(|index| (self.claim(index).rank(&self.policy, now), index))
            .collect()
    }

    fn queued(&self, index: TicketIndex) -> QueuedTicket {
        let ticket = &self.tickets[index];
        let window = ticket.shown_window();
        QueuedTicket {
            ticket: ticket.id,
            number: ticket.number,
            state: ticket.state.name(),
            errand: ticket.visit.errand.clone(),
            needs: ticket.visit.needs,
            language: ticket.visit.language,
            kept_place: self.has_kept_place(ticket),
            raised: ticket.visit.urgency == Urgency::Raised,
            kept_for: ticket.kept_for.map(|date| date.to_string()),
            earliest: window.map(|window| self.stamp(window.earliest)),
            latest: window.map(|window| self.stamp(window.latest)),
            desk: ticket.state.call().map(|call| call.desk.clone()),
            next_day: None,
        }
    }
}
