// SPDX-License-Identifier: MPL-2.0
//! Results of trials.

use serde::Serialize;
use utoipa::ToSchema;

use crate::report::figure::{FigureJson, RangeJson};
use crate::report::period::DatedRuleChangeJson;
use crate::settings::{MeasureJson, TrialDecisionJson};
use report::recommendation::{Recommendation, TrialAdvice};
use report::series::Break;
use report::trial::{
    Before, Comparison, ReviewNote, TargetVerdict, TrialResult, TrialState, TrialVerdict, WeekPoint,
};

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TrialResult"))]
#[schema(as = TrialResult)]
pub struct TrialResultJson {
    pub id: u32,
    pub hypothesis: String,
    pub owner: String,
    pub change: String,
    pub first_day: String,
    pub last_day: Option<String>,
    /// The last day compared: the trial's last day or the end of the period.
    pub compared_to: String,
    pub state: TrialStateJson,
    pub reviews: Vec<String>,
    pub review_due: Option<String>,
    pub reviewed: Vec<ReviewNoteJson>,
    pub verdict: Option<TrialVerdictJson>,
    /// The day it was recorded, if that was after its start.
    #[serde(rename = "told_afterwards")]
    pub planned_after_start: Option<String>,
    pub before: BeforeJson,
    pub comparisons: Vec<ComparisonJson>,
    /// Rule changes during the trial, which may confound it.
    pub changes: Vec<DatedRuleChangeJson>,
}

impl From<TrialResult> for TrialResultJson {
    fn from(value: TrialResult) -> Self {
        let TrialResult {
            id,
            hypothesis,
            owner,
            change,
            first_day,
            last_day,
            compared_to,
            state,
            reviews,
            review_due,
            reviewed,
            verdict,
            planned_after_start,
            before,
            comparisons,
            changes,
        } = value;
        Self {
            id,
            hypothesis,
            owner,
            change,
            first_day,
            last_day,
            compared_to,
            state: state.into(),
            reviews,
            review_due,
            reviewed: reviewed.into_iter().map(Into::into).collect(),
            verdict: verdict.map(Into::into),
            planned_after_start,
            before: before.into(),
            comparisons: comparisons.into_iter().map(Into::into).collect(),
            changes: changes.into_iter().map(Into::into).collect(),
        }
    }
}

/// The days a trial is compared with: after the end of any earlier trial, whose change may persist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Before"))]
#[schema(as = Before)]
pub struct BeforeJson {
    /// The first and last of them, if any.
    pub from: Option<String>,
    pub to: Option<String>,
    /// The earlier trial they follow, if any.
    pub after_trial: Option<u32>,
    /// The stated baseline overlaps the trial.
    #[serde(rename = "told_overlaps")]
    pub baseline_overlaps: bool,
}

impl From<Before> for BeforeJson {
    fn from(value: Before) -> Self {
        let Before { from, to, after_trial, baseline_overlaps } = value;
        Self { from, to, after_trial, baseline_overlaps }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TrialState"))]
#[serde(rename_all = "snake_case")]
#[schema(as = TrialState)]
pub enum TrialStateJson {
    Planned,
    Running,
    /// Past its last day without a decision.
    AwaitsDecision,
    Decided,
}

impl From<TrialState> for TrialStateJson {
    fn from(value: TrialState) -> Self {
        match value {
            TrialState::Planned => Self::Planned,
            TrialState::Running => Self::Running,
            TrialState::AwaitsDecision => Self::AwaitsDecision,
            TrialState::Decided => Self::Decided,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ReviewNote"))]
#[schema(as = ReviewNote)]
pub struct ReviewNoteJson {
    pub on: String,
    pub note: Option<String>,
}

impl From<ReviewNote> for ReviewNoteJson {
    fn from(value: ReviewNote) -> Self {
        let ReviewNote { on, note } = value;
        Self { on, note }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TrialVerdict"))]
#[schema(as = TrialVerdict)]
pub struct TrialVerdictJson {
    pub on: String,
    pub decision: TrialDecisionJson,
    pub reason: String,
}

impl From<TrialVerdict> for TrialVerdictJson {
    fn from(value: TrialVerdict) -> Self {
        let TrialVerdict { on, decision, reason } = value;
        Self { on, decision: decision.into(), reason }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Comparison"))]
#[schema(as = Comparison)]
pub struct ComparisonJson {
    pub measure: MeasureJson,
    pub target: f64,
    pub before: FigureJson,
    pub during: FigureJson,
    /// 95 % interval of during minus before; `None` for too few days.
    pub difference: Option<RangeJson>,
    pub verdict: TargetVerdictJson,
    /// Change of level and slope at its start; `None` with fewer than eight weeks on either side.
    pub series: Option<BreakJson>,
    pub weeks: Vec<WeekPointJson>,
}

impl From<Comparison> for ComparisonJson {
    fn from(value: Comparison) -> Self {
        let Comparison { measure, target, before, during, difference, verdict, series, weeks } = value;
        Self {
            measure: measure.into(),
            target,
            before: before.into(),
            during: during.into(),
            difference: difference.map(Into::into),
            verdict: verdict.into(),
            series: series.map(Into::into),
            weeks: weeks.into_iter().map(Into::into).collect(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WeekPoint"))]
#[schema(as = WeekPoint)]
pub struct WeekPointJson {
    pub monday: String,
    pub value: f64,
}

impl From<WeekPoint> for WeekPointJson {
    fn from(value: WeekPoint) -> Self {
        let WeekPoint { monday, value } = value;
        Self { monday, value }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TargetVerdict"))]
#[serde(rename_all = "snake_case")]
#[schema(as = TargetVerdict)]
pub enum TargetVerdictJson {
    TooLittleData,
    /// The whole interval reaches the target.
    Reached,
    /// The interval contains the target.
    NotSureYet,
    /// The whole interval misses the target.
    NotReached,
}

impl From<TargetVerdict> for TargetVerdictJson {
    fn from(value: TargetVerdict) -> Self {
        match value {
            TargetVerdict::TooLittleData => Self::TooLittleData,
            TargetVerdict::Reached => Self::Reached,
            TargetVerdict::NotSureYet => Self::NotSureYet,
            TargetVerdict::NotReached => Self::NotReached,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Recommendation"))]
#[schema(as = Recommendation)]
pub struct RecommendationJson {
    pub advice: TrialAdviceJson,
    /// The trial it is based on.
    pub trial: Option<u32>,
    /// The decision, if taken in the period.
    pub decided: Option<TrialVerdictJson>,
}

impl From<Recommendation> for RecommendationJson {
    fn from(value: Recommendation) -> Self {
        let Recommendation { advice, trial, decided } = value;
        Self { advice: advice.into(), trial, decided: decided.map(Into::into) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TrialAdvice"))]
#[serde(rename_all = "snake_case")]
#[schema(as = TrialAdvice)]
pub enum TrialAdviceJson {
    Stop,
    Adjust,
    Scale,
    NoTrial,
    TooLittleData,
    Reached,
    NotSureYet,
    NotReached,
}

impl From<TrialAdvice> for TrialAdviceJson {
    fn from(value: TrialAdvice) -> Self {
        match value {
            TrialAdvice::Stop => Self::Stop,
            TrialAdvice::Adjust => Self::Adjust,
            TrialAdvice::Scale => Self::Scale,
            TrialAdvice::NoTrial => Self::NoTrial,
            TrialAdvice::TooLittleData => Self::TooLittleData,
            TrialAdvice::Reached => Self::Reached,
            TrialAdvice::NotSureYet => Self::NotSureYet,
            TrialAdvice::NotReached => Self::NotReached,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Break"))]
#[schema(as = Break)]
pub struct BreakJson {
    /// Change of the level at the start.
    pub level: f64,
    pub level_interval: RangeJson,
    /// Change of the slope per week.
    pub slope: f64,
    pub slope_interval: RangeJson,
    pub weeks_before: u32,
    pub weeks_during: u32,
}

impl From<Break> for BreakJson {
    fn from(value: Break) -> Self {
        let Break { level, level_interval, slope, slope_interval, weeks_before, weeks_during } = value;
        Self {
            level,
            level_interval: level_interval.into(),
            slope,
            slope_interval: slope_interval.into(),
            weeks_before,
            weeks_during,
        }
    }
}
