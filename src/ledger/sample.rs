// SPDX-License-Identifier: MPL-2.0
//! Events for the tests of this crate.

use jiff::civil::{Date, date};
use uuid::Uuid;

use office::Subject;
use office::calendar::{OpeningHours, Zone};
use office::closures::Closures;
use office::event::{DayStart, Event, Recorded};
use office::free_text::FreeText;
use office::gap::Plan;
use office::idempotency::{Fingerprint, IdempotencyRecord};
use office::localized_text::LocalizedText;
use office::names::{Actor, DeskId, ErrandId, OfficeId, RequestKey, Secret, TicketId};
use office::policy::Policy;
use office::reason::Reason;
use office::setup::{Desk, Direction, Errand, Feature, Features, Identification, Setup, WitnessQuota};
use office::ticket::{Language, Placement, Promise, State, Ticket, Urgency, Visit};
use office::time::{Length, TimeRange, UnixTime};

pub fn office() -> OfficeId {
    OfficeId::from("demo")
}

pub fn recorded(at: i64, event: Event) -> Recorded {
    Recorded { at: UnixTime::from_unix(at), actor: Actor::from("clerk"), key: None, fingerprint: None, event }
}

/// A small event that differs with `at`.
pub fn help(at: i64) -> Recorded {
    recorded(at, if at % 2 == 0 { Event::HelpAsked } else { Event::HelpAnswered })
}

pub fn day_started(date: Date) -> Recorded {
    let start = DayStart {
        date,
        setup: setup(),
        policy: Policy::default(),
        plan: Plan::default(),
        tickets: vec![ticket(1)],
        gaps: Vec::new(),
        next_gap: 1,
        diary: Vec::new(),
        set_by_hand: Vec::new(),
        staffed: Vec::new(),
        holds: office::holds::Holds::default(),
        answered: Vec::new(),
        trials: office::trial::Trials::default(),
        calibration: office::calibration::CalibrationRecord::default(),
        lengths: Vec::new(),
        closures: Closures::default(),
    };
    recorded(1_767_225_600, Event::DayStarted(Box::new(start)))
}

pub fn first_day() -> Recorded {
    day_started(date(2026, 1, 5))
}

/// A day that carries over a request of the day before.
pub fn day_with_a_request(date: Date) -> Recorded {
    let mut recorded = day_started(date);
    if let Event::DayStarted(start) = &mut recorded.event {
        let subject = Subject::Ticket(TicketId(Uuid::from_u128(1)));
        let record = IdempotencyRecord { fingerprint: Some(Fingerprint([7; 16])), subject };
        start.answered.push((RequestKey(Uuid::from_u128(9)), record));
    }
    recorded
}

/// A check-in whose request is known by its fingerprint.
pub fn check_in_with_fingerprint(number: u32) -> Recorded {
    Recorded { fingerprint: Some(Fingerprint([9; 16])), ..check_in(number) }
}

/// A check-in by a companion, with needs and another language, and with its request.
pub fn accompanied(number: u32) -> Recorded {
    let mut recorded = check_in_with_fingerprint(number);
    if let Event::TicketCheckedIn(ticket) = &mut recorded.event {
        ticket.visit.companion = Some("c-4711".parse().unwrap());
        ticket.visit.needs = Features::of(&[Feature::QuietRoom]);
        ticket.visit.features = Features::of(&[Feature::QuietRoom, Feature::WithoutPhoto]);
        ticket.visit.language = Language::Ar;
        ticket.reasons.push(Reason::NeedsDeskFeature { feature: Feature::QuietRoom });
    }
    recorded
}

pub const NOTE: &str = "kom fra mor til Oskar";

pub fn called_with_a_note(number: u32) -> Recorded {
    let mut recorded = called(number);
    if let Event::TicketCalled { note, .. } = &mut recorded.event {
        *note = Some(NOTE.parse().unwrap());
    }
    recorded
}

/// What an office records most of the space for: a check-in, with the request's key.
pub fn check_in(number: u32) -> Recorded {
    Recorded {
        key: Some(RequestKey(Uuid::from_u128(u128::from(number)))),
        ..recorded(1_767_225_600 + i64::from(number), Event::TicketCheckedIn(Box::new(ticket(number))))
    }
}

pub fn called(number: u32) -> Recorded {
    let event = Event::TicketCalled {
        ticket: TicketId(Uuid::from_u128(u128::from(number))),
        desk: DeskId::from("3"),
        reasons: vec![Reason::WaitedLongest { minutes: 12 }],
        note: None,
    };
    recorded(1_767_225_600 + i64::from(number), event)
}

fn ticket(number: u32) -> Ticket {
    let (desk, start) = (DeskId::from("3"), UnixTime::from_unix(1_767_226_200));
    Ticket {
        id: TicketId(Uuid::from_u128(u128::from(number))),
        number,
        secret: Secret(Uuid::from_u128(7)),
        visit: visit(),
        waiting_since: start,
        checked_in_at: start,
        state: State::Waiting,
        placement: Some(Placement {
            desk: desk.clone(),
            time: TimeRange::new(start, start + Length::minutes(20)),
        }),
        promise: Some(Promise::for_start(start, Length::minutes(20))),
        window: None,
        standby: false,
        kept_for: None,
        only_at: None,
        first_called_at: None,
        promised_call: None,
        broken_promises: 0,
        reasons: vec![Reason::EarliestTime { desk, start }],
        before_call: None,
        away_until: None,
        told_before: None,
        broken_by: None,
    }
}

fn visit() -> Visit {
    Visit {
        errand: ErrandId::from("new_mitid"),
        identification: Identification::None,
        features: Features::NONE,
        needs: Features::NONE,
        language: Language::Da,
        urgency: Urgency::Raised,
        expected: Length::minutes(20),
        likely: Length::minutes(30),
        companion: None,
        witness_on: Vec::new(),
    }
}

fn setup() -> Setup {
    let desk = Desk {
        id: DeskId::from("3"),
        name: "3".to_owned(),
        area: Some(LocalizedText::danish(FreeText::parse("ved vinduet").unwrap())),
        direction: Direction::Left,
        features: Features::NONE,
    };
    let errand = Errand {
        id: ErrandId::from("new_mitid"),
        name: None,
        icon: None,
        minutes: 10,
        minutes_without_photo: 20,
        likely_minutes: 15,
        likely_minutes_without_photo: 30,
        features_without_photo: Features::NONE,
        briefing: Vec::new(),
        briefing_without_photo: Vec::new(),
        bring: Vec::new(),
        bring_without_photo: Vec::new(),
    };
    Setup {
        id: office(),
        name: "Borgerservice".to_owned(),
        time_zone: Zone::named("Europe/Copenhagen").unwrap(),
        opening_hours: OpeningHours::default(),
        desks: vec![desk],
        errands: vec![errand],
        outcomes: Vec::new(),
        holding: None,
        witness: WitnessQuota::default(),
    }
}
