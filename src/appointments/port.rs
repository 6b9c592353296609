// SPDX-License-Identifier: MPL-2.0
//! The port that every appointment system implements: read a window, follow changes, hold time, change a hold,
//! release it.
//!
//! No type here can carry what a booking is about: summary, attendees and description are dropped by the adapter.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use office::gap::Booking;
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};

pub use crate::hold_key::HoldKey;
pub use crate::source_problem::{ProblemKind, SourceProblem};

pub type SystemFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, SourceError>> + Send + 'a>>;

/// One calendar, or one account, of an appointment system.
pub trait AppointmentSystem: Send + Sync {
    fn capabilities(&self) -> Capabilities;

    /// Before the first look after a start: the bookings that the ledger knows at desks which no other source serves.
    fn begin_with(&mut self, _known: &[Booking]) {}

    /// Everything that occupies time in the window, and a cursor for later changes.
    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot>;

    /// What changed since a cursor. [`SourceError::CursorExpired`] asks for a new snapshot.
    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes>;

    /// The next change, for a system that knows it beforehand. Other systems are polled.
    fn next_change(&self, _now: UnixTime) -> Option<UnixTime> {
        None
    }

    /// Takes time out of public booking. Idempotent per hold key.
    ///
    /// After [`SourceError::OutcomeUnknown`] the hold may exist: [`Self::find`] tells.
    fn hold<'a>(&'a mut self, _: &'a HoldRequest) -> SystemFuture<'a, ExistingHold> {
        read_only()
    }

    /// Changes a hold's end or whether it is in use.
    fn update<'a>(&'a mut self, _: &'a ExistingHold, _: &'a HoldRequest) -> SystemFuture<'a, ExistingHold> {
        read_only()
    }

    /// Gives the time back. A hold that is already gone is a success.
    fn release<'a>(&'a mut self, _: &'a ExistingHold) -> SystemFuture<'a, ()> {
        read_only()
    }

    /// Whether another server wrote a hold of this office: two servers stand on one calendar.
    fn is_of_another_server(&self, _: &ForeignId) -> bool {
        false
    }

    /// Our hold of this key as it stands now.
    fn find<'a>(&'a mut self, _: &'a HoldKey) -> SystemFuture<'a, Option<ExistingHold>> {
        read_only()
    }
}

fn read_only<'a, T: Send + 'a>() -> SystemFuture<'a, T> {
    Box::pin(async { Err(SourceError::ReadOnly) })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    pub can_hold: bool,
    /// Whether changes can be read since a cursor; otherwise each poll reads a snapshot.
    pub can_follow: bool,
    pub deletions: Deletions,
    /// Whether a write fails when somebody else wrote in between.
    pub compare_and_set: bool,
    /// Minimum time between two polls.
    pub least_pause: Duration,
}

/// How it is known that an entry was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletions {
    /// The system says so.
    Said,
    /// The entry is no longer there.
    Unsaid,
}

/// Where following continues. Opaque to everything but the adapter that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub String);

/// An entry's identity in the appointment system. A recurring entry occupies time more than once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignId(pub String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub entries: Vec<Entry>,
    pub cursor: Option<Cursor>,
    pub problems: Vec<SourceProblem>,
    /// Entries that are there and cannot be read: the time that they had is still theirs.
    pub unreadable: Vec<ForeignId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    Nothing,
    /// Changed entries, each complete within the window, and those that are gone.
    Changed {
        entries: Vec<Entry>,
        gone: Vec<ForeignId>,
        cursor: Cursor,
        /// Of the whole calendar, not only of what changed.
        problems: Vec<SourceProblem>,
        unreadable: Vec<ForeignId>,
    },
}

/// One entry of the system, with all the time it occupies in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: ForeignId,
    pub etag: Option<String>,
    pub occupied: Vec<OccupiedTime>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccupiedTime {
    /// None for every desk of the source: a closure, a holiday.
    pub desk: Option<DeskId>,
    pub time: TimeRange,
    pub kind: OccupancyKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OccupancyKind {
    Booking,
    /// Ours.
    Hold(HoldKey),
    /// Nobody serves then.
    Closed,
}

/// Time to be taken out of public booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRequest {
    pub key: HoldKey,
    pub desk: DeskId,
    pub time: TimeRange,
    /// Somebody is placed or served in it.
    pub in_use: bool,
}

/// Our hold as it stands in the appointment system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExistingHold {
    pub key: HoldKey,
    pub id: ForeignId,
    pub etag: Option<String>,
    pub desk: DeskId,
    pub time: TimeRange,
}

/// Why a request failed, by what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Somebody else has the time, or an entry of this name.
    #[error("the time is taken in the appointment system")]
    Conflict,
    /// The entry changed since it was read.
    #[error("the entry was changed by somebody else")]
    PreconditionFailed,
    #[error("the cursor is too old")]
    CursorExpired,
    #[error("the appointment system does not accept the user or the password: {0}")]
    Unauthorized(String),
    #[error("the appointment system does not have what was asked for: {0}")]
    NotFound(String),
    /// An administrator must act; trying again soon does not help.
    #[error("the appointment system cannot be used as it is configured: {0}")]
    Misconfigured(String),
    #[error("the appointment system asks for a pause of {} seconds", .0.as_secs())]
    RateLimited(Duration),
    /// Nothing was done.
    #[error("the appointment system cannot be reached: {0}")]
    Unreachable(String),
    /// The request was sent and no usable answer came: read before trying again.
    #[error("it is not known whether the appointment system did it: {0}")]
    OutcomeUnknown(String),
    #[error("the appointment system's answer cannot be understood: {0}")]
    InvalidResponse(String),
    #[error("this appointment system can only be read")]
    ReadOnly,
}
