// SPDX-License-Identifier: MPL-2.0
//! A small office to tell stories about: desks 1 to 4, open 8–18, errands named after their length.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::new_without_default,
    reason = "test support: a test that cannot go on says so"
)]

use jiff::civil::{Date, Time, date};
use uuid::Uuid;

use crate::announcements::Announcements;
use crate::calendar::{OpenDay, OpeningHours, Zone, clock_time, weekday_name};
use crate::command::{Capacity, CapacityChange, CheckIn, Command, IfFull, Request};
use crate::event::{Event, Recorded};
use crate::gap::{Booking, Plan, PlanLine, ReleaseRule};
use crate::invalid_event::InvalidEvent;
use crate::names::{Actor, GapId, OutcomeId, RequestKey, Secret, TicketId};
use crate::office::Office;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::setup::{Desk, Errand, Feature, Features, Identification, Setup, WitnessQuota};
use crate::ticket::{Language, Ticket, Urgency};
use crate::time::{TimeRange, UnixTime};
use crate::view::BoardView;
use crate::{Decided, Subject};

pub const TODAY: Date = date(2026, 3, 3);

#[derive(Debug)]
pub struct Scene {
    pub office: Office,
    /// What the board was asked to announce.
    pub announcements: Announcements,
    pub ledger: Vec<Recorded>,
    pub now: UnixTime,
    ids: u128,
}

/// What a companion may ask for besides the length.
#[derive(Debug, Clone, Copy)]
pub struct Visitor {
    pub minutes: u16,
    pub urgency: Urgency,
    pub needs: Features,
    pub if_full: IfFull,
}

pub fn ordinary(minutes: u16) -> Visitor {
    Visitor { minutes, urgency: Urgency::Ordinary, needs: Features::NONE, if_full: IfFull::Ask }
}

pub fn raised(minutes: u16) -> Visitor {
    Visitor { urgency: Urgency::Raised, ..ordinary(minutes) }
}

impl Office {
    /// As after a decided event that could not be applied.
    #[must_use]
    pub const fn with_fault(mut self) -> Self {
        self.fault = Some(InvalidEvent("made by a test"));
        self
    }
}

impl Scene {
    /// An office whose day has just begun, with nothing planned.
    pub fn new() -> Self {
        Self::on(TODAY, Plan::default())
    }

    pub fn on(date: Date, plan: Plan) -> Self {
        let zone = zone();
        let now = zone.moment(date, Time::constant(6, 0, 0, 0));
        let (office, ledger) = Office::found(setup(), Policy::default(), plan, now);
        let mut scene = Self { office, announcements: Announcements::default(), ledger, now, ids: 0 };
        for desk in ["1", "2", "3", "4"] {
            scene.ask(Command::OpenDesk { desk: desk.into() }).unwrap();
        }
        scene
    }

    pub fn ask(&mut self, command: Command) -> Result<Decided, Refusal> {
        self.ask_with_key(command, None)
    }

    pub fn ask_with_key(&mut self, command: Command, key: Option<RequestKey>) -> Result<Decided, Refusal> {
        let before = self.office.clone();
        let request = Request { actor: Actor::from("test"), key, command };
        let decided = self.office.handle(&request, self.now);
        match &decided {
            Ok(decided) => self.commit(decided.events.clone()),
            Err(_) => assert!(self.office == before, "a refusal changes nothing"),
        }
        self.pair_assertion();
        decided
    }

    /// The clock moves on to HH:MM of the day it is.
    pub fn at(&mut self, clock: &str) -> &mut Self {
        self.now = self.moment(clock);
        self.advance()
    }

    pub fn advance(&mut self) -> &mut Self {
        let events = self.office.advance(self.now);
        self.commit(events);
        self.pair_assertion();
        self
    }

    fn commit(&mut self, events: Vec<Recorded>) {
        for recorded in &events {
            self.announcements.follow(recorded);
        }
        self.ledger.extend(events);
    }

    pub fn board(&self) -> BoardView {
        self.office.board(&self.announcements, self.now)
    }

    /// Live office equals rebuilt office, and no invariant is broken.
    fn pair_assertion(&self) {
        let mut rebuilt = None;
        let mut announcements = Announcements::default();
        for recorded in &self.ledger {
            let text = serde_json::to_string(recorded).unwrap();
            let read: Recorded = serde_json::from_str(&text).unwrap();
            crate::fold(&mut rebuilt, &read).unwrap();
            announcements.follow(&read);
        }
        assert_eq!(announcements, self.announcements, "the board announces the same after a restart");
        assert_eq!(rebuilt.as_ref(), Some(&self.office), "live equals rebuilt");
        assert_eq!(self.office.check(), Vec::<String>::new());
    }

    pub fn gap(&mut self, desk: &str, from: &str, to: &str) -> GapId {
        self.gap_held(desk, from, to, ReleaseRule::Hard)
    }

    pub fn gap_held(&mut self, desk: &str, from: &str, to: &str, hold: ReleaseRule) -> GapId {
        let what = Capacity::OpenGap { desk: desk.parse().unwrap(), time: self.stretch(from, to), hold };
        match self.change(what).unwrap().subject {
            Subject::Gap(id) => id,
            other @ (Subject::Ticket(_) | Subject::Call(_) | Subject::Nothing) => panic!("opened {other:?}"),
        }
    }

    pub fn change(&mut self, what: Capacity) -> Result<Decided, Refusal> {
        self.ask(Command::ChangeCapacity(CapacityChange { what, force: false, reason: None }))
    }

    pub fn book(&mut self, bookings: &[(&str, &str, &str)]) {
        let bookings = bookings
            .iter()
            .map(|(desk, from, to)| Booking::new(desk.parse().unwrap(), self.stretch(from, to)));
        let bookings = bookings.collect();
        self.ask(Command::ImportDiary { date: self.office.date(), bookings }).unwrap();
    }

    pub fn check_in(&mut self, visitor: Visitor) -> Result<TicketId, Refusal> {
        let ticket = self.next_ticket_id();
        let check_in = self.asks(visitor, ticket);
        self.ask(Command::CheckIn(check_in)).map(|_| ticket)
    }

    pub fn asks(&self, visitor: Visitor, ticket: TicketId) -> CheckIn {
        CheckIn {
            ticket,
            secret: Secret(ticket.0),
            errand: format!("minutes_{}", visitor.minutes).parse().unwrap(),
            identification: Identification::Photo,
            needs: visitor.needs,
            language: Language::Da,
            urgency: visitor.urgency,
            companion: None,
            witness_on: Vec::new(),
            if_full: visitor.if_full,
        }
    }

    pub fn next_ticket_id(&mut self) -> TicketId {
        self.ids += 1;
        TicketId(Uuid::from_u128(self.ids))
    }

    pub fn call_next(&mut self, desk: &str) -> Result<TicketId, Refusal> {
        let decided = self.ask(Command::CallNext { desk: desk.parse().unwrap() })?;
        match decided.subject {
            Subject::Call(ticket) => Ok(ticket),
            other @ (Subject::Ticket(_) | Subject::Gap(_) | Subject::Nothing) => panic!("called {other:?}"),
        }
    }

    pub fn complete(&mut self, ticket: TicketId) {
        let outcome = "mitid_issued".into();
        self.ask(Command::Complete { ticket, at: None, outcome, flags: vec![], companion_minutes: None })
            .unwrap();
    }

    pub fn ticket(&self, id: TicketId) -> &Ticket {
        self.office.ticket(id).unwrap()
    }

    /// «desk start–end», or «-».
    pub fn place(&self, id: TicketId) -> String {
        self.ticket(id).placement.as_ref().map_or("-".to_owned(), |place| {
            format!("{} {}–{}", place.desk, self.clock(place.time.start), self.clock(place.time.end))
        })
    }

    /// «earliest–latest», or «-».
    pub fn promise(&self, id: TicketId) -> String {
        let told = self.ticket(id).promise;
        told.map_or("-".to_owned(), |told| {
            format!("{}–{}", self.clock(told.earliest), self.clock(told.latest))
        })
    }

    pub fn events(&self, wanted: impl Fn(&Event) -> bool) -> Vec<&Event> {
        self.ledger.iter().map(|recorded| &recorded.event).filter(|event| wanted(event)).collect()
    }

    pub fn clock(&self, moment: UnixTime) -> String {
        let (hour, minute) = zone().clock(moment);
        format!("{hour}:{minute:02}")
    }

    pub fn moment(&self, clock: &str) -> UnixTime {
        zone().moment(self.office.date(), clock_time::parse(clock).unwrap())
    }

    pub fn stretch(&self, from: &str, to: &str) -> TimeRange {
        TimeRange::new(self.moment(from), self.moment(to))
    }
}

pub fn zone() -> Zone {
    Zone::named("Europe/Copenhagen").unwrap()
}

pub fn plan_line(weekday: &str, desk: &str, from: &str, to: &str, hold: ReleaseRule) -> PlanLine {
    PlanLine {
        weekday: weekday_name::parse(weekday).unwrap(),
        desk: desk.parse().unwrap(),
        start: clock_time::parse(from).unwrap(),
        end: clock_time::parse(to).unwrap(),
        hold,
    }
}

pub fn setup() -> Setup {
    let desk = |(id, features): (&str, &[Feature])| Desk {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        area: None,
        direction: crate::setup::Direction::Ahead,
        features: Features::of(features),
    };
    let errand = |minutes: u16| Errand {
        id: format!("minutes_{minutes}").parse().unwrap(),
        name: None,
        icon: None,
        minutes,
        minutes_without_photo: minutes + 15,
        likely_minutes: minutes,
        likely_minutes_without_photo: minutes + 15,
        features_without_photo: Features::of(&[Feature::WithoutPhoto]),
        briefing: vec![],
        briefing_without_photo: vec![],
        bring: vec![],
        bring_without_photo: vec![],
    };
    let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let open = |weekday: &str| OpenDay {
        weekday: weekday_name::parse(weekday).unwrap(),
        opens: Time::constant(8, 0, 0, 0),
        closes: Time::constant(18, 0, 0, 0),
    };
    Setup {
        id: "test".into(),
        name: "Test".to_owned(),
        time_zone: zone(),
        opening_hours: OpeningHours(weekdays.into_iter().map(open).collect()),
        desks: [
            ("1", [].as_slice()),
            ("2", &[]),
            ("3", &[Feature::StepFree]),
            ("4", &[Feature::WithoutPhoto, Feature::QuietRoom]),
        ]
        .map(desk)
        .to_vec(),
        errands: [5, 15, 20, 30, 45, 60].map(errand).to_vec(),
        outcomes: ["mitid_issued", "other_errand_done"].map(|id| OutcomeId::from(id).into()).to_vec(),
        holding: None,
        witness: WitnessQuota::default(),
    }
}
