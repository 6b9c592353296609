// SPDX-License-Identifier: MPL-2.0
//! One look at a calendar, under way beside everything else: a source that is slow or silent keeps nobody else's
//! bookings back. The system goes with the look and comes back with its answer.

use std::future::Future;
use std::pin::Pin;

use crate::port::{AppointmentSystem, Capabilities, Changes, Cursor, Snapshot, SourceError, SystemFuture};
use office::time::{TimeRange, UnixTime};

/// A look that is under way.
pub(super) type LookUnderWay = Pin<Box<dyn Future<Output = Look> + Send>>;

/// A look that is over.
pub(super) struct Look {
    /// Which of the office's sources.
    pub index: usize,
    pub system: Box<dyn AppointmentSystem>,
    pub window: TimeRange,
    pub begun: UnixTime,
    pub answer: Result<SourceUpdate, SourceError>,
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Look").field("index", &self.index).field("begun", &self.begun).finish_non_exhaustive()
    }
}

pub(super) enum SourceUpdate {
    Changes(Changes),
    All(Snapshot),
}

/// Follows a cursor, or reads everything without one or where it has expired.
pub(super) async fn look(
    system: &mut dyn AppointmentSystem,
    cursor: Option<Cursor>,
    window: TimeRange,
) -> Result<SourceUpdate, SourceError> {
    if let Some(cursor) = cursor {
        match system.changes(&cursor, window).await {
            Err(SourceError::CursorExpired) => {}
            other => return other.map(SourceUpdate::Changes),
        }
    }
    system.snapshot(window).await.map(SourceUpdate::All)
}

/// Stands in for a system while a look at it is under way.
pub(super) struct BusySystem(pub Capabilities);

impl AppointmentSystem for BusySystem {
    fn capabilities(&self) -> Capabilities {
        self.0
    }

    fn snapshot(&mut self, _: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(async { Err(SourceError::ReadOnly) })
    }

    fn changes<'a>(&'a mut self, _: &'a Cursor, _: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(async { Err(SourceError::ReadOnly) })
    }
}
