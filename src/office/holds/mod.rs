// SPDX-License-Identifier: MPL-2.0
//! Holds: reserved time that the appointment system keeps out of public booking for us. Which holds are
//! wanted follows from gaps and plan; which are there is what the appointment system confirmed. At a desk
//! whose time must be held, only confirmed time may be given to tickets: nothing is promised that the
//! public could still book.

mod apply;
mod decide;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::names::DeskId;
use crate::time::{TimeRange, UnixTime, join};

/// A hold goes by its desk and when it starts.
pub type HoldAt = (DeskId, UnixTime);

/// The desks whose reserved time counts only once it is held, and how far ahead it is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    pub days_ahead: u16,
    pub desks: Vec<DeskId>,
}

/// Holds further ahead than this help nobody.
pub const MOST_DAYS_AHEAD: u16 = 180;

/// Time the office wants kept out of public booking.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WantedHold {
    pub desk: DeskId,
    pub time: TimeRange,
    /// Somebody is placed or served in it.
    pub in_use: bool,
}

/// A hold as the appointment system last confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownHold {
    pub desk: DeskId,
    #[serde(flatten)]
    pub time: TimeRange,
    /// The office has let go of it: it no longer counts, also while it is still there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub let_go: bool,
}

/// A hold the appointment system would not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedHold {
    pub desk: DeskId,
    #[serde(flatten)]
    pub time: TimeRange,
    pub why: HoldTrouble,
}

/// Time that was confirmed to us, and that somebody else booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedOver {
    pub desk: DeskId,
    #[serde(flatten)]
    pub time: TimeRange,
}

/// Why a hold was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldTrouble {
    /// Somebody else has the time.
    Taken,
    /// The administrator must let us in, or let us write.
    NotAllowed,
    /// The appointment system answers what cannot be understood.
    NotUnderstood,
}

/// What the appointment system said about holds, and whether it can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holds {
    #[serde(with = "listed")]
    known: BTreeMap<HoldAt, KnownHold>,
    #[serde(with = "listed")]
    refused: BTreeMap<HoldAt, RefusedHold>,
    #[serde(with = "listed", skip_serializing_if = "BTreeMap::is_empty")]
    booked_over: BTreeMap<HoldAt, BookedOver>,
    /// Unreachable, and when the office last knew what stands in it.
    lost_since: Option<DiaryLost>,
    /// Desks of whose bookings nothing is known since then.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    unread: BTreeSet<DeskId>,
    /// When the appointment system last reported something new: it is known to be true at least that long.
    #[serde(rename = "told_at")]
    reported_at: Option<UnixTime>,
}

/// The appointment system does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiaryLost {
    pub since: UnixTime,
    /// When what the office knows of it was last true; nothing when it never answered.
    #[serde(default)]
    pub known_at: Option<UnixTime>,
}

impl DiaryLost {
    pub fn last_known(self) -> UnixTime {
        self.known_at.unwrap_or(self.since)
    }
}

/// What is filed under desk and start, and written down as a list.
pub(crate) trait Filed {
    fn at(&self) -> HoldAt;
    fn end(&self) -> UnixTime;
}

impl Filed for KnownHold {
    fn at(&self) -> HoldAt {
        (self.desk.clone(), self.time.start)
    }

    fn end(&self) -> UnixTime {
        self.time.end
    }
}

impl Filed for BookedOver {
    fn at(&self) -> HoldAt {
        (self.desk.clone(), self.time.start)
    }

    fn end(&self) -> UnixTime {
        self.time.end
    }
}

impl Filed for RefusedHold {
    fn at(&self) -> HoldAt {
        (self.desk.clone(), self.time.start)
    }

    fn end(&self) -> UnixTime {
        self.time.end
    }
}

impl Holds {
    /// Whether nothing is known of a desk's bookings since the appointment system was last read.
    pub(crate) fn is_unread(&self, desk: &DeskId) -> bool {
        self.unread.contains(desk)
    }

    pub fn known(&self) -> impl Iterator<Item = &KnownHold> {
        self.known.values()
    }

    pub fn refused(&self) -> impl Iterator<Item = &RefusedHold> {
        self.refused.values()
    }

    pub fn booked_over(&self) -> impl Iterator<Item = &BookedOver> {
        self.booked_over.values()
    }

    pub const fn lost_since(&self) -> Option<DiaryLost> {
        self.lost_since
    }

    pub const fn reported_at(&self) -> Option<UnixTime> {
        self.reported_at
    }

    pub const fn is_lost(&self) -> bool {
        self.lost_since.is_some()
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What of it matters after a moment: a hold whose time is over is history.
    pub(crate) fn after(&self, moment: UnixTime) -> Self {
        fn ahead<T: Filed + Clone>(all: &BTreeMap<HoldAt, T>, moment: UnixTime) -> BTreeMap<HoldAt, T> {
            let ahead = all.iter().filter(|(_, filed)| filed.end() > moment);
            ahead.map(|(at, filed)| (at.clone(), filed.clone())).collect()
        }
        Self {
            known: ahead(&self.known, moment),
            refused: ahead(&self.refused, moment),
            booked_over: ahead(&self.booked_over, moment),
            lost_since: self.lost_since,
            unread: self.unread.clone(),
            reported_at: self.reported_at,
        }
    }

    /// Confirmed and not let go of, but for one hold that may be left out; sorted and disjoint.
    pub(crate) fn confirmed(&self, desk: &DeskId, without: Option<UnixTime>) -> Vec<TimeRange> {
        let first = (desk.clone(), UnixTime::from_unix(i64::MIN));
        let here = self.known.range(first..).take_while(|((at, _), _)| at == desk);
        let counts = here.filter(|((_, start), hold)| !hold.let_go && Some(*start) != without);
        join(counts.map(|(_, hold)| hold.time).collect())
    }
}

mod listed {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Filed, HoldAt};

    pub fn serialize<T: Serialize, S: Serializer>(
        all: &BTreeMap<HoldAt, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(all.values())
    }

    pub fn deserialize<'de, T: Filed + Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<HoldAt, T>, D::Error> {
        let all = Vec::<T>::deserialize(deserializer)?;
        Ok(all.into_iter().map(|filed| (filed.at(), filed)).collect())
    }
}
