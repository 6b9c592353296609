// SPDX-License-Identifier: MPL-2.0
//! A server that takes its time over what is written to it.

use super::*;
use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, ExistingHold, HoldRequest, Snapshot, SystemFuture,
};
use crate::reconciler::write_batch::{Write, write_all};
use futures_util::FutureExt as _;
use office::time::UnixTime;
use tokio::sync::Notify;

/// Holds are written when they are let to.
struct SlowToWrite(InMemory, Arc<Notify>);

impl AppointmentSystem for SlowToWrite {
    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        self.0.snapshot(window)
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        self.0.changes(since, window)
    }

    fn hold<'a>(&'a mut self, request: &'a HoldRequest) -> SystemFuture<'a, ExistingHold> {
        Box::pin(async {
            self.1.notified().await;
            self.0.hold(request).await
        })
    }
}

#[test]
fn a_calendar_that_is_slow_to_be_written_to_keeps_no_other_calendars_bookings_back() {
    let (office, lets) = (LocalOffice::new(), Arc::new(Notify::new()));
    let [slow, other] = [1, 2].map(|seed| Arc::new(Mutex::new(World::new(seed))));
    let system = SlowToWrite(InMemory(Arc::clone(&slow)), Arc::clone(&lets));
    let every = Duration::from_secs(30);
    let sources = vec![
        CalendarSource::new("slow".to_owned(), Box::new(system), vec!["1".into()], every, 1),
        CalendarSource::new(
            "other".to_owned(),
            Box::new(InMemory(Arc::clone(&other))),
            vec!["2".into()],
            every,
            2,
        ),
    ];
    let mut reconciler = Reconciler::new(sources, 2);
    let look = |reconciler: &mut Reconciler| {
        office.wait(Length::seconds(31));
        round(reconciler, &office).expect("a round waits for no write");
    };
    let booked = |office: &LocalOffice| {
        let bookings = office.snapshot_now().bookings;
        bookings
            .values()
            .map(|day| day.iter().filter(|booking| booking.desk == "2".into()).count())
            .sum::<usize>()
    };
    look(&mut reconciler);
    for known in 1..=3 {
        let is_booked = || {
            let sold = other.lock().unwrap().public_books(office.now());
            sold.is_some_and(|(desk, _)| desk == "2".into())
        };
        while !is_booked() {}
        look(&mut reconciler);
        assert_eq!(booked(&office), known, "while a hold is being written");
    }
    assert!(slow.lock().unwrap().holds.is_empty());
    assert!(office.snapshot_now().known.iter().all(|hold| hold.desk != "1".into()), "nothing is counted on");
    for _ in 0..10 {
        lets.notify_one();
        look(&mut reconciler);
    }
    let known = office.snapshot_now().known;
    assert!(known.iter().any(|hold| hold.desk == "1".into() && !hold.let_go), "{known:?}");
    nothing_counted_on_is_for_sale(&LocalOffice::clone(&office), &{
        let mut both = World::new(3);
        both.holds = slow.lock().unwrap().holds.clone();
        both.holds.extend(other.lock().unwrap().holds.clone());
        both
    });
}

/// Fifteen seconds for an answer.
struct AnswersLate(InMemory, Arc<Mutex<Length>>);

impl AppointmentSystem for AnswersLate {
    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        self.0.snapshot(window)
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        self.0.changes(since, window)
    }

    fn hold<'a>(&'a mut self, request: &'a HoldRequest) -> SystemFuture<'a, ExistingHold> {
        let mut clock = self.1.lock().unwrap();
        *clock = *clock + Length::seconds(15);
        self.0.hold(request)
    }
}

#[test]
fn a_slow_calendar_is_read_again_before_all_is_written_to_it() {
    let (world, clock) = (Arc::new(Mutex::new(World::new(1))), Arc::new(Mutex::new(Length::seconds(0))));
    let hold = |hour: i64| {
        let start = UnixTime::from_unix(1_772_600_400 + hour * 3600);
        let time = TimeRange::new(start, start + Length::minutes(30));
        let key = HoldKey::new("midtby", &"1".into(), start);
        Write::Hold(HoldRequest { key, desk: "1".into(), time, in_use: false })
    };
    let system = Box::new(AnswersLate(InMemory(Arc::clone(&world)), Arc::clone(&clock)));
    let is_over = || *clock.lock().unwrap() >= Length::seconds(60);
    let batch = write_all(0, system, (0..40).map(hold).collect(), is_over).now_or_never().unwrap();
    assert_eq!(batch.done.len(), 4, "a minute of writing");
    assert!(batch.done.iter().all(|(_, answer)| matches!(answer, Ok(Some(_)))));
    assert_eq!(world.lock().unwrap().holds.len(), 4);
}
