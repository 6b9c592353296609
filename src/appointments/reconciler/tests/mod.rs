// SPDX-License-Identifier: MPL-2.0
//! The real model, an appointment system that fails in every way, and a reconciler that is killed between any two
//! steps.

mod busy_office;
mod ends;
mod handover;
mod hold_keys;
mod slow_writes;
mod sources;

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use proptest::prelude::*;
use tokio::sync::Notify;

use super::in_memory::{InMemory, World};
use super::{CalendarSource, CommandError, DIARY, NextRound, OfficePort, OfficeSnapshot, Reconciler};
use crate::port::HoldKey;
use office::Office;
use office::command::{Capacity, CapacityChange, Command, Request};
use office::gap::{Plan, PlanLine, ReleaseRule};
use office::holds::Holding;
use office::names::Actor;
use office::policy::Policy;
use office::setup::Setup;
use office::testing::{plan_line, setup};
use office::time::{Length, TimeRange, UnixTime};
use simulation::rng::Rng;

/// The real model, without a thread.
#[derive(Clone)]
struct LocalOffice(Arc<Mutex<(Office, UnixTime, u64)>>);

impl LocalOffice {
    fn new() -> Self {
        Self::that_holds(vec![
            plan_line("tuesday", "1", "10:00", "11:00", ReleaseRule::Hard),
            plan_line("wednesday", "1", "10:00", "11:00", ReleaseRule::Soft),
            plan_line("wednesday", "2", "13:00", "14:30", ReleaseRule::Hard),
        ])
    }

    /// Desks 1 and 2 have their gaps held.
    fn that_holds(plan: Vec<PlanLine>) -> Self {
        let mut setup = setup();
        setup.holding = Some(Holding { days_ahead: 2, desks: vec!["1".into(), "2".into()] });
        Self::with(setup, Plan(plan))
    }

    /// An office at eight on a Tuesday.
    fn with(setup: Setup, plan: Plan) -> Self {
        let now = "2026-03-03T08:00:00+01:00".parse::<jiff::Timestamp>().unwrap();
        let now = UnixTime::from_unix(now.as_second());
        let (office, events) = Office::found(setup, Policy::default(), plan, now);
        Self(Arc::new(Mutex::new((office, now, u64::try_from(events.len()).unwrap()))))
    }

    fn wait(&self, length: Length) {
        let mut local = self.0.lock().unwrap();
        local.1 = local.1 + length;
        let now = local.1;
        let events = local.0.advance(now);
        local.2 += u64::try_from(events.len()).unwrap();
    }

    fn ask(&self, actor: &str, command: Command) -> Result<(), CommandError> {
        let mut local = self.0.lock().unwrap();
        let now = local.1;
        let decided = local
            .0
            .handle(&Request { actor: Actor::from(actor), key: None, command }, now)
            .map_err(|_| CommandError::Refused)?;
        local.2 += u64::try_from(decided.events.len()).unwrap();
        assert_eq!(local.0.check(), Vec::<String>::new());
        Ok(())
    }

    fn snapshot_now(&self) -> OfficeSnapshot {
        let local = self.0.lock().unwrap();
        OfficeSnapshot::of(&local.0, local.1)
    }
}

impl OfficePort for LocalOffice {
    fn now(&self) -> UnixTime {
        self.0.lock().unwrap().1
    }

    fn version(&self) -> u64 {
        self.0.lock().unwrap().2
    }

    async fn snapshot(&self) -> Result<OfficeSnapshot, CommandError> {
        Ok(self.snapshot_now())
    }

    async fn submit(&self, command: Command) -> Result<(), CommandError> {
        self.ask(DIARY, command)
    }

    /// Rounds come by the clock.
    async fn changed(&self) {
        std::future::pending::<()>().await;
    }
}

/// Takes nothing while it is full.
struct SometimesFull {
    office: LocalOffice,
    full: AtomicBool,
}

impl OfficePort for SometimesFull {
    fn now(&self) -> UnixTime {
        self.office.now()
    }

    fn version(&self) -> u64 {
        self.office.version()
    }

    async fn snapshot(&self) -> Result<OfficeSnapshot, CommandError> {
        self.office.snapshot().await
    }

    async fn submit(&self, command: Command) -> Result<(), CommandError> {
        if self.full.load(Ordering::SeqCst) {
            return Err(CommandError::Busy);
        }
        self.office.submit(command).await
    }

    async fn changed(&self) {
        self.office.changed().await;
    }
}

fn source(name: &str, world: &Arc<Mutex<World>>, desks: &[&'static str], seed: u64) -> CalendarSource {
    let system = Box::new(InMemory(Arc::clone(world)));
    let desks = desks.iter().map(|desk| (*desk).into()).collect();
    CalendarSource::new(name.to_owned(), system, desks, Duration::from_secs(30), seed)
}

fn new_reconciler(world: &Arc<Mutex<World>>, seed: u64) -> Reconciler {
    Reconciler::new(vec![source("test", world, &["1", "2"], seed)], 2)
}

/// One round; `None` if the reconciler is killed during it.
fn round(reconciler: &mut Reconciler, office: &impl OfficePort) -> Option<NextRound> {
    let mut context = Context::from_waker(Waker::noop());
    let round = std::pin::pin!(reconciler.round(office));
    match round.poll(&mut context) {
        Poll::Ready(next) => Some(next),
        Poll::Pending => None,
    }
}

/// What the office counts on stands in the appointment system, minute for minute.
fn nothing_counted_on_is_for_sale(office: &LocalOffice, world: &World) {
    for hold in office.snapshot_now().known.iter().filter(|hold| !hold.let_go) {
        assert!(
            world.holds_cover(&hold.desk, hold.time),
            "the office counts on {hold:?}, and the public could book it: {:?}",
            world.holds
        );
    }
}

fn withdraw_all(office: &LocalOffice) {
    let gaps: Vec<_> = office.0.lock().unwrap().0.gaps().filter(|gap| gap.is_open()).cloned().collect();
    for gap in gaps {
        let what = Capacity::WithdrawGap { gap: gap.id };
        let change = CapacityChange { what, force: true, reason: Some("for the test".parse().unwrap()) };
        office.ask("supervisor", Command::ChangeCapacity(change)).unwrap();
    }
}

fn supervisor(office: &LocalOffice, random: &mut Rng) {
    let snapshot = office.snapshot_now();
    let desk = if random.percent(50) { "1" } else { "2" };
    let gaps: Vec<_> = office.0.lock().unwrap().0.gaps().filter(|gap| gap.is_open()).cloned().collect();
    let what = match (random.between(0, 2), random.pick(&gaps)) {
        (0, Some(gap)) => Capacity::WithdrawGap { gap: gap.id },
        (1, Some(gap)) => {
            let mut shift = |moment: UnixTime| moment + Length::minutes(5 * random.between(-4, 4));
            let (start, end) = (Some(shift(gap.time.start)), Some(shift(gap.time.end)));
            Capacity::ChangeGap { gap: gap.id, desk: None, start, end, hold: None }
        }
        _ => {
            let start = UnixTime::from_unix(snapshot.now.unix() / 300 * 300)
                + Length::minutes(5 * random.between(1, 60));
            let time = TimeRange::new(start, start + Length::minutes(5 * random.between(1, 12)));
            Capacity::OpenGap { desk: desk.into(), time, hold: ReleaseRule::Hard }
        }
    };
    let change = CapacityChange { what, force: true, reason: Some("for the test".parse().unwrap()) };
    // A change that cannot be is refused; both are a supervisor's day.
    office.ask("supervisor", Command::ChangeCapacity(change)).ok();
}

fn play(seed: u64) {
    let mut random = Rng::new(seed);
    let office = LocalOffice::new();
    let world = Arc::new(Mutex::new(World::new(random.next())));
    let mut reconciler = new_reconciler(&world, seed);
    for _ in 0..60 {
        match random.between(0, 9) {
            0 | 1 => supervisor(&office, &mut random),
            2 | 3 => {
                let known: Vec<_> =
                    office.snapshot_now().known.into_iter().filter(|hold| !hold.let_go).collect();
                let sold = world.lock().unwrap().public_books(office.now());
                if let Some((desk, time)) = sold {
                    let double = known.iter().find(|hold| hold.desk == desk && hold.time.overlaps(time));
                    assert_eq!(double, None, "sold twice at {time:?}");
                }
            }
            4 => world.lock().unwrap().somebody_cancels(),
            5 => office.wait(Length::seconds(random.between(1, 900))),
            6 => world.lock().unwrap().faults = random.between(0, 40),
            _ => office.wait(Length::seconds(random.between(1, 40))),
        }
        if round(&mut reconciler, &office).is_none() {
            reconciler = new_reconciler(&world, random.next());
        }
        nothing_counted_on_is_for_sale(&office, &world.lock().unwrap());
    }
    world.lock().unwrap().faults = 0;
    let mut killed = 0;
    for _ in 0..60 {
        office.wait(Length::seconds(301));
        if round(&mut reconciler, &office).is_none() {
            reconciler = new_reconciler(&world, random.next());
            killed += 1;
        }
        nothing_counted_on_is_for_sale(&office, &world.lock().unwrap());
    }
    assert!(killed <= 1, "only a write from before may hang: {killed}");
    in_agreement(&office, &world.lock().unwrap());
}

fn in_agreement(office: &LocalOffice, world: &World) {
    let snapshot = office.snapshot_now();
    let wanted: BTreeSet<_> = snapshot
        .wanted
        .iter()
        .map(|request| (HoldKey::new(&snapshot.office, &request.desk, request.time.start), request.time))
        .collect();
    let there: BTreeSet<_> = world
        .holds
        .values()
        .filter(|held| held.time.end > snapshot.now)
        .map(|held| (held.key.clone(), held.time))
        .collect();
    assert_eq!(there, wanted, "what is held is what is wanted, and nothing else");
    let counted: BTreeSet<_> = snapshot
        .known
        .iter()
        .filter(|hold| !hold.let_go && hold.time.end > snapshot.now)
        .map(|hold| (HoldKey::new(&snapshot.office, &hold.desk, hold.time.start), hold.time))
        .collect();
    assert_eq!(counted, wanted, "and the office knows");
    assert!(!snapshot.diary_lost);
}

/// A calendar that failed just when a hold was wanted, and answered again with nothing new.
#[test]
fn what_could_not_be_held_while_the_calendar_was_silent_is_held_when_it_answers_again() {
    play(825_773_018_940_632_530);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_fails_no_minute_is_both_promised_and_for_sale_and_in_the_end_all_agree(seed in any::<u64>()) {
        play(seed);
    }
}

#[test]
fn a_poll_that_finds_nothing_costs_the_office_thread_nothing() {
    let office = LocalOffice::new();
    let world = Arc::new(Mutex::new(World::new(1)));
    let mut reconciler = new_reconciler(&world, 1);
    for _ in 0..5 {
        round(&mut reconciler, &office);
        office.wait(Length::seconds(31));
    }
    let version = office.version();
    let looks = world.lock().unwrap().looks;
    for _ in 0..5 {
        office.wait(Length::seconds(31));
        round(&mut reconciler, &office);
    }
    assert_eq!(office.version(), version);
    assert!(world.lock().unwrap().looks >= looks + 5);
}

#[test]
fn a_system_that_rings_is_looked_at_before_its_time_and_one_in_trouble_is_not_hurried() {
    let office = LocalOffice::new();
    let world = Arc::new(Mutex::new(World::new(1)));
    let mut reconciler = new_reconciler(&world, 1);
    for _ in 0..5 {
        round(&mut reconciler, &office);
    }
    office.wait(Length::seconds(5));
    let looks = |world: &Arc<Mutex<World>>| world.lock().unwrap().looks;
    let before = looks(&world);
    round(&mut reconciler, &office);
    assert_eq!(looks(&world), before, "it is not yet time");
    reconciler.poll_soon();
    round(&mut reconciler, &office);
    assert!(looks(&world) > before, "it rang");
    world.lock().unwrap().silent = true;
    office.wait(Length::seconds(31));
    round(&mut reconciler, &office);
    let before = looks(&world);
    reconciler.poll_soon();
    round(&mut reconciler, &office);
    assert_eq!(looks(&world), before, "it has its pause");
}

#[test]
fn while_the_diary_is_silent_the_office_says_since_when_and_lends_nothing_unconfirmed() {
    let office = LocalOffice::new();
    let world = Arc::new(Mutex::new(World::new(1)));
    let mut reconciler = new_reconciler(&world, 1);
    for _ in 0..5 {
        round(&mut reconciler, &office);
    }
    let last_seen = office.now();
    world.lock().unwrap().silent = true;
    office.wait(Length::seconds(40));
    round(&mut reconciler, &office);
    let lost = office.0.lock().unwrap().0.diary_lost().unwrap();
    assert_eq!((lost.known_at, lost.since), (Some(last_seen), office.now()));
    world.lock().unwrap().silent = false;
    office.wait(Length::seconds(40));
    round(&mut reconciler, &office);
    assert_eq!(office.0.lock().unwrap().0.diary_lost(), None);
}
