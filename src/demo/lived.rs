//! Weeks that an office lived through in play, as the events it would have written: a demo has a past then,
//! and its report, its advice and its trial have something to tell. Every decision is the office's own; who
//! comes, how long it takes and how it ends is drawn from the dice.

mod outlook;

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use forecast::history::History;
use office::calendar::next_day;
use office::command::{Asked, CheckIn, Command, IfFull};
use office::event::Recorded;
use office::gap::{Booking, Plan};
use office::names::{Actor, CompanionRef, DeskId, ErrandId, OutcomeId, Secret, TicketId};
use office::policy::Policy;
use office::setup::{Feature, Features, Identification, Setup};
use office::ticket::{Flag, Language, Urgency};
use office::time::{Length, TimeRange, UnixTime};
use office::{Office, Subject};
use simulation::rng::Rng;

/// How the office was founded, and what its leaders did since.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    /// The first day, and the first that is not played any more.
    pub days: [Date; 2],
    /// In the order of time.
    pub leaders: Vec<(UnixTime, Command)>,
}

/// Who comes, in shares of a hundred where nothing else is said.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crowd {
    pub seed: u64,
    pub visits_on_a_working_day: f64,
    pub visits_at_the_weekend: f64,
    pub errands: BTreeMap<String, Kind>,
    pub without_photo: i64,
    pub interpreter: i64,
    pub step_free: i64,
    pub cannot_wait_long: i64,
    pub with_companion: i64,
    /// Who they are, all equally often.
    #[serde(skip)]
    pub companions: Vec<CompanionRef>,
    pub companion_says_hours: i64,
    /// Companion minutes on the whole case, from and to.
    pub companion_minutes: [u16; 2],
    pub certificate: i64,
    pub never_comes_to_the_desk: i64,
    /// Minutes that somebody without a promise waits.
    pub patience_minutes: i64,
    /// Of the times outside the plan.
    pub booked: i64,
    pub booked_minutes: i64,
    /// Bookings cancelled on the day itself, for each day.
    pub cancelled: u32,
}

/// How often an errand comes, and how it ends, both by weight.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub weight: i64,
    pub outcomes: BTreeMap<String, i64>,
}

/// A case takes this many times as long as it mostly does, as a standard deviation of its logarithm.
const SPREAD: f64 = 0.3;
const LONGEST_CASE: i64 = 150;
const LOOK_EVERY: Length = Length::minutes(5);
/// Clerks finish whom they have.
const AFTER_HOURS: Length = Length::minutes(120);

/// Plays the days one by one and hands over the events of each.
///
/// # Errors
/// What the receiver cannot take, and the first command of the leaders that the office refuses.
pub fn live(
    beginning: Beginning,
    crowd: &Crowd,
    mut each: impl FnMut(&[Recorded]) -> Result<(), String>,
) -> Result<(), String> {
    let Beginning { setup, policy, plan, days: [mut date, end], leaders } = beginning;
    let founded = setup.time_zone.day(date).start;
    let (office, written) = Office::found(setup, policy, plan, founded);
    let mut leaders = leaders.into_iter().peekable();
    let sitting = vec![None; office.setup().desks.len()];
    let (dice, history) = (Rng::new(crowd.seed), History::default());
    let mut days = Days { office, crowd, dice, history, written, sitting };
    while date < end {
        days.morning(date);
        let until = days.office.setup().time_zone.day(date).end;
        let mut agenda = days.agenda(date);
        while let Some((at, command)) = leaders.next_if(|(at, _)| *at < until) {
            agenda.insert((at, agenda.len()), Happening::Leader(Box::new(command)));
        }
        days.play(agenda)?;
        each(&days.written)?;
        for recorded in days.written.drain(..) {
            days.history.add(&recorded);
        }
        date = next_day(date);
    }
    Ok(())
}

/// What is going to happen, in the order of time.
type Agenda = BTreeMap<(UnixTime, usize), Happening>;

enum Happening {
    Look,
    Comes,
    GivesUp(TicketId),
    AtDesk(usize, TicketId),
    NotThere(usize, TicketId),
    Ends(usize, TicketId),
    BookingGoes(usize),
    Leader(Box<Command>),
}

struct Days<'a> {
    office: Office,
    crowd: &'a Crowd,
    dice: Rng,
    history: History,
    written: Vec<Recorded>,
    sitting: Vec<Option<TicketId>>,
}

impl Days<'_> {
    fn morning(&mut self, date: Date) {
        let at = self.office.setup().time_zone.day(date).start + Length::minutes(6 * 60);
        self.advance(at);
        self.learn_lengths(at);
        let bookings = self.bookings(date);
        self.ask(Command::ImportDiary { date, bookings: bookings.into() }, at);
        let desks: Vec<DeskId> = self.office.setup().desks.iter().map(|desk| desk.id.clone()).collect();
        for desk in desks {
            self.ask(Command::OpenDesk { desk }, at);
        }
        self.sitting.fill(None);
    }

    /// Most of the time that the plan leaves is booked.
    fn bookings(&mut self, date: Date) -> Vec<Booking> {
        let setup = self.office.setup();
        let Some(open) = setup.opening_hours.on(&setup.time_zone, date) else { return Vec::new() };
        let kept: Vec<(DeskId, TimeRange)> =
            self.office.gaps().map(|gap| (gap.desk.clone(), gap.time)).collect();
        let length = Length::minutes(self.crowd.booked_minutes);
        let mut bookings = Vec::new();
        for desk in &setup.desks {
            let mut start = open.start;
            while start + length <= open.end {
                let time = TimeRange::new(start, start + length);
                let free = !kept.iter().any(|(of, gap)| *of == desk.id && gap.overlaps(time));
                if free && self.dice.percent(self.crowd.booked) {
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
        let mean =
            if weekend { self.crowd.visits_at_the_weekend } else { self.crowd.visits_on_a_working_day };
        // Nobody sets out who would come as the doors close.
        let last = (open.length().as_seconds() - 45 * 60).max(1);
        for _ in 0..self.dice.poisson(mean) {
            let at = open.start + Length::seconds(self.dice.between(0, last));
            agenda.insert((at, agenda.len()), Happening::Comes);
        }
        let booked = i64::try_from(self.office.bookings(date).len()).unwrap_or(0);
        for _ in 0..self.crowd.cancelled.min(u32::try_from(booked).unwrap_or(0)) {
            let which = usize::try_from(self.dice.between(0, booked - 1)).unwrap_or(0);
            let at = open.start + Length::seconds(self.dice.between(0, last / 2));
            agenda.insert((at, agenda.len()), Happening::BookingGoes(which));
        }
        let mut look = open.start;
        while look < open.end + AFTER_HOURS {
            agenda.insert((look, agenda.len()), Happening::Look);
            look = look + LOOK_EVERY;
        }
        agenda
    }

    fn play(&mut self, mut agenda: Agenda) -> Result<(), String> {
        let mut count = agenda.len();
        while let Some(((at, _), happening)) = agenda.pop_first() {
            self.advance(at);
            let came = matches!(happening, Happening::Comes);
            let mut next = self.happens(happening, at)?;
            next.extend(self.clerks_call(at));
            if came {
                self.tell_windows(at);
            }
            for (later, happening) in next {
                agenda.insert((later, count), happening);
                count += 1;
            }
        }
        Ok(())
    }

    fn happens(&mut self, happening: Happening, at: UnixTime) -> Result<Vec<(UnixTime, Happening)>, String> {
        let mut next = Vec::new();
        match happening {
            Happening::Look => {}
            Happening::Comes => next.extend(self.comes(at)),
            Happening::GivesUp(ticket) => {
                let waits =
                    self.office.ticket(ticket).is_some_and(|one| one.waits_today() && one.promise.is_none());
                if waits {
                    self.ask(Command::Depart { ticket }, at);
                }
            }
            Happening::AtDesk(desk, ticket) => {
                self.ask(Command::Arrive { ticket }, at);
                next.push((at + self.length_of(ticket), Happening::Ends(desk, ticket)));
            }
            Happening::NotThere(desk, ticket) => {
                for _ in 0..self.office.policy().recalls_before_absent {
                    self.ask(Command::Recall { ticket }, at);
                }
                self.ask(Command::MarkAbsent { ticket }, at);
                self.sitting[desk] = None;
            }
            Happening::Ends(desk, ticket) => {
                self.ends(ticket, at);
                self.sitting[desk] = None;
            }
            Happening::BookingGoes(which) => self.booking_goes(which, at),
            Happening::Leader(command) => {
                let asked = Asked { actor: Actor::from("supervisor"), key: None, command: *command };
                let decided = self.office.handle(&asked, at).map_err(|refusal| refusal.to_string())?;
                self.written.extend(decided.events);
            }
        }
        Ok(next)
    }

    fn comes(&mut self, at: UnixTime) -> Option<(UnixTime, Happening)> {
        let id = TicketId(self.dice.id());
        let kinds: Vec<(i64, &String)> =
            self.crowd.errands.iter().map(|(id, kind)| (kind.weight, id)).collect();
        let errand = ErrandId::from(self.dice.weighted(&kinds)?.as_str());
        let photo = !self.dice.percent(self.crowd.without_photo);
        let mut needs = Vec::new();
        for (share, need) in
            [(self.crowd.interpreter, Feature::Interpreter), (self.crowd.step_free, Feature::StepFree)]
        {
            if self.dice.percent(share) {
                needs.push(need);
            }
        }
        let raised = self.dice.percent(self.crowd.cannot_wait_long);
        let companion = self.dice.percent(self.crowd.with_companion);
        let check_in = CheckIn {
            ticket: id,
            secret: Secret(self.dice.id()),
            errand,
            identification: if photo { Identification::Photo } else { Identification::None },
            needs: Features::of(&needs),
            language: if needs.contains(&Feature::Interpreter) { Language::Ar } else { Language::Da },
            urgency: if raised { Urgency::Raised } else { Urgency::Ordinary },
            companion: self.companion(id).filter(|_| companion),
            if_full: if self.dice.percent(60) { IfFull::Standby } else { IfFull::NextDay },
        };
        self.ask(Command::CheckIn(check_in), at)?;
        let patience = Length::minutes(self.crowd.patience_minutes);
        Some((at + patience, Happening::GivesUp(id)))
    }

    fn companion(&self, ticket: TicketId) -> Option<CompanionRef> {
        let known = u128::try_from(self.crowd.companions.len()).ok()?;
        let which = usize::try_from(ticket.0.as_u128().checked_rem(known)?).ok()?;
        self.crowd.companions.get(which).cloned()
    }

    fn clerks_call(&mut self, at: UnixTime) -> Vec<(UnixTime, Happening)> {
        let mut next = Vec::new();
        if self.office.waiting() == 0 || !self.office.is_open(at) {
            return next;
        }
        for desk in 0..self.sitting.len() {
            if self.sitting[desk].is_some() {
                continue;
            }
            let id = self.office.setup().desks[desk].id.clone();
            let Some(Subject::Call(ticket)) = self.ask(Command::CallNext { desk: id }, at) else { continue };
            self.sitting[desk] = Some(ticket);
            let soon = at + Length::seconds(self.dice.between(30, 150));
            next.push(if self.dice.percent(self.crowd.never_comes_to_the_desk) {
                (at + Length::minutes(6), Happening::NotThere(desk, ticket))
            } else {
                (soon, Happening::AtDesk(desk, ticket))
            });
        }
        next
    }

    /// How long the case really takes.
    fn length_of(&mut self, ticket: TicketId) -> Length {
        let factor = (SPREAD * self.dice.normal() - SPREAD * SPREAD / 2.0).exp();
        let planned = self.office.ticket(ticket).map_or(Length::ZERO, |ticket| ticket.visit.expected);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a few hours at most"
        )]
        let minutes = (planned.as_seconds() as f64 / 60.0 * factor).round() as i64;
        Length::minutes(minutes.clamp(4, LONGEST_CASE))
    }

    fn ends(&mut self, ticket: TicketId, at: UnixTime) {
        let Some(visit) = self.office.ticket(ticket).map(|ticket| ticket.visit.clone()) else { return };
        let Some(kind) = self.crowd.errands.get(visit.errand.as_str()) else { return };
        let ways: Vec<(i64, &String)> =
            kind.outcomes.iter().map(|(outcome, weight)| (*weight, outcome)).collect();
        let Some(outcome) = self.dice.weighted(&ways) else { return };
        let mut flags = BTreeSet::new();
        if visit.needs.iter().any(|need| need == Feature::Interpreter) {
            flags.insert(Flag::InterpreterUsed);
        }
        if visit.identification == Identification::None && self.dice.percent(self.crowd.certificate) {
            flags.insert(Flag::InternalResidenceCertificateUsed);
        }
        let says = visit.companion.is_some() && self.dice.percent(self.crowd.companion_says_hours);
        let [least, most] = self.crowd.companion_minutes.map(i64::from);
        let minutes = self.dice.between(least / 15, most / 15) * 15;
        let command = Command::Complete {
            ticket,
            at: None,
            outcome: OutcomeId::from(outcome.as_str()),
            flags: flags.into_iter().collect(),
            companion_minutes: says.then(|| u16::try_from(minutes).unwrap_or(0)),
        };
        self.ask(command, at);
    }

    fn booking_goes(&mut self, which: usize, at: UnixTime) {
        let date = self.office.date();
        let mut bookings = self.office.bookings(date).to_vec();
        if which < bookings.len() && bookings[which].time.start > at {
            bookings.remove(which);
            self.ask(Command::ImportDiary { date, bookings: bookings.into() }, at);
        }
    }

    fn advance(&mut self, at: UnixTime) {
        let events = self.office.advance(at);
        self.written.extend(events);
    }

    /// What the office answers, or nothing when it refuses.
    fn ask(&mut self, command: Command, at: UnixTime) -> Option<Subject> {
        let asked = Asked { actor: Actor::from("demo"), key: None, command };
        let decided = self.office.handle(&asked, at).ok()?;
        self.written.extend(decided.events);
        Some(decided.subject)
    }
}

/// The first of so many weeks before a day.
pub fn weeks_before(date: Date, weeks: u8) -> Date {
    date.checked_sub(i64::from(weeks).weeks()).unwrap_or(date)
}
