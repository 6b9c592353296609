// SPDX-License-Identifier: MPL-2.0
//! What is carried over into a day, and what is learned in it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::holds::HoldsJson;
use super::setup::SetupJson;
use super::ticket::LedgerTicketJson;
use super::trial::LedgerTrialsJson;
use crate::closures::{AbsenceJson, SpecialDayJson};
use crate::gap::GapJson;
use crate::plan::{self, PlanLineJson};
use crate::settings::PolicyJson;
use crate::time::TimeJson;
use office::calendar::Zone;
use office::calibration::CalibrationRecord;
use office::event::DayStart;
use office::gap::Booking;
use office::lengths::LearnedLength;
use office::window::{Window, WindowTold};

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DayStart"))]
#[schema(as = DayStart)]
pub struct DayStartJson {
    pub date: String,
    pub setup: SetupJson,
    pub policy: PolicyJson,
    pub plan: Vec<PlanLineJson>,
    pub tickets: Vec<LedgerTicketJson>,
    pub gaps: Vec<GapJson>,
    pub next_gap: u64,
    /// Bookings of this day and later, by date.
    pub diary: Vec<(String, Vec<DiaryBookingJson>)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_by_hand: Vec<String>,
    pub staffed: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub holds: Option<HoldsJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub trials: Option<LedgerTrialsJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub hindsight: Option<CalibrationJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lengths: Vec<LearnedJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<SpecialDayJson>>", optional))]
    pub special_days: Vec<SpecialDayJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<AbsenceJson>>", optional))]
    pub absences: Vec<AbsenceJson>,
}

impl DayStartJson {
    pub fn of(start: &DayStart, zone: &Zone) -> Self {
        let DayStart {
            date,
            setup,
            policy,
            plan,
            tickets,
            gaps,
            next_gap,
            diary,
            set_by_hand,
            staffed,
            answered: _,
            holds,
            trials,
            calibration,
            lengths,
            closures,
        } = start;
        Self {
            date: date.to_string(),
            setup: setup.into(),
            policy: policy.clone().into(),
            plan: plan::lines(plan),
            tickets: tickets.iter().map(|ticket| LedgerTicketJson::of(ticket, zone)).collect(),
            gaps: gaps.iter().map(|gap| GapJson::of(gap, zone)).collect(),
            next_gap: *next_gap,
            diary: diary.iter().map(|(date, of_day)| (date.to_string(), bookings(of_day, zone))).collect(),
            set_by_hand: set_by_hand.iter().map(ToString::to_string).collect(),
            staffed: staffed.iter().map(ToString::to_string).collect(),
            holds: (!holds.is_empty()).then(|| HoldsJson::of(holds, zone)),
            trials: (!trials.is_empty()).then(|| LedgerTrialsJson::of(trials, zone)),
            hindsight: (!calibration.is_empty()).then(|| calibration.into()),
            lengths: lengths.iter().map(Into::into).collect(),
            special_days: closures.days().iter().map(Into::into).collect(),
            absences: closures.absences().map(|absence| AbsenceJson::of(absence, zone)).collect(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerBooking"))]
#[schema(as = LedgerBooking)]
pub struct DiaryBookingJson {
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
    /// Closed, not booked by somebody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
}

pub(super) fn bookings(bookings: &[Booking], zone: &Zone) -> Vec<DiaryBookingJson> {
    let shown = bookings.iter().map(|Booking { desk, time, closed }| DiaryBookingJson {
        desk: desk.to_string(),
        start: TimeJson::of(time.start, zone),
        end: TimeJson::of(time.end, zone),
        closed: *closed,
    });
    shown.collect()
}

/// How the windows that were given turned out: the level that the next is corrected by, and one row for each visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Hindsight"))]
#[schema(as = Hindsight)]
pub struct CalibrationJson {
    pub level: i64,
    pub visits: Vec<(i64, i64, Option<u16>, bool)>,
    /// Seconds between two cases, latest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<u16>,
}

impl From<&CalibrationRecord> for CalibrationJson {
    fn from(value: &CalibrationRecord) -> Self {
        let pauses = value.pauses().seconds().collect();
        Self { level: value.miss_rate(), visits: value.visits().map(Into::into).collect(), pauses }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ExpectedWindow"))]
#[schema(as = ExpectedWindow)]
pub struct WindowJson {
    pub earliest: TimeJson,
    pub latest: TimeJson,
}

impl WindowJson {
    pub fn of(window: Window, zone: &Zone) -> Self {
        let Window { earliest, latest } = window;
        Self { earliest: TimeJson::of(earliest, zone), latest: TimeJson::of(latest, zone) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WindowTold"))]
#[schema(as = WindowTold)]
pub struct WindowToldJson {
    pub ticket: Uuid,
    pub foreseen_from: TimeJson,
    pub foreseen_to: TimeJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub window: Option<WindowJson>,
}

impl WindowToldJson {
    pub fn of(given: &WindowTold, zone: &Zone) -> Self {
        let WindowTold { ticket, low, high, window } = given;
        Self {
            ticket: ticket.0,
            foreseen_from: TimeJson::of(*low, zone),
            foreseen_to: TimeJson::of(*high, zone),
            window: window.map(|window| WindowJson::of(window, zone)),
        }
    }
}

/// What past visits of a kind took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "KindLength"))]
#[schema(as = KindLength)]
pub struct LearnedJson {
    pub errand: String,
    pub photo: bool,
    pub interpreter: bool,
    pub visits: u32,
    pub minutes: u16,
    pub likely_minutes: u16,
}

impl From<&LearnedLength> for LearnedJson {
    fn from(value: &LearnedLength) -> Self {
        let LearnedLength { errand, photo, interpreter, visits, minutes, likely_minutes } = value;
        Self {
            errand: errand.to_string(),
            photo: *photo,
            interpreter: *interpreter,
            visits: *visits,
            minutes: *minutes,
            likely_minutes: *likely_minutes,
        }
    }
}
