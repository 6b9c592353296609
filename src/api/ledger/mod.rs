// SPDX-License-Identifier: MPL-2.0
//! Events of the ledger as the administration reads them. Each event lists what it shows: never what opens a
//! ticket's page, nor the keys of requests.

mod day;
mod event;
mod from_event;
mod holds;
mod setup;
mod ticket;
mod trial;

use serde::Serialize;
use utoipa::ToSchema;

use crate::time::TimeJson;
use office::calendar::Zone;
use office::event::Recorded;

pub use event::EventJson;

/// A page of the ledger; `next` is the `after` of the next page, nothing at the end.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerPage"))]
#[schema(as = LedgerPage)]
pub struct LedgerResponse {
    pub events: Vec<LedgerEventJson>,
    pub next: Option<u64>,
}

/// An event with its sequence number, when it happened and who did it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerEvent"))]
#[schema(as = LedgerEvent)]
pub struct LedgerEventJson {
    pub seq: u64,
    pub at: TimeJson,
    pub actor: String,
    #[serde(flatten)]
    pub event: EventJson,
}

impl LedgerEventJson {
    pub fn of(seq: u64, recorded: &Recorded, zone: &Zone) -> Self {
        let Recorded { at, actor, key: _, fingerprint: _, event } = recorded;
        Self { seq, at: TimeJson::of(*at, zone), actor: actor.to_string(), event: EventJson::of(event, zone) }
    }
}

#[cfg(test)]
mod tests;
