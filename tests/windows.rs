//! Told windows on days nobody tuned to: people come as they like, clerks dawdle, some booked stay away, and in
//! the middle of the months visits begin to take half as long again. Eight of ten windows hold all the same, and
//! how wide they were is printed. The office is the real one; only the world around it is drawn.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test that cannot go on says so"
)]

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday, date};
use mintur::foresight::history::History;
use mintur::foresight::lengths;
use mintur::foresight::windows::{Effort, foresee};
use mintur::keeper::fold;
use mintur::office::calendar::{OpenDay, OpeningHours, Zone};
use mintur::office::command::{Asked, CheckIn, Command, IfFull};
use mintur::office::event::{Event, Recorded};
use mintur::office::gap::{Booking, Hold, Plan, PlanLine};
use mintur::office::hindsight::FEWEST_VISITS;
use mintur::office::moment::{Length, Moment, Stretch};
use mintur::office::names::{Actor, Secret, TicketId};
use mintur::office::policy::Policy;
use mintur::office::setup::{Desk, Direction, Errand, Features, Identification, Setup};
use mintur::office::ticket::{Language, Promise, Urgency};
use mintur::office::window::Window;
use mintur::office::{Office, Subject};
use uuid::Uuid;

const FIRST: Date = date(2026, 1, 5);
type HourAndMinute = (i8, i8);
/// Kept free of booking, desk by desk.
const KEPT: &[(usize, HourAndMinute, HourAndMinute)] =
    &[(0, (8, 30), (11, 30)), (1, (9, 0), (12, 0)), (0, (12, 30), (15, 0)), (2, (13, 0), (15, 30))];
const DESKS: usize = 3;

/// Numbers from a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.next() % u64::try_from(most - least + 1).unwrap()).unwrap()
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }
}

/// How a stretch of days differs from what is configured.
#[derive(Clone, Copy)]
struct Manner {
    /// Visits take this many times what is configured.
    slower: f64,
    /// People a day.
    people: i64,
    /// Booked who stay away, of a hundred.
    away: i64,
}

struct Life {
    office: Office,
    ledger: Vec<Recorded>,
    history: History,
    chance: Chance,
    day: Date,
    ids: u128,
    /// What each was first told, what was foreseen then and what was promised.
    first: BTreeMap<TicketId, (Option<Window>, Window, Promise)>,
    told: Vec<Told>,
    /// Every queue that changed is foreseen, not only newcomers.
    thorough: bool,
}

/// One visit that was called: when, and all that had been said about it on arrival.
#[derive(Clone, Copy)]
struct Told {
    window: Option<Window>,
    foreseen: Window,
    promise: Promise,
    called: Moment,
}

fn zone() -> Zone {
    Zone::named("Europe/Copenhagen").unwrap()
}

fn clock((hour, minute): (i8, i8)) -> Time {
    Time::constant(hour, minute, 0, 0)
}

fn setup() -> Setup {
    let errand = |id: &str, minutes: u16| Errand {
        id: id.into(),
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
        id: number.to_string().as_str().into(),
        name: number.to_string(),
        area: String::new(),
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
        outcomes: vec!["done".into()],
        holding: None,
    }
}

fn plan() -> Plan {
    let line = |weekday| {
        KEPT.iter().map(move |&(desk, start, end)| PlanLine {
            weekday,
            desk: desk.to_string().as_str().into(),
            start: clock(start),
            end: clock(end),
            hold: Hold::Hard,
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
            let time = Stretch::new(start, start + Length::minutes(30));
            let kept = KEPT.iter().filter(|kept| kept.0 == desk);
            if !kept.map(|kept| Stretch::new(at(kept.1), at(kept.2))).any(|kept| kept.overlaps(time)) {
                booked.push(Booking::new(desk.to_string().as_str().into(), time));
            }
            start = time.end;
        }
    }
    booked
}

impl Life {
    fn begin(seed: u64) -> Self {
        let now = zone().moment(FIRST, clock((6, 0)));
        let (office, ledger) = Office::found(setup(), Policy::default(), plan(), now);
        let mut history = History::default();
        for recorded in &ledger {
            history.add(recorded);
        }
        Self {
            office,
            ledger,
            history,
            chance: Chance(seed),
            day: FIRST,
            ids: 0,
            first: BTreeMap::new(),
            told: Vec::new(),
            thorough: false,
        }
    }

    fn ask(&mut self, command: Command, now: Moment) -> Option<Subject> {
        let asked = Asked { actor: Actor::from("test"), key: None, command };
        let decided = self.office.handle(&asked, now).ok()?;
        self.keep(decided.events);
        Some(decided.subject)
    }

    fn keep(&mut self, events: Vec<Recorded>) {
        for recorded in events {
            match &recorded.event {
                Event::WindowsTold { windows } => {
                    for told in windows {
                        let promise = self.office.ticket(told.ticket).unwrap().promise.unwrap();
                        if let Some(window) = told.window {
                            assert!(window.latest <= promise.latest, "never later than the promise");
                            assert!(window.earliest < window.latest, "and never empty");
                            assert!(window.earliest + Length::minutes(5) > recorded.at, "never in the past");
                        }
                        let foreseen = Window { earliest: told.low, latest: told.high };
                        self.first.entry(told.ticket).or_insert((told.window, foreseen, promise));
                    }
                }
                Event::TicketCalled { ticket, .. } => {
                    if let Some((window, foreseen, promise)) = self.first.remove(ticket) {
                        self.told.push(Told { window, foreseen, promise, called: recorded.at });
                    }
                }
                _ => {}
            }
            self.history.add(&recorded);
            self.ledger.push(recorded);
        }
    }

    fn tell_windows(&mut self, now: Moment) {
        let effort = Effort { trials: 40, ..Effort::default() };
        let foreseen = foresee(self.office.lookahead(now), now, effort, &|| true);
        self.ask(Command::TellWindows(foreseen), now);
    }

    fn days(&mut self, count: usize, manner: Manner) {
        for _ in 0..count {
            self.one_day(manner);
            self.day = self.office.setup().opening_hours.next_open(&zone(), self.day).unwrap().0;
        }
    }

    fn one_day(&mut self, manner: Manner) {
        let at = |time| zone().moment(self.day, clock(time));
        let (opens, closes) = (at((8, 0)), at((16, 0)));
        let events = self.office.advance(opens - Length::minutes(60));
        self.keep(events);
        let learned = lengths::to_tell(&lengths::learned(&setup(), self.history.visits()));
        self.ask(Command::LearnLengths(learned), opens - Length::minutes(60));
        let mut bookings = booked(self.day);
        self.ask(Command::ImportDiary { date: self.day, bookings: bookings.clone() }, opens);
        let people = self.chance.between(manner.people * 3 / 4, manner.people * 5 / 4);
        let mut comes: Vec<i64> = (0..people).map(|_| self.chance.between(0, 7 * 60)).collect();
        comes.sort_unstable();
        let mut clerks = [opens; DESKS];
        let mut at_desk: [Option<(TicketId, Moment)>; DESKS] = [None; DESKS];
        for minute in 0..=8 * 60 {
            let now = opens + Length::minutes(minute);
            let events = self.office.advance(now);
            let mut changed = self.thorough && !events.is_empty();
            self.keep(events);
            if minute == 0 {
                for desk in 0..DESKS {
                    self.ask(Command::OpenDesk { desk: desk.to_string().as_str().into() }, now);
                }
            }
            let away = bookings
                .iter()
                .position(|booking| booking.time.start + Length::minutes(5) == now)
                .filter(|_| self.chance.between(1, 100) <= manner.away);
            if let Some(away) = away {
                bookings.remove(away);
                self.ask(Command::ImportDiary { date: self.day, bookings: bookings.clone() }, now);
            }
            while comes.first().is_some_and(|come| *come <= minute) {
                comes.remove(0);
                self.somebody_comes(now);
                changed = true;
            }
            if self.chance.between(1, 1_000) <= 3 {
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

    fn somebody_comes(&mut self, now: Moment) {
        self.somebody(IfFull::LaterToday, now);
    }

    fn somebody_stands_by(&mut self, now: Moment) {
        self.somebody(IfFull::Standby, now);
    }

    fn somebody(&mut self, if_full: IfFull, now: Moment) {
        self.ids += 1;
        let id = Uuid::from_u128(self.ids);
        let check_in = CheckIn {
            ticket: TicketId(id),
            secret: Secret(id),
            errand: if self.chance.between(1, 3) == 1 { "question" } else { "mitid" }.into(),
            identification: if self.chance.between(1, 2) == 1 {
                Identification::Photo
            } else {
                Identification::None
            },
            needs: Features::NONE,
            language: Language::Da,
            urgency: if self.chance.between(1, 5) == 1 { Urgency::Raised } else { Urgency::Ordinary },
            companion: None,
            if_full,
        };
        self.ask(Command::CheckIn(check_in), now);
    }

    fn somebody_leaves(&mut self, now: Moment) {
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
        at_desk: &mut Option<(TicketId, Moment)>,
        free_from: &mut Moment,
        manner: Manner,
        now: Moment,
    ) -> bool {
        if let Some((ticket, _)) = at_desk.filter(|(_, until)| *until <= now) {
            *at_desk = None;
            *free_from = now + Length::minutes(self.chance.between(0, 3));
            let (at, outcome) = (None, "done".into());
            self.ask(Command::Complete { ticket, at, outcome, flags: vec![], companion_minutes: None }, now);
            return true;
        }
        if at_desk.is_some() || now < *free_from {
            return false;
        }
        let desk = desk.to_string();
        let Some(Subject::Call(ticket)) = self.ask(Command::CallNext { desk: desk.as_str().into() }, now)
        else {
            return false;
        };
        let visit = &self.office.ticket(ticket).unwrap().visit;
        let errand = self.office.setup().errand(&visit.errand).unwrap();
        let usual = errand.expected(visit.identification).0.as_minutes() as f64 * manner.slower;
        let minutes = usual * (0.35 * self.chance.normal() - 0.35 * 0.35 / 2.0).exp();
        #[expect(clippy::cast_possible_truncation, reason = "minutes")]
        let takes = Length::minutes((minutes.round() as i64).max(2));
        *at_desk = Some((ticket, now + takes));
        true
    }
}

struct Measured {
    n: usize,
    held: f64,
    minutes: f64,
}

fn measure<'a>(
    told: impl IntoIterator<Item = &'a Told>,
    window: impl Fn(&Told) -> Option<Window>,
) -> Measured {
    let windows: Vec<(Window, Moment)> =
        told.into_iter().filter_map(|one| Some((window(one)?, one.called))).collect();
    let n = windows.len();
    let held = windows.iter().filter(|(window, called)| window.covers(*called)).count();
    let minutes: i64 = windows.iter().map(|(window, _)| window.width().as_minutes()).sum();
    Measured { n, held: held as f64 / n as f64, minutes: minutes as f64 / n as f64 }
}

fn say(what: &str, measured: &Measured) {
    println!(
        "{what}: {:.1} % of {} held, {:.1} minutes wide",
        100.0 * measured.held,
        measured.n,
        measured.minutes
    );
}

/// Three binomial standard errors about eight of ten.
fn holds(measured: &Measured) -> bool {
    let error = (0.8 * 0.2 / measured.n as f64).sqrt();
    (measured.held - 0.8).abs() <= 3.0 * error
}

#[test]
fn eight_of_ten_windows_hold_also_when_visits_begin_to_take_half_as_long_again() {
    let usual = Manner { slower: 1.0, people: 20, away: 8 };
    let mut all = Vec::new();
    for seed in [11, 12] {
        let mut life = Life::begin(seed);
        life.days(45, usual);
        life.days(45, Manner { slower: 1.5, people: 16, away: 3 });
        all.push(life.told);
    }
    for (index, told) in all.iter().enumerate() {
        let spoken: Vec<Told> = told.iter().filter(|one| one.window.is_some()).copied().collect();
        let quarter = spoken.len() / 4;
        println!("months {index}, {} visits, {} of them told a window", told.len(), spoken.len());
        say("  told", &measure(&spoken, |one| one.window));
        for part in 0..4 {
            let of = &spoken[part * quarter..(part + 1) * quarter];
            say(&format!("  told, quarter {}", part + 1), &measure(of, |one| one.window));
        }
        say("  as foreseen, uncorrected", &measure(&spoken, |one| Some(one.foreseen)));
        let promised =
            |one: &Told| Some(Window { earliest: one.promise.earliest, latest: one.promise.latest });
        say("  the promise", &measure(&spoken, promised));
    }
    for told in &all {
        let measured = measure(told, |one| one.window);
        assert!(measured.n > 600, "{} is too few to say anything", measured.n);
        assert!(holds(&measured), "{:.3} of {} held", measured.held, measured.n);
    }
}

fn rebuilt(ledger: &[Recorded]) -> Office {
    let day = ledger.iter().rposition(|recorded| matches!(recorded.event, Event::DayStarted(_))).unwrap();
    let mut office = None;
    for recorded in &ledger[day..] {
        let text = serde_json::to_string(recorded).unwrap();
        fold(&mut office, &serde_json::from_str(&text).unwrap()).unwrap();
    }
    office.unwrap()
}

#[test]
fn a_restart_forgets_nothing_of_how_windows_turned_out() {
    let mut life = Life::begin(21);
    life.days(6, Manner { slower: 1.3, people: 20, away: 5 });
    let office = rebuilt(&life.ledger);
    assert!(life.office.hindsight().accuracy().told > 0);
    assert_eq!(office.hindsight(), life.office.hindsight());
    assert_eq!(office.learned_lengths(), life.office.learned_lengths());
    assert!(!office.learned_lengths().is_empty());
}

#[test]
fn with_too_little_data_only_the_rules_speak_and_from_then_on_windows_are_told() {
    let mut life = Life::begin(22);
    life.days(8, Manner { slower: 1.0, people: 16, away: 5 });
    let first_told = life.told.iter().position(|one| one.window.is_some()).unwrap();
    assert!(first_told >= FEWEST_VISITS, "{first_told} visits came before the first window");
    assert!(life.told[first_told..].iter().any(|one| one.window.is_some()));
}

#[test]
fn a_queue_that_has_not_moved_is_told_nothing_new() {
    let mut life = Life::begin(23);
    life.thorough = true;
    life.days(4, Manner { slower: 1.0, people: 16, away: 5 });
    let opens = zone().moment(life.day, clock((9, 0)));
    let events = life.office.advance(opens);
    life.keep(events);
    for _ in 0..4 {
        life.somebody_comes(opens);
    }
    life.tell_windows(opens);
    let told = life.ledger.len();
    let copy = life.office.lookahead(opens);
    life.tell_windows(opens);
    assert_eq!(life.ledger.len(), told, "the same again is no news");
    assert!(
        copy == life.office.lookahead(opens + Length::seconds(30)),
        "and the copy shows that nothing moved"
    );
    let events = life.ledger.iter().filter(|recorded| matches!(recorded.event, Event::WindowsTold { .. }));
    println!("{} of {} events tell windows", events.count(), life.ledger.len());
}

#[test]
fn five_thousand_waiting_make_neither_the_copy_nor_the_board_large() {
    let mut life = Life::begin(24);
    life.days(3, Manner { slower: 1.0, people: 20, away: 5 });
    let opens = zone().moment(life.day, clock((8, 30)));
    let events = life.office.advance(opens);
    life.keep(events);
    for _ in 0..5_000 {
        life.somebody_stands_by(opens);
    }
    assert!(life.office.waiting() >= 5_000);
    life.tell_windows(opens);
    let begun = std::time::Instant::now();
    let copy = life.office.lookahead(opens);
    println!("a copy of 5,000 waiting takes the keeper {:?}", begun.elapsed());
    assert!(copy.tickets().len() <= 300, "{} are followed", copy.tickets().len());
    let begun = std::time::Instant::now();
    let foreseen = foresee(copy, opens, Effort::default(), &|| true);
    println!("and {} windows are foreseen in {:?}", foreseen.len(), begun.elapsed());
    assert!(!foreseen.is_empty());
    let board = serde_json::to_vec(&life.office.board(opens)).unwrap();
    println!("the board is {} bytes", board.len());
    assert!(board.len() < 8_000);
}
