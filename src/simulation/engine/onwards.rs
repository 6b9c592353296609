//! The office itself, played on from where it stands: those at desks are done sometime, clerks call whenever
//! they are free. Every decision is the office's own (`Office::handle`, `Office::advance`); only how long each
//! visit takes comes from outside. Nobody new comes: who comes later seldom passes who has a promise.

use super::{is_placed_at, may_call};
use office::command::{Asked, Command};
use office::names::{Actor, DeskId, OutcomeId, TicketId};
use office::ticket::Ticket;
use office::time::{Length, UnixTime};
use office::{Office, Subject};

/// An office from which any number of ends of its day can be played.
#[derive(Clone, Debug)]
pub struct Onwards {
    office: Office,
    edges: Vec<UnixTime>,
    desks: Vec<DeskId>,
    actor: Actor,
    outcome: OutcomeId,
    last: UnixTime,
}

/// One way the day may end: when each was called first, and how much work it was to find out.
#[derive(Clone, Debug, Default)]
pub struct End {
    pub calls: Vec<(TicketId, UnixTime)>,
    pub steps: usize,
}

impl Onwards {
    /// `office` as `Office::lookahead` gives it. Nothing where no visit can be completed.
    pub fn from(office: Office) -> Option<Self> {
        let outcome = office.setup().outcomes.first().cloned()?;
        let desks = office.setup().desks.iter().map(|desk| desk.id.clone()).collect();
        let (edges, last) = (office.edges(), office.last_call());
        Some(Self { office, edges, desks, actor: Actor::from("foresight"), outcome, last })
    }

    pub const fn office(&self) -> &Office {
        &self.office
    }

    /// `takes` says how long a visit takes from its call, given how long it has taken already.
    pub fn play(&self, now: UnixTime, takes: &mut dyn FnMut(&Ticket, Length) -> Length) -> End {
        let mut sitting = vec![None; self.desks.len()];
        for (desk, ticket, since) in self.office.at_desks() {
            let end = since + takes(ticket, now - since);
            sitting[desk] = Some((ticket.id, end.max(now)));
        }
        let office = self.office.clone();
        let mut day = Day { from: self, office, sitting, takes, end: End::default(), edge: 0 };
        let mut at = now;
        while at <= self.last {
            day.go_on(at);
            if day.office.waiting() == 0 {
                break;
            }
            let Some(next) = day.next(at) else { break };
            at = next;
        }
        day.end
    }
}

struct Day<'a> {
    from: &'a Onwards,
    office: Office,
    /// Who sits at each desk, and until when.
    sitting: Vec<Option<(TicketId, UnixTime)>>,
    takes: &'a mut dyn FnMut(&Ticket, Length) -> Length,
    end: End,
    edge: usize,
}

impl Day<'_> {
    fn next(&mut self, now: UnixTime) -> Option<UnixTime> {
        while self.from.edges.get(self.edge).is_some_and(|edge| *edge <= now) {
            self.edge += 1;
        }
        let ends = self.sitting.iter().flatten().map(|(_, until)| *until);
        ends.chain(self.from.edges.get(self.edge).copied()).filter(|&at| at > now).min()
    }

    fn go_on(&mut self, now: UnixTime) {
        self.office.advance(now);
        for desk in 0..self.sitting.len() {
            if let Some((ticket, _)) = self.sitting[desk].filter(|(_, until)| *until <= now) {
                self.sitting[desk] = None;
                let outcome = self.from.outcome.clone();
                let flags = Vec::new();
                let done = Command::Complete { ticket, at: None, outcome, flags, companion_minutes: None };
                self.ask(done, now);
            }
        }
        for desk in self.office.expected_now(now) {
            self.ask(Command::OpenDesk { desk }, now);
        }
        self.clerks_call(now);
    }

    /// Where somebody's place begins now the clerk calls first; then whoever is free.
    fn clerks_call(&mut self, now: UnixTime) {
        for placed_here in [true, false] {
            for desk in 0..self.sitting.len() {
                let free = may_call(&self.office, desk, self.sitting[desk].is_some(), now);
                if free && self.office.waiting() > 0 && is_placed_at(&self.office, desk, now) == placed_here {
                    self.call_next(desk, now);
                }
            }
        }
    }

    fn call_next(&mut self, desk: usize, now: UnixTime) {
        let command = Command::CallNext { desk: self.from.desks[desk].clone() };
        let Some(Subject::Call(called)) = self.ask(command, now) else { return };
        self.end.calls.push((called, now));
        if let Some(ticket) = self.office.ticket(called) {
            let takes = (self.takes)(ticket, Length::ZERO).max(Length::seconds(1));
            self.sitting[desk] = Some((called, now + takes));
        }
    }

    /// What the office answers, or nothing when it refuses.
    fn ask(&mut self, command: Command, now: UnixTime) -> Option<Subject> {
        self.end.steps += 1;
        let asked = Asked { actor: self.from.actor.clone(), key: None, command };
        self.office.handle(&asked, now).ok().map(|decided| decided.subject)
    }
}
