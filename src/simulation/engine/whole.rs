//! The office itself, played through a day that never was: people check in, the diary changes, clerks call
//! whenever they are free. Every decision is the office's own (`Office::handle`, `Office::advance`); here is
//! only the world around it. Nothing is written down, nobody is told.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{is_placed_at, may_call};
use office::command::{Asked, CheckIn, Command, IfFull};
use office::gap::{Booking, Plan};
use office::names::{Actor, DeskId, ErrandId, OutcomeId, Secret, TicketId};
use office::policy::Policy;
use office::setup::{Features, Identification, Setup};
use office::ticket::{Language, Urgency};
use office::time::{Length, UnixTime};
use office::{Office, Subject};

/// An office as its day begins: the same for every day that is played with it.
#[derive(Clone, Debug)]
pub struct Morning {
    office: Office,
    /// When a desk may become free for a call without anybody doing anything: gaps begin, bookings end.
    edges: Vec<UnixTime>,
    actor: Actor,
    outcome: OutcomeId,
}

/// Someone who comes.
#[derive(Clone, Debug)]
pub struct Person {
    pub at: UnixTime,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub urgency: Urgency,
    /// How long it really takes.
    pub takes: Length,
}

/// What happens around the office. People and bookings are in the order of time.
#[derive(Clone, Copy, Debug)]
pub struct Script<'a> {
    pub people: &'a [Person],
    /// Bookings that fall away, each with when the diary knows it.
    pub freed: &'a [(UnixTime, Booking)],
    /// How long somebody without a promise waits before going home.
    pub patience: Length,
    /// When the clerks go home.
    pub until: UnixTime,
}

/// How it went for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The desk that called, and when.
    pub called: Option<(usize, UnixTime)>,
    /// A place could be promised at the door.
    pub promised: bool,
    pub left_at: Option<UnixTime>,
}

impl Morning {
    /// # Errors
    /// What cannot be in this office, as the office says it.
    pub fn new(
        setup: Setup,
        policy: Policy,
        plan: Plan,
        bookings: Vec<Booking>,
        at: UnixTime,
    ) -> Result<Self, String> {
        let (setup, plan, bookings) = (light(setup), own_plan(plan), own_bookings(bookings));
        let outcome = setup.outcomes.first().cloned().ok_or("the office has no outcome")?;
        let desks: Vec<_> = setup.desks.iter().map(|desk| desk.id.clone()).collect();
        let actor = Actor::from("foresight");
        let (office, _) = Office::found(setup, policy, plan, at);
        let mut morning = Self { office, edges: Vec::new(), actor, outcome };
        let date = morning.office.date();
        // Where the next booking follows at once nobody becomes free.
        let starts: BTreeSet<(&DeskId, UnixTime)> =
            bookings.iter().map(|booking| (&booking.desk, booking.time.start)).collect();
        let follows = |end: &Booking| starts.contains(&(&end.desk, end.time.end));
        let mut edges: Vec<UnixTime> =
            bookings.iter().filter(|one| !follows(one)).map(|booking| booking.time.end).collect();
        morning.ask(Command::ImportDiary { date, bookings: bookings.into() }, at)?;
        for desk in desks {
            morning.ask(Command::OpenDesk { desk }, at)?;
        }
        edges.extend(morning.office.gaps().map(|gap| gap.time.start));
        edges.sort_unstable();
        edges.dedup();
        morning.edges = edges;
        Ok(morning)
    }

    pub const fn office(&self) -> &Office {
        &self.office
    }

    fn ask(&mut self, command: Command, now: UnixTime) -> Result<(), String> {
        let asked = Asked { actor: self.actor.clone(), key: None, command };
        self.office.handle(&asked, now).map(drop).map_err(|refusal| refusal.to_string())
    }

    /// Plays one day.
    pub fn play(&self, script: &Script<'_>) -> Vec<Fate> {
        let none = Fate { called: None, promised: false, left_at: None };
        let mut day = Day {
            morning: self,
            office: self.office.clone(),
            script,
            sitting: vec![None; self.office.setup().desks.len()],
            fates: vec![none; script.people.len()],
            came: 0,
            changed: 0,
            edge: 0,
            now: self.office.last_at(),
        };
        while let Some(now) = day.next().filter(|now| *now <= script.until) {
            day.go_on(now);
        }
        day.fates
    }
}

/// A setup without what only people read, and with names of its own: threads that count the users of a name
/// in the same place wait for each other at every copy.
fn light(setup: Setup) -> Setup {
    let mut setup = setup.without_texts();
    for desk in &mut setup.desks {
        desk.id = own(&desk.id);
        desk.name.clear();
        desk.area.clear();
    }
    if let Some(holding) = &mut setup.holding {
        for desk in &mut holding.desks {
            *desk = own(desk);
        }
    }
    setup.outcomes.truncate(1);
    for outcome in &mut setup.outcomes {
        *outcome = OutcomeId::from(outcome.as_str());
    }
    for errand in &mut setup.errands {
        errand.id = ErrandId::from(errand.id.as_str());
    }
    setup
}

fn own(desk: &DeskId) -> DeskId {
    DeskId::from(desk.as_str())
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

struct Day<'a> {
    morning: &'a Morning,
    office: Office,
    script: &'a Script<'a>,
    /// Who sits at each desk, and until when.
    sitting: Vec<Option<(usize, UnixTime)>>,
    fates: Vec<Fate>,
    came: usize,
    changed: usize,
    edge: usize,
    now: UnixTime,
}

impl Day<'_> {
    /// When something happens next. While nobody waits only people who come and cases that end matter.
    fn next(&mut self) -> Option<UnixTime> {
        let ends = self.sitting.iter().flatten().map(|(_, until)| *until).min();
        let comes = self.script.people.get(self.came).map(|person| person.at);
        let soon = ends.into_iter().chain(comes).min();
        if self.office.waiting() == 0 {
            return soon;
        }
        let now = self.now;
        while self.morning.edges.get(self.edge).is_some_and(|edge| *edge <= now) {
            self.edge += 1;
        }
        let edge = self.morning.edges.get(self.edge).copied();
        let change = self.script.freed.get(self.changed).map(|(at, _)| (*at).max(now));
        let given_up = self.patience_ends();
        soon.into_iter().chain(edge).chain(change).chain(given_up).min()
    }

    fn go_on(&mut self, now: UnixTime) {
        self.now = now;
        self.office.advance(now);
        self.cases_end(now);
        self.diary_changes(now);
        self.people_come(now);
        self.people_give_up(now);
        if self.office.waiting() > 0 {
            self.clerks_call(now);
        }
    }

    fn cases_end(&mut self, now: UnixTime) {
        for desk in 0..self.sitting.len() {
            if let Some((person, _)) = self.sitting[desk].filter(|(_, until)| *until <= now) {
                self.sitting[desk] = None;
                let outcome = self.morning.outcome.clone();
                let command = Command::Complete {
                    ticket: ticket(person),
                    at: None,
                    outcome,
                    flags: Vec::new(),
                    companion_minutes: None,
                };
                self.ask(command, now);
            }
        }
    }

    /// Several changes nobody waited through are one.
    fn diary_changes(&mut self, now: UnixTime) {
        let freed = &self.script.freed[self.changed..];
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

    fn people_come(&mut self, now: UnixTime) {
        while let Some(person) = self.script.people.get(self.came).filter(|person| person.at <= now) {
            let id = ticket(self.came);
            let errand = self.office.setup().errand(&person.errand);
            let check_in = CheckIn {
                ticket: id,
                secret: Secret(id.0),
                errand: errand.map_or_else(|| person.errand.clone(), |errand| errand.id.clone()),
                identification: person.identification,
                needs: person.needs,
                language: Language::Da,
                urgency: person.urgency,
                companion: None,
                if_full: IfFull::Standby,
            };
            if self.ask(Command::CheckIn(check_in), now).is_some() {
                let promised = self.office.ticket(id).is_some_and(|ticket| ticket.promise.is_some());
                self.fates[self.came].promised = promised;
            } else {
                self.fates[self.came].left_at = Some(now);
            }
            self.came += 1;
        }
    }

    fn waits_unpromised(&self) -> impl Iterator<Item = usize> {
        self.office
            .tickets()
            .iter()
            .filter(|ticket| ticket.waits_today() && ticket.promise.is_none())
            .map(|ticket| usize::try_from(ticket.id.0.as_u128()).unwrap_or(usize::MAX).saturating_sub(1))
    }

    fn patience_ends(&self) -> Option<UnixTime> {
        self.waits_unpromised().map(|person| self.script.people[person].at + self.script.patience).min()
    }

    fn people_give_up(&mut self, now: UnixTime) {
        let tired: Vec<usize> = self
            .waits_unpromised()
            .filter(|&person| self.script.people[person].at + self.script.patience <= now)
            .collect();
        for person in tired {
            self.ask(Command::Depart { ticket: ticket(person) }, now);
            self.fates[person].left_at = Some(now);
        }
    }

    /// Where somebody's place begins now the clerk calls first; then whoever is free.
    fn clerks_call(&mut self, now: UnixTime) {
        for placed_here in [true, false] {
            for desk in 0..self.sitting.len() {
                let free = may_call(&self.office, desk, self.sitting[desk].is_some(), now);
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
            let Ok(person) = usize::try_from(called.0.as_u128() - 1) else { return };
            self.sitting[desk] = Some((person, now + self.script.people[person].takes));
            self.fates[person].called = Some((desk, now));
        }
    }

    /// What the office answers, or nothing when it refuses.
    fn ask(&mut self, command: Command, now: UnixTime) -> Option<Subject> {
        let asked = Asked { actor: self.morning.actor.clone(), key: None, command };
        self.office.handle(&asked, now).ok().map(|decided| decided.subject)
    }
}

fn ticket(person: usize) -> TicketId {
    TicketId(Uuid::from_u128(person as u128 + 1))
}
