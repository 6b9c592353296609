// SPDX-License-Identifier: MPL-2.0
//! The recommendation from the period's trials. A decision goes before the figures, and the latest trial before
//! earlier ones.

use serde::Serialize;

use super::report::Material;
use super::trial::{TargetVerdict, TrialResult, TrialState, TrialVerdict};
use office::trial::TrialDecision;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recommendation {
    pub advice: TrialAdvice,
    /// The trial it is based on.
    pub trial: Option<u32>,
    /// The decision, if taken in the period.
    pub decided: Option<TrialVerdict>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialAdvice {
    Stop,
    Adjust,
    Scale,
    NoTrial,
    TooLittleData,
    Reached,
    NotSureYet,
    NotReached,
}

impl Recommendation {
    pub fn of(trials: &[TrialResult], material: &Material<'_>) -> Self {
        let (from, to) = (material.from.to_string(), material.last().to_string());
        let decided = |trial: &TrialResult| {
            trial.verdict.clone().filter(|verdict| (&from..=&to).contains(&&verdict.on))
        };
        let latest = |wanted: &dyn Fn(&&TrialResult) -> bool| {
            trials.iter().filter(wanted).max_by(|a, b| (&a.first_day, a.id).cmp(&(&b.first_day, b.id)))
        };
        if let Some(trial) = latest(&|trial| decided(trial).is_some())
            && let Some(verdict) = decided(trial)
        {
            let advice = decision(verdict.decision);
            return Self { advice, trial: Some(trial.id), decided: Some(verdict) };
        }
        let open =
            |trial: &&TrialResult| matches!(trial.state, TrialState::Running | TrialState::AwaitsDecision);
        let seen = latest(&|trial| open(trial) && seen(trial) != TrialAdvice::TooLittleData);
        match seen.or_else(|| latest(&open)) {
            Some(trial) => Self { advice: self::seen(trial), trial: Some(trial.id), decided: None },
            None => Self { advice: TrialAdvice::NoTrial, trial: None, decided: None },
        }
    }
}

const fn decision(of: TrialDecision) -> TrialAdvice {
    match of {
        TrialDecision::Stop => TrialAdvice::Stop,
        TrialDecision::Adjust => TrialAdvice::Adjust,
        TrialDecision::Scale => TrialAdvice::Scale,
    }
}

fn seen(trial: &TrialResult) -> TrialAdvice {
    let any = |wanted: TargetVerdict| trial.comparisons.iter().any(|one| one.verdict == wanted);
    if trial.comparisons.is_empty() || any(TargetVerdict::TooLittleData) {
        TrialAdvice::TooLittleData
    } else if any(TargetVerdict::NotReached) {
        TrialAdvice::NotReached
    } else if any(TargetVerdict::NotSureYet) {
        TrialAdvice::NotSureYet
    } else {
        TrialAdvice::Reached
    }
}
