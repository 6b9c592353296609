// SPDX-License-Identifier: MPL-2.0
//! A check-in: the ticket it leads to, its number, place and promise.

use super::ReferenceOffice;
use office::command::{CheckIn, Command, IfFull};
use office::setup::Identification;
use office::ticket::{Placement, Promise, State, Ticket, Visit};
use office::time::{Length, UnixTime};

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
        let Some(expected) = self.expected_ticket(check_in, ticket, number, at) else {
            return self.violation("an unknown errand was let in");
        };
        if *ticket != expected {
            self.violation(format!("checked in as {ticket:?}, not {expected:?}"));
        }
        self.check_admission(check_in, &expected, at);
        if ticket.reasons.is_empty() {
            self.violation("checked in without a reason");
        }
        self.check_reasons_of_place(
            ticket,
            ticket.placement.as_ref(),
            ticket.promise,
            &ticket.reasons,
            command,
            at,
        );
        self.tickets.push(ticket.clone());
    }

    /// The ticket that a check-in leads to. Only where it is placed, and why, is the office's choice.
    fn expected_ticket(
        &self,
        check_in: &CheckIn,
        ticket: &Ticket,
        number: u32,
        at: UnixTime,
    ) -> Option<Ticket> {
        Some(Ticket {
            id: check_in.ticket,
            number,
            secret: check_in.secret,
            visit: self.visit(check_in)?,
            waiting_since: at,
            checked_in_at: at,
            state: State::Waiting,
            placement: ticket.placement.clone(),
            window: None,
            promise: ticket.placement.as_ref().map(|place| self.promise_for(place)),
            standby: check_in.if_full == IfFull::Standby && ticket.placement.is_none(),
            kept_for: ticket.kept_for.filter(|&date| check_in.if_full == IfFull::NextDay && date > self.date),
            only_at: None,
            first_called_at: None,
            promised_call: None,
            broken_promises: 0,
            reasons: ticket.reasons.clone(),
            before_call: None,
            away_until: None,
            told_before: None,
            broken_by: None,
        })
    }

    /// Somewhere in time, or standing by.
    fn check_admission(&mut self, check_in: &CheckIn, ticket: &Ticket, at: UnixTime) {
        if let Some(place) = &ticket.placement {
            let wait = place.time.start - at;
            let chosen = matches!(check_in.if_full, IfFull::LaterToday | IfFull::NextDay);
            if wait > self.policy.longest_wait() && !chosen {
                self.violation("a wait beyond the longest acceptable one was promised unasked");
            }
            if ticket.kept_for.is_none() {
                self.check_place(ticket, place);
            }
        } else if !ticket.standby {
            self.violation("neither a place nor standing by");
        }
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
            witness_on: check_in.witness_on.clone(),
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
}
