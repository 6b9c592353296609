// SPDX-License-Identifier: MPL-2.0
//! The summary of one day: its visits, gaps and delayed bookings, each with the numbers of its events. Small enough
//! that reports over years are fast.

use jiff::civil::Date;

use super::inquiries::Inquiries;
use office::event::Cause;
use office::gap::{GapState, Origin};
use office::names::{CompanionRef, DeskId, OutcomeId};
use office::policy::SettingChange;
use office::rating::Ratings;
use office::ticket::{Ending, Flag, Urgency};

/// The number of an event in its office's ledger.
pub type EventNumber = u64;

#[derive(Clone, Debug, PartialEq)]
pub struct DaySummary {
    pub date: Date,
    pub first_seq: EventNumber,
    pub last_seq: EventNumber,
    pub visits: Vec<VisitSummary>,
    pub gaps: Vec<GapSummary>,
    pub touched: Vec<DelayedBooking>,
    pub broken: Vec<BrokenPromise>,
    pub changes: Vec<RuleChange>,
    pub bookings: u32,
    pub booked_seconds: i64,
    /// Bookings whose citizen did not come, by a clerk's word.
    pub not_come: Vec<EventNumber>,
    pub inquiries: Inquiries,
    pub ratings: Ratings,
}

/// One visit as it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitSummary {
    pub checked_in: EventNumber,
    pub ended: Option<EventNumber>,
    pub called: Option<EventNumber>,
    /// From the beginning of the wait to the first call.
    pub waited_seconds: Option<i64>,
    /// Whether the first call under a promise kept it; `None` without one.
    pub kept: Option<bool>,
    pub end: VisitEnd,
    pub flags: Vec<Flag>,
    pub clerk_seconds: i64,
    pub companion_minutes: Option<u16>,
    pub companion: Option<CompanionRef>,
    /// Carried over from an earlier day, on which the citizen was counted.
    pub carried: bool,
    pub urgency: Urgency,
}

#[derive(Clone, Debug, PartialEq)]
pub enum VisitEnd {
    Served {
        outcome: OutcomeId,
        /// As the setup counted the outcome on that day.
        success: bool,
    },
    Left(Ending),
    /// Not over yet.
    Open,
}

/// A gap's use, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GapSummary {
    pub opened: EventNumber,
    pub ended: Option<EventNumber>,
    pub origin: Origin,
    pub how: GapState,
    pub reserved: i64,
    /// Time used by walk-ins.
    pub used: i64,
}

/// A booking whose start a walk-in delayed.
#[derive(Clone, Debug, PartialEq)]
pub struct DelayedBooking {
    pub seq: EventNumber,
    pub desk: DeskId,
    pub booking: i64,
    pub late_seconds: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrokenPromise {
    pub seq: EventNumber,
    pub cause: Cause,
}

/// A change of the policy or the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    pub seq: EventNumber,
    pub kind: ChangeKind,
    pub settings: Vec<SettingChange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Policy,
    Plan,
}

impl VisitSummary {
    pub fn outcome(&self) -> Option<&OutcomeId> {
        match &self.end {
            VisitEnd::Served { outcome, .. } => Some(outcome),
            VisitEnd::Left(_) | VisitEnd::Open => None,
        }
    }

    pub const fn is_served(&self) -> bool {
        matches!(self.end, VisitEnd::Served { .. })
    }

    /// Whether the visit is over; a moved visit ends on its new day.
    pub const fn is_over(&self) -> bool {
        !matches!(self.end, VisitEnd::Open | VisitEnd::Left(Ending::MovedToNextDay))
    }

    /// Ended with an outcome that the office counts as success.
    pub const fn succeeded(&self) -> bool {
        matches!(self.end, VisitEnd::Served { success: true, .. })
    }

    /// A companion was named at check-in or stated the time spent.
    pub const fn is_accompanied(&self) -> bool {
        self.companion.is_some() || self.companion_minutes.is_some()
    }

    /// Comparable to the baseline: a companion helped and the visit succeeded.
    pub const fn succeeded_accompanied(&self) -> bool {
        self.succeeded() && self.is_accompanied()
    }

    pub fn saved_the_fee(&self) -> bool {
        self.is_served() && self.flags.contains(&Flag::InternalResidenceCertificateUsed)
    }
}

impl GapSummary {
    /// Reserved to its end: neither released in time nor lent from a freed booking.
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
