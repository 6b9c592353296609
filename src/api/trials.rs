// SPDX-License-Identifier: MPL-2.0
//! Trials planned, reviewed and decided, and the baseline they are compared with.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::report::trial::ReviewNoteJson;
use crate::settings::{StatedFigureJson, TargetJson, TrialDecisionJson};
use office::trial::{Baseline, Review, Trial, Trials};

/// What an office knows of its trials.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Trials"))]
#[schema(as = Trials)]
pub struct TrialsResponse {
    pub today: String,
    pub trials: Vec<TrialJson>,
    pub baseline: Option<BaselineJson>,
}

impl TrialsResponse {
    pub fn of(trials: &Trials, today: Date) -> Self {
        Self {
            today: today.to_string(),
            trials: trials.list.iter().map(|trial| TrialJson::of(trial, today)).collect(),
            baseline: trials.baseline.as_ref().map(Into::into),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Trial"))]
#[schema(as = Trial)]
pub struct TrialJson {
    pub id: u32,
    pub hypothesis: String,
    pub owner: String,
    pub change: String,
    /// The day it was written down, where it had begun before that.
    #[serde(rename = "told_afterwards")]
    pub planned_after_start: Option<String>,
    pub first_day: String,
    pub last_day: Option<String>,
    pub targets: Vec<TargetJson>,
    pub reviews: Vec<String>,
    pub reviewed: Vec<ReviewNoteJson>,
    /// The review day that has come, and nobody has looked since.
    pub review_due: Option<String>,
    pub decision: Option<TrialDecisionJson>,
    pub decided_on: Option<String>,
    pub reason: Option<String>,
}

impl TrialJson {
    fn of(trial: &Trial, today: Date) -> Self {
        let verdict = trial.verdict.as_ref();
        Self {
            id: trial.id,
            hypothesis: trial.hypothesis.to_string(),
            owner: trial.owner.to_string(),
            change: trial.change.to_string(),
            planned_after_start: trial.planned_after_start().map(|day| day.to_string()),
            first_day: trial.first_day.to_string(),
            last_day: trial.last_day.map(|day| day.to_string()),
            targets: trial.targets.iter().copied().map(Into::into).collect(),
            reviews: trial.reviews.iter().map(ToString::to_string).collect(),
            reviewed: trial.reviewed.iter().map(Into::into).collect(),
            review_due: trial.review_due(today).map(|day| day.to_string()),
            decision: verdict.map(|verdict| verdict.decision.into()),
            decided_on: verdict.map(|verdict| verdict.on.to_string()),
            reason: verdict.map(|verdict| verdict.reason.to_string()),
        }
    }
}

impl From<&Review> for ReviewNoteJson {
    fn from(value: &Review) -> Self {
        let Review { on, note } = value;
        Self { on: on.to_string(), note: note.as_ref().map(ToString::to_string) }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Baseline"))]
#[schema(as = BaselineFigures)]
pub struct BaselineJson {
    pub from: String,
    pub to: String,
    pub companion_hours: Option<StatedFigureJson>,
    pub booked_delay_minutes: Option<StatedFigureJson>,
    pub cost_dkk: Option<StatedFigureJson>,
    pub hours_per_fte: Option<StatedFigureJson>,
    pub certificate_fee_dkk: Option<StatedFigureJson>,
    pub source: String,
}

impl From<&Baseline> for BaselineJson {
    fn from(value: &Baseline) -> Self {
        let Baseline {
            from,
            to,
            companion_hours,
            booked_delay_minutes,
            cost_dkk,
            hours_per_fte,
            certificate_fee_dkk,
            source,
        } = value;
        Self {
            from: from.to_string(),
            to: to.to_string(),
            companion_hours: companion_hours.map(Into::into),
            booked_delay_minutes: booked_delay_minutes.map(Into::into),
            cost_dkk: cost_dkk.map(Into::into),
            hours_per_fte: hours_per_fte.map(Into::into),
            certificate_fee_dkk: certificate_fee_dkk.map(Into::into),
            source: source.to_string(),
        }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TrialRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = NewTrial)]
pub struct TrialBody {
    #[schema(min_length = 1, max_length = 300)]
    pub hypothesis: String,
    /// A unit or a role, never a person.
    #[schema(min_length = 1, max_length = 300)]
    pub owner: String,
    #[schema(min_length = 1, max_length = 300)]
    pub change: String,
    #[schema(format = Date)]
    pub first_day: String,
    #[schema(format = Date)]
    pub last_day: Option<String>,
    pub targets: Vec<TargetJson>,
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Vec<String>>", optional))]
    pub reviews: Vec<String>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ReviewRequest", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[schema(as = TrialReview)]
pub struct ReviewBody {
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DecisionRequest"))]
#[serde(deny_unknown_fields)]
#[schema(as = TrialVerdict)]
pub struct DecisionBody {
    pub decision: TrialDecisionJson,
    #[schema(min_length = 1, max_length = 300)]
    pub reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "BaselineRequest", optional_fields = nullable)
)]
#[serde(deny_unknown_fields)]
#[schema(as = Baseline)]
pub struct BaselineBody {
    #[schema(format = Date)]
    pub from: String,
    #[schema(format = Date)]
    pub to: String,
    pub companion_hours: Option<StatedFigureJson>,
    pub booked_delay_minutes: Option<StatedFigureJson>,
    pub cost_dkk: Option<StatedFigureJson>,
    pub hours_per_fte: Option<StatedFigureJson>,
    pub certificate_fee_dkk: Option<StatedFigureJson>,
    #[schema(min_length = 1, max_length = 300)]
    pub source: String,
    /// When an earlier telling is corrected.
    pub reason: Option<String>,
}
