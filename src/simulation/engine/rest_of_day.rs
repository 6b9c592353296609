// SPDX-License-Identifier: MPL-2.0
//! Plays the office from its present state to the end of the day: visits end, and free clerks call. Every decision
//! is the office's own (`Office::handle`, `Office::advance`); only service times and pauses between cases come from the
//! caller. There are no new arrivals: a later arrival seldom overtakes a ticket with a promise.

use super::{is_placed_at, may_call};
use office::command::{Command, Request};
use office::names::{Actor, DeskId, OutcomeId, TicketId};
use office::ticket::Ticket;
use office::time::{Length, UnixTime};
use office::{Office, Subject};

/// An office whose rest of the day can be played any number of times.
#[derive(Clone, Debug)]
pub struct RestOfDay {
    office: Office,
    edges: Vec<UnixTime>,
    desks: Vec<DeskId>,
    actor: Actor,
    outcome: OutcomeId,
    last: UnixTime,
}

/// What the office does not decide.
pub trait Draws {
    /// The service time from the call, for the time already elapsed.
    fn length(&mut self, ticket: &Ticket, elapsed: Length) -> Length;
    /// The pause of a desk whose case ended then, for the time already elapsed.
    fn pause(&mut self, desk: usize, ended: UnixTime, elapsed: Length) -> Length;
}

/// One played rest of the day.
#[derive(Clone, Debug, Default)]
pub struct RestOfDayRun {
    /// First call of each ticket.
    pub calls: Vec<(TicketId, UnixTime)>,
    /// Commands handled, as a measure of work.
    pub steps: usize,
}

impl RestOfDay {
    /// `office` comes from `Office::lookahead`. `None` if the office has no outcome to complete visits with.
    pub fn from(office: Office) -> Option<Self> {
        let outcome = office.setup().outcomes.first()?.id.clone();
        let desks = office.setup().desks.iter().map(|desk| desk.id.clone()).collect();
        let (edges, last) = (office.edges(), office.last_call());
        Some(Self { office, edges, desks, actor: Actor::from("foresight"), outcome, last })
    }

    pub const fn office(&self) -> &Office {
        &self.office
    }

    pub fn play(&self, now: UnixTime, draws: &mut dyn Draws) -> RestOfDayRun {
        let mut visits = vec![None; self.desks.len()];
        for (desk, ticket, since) in self.office.at_desks() {
            let end = since + draws.length(ticket, now - since);
            visits[desk] = Some((ticket.id, end.max(now)));
        }
        let mut calls_from = vec![now; self.desks.len()];
        for (desk, ended) in self.office.ended_at_free_desks().filter(|(_, ended)| *ended <= now) {
            calls_from[desk] = (ended + draws.pause(desk, ended, now - ended)).max(now);
        }
        let office = self.office.clone();
        let run = RestOfDayRun::default();
        let mut day = Day { from: self, office, visits, calls_from, draws, run, edge: 0 };
        let mut at = now;
        while at <= self.last {
            day.advance_to(at);
            if day.office.waiting() == 0 {
                break;
            }
            let Some(next) = day.next(at) else { break };
            at = next;
        }
        day.run
    }
}

struct Day<'a> {
    from: &'a RestOfDay,
    office: Office,
    /// The visit at each desk and when it ends.
    visits: Vec<Option<(TicketId, UnixTime)>>,
    /// When each desk's clerk is ready to call.
    calls_from: Vec<UnixTime>,
    draws: &'a mut dyn Draws,
    run: RestOfDayRun,
    edge: usize,
}

impl Day<'_> {
    fn next(&mut self, now: UnixTime) -> Option<UnixTime> {
        while self.from.edges.get(self.edge).is_some_and(|edge| *edge <= now) {
            self.edge += 1;
        }
        let ends = self.visits.iter().flatten().map(|(_, until)| *until);
        let ready = self.calls_from.iter().copied();
        ends.chain(ready).chain(self.from.edges.get(self.edge).copied()).filter(|&at| at > now).min()
    }

    fn advance_to(&mut self, now: UnixTime) {
        self.office.advance(now);
        for desk in 0..self.visits.len() {
            if let Some((ticket, _)) = self.visits[desk].filter(|(_, until)| *until <= now) {
                self.visits[desk] = None;
                self.calls_from[desk] = now + self.draws.pause(desk, now, Length::ZERO);
                let outcome = self.from.outcome.clone();
                let flags = Vec::new();
                let done = Command::Complete { ticket, at: None, outcome, flags, companion_minutes: None };
                self.ask(done, now);
            }
        }
        for desk in self.office.expected_now(now) {
            self.ask(Command::OpenDesk { desk }, now);
        }
        self.call_at_free_desks(now);
    }

    /// Desks where a placement begins now call first.
    fn call_at_free_desks(&mut self, now: UnixTime) {
        for placed_here in [true, false] {
            for desk in 0..self.visits.len() {
                let is_busy = self.visits[desk].is_some() || now < self.calls_from[desk];
                let free = may_call(&self.office, desk, is_busy, now);
                if free && self.office.waiting() > 0 && is_placed_at(&self.office, desk, now) == placed_here {
                    self.call_next(desk, now);
                }
            }
        }
    }

    fn call_next(&mut self, desk: usize, now: UnixTime) {
        let command = Command::CallNext { desk: self.from.desks[desk].clone() };
        let Some(Subject::Call(called)) = self.ask(command, now) else { return };
        self.run.calls.push((called, now));
        if let Some(ticket) = self.office.ticket(called) {
            let takes = self.draws.length(ticket, Length::ZERO).max(Length::seconds(1));
            self.visits[desk] = Some((called, now + takes));
        }
    }

    /// The subject of the decision; `None` on refusal.
    fn ask(&mut self, command: Command, now: UnixTime) -> Option<Subject> {
        self.run.steps += 1;
        let request = Request { actor: self.from.actor.clone(), key: None, command };
        self.office.handle(&request, now).ok().map(|decided| decided.subject)
    }
}
