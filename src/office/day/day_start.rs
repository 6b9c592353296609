// SPDX-License-Identifier: MPL-2.0
//! What a day starts from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calibration::CalibrationRecord;
use crate::closures::Closures;
use crate::gap::{Bookings, Gap, Plan};
use crate::holds::Holds;
use crate::idempotency::{self, IdempotencyRecord};
use crate::lengths::LearnedLength;
use crate::names::{DeskId, RequestKey};
use crate::policy::Policy;
use crate::setup::Setup;
use crate::ticket::Ticket;
use crate::time::TimeRange;
use crate::trial::Trials;

/// What is brought over into a day, whole: starting an office reads no further back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayStart {
    pub date: Date,
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    /// Places kept for this day or a later one.
    pub tickets: Vec<Ticket>,
    /// Open gaps of this day or later.
    pub gaps: Vec<Gap>,
    pub next_gap: u64,
    /// Bookings of this day and later, by date.
    pub diary: Vec<(Date, Bookings)>,
    /// The days of these that were set by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_by_hand: Vec<Date>,
    /// Desks with a clerk: a night shift's, or a demo's. Normally none.
    pub staffed: Vec<DeskId>,
    /// Requests of the day before that may still be repeated.
    #[serde(deserialize_with = "idempotency::from_any_version")]
    pub answered: Vec<(RequestKey, IdempotencyRecord)>,
    /// What the appointment system said about holds of this day and later.
    #[serde(default, skip_serializing_if = "Holds::is_empty")]
    pub holds: Holds,
    #[serde(default, skip_serializing_if = "Trials::is_empty")]
    pub trials: Trials,
    /// How the windows that were given turned out so far.
    #[serde(default, rename = "hindsight", skip_serializing_if = "CalibrationRecord::is_empty")]
    pub calibration: CalibrationRecord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lengths: Vec<LearnedLength>,
    /// Special days and absences of this day and later.
    #[serde(default, skip_serializing_if = "Closures::is_empty")]
    pub closures: Closures,
}

impl DayStart {
    /// When the office is open on the day, if it is.
    pub fn hours(&self) -> Option<TimeRange> {
        crate::closures::day_hours::DayHours::on(&self.setup, &self.closures, self.date).whole()
    }
}
