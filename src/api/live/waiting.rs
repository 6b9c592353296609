// SPDX-License-Identifier: MPL-2.0
//! Those who wait, as the supervisor sees them.

use serde::Serialize;

use office::names::TicketId;
use office::view::{Harm, WaitingRow};

/// Times are minutes since the local day began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WaitingRow"))]
pub struct WaitingRowJson {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub ticket: TicketId,
    pub number: u32,
    pub errand: String,
    /// The window given; nothing for who stands by.
    pub window: Option<[u32; 2]>,
    /// Why somebody should look at it first.
    pub harm: Option<HarmJson>,
    /// Since when it waits.
    pub since: u32,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    /// Whether the citizen is here, as far as anybody said.
    pub arrived: bool,
    pub raised: bool,
}

impl From<WaitingRow> for WaitingRowJson {
    fn from(value: WaitingRow) -> Self {
        let WaitingRow { ticket, number, errand, window, harm, since, kept_place, arrived, raised } = value;
        let errand = errand.to_string();
        Self {
            ticket,
            number,
            errand,
            window,
            harm: harm.map(Into::into),
            since,
            kept_place,
            arrived,
            raised,
        }
    }
}

/// What is wrong with a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Harm"))]
#[serde(rename_all = "snake_case")]
pub enum HarmJson {
    /// Its place, if it has one, starts too late.
    AtRisk,
    /// One was broken.
    Broken,
}

crate::same_names::same_names!(HarmJson, Harm { AtRisk, Broken });
