// SPDX-License-Identifier: MPL-2.0
//! Trials and their baseline in events.

use serde::Serialize;
use utoipa::ToSchema;

use crate::report::trial::ReviewNoteJson;
use crate::settings::{TargetJson, TrialDecisionJson};
use crate::time::TimeJson;
use crate::trials::BaselineJson;
use office::calendar::Zone;
use office::trial::{Trial, Trials, Verdict};

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerTrials"))]
#[schema(as = LedgerTrials)]
pub struct LedgerTrialsJson {
    pub list: Vec<LedgerTrialJson>,
    pub baseline: Option<BaselineJson>,
}

impl LedgerTrialsJson {
    pub fn of(trials: &Trials, zone: &Zone) -> Self {
        let Trials { list, baseline } = trials;
        Self {
            list: list.iter().map(|trial| LedgerTrialJson::of(trial, zone)).collect(),
            baseline: baseline.as_ref().map(Into::into),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LedgerTrial"))]
#[schema(as = LedgerTrial)]
pub struct LedgerTrialJson {
    pub id: u32,
    pub hypothesis: String,
    pub owner: String,
    pub change: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(rename = "told_on")]
    pub stated_on: Option<String>,
    pub first_day: String,
    pub last_day: Option<String>,
    pub targets: Vec<TargetJson>,
    pub reviews: Vec<String>,
    pub reviewed: Vec<ReviewNoteJson>,
    pub verdict: Option<VerdictJson>,
}

impl LedgerTrialJson {
    pub fn of(trial: &Trial, zone: &Zone) -> Self {
        let Trial {
            id,
            hypothesis,
            owner,
            change,
            stated_on,
            first_day,
            last_day,
            targets,
            reviews,
            reviewed,
            verdict,
        } = trial;
        Self {
            id: *id,
            hypothesis: hypothesis.to_string(),
            owner: owner.to_string(),
            change: change.to_string(),
            stated_on: stated_on.map(|date| date.to_string()),
            first_day: first_day.to_string(),
            last_day: last_day.map(|date| date.to_string()),
            targets: targets.iter().copied().map(Into::into).collect(),
            reviews: reviews.iter().map(ToString::to_string).collect(),
            reviewed: reviewed.iter().map(Into::into).collect(),
            verdict: verdict.as_ref().map(|verdict| VerdictJson::of(verdict, zone)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Verdict"))]
#[schema(as = Verdict)]
pub struct VerdictJson {
    pub on: String,
    pub at: TimeJson,
    pub decision: TrialDecisionJson,
    pub reason: String,
}

impl VerdictJson {
    pub fn of(verdict: &Verdict, zone: &Zone) -> Self {
        let Verdict { on, at, decision, reason } = verdict;
        Self {
            on: on.to_string(),
            at: TimeJson::of(*at, zone),
            decision: (*decision).into(),
            reason: reason.to_string(),
        }
    }
}
