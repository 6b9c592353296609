// SPDX-License-Identifier: MPL-2.0
//! One follower for all that look at an office's past.

mod first_read;

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::{Date, Time, date};
use tempfile::TempDir;

use super::*;
use crate::advice_job::{AdviceJob, AdviceOutcome, Question};
use crate::window_job::Outlook;
use forecast::advice::{Costs, NoAdvice};
use ledger::SqliteLedger;
use office::command::{Command, Request};
use office::names::Actor;
use office::testing::{Scene, ordinary, zone};
use office::time::UnixTime;
use runtime::ports::{Clock, Ledger, LedgerFailure, LedgerReader};
use runtime::{Opening, open};

/// Three days with a visit each; the second has one that is carried into the third.
fn three_days() -> Vec<Recorded> {
    let mut scene = Scene::new();
    for day in 3..6 {
        scene.now = zone().moment(date(2026, 3, day), Time::constant(9, 50, 0, 0));
        scene.advance();
        drop(scene.ask(Command::OpenDesk { desk: "1".into() }));
        scene.gap("1", "10:00", "11:00");
        scene.check_in(ordinary(30)).unwrap();
        let ticket = scene.at("10:05").call_next("1").unwrap();
        scene.ask(Command::Arrive { ticket }).unwrap();
        scene.at("10:35").complete(ticket);
    }
    scene.ledger
}

fn in_one(events: &[Recorded]) -> Derived {
    let mut derived = Derived::default();
    (1..).zip(events).for_each(|(seq, recorded)| derived.add(seq, recorded));
    derived
}

fn text(derived: &Derived) -> String {
    let days = derived.days.between(Date::MIN, Date::MAX);
    format!("{} {days:#?} {:#?}", derived.last(), derived.history)
}

fn days_only(derived: &Derived) -> String {
    format!("{:#?}", derived.days.between(Date::MIN, Date::MAX))
}

struct Standing(UnixTime);

impl Clock for Standing {
    fn now(&self) -> UnixTime {
        self.0
    }
}

/// Counts the events that are read after the office has opened.
struct Counting {
    ledger: SqliteLedger,
    read: Arc<AtomicU64>,
}

impl Ledger for Counting {
    fn append(&mut self, events: &[Recorded]) -> Result<Seq, LedgerFailure> {
        self.ledger.append(events)
    }

    fn read_latest_day(&mut self, each: &mut dyn FnMut(Seq, Recorded)) -> Result<(), LedgerFailure> {
        self.ledger.read_latest_day(each)
    }

    fn read_after(&mut self, after: Seq, limit: usize) -> Result<Vec<(Seq, Recorded)>, LedgerFailure> {
        let events = self.ledger.read_after(after, limit)?;
        self.read.fetch_add(u64::try_from(events.len()).unwrap(), Ordering::SeqCst);
        Ok(events)
    }

    fn reader(&self) -> Result<Box<dyn LedgerReader>, LedgerFailure> {
        Err(LedgerFailure::Failed("a short ledger is read page by page".to_owned()))
    }
}

fn opened(dir: &TempDir, at: UnixTime) -> (OfficeHandle, Arc<AtomicU64>) {
    let read = Arc::new(AtomicU64::new(0));
    let ledger = SqliteLedger::open(dir.path(), &"demo".into()).unwrap();
    let ledger = Box::new(Counting { ledger, read: Arc::clone(&read) });
    let (clock, found) = (Arc::new(Standing(at)), Box::new(|_| panic!("there is a ledger")));
    (open(Opening { ledger, clock, effects: Vec::new(), found }).unwrap(), read)
}

/// An office with a long ledger behind it: the same three days again and again.
fn open_after_years(dir: &TempDir) -> OfficeHandle {
    let days = three_days();
    let mut ledger = SqliteLedger::open(dir.path(), &"demo".into()).unwrap();
    while ledger.head().seq < 3 * LONG {
        ledger.append(&days).unwrap();
    }
    let clock = Arc::new(Standing(days.last().unwrap().at));
    let found = Box::new(|_| panic!("there is a ledger"));
    open(Opening { ledger: Box::new(ledger), clock, effects: Vec::new(), found }).unwrap()
}

async fn ask(office: &OfficeHandle, command: Command) {
    let asked = Request { actor: Actor::from("test"), key: None, command };
    office.ask(asked).await.unwrap();
}

async fn question(office: &OfficeHandle) -> Question {
    let read = |office: &office::Office, _| Question {
        costs: Costs::default(),
        setup: office.setup().clone(),
        policy: office.policy().clone(),
        plan: office.plan().clone(),
        today: office.date(),
    };
    office.read(read).await.unwrap()
}

/// Report, advice and windows look at the past; what they saw, and the events of the ledger.
async fn look(office: &OfficeHandle) -> (String, usize, u64) {
    let follower = Arc::new(LedgerFollower::default());
    let mut outlook = Outlook::new(Arc::clone(&follower));
    outlook.learn(office).await.unwrap();
    let advice = AdviceJob::default().compute(&follower, office, question(office).await).await;
    let Ok(AdviceOutcome::Refused(NoAdvice::TooLittle { seen, .. })) = advice else {
        panic!("three days are too few for advice")
    };
    let derived = follower.derived(office).await.unwrap();
    let derived = derived.read().unwrap();
    (text(&derived), seen, derived.last())
}

#[tokio::test]
async fn each_event_is_read_once_and_report_advice_and_windows_agree_after_a_restart() {
    let dir = TempDir::new().unwrap();
    let days = three_days();
    SqliteLedger::open(dir.path(), &"demo".into()).unwrap().append(&days).unwrap();
    let at = days.last().unwrap().at;
    let (office, read) = opened(&dir, at);
    let before = look(&office).await;
    assert_eq!(before.1, 2, "two days are over");
    assert_eq!(read.load(Ordering::SeqCst), before.2, "all three together read each event once");
    ask(&office, Command::AskForHelp).await;
    office.stop().await;
    let (office, read) = opened(&dir, at);
    let after = look(&office).await;
    assert_eq!(read.load(Ordering::SeqCst), after.2);
    assert!(after.2 > before.2, "what happened since is read too");
    let events = office.ledger_after(0, usize::MAX).await.unwrap();
    let events: Vec<Recorded> = events.into_iter().map(|(_, recorded)| recorded).collect();
    let known = usize::try_from(before.2).unwrap();
    assert_eq!(before.0, text(&in_one(&events[..known])));
    assert_eq!(after.0, text(&in_one(&events)), "a restart changes nothing");
    office.stop().await;
}

#[tokio::test]
async fn a_report_asked_for_while_the_office_works_is_the_same_as_the_ledger_read_at_once() {
    let dir = TempDir::new().unwrap();
    let office = open_after_years(&dir);
    let follower = LedgerFollower::default();
    let work = async {
        for _ in 0..20 {
            ask(&office, Command::AskForHelp).await;
            ask(&office, Command::AnswerHelp).await;
        }
    };
    let (first, ()) = tokio::join!(follower.derived(&office), work);
    first.unwrap();
    let derived = follower.derived(&office).await.unwrap();
    let events = office.ledger_after(0, usize::MAX).await.unwrap();
    let events: Vec<Recorded> = events.into_iter().map(|(_, recorded)| recorded).collect();
    assert!(events.len() > 3 * 1_000 + 40);
    office.stop().await;
    let derived = derived.read().unwrap();
    assert_eq!(derived.last(), Seq::try_from(events.len()).unwrap());
    assert_eq!(days_only(&derived), days_only(&in_one(&events)));
}
