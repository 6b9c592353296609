// SPDX-License-Identifier: MPL-2.0
//! The supervisor's day.

use serde::Serialize;

use crate::day_notice::DayNoticeJson;
use crate::live::desk_now::DeskNowJson;
use crate::live::holds::{DiaryRowJson, HoldRowJson};
use crate::live::waiting::WaitingRowJson;
use crate::reason::ReasonJson;
use crate::reserved::{GapStateJson, OriginJson, ReleaseRuleJson};
use crate::settings::PolicyJson;
use crate::values::{FeatureJson, feature_list};
use crate::words::OfficeWordsJson;
use office::calendar::Rfc3339;
use office::names::{DeskId, GapId, TicketId};
use office::view::{DeskDay, Figures, GapRow, PlacementRow, ServingRow, SupervisorView, WindowsRow};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "SupervisorView"))]
pub struct SupervisorState {
    pub office: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub now: Rfc3339,
    /// The local date, `2026-03-03`, and the moment it began: the timeline's zero.
    pub date: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub day_start: Rfc3339,
    /// Minutes in this local day: 1380, 1440 or 1500.
    pub day_minutes: u32,
    /// Opening hours in minutes since the day began; nothing on a closed day.
    pub hours: Option<[u32; 2]>,
    pub desks: Vec<DeskDayJson>,
    pub figures: FiguresJson,
    /// The first of those who wait, by what is at risk.
    pub waiting: Vec<WaitingRowJson>,
    /// How an office says that a visit went.
    pub outcomes: Vec<String>,
    /// One line of advice, or nothing worth saying.
    pub advice: Option<ReasonJson>,
    pub policy: PolicyJson,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub help_asked_at: Option<Rfc3339>,
    pub day_notice: Option<DayNoticeJson>,
    /// Trials whose review day has come.
    pub reviews_due: u32,
    /// The appointment system, where it can hold time or does not answer.
    pub diary: Option<DiaryRowJson>,
    /// How windows given to people turned out.
    pub windows: WindowsRowJson,
    /// What the office calls its own errands and outcomes.
    pub words: OfficeWordsJson,
}

impl From<SupervisorView> for SupervisorState {
    fn from(value: SupervisorView) -> Self {
        let SupervisorView {
            office,
            now,
            date,
            day_start,
            day_minutes,
            hours,
            desks,
            figures,
            waiting,
            outcomes,
            advice,
            policy,
            help_asked_at,
            day_notice,
            reviews_due,
            diary,
            windows,
            words,
        } = value;
        Self {
            office,
            now,
            date,
            day_start,
            day_minutes,
            hours,
            desks: desks.into_iter().map(Into::into).collect(),
            figures: figures.into(),
            waiting: waiting.into_iter().map(Into::into).collect(),
            outcomes: outcomes.iter().map(ToString::to_string).collect(),
            advice: advice.map(Into::into),
            policy: policy.into(),
            help_asked_at,
            day_notice: day_notice.map(Into::into),
            reviews_due,
            diary: diary.map(Into::into),
            windows: windows.into(),
            words: (&words).into(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskDay"))]
pub struct DeskDayJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub desk: DeskId,
    pub name: String,
    pub features: Vec<FeatureJson>,
    pub staffed: bool,
    /// What happens there now.
    pub now: DeskNowJson,
    /// Booked time as `[start, end]`.
    pub booked: Vec<[u32; 2]>,
    pub gaps: Vec<GapRowJson>,
    pub placements: Vec<PlacementRowJson>,
    pub serving: Option<ServingRowJson>,
    /// What is held, or should be, in the appointment system today.
    pub holds: Vec<HoldRowJson>,
    /// Time without a clerk as `[start, end]`.
    pub absences: Vec<[u32; 2]>,
}

impl From<DeskDay> for DeskDayJson {
    fn from(value: DeskDay) -> Self {
        let DeskDay {
            desk,
            name,
            features,
            staffed,
            now,
            booked,
            gaps,
            placements,
            serving,
            holds,
            absences,
        } = value;
        Self {
            desk,
            name,
            features: feature_list(features),
            staffed,
            now: now.into(),
            booked,
            gaps: gaps.into_iter().map(Into::into).collect(),
            placements: placements.into_iter().map(Into::into).collect(),
            serving: serving.map(Into::into),
            holds: holds.into_iter().map(Into::into).collect(),
            absences,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "GapRow"))]
pub struct GapRowJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: GapId,
    pub start: u32,
    pub end: u32,
    pub hold: ReleaseRuleJson,
    pub origin: OriginJson,
    pub state: GapStateJson,
    /// Why nobody is placed in it, when nobody is.
    pub empty: Option<ReasonJson>,
}

impl From<GapRow> for GapRowJson {
    fn from(value: GapRow) -> Self {
        let GapRow { id, start, end, hold, origin, state, empty } = value;
        Self {
            id,
            start,
            end,
            hold: hold.into(),
            origin: origin.into(),
            state: state.into(),
            empty: empty.map(Into::into),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PlacementRow"))]
pub struct PlacementRowJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub ticket: TicketId,
    pub number: u32,
    pub start: u32,
    pub end: u32,
    /// The promised latest start.
    pub latest: u32,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    pub arrived: bool,
}

impl From<PlacementRow> for PlacementRowJson {
    fn from(value: PlacementRow) -> Self {
        let PlacementRow { ticket, number, start, end, latest, kept_place, arrived } = value;
        Self { ticket, number, start, end, latest, kept_place, arrived }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ServingRow"))]
pub struct ServingRowJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub ticket: TicketId,
    pub number: u32,
    pub start: u32,
    pub expected_end: u32,
}

impl From<ServingRow> for ServingRowJson {
    fn from(value: ServingRow) -> Self {
        let ServingRow { ticket, number, start, expected_end } = value;
        Self { ticket, number, start, expected_end }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Figures"))]
pub struct FiguresJson {
    pub waiting: u32,
    /// With a place today, and not here yet; not among those waiting.
    pub not_arrived: u32,
    pub standby: u32,
    pub parked: u32,
    pub absent: u32,
    pub served: u32,
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub longest_wait_since: Option<Rfc3339>,
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

impl From<Figures> for FiguresJson {
    fn from(value: Figures) -> Self {
        let Figures {
            waiting,
            not_arrived,
            standby,
            parked,
            absent,
            served,
            longest_wait_since,
            promises_given,
            promises_kept,
            promises_broken,
            gap_minutes_left,
            gap_minutes_used,
            gap_minutes_released,
            promises_at_risk,
        } = value;
        Self {
            waiting,
            not_arrived,
            standby,
            parked,
            absent,
            served,
            longest_wait_since,
            promises_given,
            promises_kept,
            promises_broken,
            gap_minutes_left,
            gap_minutes_used,
            gap_minutes_released,
            promises_at_risk,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WindowsRow"))]
pub struct WindowsRowJson {
    /// Past visits that something was foreseen for, of the latest that count.
    pub visits: u32,
    /// As many are needed before a window is given, and before their share that held is shown.
    pub needed: u32,
    /// The share that should hold, of a hundred.
    pub aim: u32,
    /// Visits that were given a window.
    #[serde(rename = "told")]
    pub windows_given: u32,
    /// The share of them whose window held, of a hundred; nothing from fewer than needed.
    pub held: Option<u32>,
    /// How wide their windows were on average, in minutes.
    pub minutes: Option<u32>,
}

impl From<WindowsRow> for WindowsRowJson {
    fn from(value: WindowsRow) -> Self {
        let WindowsRow { visits, needed, aim, windows_given, held, minutes } = value;
        Self { visits, needed, aim, windows_given, held, minutes }
    }
}
