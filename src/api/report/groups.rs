// SPDX-License-Identifier: MPL-2.0
//! The visits of a period in groups: by class, weekday, week and unit.

use serde::Serialize;
use utoipa::ToSchema;

use crate::report::figure::{CountJson, FigureJson};
use crate::report::period::MeasuredJson;
use crate::time::WeekdayJson;
use crate::values::UrgencyJson;
use report::groups::{ClassWaits, WeekdayUse};
use report::units::Unit;
use report::weeks::Week;

/// Waits of one urgency class, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ClassWaits"))]
#[schema(as = ClassWaits)]
pub struct ClassWaitsJson {
    pub class: UrgencyJson,
    pub half: FigureJson,
    pub nine_of_ten: FigureJson,
}

impl From<ClassWaits> for ClassWaitsJson {
    fn from(value: ClassWaits) -> Self {
        let ClassWaits { class, half, nine_of_ten } = value;
        Self { class: class.into(), half: half.into(), nine_of_ten: nine_of_ten.into() }
    }
}

/// One weekday, averaged over its open days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WeekdayUse"))]
#[schema(as = WeekdayUse)]
pub struct WeekdayUseJson {
    pub weekday: WeekdayJson,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub open_days: u64,
    pub citizens: FigureJson,
    /// Minutes reserved to the end, and minutes used of them.
    pub held: f64,
    pub used: f64,
}

impl From<WeekdayUse> for WeekdayUseJson {
    fn from(value: WeekdayUse) -> Self {
        let WeekdayUse { weekday, open_days, citizens, held, used } = value;
        Self { weekday: weekday.into(), open_days, citizens: citizens.into(), held, used }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Week"))]
#[schema(as = Week)]
pub struct WeekJson {
    /// The Monday.
    pub monday: String,
    pub citizens: CountJson,
    pub measures: Vec<MeasuredJson>,
    pub mean_late_minutes: Option<f64>,
}

impl From<Week> for WeekJson {
    fn from(value: Week) -> Self {
        let Week { monday, citizens, measures, mean_late_minutes } = value;
        Self {
            monday,
            citizens: citizens.into(),
            measures: measures.into_iter().map(Into::into).collect(),
            mean_late_minutes,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Unit"))]
#[schema(as = Unit)]
pub struct UnitJson {
    /// `None` without a companion, or with one who is no longer known.
    pub unit: Option<String>,
    pub citizens: CountJson,
    pub served: CountJson,
    pub mitid: CountJson,
    pub companion_hours: FigureJson,
    pub wait_minutes: FigureJson,
}

impl From<Unit> for UnitJson {
    fn from(value: Unit) -> Self {
        let Unit { unit, citizens, served, mitid, companion_hours, wait_minutes } = value;
        Self {
            unit,
            citizens: citizens.into(),
            served: served.into(),
            mitid: mitid.into(),
            companion_hours: companion_hours.into(),
            wait_minutes: wait_minutes.into(),
        }
    }
}
