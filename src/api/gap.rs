// SPDX-License-Identifier: MPL-2.0
//! Reserved time, and what a change of it would do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::placement::{PlacementJson, PromiseJson};
use crate::reserved::{GapStateJson, OriginJson, ReleaseRuleJson};
use crate::time::TimeJson;
use office::Office;
use office::calendar::Zone;
use office::gap::{Gap, PlannedGap};
use office::preview::Preview;
use office::ticket::Placement;

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "GapRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = NewGap)]
pub struct GapBody {
    pub desk: String,
    /// RFC 3339, or the office's clock without an offset.
    pub start: String,
    pub end: String,
    pub hold: ReleaseRuleJson,
    pub reason: Option<String>,
    /// Whether promises may be broken.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub force: bool,
}

/// What is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "GapChangeRequest", optional_fields = nullable)
)]
#[serde(deny_unknown_fields)]
#[schema(as = GapChange)]
pub struct GapChangeBody {
    pub desk: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub hold: Option<ReleaseRuleJson>,
    pub reason: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub force: bool,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "GapWithdrawalRequest", optional_fields = nullable)
)]
#[serde(deny_unknown_fields)]
#[schema(as = GapWithdrawal)]
pub struct GapWithdrawalBody {
    pub reason: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
    pub force: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Gap"))]
#[schema(as = Gap)]
pub struct GapJson {
    /// Nothing for a gap that the plan will open on a later day.
    #[schema(example = "g17")]
    pub id: Option<String>,
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
    pub hold: ReleaseRuleJson,
    pub origin: OriginJson,
    pub state: GapStateJson,
    pub opened_at: Option<TimeJson>,
}

impl GapJson {
    pub fn of(gap: &Gap, zone: &Zone) -> Self {
        let Gap { id, desk, time, hold, origin, state, opened_at } = gap;
        Self {
            id: Some(id.to_string()),
            desk: desk.to_string(),
            start: TimeJson::of(time.start, zone),
            end: TimeJson::of(time.end, zone),
            hold: (*hold).into(),
            origin: (*origin).into(),
            state: (*state).into(),
            opened_at: Some(TimeJson::of(*opened_at, zone)),
        }
    }

    fn planned(gap: &PlannedGap, zone: &Zone) -> Self {
        let PlannedGap { desk, time, hold } = gap;
        Self {
            id: None,
            desk: desk.to_string(),
            start: TimeJson::of(time.start, zone),
            end: TimeJson::of(time.end, zone),
            hold: (*hold).into(),
            origin: OriginJson::Plan,
            state: GapStateJson::Open,
            opened_at: None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Gaps"))]
#[schema(as = Gaps)]
pub struct GapsResponse {
    pub date: String,
    pub gaps: Vec<GapJson>,
}

impl GapsResponse {
    /// A day's gaps; of a later day also those that the plan will open.
    pub fn of(office: &Office, date: Date) -> Self {
        let zone = &office.setup().time_zone;
        let day = zone.day(date);
        let of_the_day = office.gaps().filter(|gap| day.contains(gap.time.start));
        let mut gaps: Vec<GapJson> = of_the_day.map(|gap| GapJson::of(gap, zone)).collect();
        if date > office.date() {
            gaps.extend(office.planned_on(date).iter().map(|gap| GapJson::planned(gap, zone)));
        }
        Self { date: date.to_string(), gaps }
    }
}

/// What a change would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Preview"))]
#[schema(as = Preview)]
pub struct PreviewJson {
    pub moves: Vec<PreviewMoveJson>,
    pub broken: Vec<PreviewBreakJson>,
    /// Who is sent home because the office closes at once.
    pub visits_ended: Vec<PreviewEndJson>,
    /// Minutes that public booking gains; below zero when it loses them.
    pub booking_gains_minutes: i64,
    /// Who stands by, was ahead and no longer is, first in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<u32>>", optional))]
    pub passed: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PreviewMove"))]
#[schema(as = PreviewMove)]
pub struct PreviewMoveJson {
    pub ticket: Uuid,
    pub number: u32,
    pub from: Option<PlacementJson>,
    pub to: Option<PlacementJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PreviewBreak"))]
#[schema(as = PreviewBreak)]
pub struct PreviewBreakJson {
    pub ticket: Uuid,
    pub number: u32,
    pub promise: PromiseJson,
    /// The new window, or nothing when no place is left today.
    pub instead: Option<PromiseJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PreviewEnd"))]
#[schema(as = PreviewEnd)]
pub struct PreviewEndJson {
    pub ticket: Uuid,
    pub number: u32,
}

impl PreviewJson {
    pub fn of(preview: &Preview, zone: &Zone) -> Self {
        let placement =
            |place: &Option<Placement>| place.as_ref().map(|place| PlacementJson::of(place, zone));
        let moves = preview.moves.iter().map(|moved| PreviewMoveJson {
            ticket: moved.ticket.0,
            number: moved.number,
            from: placement(&moved.from),
            to: placement(&moved.to),
        });
        let broken = preview.broken.iter().map(|broken| PreviewBreakJson {
            ticket: broken.ticket.0,
            number: broken.number,
            promise: PromiseJson::of(broken.promise, zone),
            instead: broken.instead.map(|promise| PromiseJson::of(promise, zone)),
        });
        let ended = preview.visits_ended.iter();
        let ended = ended.map(|ended| PreviewEndJson { ticket: ended.ticket.0, number: ended.number });
        let seconds = preview.booking_gains.as_seconds();
        Self {
            moves: moves.collect(),
            broken: broken.collect(),
            visits_ended: ended.collect(),
            booking_gains_minutes: seconds / 60,
            passed: preview.passed.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "PreviewAnswer"))]
#[schema(as = PreviewAnswer)]
pub struct PreviewResponse {
    pub preview: PreviewJson,
}

/// What a change led to, or with `preview=true` would lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ChangeResponse<T> {
    Done(T),
    Preview(PreviewResponse),
}
