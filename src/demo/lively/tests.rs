// SPDX-License-Identifier: MPL-2.0
//! A hall in which nobody is real, on a clock that the test moves.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use jiff::civil::{Date, Time, date, time};
use ledger::memory::MemoryStore;
use office::event::{Event, Recorded};
use office::gap::{Plan, ReleaseRule};
use office::names::{DeskId, TicketId};
use office::policy::Policy;
use office::testing::{Scene, ordinary, plan_line, setup, zone};
use office::ticket::Ticket;
use office::time::Length;
use runtime::ports::Clock;
use runtime::{Founding, Opening, open};
use uuid::Uuid;

const MIX: &str = r"
seed = 7
visits_on_a_working_day = 13.0
visits_at_the_weekend = 5.0
without_photo = 30
interpreter = 0
step_free = 10
cannot_wait_long = 15
with_companion = 0
companion_says_hours = 0
companion_minutes = [90, 330]
certificate = 60
never_comes_to_the_desk = 10
patience_minutes = 60
booked = 0
booked_minutes = 20
cancelled = 0

[errands.minutes_15]
weight = 1
outcomes = { mitid_issued = 1, other_errand_done = 1 }

[errands.minutes_30]
weight = 1
outcomes = { mitid_issued = 1 }
";

const TUESDAY: Date = date(2026, 3, 3);

#[derive(Debug)]
struct OwnClock(AtomicI64);

impl OwnClock {
    fn move_on(&self, to: UnixTime) {
        self.0.fetch_max(to.unix(), Ordering::SeqCst);
    }
}

impl Clock for OwnClock {
    fn now(&self) -> UnixTime {
        UnixTime::from_unix(self.0.load(Ordering::SeqCst))
    }
}

struct Hours {
    clock: Arc<OwnClock>,
    office: OfficeHandle,
    hall: LivelyHall,
}

impl Hours {
    fn from(start: Time) -> Self {
        let clock = Arc::new(OwnClock(AtomicI64::new(zone().moment(TUESDAY, start).unix())));
        let weekdays = ["tuesday", "wednesday"];
        let lines = weekdays
            .iter()
            .flat_map(|day| ["1", "4"].map(|desk| plan_line(day, desk, "8:00", "18:00", ReleaseRule::Hard)));
        let founding = Founding {
            setup: setup(),
            policy: Policy::default(),
            plan: Plan(lines.collect()),
            staffed: Vec::new(),
        };
        let opening = Opening {
            ledger: Box::new(MemoryStore::default().open().unwrap()),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            effects: Vec::new(),
            found: Box::new(|_| founding),
        };
        let office = open(opening).unwrap();
        let hall = LivelyHall::new(toml::from_str(MIX).unwrap(), &office, clock.now());
        Self { clock, office, hall }
    }

    /// Lets so much of the office's time pass, ten seconds a step.
    async fn pass(&mut self, length: Length) {
        for _ in 0..length.as_seconds() / 10 {
            let clock = Arc::clone(&self.clock);
            self.hall.step(&self.office, &move |to| clock.move_on(to)).await.unwrap();
            self.clock.0.fetch_add(10, Ordering::SeqCst);
        }
    }

    async fn press(&self, command: Command) {
        let request = Request { actor: Actor::from("clerk"), key: None, command };
        self.office.ask(request).await.unwrap();
    }

    async fn events(&self) -> Vec<Recorded> {
        let events = self.office.ledger_after(0, 100_000).await.unwrap();
        events.into_iter().map(|(_, recorded)| recorded).collect()
    }
}

fn count(events: &[Recorded], wanted: impl Fn(&Event) -> bool) -> usize {
    events.iter().filter(|recorded| wanted(&recorded.event)).count()
}

fn is_check_in(event: &Event) -> bool {
    matches!(event, Event::TicketCheckedIn(_))
}

fn is_completion(event: &Event) -> bool {
    matches!(event, Event::TicketCompleted { .. })
}

#[tokio::test]
async fn people_come_are_called_served_and_done_and_the_rules_hold() {
    let mut hours = Hours::from(time(9, 40, 0, 0));
    hours.pass(Length::minutes(5)).await;
    let soon = hours.events().await;
    assert!(count(&soon, is_check_in) >= 2, "somebody sees it live at once");
    hours.pass(Length::minutes(115)).await;
    let events = hours.events().await;
    let came = count(&events, is_check_in);
    assert!((8..=40).contains(&came), "a pace that a person can follow: {came}");
    assert!(count(&events, is_completion) >= 4, "{} were served", count(&events, is_completion));
    assert!(count(&events, |event| matches!(event, Event::CitizenArrived { .. })) >= 4);
    let broken = hours.office.read(|office, _| office.check()).await.unwrap();
    assert_eq!(broken, Vec::<String>::new());
}

#[tokio::test]
async fn the_same_seed_and_clock_make_the_same_hall() {
    let day = async || {
        let mut hours = Hours::from(time(9, 0, 0, 0));
        hours.pass(Length::minutes(60)).await;
        hours.events().await
    };
    assert_eq!(day().await, day().await);
}

#[tokio::test]
async fn nobody_is_invented_while_the_office_is_closed_and_the_next_morning_comes_at_once() {
    let mut hours = Hours::from(time(17, 0, 0, 0));
    hours.pass(Length::minutes(120)).await;
    let now = hours.office.now();
    assert_eq!(zone().date(now), TUESDAY.tomorrow().unwrap(), "its night is over");
    assert!(hours.office.read(office::Office::is_open).await.unwrap());
    let events = hours.events().await;
    let closed = |recorded: &&Recorded| {
        let (hour, minute) = zone().clock(recorded.at);
        is_check_in(&recorded.event) && !((8, 0)..(17, 15)).contains(&(hour, minute))
    };
    assert_eq!(events.iter().find(closed), None, "neither at night nor shortly before closing");
    let today = |recorded: &Recorded| zone().date(recorded.at) == TUESDAY.tomorrow().unwrap();
    assert!(events.iter().any(|recorded| today(recorded) && is_check_in(&recorded.event)));
}

#[tokio::test]
async fn a_demo_that_was_started_at_night_opens_at_once() {
    let mut hours = Hours::from(time(3, 0, 0, 0));
    hours.pass(Length::minutes(1)).await;
    assert_eq!(zone().date(hours.office.now()), TUESDAY);
    assert_eq!(zone().clock(hours.office.now()).0, 8);
}

#[tokio::test]
async fn a_desk_is_left_to_whoever_presses_a_button_there_and_the_others_go_on() {
    let mut hours = Hours::from(time(9, 0, 0, 0));
    hours.pass(Length::minutes(30)).await;
    let mine = DeskId::from("1");
    let demo_at = |events: &[Recorded], wanted: bool| {
        let mut called = std::collections::BTreeMap::new();
        let acts = events.iter().filter(|recorded| {
            if let Event::TicketCalled { ticket, desk, .. } = &recorded.event {
                called.insert(*ticket, desk.clone());
            }
            let desk = recorded.event.ticket().and_then(|ticket| called.get(&ticket));
            let is_step = matches!(
                recorded.event,
                Event::TicketCalled { .. } | Event::CitizenArrived { .. } | Event::TicketCompleted { .. }
            );
            recorded.actor.as_str() == ACTOR && is_step && desk.is_some_and(|desk| (*desk == mine) == wanted)
        });
        acts.count()
    };
    // Whatever this desk does now, somebody has just pressed a button at it.
    hours.press(Command::OpenDesk { desk: mine.clone() }).await;
    let serving = hours.office.read(|office, _| {
        let is_here = |one: &&Ticket| one.state.call().is_some_and(|call| call.desk.as_str() == "1");
        office.tickets().iter().find(is_here).map(|one| one.id)
    });
    if let Some(ticket) = serving.await.unwrap() {
        let outcome = "mitid_issued".into();
        hours
            .press(Command::Complete {
                ticket,
                at: None,
                outcome,
                flags: Vec::new(),
                companion_minutes: None,
            })
            .await;
    } else {
        hours.press(Command::LeaveDesk { desk: mine.clone(), reason: None }).await;
    }
    let (before, others) = (demo_at(&hours.events().await, true), demo_at(&hours.events().await, false));
    hours.pass(Length::minutes(9)).await;
    let events = hours.events().await;
    assert_eq!(demo_at(&events, true), before, "the invented clerk kept away");
    hours.pass(Length::minutes(30)).await;
    let events = hours.events().await;
    assert!(demo_at(&events, true) > before, "and came back when nobody was there any more");
    assert!(demo_at(&events, false) > others);
}

#[tokio::test]
async fn whoever_checks_in_for_themselves_is_called_like_everybody() {
    let mut hours = Hours::from(time(9, 0, 0, 0));
    hours.pass(Length::minutes(2)).await;
    let mine = TicketId(Uuid::from_u128(99));
    hours.press(Command::CheckIn(Scene::new().asks(ordinary(15), mine))).await;
    hours.pass(Length::minutes(120)).await;
    let called: BTreeSet<_> = hours
        .events()
        .await
        .iter()
        .filter_map(|one| match &one.event {
            Event::TicketCalled { ticket, .. } => Some(*ticket),
            _ => None,
        })
        .collect();
    assert!(called.contains(&mine));
}

#[tokio::test]
async fn a_started_demo_goes_on_with_those_who_were_at_a_desk() {
    let mut hours = Hours::from(time(9, 0, 0, 0));
    hours.pass(Length::minutes(30)).await;
    let before = count(&hours.events().await, is_completion);
    hours.hall = LivelyHall::new(toml::from_str(MIX).unwrap(), &hours.office, hours.clock.now());
    hours.pass(Length::minutes(60)).await;
    let events = hours.events().await;
    assert!(count(&events, is_completion) > before + 1);
    let ids: BTreeSet<_> =
        events.iter().filter(|one| is_check_in(&one.event)).map(|one| one.event.ticket()).collect();
    assert_eq!(ids.len(), count(&events, is_check_in), "nobody comes twice");
}
