// SPDX-License-Identifier: MPL-2.0
//! The real office on such a day: people check in as they come, and a free desk calls next inside its gaps.

use jiff::civil::{Date, Time, Weekday, date};
use office::calendar::{OpenDay, OpeningHours, Zone};
use office::command::{CheckIn, Command, IfFull, Request};
use office::event::{Event, Recorded};
use office::gap::{Booking, Plan, PlanLine, ReleaseRule};
use office::names::{Actor, DeskId, ErrandId, OutcomeId, Secret, TicketId};
use office::policy::Policy;
use office::setup::{Desk, Direction, Errand, Feature, Features, Identification, Setup, WitnessQuota};
use office::ticket::{Language, State, Ticket, Urgency};
use office::time::{Length, TimeRange, UnixTime, cut};
use office::{Office, Subject};
use uuid::Uuid;

use crate::Cost;
use crate::day::{Day, Gap, LENGTHS, LONGEST_WAIT, Minute, RAISED_WEIGHT};
use crate::feasible::{self, Promised};

#[derive(Debug)]
pub struct Played {
    pub cost: Cost,
    pub promises_broken: u32,
    pub noes: Noes,
    /// Minutes in which a desk stood idle in its reserved time beside somebody who fits and whose going breaks nothing.
    pub idle_beside: u32,
}

/// Newcomers who were told no, though reserved time is left that they alone would fit in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noes {
    pub decided: u32,
    /// Everyone promised and the newcomer could have begun in time.
    pub wrong: u32,
    pub undecided: u32,
}

const TODAY: Date = date(2026, 3, 3);

pub fn play(day: &Day) -> Played {
    let mut morning = Morning::begin(day);
    let last = day.gaps.iter().map(|gap| gap.end).max().unwrap_or(0);
    for minute in 0..=last {
        morning.minute(day, minute);
    }
    let not_served = day.visitors.len() - morning.waited.len();
    let weighted_minutes = morning.waited.iter().sum();
    let cost = Cost { not_served: u32::try_from(not_served).unwrap(), weighted_minutes };
    let Morning { promises_broken, noes, idle_beside, .. } = morning;
    Played { cost, promises_broken, noes, idle_beside }
}

struct Morning {
    office: Office,
    begin: UnixTime,
    /// Who sits at each desk, and until when.
    desks: Vec<Option<(TicketId, Minute)>>,
    waited: Vec<u32>,
    promises_broken: u32,
    noes: Noes,
    idle_beside: u32,
}

impl Morning {
    fn begin(day: &Day) -> Self {
        let setup = setup(day);
        let begin = setup.time_zone.moment(TODAY, Time::constant(8, 0, 0, 0));
        let policy = Policy {
            longest_wait_minutes: u16::try_from(LONGEST_WAIT).unwrap(),
            raised_rate: u16::try_from(RAISED_WEIGHT).unwrap(),
            slack_minutes: 0,
            ..Policy::default()
        };
        let (office, _) = Office::found(setup, policy, plan(day), begin - Length::minutes(60));
        let desks = vec![None; day.quiet.len()];
        let (waited, noes) = (Vec::new(), Noes::default());
        let mut morning = Self { office, begin, desks, waited, promises_broken: 0, noes, idle_beside: 0 };
        let bookings = booked(day, begin);
        morning.ask(Command::ImportDiary { date: TODAY, bookings: bookings.into() }, 0).unwrap();
        for desk in 0..day.quiet.len() {
            let desk = desk_name(desk);
            morning.ask(Command::OpenDesk { desk }, 0).unwrap();
        }
        morning
    }

    fn minute(&mut self, day: &Day, minute: Minute) {
        let now = self.begin + Length::minutes(minute.into());
        let events = self.office.advance(now);
        self.count(&events);
        for desk in 0..self.desks.len() {
            if let Some((ticket, _)) = self.desks[desk].filter(|(_, until)| *until == minute) {
                self.desks[desk] = None;
                let (at, outcome) = (None, "done".into());
                self.ask(
                    Command::Complete { ticket, at, outcome, flags: vec![], companion_minutes: None },
                    minute,
                )
                .unwrap();
            }
        }
        for (index, visitor) in day.visitors.iter().enumerate().filter(|(_, visitor)| visitor.comes == minute)
        {
            let id = Uuid::from_u128(index as u128 + 1);
            let check_in = CheckIn {
                ticket: TicketId(id),
                secret: Secret(id),
                errand: errand_name(visitor.minutes),
                identification: Identification::Photo,
                needs: visitor.needs(),
                language: Language::Da,
                urgency: if visitor.raised { Urgency::Raised } else { Urgency::Ordinary },
                companion: None,
                witness_on: Vec::new(),
                if_full: IfFull::Standby,
            };
            self.ask(Command::CheckIn(check_in), minute).unwrap();
            self.weigh_no(day, minute, index);
        }
        self.give_up(day, minute);
        self.call_next(day, minute);
        self.look_for_idle_desks(day, minute);
    }

    /// Whether a newcomer who was promised nothing could have been promised a start.
    fn weigh_no(&mut self, day: &Day, minute: Minute, newcomer: usize) {
        let gaps = self.gaps_left(day, minute);
        let person = Promised { latest: minute + LONGEST_WAIT, ..self.person(day, newcomer) };
        let alone = feasible::all_can_begin(&gaps, std::slice::from_ref(&person)) == Some(true);
        if self.ticket(newcomer).promise.is_some() || !alone {
            return;
        }
        let mut people = self.promised(day, None);
        people.push(person);
        match feasible::all_can_begin(&gaps, &people) {
            Some(possible) => {
                self.noes.decided += 1;
                self.noes.wrong += u32::from(possible);
            }
            None => self.noes.undecided += 1,
        }
    }

    fn look_for_idle_desks(&mut self, day: &Day, minute: Minute) {
        let gaps = self.gaps_left(day, minute);
        for desk in (0..self.desks.len()).filter(|&desk| self.desks[desk].is_none()) {
            let Some(here) = gaps.iter().position(|gap| gap.desk == desk && gap.start == minute) else {
                continue;
            };
            let stands_beside = (0..day.visitors.len()).any(|index| {
                let visitor = &day.visitors[index];
                let waits = visitor.comes <= minute && self.ticket(index).state == State::Waiting;
                let end = minute + visitor.minutes;
                if !waits || !day.fits(visitor, desk) || end > gaps[here].end {
                    return false;
                }
                let mut after = gaps.clone();
                after[here].start = end;
                feasible::all_can_begin(&after, &self.promised(day, Some(index))) == Some(true)
            });
            self.idle_beside += u32::from(stands_beside);
        }
    }

    /// The reserved time from a minute on that no case is using.
    fn gaps_left(&self, day: &Day, minute: Minute) -> Vec<Gap> {
        let left = |gap: &Gap| {
            let busy_until = self.desks[gap.desk].map_or(minute, |(_, until)| until.max(minute));
            Gap { start: gap.start.max(busy_until), ..*gap }
        };
        day.gaps.iter().map(left).filter(|gap| gap.start < gap.end).collect()
    }

    /// Who waits with a promise.
    fn promised(&self, day: &Day, without: Option<usize>) -> Vec<Promised> {
        let here = (0..day.visitors.len()).filter(|&index| Some(index) != without);
        here.filter_map(|index| {
            let ticket = self.office.ticket(TicketId(Uuid::from_u128(index as u128 + 1)))?;
            let promise = ticket.promise.filter(|_| ticket.state == State::Waiting)?;
            let latest = (promise.latest - self.begin).as_seconds() / 60;
            Some(Promised { latest: Minute::try_from(latest).unwrap(), ..self.person(day, index) })
        })
        .collect()
    }

    fn person(&self, day: &Day, index: usize) -> Promised {
        let visitor = &day.visitors[index];
        let fits = (0..self.desks.len()).map(|desk| day.fits(visitor, desk)).collect();
        Promised { minutes: visitor.minutes, latest: 0, fits }
    }

    fn ticket(&self, index: usize) -> &Ticket {
        self.office.ticket(TicketId(Uuid::from_u128(index as u128 + 1))).unwrap()
    }

    /// Whoever has waited longer than is acceptable leaves, here as in all other ways to decide.
    fn give_up(&mut self, day: &Day, minute: Minute) {
        for index in 0..day.visitors.len() {
            let ticket = TicketId(Uuid::from_u128(index as u128 + 1));
            let waits = self.office.ticket(ticket).is_some_and(|ticket| ticket.state == State::Waiting);
            if waits && minute > day.visitors[index].comes + LONGEST_WAIT {
                self.ask(Command::Depart { ticket }, minute).unwrap();
            }
        }
    }

    /// Clerks call in the order of the places the office gave, then whoever is free: a desk that nobody is
    /// placed at now does not snatch what another desk will call in the same minute.
    fn call_next(&mut self, day: &Day, minute: Minute) {
        let now = self.begin + Length::minutes(minute.into());
        let placed = |office: &Office, desk: usize| {
            let name = desk_name(desk);
            office.tickets().iter().any(|ticket| {
                let place = ticket.placement.as_ref();
                ticket.state == State::Waiting
                    && place.is_some_and(|place| place.desk == name && place.time.start <= now)
            })
        };
        let mut desks: Vec<usize> = (0..self.desks.len()).collect();
        desks.sort_by_key(|&desk| !placed(&self.office, desk));
        for desk in desks {
            let in_gap =
                day.gaps.iter().any(|gap| gap.desk == desk && gap.start <= minute && minute < gap.end);
            if !in_gap || self.desks[desk].is_some() {
                continue;
            }
            let name = desk_name(desk);
            if let Ok(Subject::Call(ticket)) = self.ask(Command::CallNext { desk: name.clone() }, minute) {
                let number = usize::try_from(ticket.0.as_u128()).unwrap() - 1;
                let visitor = &day.visitors[number];
                self.desks[desk] = Some((ticket, minute + visitor.minutes));
                self.waited.push((minute - visitor.comes) * visitor.weight());
            }
        }
    }

    fn ask(&mut self, command: Command, minute: Minute) -> Result<Subject, office::refusal::Refusal> {
        let now = self.begin + Length::minutes(minute.into());
        let asked = Request { actor: Actor::from("test"), key: None, command };
        let decided = self.office.handle(&asked, now)?;
        self.count(&decided.events);
        Ok(decided.subject)
    }

    fn count(&mut self, events: &[Recorded]) {
        let broken = events.iter().filter(|recorded| matches!(recorded.event, Event::PromiseBroken { .. }));
        self.promises_broken += u32::try_from(broken.count()).unwrap();
    }
}

fn desk_name(desk: usize) -> DeskId {
    (desk + 1).to_string().parse().unwrap()
}

fn errand_name(minutes: Minute) -> ErrandId {
    format!("minutes_{minutes}").parse().unwrap()
}

fn plan(day: &Day) -> Plan {
    let clock = |minute: Minute| {
        Time::new(i8::try_from(8 + minute / 60).unwrap(), i8::try_from(minute % 60).unwrap(), 0, 0).unwrap()
    };
    let line = |gap: &Gap| PlanLine {
        weekday: Weekday::Tuesday,
        desk: desk_name(gap.desk),
        start: clock(gap.start),
        end: clock(gap.end),
        hold: ReleaseRule::Hard,
    };
    Plan(day.gaps.iter().map(line).collect())
}

/// Every minute outside the gaps is booked: nobody is served there.
fn booked(day: &Day, begin: UnixTime) -> Vec<Booking> {
    let moment = |minute: Minute| begin + Length::minutes(minute.into());
    let whole = TimeRange::new(moment(0), moment(600));
    let desk = |desk: usize| {
        let here = day.gaps.iter().filter(move |gap| gap.desk == desk);
        let gaps = here.map(|gap| TimeRange::new(moment(gap.start), moment(gap.end)));
        let id = desk_name(desk);
        cut(&[whole], gaps).into_iter().map(move |time| Booking::new(id.clone(), time))
    };
    (0..day.quiet.len()).flat_map(desk).collect()
}

fn setup(day: &Day) -> Setup {
    let desk = |(index, quiet): (usize, &bool)| Desk {
        id: desk_name(index),
        name: desk_name(index).to_string(),
        area: None,
        direction: Direction::Ahead,
        features: Features::of(if *quiet { &[Feature::QuietRoom] } else { &[] }),
    };
    let errand = |minutes: &Minute| {
        let length = u16::try_from(*minutes).unwrap();
        Errand {
            id: errand_name(*minutes),
            name: None,
            icon: None,
            minutes: length,
            minutes_without_photo: length,
            likely_minutes: length,
            likely_minutes_without_photo: length,
            features_without_photo: Features::NONE,
            briefing: vec![],
            briefing_without_photo: vec![],
            bring: vec![],
            bring_without_photo: vec![],
        }
    };
    let (opens, closes) = (Time::constant(8, 0, 0, 0), Time::constant(18, 0, 0, 0));
    Setup {
        id: "test".into(),
        name: "Test".to_owned(),
        time_zone: Zone::named("Europe/Copenhagen").unwrap(),
        opening_hours: OpeningHours(vec![OpenDay { weekday: Weekday::Tuesday, opens, closes }]),
        desks: day.quiet.iter().enumerate().map(desk).collect(),
        errands: LENGTHS.iter().map(errand).collect(),
        outcomes: vec![OutcomeId::from("done").into()],
        holding: None,
        witness: WitnessQuota::default(),
    }
}
