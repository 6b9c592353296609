// SPDX-License-Identifier: MPL-2.0
//! How busy an office is, for anybody.

use serde::Serialize;
use utoipa::ToSchema;

use crate::day_notice::DayNoticeJson;
use crate::time::TimeJson;
use forecast::usual_load::HourLoad;
use jiff::civil::Date;
use office::view::{BusyView, HeadCount, NextWindow};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BusyResponse {
    /// The office's name.
    pub office: String,
    /// The office's clock when this was read; it is kept for ten seconds.
    pub now: TimeJson,
    pub open: bool,
    pub opens_at: Option<TimeJson>,
    pub closes_at: Option<TimeJson>,
    pub day_notice: Option<DayNoticeJson>,
    /// How many wait; nothing while the office is closed.
    pub waiting: Option<HeadCountJson>,
    /// What somebody with a usual errand would be given now; nothing where no time is left today. No promise is given
    /// before a check-in.
    pub next: Option<NextWindowJson>,
    /// Nothing where too little is known.
    pub usual: Option<UsualLoadJson>,
}

/// Exact from five on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "HeadCount"))]
#[schema(as = HeadCount)]
pub struct HeadCountJson {
    pub at_least: u32,
    pub at_most: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "NextWindow"))]
#[schema(as = NextWindow)]
pub struct NextWindowJson {
    pub earliest: TimeJson,
    pub latest: TimeJson,
}

/// How many usually come on that weekday, by hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "UsualLoad"))]
#[schema(as = UsualLoad)]
pub struct UsualLoadJson {
    /// Today, or the next open day once the office has closed.
    #[schema(value_type = String, format = Date)]
    pub date: String,
    pub hours: Vec<HourLoadJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "HourLoad"))]
#[schema(as = HourLoad)]
pub struct HourLoadJson {
    /// The hour that begins then, on the office's clock.
    pub hour: u8,
    /// Of the busiest hour, in whole tens.
    pub percent: u8,
}

impl BusyResponse {
    pub fn of(view: BusyView, usual: Option<(Date, Vec<HourLoad>)>) -> Self {
        let BusyView { office, now, open, opens_at, closes_at, day_notice, waiting, next, day: _ } = view;
        Self {
            office,
            now: now.into(),
            open,
            opens_at: opens_at.map(Into::into),
            closes_at: closes_at.map(Into::into),
            day_notice: day_notice.map(Into::into),
            waiting: waiting.map(|HeadCount { at_least, at_most }| HeadCountJson { at_least, at_most }),
            next: next.map(|NextWindow { earliest, latest }| NextWindowJson {
                earliest: earliest.into(),
                latest: latest.into(),
            }),
            usual: usual.map(|(date, hours)| UsualLoadJson {
                date: date.to_string(),
                hours: hours
                    .into_iter()
                    .map(|HourLoad { hour, percent }| HourLoadJson { hour, percent })
                    .collect(),
            }),
        }
    }
}
