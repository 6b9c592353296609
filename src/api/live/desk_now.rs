// SPDX-License-Identifier: MPL-2.0
//! What happens at a desk now.

use serde::Serialize;

use office::view::{DeskNowRow, DeskStatus};

/// Times are minutes since the local day began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskNow"))]
pub struct DeskNowJson {
    pub state: DeskStatusJson,
    /// Nothing where nobody has opened it today.
    pub since: Option<u32>,
    /// When the absence or the booking under way ends.
    pub until: Option<u32>,
    /// The absence under way.
    pub absence: Option<String>,
    /// It has a visit far beyond its expected length: probably nobody wrote down how it ended.
    pub forgotten: bool,
}

impl From<DeskNowRow> for DeskNowJson {
    fn from(value: DeskNowRow) -> Self {
        let DeskNowRow { state, since, until, absence, forgotten } = value;
        let absence = absence.map(|absence| absence.to_string());
        Self { state: state.into(), since, until, absence, forgotten }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DeskStatus"))]
#[serde(rename_all = "snake_case")]
pub enum DeskStatusJson {
    /// Nobody has opened it today, or its clerk has left.
    NotOpen,
    /// Its clerk is away for a while.
    Away,
    /// A citizen who booked has the desk.
    Booked,
    Free,
    Called,
    Serving,
}

crate::same_names::same_names!(DeskStatusJson, DeskStatus { NotOpen, Away, Booked, Free, Called, Serving });
