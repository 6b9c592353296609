// SPDX-License-Identifier: MPL-2.0
//! Reserved time: a stretch of one desk's day kept out of booking for people who come unbooked.

use std::sync::Arc;

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendar::{clock_time, weekday_name};
use crate::names::{DeskId, GapId};
use crate::policy::Policy;
use crate::time::{TimeRange, UnixTime};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    pub id: GapId,
    pub desk: DeskId,
    #[serde(flatten)]
    pub time: TimeRange,
    pub hold: ReleaseRule,
    pub origin: Origin,
    pub state: GapState,
    /// When it was opened or last changed. After its release time it is not released: who changed it wants it now.
    pub opened_at: UnixTime,
}

/// Whether unneeded time goes back to the public before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseRule {
    /// Kept to its end, needed or not.
    Hard,
    /// Given back at the release time if nobody needs it.
    Soft,
}

/// Where the time came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Plan,
    Supervisor,
    FreedBooking,
}

/// Open, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapState {
    Open,
    /// Somebody was served in it.
    Used,
    /// Given back to public booking in time.
    Released,
    /// Held to its end, and nobody came.
    Unused,
    /// Taken back by the supervisor, or by a booking.
    Withdrawn,
}

impl Gap {
    pub fn is_open(&self) -> bool {
        self.state == GapState::Open
    }

    /// When it goes back to public booking if nobody needs it.
    pub fn release_at(&self, policy: &Policy) -> Option<UnixTime> {
        let release = self.time.start - policy.release_before();
        (self.hold == ReleaseRule::Soft && self.is_open() && release > self.opened_at).then_some(release)
    }
}

/// One line of the weekly pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanLine {
    #[serde(with = "weekday_name")]
    pub weekday: Weekday,
    pub desk: DeskId,
    #[serde(with = "clock_time")]
    pub start: Time,
    #[serde(with = "clock_time")]
    pub end: Time,
    pub hold: ReleaseRule,
}

/// Time that a line of the plan keeps on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedGap {
    pub desk: DeskId,
    pub time: TimeRange,
    pub hold: ReleaseRule,
}

/// The weekly pattern the supervisor sets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan(pub Vec<PlanLine>);

impl Plan {
    pub fn on(&self, date: Date) -> impl Iterator<Item = &PlanLine> {
        self.0.iter().filter(move |line| line.weekday == date.weekday())
    }
}

/// A time a citizen booked in the appointment system; not ours to move, and nothing else is known of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Booking {
    pub desk: DeskId,
    #[serde(flatten)]
    pub time: TimeRange,
    /// Nobody serves then: time that is closed and opens again is no freed booking.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
}

/// What a clerk says of a booking that is over before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingOutcome {
    Served,
    DidNotCome,
}

/// A day's bookings, sorted by desk and time. Shared: a day that changes is another list.
pub type Bookings = Arc<[Booking]>;

/// A change of a day's diary, made by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum DiaryChange {
    /// The whole day is like this.
    Replace(Bookings),
    /// One after the other; the rest of the day stays as it is when the office decides.
    Update(Vec<BookingChange>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum BookingChange {
    Booked(Booking),
    Cancelled(Booking),
}

impl DiaryChange {
    /// The day's bookings after the change.
    pub fn applied(&self, bookings: &[Booking]) -> Bookings {
        match self {
            Self::Replace(bookings) => Arc::clone(bookings),
            Self::Update(changes) => {
                let mut bookings = bookings.to_vec();
                for change in changes {
                    change.apply(&mut bookings);
                }
                bookings.into()
            }
        }
    }
}

impl BookingChange {
    pub const fn booking(&self) -> &Booking {
        match self {
            Self::Booked(booking) | Self::Cancelled(booking) => booking,
        }
    }

    pub fn apply(&self, bookings: &mut Vec<Booking>) {
        bookings.retain(|other| other != self.booking());
        if let Self::Booked(booking) = self {
            bookings.push(booking.clone());
        }
    }
}

impl Booking {
    pub const fn new(desk: DeskId, time: TimeRange) -> Self {
        Self { desk, time, closed: false }
    }
}

/// The bookings of one desk, of those sorted by desk and time.
pub(crate) fn of_desk<'b>(bookings: &'b [Booking], desk: &DeskId) -> &'b [Booking] {
    let first = bookings.partition_point(|booking| booking.desk < *desk);
    let here = bookings[first..].partition_point(|booking| booking.desk == *desk);
    &bookings[first..first + here]
}
