// SPDX-License-Identifier: MPL-2.0
//! What the appointment system said about holds.

use serde::Serialize;
use utoipa::ToSchema;

use crate::reserved::HoldTroubleJson;
use crate::time::TimeJson;
use office::calendar::Zone;
use office::holds::{BookedOver, DiaryLost, Holds, KnownHold, RefusedHold};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Holds"))]
#[schema(as = Holds)]
pub struct HoldsJson {
    pub known: Vec<KnownHoldJson>,
    pub refused: Vec<RefusedHoldJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub booked_over: Vec<BookedOverJson>,
    pub lost_since: Option<DiaryLostJson>,
    #[serde(rename = "told_at")]
    pub reported_at: Option<TimeJson>,
}

impl HoldsJson {
    pub fn of(holds: &Holds, zone: &Zone) -> Self {
        Self {
            known: holds.known().map(|hold| KnownHoldJson::of(hold, zone)).collect(),
            refused: holds.refused().map(|hold| RefusedHoldJson::of(hold, zone)).collect(),
            booked_over: holds.booked_over().map(|over| BookedOverJson::of(over, zone)).collect(),
            lost_since: holds.lost_since().map(|lost| DiaryLostJson::of(lost, zone)),
            reported_at: holds.reported_at().map(|at| TimeJson::of(at, zone)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "KnownHold"))]
#[schema(as = KnownHold)]
pub struct KnownHoldJson {
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub let_go: bool,
}

impl KnownHoldJson {
    fn of(hold: &KnownHold, zone: &Zone) -> Self {
        let KnownHold { desk, time, let_go } = hold;
        Self {
            desk: desk.to_string(),
            start: TimeJson::of(time.start, zone),
            end: TimeJson::of(time.end, zone),
            let_go: *let_go,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "RefusedHold"))]
#[schema(as = RefusedHold)]
pub struct RefusedHoldJson {
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
    pub why: HoldTroubleJson,
}

impl RefusedHoldJson {
    fn of(hold: &RefusedHold, zone: &Zone) -> Self {
        let RefusedHold { desk, time, why } = hold;
        Self {
            desk: desk.to_string(),
            start: TimeJson::of(time.start, zone),
            end: TimeJson::of(time.end, zone),
            why: (*why).into(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BookedOver"))]
#[schema(as = BookedOver)]
pub struct BookedOverJson {
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
}

impl BookedOverJson {
    fn of(over: &BookedOver, zone: &Zone) -> Self {
        let BookedOver { desk, time } = over;
        Self {
            desk: desk.to_string(),
            start: TimeJson::of(time.start, zone),
            end: TimeJson::of(time.end, zone),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DiaryLost"))]
#[schema(as = DiaryLost)]
pub struct DiaryLostJson {
    pub since: TimeJson,
    pub known_at: Option<TimeJson>,
}

impl DiaryLostJson {
    fn of(lost: DiaryLost, zone: &Zone) -> Self {
        let DiaryLost { since, known_at } = lost;
        Self { since: TimeJson::of(since, zone), known_at: known_at.map(|at| TimeJson::of(at, zone)) }
    }
}
