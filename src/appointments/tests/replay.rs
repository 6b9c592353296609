// SPDX-License-Identifier: MPL-2.0
//! A book as an office's appointment system.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::port::{AppointmentSystem, Changes, Entry};
use runtime::ports::Clock;

/// A clock that a test sets.
#[derive(Debug)]
pub struct AtTime(AtomicI64);

impl AtTime {
    pub fn new(now: UnixTime) -> Self {
        Self(AtomicI64::new(now.unix()))
    }

    pub fn set(&self, now: UnixTime) {
        self.0.store(now.unix(), Ordering::SeqCst);
    }
}

impl Clock for AtTime {
    fn now(&self) -> UnixTime {
        UnixTime::from_unix(self.0.load(Ordering::SeqCst))
    }
}

pub fn replay_at(clock: &Arc<AtTime>) -> Replay {
    Replay::new(schedule().1, Arc::<AtTime>::clone(clock))
}

fn bookings(entries: &[Entry]) -> BTreeSet<Booking> {
    let occupied = entries.iter().flat_map(|entry| &entry.occupied);
    occupied.map(|time| Booking::new(time.desk.clone().unwrap(), time.time)).collect()
}

#[tokio::test]
async fn a_fast_clock_that_passes_several_snapshots_gets_the_latest_once() {
    let (office, schedule) = schedule();
    let thursday = date(2026, 3, 5);
    let (from, to) = (at(&office, thursday, 9, 0), at(&office, thursday, 15, 0));
    let clock = Arc::new(AtTime::new(from));
    let mut replay = replay_at(&clock);
    let day = office.setup.time_zone.day(thursday);
    let cursor = replay.snapshot(day).await.unwrap().cursor.unwrap();
    clock.set(to);
    let Ok(Changes::Changed { cursor, .. }) = replay.changes(&cursor, day).await else {
        panic!("the day had changed")
    };
    assert_eq!(replay.changes(&cursor, day).await, Ok(Changes::Nothing));
    let latest: BTreeSet<Booking> = schedule.bookings_at(to).unwrap().1.into_iter().collect();
    assert_eq!(bookings(&replay.snapshot(day).await.unwrap().entries), latest);
}

#[tokio::test]
async fn a_day_shows_its_bookings_from_midnight_on_and_not_before() {
    let (office, schedule) = schedule();
    let thursday = date(2026, 3, 5);
    let day = office.setup.time_zone.day(thursday);
    let clock = Arc::new(AtTime::new(day.start - Length::seconds(1)));
    let mut replay = replay_at(&clock);
    assert_eq!(replay.snapshot(day).await.unwrap().entries, []);
    clock.set(day.start);
    let first: BTreeSet<Booking> = schedule.bookings_at(day.start).unwrap().1.into_iter().collect();
    assert_eq!(bookings(&replay.snapshot(day).await.unwrap().entries), first);
}
