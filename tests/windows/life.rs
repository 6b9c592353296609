// SPDX-License-Identifier: MPL-2.0
//! Days that were never planned: who comes, who stays away, how long clerks dawdle and visits take is drawn. The
//! office is the real one.

use std::collections::BTreeMap;

use forecast::history::VisitHistory;
use forecast::lengths;
use forecast::windows::{WindowBudget, forecast_windows};
use jiff::civil::{Date, Time, Weekday, date};
use office::calendar::{OpenDay, OpeningHours, Zone};
use office::command::{CheckIn, Command, IfFull, Request};
use office::event::{Event, Recorded};
use office::gap::{Booking, Plan, PlanLine, ReleaseRule};
use office::names::{Actor, OutcomeId, Secret, TicketId};
use office::policy::Policy;
use office::setup::{Desk, Direction, Errand, Features, Identification, Setup, WitnessQuota};
use office::ticket::{Language, Promise, Urgency};
use office::time::{Length, TimeRange, UnixTime};
use office::window::Window;
use office::{Office, Subject};
use simulation::rng::Rng;
use uuid::Uuid;

const FIRST: Date = date(2026, 1, 5);
type HourAndMinute = (i8, i8);
/// Kept free of booking, desk by desk.
const KEPT: &[(usize, HourAndMinute, HourAndMinute)] =
    &[(0, (8, 30), (11, 30)), (1, (9, 0), (12, 0)), (0, (12, 30), (15, 0)), (2, (13, 0), (15, 30))];
const DESKS: usize = 3;

/// How a stretch of days differs from what is configured.
#[derive(Clone, Copy)]
pub struct Manner {
    /// Visits take this many times what is configured.
    pub slower: f64,
    /// People a day.
    pub people: i64,
    /// Booked who stay away, of a hundred.
    pub away: i64,
    /// Minutes between two cases, at least and at most.
    pub pauses: (i64, i64),
}

/// Days as configured.
pub const USUAL: Manner = Manner { slower: 1.0, people: 20, away: 5, pauses: (0, 3) };

#[derive(Clone)]
pub struct Life {
    pub office: Office,
    pub ledger: Vec<Recorded>,
    history: VisitHistory,
    dice: Rng,
    pub day: Date,
    ids: u128,
    /// What each was given first, what was foreseen then and what was promised.
    first: BTreeMap<TicketId, (Option<Window>, Window, Promise)>,
    pub given: Vec<ToldWindow>,
    /// Every queue that changed is foreseen, not only newcomers.
    pub thorough: bool,
}

/// One visit that was called: when, and all that had been said about it on arrival.
#[derive(Clone, Copy)]
pub struct ToldWindow {
    pub window: Option<Window>,
    pub foreseen: Window,
    pub promise: Promise,
    pub called: UnixTime,
}

pub fn zone() -> Zone {
    Zone::named("Europe/Copenhagen").unwrap()
}

pub fn clock((hour, minute): (i8, i8)) -> Time {
    Time::constant(hour, minute, 0, 0)
}

fn setup() -> Setup {
    let errand = |id: &str, minutes: u16| Errand {
        id: id.parse().unwrap(),
        name: None,
        icon: None,
        minutes,
        minutes_without_photo: minutes + 10,
        likely_minutes: minutes + minutes / 2,
        likely_minutes_without_photo: (minutes + 10) * 3 / 2,
        features_without_photo: Features::NONE,
        briefing: vec![],
        briefing_without_photo: vec![],
        bring: vec![],
        bring_without_photo: vec![],
    };
    let desk = |number: usize| Desk {
        id: number.to_string().parse().unwrap(),
        name: number.to_string(),
        area: None,
        direction: Direction::Ahead,
        features: Features::NONE,
    };
    let weekdays =
        [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let open = |weekday| OpenDay { weekday, opens: clock((8, 0)), closes: clock((16, 0)) };
    Setup {
        id: "months".into(),
        name: "Months".to_owned(),
        time_zone: zone(),
        opening_hours: OpeningHours(weekdays.map(open).to_vec()),
        desks: (0..DESKS).map(desk).collect(),
        errands: vec![errand("mitid", 20), errand("question", 10)],
        outcomes: vec![OutcomeId::from("done").into()],
        holding: None,
        witness: WitnessQuota::default(),
    }
}

fn plan() -> Plan {
    let line = |weekday| {
        KEPT.iter().map(move |&(desk, start, end)| PlanLine {
            weekday,
            desk: desk.to_string().parse().unwrap(),
            start: clock(start),
            end: clock(end),
            hold: ReleaseRule::Hard,
        })
    };
    Plan(setup().opening_hours.0.iter().flat_map(|day| line(day.weekday)).collect())
}

/// All other time is booked, half an hour at a time.
fn booked(day: Date) -> Vec<Booking> {
    let at = |time| zone().moment(day, clock(time));
    let mut booked = Vec::new();
    for desk in 0..DESKS {
        let mut start = at((8, 0));
        while start < at((16, 0)) {
            let time = TimeRange::new(start, start + Length::minutes(30));
            let kept = KEPT.iter().filter(|kept| kept.0 == desk);
            if !kept.map(|kept| TimeRange::new(at(kept.1), at(kept.2))).any(|kept| kept.overlaps(time)) {
                booked.push(Booking::new(desk.to_string().parse().unwrap(), time));
            }
            start = time.end;
        }
    }
    booked
}

impl Life {
    /// The same office from here on with other people.
    pub fn with_others(&self, seed: u64) -> Self {
        Self { dice: Rng::new(seed), given: Vec::new(), ..self.clone() }
    }

    pub fn begin(seed: u64) -> Self {
        let now = zone().moment(FIRST, clock((6, 0)));
        let (office, ledger) = Office::found(setup(), Policy::default(), plan(), now);
        let mut history = VisitHistory::default();
        for recorded in &ledger {
            history.add(recorded);
        }
        Self {
            office,
            ledger,
            history,
            dice: Rng::new(seed),
            day: FIRST,
            ids: 0,
            first: BTreeMap::new(),
            given: Vec::new(),
            thorough: false,
        }
    }

    fn ask(&mut self, command: Command, now: UnixTime) -> Option<Subject> {
        let asked = Request { actor: Actor::from("test"), key: None, command };
        let decided = self.office.handle(&asked, now).ok()?;
        self.keep(decided.events);
        Some(decided.subject)
    }

    pub fn keep(&mut self, events: Vec<Recorded>) {
        for recorded in events {
            match &recorded.event {
                Event::WindowsTold { windows } => {
                    for given in windows {
                        let promise = self.office.ticket(given.ticket).unwrap().promise.unwrap();
                        if let Some(window) = given.window {
                            assert!(window.latest <= promise.latest, "never later than the promise");
                            assert!(window.earliest < window.latest, "and never empty");
                            assert!(window.earliest >= recorded.at, "never in the past");
                            let whole = |end: UnixTime| end.unix() % 300 == 0;
                            assert!(whole(window.earliest) && whole(window.latest), "whole five minutes");
                        }
                        let foreseen = Window { earliest: given.low, latest: given.high };
                        self.first.entry(given.ticket).or_insert((given.window, foreseen, promise));
                    }
                }
                Event::TicketCalled { ticket, .. } => {
                    if let Some((window, foreseen, promise)) = self.first.remove(ticket) {
                        self.given.push(ToldWindow { window, foreseen, promise, called: recorded.at });
                    }
                }
                _ => {}
            }
            self.history.add(&recorded);
            self.ledger.push(recorded);
        }
    }

    pub fn tell_windows(&mut self, now: UnixTime) {
        let effort = WindowBudget { trials: 40, ..WindowBudget::default() };
        let foreseen = forecast_windows(self.office.lookahead(now), now, effort, &|| true);
        self.ask(Command::TellWindows(foreseen), now);
    }

    /// The office on the next morning, as its clock comes to a time.
    pub fn next_morning(&mut self, at: HourAndMinute) -> UnixTime {
        let now = zone().moment(self.day, clock(at));
        let events = self.office.advance(now);
        self.keep(events);
        now
    }

    pub fn days(&mut self, count: usize, manner: Manner) {
        for _ in 0..count {
            self.one_day(manner);
            self.day = self.office.next_open_day(self.day).unwrap().0;
        }
    }

    fn one_day(&mut self, manner: Manner) {
        let at = |time| zone().moment(self.day, clock(time));
        let (opens, closes) = (at((8, 0)), at((16, 0)));
        let events = self.office.advance(opens - Length::minutes(60));
        self.keep(events);
        let learned = lengths::to_learned_lengths(&lengths::learned(&setup(), self.history.with_kept()));
        self.ask(Command::LearnLengths(learned), opens - Length::minutes(60));
        let mut bookings = booked(self.day);
        self.ask(Command::ImportDiary { date: self.day, bookings: bookings.as_slice().into() }, opens);
        let people = self.dice.between(manner.people * 3 / 4, manner.people * 5 / 4);
        let mut comes: Vec<i64> = (0..people).map(|_| self.dice.between(0, 7 * 60)).collect();
        comes.sort_unstable();
        let mut clerks = [opens; DESKS];
        let mut at_desk: [Option<(TicketId, UnixTime)>; DESKS] = [None; DESKS];
        for minute in 0..=8 * 60 {
            let now = opens + Length::minutes(minute);
            let events = self.office.advance(now);
            let mut changed = self.thorough && !events.is_empty();
            self.keep(events);
            if minute == 0 {
                for desk in 0..DESKS {
                    self.ask(Command::OpenDesk { desk: desk.to_string().parse().unwrap() }, now);
                }
            }
            let away = bookings
                .iter()
                .position(|booking| booking.time.start + Length::minutes(5) == now)
                .filter(|_| self.dice.between(1, 100) <= manner.away);
            if let Some(away) = away {
                bookings.remove(away);
                self.ask(Command::ImportDiary { date: self.day, bookings: bookings.as_slice().into() }, now);
            }
            while comes.first().is_some_and(|come| *come <= minute) {
                comes.remove(0);
                self.somebody_comes(now);
                changed = true;
            }
            if self.dice.between(1, 1_000) <= 3 {
                self.somebody_leaves(now);
            }
            for desk in 0..DESKS {
                changed |=
                    self.thorough & self.clerk(desk, &mut at_desk[desk], &mut clerks[desk], manner, now);
            }
            if changed {
                self.tell_windows(now);
            }
        }
        let events = self.office.advance(closes + Length::minutes(60));
        self.keep(events);
        self.first.clear();
    }

    pub fn somebody_comes(&mut self, now: UnixTime) {
        self.somebody(IfFull::LaterToday, now);
    }

    pub fn somebody_stands_by(&mut self, now: UnixTime) {
        self.somebody(IfFull::Standby, now);
    }

    fn somebody(&mut self, if_full: IfFull, now: UnixTime) {
        self.ids += 1;
        let id = Uuid::from_u128(self.ids);
        let check_in = CheckIn {
            ticket: TicketId(id),
            secret: Secret(id),
            errand: if self.dice.between(1, 3) == 1 { "question" } else { "mitid" }.into(),
            identification: if self.dice.between(1, 2) == 1 {
                Identification::Photo
            } else {
                Identification::None
            },
            needs: Features::NONE,
            language: Language::Da,
            urgency: if self.dice.between(1, 5) == 1 { Urgency::Raised } else { Urgency::Ordinary },
            companion: None,
            witness_on: Vec::new(),
            if_full,
        };
        self.ask(Command::CheckIn(check_in), now);
    }

    fn somebody_leaves(&mut self, now: UnixTime) {
        let waiting =
            self.office.tickets().iter().find(|ticket| ticket.waits_today()).map(|ticket| ticket.id);
        if let Some(ticket) = waiting {
            self.ask(Command::Depart { ticket }, now);
        }
    }

    /// One minute of one clerk: ends a visit, dawdles, calls. Whether the queue changed.
    fn clerk(
        &mut self,
        desk: usize,
        at_desk: &mut Option<(TicketId, UnixTime)>,
        free_from: &mut UnixTime,
        manner: Manner,
        now: UnixTime,
    ) -> bool {
        if let Some((ticket, _)) = at_desk.filter(|(_, until)| *until <= now) {
            *at_desk = None;
            *free_from = now + Length::minutes(self.dice.between(manner.pauses.0, manner.pauses.1));
            let (at, outcome) = (None, "done".into());
            self.ask(Command::Complete { ticket, at, outcome, flags: vec![], companion_minutes: None }, now);
            return true;
        }
        if at_desk.is_some() || now < *free_from {
            return false;
        }
        let desk = desk.to_string();
        let Some(Subject::Call(ticket)) = self.ask(Command::CallNext { desk: desk.parse().unwrap() }, now)
        else {
            return false;
        };
        let visit = &self.office.ticket(ticket).unwrap().visit;
        let errand = self.office.setup().errand(&visit.errand).unwrap();
        let usual = errand.expected(visit.identification).0.as_minutes() as f64 * manner.slower;
        let minutes = usual * (0.35 * self.dice.normal() - 0.35 * 0.35 / 2.0).exp();
        #[expect(clippy::cast_possible_truncation, reason = "minutes")]
        let takes = Length::minutes((minutes.round() as i64).max(2));
        *at_desk = Some((ticket, now + takes));
        true
    }
}
