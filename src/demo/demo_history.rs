// SPDX-License-Identifier: MPL-2.0
//! The demo's simulated past: weeks of days played by the real office, as the events they produce, so that the demo's
//! report, advice and trial have data. Arrivals, visit lengths and outcomes are random.

mod forecasts;

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use forecast::history::VisitHistory;
use office::calendar::next_day;
use office::command::{Command, Request};
use office::event::Recorded;
use office::gap::{Booking, Plan};
use office::names::{Actor, DeskId, TicketId};
use office::policy::Policy;
use office::setup::Setup;
use office::time::{Length, TimeRange, UnixTime};
use office::{Office, Subject};
use simulation::rng::Rng;

use crate::lively::ACTOR;
use crate::visitors::{VisitorMix, Visitors};

/// The office at the start of its past, and the supervisor's commands during it.
#[derive(Clone, Debug)]
pub struct DemoStart {
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    /// The first day, and the day after the last.
    pub days: [Date; 2],
    /// Sorted by time.
    pub supervisor: Vec<(UnixTime, Command)>,
}

/// Clerks note down a case before they call the next.
const PAUSE_SECONDS: [i64; 2] = [45, 180];
const TICK: Length = Length::minutes(5);
/// Time after closing in which clerks finish their visits.
const AFTER_HOURS: Length = Length::minutes(120);

/// Plays the days and passes the events of each to `each`.
///
/// # Errors
/// An error of `each`, or the first command of the supervisor that the office refuses.
pub fn play_history(
    beginning: DemoStart,
    mix: &VisitorMix,
    mut each: impl FnMut(&[Recorded]) -> Result<(), String>,
) -> Result<(), String> {
    let DemoStart { setup, policy, plan, days: [mut date, end], supervisor } = beginning;
    let founded = setup.time_zone.day(date).start;
    let (office, events) = Office::found(setup, policy, plan, founded);
    let mut supervisor = supervisor.into_iter().peekable();
    let clerks = vec![Clerk::CallsFrom(founded); office.setup().desks.len()];
    let visitors = Visitors { mix, rng: Rng::new(mix.seed) };
    let mut days = Days { office, visitors, history: VisitHistory::default(), events, clerks };
    while date < end {
        days.start_day(date);
        let until = days.office.setup().time_zone.day(date).end;
        let mut agenda = days.agenda(date);
        while let Some((at, command)) = supervisor.next_if(|(at, _)| *at < until) {
            agenda.insert((at, agenda.len()), SimEvent::Supervisor(Box::new(command)));
        }
        days.play(agenda)?;
        each(&days.events)?;
        for recorded in days.events.drain(..) {
            days.history.add(&recorded);
        }
        date = next_day(date);
    }
    Ok(())
}

/// Future events by time and order of insertion.
type Agenda = BTreeMap<(UnixTime, usize), SimEvent>;

enum SimEvent {
    Tick,
    Arrives,
    GivesUp(TicketId),
    ArrivesAtDesk(usize, TicketId),
    NoShowAtDesk(usize, TicketId),
    VisitEnds(usize, TicketId),
    BookingCancelled(usize),
    Supervisor(Box<Command>),
}

struct Days<'a> {
    office: Office,
    visitors: Visitors<'a>,
    history: VisitHistory,
    events: Vec<Recorded>,
    clerks: Vec<Clerk>,
}

/// What a clerk does.
#[derive(Clone, Copy)]
enum Clerk {
    Serves,
    CallsFrom(UnixTime),
}

impl Days<'_> {
    fn start_day(&mut self, date: Date) {
        let at = self.office.setup().time_zone.day(date).start + Length::minutes(6 * 60);
        self.advance(at);
        self.learn_lengths(at);
        let bookings = self.bookings(date);
        self.ask(Command::ImportDiary { date, bookings: bookings.into() }, at);
        let desks: Vec<DeskId> = self.office.setup().desks.iter().map(|desk| desk.id.clone()).collect();
        for desk in desks {
            self.ask(Command::OpenDesk { desk }, at);
        }
        self.clerks.fill(Clerk::CallsFrom(at));
    }

    /// Books most of the time the plan does not reserve.
    fn bookings(&mut self, date: Date) -> Vec<Booking> {
        let setup = self.office.setup();
        let Some(open) = setup.opening_hours.on(&setup.time_zone, date) else { return Vec::new() };
        let reserved: Vec<(DeskId, TimeRange)> =
            self.office.gaps().map(|gap| (gap.desk.clone(), gap.time)).collect();
        let length = Length::minutes(self.visitors.mix.booked_minutes);
        let mut bookings = Vec::new();
        for desk in &setup.desks {
            let mut start = open.start;
            while start + length <= open.end {
                let time = TimeRange::new(start, start + length);
                let free = !reserved.iter().any(|(of, gap)| *of == desk.id && gap.overlaps(time));
                if free && self.visitors.rng.percent(self.visitors.mix.booked) {
                    bookings.push(Booking::new(desk.id.clone(), time));
                }
                start = start + length;
            }
        }
        bookings
    }

    fn agenda(&mut self, date: Date) -> Agenda {
        let setup = self.office.setup();
        let mut agenda = Agenda::new();
        let Some(open) = setup.opening_hours.on(&setup.time_zone, date) else { return agenda };
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let mean = if weekend {
            self.visitors.mix.visits_at_the_weekend
        } else {
            self.visitors.mix.visits_on_a_working_day
        };
        // No arrivals shortly before closing.
        let last = (open.length().as_seconds() - 45 * 60).max(1);
        for _ in 0..self.visitors.rng.poisson(mean) {
            let at = open.start + Length::seconds(self.visitors.rng.between(0, last));
            agenda.insert((at, agenda.len()), SimEvent::Arrives);
        }
        let booked = i64::try_from(self.office.bookings(date).len()).unwrap_or(0);
        for _ in 0..self.visitors.mix.cancelled.min(u32::try_from(booked).unwrap_or(0)) {
            let which = usize::try_from(self.visitors.rng.between(0, booked - 1)).unwrap_or(0);
            let at = open.start + Length::seconds(self.visitors.rng.between(0, last / 2));
            agenda.insert((at, agenda.len()), SimEvent::BookingCancelled(which));
        }
        let mut tick = open.start;
        while tick < open.end + AFTER_HOURS {
            agenda.insert((tick, agenda.len()), SimEvent::Tick);
            tick = tick + TICK;
        }
        agenda
    }

    fn play(&mut self, mut agenda: Agenda) -> Result<(), String> {
        let mut count = agenda.len();
        while let Some(((at, _), event)) = agenda.pop_first() {
            self.advance(at);
            let is_arrival = matches!(event, SimEvent::Arrives);
            let mut next = self.apply(event, at)?;
            next.extend(self.clerks_call(at));
            if is_arrival {
                self.tell_windows(at);
            }
            for (later, event) in next {
                agenda.insert((later, count), event);
                count += 1;
            }
        }
        Ok(())
    }

    fn apply(&mut self, event: SimEvent, at: UnixTime) -> Result<Vec<(UnixTime, SimEvent)>, String> {
        let mut next = Vec::new();
        match event {
            SimEvent::Tick => {}
            SimEvent::Arrives => next.extend(self.arrives(at)),
            SimEvent::GivesUp(ticket) => {
                let waits =
                    self.office.ticket(ticket).is_some_and(|one| one.waits_today() && one.promise.is_none());
                if waits {
                    self.ask(Command::Depart { ticket }, at);
                }
            }
            SimEvent::ArrivesAtDesk(desk, ticket) => {
                self.ask(Command::Arrive { ticket }, at);
                next.push((at + self.visit_length(ticket), SimEvent::VisitEnds(desk, ticket)));
            }
            SimEvent::NoShowAtDesk(desk, ticket) => {
                for _ in 0..self.office.policy().recalls_before_absent {
                    self.ask(Command::Recall { ticket }, at);
                }
                self.ask(Command::MarkAbsent { ticket }, at);
                self.clerks[desk] = Clerk::CallsFrom(at);
            }
            SimEvent::VisitEnds(desk, ticket) => {
                self.complete_visit(ticket, at);
                let ready =
                    at + Length::seconds(self.visitors.rng.between(PAUSE_SECONDS[0], PAUSE_SECONDS[1]));
                self.clerks[desk] = Clerk::CallsFrom(ready);
                next.push((ready, SimEvent::Tick));
            }
            SimEvent::BookingCancelled(which) => self.cancel_booking(which, at),
            SimEvent::Supervisor(command) => {
                let asked = Request { actor: Actor::from("supervisor"), key: None, command: *command };
                let decided = self.office.handle(&asked, at).map_err(|refusal| refusal.to_string())?;
                self.events.extend(decided.events);
            }
        }
        Ok(next)
    }

    fn arrives(&mut self, at: UnixTime) -> Option<(UnixTime, SimEvent)> {
        let check_in = self.visitors.check_in()?;
        let id = check_in.ticket;
        self.ask(Command::CheckIn(check_in), at)?;
        Some((at + self.visitors.mix.patience(), SimEvent::GivesUp(id)))
    }

    fn clerks_call(&mut self, at: UnixTime) -> Vec<(UnixTime, SimEvent)> {
        let mut next = Vec::new();
        if self.office.waiting() == 0 || !self.office.is_open(at) {
            return next;
        }
        for desk in 0..self.clerks.len() {
            match self.clerks[desk] {
                Clerk::CallsFrom(ready) if ready <= at => {}
                Clerk::CallsFrom(_) | Clerk::Serves => continue,
            }
            let id = self.office.setup().desks[desk].id.clone();
            let Some(Subject::Call(ticket)) = self.ask(Command::CallNext { desk: id }, at) else { continue };
            self.clerks[desk] = Clerk::Serves;
            next.push(match self.visitors.way_to_the_desk() {
                None => (at + Length::minutes(6), SimEvent::NoShowAtDesk(desk, ticket)),
                Some(way) => (at + way, SimEvent::ArrivesAtDesk(desk, ticket)),
            });
        }
        next
    }

    /// Actual length of the visit.
    fn visit_length(&mut self, ticket: TicketId) -> Length {
        let planned = self.office.ticket(ticket).map_or(Length::ZERO, |ticket| ticket.visit.expected);
        self.visitors.visit_length(planned)
    }

    fn complete_visit(&mut self, ticket: TicketId, at: UnixTime) {
        let Some(ticket) = self.office.ticket(ticket) else { return };
        let Some(command) = self.visitors.completion(ticket) else { return };
        self.ask(command, at);
    }

    fn cancel_booking(&mut self, which: usize, at: UnixTime) {
        let date = self.office.date();
        let mut bookings = self.office.bookings(date).to_vec();
        if which < bookings.len() && bookings[which].time.start > at {
            bookings.remove(which);
            self.ask(Command::ImportDiary { date, bookings: bookings.into() }, at);
        }
    }

    fn advance(&mut self, at: UnixTime) {
        let events = self.office.advance(at);
        self.events.extend(events);
    }

    /// The subject of the decision; `None` on refusal.
    fn ask(&mut self, command: Command, at: UnixTime) -> Option<Subject> {
        let asked = Request { actor: Actor::from(ACTOR), key: None, command };
        let decided = self.office.handle(&asked, at).ok()?;
        self.events.extend(decided.events);
        Some(decided.subject)
    }
}

/// The date this many weeks earlier.
pub fn weeks_before(date: Date, weeks: u8) -> Date {
    date.checked_sub(i64::from(weeks).weeks()).unwrap_or(date)
}
