// SPDX-License-Identifier: MPL-2.0
//! The appointment system of a demo: as the office's clock passes each snapshot of a book, bookings appear and
//! vanish as it lists them (docs/decisions/0003-diary-from-a-public-record.md).

use std::sync::Arc;

use super::book_schedule::BookSchedule;
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, Entry, ForeignId, OccupancyKind,
    OccupiedTime, Snapshot, SystemFuture,
};
use super::snapshot_diff::{SnapshotDiff, WindowContents};
use office::gap::Booking;
use office::time::{TimeRange, UnixTime};
use runtime::ports::Clock;

/// A book records whole minutes.
const LEAST_PAUSE: std::time::Duration = std::time::Duration::from_mins(1);

pub struct Replay {
    schedule: BookSchedule,
    clock: Arc<dyn Clock>,
    diff: SnapshotDiff,
}

impl Replay {
    pub fn new(schedule: BookSchedule, clock: Arc<dyn Clock>) -> Self {
        Self { schedule, clock, diff: SnapshotDiff::default() }
    }

    /// Nobody knew a day's bookings before the day: the book begins to list them on it.
    fn entries(&self, window: TimeRange) -> Vec<Entry> {
        let bookings = self.schedule.bookings_at(self.clock.now()).map_or_else(Vec::new, |(_, today)| today);
        bookings.into_iter().filter(|booking| booking.time.overlaps(window)).map(entry).collect()
    }
}

fn entry(booking: Booking) -> Entry {
    let Booking { desk, time, .. } = booking;
    let id = ForeignId(format!("{desk}-{}", time.start));
    let occupied = vec![OccupiedTime { desk: Some(desk), time, kind: OccupancyKind::Booking }];
    Entry { id, etag: None, occupied }
}

impl AppointmentSystem for Replay {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            can_hold: false,
            can_follow: true,
            deletions: Deletions::Said,
            compare_and_set: false,
            least_pause: LEAST_PAUSE,
        }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(async move {
            let entries = self.entries(window);
            Ok(self.diff.snapshot(WindowContents { entries, ..WindowContents::default() }, window))
        })
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(async move {
            self.diff.check_cursor(since, window)?;
            let entries = self.entries(window);
            Ok(self.diff.changes(WindowContents { entries, ..WindowContents::default() }, window))
        })
    }

    fn next_change(&self, now: UnixTime) -> Option<UnixTime> {
        Some(self.schedule.next_change(now))
    }
}

impl std::fmt::Debug for Replay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replay").finish_non_exhaustive()
    }
}
