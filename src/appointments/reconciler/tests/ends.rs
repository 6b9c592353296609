// SPDX-License-Identifier: MPL-2.0
//! The first poll after a start, a silence, and the end.

use std::pin::pin;

use super::*;
use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, Snapshot, SourceError, SystemFuture,
};
use office::gap::{Booking, GapState, Origin};

/// Answers a look when it is let to, and knows whether it came to that.
struct Slow {
    lets: Arc<Notify>,
    answered: Arc<AtomicBool>,
}

impl AppointmentSystem for Slow {
    fn capabilities(&self) -> Capabilities {
        let least_pause = Duration::from_secs(5);
        Capabilities {
            can_hold: false,
            can_follow: false,
            deletions: Deletions::Said,
            compare_and_set: false,
            least_pause,
        }
    }

    fn snapshot(&mut self, _: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(async {
            self.lets.notified().await;
            self.answered.store(true, Ordering::SeqCst);
            Ok(Snapshot { entries: Vec::new(), cursor: None, problems: Vec::new(), unreadable: Vec::new() })
        })
    }

    fn changes<'a>(&'a mut self, _: &'a Cursor, _: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(async { Err(SourceError::CursorExpired) })
    }
}

fn slow(lets: &Arc<Notify>, answered: &Arc<AtomicBool>) -> Reconciler {
    let system = Slow { lets: Arc::clone(lets), answered: Arc::clone(answered) };
    Reconciler::new(
        vec![CalendarSource::new(
            "test".to_owned(),
            Box::new(system),
            vec!["3".into()],
            Duration::from_secs(5),
            1,
        )],
        2,
    )
}

#[tokio::test]
async fn the_current_round_is_finished_before_the_end() {
    let (lets, answered) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
    let (end, asked) = tokio::sync::oneshot::channel::<()>();
    let (office, bell) = (LocalOffice::new(), Notify::new());
    let slow_reconciler = slow(&lets, &answered);
    let mut reconciler =
        pin!(super::super::run(slow_reconciler, office, &bell, async move { drop(asked.await) }));
    assert!(futures_util::poll!(reconciler.as_mut()).is_pending());
    end.send(()).unwrap();
    assert!(futures_util::poll!(reconciler.as_mut()).is_pending(), "the look is still under way");
    lets.notify_one();
    reconciler.await;
    assert!(answered.load(Ordering::SeqCst));
}

/// Desk 3 has no holds: its time was booked, and came free at eight.
fn office_that_lends() -> LocalOffice {
    let office = LocalOffice::new();
    let (date, time) = {
        let local = office.0.lock().unwrap();
        let start = local.1 + Length::minutes(120);
        (local.0.date(), TimeRange::new(start, start + Length::minutes(60)))
    };
    let booked = Booking::new("3".into(), time);
    office.ask(DIARY, Command::ImportDiary { date, bookings: [booked].into() }).unwrap();
    office.wait(Length::minutes(1));
    office.ask(DIARY, Command::ImportDiary { date, bookings: [].into() }).unwrap();
    let lends = |office: &Office| {
        office.gaps().any(|gap| gap.origin == Origin::FreedBooking && gap.state == GapState::Open)
    };
    assert!(lends(&office.0.lock().unwrap().0));
    office
}

#[test]
fn after_a_start_freed_time_waits_for_the_first_look_and_the_silence_is_as_old_as_the_ledger_says() {
    let office = office_that_lends();
    let told = office.now();
    office.wait(Length::minutes(30));
    let (lets, answered) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
    let mut reconciler = slow(&lets, &answered);
    let mut context = Context::from_waker(Waker::noop());
    {
        let mut look = pin!(reconciler.round(&office));
        assert!(look.as_mut().poll(&mut context).is_pending());
        let lost = office.0.lock().unwrap().0.diary_lost().unwrap();
        assert_eq!((lost.known_at, lost.since), (Some(told), office.now()), "not «now»: nobody looked yet");
        lets.notify_one();
        assert!(look.as_mut().poll(&mut context).is_ready());
    }
    assert_eq!(office.0.lock().unwrap().0.diary_lost(), None, "the first look answered");
}

#[test]
fn what_was_booked_in_a_silence_comes_in_before_the_silence_is_over() {
    let office = LocalOffice::new();
    let world = Arc::new(Mutex::new(World::new(1)));
    let mut reconciler = new_reconciler(&world, 1);
    for _ in 0..5 {
        round(&mut reconciler, &office);
    }
    world.lock().unwrap().silent = true;
    office.wait(Length::seconds(40));
    round(&mut reconciler, &office);
    let silent = office.now();
    office.wait(Length::minutes(20));
    // The service stops and starts meanwhile, and finds the silence still there.
    let mut reconciler = new_reconciler(&world, 2);
    round(&mut reconciler, &office);
    let lost = office.0.lock().unwrap().0.diary_lost().unwrap();
    assert!(lost.known_at.is_some_and(|known| known < silent) && lost.since == silent, "{lost:?}");
}
