//! What the period's trials speak for. Somebody's decision comes before what the figures say, and among
//! several the trial that began last.

use serde::Serialize;

use super::report::Material;
use super::trial::{Seen, TrialResult, TrialState, VerdictTold};
use office::trial::TrialDecision;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Recommendation {
    pub advice: Advice,
    /// The trial it comes from.
    pub trial: Option<u32>,
    /// The decision, where one was taken in the period.
    pub decided: Option<VerdictTold>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "TrialAdvice")
)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
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
        let seen = latest(&|trial| open(trial) && seen(trial) != Advice::TooLittleData);
        match seen.or_else(|| latest(&open)) {
            Some(trial) => Self { advice: self::seen(trial), trial: Some(trial.id), decided: None },
            None => Self { advice: Advice::NoTrial, trial: None, decided: None },
        }
    }
}

const fn decision(of: TrialDecision) -> Advice {
    match of {
        TrialDecision::Stop => Advice::Stop,
        TrialDecision::Adjust => Advice::Adjust,
        TrialDecision::Scale => Advice::Scale,
    }
}

fn seen(trial: &TrialResult) -> Advice {
    let any = |wanted: Seen| trial.comparisons.iter().any(|one| one.verdict == wanted);
    if trial.comparisons.is_empty() || any(Seen::TooLittleData) {
        Advice::TooLittleData
    } else if any(Seen::NotReached) {
        Advice::NotReached
    } else if any(Seen::NotSureYet) {
        Advice::NotSureYet
    } else {
        Advice::Reached
    }
}
