// SPDX-License-Identifier: MPL-2.0
//! Plays the office through a whole day: visitors check in, the diary changes, free clerks call. Every decision is
//! the office's own (`Office::handle`, `Office::advance`); events are discarded.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{is_placed_at, may_call};
use office::command::{CheckIn, Command, IfFull, Request};
use office::gap::{Booking, Plan};
use office::names::{Actor, DeskId, ErrandId, OutcomeId, Secret, TicketId};
use office::policy::Policy;
use office::setup::{Features, Identification, Setup};
use office::ticket::{Language, Urgency};
use office::time::{Length, UnixTime};
use office::{Office, Subject};

/// An office at the start of a day, from which any number of days can be played.
#[derive(Clone, Debug)]
pub struct FullDay {
    office: Office,
    /// Times at which a desk may become free by itself: gaps begin, bookings end.
    edges: Vec<UnixTime>,
    actor: Actor,
    outcome: OutcomeId,
}

#[derive(Clone, Debug)]
pub struct SimulatedVisitor {
    pub at: UnixTime,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub urgency: Urgency,
    /// Actual service time.
    pub takes: Length,
}

/// The input of one day. Visitors and bookings are sorted by time.
#[derive(Clone, Copy, Debug)]
pub struct DayScenario<'a> {
    pub visitors: &'a [SimulatedVisitor],
    /// Cancelled bookings, each with when the diary shows it.
    pub freed: &'a [(UnixTime, Booking)],
    /// How long a visitor without a promise waits before leaving.
    pub patience: Length,
    /// End of the simulated day.
    pub until: UnixTime,
}

/// The result of one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitResult {
    /// The desk of the call and its time.
    pub called: Option<(usize, UnixTime)>,
    /// A start was promised at check-in.
    pub promised: bool,
    pub left_at: Option<UnixTime>,
}

impl FullDay {
    /// # Errors
    /// The office's refusal of the configuration or the diary, as text.
    pub fn new(
        setup: Setup,
        policy: Policy,
        plan: Plan,
        bookings: Vec<Booking>,
        at: UnixTime,
    ) -> Result<Self, String> {
        let (setup, plan, bookings) = (without_shared_ids(setup), own_plan(plan), own_bookings(bookings));
        let outcome = setup.outcomes.first().ok_or("the office has no outcome")?.id.clone();
        let desks: Vec<_> = setup.desks.iter().map(|desk| desk.id.clone()).collect();
        let actor = Actor::from("foresight");
        let (office, _) = Office::found(setup, policy, plan, at);
        let mut day = Self { office, edges: Vec::new(), actor, outcome };
        let date = day.office.date();
        // A desk does not become free between adjacent bookings.
        let starts: BTreeSet<(&DeskId, UnixTime)> =
            bookings.iter().map(|booking| (&booking.desk, booking.time.start)).collect();
        let follows = |end: &Booking| starts.contains(&(&end.desk, end.time.end));
        let mut edges: Vec<UnixTime> =
            bookings.iter().filter(|one| !follows(one)).map(|booking| booking.time.end).collect();
        day.ask(Command::ImportDiary { date, bookings: bookings.into() }, at)?;
        for desk in desks {
            day.ask(Command::OpenDesk { desk }, at)?;
        }
        edges.extend(day.office.gaps().map(|gap| gap.time.start));
        edges.sort_unstable();
        edges.dedup();
        day.edges = edges;
        Ok(day)
    }

    pub const fn office(&self) -> &Office {
        &self.office
    }

    fn ask(&mut self, command: Command, now: UnixTime) -> Result<(), String> {
        let request = Request { actor: self.actor.clone(), key: None, command };
        self.office.handle(&request, now).map(drop).map_err(|refusal| refusal.to_string())
    }

    /// Plays one day.
    pub fn play(&self, scenario: &DayScenario<'_>) -> Vec<VisitResult> {
        let none = VisitResult { called: None, promised: false, left_at: None };
        let mut day = DayRun {
            start: self,
            office: self.office.clone(),
            scenario,
            visits: vec![None; self.office.setup().desks.len()],
            results: vec![none; scenario.visitors.len()],
            arrived: 0,
            changed: 0,
            edge: 0,
            now: self.office.last_at(),
        };
        while let Some(now) = day.next().filter(|now| *now <= scenario.until) {
            day.advance_to(now);
        }
        day.results
    }
}

/// A setup without texts and with its own copies of ids: shared reference counts would make parallel
/// simulations contend on every clone.
fn without_shared_ids(setup: Setup) -> Setup {
    let mut setup = setup.without_texts();
    for desk in &mut setup.desks {
        desk.id = own(&desk.id);
        desk.name.clear();
        desk.area = None;
    }
    if let Some(holding) = &mut setup.holding {
        for desk in &mut holding.desks {
            *desk = own(desk);
        }
    }
    setup.outcomes.truncate(1);
    for outcome in &mut setup.outcomes {
        outcome.id = outcome.id.unshared();
    }
    for errand in &mut setup.errands {
        errand.id = errand.id.unshared();
    }
    setup
}

fn own(desk: &DeskId) -> DeskId {
    desk.unshared()
}

fn own_plan(mut plan: Plan) -> Plan {
    for line in &mut plan.0 {
        line.desk = own(&line.desk);
    }
    plan
}

fn own_bookings(mut bookings: Vec<Booking>) -> Vec<Booking> {
    for booking in &mut bookings {
        booking.desk = own(&booking.desk);
    }
    bookings
}

struct DayRun<'a> {
    start: &'a FullDay,
    office: Office,
    scenario: &'a DayScenario<'a>,
    /// The visitor at each desk and when the visit ends.
    visits: Vec<Option<(usize, UnixTime)>>,
    results: Vec<VisitResult>,
    arrived: usize,
    changed: usize,
    edge: usize,
    now: UnixTime,
}

impl DayRun<'_> {
    /// The next event time. While nobody waits, only arrivals and ends of visits matter.
    fn next(&mut self) -> Option<UnixTime> {
        let ends = self.visits.iter().flatten().map(|(_, until)| *until).min();
        let arrives = self.scenario.visitors.get(self.arrived).map(|visitor| visitor.at);
        let soon = ends.into_iter().chain(arrives).min();
        if self.office.waiting() == 0 {
            return soon;
        }
        let now = self.now;
        while self.start.edges.get(self.edge).is_some_and(|edge| *edge <= now) {
            self.edge += 1;
        }
        let edge = self.start.edges.get(self.edge).copied();
        let change = self.scenario.freed.get(self.changed).map(|(at, _)| (*at).max(now));
        let leaves = self.next_impatient_departure();
        soon.into_iter().chain(edge).chain(change).chain(leaves).min()
    }

    fn advance_to(&mut self, now: UnixTime) {
        self.now = now;
        self.office.advance(now);
        self.complete_visits(now);
        self.import_diary_changes(now);
        self.check_in_arrivals(now);
        self.depart_impatient(now);
        if self.office.waiting() > 0 {
            self.call_at_free_desks(now);
        }
    }

    fn complete_visits(&mut self, now: UnixTime) {
        for desk in 0..self.visits.len() {
            if let Some((visitor, _)) = self.visits[desk].filter(|(_, until)| *until <= now) {
                self.visits[desk] = None;
                let outcome = self.start.outcome.clone();
                let command = Command::Complete {
                    ticket: ticket(visitor),
                    at: None,
                    outcome,
                    flags: Vec::new(),
                    companion_minutes: None,
                };
                self.ask(command, now);
            }
        }
    }

    /// Changes that fell due together are imported at once.
    fn import_diary_changes(&mut self, now: UnixTime) {
        let freed = &self.scenario.freed[self.changed..];
        let due = freed.partition_point(|(at, _)| *at <= now);
        if due > 0 {
            self.changed += due;
            let date = self.office.date();
            let mut bookings = self.office.bookings(date).to_vec();
            for (_, gone) in &freed[..due] {
                if let Ok(place) = bookings.binary_search(gone) {
                    bookings.remove(place);
                }
            }
            self.ask(Command::ImportDiary { date, bookings: bookings.into() }, now);
        }
    }

    fn check_in_arrivals(&mut self, now: UnixTime) {
        while let Some(visitor) = self.scenario.visitors.get(self.arrived).filter(|visitor| visitor.at <= now)
        {
            let id = ticket(self.arrived);
            let errand = self.office.setup().errand(&visitor.errand);
            let check_in = CheckIn {
                ticket: id,
                secret: Secret(id.0),
                errand: errand.map_or_else(|| visitor.errand.clone(), |errand| errand.id.clone()),
                identification: visitor.identification,
                needs: visitor.needs,
                language: Language::Da,
                urgency: visitor.urgency,
                companion: None,
                witness_on: Vec::new(),
                if_full: IfFull::Standby,
            };
            if self.ask(Command::CheckIn(check_in), now).is_some() {
                let promised = self.office.ticket(id).is_some_and(|ticket| ticket.promise.is_some());
                self.results[self.arrived].promised = promised;
            } else {
                self.results[self.arrived].left_at = Some(now);
            }
            self.arrived += 1;
        }
    }

    fn waiting_without_promise(&self) -> impl Iterator<Item = usize> {
        self.office
            .tickets()
            .iter()
            .filter(|ticket| ticket.waits_today() && ticket.promise.is_none())
            .map(|ticket| usize::try_from(ticket.id.0.as_u128()).unwrap_or(usize::MAX).saturating_sub(1))
    }

    fn next_impatient_departure(&self) -> Option<UnixTime> {
        self.waiting_without_promise()
            .map(|visitor| self.scenario.visitors[visitor].at + self.scenario.patience)
            .min()
    }

    fn depart_impatient(&mut self, now: UnixTime) {
        let impatient: Vec<usize> = self
            .waiting_without_promise()
            .filter(|&visitor| self.scenario.visitors[visitor].at + self.scenario.patience <= now)
            .collect();
        for visitor in impatient {
            self.ask(Command::Depart { ticket: ticket(visitor) }, now);
            self.results[visitor].left_at = Some(now);
        }
    }

    /// Desks where a placement begins now call first.
    fn call_at_free_desks(&mut self, now: UnixTime) {
        for placed_here in [true, false] {
            for desk in 0..self.visits.len() {
                let free = may_call(&self.office, desk, self.visits[desk].is_some(), now);
                if free && is_placed_at(&self.office, desk, now) == placed_here {
                    self.call_next(desk, now);
                }
                if self.office.waiting() == 0 {
                    return;
                }
            }
        }
    }

    fn call_next(&mut self, desk: usize, now: UnixTime) {
        let id = self.office.setup().desks[desk].id.clone();
        if let Some(Subject::Call(called)) = self.ask(Command::CallNext { desk: id }, now) {
            let Ok(visitor) = usize::try_from(called.0.as_u128() - 1) else { return };
            self.visits[desk] = Some((visitor, now + self.scenario.visitors[visitor].takes));
            self.results[visitor].called = Some((desk, now));
        }
    }

    /// The subject of the decision; `None` on refusal.
    fn ask(&mut self, command: Command, now: UnixTime) -> Option<Subject> {
        let request = Request { actor: self.start.actor.clone(), key: None, command };
        self.office.handle(&request, now).ok().map(|decided| decided.subject)
    }
}

fn ticket(visitor: usize) -> TicketId {
    TicketId(Uuid::from_u128(visitor as u128 + 1))
}
