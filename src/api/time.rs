// SPDX-License-Identifier: MPL-2.0
//! Times, as text.

use jiff::civil::{Time, Weekday};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::same_names::same_names;
use office::calendar::{Rfc3339, Zone, clock_time};
use office::time::{TimeRange, UnixTime};

/// RFC 3339, with the office's offset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Time", type = "string"))]
#[schema(as = Time, value_type = String, format = DateTime)]
#[serde(transparent)]
pub struct TimeJson(Rfc3339);

impl TimeJson {
    pub fn of(moment: UnixTime, zone: &Zone) -> Self {
        Self(zone.stamp(moment))
    }
}

impl From<Rfc3339> for TimeJson {
    fn from(time: Rfc3339) -> Self {
        Self(time)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TimeRange"))]
#[schema(as = TimeRange)]
pub struct TimeRangeJson {
    pub start: TimeJson,
    pub end: TimeJson,
}

impl TimeRangeJson {
    pub fn of(range: TimeRange, zone: &Zone) -> Self {
        let TimeRange { start, end } = range;
        Self { start: TimeJson::of(start, zone), end: TimeJson::of(end, zone) }
    }
}

/// `09:30`, on the office's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ClockTime", type = "string"))]
#[schema(as = ClockTime, value_type = String, pattern = "^([01]?[0-9]|2[0-4]):[0-5][0-9]$")]
#[serde(transparent)]
pub struct ClockTimeJson(#[serde(with = "clock_time")] pub Time);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Weekday"))]
#[schema(as = Weekday)]
#[serde(rename_all = "snake_case")]
pub enum WeekdayJson {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

same_names!(WeekdayJson, Weekday { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday });
