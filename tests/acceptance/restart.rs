// SPDX-License-Identifier: MPL-2.0
//! What an office keeps when its server is started again.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use appointments::reconciler::DIARY;
use ledger::SqliteLedger;
use office::calendar::Zone;
use office::command::{Command, Request};
use office::gap::{Booking, BookingChange, Bookings, DiaryChange};
use office::names::{Actor, OfficeId};
use office::time::TimeRange;
use runtime::handle::OfficeHandle;
use runtime::ports::Clock;
use runtime::{Opening, open};

use crate::test_server::{StandingClock, TEN, founding};

fn started(dir: &Path) -> OfficeHandle {
    let clock: Arc<dyn Clock> = Arc::new(StandingClock(AtomicI64::new(TEN)));
    let ledger = Box::new(SqliteLedger::open(dir, &OfficeId::from("demo")).unwrap());
    open(Opening { ledger, clock, effects: Vec::new(), found: Box::new(|_| founding()) }).unwrap()
}

async fn ask(office: &OfficeHandle, actor: &str, command: Command) {
    office.ask(Request { actor: Actor::from(actor), key: None, command }).await.unwrap();
}

#[tokio::test]
async fn a_day_set_by_hand_stays_as_it_was_set_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let zone = Zone::named("Europe/Copenhagen").unwrap();
    let date = jiff::civil::date(2026, 3, 3);
    let at = |hour| zone.moment(date, jiff::civil::time(hour, 0, 0, 0));
    let by_hand = Booking::new("3".into(), TimeRange::new(at(13), at(14)));
    let change = DiaryChange::Update(vec![BookingChange::Booked(by_hand.clone())]);

    let office = started(folder.path());
    ask(&office, "supervisor", Command::ChangeDiary { date, change }).await;
    office.stop().await;

    let office = started(folder.path());
    let other: Bookings = [Booking::new("2".into(), TimeRange::new(at(15), at(16)))].into();
    ask(&office, DIARY, Command::ImportDiary { date, bookings: other }).await;
    let bookings = office.read(move |office, _| office.bookings(date).to_vec()).await.unwrap();
    assert_eq!(bookings, [by_hand]);
    office.stop().await;
}
