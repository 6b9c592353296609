// SPDX-License-Identifier: MPL-2.0
//! What the invented people would do next, by the hall as it is.

use std::collections::{BTreeMap, BTreeSet};

use office::Office;
use office::command::Command;
use office::names::{DeskId, TicketId};
use office::ticket::{State, Ticket};
use office::time::{Length, UnixTime};
use simulation::rng::Rng;

use super::Turn;
use super::desks_in_use::DesksInUse;
use crate::visitors::{VisitorMix, Visitors};

/// Seconds between two who come: while hardly anybody waits, and otherwise.
const QUIET_SECONDS: [i64; 2] = [20, 90];
const USUAL_SECONDS: [i64; 2] = [240, 720];
/// A hall with fewer is a quiet one; in one with more nobody else comes.
const FEW_WAIT: usize = 3;
const MANY_WAIT: usize = 7;
/// Nobody comes shortly before closing.
const LAST_ARRIVALS: Length = Length::minutes(45);
/// A clerk notes down a case before calling the next, and tries again after a while where nobody fits.
const NOTES_SECONDS: [i64; 2] = [45, 180];
const TRY_AGAIN: Length = Length::seconds(30);
/// Between two recalls, and before marking absent.
const RECALL_AFTER: Length = Length::minutes(2);
/// The screens say for a moment that the office has closed.
const AFTER_CLOSING: Length = Length::minutes(3);

#[derive(Debug)]
pub(crate) struct Hall {
    mix: VisitorMix,
    arrivals: Rng,
    next_arrival: UnixTime,
    /// Who was invented here, and may give up again.
    invented: BTreeSet<TicketId>,
    /// When the clerk of a desk presses the next button; nothing for a desk that nobody has opened.
    ready: BTreeMap<DeskId, UnixTime>,
}

impl Hall {
    pub fn new(mix: VisitorMix, now: UnixTime) -> Self {
        Self {
            arrivals: Rng::new(mix.seed ^ now.unix().cast_unsigned()),
            mix,
            next_arrival: now,
            invented: BTreeSet::new(),
            ready: BTreeMap::new(),
        }
    }

    pub fn turn(&mut self, office: &Office, desks_in_use: &DesksInUse, now: UnixTime) -> Turn {
        let is_open = office.is_open(now);
        let mut commands = Vec::new();
        if is_open {
            commands.extend(self.gives_up(office, now));
            commands.extend(self.comes(office, now));
        }
        let served: BTreeMap<&DeskId, &Ticket> =
            office.tickets().iter().filter_map(|one| Some((&one.state.call()?.desk, one))).collect();
        for desk in office.setup().desks.iter().map(|desk| &desk.id) {
            if desks_in_use.has(desk, now) {
                // Whoever was here may have left the desk: it is opened again.
                self.ready.remove(desk);
                continue;
            }
            commands.extend(match served.get(desk) {
                Some(ticket) => self.serve(ticket, office, now),
                None if is_open => self.call(desk, office, now),
                None => None,
            });
        }
        if is_open || !served.is_empty() || desks_in_use.has_any(now) {
            return Turn { commands, move_on: None };
        }
        self.ready.clear();
        self.invented.clear();
        Turn { commands, move_on: next_morning(office, now) }
    }

    fn comes(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let closes = office.closes_at()?;
        if now < self.next_arrival || closes < now + LAST_ARRIVALS {
            return None;
        }
        let waiting = office.waiting();
        let [least, most] = if waiting < FEW_WAIT { QUIET_SECONDS } else { USUAL_SECONDS };
        let mut visitors = Visitors { mix: &self.mix, rng: self.arrivals.clone() };
        let pause = Length::seconds(visitors.rng.between(least, most));
        let check_in = if waiting < MANY_WAIT { visitors.check_in() } else { None };
        self.arrivals = visitors.rng;
        self.next_arrival = now + pause;
        let check_in = check_in?;
        self.invented.insert(check_in.ticket);
        Some(Command::CheckIn(check_in))
    }

    /// Whoever has no promise does not wait for ever.
    fn gives_up(&self, office: &Office, now: UnixTime) -> Option<Command> {
        let patience = self.mix.patience();
        let tired = |ticket: &&Ticket| {
            ticket.waits_today()
                && ticket.promise.is_none()
                && ticket.waiting_since + patience <= now
                && self.invented.contains(&ticket.id)
        };
        office.tickets().iter().find(tired).map(|ticket| Command::Depart { ticket: ticket.id })
    }

    fn call(&mut self, desk: &DeskId, office: &Office, now: UnixTime) -> Option<Command> {
        let Some(ready) = self.ready.get_mut(desk) else {
            self.ready.insert(desk.clone(), now + TRY_AGAIN);
            return Some(Command::OpenDesk { desk: desk.clone() });
        };
        if now < *ready || office.waiting() == 0 {
            return None;
        }
        *ready = now + TRY_AGAIN;
        Some(Command::CallNext { desk: desk.clone() })
    }

    fn serve(&mut self, ticket: &Ticket, office: &Office, now: UnixTime) -> Option<Command> {
        let mut course = self.course(ticket.id);
        let (comes, length) = (course.way_to_the_desk(), course.visit_length(ticket.visit.expected));
        let ticket_id = ticket.id;
        match &ticket.state {
            State::Called(call) => match comes {
                Some(way) if call.at + way <= now => Some(Command::Arrive { ticket: ticket_id }),
                None if call.announced_at + RECALL_AFTER <= now => {
                    let is_over = call.recalls >= office.policy().recalls_before_absent;
                    Some(if is_over {
                        Command::MarkAbsent { ticket: ticket_id }
                    } else {
                        Command::Recall { ticket: ticket_id }
                    })
                }
                Some(_) | None => None,
            },
            State::Serving { call, since } if *since + length <= now => {
                let notes = Length::seconds(course.rng.between(NOTES_SECONDS[0], NOTES_SECONDS[1]));
                let completion = course.completion(ticket);
                self.ready.insert(call.desk.clone(), now + notes);
                completion
            }
            State::Serving { .. }
            | State::Waiting
            | State::Parked { .. }
            | State::Absent { .. }
            | State::Done { .. }
            | State::Left { .. } => None,
        }
    }

    /// What becomes of a ticket: the same whenever it is asked, also after a restart.
    fn course(&self, ticket: TicketId) -> Visitors<'_> {
        let (high, low) = ticket.0.as_u64_pair();
        Visitors { mix: &self.mix, rng: Rng::new(self.mix.seed ^ high ^ low) }
    }
}

/// When the office opens next, once its screens have said for a moment that it is closed.
fn next_morning(office: &Office, now: UnixTime) -> Option<UnixTime> {
    let has_closed = office.closes_at().is_none_or(|closes| now < closes || closes + AFTER_CLOSING <= now);
    office.next_opening(now).filter(|opens| has_closed && now < *opens)
}
