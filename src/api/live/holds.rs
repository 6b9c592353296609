// SPDX-License-Identifier: MPL-2.0
//! Time held in the appointment system.

use serde::Serialize;

use crate::reason::ReasonJson;
use crate::reserved::HoldTroubleJson;
use office::calendar::Rfc3339;
use office::view::{DiaryRow, HoldRow, HoldState};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "HoldRow"))]
pub struct HoldRowJson {
    pub start: u32,
    pub end: u32,
    pub state: HoldStateJson,
    /// Why it was refused, when it was.
    pub why: Option<HoldTroubleJson>,
    /// What happened to it, when something did.
    pub reason: Option<ReasonJson>,
}

impl From<HoldRow> for HoldRowJson {
    fn from(value: HoldRow) -> Self {
        let HoldRow { start, end, state, why, reason } = value;
        Self { start, end, state: state.into(), why: why.map(Into::into), reason: reason.map(Into::into) }
    }
}

/// Where a hold is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "HoldState"))]
#[serde(rename_all = "snake_case")]
pub enum HoldStateJson {
    /// Not confirmed yet: nobody is placed in it.
    Wanted,
    Held,
    InUse,
    /// No longer wanted, and still there.
    Releasing,
    Released,
    Refused,
    /// Somebody else booked in it after it was confirmed.
    BookedOver,
}

impl From<HoldState> for HoldStateJson {
    fn from(value: HoldState) -> Self {
        match value {
            HoldState::Wanted => Self::Wanted,
            HoldState::Held => Self::Held,
            HoldState::InUse => Self::InUse,
            HoldState::Releasing => Self::Releasing,
            HoldState::Released => Self::Released,
            HoldState::Refused => Self::Refused,
            HoldState::BookedOver => Self::BookedOver,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DiaryRow"))]
pub struct DiaryRowJson {
    /// When what is known of it was last true; nothing while it answers, or when it never did.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub known_at: Option<Rfc3339>,
    /// Since when it is silent; nothing while it answers.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub since: Option<Rfc3339>,
    /// How many holds of the days ahead wait to be confirmed, and how many were refused.
    pub waiting: u32,
    pub refused: u32,
    /// Bookings of today and later that somebody else made in time that was confirmed to us.
    pub booked_over: u32,
}

impl From<DiaryRow> for DiaryRowJson {
    fn from(value: DiaryRow) -> Self {
        let DiaryRow { known_at, since, waiting, refused, booked_over } = value;
        Self { known_at, since, waiting, refused, booked_over }
    }
}
