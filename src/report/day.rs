//! One day of the ledger in short: a line for each visit, each gap, each booking that one of our cases ran
//! into. Derived and small, so that years can be looked through in a blink; every line names the events it
//! was made of.

use jiff::civil::Date;

use office::event::Cause;
use office::gap::{GapState, Origin};
use office::names::{CompanionRef, DeskId, OutcomeId};
use office::policy::Turned;
use office::ticket::{Ending, Flag, Urgency};

/// The number of an event in its office's ledger.
pub type Seq = u64;

#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    pub date: Date,
    pub first_seq: Seq,
    pub last_seq: Seq,
    pub visits: Vec<Visit>,
    pub gaps: Vec<GapShare>,
    pub touched: Vec<Touched>,
    pub broken: Vec<Broken>,
    pub changes: Vec<Change>,
    pub bookings: u32,
    pub booked_seconds: i64,
}

/// One visit as it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    pub checked_in: Seq,
    pub ended: Option<Seq>,
    pub called: Option<Seq>,
    /// From the beginning of the wait to the first call.
    pub waited_seconds: Option<i64>,
    /// Whether the first call came within what was promised; nothing without a promise or a call.
    pub kept: Option<bool>,
    pub end: End,
    pub flags: Vec<Flag>,
    pub clerk_seconds: i64,
    pub companion_minutes: Option<u16>,
    pub companion: Option<CompanionRef>,
    /// It had a place kept from an earlier day: the citizen was counted then.
    pub carried: bool,
    pub urgency: Urgency,
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Served(OutcomeId),
    Left(Ending),
    /// Still here when the ledger was read.
    Open,
}

/// What became of a gap's time, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GapShare {
    pub opened: Seq,
    pub ended: Option<Seq>,
    pub origin: Origin,
    pub how: GapState,
    pub reserved: i64,
    /// A case of ours sat in it.
    pub used: i64,
}

/// One of our cases was still at the desk when its next booking began.
#[derive(Clone, Debug, PartialEq)]
pub struct Touched {
    pub seq: Seq,
    pub desk: DeskId,
    pub booking: i64,
    pub late_seconds: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Broken {
    pub seq: Seq,
    pub cause: Cause,
}

/// The rules changed on this day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub seq: Seq,
    pub kind: ChangeKind,
    pub turned: Vec<Turned>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Policy,
    Plan,
}

impl Visit {
    pub fn outcome(&self) -> Option<&OutcomeId> {
        match &self.end {
            End::Served(outcome) => Some(outcome),
            End::Left(_) | End::Open => None,
        }
    }

    pub const fn is_served(&self) -> bool {
        matches!(self.end, End::Served(_))
    }

    /// Over, one way or the other. A visit that was moved ends on the day it is moved to.
    pub const fn is_over(&self) -> bool {
        !matches!(self.end, End::Open | End::Left(Ending::MovedToNextDay))
    }

    pub fn got_mitid(&self) -> bool {
        self.outcome().is_some_and(|outcome| ["mitid_issued", "mitid_restored"].contains(&outcome.as_str()))
    }

    /// A companion was named at the door, or told at the desk how long it took.
    pub const fn is_accompanied(&self) -> bool {
        self.companion.is_some() || self.companion_minutes.is_some()
    }

    /// What the time before is told of: a companion helped, and the citizen has MitID.
    pub fn got_mitid_accompanied(&self) -> bool {
        self.got_mitid() && self.is_accompanied()
    }

    pub fn spared_the_fee(&self) -> bool {
        self.is_served() && self.flags.contains(&Flag::InternalResidenceCertificateUsed)
    }
}

impl GapShare {
    /// Kept out of booking to the end: not given back in time, and not lent from a freed booking.
    pub fn is_held(&self) -> bool {
        self.origin != Origin::FreedBooking && !matches!(self.how, GapState::Released | GapState::Withdrawn)
    }

    pub fn unused(&self) -> i64 {
        match self.how {
            GapState::Used | GapState::Unused | GapState::Open => self.reserved - self.used,
            GapState::Released | GapState::Withdrawn => 0,
        }
    }
}
