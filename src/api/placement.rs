// SPDX-License-Identifier: MPL-2.0
//! Where and when a ticket is expected to be served, and what it is promised.

use serde::Serialize;
use utoipa::ToSchema;

use crate::time::TimeJson;
use office::calendar::Zone;
use office::refusal::Offer;
use office::ticket::{Placement, Promise};
use office::time::TimeRange;

/// The desk and time a ticket is expected to get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Placement"))]
#[schema(as = Placement)]
pub struct PlacementJson {
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
}

impl PlacementJson {
    pub fn of(placement: &Placement, zone: &Zone) -> Self {
        let Placement { desk, time: TimeRange { start, end } } = placement;
        Self { desk: desk.to_string(), start: TimeJson::of(*start, zone), end: TimeJson::of(*end, zone) }
    }
}

/// The window promised to the citizen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PromisedWindow"))]
#[schema(as = Promise)]
pub struct PromiseJson {
    pub earliest: TimeJson,
    pub latest: TimeJson,
}

impl PromiseJson {
    pub fn of(promise: Promise, zone: &Zone) -> Self {
        let Promise { earliest, latest } = promise;
        Self { earliest: TimeJson::of(earliest, zone), latest: TimeJson::of(latest, zone) }
    }
}

/// What is possible when no time today is soon enough. At most three.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Offer"))]
#[schema(as = Offer)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OfferJson {
    LaterToday {
        placement: PlacementJson,
        latest: TimeJson,
    },
    Standby,
    NextDay {
        /// The open day it is on, `2026-03-04`.
        date: String,
        placement: PlacementJson,
        latest: TimeJson,
    },
}

impl OfferJson {
    pub fn of(offer: &Offer, zone: &Zone) -> Self {
        match offer {
            Offer::Standby => Self::Standby,
            Offer::LaterToday { placement, latest } => Self::LaterToday {
                placement: PlacementJson::of(placement, zone),
                latest: TimeJson::of(*latest, zone),
            },
            Offer::NextDay { placement, latest } => Self::NextDay {
                date: zone.date(placement.time.start).to_string(),
                placement: PlacementJson::of(placement, zone),
                latest: TimeJson::of(*latest, zone),
            },
        }
    }
}
