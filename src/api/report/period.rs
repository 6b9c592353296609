// SPDX-License-Identifier: MPL-2.0
//! The report of a period.

use serde::Serialize;
use utoipa::ToSchema;

use crate::report::economy::EconomyJson;
use crate::report::figure::{CountCellJson, CountJson, FigureJson, RatingCountsJson};
use crate::report::groups::{ClassWaitsJson, UnitJson, WeekJson, WeekdayUseJson};
use crate::report::trial::{RecommendationJson, TrialResultJson};
use crate::same_names::same_names;
use crate::settings::{MeasureJson, SettingChangeJson, StatedFigureJson};
use report::day_summary::ChangeKind;
use report::no_harm::{GapMinutes, NoHarm};
use report::report::{BaselineSummary, DatedRuleChange, Measured, Promises, Report, Waits};

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Report"))]
#[schema(as = PeriodReport)]
pub struct ReportResponse {
    pub from: String,
    pub to: String,
    /// The first day of the ledger; earlier days of the period have no data.
    pub begins: String,
    /// Days with any visit, gap or booking.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub open_days: u64,
    pub citizens: CountJson,
    pub served: CountJson,
    pub measures: Vec<MeasuredJson>,
    pub waits: WaitsJson,
    pub class_waits: Vec<ClassWaitsJson>,
    pub weekdays: Vec<WeekdayUseJson>,
    pub outcomes: Vec<CountCellJson>,
    pub endings: Vec<CountCellJson>,
    pub units: Vec<UnitJson>,
    /// Who only asked at a desk, and took no number.
    pub inquiries: CountJson,
    pub ratings: RatingCountsJson,
    pub gaps: GapMinutesJson,
    pub promises: PromisesJson,
    pub no_harm: NoHarmJson,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub clerk_minutes: i64,
    pub weeks: Vec<WeekJson>,
    pub changes: Vec<DatedRuleChangeJson>,
    pub trials: Vec<TrialResultJson>,
    pub recommendation: RecommendationJson,
    pub baseline: Option<BaselineSummaryJson>,
    pub economy: EconomyJson,
}

impl From<Report> for ReportResponse {
    fn from(value: Report) -> Self {
        let Report {
            from,
            to,
            begins,
            open_days,
            citizens,
            served,
            measures,
            waits,
            class_waits,
            weekdays,
            outcomes,
            endings,
            units,
            inquiries,
            ratings,
            gaps,
            promises,
            no_harm,
            clerk_minutes,
            weeks,
            changes,
            trials,
            recommendation,
            baseline,
            economy,
        } = value;
        Self {
            from,
            to,
            begins,
            open_days,
            citizens: citizens.into(),
            served: served.into(),
            measures: measures.into_iter().map(Into::into).collect(),
            waits: waits.into(),
            class_waits: class_waits.into_iter().map(Into::into).collect(),
            weekdays: weekdays.into_iter().map(Into::into).collect(),
            outcomes: outcomes.into_iter().map(Into::into).collect(),
            endings: endings.into_iter().map(Into::into).collect(),
            units: units.into_iter().map(Into::into).collect(),
            inquiries: inquiries.into(),
            ratings: ratings.into(),
            gaps: gaps.into(),
            promises: promises.into(),
            no_harm: no_harm.into(),
            clerk_minutes,
            weeks: weeks.into_iter().map(Into::into).collect(),
            changes: changes.into_iter().map(Into::into).collect(),
            trials: trials.into_iter().map(Into::into).collect(),
            recommendation: recommendation.into(),
            baseline: baseline.map(Into::into),
            economy: economy.into(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Measured"))]
#[schema(as = Measured)]
pub struct MeasuredJson {
    pub measure: MeasureJson,
    pub figure: FigureJson,
}

impl From<Measured> for MeasuredJson {
    fn from(value: Measured) -> Self {
        let Measured { measure, figure } = value;
        Self { measure: measure.into(), figure: figure.into() }
    }
}

/// From the beginning of the wait to the first call, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Waits"))]
#[schema(as = Waits)]
pub struct WaitsJson {
    pub half: FigureJson,
    pub four_of_five: FigureJson,
    pub nine_of_ten: FigureJson,
    pub within_15: FigureJson,
    pub within_30: FigureJson,
}

impl From<Waits> for WaitsJson {
    fn from(value: Waits) -> Self {
        let Waits { half, four_of_five, nine_of_ten, within_15, within_30 } = value;
        Self {
            half: half.into(),
            four_of_five: four_of_five.into(),
            nine_of_ten: nine_of_ten.into(),
            within_15: within_15.into(),
            within_30: within_30.into(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Promises"))]
#[schema(as = Promises)]
pub struct PromisesJson {
    pub kept: CountJson,
    pub broken: CountJson,
    pub causes: Vec<CountCellJson>,
}

impl From<Promises> for PromisesJson {
    fn from(value: Promises) -> Self {
        let Promises { kept, broken, causes } = value;
        Self {
            kept: kept.into(),
            broken: broken.into(),
            causes: causes.into_iter().map(Into::into).collect(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DatedRuleChange"))]
#[schema(as = DatedRuleChange)]
pub struct DatedRuleChangeJson {
    pub date: String,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub seq: u64,
    pub kind: ChangeKindJson,
    /// Changed settings with their old and new values.
    #[serde(rename = "turned")]
    pub settings: Vec<SettingChangeJson>,
}

impl From<DatedRuleChange> for DatedRuleChangeJson {
    fn from(value: DatedRuleChange) -> Self {
        let DatedRuleChange { date, seq, kind, settings } = value;
        Self { date, seq, kind: kind.into(), settings: settings.into_iter().map(Into::into).collect() }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "BaselineSummary"))]
#[schema(as = BaselineSummary)]
pub struct BaselineSummaryJson {
    pub from: String,
    pub to: String,
    pub companion_hours: Option<StatedFigureJson>,
    pub booked_delay_minutes: Option<StatedFigureJson>,
    pub source: String,
}

impl From<BaselineSummary> for BaselineSummaryJson {
    fn from(value: BaselineSummary) -> Self {
        let BaselineSummary { from, to, companion_hours, booked_delay_minutes, source } = value;
        Self {
            from,
            to,
            companion_hours: companion_hours.map(Into::into),
            booked_delay_minutes: booked_delay_minutes.map(Into::into),
            source,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "GapMinutes"))]
#[schema(as = GapMinutes)]
pub struct GapMinutesJson {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub held: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub used: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub unused: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub released: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub withdrawn: i64,
    /// Freed booked time that was used, at no cost to bookings.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub lent_used: i64,
}

impl From<GapMinutes> for GapMinutesJson {
    fn from(value: GapMinutes) -> Self {
        let GapMinutes { held, used, unused, released, withdrawn, lent_used } = value;
        Self { held, used, unused, released, withdrawn, lent_used }
    }
}

/// Delays of bookings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "NoHarm"))]
#[schema(as = NoHarm)]
pub struct NoHarmJson {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub bookings: u64,
    /// Bookings delayed by a walk-in.
    pub touched: CountJson,
    /// Bookings whose citizen did not come, by a clerk's word.
    pub not_come: CountJson,
    /// `None` if the number of delayed bookings is small.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub late_minutes: Option<i64>,
    /// Mean delay over all bookings, in minutes.
    pub mean_late_minutes: FigureJson,
    /// Median and 90 % quantile of the delay of delayed bookings.
    pub late_half: FigureJson,
    pub late_nine_of_ten: FigureJson,
    /// Reserved time that was not released, in bookings of mean length.
    pub bookings_lost: Option<f64>,
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub usual_booking_minutes: Option<i64>,
}

impl From<NoHarm> for NoHarmJson {
    fn from(value: NoHarm) -> Self {
        let NoHarm {
            bookings,
            touched,
            not_come,
            late_minutes,
            mean_late_minutes,
            late_half,
            late_nine_of_ten,
            bookings_lost,
            usual_booking_minutes,
        } = value;
        Self {
            bookings,
            touched: touched.into(),
            not_come: not_come.into(),
            late_minutes,
            mean_late_minutes: mean_late_minutes.into(),
            late_half: late_half.into(),
            late_nine_of_ten: late_nine_of_ten.into(),
            bookings_lost,
            usual_booking_minutes,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ChangeKind"))]
#[serde(rename_all = "snake_case")]
#[schema(as = ChangeKind)]
pub enum ChangeKindJson {
    Policy,
    Plan,
}

same_names!(ChangeKindJson, ChangeKind { Policy, Plan });
