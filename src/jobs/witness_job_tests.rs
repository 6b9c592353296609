// SPDX-License-Identifier: MPL-2.0

use std::sync::Mutex;

use jiff::civil::{Time, date};
use tokio::sync::Notify;

use super::*;
use ledger::SqliteLedger;
use office::command::Command;
use office::event::Recorded;
use office::testing::{Scene, ordinary, zone};
use office::ticket::Flag;
use office::time::UnixTime;
use runtime::ports::{Clock, Ledger};
use runtime::{Opening, open};

/// What was recorded, and a signal at each time.
#[derive(Debug, Default)]
struct Record {
    acts: Mutex<Vec<WitnessAct>>,
    to: Mutex<Option<Date>>,
    recorded: Notify,
}

impl WitnessRecord for Record {
    fn recorded_to(&self) -> Result<Option<Date>, NotRecorded> {
        Ok(*self.to.lock().unwrap())
    }

    fn record(&self, [from, to]: [Date; 2], keep_from: Date, acts: &[WitnessAct]) -> Result<(), NotRecorded> {
        let mut recorded = self.acts.lock().unwrap();
        recorded.retain(|act| act.date < from && act.date >= keep_from);
        recorded.extend_from_slice(acts);
        *self.to.lock().unwrap() = Some(to);
        self.recorded.notify_one();
        Ok(())
    }
}

/// Two days, each with a visit at which companion c-17 was the witness.
fn two_days() -> Vec<Recorded> {
    let mut scene = Scene::new();
    for day in 3..5 {
        scene.now = zone().moment(date(2026, 3, day), Time::constant(9, 50, 0, 0));
        scene.advance();
        drop(scene.ask(Command::OpenDesk { desk: "1".into() }));
        scene.gap("1", "10:00", "11:00");
        let ticket = scene.next_ticket_id();
        let mut check_in = scene.asks(ordinary(30), ticket);
        check_in.companion = Some("c-17".into());
        scene.ask(Command::CheckIn(check_in)).unwrap();
        scene.at("10:05").call_next("1").unwrap();
        scene.ask(Command::Arrive { ticket }).unwrap();
        let (outcome, flags) = ("mitid_issued".into(), vec![Flag::CompanionWasWitness]);
        let complete = Command::Complete { ticket, at: None, outcome, flags, companion_minutes: None };
        scene.at("10:35").ask(complete).unwrap();
    }
    scene.ledger
}

struct Standing(UnixTime);

impl Clock for Standing {
    fn now(&self) -> UnixTime {
        self.0
    }
}

fn dates(record: &Record) -> Vec<Date> {
    record.acts.lock().unwrap().iter().map(|act| act.date).collect()
}

async fn record_once(office: &OfficeHandle, record: &Arc<Record>) {
    let follower = Arc::new(LedgerFollower::default());
    let recorded = record.recorded.notified();
    let kept: Arc<dyn WitnessRecord> = record.clone();
    run(office.clone(), follower, kept, Duration::ZERO, recorded).await;
}

#[tokio::test]
async fn what_the_ledger_forgot_of_earlier_days_stays_counted() {
    let dir = tempfile::TempDir::new().unwrap();
    let days = two_days();
    let mut ledger = SqliteLedger::open(dir.path(), &"demo".into()).unwrap();
    ledger.append(&days).unwrap();
    let clock = Arc::new(Standing(days.last().unwrap().at));
    let office = open(Opening {
        ledger: Box::new(ledger),
        clock,
        effects: Vec::new(),
        found: Box::new(|_| panic!("the ledger has events")),
    })
    .unwrap();
    let record = Arc::new(Record::default());

    record_once(&office, &record).await;
    assert_eq!(dates(&record), [date(2026, 3, 3), date(2026, 3, 4)]);

    // What is of earlier days than the last recorded one is not read again.
    record.acts.lock().unwrap().retain(|act| act.date < date(2026, 3, 4));
    record_once(&office, &record).await;
    assert_eq!(dates(&record), [date(2026, 3, 3), date(2026, 3, 4)]);
    record.acts.lock().unwrap().clear();
    record_once(&office, &record).await;
    assert_eq!(dates(&record), [date(2026, 3, 4)], "who was erased does not come back");
    office.stop().await;
}

#[tokio::test]
async fn a_new_ledger_takes_back_nothing_of_the_days_before_it() {
    let dir = tempfile::TempDir::new().unwrap();
    let days = two_days();
    let mut ledger = SqliteLedger::open(dir.path(), &"demo".into()).unwrap();
    ledger.append(&days).unwrap();
    let clock = Arc::new(Standing(days.last().unwrap().at));
    let found = Box::new(|_| panic!("the ledger has events"));
    let office = open(Opening { ledger: Box::new(ledger), clock, effects: Vec::new(), found }).unwrap();
    let (record, earlier) = (Arc::new(Record::default()), date(2026, 3, 2));
    let act = WitnessAct { date: earlier, companion: "c-17".into() };
    (*record.to.lock().unwrap(), *record.acts.lock().unwrap()) = (Some(earlier), vec![act]);

    record_once(&office, &record).await;

    assert_eq!(dates(&record), [earlier, date(2026, 3, 3), date(2026, 3, 4)]);
    office.stop().await;
}
