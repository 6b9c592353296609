//! The supervisor's day: desks over time, and the figures above them. Times on the timeline are minutes
//! since the local day began, so that a crowded day stays small on the wire.

use serde::Serialize;

use super::StampedReason;
use crate::office::calendar::Stamp;
use crate::office::gap::{GapState, Hold, Origin};
use crate::office::names::{DeskId, GapId, Number, TicketId};
use crate::office::policy::Policy;
use crate::office::setup::Features;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct SupervisorView {
    pub office: String,
    pub now: Stamp,
    /// The local date, `2026-03-03`, and the moment it began: the timeline's zero.
    pub date: String,
    pub day_start: Stamp,
    /// Minutes in this local day: 1380, 1440 or 1500.
    pub day_minutes: u32,
    /// Opening hours in minutes since the day began; nothing on a closed day.
    pub hours: Option<[u32; 2]>,
    pub desks: Vec<DeskDay>,
    pub figures: Figures,
    /// One line of advice, or nothing worth saying.
    pub advice: Option<StampedReason>,
    pub policy: Policy,
    pub help_asked_at: Option<Stamp>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct DeskDay {
    pub desk: DeskId,
    pub name: String,
    pub features: Features,
    pub staffed: bool,
    /// Booked time as `[start, end]`.
    pub booked: Vec<[u32; 2]>,
    pub gaps: Vec<GapRow>,
    pub placements: Vec<PlacementRow>,
    pub serving: Option<ServingRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct GapRow {
    pub id: GapId,
    pub start: u32,
    pub end: u32,
    pub hold: Hold,
    pub origin: Origin,
    pub state: GapState,
    /// Why nobody is placed in it, when nobody is.
    pub empty: Option<StampedReason>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct PlacementRow {
    pub ticket: TicketId,
    pub number: Number,
    pub start: u32,
    pub end: u32,
    /// The promised latest start.
    pub latest: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct ServingRow {
    pub ticket: TicketId,
    pub number: Number,
    pub start: u32,
    pub expected_end: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Figures {
    pub waiting: u32,
    pub standby: u32,
    pub parked: u32,
    pub absent: u32,
    pub served: u32,
    pub longest_wait_since: Option<Stamp>,
    pub promises_given: u32,
    pub promises_kept: u32,
    pub promises_broken: u32,
    /// Reserved minutes still ahead that nobody is placed in.
    pub gap_minutes_left: u32,
    pub gap_minutes_used: u32,
    pub gap_minutes_released: u32,
    /// Waiting tickets whose place starts after their promise: broken soon unless something is done.
    pub promises_at_risk: u32,
}
