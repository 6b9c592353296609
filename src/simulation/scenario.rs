// SPDX-License-Identifier: MPL-2.0
//! Random offices: desks, errands, hours, plans and policies. Most start near a clock change, and some are open
//! during it.

use jiff::civil::{Date, Time, Weekday, date};

use super::rng::Rng;
use office::calendar::{OpenDay, OpeningHours, UnknownZone, Zone};
use office::gap::{Plan, PlanLine, ReleaseRule};
use office::holds::Holding;
use office::names::{DeskId, OutcomeId};
use office::policy::Policy;
use office::setup::{Desk, Direction, Errand, Feature, Features, Setup, WitnessQuota};
use office::time::{Length, UnixTime};

pub const FEATURES: [Feature; 4] =
    [Feature::WithoutPhoto, Feature::StepFree, Feature::QuietRoom, Feature::Interpreter];
const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The configuration an office is founded with, and when.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    pub founded: UnixTime,
}

impl Scenario {
    pub fn random(rng: &mut Rng) -> Result<Self, UnknownZone> {
        let zone = Zone::named("Europe/Copenhagen")?;
        let first = first_day(rng);
        let minutes = rng.weighted(&[(3, 0), (5, 360), (2, 700)]).unwrap_or(0);
        let founded = zone.day(first).start + Length::minutes(minutes) + Length::seconds(rng.between(0, 59));
        let mut setup = setup(rng, zone);
        setup.holding = holding(&mut rng.fork(), &setup);
        let policy = policy(rng);
        let plan = plan(rng, &setup);
        Ok(Self { setup, policy, plan, founded })
    }
}

impl Scenario {
    /// The same with six desks, each with hours of reserved time from ten on, short promises and errands of many
    /// lengths.
    #[must_use]
    pub fn with_packed_mornings(mut self, rng: &mut Rng) -> Self {
        let setup = &mut self.setup;
        setup.desks = DESKS.map(|id| desk(rng, id)).to_vec();
        let offered: Vec<Features> = setup.desks.iter().map(|desk| desk.features).collect();
        setup.errands = ERRANDS.map(|id| errand(rng, id, &offered)).to_vec();
        let open = |weekday| OpenDay {
            weekday,
            opens: Time::constant(8, 0, 0, 0),
            closes: Time::constant(16, 0, 0, 0),
        };
        setup.opening_hours = OpeningHours(WEEKDAYS.map(open).to_vec());
        setup.holding = None;
        self.policy.promise_minutes = u16::try_from(rng.between(5, 12)).unwrap_or(5);
        self.policy.longest_wait_minutes = 150;
        self.plan = Plan(WEEKDAYS.iter().flat_map(|weekday| long_lines(rng, *weekday)).collect());
        self
    }
}

fn long_lines(rng: &mut Rng, weekday: Weekday) -> Vec<PlanLine> {
    let line = |id: &&'static str| {
        let start = 600 + 5 * rng.between(0, 6);
        let end = start + 5 * rng.between(30, 60);
        PlanLine {
            weekday,
            desk: (*id).into(),
            start: clock(start),
            end: clock(end),
            hold: ReleaseRule::Hard,
        }
    };
    DESKS.iter().map(line).collect()
}

/// Mostly a few days before a clock change, so that the change is simulated.
fn first_day(rng: &mut Rng) -> Date {
    let days = rng.between(0, 3);
    let anywhere = rng.between(1, 28);
    let change = [date(2026, 3, 29), date(2026, 10, 25)];
    match rng.weighted(&[(4, 0), (4, 1), (2, 2)]) {
        Some(which @ (0 | 1)) => {
            change[which].checked_sub(jiff::Span::new().days(days)).unwrap_or(change[which])
        }
        _ => date(2026, i8::try_from(rng.between(1, 12)).unwrap_or(1), i8::try_from(anywhere).unwrap_or(1)),
    }
}

const DESKS: [&str; 6] = ["1", "2", "3", "4", "5", "6"];
const ERRANDS: [&str; 4] = ["errand_1", "errand_2", "errand_3", "errand_4"];

fn setup(rng: &mut Rng, zone: Zone) -> Setup {
    let desks: Vec<Desk> = (0..rng.between(2, 6)).zip(DESKS).map(|(_, id)| desk(rng, id)).collect();
    let offered = desks.iter().map(|desk| desk.features).collect::<Vec<_>>();
    let errands = (0..rng.between(2, 4)).zip(ERRANDS).map(|(_, id)| errand(rng, id, &offered)).collect();
    Setup {
        id: "simulated".into(),
        name: "Simulated".to_owned(),
        time_zone: zone,
        opening_hours: hours(rng),
        desks,
        errands,
        holding: None,
        witness: WitnessQuota::default(),
        outcomes: ["mitid_issued", "new_time_given", "other_errand_done"]
            .map(|id| OutcomeId::from(id).into())
            .to_vec(),
    }
}

/// Four offices in ten have an appointment system with holds, some of them not for every desk.
fn holding(rng: &mut Rng, setup: &Setup) -> Option<Holding> {
    let days_ahead = u16::try_from(rng.between(0, 4)).unwrap_or(0);
    let all = rng.percent(70);
    let mut desks: Vec<DeskId> = setup.desks.iter().map(|desk| desk.id.clone()).collect();
    desks.retain(|_| all || rng.percent(60));
    rng.percent(40).then_some(Holding { days_ahead, desks })
}

fn desk(rng: &mut Rng, id: &'static str) -> Desk {
    Desk {
        id: id.into(),
        name: id.to_owned(),
        area: None,
        direction: Direction::Ahead,
        features: some_features(rng, 40),
    }
}

pub fn some_features(rng: &mut Rng, share: i64) -> Features {
    let mut some = Vec::new();
    for feature in FEATURES {
        if rng.percent(share) {
            some.push(feature);
        }
    }
    Features::of(&some)
}

fn errand(rng: &mut Rng, id: &'static str, offered: &[Features]) -> Errand {
    let minutes = |rng: &mut Rng| u16::try_from(5 * rng.between(1, 9)).unwrap_or(15);
    let (short, more) = (minutes(rng), minutes(rng));
    let slow = u16::try_from(rng.between(0, 15)).unwrap_or(0);
    let without_photo = Features::of(&[Feature::WithoutPhoto]);
    let someone = offered.iter().any(|features| features.covers(without_photo));
    Errand {
        id: id.into(),
        name: None,
        icon: None,
        minutes: short,
        minutes_without_photo: short + more / 2,
        likely_minutes: short + slow,
        likely_minutes_without_photo: short + more / 2 + slow,
        features_without_photo: if someone { without_photo } else { Features::NONE },
        briefing: Vec::new(),
        briefing_without_photo: Vec::new(),
        bring: Vec::new(),
        bring_without_photo: Vec::new(),
    }
}

/// Ordinary offices, offices open every day, and some open at night.
fn hours(rng: &mut Rng) -> OpeningHours {
    let (opens, closes) =
        rng.weighted(&[(5, (8, 16)), (3, (9, 13)), (2, (0, 5)), (1, (1, 23))]).unwrap_or((8, 16));
    let days = if rng.percent(50) { 7 } else { 5 };
    let half = if rng.percent(30) { 30 } else { 0 };
    let open = |weekday: &Weekday| OpenDay {
        weekday: *weekday,
        opens: Time::constant(opens, half, 0, 0),
        closes: Time::constant(closes, 0, 0, 0),
    };
    OpeningHours(WEEKDAYS.iter().take(days).map(open).collect())
}

pub fn policy(rng: &mut Rng) -> Policy {
    let mut value = |least, most| u16::try_from(rng.between(least, most)).unwrap_or(1);
    let ordinary_rate = value(1, 3);
    Policy {
        ordinary_rate,
        raised_rate: ordinary_rate + value(0, 4),
        promise_minutes: value(5, 40),
        longest_wait_minutes: value(20, 150),
        release_minutes: value(0, 90),
        lend_freed: value(0, 3) > 0,
        recalls_before_absent: u8::try_from(value(0, 2)).unwrap_or(1),
        absence_grace_minutes: value(0, 20),
        undo_seconds: value(0, 60),
        overrun_minutes: value(1, 10),
        slack_minutes: value(0, 10),
        plan_with_learned: false,
    }
}

/// A few lines a day on five-minute marks, without overlaps at a desk.
pub fn plan(rng: &mut Rng, setup: &Setup) -> Plan {
    let mut lines: Vec<PlanLine> = Vec::new();
    for day in &setup.opening_hours.0 {
        for desk in &setup.desks {
            let mut from = minute_of(day.opens);
            while rng.percent(55) {
                let start = from + 5 * rng.between(0, 24);
                let end = start + 5 * rng.between(2, 24);
                if end > minute_of(day.closes) {
                    break;
                }
                let hold = if rng.percent(40) { ReleaseRule::Hard } else { ReleaseRule::Soft };
                let (weekday, desk) = (day.weekday, desk.id.clone());
                lines.push(PlanLine { weekday, desk, start: clock(start), end: clock(end), hold });
                from = end;
            }
        }
    }
    Plan(lines)
}

fn minute_of(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

fn clock(minute: i64) -> Time {
    let part = |value: i64| i8::try_from(value).unwrap_or(0);
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or(Time::midnight())
}
