//! Reserved time as it goes out: gaps, previews, the plan, and the offers when the day is full.

use serde::Serialize;
use utoipa::ToSchema;

use super::schema;
use jiff::civil::{Date, Time, Weekday};
use office::Office;
use office::calendar::{Rfc3339, Zone, clock_time, weekday_name};
use office::gap::{Gap, GapState, Origin, Plan, PlannedGap, ReleaseRule};
use office::names::{DeskId, GapId, Number, TicketId};
use office::preview::Preview;
use office::refusal::Offer;
use office::ticket::{Placement, Promise};
use office::time::TimeRange;

/// The desk and stretch of time a ticket is expected to get.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "Placement")
)]
#[schema(as = Placement)]
pub struct WirePlacement {
    #[schema(value_type = String)]
    pub desk: DeskId,
    #[schema(schema_with = schema::time)]
    pub start: Rfc3339,
    #[schema(schema_with = schema::time)]
    pub end: Rfc3339,
}

/// The window told to the citizen.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Window"))]
#[schema(as = Promise)]
pub struct WirePromise {
    #[schema(schema_with = schema::time)]
    pub earliest: Rfc3339,
    #[schema(schema_with = schema::time)]
    pub latest: Rfc3339,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Gap"))]
#[schema(as = Gap)]
pub struct WireGap {
    /// Nothing for a gap that the plan will open on a later day.
    #[schema(value_type = Option<String>, example = "g17")]
    pub id: Option<GapId>,
    #[schema(value_type = String)]
    pub desk: DeskId,
    #[schema(schema_with = schema::time)]
    pub start: Rfc3339,
    #[schema(schema_with = schema::time)]
    pub end: Rfc3339,
    #[schema(schema_with = schema::hold)]
    pub hold: ReleaseRule,
    #[schema(schema_with = schema::origin)]
    pub origin: Origin,
    #[schema(schema_with = schema::gap_state)]
    pub state: GapState,
    #[schema(schema_with = schema::time)]
    pub opened_at: Option<Rfc3339>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Gaps"))]
#[schema(as = Gaps)]
pub struct WireGaps {
    pub date: String,
    pub gaps: Vec<WireGap>,
}

/// What a change would do.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Preview"))]
#[schema(as = Preview)]
pub struct WirePreview {
    pub moves: Vec<WireMove>,
    pub broken: Vec<WireBreak>,
    /// Minutes that public booking gains; below zero when it loses them.
    pub booking_gains_minutes: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "PreviewMove")
)]
#[schema(as = PreviewMove)]
pub struct WireMove {
    #[schema(value_type = String, format = Uuid)]
    pub ticket: TicketId,
    pub number: Number,
    pub from: Option<WirePlacement>,
    pub to: Option<WirePlacement>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "PreviewBreak")
)]
#[schema(as = PreviewBreak)]
pub struct WireBreak {
    #[schema(value_type = String, format = Uuid)]
    pub ticket: TicketId,
    pub number: Number,
    pub promise: WirePromise,
    /// The new window, or nothing when no place is left today.
    pub instead: Option<WirePromise>,
}

/// What there is when no time today is soon enough. A list of at most three.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Offer"))]
#[schema(as = Offer)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WireOffer {
    LaterToday {
        placement: WirePlacement,
        #[schema(schema_with = schema::time)]
        latest: Rfc3339,
    },
    Standby,
    NextDay {
        /// The open day it is on, `2026-03-04`.
        date: String,
        placement: WirePlacement,
        #[schema(schema_with = schema::time)]
        latest: Rfc3339,
    },
}

/// The weekly pattern.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Plan"))]
#[schema(as = Plan)]
pub struct WirePlan {
    pub lines: Vec<WireLine>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "PlanLine"))]
#[schema(as = PlanLine)]
pub struct WireLine {
    #[serde(with = "weekday_name")]
    #[schema(schema_with = schema::weekday)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub weekday: Weekday,
    #[schema(value_type = String)]
    pub desk: DeskId,
    #[serde(with = "clock_time")]
    #[schema(schema_with = schema::clock)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub start: Time,
    #[serde(with = "clock_time")]
    #[schema(schema_with = schema::clock)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub end: Time,
    #[schema(schema_with = schema::hold)]
    pub hold: ReleaseRule,
}

impl WirePlacement {
    pub fn of(place: &Placement, zone: &Zone) -> Self {
        let TimeRange { start, end } = place.time;
        Self { desk: place.desk.clone(), start: zone.stamp(start), end: zone.stamp(end) }
    }
}

impl WirePromise {
    pub fn of(promise: Promise, zone: &Zone) -> Self {
        Self { earliest: zone.stamp(promise.earliest), latest: zone.stamp(promise.latest) }
    }
}

impl WireGap {
    pub fn of(gap: &Gap, zone: &Zone) -> Self {
        Self {
            id: Some(gap.id),
            desk: gap.desk.clone(),
            start: zone.stamp(gap.time.start),
            end: zone.stamp(gap.time.end),
            hold: gap.hold,
            origin: gap.origin,
            state: gap.state,
            opened_at: Some(zone.stamp(gap.opened_at)),
        }
    }
}

/// What the plan will open on a later day.
pub fn planned(office: &Office, date: Date) -> Vec<WireGap> {
    let zone = &office.setup().time_zone;
    let gap = |PlannedGap { desk, time, hold }| WireGap {
        id: None,
        desk,
        start: zone.stamp(time.start),
        end: zone.stamp(time.end),
        hold,
        origin: Origin::Plan,
        state: GapState::Open,
        opened_at: None,
    };
    office.planned_on(date).into_iter().map(gap).collect()
}

impl WirePreview {
    pub fn of(preview: &Preview, zone: &Zone) -> Self {
        let placement =
            |place: &Option<Placement>| place.as_ref().map(|place| WirePlacement::of(place, zone));
        let moves = preview.moves.iter().map(|moved| WireMove {
            ticket: moved.ticket,
            number: moved.number,
            from: placement(&moved.from),
            to: placement(&moved.to),
        });
        let broken = preview.broken.iter().map(|broken| WireBreak {
            ticket: broken.ticket,
            number: broken.number,
            promise: WirePromise::of(broken.promise, zone),
            instead: broken.instead.map(|promise| WirePromise::of(promise, zone)),
        });
        let seconds = preview.booking_gains.as_seconds();
        Self { moves: moves.collect(), broken: broken.collect(), booking_gains_minutes: seconds / 60 }
    }
}

impl WireOffer {
    pub fn of(offer: &Offer, zone: &Zone) -> Self {
        match offer {
            Offer::Standby => Self::Standby,
            Offer::LaterToday { placement, latest } => Self::LaterToday {
                placement: WirePlacement::of(placement, zone),
                latest: zone.stamp(*latest),
            },
            Offer::NextDay { placement, latest } => Self::NextDay {
                date: zone.date(placement.time.start).to_string(),
                placement: WirePlacement::of(placement, zone),
                latest: zone.stamp(*latest),
            },
        }
    }
}

impl WirePlan {
    pub fn of(plan: &Plan) -> Self {
        let lines = plan.0.iter().cloned().map(|line| WireLine {
            weekday: line.weekday,
            desk: line.desk,
            start: line.start,
            end: line.end,
            hold: line.hold,
        });
        Self { lines: lines.collect() }
    }
}
